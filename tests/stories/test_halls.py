"""The tale of the village halls: a formula to the cent, a ranking by need, instalments over four years, one release and one claim."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import accumulate

import pytest

from budgets import checker, ledger
from budgets.models import Payment
from documents.models import Letter
from grants.demo import halls
from grants.demo.halls import case_of, decision_of, round_of
from grants.demo.stage import id_of
from grants.models import Application, Decision, Ranking
from workflow.models import Deadline

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_the_end")]

A = {own["key"]: own for _, own in halls.filed("a")}
B = {own["key"]: own for _, own in halls.filed("b")}
EXPECTED = halls.told()["expected"]
YEARS = halls.told()["round_b"]["instalment_years"]
LINE = "line:4.1.2-DH-B:{}"
SIGNERS = {id_of("person", key): key for key in ("S06", "S07")}


def key_of(rows: Iterable[str]) -> dict[uuid.UUID, str]:
    return {case_of(key): key for key in rows}


def positions(key: str) -> dict[str, dict[str, int]]:
    """What stands in the pots of the lines for a dossier, without what is empty, in cents."""
    stream = Application.objects.values_list("stream_id", flat=True).get(pk=case_of(key))
    found = ledger.positions([stream])[stream]
    return {
        book: {pot: cents for pot, cents in pots.items() if cents}
        for book, pots in found.items()
        if book.startswith("line:")
    }


def test_every_hall_gets_what_the_formula_says_to_the_cent() -> None:
    key = key_of(A)
    rows = Ranking.objects.filter(round=round_of("a")).values_list("application", "rank", "outcome", "amount_cents")
    assert {key[case]: row for case, *row in rows} == {
        name: [None, "awarded", own["expected_awarded_cents"]] for name, own in A.items()
    }
    granted = Application.objects.filter(round=round_of("a")).values_list(
        "pk", "state", "granted_cents", "determined_cents"
    )
    assert {key[case]: row for case, *row in granted} == {
        name: ["accounted", own["expected_awarded_cents"], own["expected_awarded_cents"]] for name, own in A.items()
    }
    assert sum(own["expected_awarded_cents"] for own in A.values()) == EXPECTED["a_total_cents"] == 24_084_80
    parts = {name: own["expected_bracket_amount_cents"] + own["expected_area_amount_cents"] for name, own in A.items()}
    assert parts == {name: own["expected_awarded_cents"] for name, own in A.items()}


def test_the_ranking_by_need_is_that_of_the_data_and_stops_at_the_first_that_does_not_fit() -> None:
    order = [f"{hall}-B" for hall in EXPECTED["b_ranking"]]
    cents = [B[key].get("expected_awarded_cents", 0) for key in order]
    left = [halls.told()["round_b"]["ceiling_cents"] - total for total in accumulate(cents)]
    expected = [
        (rank, key, B[key]["expected_points"], B[key]["expected_outcome"], amount, total, rest)
        for rank, key, amount, total, rest in zip(range(1, 11), order, cents, accumulate(cents), left, strict=True)
    ]
    key = key_of(B)
    found = Ranking.objects.filter(round=round_of("b")).order_by("rank")
    assert [
        (
            row.rank,
            key[row.application_id],
            row.points,
            row.outcome,
            row.amount_cents,
            row.cumulative_cents,
            row.left_cents,
        )
        for row in found
    ] == expected
    assert (sum(amount > 0 for amount in cents), sum(cents), left[-1]) == (7, 217_863_30, 2_136_70)


def test_every_decision_has_the_kind_amount_signer_and_days_of_the_data() -> None:
    found = {}
    for one in Decision.objects.filter(application__in=[*key_of(A), *key_of(B)]):
        found[one.pk] = (one.kind, one.amount_cents, SIGNERS.get(one.signed_by), one.announced_on)  # type: ignore[arg-type]
    expected = {decision_of(key): own["decision"] for key, own in (A | B).items()}
    finals = {key: own["final"] for key, own in B.items() if "final" in own}
    expected |= {decision_of(key, "final"): final["decision"] for key, final in finals.items()}
    expected |= {
        decision_of(key, "recovery"): f["recovery_decision"] for key, f in finals.items() if "recovery_decision" in f
    }
    assert found == {pk: (d["kind"], d["amount_cents"], d["signed_by"], d["announced"]) for pk, d in expected.items()}


def test_an_award_is_paid_in_instalments_on_the_line_of_each_year_and_the_last_takes_the_odd_cents() -> None:
    found, expected = {}, {}
    for one in Decision.objects.filter(application__in=key_of(B), kind="award"):
        found[one.pk] = [(part.book, part.kind, part.due_on, part.amount_cents) for part in one.payable]
    for key, own in B.items():
        cents = own.get("expected_instalments_cents", [])
        days = [None, *(date(year, 6, 1) for year in YEARS[1:])]
        rows = [(LINE.format(y), "advance", day, part) for y, day, part in zip(YEARS, days, cents, strict=False)]
        if rows:
            expected[decision_of(key)] = rows
    assert found == expected
    assert [part for *_, part in found[decision_of("DH10-B")]] == [5_085_82, 5_085_82, 5_085_82, 5_085_84]
    assert len(found[decision_of("DH06-B")]) == 1
    assert Counter(Payment.objects.filter(decision__in=found).values_list("kind", "state", "number")) == {
        ("advance", "settled", 0): 7
    }


def test_lower_costs_are_determined_as_granted_by_the_method_and_lower_the_last_instalment() -> None:
    decision = Decision.objects.get(pk=decision_of("DH02-B", "final"))
    assert (decision.kind, decision.amount_cents, decision.ground, decision.view) == (
        "determination",
        21_090_00,
        "",
        "",
    )
    assert [(part.book, part.due_on, part.amount_cents) for part in decision.payable] == [
        (LINE.format(2027), date(2027, 6, 1), 5_760_00), (LINE.format(2028), date(2028, 6, 1), 5_760_00),
        (LINE.format(2029), date(2029, 6, 1), 3_810_00),
    ]  # fmt: skip
    assert positions("DH02-B") == {
        LINE.format(2026): {"paid": 5_760_00}, LINE.format(2027): {"committed": 5_760_00}, LINE.format(2028): {"committed": 5_760_00},
        LINE.format(2029): {"committed": 3_810_00},
    }  # fmt: skip
    transfers = decision.stream.transfers.filter(kind="release").values_list("debit__book", "amount_cents")
    assert dict(transfers)[LINE.format(2029)] == 1_950_00
    assert sum(part.amount_cents for part in decision.payable) == 5_760_00 * 3 - 1_950_00


def test_works_that_were_not_all_done_are_determined_lower_after_a_view_and_the_difference_is_claimed() -> None:
    lower = Decision.objects.get(pk=decision_of("DH06-B", "final"))
    told = B["DH06-B"]["final"]
    assert (lower.kind, lower.amount_cents, lower.ground, lower.view) == (
        "lower_determination", 4_740_00, told["ground"], "Het bestuur is het eens met dit bedrag.",
    )  # fmt: skip
    claim = Decision.objects.get(pk=decision_of("DH06-B", "recovery"))
    assert (claim.amount_cents, claim.ground) == (1_140_00, told["recovery_ground"])
    assert positions("DH06-B") == {LINE.format(2026): {"paid": 4_740_00, "recoverable": 1_140_00}}
    case = Application.objects.get(pk=case_of("DH06-B"))
    assert (case.state, case.granted_cents, case.determined_cents) == ("accounted", 5_880_00, 4_740_00)
    term = Deadline.objects.get(subject=claim.pk, kind="payment_term")
    assert (term.starts_on, term.legal_deadline) == (date(2026, 10, 26), date(2026, 12, 7))


def test_both_parts_were_announced_within_thirteen_weeks_after_the_close() -> None:
    terms = Deadline.objects.filter(kind="decision_term", subject__in=[*key_of(A), *key_of(B)])
    assert Counter(terms.values_list("starts_on", "legal_deadline", "suspended_days")) == {
        (date(2026, 2, 27), date(2026, 5, 29), 0): 22
    }
    announced = Counter(
        Decision.objects.filter(pk__in=[decision_of(key) for key in A | B]).values_list("announced_on", flat=True)
    )
    assert announced == {date(2026, 3, 13): 12, date(2026, 4, 24): 10}


def test_the_lines_of_the_halls_close() -> None:
    pots = ("authorised", "available", "reserved", "committed", "advanced", "paid", "recoverable")
    found = {
        (line.code, line.year): tuple(getattr(line, pot) for pot in pots)
        for line in checker.report()
        if "DH" in line.code
    }
    assert found == {
        ("4.1.2-DH-A", 2026): (25_000_00, 915_20, 0, 0, 0, 24_084_80, 0),
        ("4.1.2-DH-B", 2026): (60_000_00, 1_124_18, 0, 0, 47_235_82, 10_500_00, 1_140_00),
        ("4.1.2-DH-B", 2027): (54_000_00, 1_004_18, 0, 52_995_82, 0, 0, 0),
        ("4.1.2-DH-B", 2028): (54_000_00, 1_004_18, 0, 52_995_82, 0, 0, 0),
        ("4.1.2-DH-B", 2029): (54_000_00, 2_954_16, 0, 51_045_84, 0, 0, 0),
    }
    assert [sum(row) - row[0] for row in found.values()] == [row[0] for row in found.values()]


def test_every_step_asked_for_its_letter() -> None:
    letters = Letter.objects.filter(
        stream__in=Application.objects.filter(pk__in=[*key_of(A), *key_of(B)]).values("stream")
    )
    assert Counter(letters.values_list("kind", flat=True)) == {
        "acknowledgement": 22, "direct_determination": 12, "award": 7, "rejection": 3, "account_receipt": 2, "determination": 1,
        "hearing_intention": 1, "lower_determination": 1, "recovery": 1, "advance_paid": 7,
    }  # fmt: skip
