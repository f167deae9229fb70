"""What the assessors of an application found together: the exact mean level by criterion, over the marks that count."""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType

from grants.allocation import mean_levels
from grants.models import PANEL, Assessment, Round


def means_of(assessments: Iterable[Assessment], without: uuid.UUID | None = None) -> dict[str, Fraction]:
    """The mean by criterion over locked levels, with one assessor left out if asked; empty when nobody is left.

    Where the assessors agreed on a level of a criterion, that level stands in the place of their mean.
    """
    rows = list(assessments)
    levels = [levels_of(one) for one in alone(rows) if one.assessor != without]
    agreed = together(rows)
    over = {code: Fraction(level) for code, level in levels_of(agreed).items()} if agreed else {}
    return mean_levels(levels) | over if levels else {}


def alone(assessments: Iterable[Assessment]) -> list[Assessment]:
    """What each assessor locked."""
    return [one for one in assessments if one.state == Assessment.LOCKED and one.assessor != PANEL]


def together(assessments: Iterable[Assessment]) -> Assessment | None:
    """What the assessors agreed on, if they did."""
    return next((one for one in assessments if one.assessor == PANEL), None)


def levels_of(assessment: Assessment) -> Mapping[str, int]:
    """The levels of one assessor by criterion."""
    return _levels(assessment.levels)


@lru_cache(maxsize=4096)
def _levels(text: str) -> Mapping[str, int]:
    """Levels as they are stored; of thousands of assessments many say the same."""
    found: dict[str, int] = json.loads(text)
    return MappingProxyType(found)


def reasons_of(assessment: Assessment) -> Mapping[str, str]:
    """What one assessor wrote by criterion."""
    found: Mapping[str, str] = json.loads(assessment.reasons) if assessment.reasons else {}
    return found


def written_by(assessments: Iterable[Assessment]) -> list[Mapping[str, str]]:
    """What was written by criterion, first by all together and then by each."""
    rows = list(assessments)
    agreed = together(rows)
    return [reasons_of(one) for one in (*([agreed] if agreed else []), *alone(rows))]


def locked_in(round_: Round) -> dict[uuid.UUID, list[Assessment]]:
    """The locked assessments of a round by application, in the order of the assessors; one query."""
    found: dict[uuid.UUID, list[Assessment]] = defaultdict(list)
    rows = Assessment.objects.filter(application__round=round_, state=Assessment.LOCKED)
    for one in rows.order_by("assessor"):
        found[one.application_id].append(one)
    return found
