"""Who is late is reminded exactly once of each term, however often or late the beat runs."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from documents.letters.settlement import LowerDetermination, Reminder
from documents.models import Letter
from grants import payloads, reminders
from grants.effects.letters import Write
from grants.effects.terms import Owe
from grants.models import Application, Report
from grants.tasks import remind
from tests import world
from tests.grants.letters import feasts
from tests.grants.letters.feasts import FEAST
from tests.invariants.mutants import swapped
from tests.world import World
from workflow import clock
from workflow.errors import Refusal
from workflow.law.hearing import Unheard
from workflow.models import Event
from workflow.scheme import Step

pytestmark = pytest.mark.django_db

OWING = Step(effects=(Owe("eindverslag", "accounts_due"), Write("award")))
LATE = replace(FEAST, steps={**FEAST.steps, "award": OWING})


def late(count: int = 1) -> tuple[World, list[Application]]:
    """Cases that owed their report on 30 January 2026."""
    town = world.found(LATE, accounts_due="2026-01-30", regime="ex_officio_after_report")
    cases = [town.assessed() for _ in range(count)]
    for case in cases:
        town.decide(case)
    return town, cases


def beat(town: World, on: str) -> int:
    """The beat runs, at noon of a day."""
    town.now = town.now.replace(year=2026, month=int(on[:2]), day=int(on[3:]), hour=11)
    with clock.at(town.now):
        found: int = remind()
    return found


def sent() -> int:
    return Letter.objects.filter(kind="reminder").count()


def test_a_beat_that_was_missed_for_three_days_sends_one_letter_and_a_second_beat_none() -> None:
    town, _ = late()
    assert (beat(town, "01-30"), sent()) == (0, 0)
    assert (beat(town, "02-03"), sent()) == (1, 1)
    assert (beat(town, "02-03"), beat(town, "02-04"), sent()) == (0, 0, 1)
    letter = feasts.last(Reminder)
    assert (letter.was_due_on, letter.until) == (date(2026, 1, 30), date(2026, 2, 17))
    assert Event.objects.filter(action="remind", system="reminders").count() == 1


def test_a_report_of_a_later_day_is_reminded_of_as_well_one_thing_at_a_time() -> None:
    both = (Owe("tussenverslag", "accounts_due"), Owe("eindverslag", "end_due"), Write("award"))
    scheme = replace(LATE, steps={**LATE.steps, "award": Step(effects=both)})
    town = world.found(scheme, accounts_due="2026-01-30", end_due="2026-02-10", regime="ex_officio_after_report")
    town.decide(town.assessed())
    days = ("02-03", "02-11", "02-18", "03-05", "03-20", "04-06")
    assert [beat(town, day) for day in days] == [1, 0, 1, 1, 1, 0]
    told = [json.loads(one.facts)["was_due_on"] for one in Letter.objects.filter(kind="reminder").order_by("sent_on")]
    assert told == ["2026-01-30", "2026-01-30", "2026-02-10", "2026-02-10"]


def test_the_second_and_last_reminder_follows_when_the_first_term_went_by() -> None:
    town, _ = late()
    assert [beat(town, day) for day in ("02-03", "02-17", "02-18", "03-04", "03-05", "06-01")] == [1, 0, 1, 0, 0, 0]
    assert sent() == 2


def test_who_sent_the_report_is_not_reminded() -> None:
    town, (case,) = late()
    report = Report.objects.get(application=case)
    town.take(feasts.applicant(town, case), "report", "report", report.pk, payloads.ReportText("Het is gedaan."))
    assert (beat(town, "02-03"), sent()) == (0, 0)


def test_the_same_reminder_asked_at_once_by_two_workers_is_one_letter() -> None:
    town, (case,) = late()
    town.now = town.now.replace(month=2, day=3)
    with clock.at(town.now):
        due = list(reminders.overdue(clock.today()))
        with swapped(reminders, "overdue", lambda _: [*due, *due]):
            assert remind() == 1
    assert sent() == 1
    assert due[0].key == f"remind/{case.pk}/2026-01-30/1"


def test_a_key_that_is_new_at_every_beat_sends_twice() -> None:
    """The mutant: without the derived key the two workers above would both send."""
    town, _ = late()
    town.now = town.now.replace(month=2, day=3)
    with clock.at(town.now):
        due = list(reminders.overdue(clock.today()))
        with (
            swapped(reminders.Due, "key", property(lambda _: world.key())),
            swapped(reminders, "overdue", lambda _: [*due, *due]),
        ):
            assert remind() == 2


def test_many_are_reminded_and_the_search_costs_as_many_queries_as_for_one(
    django_assert_num_queries: object,
) -> None:
    town, cases = late(4)
    town.now = town.now.replace(month=2, day=3)
    with clock.at(town.now), django_assert_num_queries(2):  # type: ignore[operator]
        assert len(list(reminders.overdue(clock.today()))) == len(cases)


def test_nobody_is_reminded_of_what_is_not_overdue() -> None:
    town, (case,) = late()
    with pytest.raises(Refusal, match="nothing-overdue"):
        town.take("policy_officer", "application", "remind", case.pk, payloads.Reminding(date(2026, 1, 30)))


def test_who_does_not_answer_is_determined_ex_officio_and_not_a_day_before() -> None:
    town, (case,) = late()
    as_granted: dict[str, Any] = {"parts": ()}
    beat(town, "02-03")
    town.now = town.now.replace(day=17)
    with pytest.raises(Refusal, match="account-awaited"):
        town.draft(case, 1_000_00, "determination", **as_granted)
    town.now = town.now.replace(day=18)
    town.decide(case, 1_000_00, "determination", **as_granted)
    done = Application.objects.get(pk=case.pk)
    assert (done.state, done.determined_cents, done.accounts.count()) == ("accounted", 1_000_00, 0)


def test_who_does_not_answer_may_get_less_on_a_ground_since_nothing_was_shown() -> None:
    town, (case,) = late()
    beat(town, "02-03")
    town.now = town.now.replace(day=18)
    lower: dict[str, Any] = {
        "parts": (), "ground": "4:46(2)b", "reason": "Wij kregen geen verslag.", "hearing_exempt": "not_supplied",
    }  # fmt: skip
    town.decide(case, 0, "lower_determination", **lower)
    assert Application.objects.get(pk=case.pk).determined_cents == 0
    assert feasts.last(LowerDetermination).unheard == Unheard.NOT_SUPPLIED.sentence
