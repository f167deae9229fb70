"""The penalty for deciding too late: Awb 4:17 and 4:18."""

from dataclasses import dataclass, replace
from datetime import date

from workflow.law.calendar import DAY
from workflow.law.reckoning import Term, later, moved
from workflow.law.refusals import LawRefusal
from workflow.law.tables import table
from workflow.law.terms import term
from workflow.law.wording import dutch_date, euros, length

LONGEST_DAYS = 42
"""Awb 4:17(1): "doch voor ten hoogste 42 dagen"."""

DAYS_PER_STEP = 14


class TariffMissing(LawRefusal):
    """No tariff is known for the first penalty day."""

    code = "tariff-missing"
    article = "Awb 4:17, lid 2"


@dataclass(frozen=True, slots=True)
class LatePenalty:
    """A computed penalty; amounts in cents.

    `days` and `amount_cents` are what is due once the decision is announced; until then, the most that can become due.
    `first_penalty_day_without_atw` is the reading in which the two weeks do not move. `penalty_decision_by` is None
    when nothing is due. `premature` warns that the notice came before the term had ended.
    """

    first_penalty_day: date
    first_penalty_day_without_atw: date
    days: int
    amount_cents: int
    max_amount_cents: int
    day_42: date
    penalty_decision_by: date | None
    premature: bool
    steps: tuple[str, ...]


def tariff(first_penalty_day: date) -> tuple[int, int, int]:
    """Awb 4:17(2): cents per day for the first fourteen days, the next fourteen, the others. Raises `TariffMissing`.

    "De dwangsom bedraagt de eerste veertien dagen € 23 per dag, de daaropvolgende veertien dagen € 35 per dag en de
    overige dagen € 45 per dag."

    >>> tariff(date(2026, 6, 18)), tariff(date(2018, 12, 31))
    ((2300, 3500, 4500), (2000, 3000, 4000))
    """
    rows = [row for row in table("late_penalty")["tariff"] if row["valid_from"] <= first_penalty_day]
    if not rows:
        raise TariffMissing(f"Voor {dutch_date(first_penalty_day)} is geen bedrag van de dwangsom bekend.")
    low, middle, high = max(rows, key=lambda row: row["valid_from"])["per_day_cents"]
    return low, middle, high


def penalty_cents(days: int, per_day_cents: tuple[int, int, int]) -> int:
    """The penalty in cents over a number of days, of which at most 42 count.

    >>> [penalty_cents(days, (2300, 3500, 4500)) for days in (0, 14, 15, 28, 42, 43)]
    [0, 32200, 35700, 81200, 144200, 144200]
    """
    counted = min(days, LONGEST_DAYS)
    steps = (min(max(counted - start, 0), DAYS_PER_STEP) for start in (0, 14, 28))
    return sum(number * cents for number, cents in zip(steps, per_day_cents, strict=True))


def late_penalty(
    notice_received: date, *, decision_deadline: date | None = None, decision_announced: date | None = None
) -> LatePenalty:
    """The penalty after a notice of default, Awb 4:17(1)-(3), and the term to decide on it, 4:18.

    4:17(3): "De eerste dag waarover de dwangsom verschuldigd is, is de dag waarop twee weken zijn verstreken na de dag
    waarop de termijn voor het geven van de beschikking is verstreken en het bestuursorgaan van de aanvrager een
    schriftelijke ingebrekestelling heeft ontvangen." The day of announcement is not counted (our reading). The Atw
    moves the two weeks but not the 42 days (4:17(1)). Raises `TariffMissing` and `CalendarExhausted`.

    >>> found = late_penalty(date(2026, 6, 3), decision_deadline=date(2026, 5, 4), decision_announced=date(2026, 7, 8))
    >>> found.first_penalty_day, found.days, found.amount_cents
    (datetime.date(2026, 6, 18), 20, 53200)
    >>> found.day_42, found.penalty_decision_by
    (datetime.date(2026, 7, 29), datetime.date(2026, 7, 21))

    Two weeks that end on 5 May move; decided within them, nothing is due:

    >>> found = late_penalty(date(2026, 4, 21), decision_announced=date(2026, 5, 6))
    >>> found.first_penalty_day, found.first_penalty_day_without_atw, found.days, found.penalty_decision_by
    (datetime.date(2026, 5, 7), datetime.date(2026, 5, 6), 0, None)
    """
    start = max(notice_received, decision_deadline or notice_received)
    grace = term(start, weeks=2, basis="Awb 4:17, lid 3")
    first = grace.deadline + DAY
    per_day = tariff(first)
    days = LONGEST_DAYS if decision_announced is None else min(max((decision_announced - first).days, 0), LONGEST_DAYS)
    decision = term(later(first, days - 1, "days"), weeks=2, basis="Awb 4:18") if days else None
    found = LatePenalty(
        first_penalty_day=first,
        first_penalty_day_without_atw=grace.raw_end + DAY,
        days=days,
        amount_cents=penalty_cents(days, per_day),
        max_amount_cents=penalty_cents(LONGEST_DAYS, per_day),
        day_42=later(first, LONGEST_DAYS - 1, "days"),
        penalty_decision_by=decision.deadline if decision else None,
        premature=decision_deadline is not None and notice_received <= decision_deadline,
        steps=(),
    )
    return _explained(found, grace, notice_received, decision_announced)


def _explained(found: LatePenalty, grace: Term, notice: date, announced: date | None) -> LatePenalty:
    """The same penalty with its sum in Dutch."""
    steps = [f"De ingebrekestelling is ontvangen op {dutch_date(notice)}."]
    if found.premature:
        steps.append("Dat was voordat de beslistermijn voorbij was. Laat een jurist beoordelen of de brief geldig is.")
    steps.append(f"2 weken na {dutch_date(grace.event)} is {dutch_date(grace.raw_end)}.")
    steps += [*moved(grace.raw_end, grace.deadline), f"De dwangsom loopt vanaf {dutch_date(found.first_penalty_day)}."]
    steps.append(
        f"De beschikking is bekendgemaakt op {dutch_date(announced)}. Die dag telt niet mee."
        if announced
        else "Er is nog geen beschikking. Dit is het hoogste bedrag dat verschuldigd kan worden."
    )
    due = euros(found.amount_cents)
    steps.append(f"Over {length(found.days, 'days')} is dat {due}, van ten hoogste {euros(found.max_amount_cents)}.")
    if found.penalty_decision_by:
        steps.append(f"Het besluit over de dwangsom is er uiterlijk op {dutch_date(found.penalty_decision_by)}.")
    return replace(found, steps=tuple(steps))
