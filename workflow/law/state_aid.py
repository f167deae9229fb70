"""De-minimis aid: the ceiling over any period of three years and the register (Regulation (EU) 2023/2831)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from workflow.law.calendar import add_weekdays, add_working_days
from workflow.law.reckoning import later
from workflow.law.refusals import LawRefusal, checked_cents
from workflow.law.tables import table
from workflow.law.wording import dutch_date, euros


class CeilingMissing(LawRefusal):
    """No de-minimis ceiling is known for this kind of aid on this day."""

    code = "ceiling-missing"
    article = "Verordening (EU) 2023/2831, artikel 3, lid 2"


@dataclass(frozen=True, slots=True)
class DeMinimis:
    """Whether an award fits; amounts in cents. `window_from` is the first day of which aid still counts."""

    ceiling_cents: int
    used_cents: int
    headroom_cents: int
    allowed: bool
    window_from: date
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RegisterDates:
    """The last day to register an award.

    `conservative` passes over weekends only; `nl_holidays` also over Dutch holidays. `obligatory` is false for aid
    granted before the register existed.
    """

    conservative: date
    nl_holidays: date
    obligatory: bool
    steps: tuple[str, ...]


def de_minimis_ceiling(kind: str, on: date) -> int:
    """The ceiling in cents per single undertaking; kind is "general" or "general_interest". Raises `CeilingMissing`.

    >>> de_minimis_ceiling("general", date(2026, 6, 14)), de_minimis_ceiling("general_interest", date(2026, 6, 14))
    (30000000, 75000000)
    >>> de_minimis_ceiling("general", date(2031, 1, 1))
    Traceback (most recent call last):
    workflow.law.state_aid.CeilingMissing: Voor 1 januari 2031 is geen plafond voor de-minimissteun bekend.
    """
    for row in table("state_aid")["ceiling"]:
        if row["code"] == kind and row["valid_from"] <= on <= row["valid_through"]:
            return int(row["ceiling_cents"])
    raise CeilingMissing(f"Voor {dutch_date(on)} is geen plafond voor de-minimissteun bekend.")


def de_minimis(ceiling_cents: int, history: Iterable[tuple[date, int]], granted_on: date, cents: int) -> DeMinimis:
    """Whether aid fits under the ceiling over any period of three years, from day to day.

    `history` holds earlier aid to the single undertaking, all linked enterprises and authorities together, as (day,
    cents). Aid of exactly three years ago still counts, which is the safe reading. Aid dated after the award counts too
    where one period of three years holds both. Raises `AmountMalformed`.

    >>> earlier = [(date(2023, 6, 15), 12_000_000), (date(2024, 2, 1), 10_000_000)]
    >>> found = de_minimis(30_000_000, earlier, date(2026, 6, 14), 9_000_000)
    >>> found.allowed, found.headroom_cents
    (False, 8000000)
    >>> [de_minimis(30_000_000, earlier, date(2026, 6, day), 9_000_000).allowed for day in (15, 16)]
    [False, True]
    """
    checked_cents(ceiling_cents, "Het plafond")
    checked_cents(cents, "Het bedrag van de steun")
    rows = [(day, checked_cents(amount, "Eerdere steun")) for day, amount in history]
    days = [granted_on, *(day for day, _ in rows)]
    ends = [day for day in days if later(day, -3, "years") <= granted_on <= day]
    used = max(sum(amount for day, amount in rows if later(end, -3, "years") <= day <= end) for end in ends)
    headroom = max(ceiling_cents - used, 0)
    allowed = cents <= headroom
    window_from = later(granted_on, -3, "years")
    steps = (
        f"Steun vanaf {dutch_date(window_from)} telt mee.",
        f"In drie jaar is al {euros(used)} ontvangen, van ten hoogste {euros(ceiling_cents)}.",
        f"Er is ruimte voor {euros(headroom)}. Het gaat om {euros(cents)}.",
        "Dat past." if allowed else "Dat past niet.",
    )
    return DeMinimis(ceiling_cents, used, headroom, allowed, window_from, steps)


def register_by(granted_on: date) -> RegisterDates:
    """The last day to enter an award in the central register: twenty working days after the day it was granted.

    The Regulation counts working days without saying whose holidays, so both counts are given; plan on the earlier.
    Raises `CalendarExhausted`.

    >>> found = register_by(date(2026, 4, 20))
    >>> found.conservative, found.nl_holidays, found.obligatory
    (datetime.date(2026, 5, 18), datetime.date(2026, 5, 22), True)
    """
    register = table("state_aid")["register"]
    number = register["working_days"]
    dutch = add_working_days(granted_on, number)
    safe = add_weekdays(granted_on, number)
    steps = (
        f"Verleend op {dutch_date(granted_on)}. Registreren moet binnen {number} werkdagen.",
        f"Zonder feestdagen is dat {dutch_date(safe)}, met Nederlandse feestdagen {dutch_date(dutch)}.",
    )
    return RegisterDates(safe, dutch, granted_on >= register["valid_from"], steps)
