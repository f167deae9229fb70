"""The sum behind every legal term: its length, its standing still, its extension by the Algemene termijnenwet (Atw).

`terms` names the terms of the law; this module only reckons. A term is recomputed from its facts, never adjusted.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from workflow.law.calendar import (
    DAY,
    CalendarExhausted,
    coverage,
    is_working_day,
    next_working_day,
    previous_working_day,
    why_not_working,
)
from workflow.law.refusals import TermMalformed
from workflow.law.suspension import Interval, days_in, union
from workflow.law.wording import dutch_date, length, listed, period, weekday_and_date

LONGEST = {"days": 90, "weeks": 12, "months": 3, "years": 0}
"""Atw 4(a), no Atw for terms "in meer dan 90 dagen, in meer dan twaalf weken, in meer dan drie maanden, of in een of
meer jaren"."""


@dataclass(frozen=True, slots=True)
class Term:
    """One computed term.

    `event` does not count; `amount` and `unit` ("weeks", "months", "days", "years") are its length; `raw_end` is
    the end with suspension and without extension; `deadline` the last day that is in time; `plan_by` the last
    working day on or before `raw_end`, None beyond the covered calendar; `suspended` the days it stood still, as a
    union; `steps` the sum, in Dutch.
    """

    basis: str
    event: date
    amount: int
    unit: str
    raw_end: date
    deadline: date
    plan_by: date | None
    atw_applies: bool
    suspended: tuple[Interval, ...]
    suspension_days: int
    steps: tuple[str, ...]

    def __post_init__(self) -> None:
        """No term ends before its own end, and no work is planned after it."""
        assert self.deadline >= self.raw_end
        assert self.plan_by is None or self.plan_by <= self.raw_end
        assert self.suspension_days == sum(map(days_in, self.suspended))


def later(day: date, amount: int, unit: str) -> date:
    """The day that lies a length of time after a day.

    The same weekday, or the same day of the month, else the last of that month.

    A negative amount counts back. Raises `TermMalformed` outside the years 1 to 9999.

    >>> later(date(2026, 2, 2), 13, "weeks"), later(date(2025, 11, 30), 3, "months")
    (datetime.date(2026, 5, 4), datetime.date(2026, 2, 28))
    >>> later(date(2024, 2, 29), 5, "years")
    datetime.date(2029, 2, 28)
    >>> later(date(2028, 5, 31), -3, "months")
    datetime.date(2028, 2, 29)
    """
    try:
        if unit in ("days", "weeks"):
            return day + amount * (DAY if unit == "days" else 7 * DAY)
        year, month = divmod(12 * day.year + day.month - 1 + amount * (12 if unit == "years" else 1), 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError) as error:
        raise TermMalformed(f"{length(amount, unit)} na {dutch_date(day)} valt buiten de jaartelling.") from error


def one_length(lengths: dict[str, int]) -> tuple[int, str]:
    """The one length that is given, as amount and unit; raises `TermMalformed` when none, two or a negative one is."""
    match [(amount, unit) for unit, amount in lengths.items() if amount]:
        case [(amount, unit)] if amount > 0:
            return amount, unit
    raise TermMalformed("Een termijn heeft precies een lengte, van ten minste 1 dag, week, maand of jaar.")


def computed(
    event: date, amount: int, unit: str, *, basis: str, atw: bool, opening: str, suspensions: Iterable[Interval] = ()
) -> Term:
    """The one sum behind every term that counts forward: end, standing still, extension."""
    applies = atw and amount <= LONGEST[unit]
    plain_end = later(event, amount, unit)
    raw_end, counted = _with_suspensions(event, plain_end, union(suspensions), atw_applies=applies)
    deadline = _deadline(event, raw_end, atw_applies=applies)
    steps = [opening.format(dutch_date(event)), f"{length(amount, unit)} later is {dutch_date(plain_end)}."]
    steps += [*_stood_still(counted, raw_end), *moved(raw_end, deadline)]
    if not applies:
        steps.append(_why_no_extension(amount, unit))
    return finished(basis, event, amount, unit, raw_end, deadline, atw_applies=applies, steps=steps, suspended=counted)


