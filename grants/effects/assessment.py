"""Effects of assessing: levels, interests, locked scores, inspections."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from grants.models import PANEL, Application, Assessment, Score
from workflow.canonical import canonical
from workflow.facts import Change, Product, Put, Set, Then
from workflow.scheme import Effect, word

if TYPE_CHECKING:
    from grants.facts import CaseFacts


class TakeScores(Effect):
    """Write down the levels and reasons of the person who gives them."""

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """Levels, reasons, and whose they are."""
        given = facts.payload
        yield Set(
            {
                "application_id": facts.application.pk,
                "assessor": facts.actor.person,
                "levels": canonical(given.levels),
                "reasons": canonical(given.reasons) if given.reasons else "",
            }
        )


class TakeAgreement(Effect):
    """Write down the levels that the assessors agreed on, beside those that each gave."""

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """Levels and reasons of all together, and a row per criterion that takes the place of the mean."""
        agreed = facts.payload
        reasons = {code: agreed.reasons[code] for code in agreed.levels}
        yield Set(
            {
                "application_id": facts.application.pk,
                "assessor": PANEL,
                "levels": canonical(agreed.levels),
                "reasons": canonical(reasons),
            }
        )
        for criterion, level in sorted(agreed.levels.items()):
            key = uuid.uuid5(facts.row.pk, criterion)
            yield Put(Score(id=key, assessment_id=facts.row.pk, criterion=criterion, level=level))


class TakeInterest(Effect):
    """Write down an interest; levels that were given stay on record and do not count."""

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """The interest, and whose it is."""
        yield Set(
            {"application_id": facts.application.pk, "assessor": facts.actor.person, "interest": facts.payload.reason}
        )


class LockScores(Effect):
    """Locked levels become rows, so that the round is ranked in SQL."""

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """A row per criterion."""
        row = facts.row
        assert isinstance(row, Assessment)
        for criterion, level in sorted(json.loads(row.levels).items()):
            yield Put(Score(id=uuid.uuid5(row.pk, criterion), assessment=row, criterion=criterion, level=level))


@word
@dataclass(frozen=True, slots=True)
class AssessWhenLocked(Effect):
    """When so many assessors have locked their levels, the application is assessed: for schemes that decide one by one."""

    by: int
    NEEDS: ClassVar[frozenset[str]] = frozenset({"assessments"})

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """The step that follows."""
        others = sum(one.state == Assessment.LOCKED and one.pk != facts.row.pk for one in facts.need("assessments"))
        if others + 1 >= self.by and facts.application.state == Application.SUBMITTED:
            yield Then(Change("application", "assess", facts.application.pk))


@word
@dataclass(frozen=True, slots=True)
class AssessWhenComplete(Effect):
    """An application that is complete needs no further assessment: for schemes without criteria."""

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """The step that follows."""
        yield Then(Change("application", "assess", facts.application.pk))


class TakeFindings(Effect):
    """Write down what an inspection found."""

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """The findings, and whose they are."""
        found = facts.payload
        values = {
            name: getattr(found, name)
            for name in ("visited_on", "condition", "safety", "energy", "accessibility", "hours")
        }
        yield Set({"application_id": found.application, "inspector": facts.actor.person, **values})
