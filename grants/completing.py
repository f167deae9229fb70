"""What comes with a step and follows from elsewhere, so that nobody has to say it: parts from the round, an area from the answers."""

from __future__ import annotations

import dataclasses
import uuid

from grants.models import Application, Decision, Round
from grants.models.scheme import scheme_of
from grants.payloads import Draft, Filing
from grants.payment_plan import at_once, award_parts
from partners.models import Area
from workflow.facts import Payload
from workflow.form import asked as questions_of
from workflow.questions import AreaChoice


def completed(payload: Payload, case: Application | None) -> Payload:
    """A payload with what follows from elsewhere: the parts in which is paid from the round, the area from the answers."""
    if isinstance(payload, Filing) and payload.area is None and case:
        return dataclasses.replace(payload, area=_area(payload, case.round))
    if not isinstance(payload, Draft) or payload.parts or case is None:
        return payload
    round_ = case.round
    if payload.kind == Decision.Kind.AWARD:
        return dataclasses.replace(payload, parts=award_parts(round_.book, payload.amount_cents, round_.figures))
    if payload.kind == Decision.Kind.PRIZE:
        return dataclasses.replace(payload, parts=at_once(round_.prize_book, payload.amount_cents))
    return payload


def _area(filing: Filing, round_: Round) -> uuid.UUID | None:
    """The wijk or dorp that is named in the answers."""
    questions = questions_of(scheme_of(round_.scheme_version_id), round_.rule)
    name = next((filing.answers.get(one.id) for one in questions if isinstance(one, AreaChoice)), None)
    found: uuid.UUID | None = Area.objects.filter(name=name).values_list("pk", flat=True).first() if name else None
    return found
