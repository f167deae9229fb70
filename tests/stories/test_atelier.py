"""The tale of the Innovatieatelier: twelve initiatives in four tranches, each ending as the data say."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from fractions import Fraction

import pytest

from budgets import checker, ledger
from budgets.models import Transfer
from documents.models import Letter
from grants.allocation import hundredths
from grants.demo import atelier
from grants.demo.atelier import case_of, decision_of, round_of
from grants.demo.stage import id_of
from grants.models import Application, Decision, Report, Round, Version
from grants.ranking import ranked_rows
from workflow.models import Deadline, Event

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_the_end")]

ROWS = {row["key"]: row for row in atelier.told()["initiative"]}
KEY_OF = {case_of(key): key for key in ROWS}
CASES = atelier.told()["cases"]


def ids(*actions: str, key: str) -> list[str]:
    """The steps that the application of an initiative took."""
    taken = Event.objects.filter(machine="application", subject=case_of(key)).order_by("subject_seq")
    return list(taken.values_list("action", flat=True))


def test_nine_are_granted_one_refused_one_set_aside_and_one_withdrawn_as_the_data_say() -> None:
    ends = {"refused": "rejected", "set_aside": "set_aside", "withdrawn": "withdrawn"}
    regimes = {"direct": "accounted", "ex_officio": "monitored"}
    expected = {}
    for key, row in ROWS.items():
        said = row["expected"]
        expected[key] = (ends.get(said["outcome"]) or regimes[said["regime"]], said.get("awarded_cents"))
    cases = Application.objects.filter(pk__in=KEY_OF)
    assert {KEY_OF[case.pk]: (case.state, case.granted_cents) for case in cases} == expected
    assert Counter(state for state, _ in expected.values()) == {
        "accounted": 5, "monitored": 4, "rejected": 1, "set_aside": 1, "withdrawn": 1,
    }  # fmt: skip
    assert sum(cents or 0 for _, cents in expected.values()) == 50_300_00


def test_every_decision_has_the_kind_amount_advance_signer_and_days_of_the_data() -> None:
    found = {}
    for one in Decision.objects.filter(application__in=KEY_OF):
        advance = sum(part.amount_cents for part in one.payable if part.kind == "advance")
        days = (one.signed_on, one.announced_on)
        found[KEY_OF[one.application_id]] = (
            one.kind,
            one.amount_cents,
            advance,
            one.signed_by == id_of("person", "S06"),
            *days,
        )
    expected = {}
    for key, row in ROWS.items():
        if said := row["expected"].get("decision"):
            advance = said.get("advance_cents", 0)
            expected[key] = (
                said["kind"],
                said["amount_cents"],
                advance,
                said["signed_by"] == "S06",
                said["signed"],
                said["announced"],
            )
    assert found == expected
    assert len(expected) == 11


def test_up_to_5000_is_determined_at_once_and_above_it_awarded_with_the_whole_amount_as_an_advance() -> None:
    granted = {key: row["expected"] for key, row in ROWS.items() if row["expected"]["outcome"] == "awarded"}
    kinds = {KEY_OF[one.application_id]: one.kind for one in Decision.objects.filter(kind__in=["award", "determination"])
             if one.application_id in KEY_OF}  # fmt: skip
    assert kinds == {
        key: "determination" if said["awarded_cents"] <= 5_000_00 else "award" for key, said in granted.items()
    }
    reports = Report.objects.filter(application__in=KEY_OF).values_list("application", "kind", "state")
    assert {KEY_OF[case]: (kind, state) for case, kind, state in reports} == {
        key: ("kort verslag", "due") for key, said in granted.items() if said["awarded_cents"] > 5_000_00
    }
    determined = Application.objects.filter(pk__in=KEY_OF, determined_cents__isnull=False).values_list(
        "pk", "determined_cents"
    )
    assert {KEY_OF[case]: cents for case, cents in determined} == {
        key: said["awarded_cents"] for key, said in granted.items() if said["awarded_cents"] <= 5_000_00
    }


def test_the_scores_of_two_assessors_come_out_exactly() -> None:
    found: dict[str, int] = {}
    for tranche in ("T1", "T2", "T3", "T4"):
        rows, denominator = ranked_rows(Round.objects.get(pk=round_of(tranche)), [])
        found |= {KEY_OF[row.application]: hundredths(Fraction(row.points, denominator)) for row in rows}
    expected = {
        key: int(row["expected"]["score"].replace(".", "")) for key, row in ROWS.items() if "score" in row["expected"]
    }
    assert found == expected
    assert len(expected) == 10


def test_a_completion_moves_the_term_as_new_records_and_keeps_the_old_ones() -> None:
    terms = Deadline.objects.filter(subject=case_of(CASES["completed_late"])).order_by("kind", "revision")
    rows = [
        (t.kind, t.revision, t.starts_on, t.legal_deadline, t.plan_by, t.suspended_days)
        for t in terms
        if t.kind != "objection_term"
    ]
    received, asked = date(2026, 4, 20), date(2026, 4, 21)
    assert rows == [
        ("completion_term", 1, asked, date(2026, 5, 12), date(2026, 5, 12), 0),
        ("decision_term", 1, received, date(2026, 6, 15), date(2026, 6, 15), 0),
        ("decision_term", 2, received, date(2026, 7, 6), date(2026, 7, 3), 20),
        ("decision_term", 3, received, date(2026, 7, 6), date(2026, 7, 3), 19),
    ]
    said = ROWS["IA06"]["completion"]
    assert rows[-1][3:] == (said["decision_deadline"], said["plan_by"], said["suspension_days"])
    assert json.loads(terms.get(kind="decision_term", revision=3).suspensions) == [["2026-04-22", "2026-05-10"]]


def test_every_initiative_was_decided_within_its_own_term() -> None:
    announced = dict(Decision.objects.filter(application__in=KEY_OF).values_list("application", "announced_on"))
    last: dict[object, date] = {}
    for term in Deadline.objects.filter(kind="decision_term", subject__in=KEY_OF).order_by("revision"):
        last[term.subject] = term.legal_deadline
    assert {KEY_OF[case]: day is not None and day <= last[case] for case, day in announced.items()} == {
        key: True for key in ROWS if key != CASES["withdrawn"]
    }


def test_an_application_that_is_not_completed_is_set_aside_within_four_weeks() -> None:
    key = CASES["set_aside"]
    assert ids(key=key) == ["file", "request_completion", "set_aside"]
    case, decision = Application.objects.get(pk=case_of(key)), Decision.objects.get(pk=decision_of(key))
    assert (case.completion_until, decision.announced_on, decision.ground) == (
        date(2026, 6, 1),
        date(2026, 6, 15),
        "incomplete",
    )
    assert (case.granted_cents, Transfer.objects.filter(stream=case.stream).count()) == (None, 0)


def test_a_plan_below_the_mark_is_refused_on_that_ground() -> None:
    decision = Decision.objects.get(pk=decision_of(CASES["refused"]))
    assert (decision.kind, decision.ground, decision.payable) == ("refusal", "refused_pass_mark", ())
    assert ids(key=CASES["refused"]) == ["file", "intake", "assess", "reject"]


def test_a_withdrawn_application_is_not_decided() -> None:
    assert ids(key=CASES["withdrawn"]) == ["file", "withdraw"]
    assert not Decision.objects.filter(application=case_of(CASES["withdrawn"])).exists()


def test_one_decision_is_paid_from_two_lines_of_which_one_counts_under_the_ceiling() -> None:
    key = CASES["two_budget_lines"]
    case = Application.objects.get(pk=case_of(key))
    assert ledger.positions([case.stream_id])[case.stream_id] == {
        "line:4.1.1-IA:2026": {"reserved": 0, "committed": 0, "paid": 1_450_00},
        "line:12.2-TENBOER:2026": {"reserved": 0, "committed": 0, "paid": 1_000_00},
        case.round.ceiling_book: {"reserved": 0, "committed": 1_450_00},
    }
    assert [(part.book, part.kind, part.amount_cents) for part in Decision.objects.get(pk=decision_of(key)).payable] == [
        ("line:4.1.1-IA:2026", "balance", 1_450_00), ("line:12.2-TENBOER:2026", "balance", 1_000_00),
    ]  # fmt: skip


def test_the_answers_about_a_volunteer_allowance_are_kept_as_typed_values() -> None:
    kept = json.loads(Version.objects.get(application=case_of(CASES["volunteer_allowance"])).answers)
    named = ("vergoeding", "vergoeding_aantal", "vergoeding_uren", "vergoeding_tarief", "vergoeding_maanden")
    assert {name: kept[name] for name in named} == {
        "vergoeding": True, "vergoeding_aantal": 4, "vergoeding_uren": 6, "vergoeding_tarief": 5_00, "vergoeding_maanden": 10,
    }  # fmt: skip
    others = [json.loads(v.answers)["vergoeding"] for v in Version.objects.filter(application__in=KEY_OF, number=1)]
    assert sorted(others) == [False] * 11 + [True]


def test_the_line_of_the_atelier_closes() -> None:
    pots = ("authorised", "available", "committed", "advanced", "paid", "recoverable")
    lines = {
        line.code: tuple(getattr(line, pot) for pot in pots)
        for line in checker.report()
        if line.code in ("4.1.1-IA", "12.2-TENBOER")
    }
    assert lines == {
        "4.1.1-IA": (120_000_00, 70_700_00, 0, 31_300_00, 18_000_00, 0), "12.2-TENBOER": (60_000_00, 59_000_00, 0, 0, 1_000_00, 0),
    }  # fmt: skip
    assert atelier.told()["expected"]["left_under_ceiling_cents"] == 70_700_00


def test_every_step_asked_for_its_letter() -> None:
    letters = Letter.objects.filter(stream__in=Application.objects.filter(pk__in=KEY_OF).values("stream"))
    assert Counter(letters.values_list("kind", flat=True)) == {
        "acknowledgement": 12, "completion_request": 2, "award": 4, "direct_determination": 5, "rejection": 1, "set_aside": 1,
        "withdrawal_confirmed": 1,
    }  # fmt: skip
