from datetime import date, datetime, timedelta
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from workflow.law.calendar import CalendarExhausted, is_working_day
from workflow.law.recovery import recovery_limit
from workflow.law.refusals import TermMalformed
from workflow.law.suspension import days_in
from workflow.law.terms import (
    Interval,
    Term,
    counted_back,
    decision_term,
    five_year_limit,
    fixed_date,
    objection_by_post,
    objection_decision_term,
    objection_term,
    payment_suspension,
    payment_term,
    received_on,
    reminder_term,
    set_aside_term,
    set_by_authority,
    term,
)

COVERED = st.dates(date(2022, 1, 10), date(2027, 12, 31))
LONGEST = {"days": 90, "weeks": 12, "months": 3}


def measured(event: date, lengths: dict[str, int]) -> Term:
    """A term whose lengths are given by unit."""
    weeks, months, days, years = (lengths.get(unit, 0) for unit in ("weeks", "months", "days", "years"))
    return term(event, weeks=weeks, months=months, days=days, years=years, basis="Atw")


@st.composite
def moving_terms(draw: st.DrawFn) -> Term:
    """Terms that the Algemene termijnenwet touches."""
    unit = draw(st.sampled_from(sorted(LONGEST)))
    amount = draw(st.integers(1, LONGEST[unit]))
    return measured(draw(COVERED), {unit: amount})


@st.composite
def suspensions(draw: st.DrawFn) -> list[Interval]:
    starts = draw(st.lists(st.dates(date(2026, 1, 1), date(2026, 9, 30)), max_size=6))
    return [(first, first + timedelta(days=draw(st.integers(0, 40)))) for first in starts]


def test_a_term_is_given_as_a_whole_with_the_sum_that_explains_it() -> None:
    assert term(date(2026, 2, 20), weeks=6, basis="Awb 6:7") == Term(
        basis="Awb 6:7",
        event=date(2026, 2, 20),
        amount=6,
        unit="weeks",
        raw_end=date(2026, 4, 3),
        deadline=date(2026, 4, 7),
        plan_by=date(2026, 4, 2),
        atw_applies=True,
        suspended=(),
        suspension_days=0,
        steps=(
            "De termijn gaat in na 20 februari 2026.",
            "6 weken later is 3 april 2026.",
            "3 april 2026 is Goede Vrijdag.",
            "De Algemene termijnenwet schuift het einde op naar 7 april 2026.",
            "De laatste dag is dinsdag 7 april 2026.",
            "Plan het werk uiterlijk op donderdag 2 april 2026.",
        ),
    )


def test_a_suspended_term_is_explained_with_every_period_in_which_it_stood_still() -> None:
    stops = [(date(2026, 3, 10), date(2026, 3, 12)), (date(2026, 2, 10), date(2026, 2, 10))]
    assert decision_term(date(2026, 2, 2), weeks=8, basis="ASV 6", suspensions=stops).steps == (
        "Ontvangen op 2 februari 2026.",
        "8 weken later is 30 maart 2026.",
        "De termijn stond 4 dagen stil (10 februari 2026 en 10 maart tot en met 12 maart 2026).",
        "Het einde wordt daardoor 3 april 2026.",
        "3 april 2026 is Goede Vrijdag.",
        "De Algemene termijnenwet schuift het einde op naar 7 april 2026.",
        "De laatste dag is dinsdag 7 april 2026.",
        "Plan het werk uiterlijk op donderdag 2 april 2026.",
    )


def test_a_term_that_holds_too_few_working_days_says_so() -> None:
    assert term(date(2026, 6, 5), days=3, basis="Atw 2").steps[2:4] == (
        "De termijn telt minder dan 2 werkdagen.",
        "De Algemene termijnenwet schuift het einde op naar 9 juni 2026.",
    )


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (
            term(date(2026, 1, 5), weeks=13, basis="ASV"),
            "Een termijn van meer dan 12 weken schuift niet op (Algemene termijnenwet, artikel 4).",
        ),
        (
            term(date(2026, 1, 5), days=91, basis="ASV"),
            "Een termijn van meer dan 90 dagen schuift niet op (Algemene termijnenwet, artikel 4).",
        ),
        (
            five_year_limit(date(2022, 1, 10)),
            "Een termijn in jaren schuift niet op (Algemene termijnenwet, artikel 4).",
        ),
        (
            term(date(2026, 1, 5), weeks=6, basis="ASV", atw=False),
            "De Algemene termijnenwet geldt niet voor deze termijn. Het einde schuift niet op.",
        ),
        (
            term(date(2026, 1, 5), weeks=12, basis="ASV", atw=False),
            "De Algemene termijnenwet geldt niet voor deze termijn. Het einde schuift niet op.",
        ),
    ],
)
def test_a_term_that_does_not_move_says_why(found: Term, sentence: str) -> None:
    assert (sentence in found.steps, found.deadline) == (True, found.raw_end)


