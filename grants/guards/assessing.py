"""Guards before assessing. Pure; what they look at is named in `NEEDS`."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from grants.allocation import FirstCome
from grants.models import PANEL, Application, Assessment
from grants.ranking import published_rule
from workflow.errors import Obstacle
from workflow.scheme import LEVELS, Guard

if TYPE_CHECKING:
    from grants.facts import CaseFacts


class LevelsGiven(Guard):
    """A level 1-5 for each criterion of the scheme, and no other."""

    NEEDS_PAYLOAD: ClassVar[bool] = True

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when a criterion has no level, or a level is not 1 to 5."""
        levels = facts.payload.levels
        if set(levels) == {c.code for c in facts.scheme.criteria} and all(
            1 <= level <= LEVELS for level in levels.values()
        ):
            return None
        return Obstacle("levels-incomplete", "Geef elk criterium een cijfer van 1 tot en met 5.", "Awb 3:2")


class OwnAssessment(Guard):
    """Scores are one's own: nobody scores or locks in the name of another."""

    ABOUT_ACTOR: ClassVar[bool] = True

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when the assessment is another person's."""
        row = facts.row
        assert isinstance(row, Assessment)
        if row.assessor in (None, facts.actor.person):
            return None
        return Obstacle("not-your-assessment", "Dit is de beoordeling van een ander.", "Awb 2:4")


class NoInterest(Guard):
    """Whoever declared an interest neither scores, locks nor inspects in that case any more (Awb 2:4)."""

    NEEDS: ClassVar[frozenset[str]] = frozenset({"assessments"})

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle for a person with an interest on record."""
        mine = (one for one in facts.need("assessments") if one.assessor == facts.actor.person)
        if not any(one.state == Assessment.CONFLICTED and one.pk != facts.row.pk for one in mine):
            return None
        return Obstacle("interest-declared", "U meldde een belang in deze zaak. Een collega neemt het over.", "Awb 2:4")


class OnePerAssessor(Guard):
    """Nobody has two assessments of an application: one says what one finds, and may change that until one locks it."""

    NEEDS: ClassVar[frozenset[str]] = frozenset({"assessments"})

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when the actor has another one."""
        mine = (one for one in facts.need("assessments") if one.assessor == facts.actor.person)
        if all(one.pk == facts.row.pk for one in mine):
            return None
        return Obstacle("assessed-already", "U heeft al een beoordeling van deze aanvraag.", "Awb 3:2")


class NoPanelYet(Guard):
    """Once the assessors agreed on levels, nobody gives others, and they do not agree anew."""

    NEEDS: ClassVar[frozenset[str]] = frozenset({"assessments"})

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle after that."""
        if all(one.assessor != PANEL for one in facts.need("assessments")):
            return None
        return Obstacle(
            "panel-agreed-already", "De commissie heeft over deze aanvraag al een oordeel vastgelegd.", "Awb 3:2"
        )


class AllLocked(Guard):
    """The assessors agree after each of them judged alone: the chair locked the own levels, at least two did, and nobody is busy."""

    NEEDS: ClassVar[frozenset[str]] = frozenset({"assessments"})

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle while somebody still judges, or for who did not judge this application."""
        rows = facts.need("assessments")
        locked = {one.assessor for one in rows if one.state == Assessment.LOCKED}
        if facts.actor.person not in locked:
            return Obstacle("own-levels-first", "U zet eerst uw eigen cijfers vast. Daarna overlegt u.", "Awb 3:2")
        if len(locked) > 1 and all(one.state != Assessment.SCORED for one in rows):
            return None
        return Obstacle(
            "others-still-judging", "Overleg kan pas als iedereen de eigen cijfers heeft vastgezet.", "Awb 3:2"
        )


class RankedAsAWhole(Guard):
    """Assessors agree in a round that is ranked as a whole; where things are decided as they come in, the last lock is the judgement."""

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle in a round in order of arrival."""
        if not isinstance(published_rule(facts.round), FirstCome):
            return None
        return Obstacle(
            "no-panel-here", "In deze ronde beoordeelt u elke aanvraag los, zonder overleg achteraf.", "Awb 4:26"
        )


class LevelsAgreed(Guard):
    """At least one criterion of the scheme has a level 1-5, and nothing else has."""

    NEEDS_PAYLOAD: ClassVar[bool] = True

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when there is nothing to record, or something that is no level of a criterion."""
        levels = facts.payload.levels
        known = {criterion.code for criterion in facts.scheme.criteria}
        if levels and set(levels) <= known and all(1 <= level <= LEVELS for level in levels.values()):
            return None
        return Obstacle("no-level-agreed", "Geef minstens één criterium een cijfer van 1 tot en met 5.", "Awb 3:2")


class InspectedOnce(Guard):
    """A building is inspected once for an application."""

    NEEDS: ClassVar[frozenset[str]] = frozenset({"inspection"})

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when it was inspected already."""
        known = facts.need("inspection")
        if known is None or known.pk == facts.row.pk:
            return None
        return Obstacle("inspected-already", "Er ligt al een inspectie voor deze aanvraag.", "Awb 3:2")


class Assessable(Guard):
    """The application lies ready to be assessed."""

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle in any other state than submitted."""
        if facts.application.state == Application.SUBMITTED:
            return None
        return Obstacle("not-assessable", "U kunt deze aanvraag nu niet beoordelen.")
