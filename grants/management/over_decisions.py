"""What the commands `sign` and `announce` share: one act over the decisions of rounds and of single cases."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from grants import deciding
from grants.management.people import actor_of
from grants.models import Decision
from workflow.errors import Refusal
from workflow.facts import Actor
from workflow.passing import Run


class OverDecisions(BaseCommand):
    """Takes one step with many decisions; what may not pass stays where it is, with the reason."""

    done: str  # What became of them, in Dutch.

    def add_arguments(self, parser: CommandParser) -> None:
        """Which decisions, and who."""
        parser.add_argument("named", nargs="+", metavar="RONDE|KENMERK", help="codes van rondes, kenmerken van zaken")
        parser.add_argument("--as", dest="person", required=True, help="wie dit doet: een login of een id")

    def run(self, decisions: Sequence[Decision], actor: Actor) -> Run:
        """The act; each command says which."""
        raise AssertionError(decisions, actor)

    def handle(self, *_: Any, **options: Any) -> None:
        """Take the step, and tell what was done and what was not."""
        decisions = deciding.decisions_of(options["named"])
        try:
            run = self.run(decisions, actor_of(options["person"]))
        except Refusal as refusal:
            raise CommandError(f"{refusal.sentence} ({refusal.code})") from refusal
        self.stdout.write(f"{len(run.done)} besluiten {self.done}.")
        references = {one.pk: one.application.stream.reference for one in decisions}
        for one, why in run.aside:
            self.stderr.write(f"  niet: {references[one]}: {why.sentence} ({why.code})")
