"""The new decision after an objection that was right: it takes the place of the one that it was against (Awb 7:11, tweede lid).

It is owed until another decision on the case lies ready, or was announced since. The rule stands here twice, for one case whose decisions
were read and for the database; a test holds them together.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from grants.models import Decision, Objection

READY = (Decision.DRAFTED, Decision.SIGNED)


def owes(objection: Objection, decisions: Iterable[Decision]) -> bool:
    """Whether a new decision is owed after an objection, by the decisions on its case."""
    if objection.state != Objection.DECIDED or objection.outcome not in Objection.RIGHT:
        return False
    since = objection.decided_on
    assert since, "what was decided on has its day"
    others = [one for one in decisions if one.pk != objection.decision]
    return not any(one.state in READY or (one.announced_on and one.announced_on >= since) for one in others)


def owing() -> QuerySet[Objection]:
    """The objections after which a new decision is owed."""
    made = Q(state__in=READY) | Q(announced_on__gte=OuterRef("decided_on"))
    since = Decision.objects.filter(made, application=OuterRef("application")).exclude(pk=OuterRef("decision"))
    return Objection.objects.filter(~Exists(since), state=Objection.DECIDED, outcome__in=Objection.RIGHT)
