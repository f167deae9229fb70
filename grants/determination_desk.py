"""The desk that determines: what a dossier named by its reference comes to, and the draft of the decision that says so."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from grants import asked_once
from grants.determining import Computed, compute, cost_lines
from grants.models import AccountLine, Application
from grants.named import case_of
from grants.payloads import Draft
from grants.regimes import LABELS
from workflow.errors import refuse
from workflow.facts import Actor, Change, Outcome


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: the dossier, and for less than the award entitles to a ground, an amount, the reason and what was heard."""

    reference: str
    ground: str = ""
    lower_cents: int | None = None
    reason: str = ""
    view: str = ""
    unheard: str = ""


def computed(asked: Asked) -> tuple[Application, Computed]:
    """The case, and what its determination comes to."""
    case = case_of(asked.reference)
    if case.granted_cents is None:
        raise refuse("guard", "nothing-granted", "In dit dossier is niets verleend.", "Awb 4:46, eerste lid")
    account = case.accounts.order_by("received_on").last()
    rows = AccountLine.objects.filter(account=account).order_by("side", "number") if account else ()
    actual = account.actual_cents if account else None
    figures = case.round.figures
    return case, compute(
        figures, case.granted_cents, actual, cost_lines(list(rows)), ground=asked.ground, lower_cents=asked.lower_cents
    )


def proposed(asked: Asked) -> dict[str, Any]:
    """What would be determined, as the command shows it."""
    case, found = computed(asked)
    return {
        "case": asked.reference,
        "regime": case.regime,
        "kind": found.kind,
        "granted_cents": found.granted_cents,
        "entitled_cents": found.entitled_cents,
        "determined_cents": found.amount_cents,
        "ground": found.ground,
        "sum": [f"Zo verantwoordt de ontvanger: {LABELS.get(case.regime, 'niet bepaald')}.", *found.sentences],
    }


def draft(asked: Asked, actor: Actor, *, write: bool = True) -> Outcome:
    """Draft the decision through the door; asked twice it is drafted once."""
    case, found = computed(asked)
    number = case.decisions.count()
    payload = Draft(
        case.pk,
        found.kind,
        found.amount_cents,
        ground=found.ground,
        reason=asked.reason,
        view=asked.view,
        hearing_exempt=asked.unheard,
    )
    decision = uuid.uuid5(case.pk, f"decision/determined/{number}")
    return asked_once.take(
        [Change("decision", "draft_decision", decision, payload, case.stream_id)], actor, write=write
    )
