"""What the engine refuses, asked of it once more: the step is really tried, by who would take it, and nothing is written."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from budgets.models import Payment
from grants.demo.stage import id_of, step
from grants.models import Application, Decision, Round
from grants.payloads import Draft
from grants.payment_plan import award_parts
from partners.models import Person
from workflow import door
from workflow.errors import Obstacle, Refusal
from workflow.facts import Actor, Change
from workflow.models import Event

POLICY, ROUND = "S12", "IA-2027"


@dataclass(frozen=True, slots=True)
class Tried:
    """Who tried what in which dossiers, and what was in the way; nothing was when `obstacles` is empty."""

    who: str
    what: str
    cases: Sequence[Application]
    obstacles: tuple[Obstacle, ...]


def round_of_today() -> Round | None:
    """The round in which two plans wait where one fits; None where nobody played the last act of the demo."""
    return Round.objects.filter(code=ROUND).first()


def over_the_ceiling() -> Tried:
    """A policy officer drafts an award for all that waits for one in the atelier of today, as one act: together it does not fit."""
    waiting = Application.objects.filter(round__code=ROUND, state=Application.ASSESSED).exclude(
        pk__in=Decision.objects.exclude(state=Decision.ANNULLED).values("application")
    )
    cases = list(waiting.select_related("round", "stream").order_by("stream__reference"))
    return _tried(id_of("person", POLICY), "wil deze twee plannen allebei toekennen", cases, map(_award, cases))


def _award(case: Application) -> Change:
    cents = case.requested_cents or 0
    parts = award_parts(case.round.book, cents, case.round.figures)
    return step("decision", "draft_decision", uuid.uuid4(), Draft(case.pk, "award", cents, parts), case.stream_id)


def a_second_duty() -> Tried | None:
    """Who proposed a payment that waits wants to approve it as well; None when none waits."""
    payment = Payment.objects.filter(state=Payment.PROPOSED).order_by("stream__reference", "pk").first()
    if payment is None:
        return None
    proposed = Event.objects.filter(subject=payment.pk, action="propose_payment").order_by("-seq")[0]
    assert proposed.person, "a person proposes"
    case = Application.objects.select_related("stream").get(stream=payment.stream_id)
    what = "stelde deze betaling voor, en wil haar nu ook goedkeuren"
    return _tried(proposed.person, what, [case], [step("payment", "approve_payment", payment.pk)])


def _tried(person: uuid.UUID, what: str, cases: Sequence[Application], changes: Iterable[Change]) -> Tried:
    obstacles: tuple[Obstacle, ...] = ()
    try:
        door.act(list(changes), actor=Actor(person=person), key="", write=False)
    except Refusal as refusal:
        obstacles = refusal.obstacles
    return Tried(Person.objects.get(pk=person).name, what, cases, obstacles)