def test_beyond_the_calendar_a_long_term_has_no_planning_date_and_says_so() -> None:
    found = five_year_limit(date(2026, 11, 16))
    assert (found.deadline, found.plan_by) == (date(2031, 11, 16), None)
    assert found.steps[-1] == "Een plandatum is er niet: de kalender met feestdagen loopt tot en met 31 december 2028."


def test_beyond_the_calendar_a_term_that_moves_is_refused() -> None:
    with pytest.raises(CalendarExhausted):
        term(date(2028, 11, 18), weeks=6, basis="Awb 6:7")
    with pytest.raises(CalendarExhausted):
        decision_term(date(2028, 11, 18), weeks=8, basis="ASV")
    with pytest.raises(CalendarExhausted):
        set_by_authority(date(2029, 1, 2))
    assert decision_term(date(2028, 11, 18), weeks=13, basis="ASV").deadline == date(2029, 2, 17)


def test_twelve_weeks_of_suspension_on_top_do_not_make_a_short_term_long() -> None:
    found = decision_term(date(2026, 2, 2), weeks=8, basis="ASV", suspensions=[(date(2026, 2, 9), date(2026, 5, 4))])
    assert (found.raw_end, found.atw_applies, found.deadline) == (date(2026, 6, 23), True, date(2026, 6, 23))


def test_a_suspension_that_starts_on_the_weekend_after_the_raw_end_still_meets_a_running_term() -> None:
    # Eight weeks end on Saturday 4 April 2026; by Easter the term runs through Tuesday 7 April.
    stop = (date(2026, 4, 7), date(2026, 4, 10))
    found = decision_term(date(2026, 2, 7), weeks=8, basis="ASV", suspensions=[stop])
    assert (found.raw_end, found.deadline, found.suspended) == (date(2026, 4, 8), date(2026, 4, 8), (stop,))


def test_a_long_term_is_over_on_its_own_end_so_that_nothing_stands_still_after_it() -> None:
    # Thirteen weeks end on Easter Monday 6 April 2026 and do not move.
    stops = {day: (date(2026, 4, day), date(2026, 4, 10)) for day in (6, 7)}
    found = [decision_term(date(2026, 1, 5), weeks=13, basis="ASV", suspensions=[stop]) for stop in stops.values()]
    assert [(one.deadline, one.suspended) for one in found] == [
        (date(2026, 4, 11), (stops[6],)),
        (date(2026, 4, 6), ()),
    ]


@pytest.mark.parametrize(
    ("days", "deadline"),
    [(1, date(2026, 6, 8)), (2, date(2026, 6, 8)), (3, date(2026, 6, 9)), (4, date(2026, 6, 9))],
)
def test_only_a_term_of_three_days_or_more_holds_two_working_days(days: int, deadline: date) -> None:
    assert term(date(2026, 6, 5), days=days, basis="Atw 2").deadline == deadline


def test_a_term_that_began_before_the_calendar_is_computed_from_the_days_that_it_knows() -> None:
    assert term(date(2021, 12, 28), days=7, basis="Atw 2").deadline == date(2022, 1, 4)


@pytest.mark.parametrize(
    ("lengths", "moves"),
    [
        ({"days": 90}, True),
        ({"days": 91}, False),
        ({"weeks": 12}, True),
        ({"weeks": 13}, False),
        ({"months": 3}, True),
        ({"months": 4}, False),
        ({"years": 1}, False),
    ],
)
def test_the_longest_terms_that_move_are_those_of_the_law(lengths: dict[str, int], moves: bool) -> None:
    assert measured(date(2026, 1, 5), lengths).atw_applies == moves


