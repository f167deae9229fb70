"""What comes with a payment.

Amounts in cents, days in Europe/Amsterdam; PERSONAL fields stay out of the trail.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from workflow.facts import Payload


@dataclass(frozen=True)
class Proposal(Payload):
    """A payment to propose: part `number` of a decision."""

    decision: uuid.UUID
    number: int
    planned_on: date