def _with_suspensions(
    event: date, plain_end: date, suspensions: tuple[Interval, ...], *, atw_applies: bool
) -> tuple[date, tuple[Interval, ...]]:
    """The end, and the suspended days that count.

    A term can only stand still while it runs: from the day after the event through its deadline so far.
    """
    end, counted = plain_end, []
    for first, last in suspensions:
        running = (max(first, event + DAY), last)
        if running[0] <= last and running[0] <= _deadline(event, end, atw_applies=atw_applies):
            counted.append(running)
            end = later(end, days_in(running), "days")
    return end, tuple(counted)


def _deadline(event: date, raw_end: date, *, atw_applies: bool) -> date:
    """The end by Atw 2 and then by Atw 1(1), where the Atw applies.

    Atw 2: "Een [...] termijn van ten minste drie dagen wordt, zo nodig, zoveel verlengd, dat daarin ten minste twee
    dagen voorkomen die niet een zaterdag, zondag of algemeen erkende feestdag zijn."
    """
    if not atw_applies:
        return raw_end
    end = raw_end
    if (raw_end - event).days >= 3:
        for _ in range(2 - _working_days_up_to_two(event, raw_end)):
            end = next_working_day(end + DAY)
    return next_working_day(end)


def _working_days_up_to_two(event: date, raw_end: date) -> int:
    """How many working days a term contains; two is enough to know, also of a term that began before the calendar."""
    found, day = 0, raw_end
    while day > event and found < 2:
        found += is_working_day(day)
        day -= DAY
    return found


def _stood_still(counted: tuple[Interval, ...], raw_end: date) -> list[str]:
    if not counted:
        return []
    total = length(sum(map(days_in, counted)), "days")
    periods = listed([period(*interval) for interval in counted])
    return [f"De termijn stond {total} stil ({periods}).", f"Het einde wordt daardoor {dutch_date(raw_end)}."]


def moved(raw_end: date, deadline: date) -> list[str]:
    """Why an end moved, in sentences; none when it did not."""
    if deadline == raw_end:
        return []
    if reason := why_not_working(raw_end):
        return [
            f"{dutch_date(raw_end)} is {reason}.",
            f"De Algemene termijnenwet schuift het einde op naar {dutch_date(deadline)}.",
        ]
    return [
        "De termijn telt minder dan 2 werkdagen.",
        f"De Algemene termijnenwet schuift het einde op naar {dutch_date(deadline)}.",
    ]


def _why_no_extension(amount: int, unit: str) -> str:
    if amount <= LONGEST[unit]:
        return "De Algemene termijnenwet geldt niet voor deze termijn. Het einde schuift niet op."
    if unit == "years":
        return "Een termijn in jaren schuift niet op (Algemene termijnenwet, artikel 4)."
    return f"Een termijn van meer dan {length(LONGEST[unit], unit)} schuift niet op (Algemene termijnenwet, artikel 4)."


def finished(  # noqa: PLR0913 - the facts of a term; splitting them would only move the list.
    basis: str,
    event: date,
    amount: int,
    unit: str,
    raw_end: date,
    deadline: date,
    *,
    atw_applies: bool,
    steps: list[str],
    suspended: tuple[Interval, ...] = (),
) -> Term:
    """The term with its planning date, its total of suspended days and the last sentences of its sum."""
    plan_by = _plan_by(raw_end)
    steps.append(f"De laatste dag is {weekday_and_date(deadline)}.")
    if plan_by is None:
        steps.append(
            f"Een plandatum is er niet: de kalender met feestdagen loopt tot en met {dutch_date(coverage().last)}."
        )
    elif plan_by != deadline:
        steps.append(f"Plan het werk uiterlijk op {weekday_and_date(plan_by)}.")
    total = sum(map(days_in, suspended))
    return Term(basis, event, amount, unit, raw_end, deadline, plan_by, atw_applies, suspended, total, tuple(steps))


def _plan_by(raw_end: date) -> date | None:
    try:
        return previous_working_day(raw_end)
    except CalendarExhausted:
        return None
