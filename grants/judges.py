"""Who judges the applications of a round: by marks on criteria, or by a visit to a building."""

from __future__ import annotations

from grants.allocation import Formula, Need
from grants.desk import Desk
from grants.guards import judges_of
from grants.models import Round
from grants.models.scheme import scheme_of
from grants.ranking import published_rule

SCORERS = ("assessor", "juror")
INSPECTOR = "inspector"
JUDGES = (*SCORERS, INSPECTOR)
"""The roles that judge: by marks on criteria, or by a visit to a building."""


def judged_by(round_: Round, desk: Desk) -> str:
    """As what a colleague judges the applications of a round; "" when these are judged by others, or by nobody."""
    rule = published_rule(round_)
    if isinstance(rule, Need):
        return INSPECTOR if INSPECTOR in desk.roles else ""
    if isinstance(rule, Formula) or not round_.figures.get("weights"):
        return ""
    judges = judges_of(scheme_of(round_.scheme_version_id))
    return next((role for role in SCORERS if role in judges and role in desk.roles), "")
