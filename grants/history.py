"""What an applicant did with earlier grants, on which the risk of the next is judged."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grants.models import Application, Obligation

if TYPE_CHECKING:
    from grants.models import Decision
    from workflow.registry import Loading


@dataclass(frozen=True, slots=True)
class History:
    """Whether this grant is the first of the organisation, and how many obligations it breached."""

    first: bool
    breaches: int


def history(cases: Sequence[Application], _: Sequence[Decision], __: Loading) -> Mapping[uuid.UUID, History]:
    """The earlier grants of the organisation of each case, in two queries."""
    theirs = {case.organisation_id for case in cases if case.organisation_id}
    granted = Application.objects.filter(organisation__in=theirs, granted_cents__gt=0)
    breached = Obligation.objects.filter(application__organisation__in=theirs, state=Obligation.BREACHED)
    grants: Counter[uuid.UUID | None] = Counter(granted.values_list("organisation", flat=True))
    breaches: Counter[uuid.UUID | None] = Counter(breached.values_list("application__organisation", flat=True))
    return {case.pk: History(grants[case.organisation_id] <= 1, breaches[case.organisation_id]) for case in cases}
