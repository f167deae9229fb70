"""What the law asks of every scheme: the guards and effects of the statutory steps, to which a scheme adds its own.

One file per machine. A step that is not named there needs no more than the right person, the right state and what the scheme adds.
"""

from __future__ import annotations

from grants.statute.account_change import account_change
from grants.statute.application import application
from grants.statute.assessment import assessments
from grants.statute.decision import decision
from grants.statute.desk import desk
from grants.statute.letter import letters
from grants.statute.message import message
from grants.statute.monitoring import followed
from grants.statute.objection import objection
from grants.statute.party_change import party_change
from grants.statute.payment import payment, payment_order
from grants.statute.report import reports
from grants.statute.rounds import round_
from workflow.registry import register


def install() -> None:
    """Make the machines of grants known to the door."""
    for rules in (
        application(),
        round_(),
        *assessments(),
        decision(),
        payment(),
        payment_order(),
        account_change(),
        *followed(),
        reports(),
        letters(),
        party_change(),
        objection(),
        message(),
        *desk(),
    ):
        register(rules)
