"""`manage.py follow`: the plan of checks, what was seen and answered, obligations met or not, the sample, and reminders of today."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from grants import follow_desk, reminders
from grants.management.people import actor_of, read_bytes
from workflow.errors import Refusal


class Command(BaseCommand):
    help = "Volgt de uitvoering: controles plannen en vastleggen, verplichtingen, steekproef en herinneringen."

    def add_arguments(self, parser: CommandParser) -> None:
        steps = parser.add_subparsers(dest="step", required=True)
        for name, (said, extra) in STEPS.items():
            one = steps.add_parser(name, help=said)
            if name == "remind":
                continue
            one.add_argument("reference", help="kenmerk van het dossier, bij een steekproef de code van de ronde")
            one.add_argument("--as", dest="person", required=True, help="wie dit doet: een login of een id")
            for each in extra:
                one.add_argument(f"--{each}", default="", required=each in ("text", "seed", "percent"))
            if name == "seen":
                one.add_argument(
                    "--photo", action="append", default=[], type=Path, help="een foto, meer dan eens te geven"
                )

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            if options["step"] == "remind":
                self.stdout.write(f"{reminders.send()} herinneringen verstuurd.")
                return
            changes = getattr(self, f"_{options['step']}")(options)
            outcome = follow_desk.take(changes, actor_of(options["person"]))
        except Refusal as refusal:
            reasons = "\n".join(f"{one.sentence} ({one.code})" for one in refusal.obstacles)
            raise CommandError(reasons) from refusal
        self.stdout.write(f"{len(outcome.taken)} stappen gezet.")

    def _plan(self, options: dict[str, Any]) -> Any:
        return follow_desk.plan(options["reference"])

    def _seen(self, options: dict[str, Any]) -> Any:
        photos = tuple((one.name, hashlib.sha256(read_bytes(one)).hexdigest()) for one in options["photo"])
        return follow_desk.seen(options["reference"], options["kind"], options["text"], photos)

    def _answer(self, options: dict[str, Any]) -> Any:
        return follow_desk.answer(options["reference"], options["kind"], options["text"])

    def _met(self, options: dict[str, Any]) -> Any:
        return follow_desk.found(options["reference"], "meet", options["obligation"], options["text"])

    def _breached(self, options: dict[str, Any]) -> Any:
        return follow_desk.found(options["reference"], "breach", options["obligation"], options["text"])

    def _sample(self, options: dict[str, Any]) -> Any:
        return follow_desk.sample(options["reference"], options["seed"], options["percent"])


STEPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "plan": ("plan de controles naar het risico", ()),
    "seen": ("leg vast wat u zag", ("kind", "text")),
    "answer": ("leg vast wat u antwoordde", ("kind", "text")),
    "met": ("een verplichting is nagekomen", ("obligation", "text")),
    "breached": ("een verplichting is niet nagekomen", ("obligation", "text")),
    "sample": ("trek de steekproef van een ronde", ("seed", "percent")),
    "remind": ("verstuur de herinneringen van vandaag", ()),
}
