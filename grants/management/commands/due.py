"""`manage.py due`: what is to be paid, by the last day of the law, with what was noticed of each line."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.core.management.base import CommandParser

from budgets.figures import euro
from grants.due_list import Due, due
from grants.management.spoken import Spoken, counted, day
from grants.payment_checks import CHECKS
from workflow import clock
from workflow.canonical import canonical


class Command(Spoken):
    help = "Toont wat er te betalen is, op volgorde van de wettelijke betaaldatum, met wat per regel opvalt."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--through", metavar="DAG", help="alleen wat uiterlijk op deze dag betaald moet zijn")
        parser.add_argument("--json", action="store_true", help="druk de lijst af als JSON")

    def work(self, options: dict[str, Any]) -> None:
        found = due(clock.today(), day("--through", options["through"]) if options["through"] else None)
        if options["json"]:
            self.stdout.write(canonical([dataclasses.asdict(line) for line in found]))
            return
        for line in found:
            self.stdout.write(said(line))
        self.stdout.write(
            f"{counted(len(found), 'deel', 'delen')}, samen {euro(sum(line.amount_cents for line in found))}."
        )


def said(line: Due) -> str:
    """A line as a person reads it."""
    when = line.due_on.isoformat() if line.due_on else "later     "
    noticed = "; ".join(CHECKS[code] for code in line.checks)
    return f"{when}  {line.reference:<16} {euro(line.amount_cents):>16}  {line.recipient[:40]:<40}  {noticed}".rstrip()
