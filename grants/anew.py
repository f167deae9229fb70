"""The new decision after an objection that was right: it takes the place of the one that it was against (Awb 7:11, tweede lid).

It is owed until a decision that can take that place lies ready, or was announced since the objection came. What was announced while the
objection was open belongs to it by law (Awb 6:19), and is often one paper with what was decided on it. A slip of the pen, a claim or a
prize takes the place of nothing but one of its own kind. The rule stands here twice, for one case whose decisions were read and for the
database; a test holds them together.

Reading: the new decision comes within the term of 7:10, also where the application was set aside and is handled after all. The law starts
no second term of 4:13 then, and what makes that term stand still (4:15) does not make this one.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncDate

from grants.models import Application, Decision, Objection
from workflow import clock
from workflow.law.terms import Term
from workflow.models import Deadline

ARTICLE = "Awb 7:10; 7:11, tweede lid"
READY = (Decision.DRAFTED, Decision.SIGNED)
BESIDE = (Decision.Kind.PRIZE, Decision.Kind.RECOVERY, Decision.Kind.RECTIFICATION)
"""Kinds of decision that stand beside the others."""

STANDING: Mapping[str, str] = {
    Application.REJECTED: Decision.Kind.REFUSAL,
    Application.SET_ASIDE: Decision.Kind.SET_ASIDE,
}
"""By which kind of decision an application stands where nothing is given."""


def owes(objection: Objection, decisions: Iterable[Decision]) -> bool:
    """Whether a new decision is owed after an objection, by the decisions on its case."""
    if objection.state != Objection.DECIDED or objection.outcome not in Objection.RIGHT:
        return False
    since, on_case = clock.day_of(objection.received_at), list(decisions)
    kinds = {one.kind for one in on_case if one.pk == objection.decision}
    others = [one for one in on_case if one.pk != objection.decision and (one.kind not in BESIDE or one.kind in kinds)]
    return not any(one.state in READY or (one.announced_on and one.announced_on >= since) for one in others)


def owing() -> QuerySet[Objection]:
    """The objections after which a new decision is owed."""
    made = Q(state__in=READY) | Q(announced_on__gte=OuterRef("came_on"))
    alike = ~Q(kind__in=BESIDE) | Q(kind=OuterRef("against"))
    since = Decision.objects.filter(made, alike, application=OuterRef("application")).exclude(pk=OuterRef("decision"))
    came_on = TruncDate("received_at", tzinfo=clock.AMSTERDAM)
    found = Objection.objects.annotate(came_on=came_on, against=_kind())
    return found.filter(~Exists(since), state=Objection.DECIDED, outcome__in=Objection.RIGHT)


def kept(row: Deadline) -> Term:
    """The term within which a new decision comes, as it stands on record."""
    steps = tuple(row.explanation.split("\n"))
    day = row.legal_deadline
    return Term(row.article, row.starts_on, 0, "days", day, day, row.plan_by, False, (), 0, steps)  # noqa: FBT003 - the Atw moved it before.


def right_about(cases: Iterable[Application]) -> dict[uuid.UUID, Objection]:
    """The newest objection that was right about the decision by which a case stands; of a case that was given something nothing is read."""
    kinds = {case.pk: STANDING[case.state] for case in cases if case.state in STANDING}
    if not kinds:
        return {}
    found = Objection.objects.filter(application__in=kinds, outcome__in=Objection.RIGHT).annotate(against=_kind())
    newest_last = found.order_by("decided_on", "pk")
    return {one.application_id: one for one in newest_last if one.against == kinds[one.application_id]}


def _kind() -> Subquery:
    """The kind of the decision that an objection is against."""
    return Subquery(Decision.objects.filter(pk=OuterRef("decision")).values("kind"))
