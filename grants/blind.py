"""The blind rule: nobody who still has to judge in a round sees what others gave in it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.http import Http404

from grants import worklist
from grants.desk import Desk
from grants.judges import SCORERS, judged_by
from grants.models import Assessment, Round

OVERSEERS = frozenset({"policy_officer", "mandate_holder", "auditor"})
"""The roles that prepare, sign or check the decisions of a round."""


def may_look(round_: Round, desk: Desk) -> bool:
    """Whether the ranking of a round is there at all for a colleague: for who judges in it, and for who sees every ranking."""
    return bool(OVERSEERS & set(desk.roles)) or judges(round_, desk)


def judges(round_: Round, desk: Desk) -> bool:
    """Whether a colleague is one of those who give marks in a round."""
    return judged_by(round_, desk) in SCORERS


def left_to_lock(round_: Round, desk: Desk) -> int:
    """How many applications of a round a colleague still has to judge and lock before the ranking can be seen.

    Raises:
        Http404: for who neither judges in this round nor has a role that sees every ranking.
    """
    if not may_look(round_, desk):
        raise Http404
    return _left(round_, worklist.places(desk)) if _is_judging(round_, desk) else 0


def readable(desk: Desk) -> QuerySet[Assessment, Assessment]:
    """The assessments of which a colleague may read the marks and the reasons.

    These are the own ones, and what is locked: of the plans on which they locked their own marks, and of the rounds whose ranking they
    may see now.
    """
    rounds = list(Round.objects.all())
    mine, judged = worklist.own(desk), [one.pk for one in rounds if judges(one, desk)]
    places = worklist.places(desk) if any(_is_judging(one, desk) for one in rounds) else ()
    shown = [one.pk for one in rounds if may_look(one, desk) and not (_is_judging(one, desk) and _left(one, places))]
    talked_over = mine.filter(state=Assessment.LOCKED, application__round__in=judged).values("application")
    locked = Q(state=Assessment.LOCKED) & (Q(application__in=talked_over) | Q(application__round__in=shown))
    return Assessment.objects.filter(Q(assessor=desk.actor.person) | locked)


def _is_judging(round_: Round, desk: Desk) -> bool:
    return judges(round_, desk) and round_.state != Round.RANKED


def _left(round_: Round, places: Sequence[worklist.Place]) -> int:
    return sum(one.round_code == round_.code and one.state in (worklist.WAITING, worklist.SCORED) for one in places)
