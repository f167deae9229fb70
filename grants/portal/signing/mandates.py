"""Who may sign what: the mandates in force, as a signer reads them, and whether anybody's reaches a decision."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext

from grants.guards import asked_of, covering, named_under
from grants.models import Decision, Mandate
from grants.models.scheme import scheme_of
from workflow.law.wording import listed

ADVANCE = "voorschot"


@dataclass(frozen=True, slots=True)
class Power:
    """What one mandate lets its holder sign: up to how much (cents), which kinds of decision, and where that is written."""

    maximum_cents: int
    kinds: str
    reference: str


@dataclass(frozen=True, slots=True)
class Given:
    """The mandates of a day, of whoever, and the person who looks at them."""

    mandates: Sequence[Mandate]
    person: uuid.UUID | None

    def powers(self) -> Sequence[Power]:
        """What this person may sign, what reaches furthest first."""
        found: dict[tuple[int, str], list[str]] = {}
        for one in self._mine():
            words = gettext(Decision.Kind(one.kind).label if one.kind in Decision.Kind else ADVANCE)
            kinds = found.setdefault((-one.maximum_cents, one.reference), [])
            kinds += [] if words in kinds else [words]
        return [Power(-cents, listed(kinds), reference) for (cents, reference), kinds in sorted(found.items())]

    def named(self, decision: Any) -> str:
        """What a signature of this person names under a decision (Awb 10:10, 10:11); nothing where no mandate reaches it."""
        return named_under(decision, decision.application, _scheme(decision), self._mine())

    def reach(self, decision: Any) -> bool:
        """Whether somebody may sign a decision; what nobody may sign is decided by the college itself."""
        if decision.resolved_on:
            return True
        people: list[set[uuid.UUID]] = [
            {one.person_id for one in covering(self.mandates, _scheme(decision), kind, amount)}
            for kind, amount in asked_of(decision, decision.application)
        ]
        return bool(set.intersection(*people))

    def _mine(self) -> Iterator[Mandate]:
        return (one for one in self.mandates if one.person_id == self.person)


def given_on(day: date, person: uuid.UUID | None) -> Given:
    """Every mandate of a day, for a person to look at."""
    through = Q(valid_through=None) | Q(valid_through__gte=day)
    return Given(list(Mandate.objects.filter(through, valid_from__lte=day)), person)


def _scheme(decision: Any) -> str:
    return scheme_of(decision.application.round.scheme_version_id).code
