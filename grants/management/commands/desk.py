"""`manage.py desk`: the payments of one dossier: cancel, receive, undo, suspend, lift, and another account by four eyes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.management.base import CommandParser

from grants import asked_once
from grants import payment_desk as desk
from grants.management.people import acting
from grants.management.spoken import Parser, Spoken, amount, day
from grants.management.taken import told
from workflow.facts import Change

Said = dict[str, Any]

STEPS: dict[str, tuple[str, tuple[str, ...], Callable[[Said], list[Change]]]] = {
    "cancel": ("trek voorstellen tot betalen in", (), lambda said: desk.cancel(said["dossier"])),
    "receive": (
        "boek wat is terugbetaald",
        ("amount", "on"),
        lambda said: desk.receive(said["dossier"], amount("--amount", said["amount"]), day("--on", said["on"])),
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

FIELDS = {
    "amount": "het bedrag in euro's, zoals 1.250,50",
    "on": "de dag waarop het binnenkwam, zoals 2026-09-01",
    "reason": "waarom",
    "iban": "het nieuwe rekeningnummer",
    "holder": "op wiens naam de rekening staat",
    "evidence": "waaruit blijkt dat de rekening van de aanvrager is",
    "outcome": "same (gelijk), close (bijna gelijk) of different (anders)",
    "note": "hoe u het uitzocht",
}
"""What is said with a step, in the words of the help."""


class Command(Spoken):
    help = "Werkt aan de betalingen van één dossier: intrekken, ontvangen, terughalen, stoppen, andere rekening."

    def add_arguments(self, parser: CommandParser) -> None:
        steps = parser.add_subparsers(dest="step", required=True, parser_class=Parser)
        for name, (said, fields, _) in STEPS.items():
            one = steps.add_parser(name, help=said)
            one.add_argument("dossier", help="kenmerk van het dossier (OC-2026-0042)")
            one.add_argument(
                "--as", dest="person", metavar="WIE", required=True, help="wie dit doet: een login of een id"
            )
            one.add_argument(
                "--for", dest="applicant", metavar="AANVRAGER", help="voor welke aanvrager, bij iets op papier"
            )
            for field in fields:
                one.add_argument(f"--{field}", required=True, help=FIELDS[field])

    def work(self, options: dict[str, Any]) -> None:
        actor = acting(options["person"], options["applicant"])
        self.stdout.write("\n".join(told(asked_once.take(STEPS[options["step"]][2](options), actor))))