@pytest.mark.parametrize(
    ("found", "basis", "opening"),
    [
        (set_aside_term(date(2026, 3, 2)), "Awb 4:5, lid 4", "De hersteltermijn eindigde op 2 maart 2026."),
        (set_aside_term(completed=date(2026, 3, 2)), "Awb 4:5, lid 4", "Aangevuld op 2 maart 2026."),
        (five_year_limit(date(2026, 3, 2)), "Awb 4:49, lid 3", "Bekendgemaakt op 2 maart 2026."),
        (recovery_limit(date(2026, 3, 2)), "Awb 4:57, lid 4", "Vastgesteld op 2 maart 2026."),
        (payment_term(date(2026, 3, 2)), "Awb 4:87, lid 1", "Bekendgemaakt op 2 maart 2026."),
        (reminder_term(date(2026, 3, 2)), "Awb 4:112, lid 1", "Toegezonden op 2 maart 2026."),
        (objection_term(date(2026, 3, 2)), "Awb 6:7 en 6:8, lid 1", "Bekendgemaakt op 2 maart 2026."),
        (objection_by_post(date(2026, 3, 2)), "Awb 6:9, lid 2", "Uiterlijk op de post op 2 maart 2026."),
        (objection_decision_term(date(2026, 3, 2)), "Awb 7:10", "De bezwaartermijn eindigde op 2 maart 2026."),
        (counted_back(date(2026, 3, 2), 13), "Atw 1, lid 2", "13 weken voor 2 maart 2026 is 1 december 2025."),
    ],
)
def test_every_term_of_the_law_cites_its_article_and_says_from_when_it_runs(
    found: Term, basis: str, opening: str
) -> None:
    assert (found.basis, found.steps[0]) == (basis, opening)


def test_days_before_the_term_began_do_not_stand_still() -> None:
    found = decision_term(date(2026, 2, 2), weeks=13, basis="ASV", suspensions=[(date(2026, 1, 20), date(2026, 2, 4))])
    assert found.suspended == ((date(2026, 2, 3), date(2026, 2, 4)),)
    assert found.deadline == date(2026, 5, 6)


@pytest.mark.parametrize("lengths", [{}, {"weeks": 1, "days": 1}, {"weeks": -1}, {"months": 0}])
def test_a_term_without_exactly_one_length_is_refused(lengths: dict[str, int]) -> None:
    assert TermMalformed.code == "term-malformed"
    with pytest.raises(TermMalformed, match="precies een lengte"):
        measured(date(2026, 1, 1), lengths)


@pytest.mark.parametrize("lengths", [{"weeks": 10**9}, {"months": 10**9}, {"years": 9000}, {"days": 10**30}])
def test_a_term_that_leaves_the_calendar_is_refused(lengths: dict[str, int]) -> None:
    with pytest.raises(TermMalformed, match="buiten de jaartelling"):
        measured(date(2026, 1, 1), lengths)


def test_setting_aside_takes_exactly_one_of_two_days() -> None:
    with pytest.raises(TermMalformed):
        set_aside_term()
    with pytest.raises(TermMalformed):
        set_aside_term(repair_deadline=date(2026, 3, 2), completed=date(2026, 3, 1))


@pytest.mark.parametrize(
    ("decided", "last"),
    [
        (date(2026, 1, 5), date(2026, 1, 5)),
        (date(2026, 4, 5), date(2026, 4, 5)),
        (date(2026, 4, 6), date(2026, 4, 6)),
        (date(2026, 4, 7), date(2026, 4, 6)),
        (None, date(2026, 4, 6)),
    ],
)
def test_a_payment_is_suspended_through_the_day_of_the_decision_and_at_most_thirteen_weeks(
    decided: date | None, last: date
) -> None:
    assert payment_suspension(date(2026, 1, 5), decided=decided) == (date(2026, 1, 5), last)


def test_a_payment_cannot_be_suspended_until_before_it_was() -> None:
    with pytest.raises(TermMalformed):
        payment_suspension(date(2026, 3, 2), decided=date(2026, 3, 1))


def test_an_instant_without_a_zone_falls_on_no_day() -> None:
    with pytest.raises(TermMalformed):
        received_on(datetime(2026, 3, 2, 12))  # noqa: DTZ001 - the point of the test.


def test_the_committee_and_the_adjournment_add_up_to_eighteen_weeks_that_do_not_move() -> None:
    found = objection_decision_term(date(2026, 1, 19), committee=True, adjourned=True)
    assert (found.amount, found.atw_applies, found.deadline) == (18, False, date(2026, 5, 25))


