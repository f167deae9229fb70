"""The rules that a worked example can name, and the facts that each of them answers with."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from workflow.law.example_input import ExampleInput
from workflow.law.penalty import late_penalty
from workflow.law.state_aid import de_minimis, register_by
from workflow.law.suspension import days_in
from workflow.law.terms import (
    Interval,
    Term,
    advice_suspension,
    completion_suspension,
    counted_back,
    decision_term,
    five_year_limit,
    fixed_date,
    in_time,
    lapsed_suspension,
    objection_by_post,
    objection_decision_term,
    payment_suspension,
    received_on,
    reminder_term,
    set_aside_term,
    set_by_authority,
    term,
)
from workflow.law.wording import dutch_date, period

Facts = dict[str, Any]
Answer = tuple[Facts, tuple[str, ...]]
"""The facts of an answer, and the sum that led to them in Dutch sentences."""


NO_BASIS = ""
"""What an example cites is for its reader; no fact of an answer holds it."""


def _facts(answer: object) -> Facts:
    """The fields of a result, without its sum."""
    assert is_dataclass(answer)
    return {field.name: getattr(answer, field.name) for field in fields(answer) if field.name != "steps"}


def _euros(amount_cents: int) -> Decimal:
    """Cents as euros, exactly; whole euros have no decimals."""
    return Decimal(amount_cents) / 100


def _of_term(found: Term) -> Answer:
    suspended = {
        "suspended_from": found.suspended[0][0] if found.suspended else None,
        "suspended_through": found.suspended[-1][1] if found.suspended else None,
        "days": found.suspension_days,
    }
    names = ("raw_end", "atw_applies", "deadline", "plan_by")
    return {**{name: getattr(found, name) for name in names}, **suspended}, found.steps


def _last_day(found: Term) -> Answer:
    return {"last_day": found.deadline, "plan_by": found.plan_by, "atw_applies": found.atw_applies}, found.steps


def _term(given: ExampleInput) -> Answer:
    found = term(
        given.day("event"),
        weeks=given.whole("weeks", default=0),
        months=given.whole("months", default=0),
        days=given.whole("days", default=0),
        years=given.whole("years", default=0),
        basis=NO_BASIS,
        atw=given.flag("atw", default=True),
    )
    return _of_term(found)


def _counted_back(given: ExampleInput) -> Answer:
    weeks, days = given.whole("weeks", default=0), given.whole("days", default=0)
    return _last_day(counted_back(given.day("before"), weeks, days=days))


def _fixed_date(given: ExampleInput) -> Answer:
    return _last_day(fixed_date(given.day("before"), atw=given.flag("atw")))


def _decision_term(given: ExampleInput) -> Answer:
    suspensions = _suspensions(given)
    received, weeks = given.day("received"), given.whole("weeks")
    return _of_term(decision_term(received, weeks=weeks, basis=NO_BASIS, suspensions=suspensions))


def _suspensions(given: ExampleInput) -> list[Interval]:
    """All suspensions of an example, in whichever of the four ways they are given."""
    found: list[Interval | None] = [*given.periods("suspensions")]
    if given.has("invited", "completed"):
        found.append(completion_suspension(given.day("invited"), given.day("completed")))
    elif given.has("invited", "lapsed"):
        inclusive = given.flag("lapse_day_inclusive")
        found.append(lapsed_suspension(given.day("invited"), given.day("lapsed"), lapse_day_inclusive=inclusive))
    if given.has("advice_requested", "advice_received"):
        weeks = given.whole("advice_at_most_weeks", default=0) or None
        requested, received = given.day("advice_requested"), given.day("advice_received")
        found.append(advice_suspension(requested, received, at_most_weeks=weeks))
    return [each for each in found if each]


def _set_aside(given: ExampleInput) -> Answer:
    repair, completed = given.day_or_none("repair_deadline"), given.day_or_none("completed")
    return _of_term(set_aside_term(repair_deadline=repair, completed=completed))


def _objection_decision(given: ExampleInput) -> Answer:
    committee, adjourned = given.flag("committee"), given.flag("adjourned")
    ended, suspensions = given.day("objection_term_end"), _suspensions(given)
    found = objection_decision_term(ended, committee=committee, adjourned=adjourned, suspensions=suspensions)
    return _of_term(found)


def _objection_by_post(given: ExampleInput) -> Answer:
    found = objection_by_post(given.day("objection_term_end"))
    return {"posted_by": found.event, "received_by": found.deadline}, found.steps


def _late_penalty(given: ExampleInput) -> Answer:
    found = late_penalty(
        given.day("notice_of_default_received"),
        decision_deadline=given.day_or_none("decision_deadline"),
        decision_announced=given.day_or_none("decision_announced"),
    )
    amounts = {"amount_eur": _euros(found.amount_cents), "max_amount_eur": _euros(found.max_amount_cents)}
    return {**_facts(found), **amounts}, found.steps


def _payment_suspension(given: ExampleInput) -> Answer:
    found = payment_suspension(given.day("notified"), decided=given.day_or_none("decided"))
    facts = {"suspended_from": found[0], "suspended_through": found[1], "days": days_in(found)}
    return facts, (f"De betaling staat stil van {period(*found)} (Awb 4:56).",)


def _five_year_limit(given: ExampleInput) -> Answer:
    return _last_day(five_year_limit(given.day("determination_announced")))


def _reminder(given: ExampleInput) -> Answer:
    return _of_term(reminder_term(given.day("sent")))


def _de_minimis(given: ExampleInput) -> Answer:
    granted_on, cents = given.award("grant")
    found = de_minimis(given.cents("ceiling"), given.awards("history"), granted_on, cents)
    return {**_facts(found), "headroom": _euros(found.headroom_cents)}, found.steps


def _de_minimis_register(given: ExampleInput) -> Answer:
    found = register_by(given.day("granted"))
    return _facts(found), found.steps


def _set_by_authority(given: ExampleInput) -> Answer:
    asked = given.day("day")
    found = set_by_authority(asked)
    return {"last_day": found}, (f"Gevraagd is {dutch_date(asked)}. De werkdag op of voor die dag telt.",)


def _arrival(given: ExampleInput) -> Answer:
    instant, last_day = given.instant("received_at"), given.day("last_day")
    day = received_on(instant)
    return {"received_on": day, "in_time": in_time(instant, last_day)}, (
        f"In Nederland was het toen {dutch_date(day)}.",
    )


RULES: dict[str, Callable[[ExampleInput], Answer]] = {
    "term": _term,
    "counted_back": _counted_back,
    "fixed_date": _fixed_date,
    "set_by_authority": _set_by_authority,
    "set_aside": _set_aside,
    "decision_term": _decision_term,
    "late_penalty": _late_penalty,
    "five_year_limit": _five_year_limit,
    "payment_suspension": _payment_suspension,
    "reminder": _reminder,
    "arrival": _arrival,
    "objection_by_post": _objection_by_post,
    "objection_decision": _objection_decision,
    "de_minimis": _de_minimis,
    "de_minimis_register": _de_minimis_register,
}
