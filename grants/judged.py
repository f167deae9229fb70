"""What the assessors of an application found together: the exact mean level by criterion, over the marks that count."""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction

from grants.allocation import mean_levels
from grants.models import Assessment, Round


def means_of(assessments: Iterable[Assessment], without: uuid.UUID | None = None) -> dict[str, Fraction]:
    """The mean by criterion over locked levels, with one assessor left out if asked; empty when nobody is left."""
    counted = (one for one in assessments if one.state == Assessment.LOCKED and one.assessor != without)
    levels = [levels_of(one) for one in counted]
    return mean_levels(levels) if levels else {}


def levels_of(assessment: Assessment) -> dict[str, int]:
    """The levels of one assessor by criterion."""
    found: dict[str, int] = json.loads(assessment.levels)
    return found


def reasons_of(assessment: Assessment) -> Mapping[str, str]:
    """What one assessor wrote by criterion."""
    found: Mapping[str, str] = json.loads(assessment.reasons) if assessment.reasons else {}
    return found


def locked_in(round_: Round) -> dict[uuid.UUID, list[Assessment]]:
    """The locked assessments of a round by application, in the order of the assessors; one query."""
    found: dict[uuid.UUID, list[Assessment]] = defaultdict(list)
    rows = Assessment.objects.filter(application__round=round_, state=Assessment.LOCKED)
    for one in rows.order_by("assessor"):
        found[one.application_id].append(one)
    return found
