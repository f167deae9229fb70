"""What the demo shows besides its tales: the Challenge three ways, a paper application with a mistake put right, one euro followed."""

from __future__ import annotations

from datetime import date

import pytest

from grants import one_euro
from grants.demo import halls, paper, three_ways
from grants.demo.stage import at
from grants.demo.three_ways import Way
from grants.models import Application
from workflow.models import Deadline, Event
from workflow.verify import verify

pytestmark = [pytest.mark.django_db]


def test_the_challenge_decided_three_ways_helps_31_of_48_each_time_and_28_of_them_always(at_the_end: None) -> None:
    assert three_ways.ways() == (
        Way("tender", 31, 111_100_00, 1_400_00, 31),
        Way("lottery", 31, 110_350_00, 2_150_00, 28),
        Way("first_come", 31, 109_900_00, 2_600_00, 28),
    )


def test_one_euro_of_the_hall_that_did_less_is_followed_to_what_must_come_back(at_the_end: None) -> None:
    hall = Application.objects.get(pk=halls.case_of("DH06-B"))
    found = [
        (one.booked_on, one.target, one.amount_cents) for one in one_euro.path(hall) if one.book.startswith("line:")
    ]
    assert found == [
        (date(2026, 4, 21), "gereserveerd", 5_880_00), (date(2026, 4, 24), "verplicht", 5_880_00),
        (date(2026, 5, 30), "bevoorschot", 5_880_00), (date(2026, 10, 26), "terug te vorderen", 1_140_00),
        (date(2026, 10, 26), "besteed", 4_740_00),
    ]  # fmt: skip


def test_a_paper_application_entered_late_is_put_right_by_a_colleague_and_its_term_counts_from_the_stamp(
    at_the_end: None,
) -> None:
    case = Application.objects.get(pk=paper.case())
    assert (case.state, case.received_at) == ("submitted", at(paper.CAME))
    terms = Deadline.objects.filter(subject=case.pk, kind="decision_term").order_by("revision")
    assert list(terms.values_list("revision", "starts_on", "legal_deadline")) == [
        (1, date(2026, 11, 12), date(2027, 1, 7)), (2, date(2026, 11, 10), date(2027, 1, 5)),
    ]  # fmt: skip
    steps = Event.objects.filter(subject=case.pk).order_by("seq").values_list("action", "role")
    assert list(steps) == [("file", "intake_clerk"), ("correct_receipt", "intake_clerk")]
    assert verify().differences == []
