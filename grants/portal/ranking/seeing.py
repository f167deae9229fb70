"""Who may see the ranking of a round: nobody who still has to judge in it sees what others gave (the blind rule)."""

from __future__ import annotations

from django.http import Http404

from grants.desk import Desk
from grants.judges import SCORERS, judged_by
from grants.models import Round
from grants.portal.assessing import worklist

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
    if not judges(round_, desk) or round_.state == Round.RANKED:
        return 0
    mine = (one for one in worklist.places(desk) if one.round_code == round_.code)
    return sum(one.state in (worklist.WAITING, worklist.SCORED) for one in mine)
