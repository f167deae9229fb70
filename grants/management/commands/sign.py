"""`manage.py sign ROUND|REFERENCE …`: sign under mandate, one decision or those of a whole round, as one act."""

from __future__ import annotations

from collections.abc import Sequence

from grants import deciding
from grants.management.over_decisions import OverDecisions
from grants.models import Decision
from workflow.facts import Actor
from workflow.passing import Run


class Command(OverDecisions):
    help = "Onderteken de besluiten van een ronde of van losse zaken. Wat niet mag, blijft liggen met de reden."
    takes = Decision.DRAFTED
    done = "ondertekend"

    def run(self, decisions: Sequence[Decision], actor: Actor) -> Run:
        return deciding.sign(decisions, actor)
