"""`manage.py decide`, `sign` and `announce`: the list that follows from the rules, first without a trace, then as decisions."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import json
import uuid
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from budgets import checker
from documents.models import Letter
from grants import allocation_runs, payloads
from grants.allocation import FixedList, Lottery, ProRata, draw_order
from grants.effects.rounds import DecideAll
from grants.models import AllocationRun, Application, Decision, Ranking, Round
from tests import world
from tests.grants.test_ranking import AFTER, SEED, contest, filed
from tests.invariants.tables import all_rights, counts, everything
from tests.invariants.tables import run as sql
from tests.toy import BUURTFEEST
from tests.world import World
from workflow import clock
from workflow.models import Event
from workflow.scheme import Allocation, Step
from workflow.verify import verify

pytestmark = pytest.mark.django_db


def command(town: World, *said: str) -> Any:
    """What a command prints, at the time of the world."""
    out = io.StringIO()
    with clock.at(town.now):
        call_command(*said, stdout=out, stderr=out)
    return out.getvalue()


def listed(town: World, *said: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(command(town, "decide", *said, "--json"))
    return found


def officer(town: World) -> str:
    return str(town.people["policy_officer"])


def by(rule: Allocation, **figures: Any) -> World:
    """A town with a round that goes by a rule, and is decided at once after it closes."""
    only = dataclasses.replace(
        BUURTFEEST.rounds[0], allocation=rule, parameters={**BUURTFEEST.rounds[0].parameters, **figures}
    )
    steps = {**BUURTFEEST.steps, "intake": Step(), "round.rank": Step(effects=(DecideAll(),))}
    scheme = dataclasses.replace(BUURTFEEST, code="verdeling", prefix="VD", rounds=(only,), steps=steps)
    commitment = hashlib.sha256(SEED.encode()).hexdigest()
    return world.found(scheme, ceiling_cents=250_00, draw_seed_commitment=commitment)


def ready(town: World, *cents: int) -> list[Application]:
    return [town.assessed(each) for each in cents]


@pytest.mark.parametrize("act", ["decide", "sign", "announce"])
def test_nobody_that_we_do_not_know_decides_signs_or_announces(act: str) -> None:
    town = by(Lottery())
    ready(town, 100_00)
    town.now = AFTER
    before = everything()
    with pytest.raises(CommandError, match="^Wij kennen geen persoon ‘niemand’. Geef een login, of een id.$"):
        command(town, act, "VD-jaar", "--as", "niemand")
    assert everything() == before


def test_a_list_is_looked_at_without_leaving_a_trace() -> None:
    town = by(Lottery())
    cases = ready(town, 100_00, 100_00, 100_00)
    town.now = AFTER
    before = counts()
    found = listed(town, "VD-jaar", "--what-if", "--seed", SEED)
    drawn = sorted((case.draw_key for case in cases), key=lambda key: draw_order(SEED, key))
    assert found == {
        "round": "VD-jaar", "method": "lottery", "ceiling_cents": 250_00, "awards": 2, "awarded_cents": 200_00, "left_cents": 50_00,
        "tomorrow": [],
        "applications": [
            {"reference": key, "rank": rank, "score": None, "outcome": outcome, "amount_cents": cents}
            for rank, (key, outcome, cents) in enumerate(
                zip(drawn, ("awarded", "awarded", "refused_ceiling"), (100_00, 100_00, 0), strict=True), 1
            )
        ],
    }  # fmt: skip
    assert counts() == before
    assert (Decision.objects.count(), Round.objects.get().state) == (0, Round.OPENED)


def test_the_same_round_is_compared_under_every_method_and_another_ceiling() -> None:
    town = contest(ceiling_cents=250_00)
    filed(town, 100_00, {"samen": 5, "nieuw": 4})
    filed(town, 100_00, {"samen": 4, "nieuw": 4})
    filed(town, 100_00, {"samen": 3, "nieuw": 4})
    town.now = AFTER
    code = Round.objects.get().code
    found = {
        method: (one["awards"], one["left_cents"])
        for method in ("tender", "lottery", "first_come", "pro_rata")
        for one in [listed(town, code, "--what-if", "--method", method, "--seed", SEED)]
    }
    assert found == {"tender": (2, 50_00), "lottery": (2, 50_00), "first_come": (2, 50_00), "pro_rata": (2, 50_00)}
    wider = listed(town, code, "--what-if", "--seed", SEED, "--ceiling", "300,00")
    assert (wider["ceiling_cents"], wider["awards"], wider["left_cents"]) == (300_00, 3, 0)
    assert [one["score"] for one in wider["applications"]] == ["92.00", "80.00", "68.00"]
    with pytest.raises(CommandError, match="method-needs-figures"):
        command(town, "decide", code, "--what-if", "--method", "formula")


@pytest.mark.parametrize("more", [["--method", "lottery"], ["--ceiling", "100"]])
def test_a_round_is_decided_only_as_it_was_published(more: list[str]) -> None:
    town = contest(ceiling_cents=250_00)
    filed(town, 100_00, {"samen": 5, "nieuw": 4})
    town.now = AFTER
    with pytest.raises(CommandError, match="zoals de ronde is bekendgemaakt"):
        command(town, "decide", Round.objects.get().code, "--as", officer(town), "--seed", SEED, *more)
    assert Decision.objects.count() == 0


@pytest.mark.parametrize("euros", ["0", "-5", "1,005", "veel", "NaN", "1e40"])
def test_a_ceiling_that_is_no_amount_is_refused(euros: str) -> None:
    town = by(Lottery())
    with pytest.raises(CommandError):
        command(town, "decide", "VD-jaar", "--what-if", f"--ceiling={euros}")


def test_drafting_signing_and_announcing_are_three_acts_of_three_people() -> None:
    town = by(Lottery())
    cases = ready(town, 100_00, 100_00, 100_00)
    town.now = AFTER
    drafted = listed(town, "VD-jaar", "--as", officer(town), "--seed", SEED)
    assert drafted == listed(town, "VD-jaar", "--what-if", "--seed", SEED)
    assert Counter(Decision.objects.values_list("state", "kind")) == {
        ("drafted", "award"): 2,
        ("drafted", "refusal"): 1,
    }
    said = command(town, "sign", "VD-jaar", "--as", officer(town))
    assert (said.startswith("0 besluiten ondertekend."), said.count("(not-permitted)")) == (True, 3)
    signer = str(town.people["mandate_holder"])
    first = drafted["applications"][0]["reference"]
    assert command(town, "sign", first, "--as", signer) == "1 besluit ondertekend.\n"
    assert command(town, "sign", "VD-jaar", "--as", signer) == "2 besluiten ondertekend.\n"
    assert command(town, "announce", "VD-jaar", "--as", officer(town)) == "3 besluiten bekendgemaakt.\n"
    assert command(town, "announce", "VD-jaar", "--as", officer(town)).startswith("0 besluiten bekendgemaakt.\n")
    acts = (
        Event.objects.filter(action__in=["draft_decision", "sign", "announce"]).values_list("action", "act").distinct()
    )
    assert Counter(action for action, _ in acts) == {"draft_decision": 1, "sign": 2, "announce": 1}
    assert {case.pk: case.state for case in Application.objects.all()} == {
        case.pk: "awarded"
        if case.stream.reference in {one["reference"] for one in drafted["applications"][:2]}
        else "rejected"
        for case in cases
    }
    assert Counter(Letter.objects.filter(kind__in=["award", "rejection"]).values_list("kind", flat=True)) == {
        "award": 2,
        "rejection": 1,
    }
    assert verify().differences == []


def test_a_decision_beyond_the_mandate_is_set_aside_and_the_others_go_on() -> None:
    town = by(Lottery())
    ready(town, 100_00, 100_00)
    town.now = AFTER
    command(town, "decide", "VD-jaar", "--as", officer(town), "--seed", SEED)
    one = Decision.objects.order_by("pk")[0]
    sql("UPDATE grants_mandate SET maximum_cents = 1 WHERE kind = 'advance'")
    said = command(town, "sign", "VD-jaar", "--as", str(town.people["mandate_holder"]))
    assert said.startswith("0 besluiten ondertekend.")
    assert said.count("no-mandate") == 2
    assert Decision.objects.get(pk=one.pk).state == "drafted"


@pytest.mark.parametrize(
    ("rule", "figures", "expected"),
    [
        (FixedList(), {"recipients": [["VD-2026-0002", 50_00]]}, {"VD-2026-0002": ("award", 50_00), "VD-2026-0001": ("refusal", 100_00)}),
        (ProRata(), {}, {"VD-2026-0001": ("refusal", 100_00), "VD-2026-0002": ("award", 100_00)}),
    ],
)  # fmt: skip
def test_a_fixed_list_and_a_share_become_decisions_with_their_letters(
    rule: Allocation, figures: dict[str, Any], expected: dict[str, tuple[str, int]]
) -> None:
    town = by(rule, **figures)
    first, _ = ready(town, 100_00, 100_00) if figures else ready(town, 300_00, 100_00)
    asked = {first.stream.reference: first.requested_cents}
    town.now = AFTER
    command(town, "decide", "VD-jaar", "--as", officer(town), "--seed", SEED)
    expected = {
        name: (kind, cents if kind == "award" else asked.get(name) or cents) for name, (kind, cents) in expected.items()
    }
    found = Decision.objects.values_list("application__stream__reference", "kind", "amount_cents")
    assert {reference: (kind, cents) for reference, kind, cents in found} == expected
    command(town, "sign", "VD-jaar", "--as", str(town.people["mandate_holder"]))
    command(town, "announce", "VD-jaar", "--as", officer(town))
    assert Letter.objects.filter(kind="rejection").count() == 1
    assert verify().differences == []


def test_a_recorded_run_gives_the_same_list_and_a_changed_one_is_named() -> None:
    town = by(Lottery())
    ready(town, 100_00, 100_00, 100_00)
    town.now = AFTER
    command(town, "decide", "VD-jaar", "--as", officer(town), "--seed", SEED)
    run = AllocationRun.objects.get()
    rows = Ranking.objects.order_by("rank").values_list("application_id", "rank", "outcome", "amount_cents")
    replayed = [(uuid.UUID(one.id), one.rank, one.outcome, one.amount_cents) for one in allocation_runs.replay(run)]
    assert replayed == list(rows)
    assert (run.action, run.number, list(allocation_runs.differences())) == (
        "rank",
        Round.objects.get().subject_seq,
        [],
    )
    wrong = run.placements.replace("refused_ceiling", "awarded")
    with all_rights(AllocationRun):
        sql("UPDATE grants_allocationrun SET placements = %s", wrong)
        named = [line for line in verify().differences if line.startswith("grants_allocationrun")]
    assert f"grants_allocationrun {run.pk}: de controlesom past niet bij de lijst" in named


# --- First come, while the round is open -------------------------------------------------------------------------


def test_what_is_ready_is_decided_in_the_order_of_completeness_and_the_last_gets_the_remainder_or_nothing() -> None:
    town = world.found(ceiling_cents=250_00)
    first = ready(town, 100_00)[0]
    town.wait(days=1)
    second, third = ready(town, 100_00, 100_00)
    shown = listed(town, "BF-jaar", "--what-if")
    assert (shown["awards"], shown["tomorrow"]) == (1, [second.stream.reference, third.stream.reference])
    later = f"Vandaag compleet, en morgen aan de beurt: {second.stream.reference} en {third.stream.reference}.\n"
    assert command(town, "decide", "BF-jaar", "--what-if").endswith(f"{later}Er is niets veranderd.\n")
    town.wait(days=1)
    found = listed(town, "BF-jaar", "--as", officer(town))
    assert (found["method"], found["awards"], found["left_cents"]) == ("first_come", 2, 50_00)
    assert found["applications"][0]["reference"] == first.stream.reference
    assert {one["outcome"] for one in found["applications"][1:]} == {"awarded", "refused_ceiling"}
    assert Round.objects.get().state == Round.OPENED
    town.wait(days=1)
    late = ready(town, 40_00)[0]
    town.wait(days=1)
    again = listed(town, "BF-jaar", "--as", officer(town))
    assert [(one["reference"], one["rank"], one["outcome"]) for one in again["applications"]] == [
        (late.stream.reference, 1, "refused_ceiling")
    ]
    command(town, "sign", "BF-jaar", "--as", str(town.people["mandate_holder"]))
    assert command(town, "announce", "BF-jaar", "--as", officer(town)) == "4 besluiten bekendgemaakt.\n"
    assert {second.state, third.state} == {"assessed"}
    assert checker.differences() == []
    assert verify().differences == []


def test_no_seed_is_asked_where_there_is_nothing_to_decide() -> None:
    town = world.found(draw_seed_commitment=hashlib.sha256(SEED.encode()).hexdigest())
    nothing = "Er is nu niets om over te beslissen. (nothing-to-decide; Awb 4:26)"
    with pytest.raises(CommandError) as refused:
        command(town, "decide", "BF-jaar", "--as", officer(town))
    assert str(refused.value) == nothing
    ready(town, 100_00)
    town.wait(days=1)
    with pytest.raises(CommandError, match="seed-not-as-published"):
        command(town, "decide", "BF-jaar", "--as", officer(town))
    assert listed(town, "BF-jaar", "--as", officer(town), "--seed", SEED)["awards"] == 1


def test_whose_draft_was_annulled_is_drafted_anew_before_who_came_later() -> None:
    town = world.found(ceiling_cents=250_00)
    first = ready(town, 100_00)[0]
    town.wait(days=1)
    ready(town, 200_00)
    town.wait(days=1)
    found = listed(town, "BF-jaar", "--as", officer(town))
    assert [(one["outcome"], one["amount_cents"]) for one in found["applications"]] == [
        ("awarded", 100_00),
        ("refused_ceiling", 0),
    ]
    ready(town, 40_00)
    town.wait(days=1)
    town.take("policy_officer", "decision", "annul", first.decisions.get().pk)
    again = [listed(town, "BF-jaar", "--as", officer(town))["applications"] for _ in range(2)]
    assert [[(one["outcome"], one["amount_cents"]) for one in run] for run in again] == [
        [("awarded", 100_00)],
        [("refused_ceiling", 0)],
    ]
    assert list(first.decisions.order_by("state").values_list("state", flat=True)) == ["annulled", "drafted"]
    assert verify().differences == []


def test_an_application_whose_moment_of_receipt_is_not_confirmed_waits_and_holds_up_nobody() -> None:
    town = world.found(ceiling_cents=250_00)
    town.wait(hours=1)
    first, second = ready(town, 100_00, 100_00)
    correction = payloads.ReceiptCorrection(town.now - timedelta(minutes=30), "De stempel zegt iets anders.")
    town.take("intake_clerk", "application", "correct_receipt", first.pk, correction)
    town.wait(days=1)
    found = listed(town, "BF-jaar", "--as", officer(town))
    assert [(one["reference"], one["outcome"]) for one in found["applications"]] == [
        (second.stream.reference, "awarded")
    ]


def test_an_earlier_application_that_is_not_assessed_keeps_its_money() -> None:
    town = world.found(ceiling_cents=250_00)
    waiting = town.file(200_00)
    town.wait(days=1)
    small = ready(town, 40_00)[0]
    town.wait(days=1)
    ready(town, 100_00)
    town.wait(days=1)
    found = listed(town, "BF-jaar", "--as", officer(town))
    assert [(one["reference"], one["rank"], one["outcome"]) for one in found["applications"]] == [
        (small.stream.reference, 2, "awarded")
    ]
    town.take("intake_clerk", "application", "intake", waiting.pk)
    again = listed(town, "BF-jaar", "--as", officer(town))
    assert next((one["reference"], one["amount_cents"]) for one in again["applications"]) == (
        waiting.stream.reference,
        200_00,
    )
    assert [one["outcome"] for one in again["applications"]] == ["awarded", "refused_ceiling"]


def test_rule_8_who_comes_when_the_ceiling_partly_suffices_gets_the_remainder_that_the_plan_can_do_with() -> None:
    town = by(Lottery())
    cases = ready(town, 200_00, 200_00)
    assert len(cases) == 2
    sql("UPDATE grants_application SET minimum_cents = 5000")
    town.now = AFTER
    found = listed(town, "VD-jaar", "--what-if", "--seed", SEED)
    amounts = [(one["outcome"], one["amount_cents"]) for one in found["applications"]]
    assert amounts == [("awarded", 200_00), ("awarded_partly", 50_00)]


@pytest.mark.parametrize("rule", [Lottery(), ProRata()])
def test_who_gets_a_part_reads_why_in_the_letter(rule: Allocation) -> None:
    town = by(rule)
    ready(town, 200_00, 200_00)
    sql("UPDATE grants_application SET minimum_cents = 5000")
    town.now = AFTER
    command(town, "decide", "VD-jaar", "--as", officer(town), "--seed", SEED)
    command(town, "sign", "VD-jaar", "--as", str(town.people["mandate_holder"]))
    assert command(town, "announce", "VD-jaar", "--as", officer(town)) == "2 besluiten bekendgemaakt.\n"
    amounts = sorted(Decision.objects.values_list("amount_cents", flat=True))
    assert amounts == ([50_00, 200_00] if isinstance(rule, Lottery) else [125_00, 125_00])


def test_a_part_is_announced_in_a_round_by_arrival_as_well() -> None:
    town = world.found(ceiling_cents=250_00)
    ready(town, 200_00)
    town.wait(days=1)
    ready(town, 200_00)
    sql("UPDATE grants_application SET minimum_cents = 5000")
    town.wait(days=1)
    found = listed(town, "BF-jaar", "--as", officer(town))
    assert [one["amount_cents"] for one in found["applications"]] == [200_00, 50_00]
    command(town, "sign", "BF-jaar", "--as", str(town.people["mandate_holder"]))
    assert command(town, "announce", "BF-jaar", "--as", officer(town)) == "2 besluiten bekendgemaakt.\n"
    told = [one.facts for one in Letter.objects.filter(kind="award")]
    assert sum("Er was nog" in facts for facts in told) == 1
