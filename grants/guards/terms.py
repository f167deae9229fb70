"""Guards on steps on the term to decide, and on taking up what was not completed. Pure; what they look at is named in `NEEDS`."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from grants import anew
from grants.payloads import SET_ASIDE
from workflow.errors import Obstacle
from workflow.law.wording import dutch_date, length
from workflow.scheme import Guard

if TYPE_CHECKING:
    from grants.facts import CaseFacts

LONGEST = timedelta(days=366)
"""A term stands still for a year at most by one step; who needs longer looks again."""


class TermRuns(Guard):
    """There is a term to decide that one can say something about."""

    NEEDS: ClassVar[frozenset[str]] = frozenset({"deadlines"})

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when no term runs."""
        if "decision_term" in facts.need("deadlines"):
            return None
        return Obstacle("no-term", "Voor deze aanvraag loopt geen beslistermijn.", "Awb 4:13")


class TermOfApplication(Guard):
    """The term for a new decision after an objection is moved by nothing that moves the term of an application (Awb 7:10)."""

    NEEDS: ClassVar[frozenset[str]] = frozenset({"deadlines"})

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when the term is that of an objection."""
        term = facts.need("deadlines").get("decision_term")
        if term is None or term.article != anew.ARTICLE:
            return None
        sentence = (
            f"Het nieuwe besluit na het bezwaar komt uiterlijk op {dutch_date(term.legal_deadline)}. Die dag blijft."
        )
        return Obstacle("term-of-objection", sentence, anew.ARTICLE)


class Suspendable(Guard):
    """A term stands still on one ground once at a time, up to a day that lies ahead."""

    NEEDS_PAYLOAD: ClassVar[bool] = True
    NEEDS: ClassVar[frozenset[str]] = frozenset({"suspensions"})

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """The first thing that is in the way."""
        asked = facts.payload
        if not facts.today < asked.until <= facts.today + LONGEST:
            sentence = f"Kies een dag na {dutch_date(facts.today)}, hoogstens een jaar later."
            return Obstacle("suspension-day-invalid", sentence, "Awb 4:15")
        running = (one for one in facts.need("suspensions") if one.ground == asked.ground and one.running)
        if all(one.last < facts.today for one in running):
            return None
        return Obstacle("term-suspended-already", "De termijn staat al stil om deze reden.", "Awb 4:15")


class Suspended(Guard):
    """Only what stands still runs on."""

    NEEDS_PAYLOAD: ClassVar[bool] = True
    NEEDS: ClassVar[frozenset[str]] = frozenset({"suspensions"})

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when the term does not stand still on this ground."""
        if any(one.ground == facts.payload.ground and one.running for one in facts.need("suspensions")):
            return None
        return Obstacle("term-not-suspended", "De termijn staat niet stil om deze reden.", "Awb 4:15")


class PowerToExtend(Guard):
    """A term is extended only where the regulation says so (`extension_weeks` of the round), once, and before it has ended."""

    NEEDS_PAYLOAD: ClassVar[bool] = True
    NEEDS: ClassVar[frozenset[str]] = frozenset({"deadlines"})

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """The first thing that is in the way."""
        most, asked = facts.figures.get("extension_weeks", 0), facts.payload.weeks
        if not most:
            return Obstacle("no-power-to-extend", "Deze regeling kent geen verdaging.", "Awb 4:13")
        if facts.application.extended_weeks:
            return Obstacle("extended-already", "Het besluit is al een keer verdaagd.", "Awb 4:13")
        if asked > most:
            sentence = f"U verdaagt met {length(asked, 'weeks')}. Het mag met hoogstens {length(most, 'weeks')}."
            return Obstacle("extension-too-long", sentence, "Awb 4:13", {"asked_weeks": asked, "most_weeks": most})
        term = facts.need("deadlines").get("decision_term")
        if term is None or facts.today <= term.legal_deadline:
            return None
        sentence = f"De termijn eindigde op {dutch_date(term.legal_deadline)}. Verdagen kan daarna niet meer."
        return Obstacle("term-has-ended", sentence, "Awb 4:13")


class ExpectedAhead(Guard):
    """A notice of delay names a day that is still to come."""

    NEEDS_PAYLOAD: ClassVar[bool] = True

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when the day has passed, or lies more than a year ahead."""
        if facts.today < facts.payload.expected_on <= facts.today + LONGEST:
            return None
        sentence = f"Kies een dag na {dutch_date(facts.today)}, hoogstens een jaar later."
        return Obstacle("expected-day-invalid", sentence, "Awb 4:14, eerste lid")


class CompletionLapsed(Guard):
    """Nobody decides without a completion while the applicant can still send it (Awb 4:5)."""

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle until the day that was set has passed."""
        until = facts.application.completion_until
        if until is None or until < facts.today:
            return None
        sentence = f"De aanvrager kan nog aanvullen tot en met {dutch_date(until)}."
        return Obstacle("completion-still-open", sentence, "Awb 4:5, eerste lid")


class NeededToDecide(Guard):
    """An application is set aside only for what one cannot decide without; on the rest one judges with what there is (Awb 4:5)."""

    NEEDS_PAYLOAD: ClassVar[bool] = True

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when nothing of that kind was asked for."""
        asked = json.loads(facts.application.awaited)
        if facts.payload.kind != "set_aside" or not asked or SET_ASIDE in asked.values():
            return None
        sentence = "Wat u vroeg, is niet nodig om te besluiten. Beoordeel de aanvraag met wat er is."
        return Obstacle("judged-without", sentence, "Awb 4:5, eerste lid")