def test_a_fixed_date_moves_only_where_the_rules_say_so() -> None:
    still, moved = fixed_date(date(2026, 11, 1)), fixed_date(date(2026, 11, 1), atw=True)
    assert (still.deadline, moved.deadline) == (date(2026, 10, 31), date(2026, 11, 2))
    assert (still.plan_by, moved.plan_by) == (date(2026, 10, 30), date(2026, 10, 30))
    assert (still.event, still.amount, still.unit, still.raw_end) == (date(2026, 11, 1), 1, "days", date(2026, 10, 31))
    opening = "De termijn loopt tot 1 november 2026. De laatste dag is dus 31 oktober 2026."
    assert still.steps == (
        opening,
        "Een vaste datum schuift niet op.",
        "De laatste dag is zaterdag 31 oktober 2026.",
        "Plan het werk uiterlijk op vrijdag 30 oktober 2026.",
    )
    assert moved.steps == (
        opening,
        "31 oktober 2026 is een zaterdag.",
        "De Algemene termijnenwet schuift het einde op naar 2 november 2026.",
        "De laatste dag is maandag 2 november 2026.",
        "Plan het werk uiterlijk op vrijdag 30 oktober 2026.",
    )


@given(moving_terms())
def test_a_term_of_law_ends_on_the_first_working_day_from_its_own_end(found: Term) -> None:
    assert found.deadline >= found.raw_end
    assert is_working_day(found.deadline)
    if found.amount >= 3 or found.unit != "days":
        days = [found.event + timedelta(days=number + 1) for number in range((found.deadline - found.event).days)]
        assert sum(map(is_working_day, days[-40:])) >= 2


@given(moving_terms())
def test_work_is_planned_on_a_working_day_before_the_deadline(found: Term) -> None:
    assert found.plan_by is not None
    assert found.plan_by <= found.raw_end <= found.deadline
    assert is_working_day(found.plan_by)


@given(COVERED, st.integers(1, 12))
def test_weeks_keep_the_weekday_and_days_make_weeks(event: date, weeks: int) -> None:
    found = term(event, weeks=weeks, basis="Atw")
    assert found.raw_end.weekday() == event.weekday()
    assert found.deadline == term(event, days=7 * weeks, basis="Atw").deadline


@given(st.integers(1, 30), suspensions(), st.randoms(use_true_random=False))
def test_the_order_of_suspensions_does_not_matter(weeks: int, stops: list[Interval], order: Random) -> None:
    found = decision_term(date(2026, 2, 2), weeks=weeks, basis="ASV", suspensions=stops)
    order.shuffle(stops)
    assert decision_term(date(2026, 2, 2), weeks=weeks, basis="ASV", suspensions=iter(stops)) == found


@given(st.integers(1, 30), suspensions())
def test_suspensions_are_a_union_and_lengthen_by_exactly_the_days_that_count(weeks: int, stops: list[Interval]) -> None:
    found = decision_term(date(2026, 2, 2), weeks=weeks, basis="ASV", suspensions=stops)
    assert found.suspension_days <= sum(map(days_in, stops))
    assert found.raw_end == date(2026, 2, 2) + timedelta(weeks=weeks, days=found.suspension_days)
    covered = {first + timedelta(days=number) for first, last in stops for number in range((last - first).days + 1)}
    assert found.suspension_days <= len(covered)


@given(st.integers(13, 30), suspensions())
def test_a_long_term_ends_after_as_many_days_that_did_not_stand_still(weeks: int, stops: list[Interval]) -> None:
    """Count day by day, which is the law in its plainest form."""
    still = {first + timedelta(days=number) for first, last in stops for number in range((last - first).days + 1)}
    day, left = date(2026, 2, 2), 7 * weeks
    while left:
        day += timedelta(days=1)
        left -= day not in still
    found = decision_term(date(2026, 2, 2), weeks=weeks, basis="ASV", suspensions=stops)
    assert found.raw_end == day


def test_a_term_counted_back_in_days_or_weeks_says_why_it_does_not_move() -> None:
    # Ten days before Wednesday 8 April 2026, or one week before the Easter weekend.
    by_days, by_weeks = counted_back(date(2026, 4, 8), days=10), counted_back(date(2026, 4, 12), 1)
    assert (by_days.deadline, by_weeks.deadline) == (date(2026, 3, 29), date(2026, 4, 5))
    assert (by_days.atw_applies, by_weeks.atw_applies) == (False, False)
    assert by_days.steps == (
        "10 dagen voor 8 april 2026 is 29 maart 2026.",
        "Een termijn die terugtelt, schuift niet op (Algemene termijnenwet, artikel 1, lid 2).",
        "De laatste dag is zondag 29 maart 2026.",
        "Plan het werk uiterlijk op vrijdag 27 maart 2026.",
    )


@given(COVERED, st.integers(1, 52))
def test_a_term_counted_back_is_the_mirror_of_one_counted_forward(before: date, weeks: int) -> None:
    last = counted_back(before, weeks).deadline
    assume(last >= date(2022, 1, 10))
    assert last + timedelta(weeks=weeks) == before
