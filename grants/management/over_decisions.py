"""What the commands `sign` and `announce` share: one act over the decisions of rounds and of single cases."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.management.base import CommandParser

from grants import deciding
from grants.management.people import actor_of
from grants.management.spoken import Spoken, counted
from grants.models import Decision
from workflow.facts import Actor
from workflow.passing import Run


class OverDecisions(Spoken):
    """Takes one step with many decisions; what may not pass stays where it is, with the reason."""

    takes: str  # The state from which the step goes.
    done: str  # What became of them, in Dutch.

    def add_arguments(self, parser: CommandParser) -> None:
        """Which decisions, and who."""
        parser.add_argument("named", nargs="+", metavar="RONDE|KENMERK", help="codes van rondes, kenmerken van zaken")
        parser.add_argument(
            "--as", dest="person", metavar="WIE", required=True, help="wie dit doet: een login of een id"
        )

    def run(self, decisions: Sequence[Decision], actor: Actor) -> Run:
        """The act; each command says which."""
        raise AssertionError(decisions, actor)

    def work(self, options: dict[str, Any]) -> None:
        """Take the step, and tell what was done and what was not, with the reason."""
        actor, decisions = actor_of(options["person"]), deciding.decisions_of(options["named"])
        run = self.run(decisions, actor)
        self.stdout.write(f"{counted(len(run.done), 'besluit', 'besluiten')} {self.done}.")
        references = {one.pk: one.application.stream.reference for one in decisions}
        for one, why in run.aside:
            self.stderr.write(f"  niet: {references[one]}: {why.sentence} ({why.code})")
        for name in options["named"]:
            if nothing := self._nothing(
                [one for one in decisions if name in (one.application.round.code, references[one.pk])]
            ):
                self.stderr.write(f"  niets: {name}: {nothing}")

    def _nothing(self, found: Sequence[Decision]) -> str:
        """Why there was nothing to do under a name; "" when there was something."""
        if any(one.state == self.takes for one in found):
            return ""
        states = ", ".join(sorted({f"‘{one.state_word}’" for one in found}))
        return f"wat hier wacht, heeft de stand {states}" if found else "hier wacht geen besluit"
