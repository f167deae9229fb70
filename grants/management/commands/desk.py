"""`manage.py desk`: the payments of one dossier: cancel, receive, undo, suspend, lift, and another account by four eyes."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from budgets.figures import dutch_cents
from grants import payment_desk as desk
from grants.management.people import actor_of
from workflow.errors import Refusal
from workflow.facts import Change

Said = dict[str, Any]

STEPS: dict[str, tuple[str, tuple[str, ...], Callable[[Said], list[Change]]]] = {
    "cancel": ("trek voorstellen tot betalen in", (), lambda said: desk.cancel(said["dossier"])),
    "receive": (
        "boek wat is terugbetaald",
        ("amount", "on"),
        lambda said: desk.receive(said["dossier"], dutch_cents(said["amount"]), date.fromisoformat(said["on"])),
    ),
    "undo": (
        "haal de laatste verwerking terug",
        ("reason",),
        lambda said: desk.undo(said["dossier"], said["reason"]),
    ),
    "suspend": (
        "stop met betalen bij een ernstig vermoeden",
        ("reason",),
        lambda said: desk.suspend(said["dossier"], said["reason"]),
    ),
    "lift": ("betaal weer", (), lambda said: desk.lift(said["dossier"])),
    "account": (
        "vraag om een andere rekening",
        ("iban", "holder", "evidence"),
        lambda said: desk.ask_account(said["dossier"], said["iban"], said["holder"], said["evidence"]),
    ),
    "verify": (
        "vergelijk naam en nummer van de rekening in gebruik (same, close, different)",
        ("outcome", "note"),
        lambda said: desk.verify_account(said["dossier"], said["outcome"], said["note"]),
    ),
    "check": (
        "vergelijk naam en nummer van de gevraagde rekening (same, close, different)",
        ("outcome", "note"),
        lambda said: desk.check_account(said["dossier"], said["outcome"], said["note"]),
    ),
    "approve": (
        "keur de rekening goed",
        (),
        lambda said: desk.decide_account(said["dossier"], "approve_account"),
    ),
    "refuse": ("wijs de rekening af", (), lambda said: desk.decide_account(said["dossier"], "refuse_account")),
}
"""The steps by name: what it does, what must be said with it, and the changes that it asks for."""


class Command(BaseCommand):
    help = "Werkt aan de betalingen van één dossier: intrekken, ontvangen, terughalen, stoppen, andere rekening."

    def add_arguments(self, parser: CommandParser) -> None:
        steps = parser.add_subparsers(dest="step", required=True)
        for name, (said, fields, _) in STEPS.items():
            one = steps.add_parser(name, help=said)
            one.add_argument("dossier", help="kenmerk van het dossier (OC-2026-0042)")
            one.add_argument("--as", dest="person", required=True, help="wie dit doet: een login of een id")
            one.add_argument("--for", dest="applicant", help="voor welke aanvrager, bij iets op papier")
            for field in fields:
                one.add_argument(f"--{field}", required=True)

    def handle(self, *_: Any, **options: Any) -> None:
        actor = actor_of(options["person"])
        if options["applicant"]:
            actor = dataclasses.replace(actor, on_behalf_of=actor_of(options["applicant"]).person)
        try:
            outcome = desk.take(STEPS[options["step"]][2](options), actor)
        except ValueError as wrong:
            raise CommandError(f"Dit is geen dag: {wrong}") from wrong
        except Refusal as refusal:
            raise CommandError(f"{refusal.sentence} ({refusal.code})") from refusal
        for taken in outcome.taken:
            if taken.change.machine in ("payment", "application", "account_change"):
                self.stdout.write(f"{taken.reference}: {taken.change.action}, nu {taken.state_after}")
