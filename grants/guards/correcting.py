"""Guards before a correction of what was registered, and before another party takes over. Pure; what they look at is named in `NEEDS`."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from grants.models import Application, PartyChange
from workflow.errors import Obstacle
from workflow.scheme import Guard

if TYPE_CHECKING:
    from grants.facts import CaseFacts


class AnotherPerson(Guard):
    """What was registered is put right by another person than the one who took the last step with it."""

    NEEDS: ClassVar[frozenset[str]] = frozenset({"last_by"})

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle for that person."""
        if facts.actor.person is None or facts.need("last_by").get(facts.row.pk) != facts.actor.person:
            return None
        return Obstacle("own-registration", "U legde dit zelf vast. Vraag een collega.", "Gemeentewet 212")


class NotDecidedYet(Guard):
    """Findings are put right before anything is decided on them; after that a decision is corrected by a decision."""

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle once the application is assessed."""
        if facts.application.state in (Application.SUBMITTED, Application.INCOMPLETE):
            return None
        return Obstacle("decided-on-it", "Hierop is al besloten. Verbeter dan het besluit.", "Awb 3:2")


class ReportStillOpen(Guard):
    """A report is looked at anew while the amount is not determined."""

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle after the determination."""
        if facts.application.state not in (Application.ACCOUNTED, Application.REVOKED):
            return None
        return Obstacle("determined-already", "De subsidie is al vastgesteld.", "Awb 4:49")


class FoundComplete(Guard):
    """There is something to take back: the application was found complete, and nobody scored it yet."""

    NEEDS: ClassVar[frozenset[str]] = frozenset({"assessments"})

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when it was not, or when assessors rely on it."""
        if facts.application.complete_on is None:
            return Obstacle("not-found-complete", "Deze aanvraag is nog niet compleet bevonden.", "Awb 4:5")
        if facts.need("assessments"):
            return Obstacle("scored-already", "De beoordeling is al begonnen.", "Awb 3:2")
        return None


class PartyFits(Guard):
    """The new contact acts for the organisation, the successor is another one, and one change waits at a time."""

    NEEDS_PAYLOAD: ClassVar[bool] = True
    NEEDS: ClassVar[frozenset[str]] = frozenset({"named_members", "party_changes"})

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """The first thing that does not fit."""
        asked, case = facts.payload, facts.application
        if any(one.state == PartyChange.ASKED and one.pk != facts.row.pk for one in facts.need("party_changes")):
            return Obstacle("change-waits", "Er ligt al een verandering. Wacht tot daarover beslist is.")
        if case.received_at is None or case.state in (Application.WITHDRAWN, Application.MERGED):
            return Obstacle("nothing-to-take-over", "Bij deze zaak valt niets over te dragen.")
        if asked.kind == PartyChange.Kind.SUCCESSOR and asked.organisation == case.organisation_id:
            return Obstacle("same-party", "Dit is dezelfde organisatie.", "Awb 1:2")
        if asked.kind == PartyChange.Kind.DETAILS or asked.contact in facts.need("named_members"):
            return None
        return Obstacle("not-a-member", "De contactpersoon hoort niet bij deze organisatie.", "Awb 2:1")
