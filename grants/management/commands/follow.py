"""`manage.py follow`: the plan of checks, what was seen and answered, obligations met or not, the sample, and reminders of today."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from grants import asked_once, follow_desk, reminders
from grants.management.people import actor_of, read_bytes
from grants.management.spoken import Parser, Spoken, counted, reasons
from grants.models import Check
from workflow.errors import Refusal
from workflow.facts import Actor, Change
from workflow.law.wording import dutch_date


class Command(Spoken):
    help = "Volgt de uitvoering: controles plannen en vastleggen, verplichtingen, steekproef en herinneringen."

    def add_arguments(self, parser: CommandParser) -> None:
        steps = parser.add_subparsers(dest="step", required=True, parser_class=Parser)
        for name, (said, extra) in STEPS.items():
            one = steps.add_parser(name, help=said)
            if name == "remind":
                continue
            one.add_argument("reference", help="kenmerk van het dossier, bij een steekproef de code van de ronde")
            one.add_argument(
                "--as", dest="person", metavar="WIE", required=True, help="wie dit doet: een login of een id"
            )
            for each in extra:
                one.add_argument(
                    f"--{each}", default="", required=each in ("text", "seed", "percent"), help=FIELDS[each]
                )
            if name == "seen":
                one.add_argument(
                    "--photo", action="append", default=[], type=Path, help="een foto, meer dan eens te geven"
                )

    def work(self, options: dict[str, Any]) -> None:
        if options["step"] == "remind":
            self._remind()
            return
        changes: list[Change] = getattr(self, f"_{options['step']}")(options)
        actor = actor_of(options["person"])
        lines = self._drawing(changes, actor, options) if options["step"] == "sample" else self._taking(changes, actor)
        self.stdout.write("\n".join(lines))

    def _taking(self, changes: list[Change], actor: Actor) -> list[str]:
        outcome = asked_once.take(changes, actor)
        return [*(["Dit deed u al. Er verandert niets."] if outcome.repeated else []), *follow_desk.came(outcome)]

    def _drawing(self, changes: list[Change], actor: Actor, options: dict[str, Any]) -> list[str]:
        """Draw the sample; who draws again is shown the one that is there."""
        before = [
            f"{one.stream.reference}: {follow_desk.in_sample(one)}" for one in follow_desk.drawn(options["reference"])
        ]
        try:
            found = self._taking(changes, actor)
        except Refusal as refusal:
            raise CommandError("\n".join([reasons(refusal), *before])) from refusal
        return found or ["Niemand in deze ronde wordt zonder verantwoording vastgesteld. Er is niets te trekken."]

    def _remind(self) -> None:
        sent = reminders.sent()
        self.stdout.write(f"{counted(len(sent), 'herinnering', 'herinneringen')} verstuurd.")
        for one in sent:
            who, nth = one.case.stream.reference, "eerste" if one.number == 1 else "laatste"
            self.stdout.write(f"  {who}: {nth} herinnering aan wat op {dutch_date(one.due_on)} klaar moest zijn")

    def _plan(self, options: dict[str, Any]) -> list[Change]:
        return follow_desk.plan(options["reference"])

    def _seen(self, options: dict[str, Any]) -> list[Change]:
        photos = tuple((one.name, hashlib.sha256(read_bytes(one)).hexdigest()) for one in options["photo"])
        return follow_desk.seen(options["reference"], options["kind"], options["text"], photos)

    def _answer(self, options: dict[str, Any]) -> list[Change]:
        return follow_desk.answer(options["reference"], options["kind"], options["text"])

    def _met(self, options: dict[str, Any]) -> list[Change]:
        return follow_desk.found(options["reference"], "meet", options["obligation"], options["text"])

    def _breached(self, options: dict[str, Any]) -> list[Change]:
        return follow_desk.found(options["reference"], "breach", options["obligation"], options["text"])

    def _sample(self, options: dict[str, Any]) -> list[Change]:
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

FIELDS = {
    "kind": f"soort controle: {', '.join(f'{value} ({label})' for value, label in Check.Kind.choices)}",
    "text": "uw verslag, antwoord of toelichting",
    "obligation": "woorden uit de tekst van de verplichting",
    "seed": "het getal van de loting",
    "percent": "welk deel verantwoording aflegt, in procenten",
}
"""What is said with a step, in the words of the help."""
