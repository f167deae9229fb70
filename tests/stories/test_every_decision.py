"""Every kind of decision, in every state in which it can be drafted, in every scheme of the demo, is announced with its letter.

What does not hold is refused at the draft or at the signature, never at the announcement, and only for the reasons in `REFUSED`.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cache

import pytest

from grants import payloads
from grants.demo import challenge, halls
from grants.guards import STATES_BY_KIND
from grants.models import Application, Decision
from grants.payment_plan import at_once, award_parts
from tests.invariants.year import year
from tests.stories.roads import WHY, Desk, Tried
from workflow import clock

# One engine is enough: which letter follows from which state does not depend on it.
pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db,
    pytest.mark.usefixtures("on_the_eve"),
    pytest.mark.timeout(300),
]

AFTER_THE_PLAN = timedelta(days=500)
CLAIM = {"ground": "4:57(1)"}
LESS = {"ground": "4:48(1)a", **WHY}
GONE = {"ground": "4:49(1)a", **WHY}
NOT_DONE = {"ground": "4:46(2)a", **WHY}

REFUSED = {
    ("award", "draft"): {"wrong-regime", "score-too-low", "ceiling-exceeded", "not-on-reserve-list", "parts-do-not-add-up"},
    ("determination", "draft"): {
        "wrong-regime", "no-direct-determination", "ceiling-exceeded", "budget-exceeded", "parts-do-not-add-up", "account-awaited",
        "plan-still-runs",
    },
    ("lower_determination", "draft"): {"account-awaited", "plan-still-runs"},
    ("refusal", "draft"): {"ground-does-not-hold", "ground-does-not-fit"},
    ("refusal", "sign"): {"ceiling-not-reached"},
    ("set_aside", "draft"): {"nothing-asked", "set-aside-out-of-time"},
    ("prize", "draft"): {"no-prizes"},
    ("recovery", "draft"): {"nothing-to-recover"},
    ("amendment", "draft"): {"ground-of-another-moment"},
    ("revocation", "draft"): {"ground-of-another-moment", "due-before-it-works"},
}  # fmt: skip
"""Why a well-formed decision is refused all the same, and when."""


NOWHERE_IN_THE_DEMO = {("award", "rejected"), ("recovery", "awarded")}
"""No scheme of the demo has a reserve list, and before an advance is paid there is nothing to claim."""


def smallest(code: str, *, above_cents: int = 0) -> uuid.UUID:
    """The application that asks least in a tranche, among those that can be decided."""
    ready = Application.objects.filter(round__code=code, state=Application.ASSESSED, requested_cents__gt=above_cents)
    return ready.order_by("requested_cents", "pk")[0].pk


def placed(round_: uuid.UUID, seed: str, kind: str) -> uuid.UUID:
    """The application for which the ranking drafts most of a kind, once the round is ranked."""
    somebody = Desk(Application.objects.filter(round=round_, state=Application.SUBMITTED)[0].pk)
    somebody.take("S12", "round", "rank", round_, payloads.Seed(seed))
    drafts = Decision.objects.filter(application__round=round_, kind=kind, state=Decision.DRAFTED)
    return drafts.order_by("-amount_cents", "pk")[0].application_id


def at_once_small(desk: Desk) -> None:
    case = desk.case
    assert case.requested_cents
    desk.decide("determination", case.requested_cents, parts=at_once(case.round.book, case.requested_cents))


def as_awarded(desk: Desk) -> None:
    case = desk.case
    assert case.requested_cents
    desk.decide(
        "award", case.requested_cents, parts=award_parts(case.round.book, case.requested_cents, case.round.figures)
    )


def as_ranked(desk: Desk) -> None:
    decision = desk.case.decisions.get(state=Decision.DRAFTED).pk
    desk.sign(decision)
    desk.announce(decision)
    desk.now += timedelta(days=1)


@contextmanager
def aside(desk: Desk) -> Iterator[None]:
    """A side road: what happens on it never was."""
    now = desk.now
    with year():
        yield
    desk.now = now


def after_a_grant_at_once(desk: Desk) -> None:
    desk.try_all("not paid")
    desk.pay()
    desk.try_all("paid")
    desk.decide("revocation", 0, **GONE)
    desk.try_all("revoked")
    desk.decide("recovery", desk.claimable_cents // 2, **CLAIM)
    desk.try_all("claimed in part")


def after_an_award(desk: Desk) -> None:
    desk.try_all("awarded")
    with aside(desk):
        desk.now += AFTER_THE_PLAN
        desk.try_all("not paid, after the plan")
    desk.pay()
    desk.try_all("paid")
    with aside(desk):
        desk.now += AFTER_THE_PLAN
        desk.try_all("paid, after the plan")
    with aside(desk):
        desk.decide("revocation", 0, **LESS)
        desk.try_all("revoked")
    half = sum(one.amount_cents for one in desk.decisions[0].payable[:1]) // 2
    with aside(desk):
        lowered(desk, half)
    desk.account()
    desk.try_all("accounted for")
    with aside(desk):
        desk.decide("lower_determination", half, **NOT_DONE)
        desk.try_all("determined lower")
    desk.decide("determination", desk.case.granted_cents or 0)
    desk.try_all("determined")
    desk.pay()
    desk.decide("revocation", 0, **GONE)
    desk.try_all("revoked after the determination")


def lowered(desk: Desk, half: int) -> None:
    """Lower, claimed, paid back, and lower still: every letter reckons with what was before."""
    desk.decide("amendment", half, **LESS)
    desk.try_all("lowered")
    with aside(desk):
        desk.decide("amendment", half + 1_00, reason="Toch meer.")
        desk.try_all("raised again")
    desk.decide("recovery", desk.claimable_cents, **CLAIM)
    desk.receive()
    desk.try_all("paid back")
    desk.account()
    desk.decide("lower_determination", half // 2, **NOT_DONE)
    desk.try_all("lower still")


def waiting(desk: Desk) -> None:
    """A draft that is taken back, so that any other can be made."""
    for draft in desk.case.decisions.filter(state=Decision.DRAFTED):
        desk.take("S13", "decision", "annul", draft.pk)
    desk.try_all("not decided")


def left_unanswered(desk: Desk) -> None:
    """What is missing is asked, and never comes."""
    until = clock.day_of(desk.now) + timedelta(days=14)
    desk.take(
        "S01",
        "application",
        "request_completion",
        desk.case_id,
        payloads.CompletionRequest(("bijlage_jaarrekening",), until),
    )
    with aside(desk):
        desk.take(desk.case.contact_id, "application", "complete", desk.case_id, payloads.Completion({"reserve": 1_00}))
        desk.try_all("completed, but not enough")
    desk.now += timedelta(days=16)
    desk.try_all("not completed")
    desk.decide("set_aside", desk.case.requested_cents or 0, ground="incomplete")


Start = Callable[[], uuid.UUID]
ROADS: dict[str, tuple[Start, Callable[[Desk], None], Callable[[Desk], None]]] = {
    "an application of a hall that is not complete": (
        lambda: unread(halls.round_of("b")),
        left_unanswered,
        lambda desk: desk.try_all("set aside"),
    ),
    "a small plan of the atelier": (lambda: smallest("IA-2026-T1"), at_once_small, after_a_grant_at_once),
    "a plan of the atelier": (lambda: smallest("IA-2026-T1", above_cents=5_000_00), as_awarded, after_an_award),
    "a plan of the challenge": (lambda: of_challenge("award"), as_ranked, after_an_award),
    "a plan of the challenge that failed": (
        lambda: of_challenge("refusal"),
        as_ranked,
        lambda desk: desk.try_all("rejected"),
    ),
    "small works of a hall": (
        lambda: placed(halls.round_of("a"), "", "determination"),
        as_ranked,
        after_a_grant_at_once,
    ),
    "large works of a hall": (lambda: of_halls("award"), as_ranked, after_an_award),
    "large works without money": (lambda: of_halls("refusal"), as_ranked, lambda desk: desk.try_all("rejected")),
}


def unread(round_: uuid.UUID) -> uuid.UUID:
    return Application.objects.filter(round=round_, state=Application.SUBMITTED).order_by("pk")[0].pk


def of_challenge(kind: str) -> uuid.UUID:
    return placed(challenge.ROUND, challenge.told()["round"]["draw_seed"], kind)


def of_halls(kind: str) -> uuid.UUID:
    return placed(halls.round_of("b"), halls.told()["round_b"]["draw_seed"], kind)


@cache
def travelled(road: str) -> tuple[Tried, ...]:
    """All that was tried on a road, which is gone once it was travelled."""
    start, decided, after = ROADS[road]
    with year():
        desk = Desk(start())
        with aside(desk):
            waiting(desk)
        decided(desk)
        after(desk)
    return tuple(desk.tried)


@pytest.mark.parametrize("road", ROADS)
def test_what_is_drafted_and_signed_is_announced_with_a_letter(road: str) -> None:
    tried = travelled(road)
    late = [one for one in tried if one.step == "announce"]
    assert late == []
    assert [one for one in tried if one.step == "announced" and not one.outcome] == []
    refused = {((one.kind, one.step), one.outcome) for one in tried if one.step != "announced"}
    assert {(at, code) for at, code in refused if code not in REFUSED.get(at, ())} == set()


def test_every_kind_is_announced_in_every_state_in_which_it_can_be_drafted() -> None:
    announced = {(one.kind, one.state) for road in ROADS for one in travelled(road) if one.step == "announced"}
    declared = {(str(kind), str(state)) for kind, states in STATES_BY_KIND.items() for state in states}
    assert declared - announced == NOWHERE_IN_THE_DEMO
