"""The legal terms: the general term of the Algemene termijnenwet (Atw), then those of the Awb in order of article.

Every term carries the sum that explains it (`steps`, Dutch) and two dates: `deadline`, which letters quote, and
`plan_by`, on which work lists sort. Days are days in Europe/Amsterdam.
"""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from workflow.law.calendar import next_working_day, previous_working_day
from workflow.law.reckoning import Term, computed, finished, later, moved, one_length
from workflow.law.refusals import TermMalformed
from workflow.law.suspension import (
    Interval,
    advice_suspension,
    completion_suspension,
    consent_suspension,
    foreign_suspension,
    lapsed_suspension,
    standstill,
)
from workflow.law.wording import dutch_date, length

__all__ = [
    "Interval",
    "Term",
    "advice_suspension",
    "completion_suspension",
    "consent_suspension",
    "counted_back",
    "decision_term",
    "five_year_limit",
    "fixed_date",
    "foreign_suspension",
    "in_time",
    "lapsed_suspension",
    "objection_by_post",
    "objection_decision_term",
    "objection_term",
    "payment_suspension",
    "payment_term",
    "received_on",
    "reminder_term",
    "set_aside_term",
    "set_by_authority",
    "standstill",
    "term",
]

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def term(
    event: date,
    *,
    weeks: int = 0,
    months: int = 0,
    days: int = 0,
    years: int = 0,
    basis: str,
    atw: bool = True,
    opening: str = "De termijn gaat in na {}.",
) -> Term:
    """A term after an event, by Atw 1(1), 2 and 4. Exactly one unit; `atw=False` for a term that no law sets.

    Atw 1(1): "Een in een wet gestelde termijn die op een zaterdag, zondag of algemeen erkende feestdag eindigt,
    wordt verlengd tot en met de eerstvolgende dag die niet een zaterdag, zondag of algemeen erkende feestdag is."
    Raises `TermMalformed`, and `CalendarExhausted` when the Atw applies beyond the covered calendar.

    A term of six weeks that ends on Good Friday moves past Easter:

    >>> term(date(2026, 2, 20), weeks=6, basis="Awb 6:7").deadline
    datetime.date(2026, 4, 7)

    Thirteen weeks are too long for the Atw: the end stays on Easter Monday, the work is planned before it:

    >>> asv = term(date(2026, 1, 5), weeks=13, basis="ASV")
    >>> asv.deadline, asv.plan_by, asv.atw_applies
    (datetime.date(2026, 4, 6), datetime.date(2026, 4, 2), False)

    Three days from Christmas Eve must contain two working days:

    >>> term(date(2026, 12, 24), days=3, basis="Atw 2").deadline
    datetime.date(2026, 12, 29)

    Three months is the longest that moves; years never do, whatever `atw` says:

    >>> term(date(2025, 11, 30), months=3, basis="ASV").deadline
    datetime.date(2026, 3, 2)
    >>> term(date(2024, 5, 5), years=1, basis="ASV").deadline
    datetime.date(2025, 5, 5)
    """
    amount, unit = one_length({"weeks": weeks, "months": months, "days": days, "years": years})
    return computed(event, amount, unit, basis=basis, atw=atw, opening=opening)


def decision_term(
    received: date,
    *,
    weeks: int,
    basis: str,
    suspensions: Iterable[Interval] = (),
    opening: str = "Ontvangen op {}.",
    extended_weeks: int = 0,
) -> Term:
    """The term to decide on an application, Awb 4:13, with its suspensions of 4:15; up to 12 weeks the Atw extends it.

    "binnen de bij wettelijk voorschrift bepaalde termijn of, bij het ontbreken van zulk een termijn, binnen een
    redelijke termijn na ontvangst van de aanvraag". Days before the term began, and suspensions that begin after it
    has ended, do not count.

    >>> stop = (date(2026, 2, 17), date(2026, 3, 1))
    >>> asv = decision_term(date(2026, 2, 2), weeks=13, basis="ASV", suspensions=[stop])
    >>> asv.deadline, asv.plan_by, asv.suspension_days
    (datetime.date(2026, 5, 17), datetime.date(2026, 5, 13), 13)
    >>> print(*asv.steps, sep=chr(10))
    Ontvangen op 2 februari 2026.
    13 weken later is 4 mei 2026.
    De termijn stond 13 dagen stil (17 februari tot en met 1 maart 2026).
    Het einde wordt daardoor 17 mei 2026.
    Een termijn van meer dan 12 weken schuift niet op (Algemene termijnenwet, artikel 4).
    De laatste dag is zondag 17 mei 2026.
    Plan het werk uiterlijk op woensdag 13 mei 2026.

    Where a regulation lets the authority extend it (verdagen), the extended term is one term from the same day:

    >>> decision_term(date(2026, 2, 2), weeks=8, basis="ASV", extended_weeks=6).steps[:2]
    ('Ontvangen op 2 februari 2026. De termijn van 8 weken is met 6 weken verlengd.', '14 weken later is 11 mei 2026.')

    A suspension after the end revives nothing:

    >>> late = (date(2026, 6, 1), date(2026, 6, 9))
    >>> decision_term(date(2026, 2, 2), weeks=13, basis="ASV", suspensions=[late]).deadline
    datetime.date(2026, 5, 4)
    """
    amount, unit = one_length({"weeks": weeks + extended_weeks})
    if extended_weeks:
        opening += f" De termijn van {length(weeks, unit)} is met {length(extended_weeks, unit)} verlengd."
    return computed(received, amount, unit, basis=basis, atw=True, opening=opening, suspensions=suspensions)


def fixed_date(before: date, *, basis: str = "", atw: bool = False) -> Term:
    """A date in a regulation ("voor 1 oktober"): the last day is the day before.

    Moves only where the regulation applies the Atw to it.

    >>> fixed_date(date(2026, 10, 1)).deadline
    datetime.date(2026, 9, 30)
    >>> fixed_date(date(2026, 11, 1)).deadline, fixed_date(date(2026, 11, 1), atw=True).deadline
    (datetime.date(2026, 10, 31), datetime.date(2026, 11, 2))
    """
    last = later(before, -1, "days")
    deadline = next_working_day(last) if atw else last
    steps = [
        f"De termijn loopt tot {dutch_date(before)}. De laatste dag is dus {dutch_date(last)}.",
        *moved(last, deadline),
    ]
    if not atw:
        steps.append("Een vaste datum schuift niet op.")
    return finished(basis, before, 1, "days", last, deadline, atw_applies=atw, steps=steps)


def counted_back(before: date, weeks: int = 0, *, days: int = 0, basis: str = "Atw 1, lid 2") -> Term:
    """A term counted back from a day, which is never extended, Atw 1(2).

    "Het vorige lid geldt niet voor termijnen, bepaald door terugrekening vanaf een tijdstip of een gebeurtenis."
    Awb 4:60, "uiterlijk dertien weken voor de aanvang van het boekjaar":

    >>> counted_back(date(2027, 1, 1), 13, basis="Awb 4:60").deadline
    datetime.date(2026, 10, 2)

    Never extended, also when it ends on a Sunday:

    >>> back = counted_back(date(2026, 6, 21), 4)
    >>> back.deadline, back.plan_by
    (datetime.date(2026, 5, 24), datetime.date(2026, 5, 22))
    """
    amount, unit = one_length({"weeks": weeks, "days": days})
    last = later(before, -amount, unit)
    steps = [f"{length(amount, unit)} voor {dutch_date(before)} is {dutch_date(last)}."]
    steps.append("Een termijn die terugtelt, schuift niet op (Algemene termijnenwet, artikel 1, lid 2).")
    return finished(basis, before, amount, unit, last, last, atw_applies=False, steps=steps)


def set_by_authority(day: date) -> date:
    """A date that the authority sets in a letter: no statutory term, so it moves to the working day before.

    Raises `CalendarExhausted`.

    >>> set_by_authority(date(2026, 4, 6)), set_by_authority(date(2026, 4, 7))
    (datetime.date(2026, 4, 2), datetime.date(2026, 4, 7))
    """
    return previous_working_day(day)


def set_aside_term(repair_deadline: date | None = None, *, completed: date | None = None) -> Term:
    """The term to announce that an application is set aside, Awb 4:5(4).

    "bekendgemaakt binnen vier weken nadat de aanvraag is aangevuld of nadat de daarvoor gestelde termijn ongebruikt is
    verstreken". Exactly one of the two days; raises `TermMalformed` otherwise.

    >>> set_aside_term(repair_deadline=date(2026, 3, 2)).deadline, set_aside_term(completed=date(2026, 3, 9)).deadline
    (datetime.date(2026, 3, 30), datetime.date(2026, 4, 7))
    """
    if completed is not None and repair_deadline is None:
        return term(completed, weeks=4, basis="Awb 4:5, lid 4", opening="Aangevuld op {}.")
    if repair_deadline is None or completed is not None:
        raise TermMalformed("Geef de dag van de aanvulling of het einde van de hersteltermijn: een van de twee.")
    return term(repair_deadline, weeks=4, basis="Awb 4:5, lid 4", opening="De hersteltermijn eindigde op {}.")


def five_year_limit(announced_on: date) -> Term:
    """The last day to withdraw or lower a determination, Awb 4:49(3).

    "indien vijf jaren zijn verstreken sedert de dag waarop zij is bekendgemaakt". Years never move (Atw 4).

    >>> five_year_limit(date(2024, 2, 29)).deadline, five_year_limit(date(2026, 11, 16)).plan_by is None
    (datetime.date(2029, 2, 28), True)
    """
    return term(announced_on, years=5, basis="Awb 4:49, lid 3", opening="Bekendgemaakt op {}.")


def payment_suspension(notified: date, *, decided: date | None = None) -> Interval:
    """How long a serious suspicion stops the duty to pay, Awb 4:56; both ends count.

    "opgeschort met ingang van de dag waarop het bestuursorgaan [...] schriftelijk kennis geeft van het ernstige
    vermoeden [...] tot en met de dag waarop de beschikking [...] is bekendgemaakt of de dag waarop [...] dertien
    weken zijn verstreken". Thirteen weeks are too long for the Atw. `decided` is the day on which the withdrawal or
    change was announced, if it was.

    >>> payment_suspension(date(2026, 1, 5))
    (datetime.date(2026, 1, 5), datetime.date(2026, 4, 6))
    >>> payment_suspension(date(2026, 1, 5), decided=date(2026, 2, 2))
    (datetime.date(2026, 1, 5), datetime.date(2026, 2, 2))
    """
    last = later(notified, 13, "weeks")
    if decided is None:
        return notified, last
    if decided < notified:
        raise TermMalformed("De beschikking kan niet voor de kennisgeving zijn bekendgemaakt.")
    return notified, min(decided, last)


def payment_term(announced_on: date, *, weeks: int = 6, basis: str = "Awb 4:87, lid 1") -> Term:
    """The term to pay, Awb 4:87(1).

    "De betaling geschiedt binnen zes weken nadat de beschikking op de voorgeschreven wijze is bekendgemaakt".
    The account of the creditor must have been credited by then (4:89(3)), so `plan_by` is the safe value date. A
    regulation may set another number of weeks (4:87(2)).

    >>> payment_term(date(2026, 3, 24)).deadline, payment_term(date(2026, 3, 24)).plan_by
    (datetime.date(2026, 5, 6), datetime.date(2026, 5, 4))
    """
    return term(announced_on, weeks=weeks, basis=basis, opening="Bekendgemaakt op {}.")


def reminder_term(sent: date) -> Term:
    """The term of a reminder to pay, Awb 4:112(1).

    "tot betaling binnen twee weken, gerekend vanaf de dag na die waarop de aanmaning is toegezonden".

    >>> reminder_term(date(2026, 12, 11)).deadline
    datetime.date(2026, 12, 28)
    """
    return term(sent, weeks=2, basis="Awb 4:112, lid 1", opening="Toegezonden op {}.")


def objection_term(announced_on: date) -> Term:
    """The term to object, Awb 6:7 and 6:8(1).

    "bedraagt zes weken"; "met ingang van de dag na die waarop het besluit op de voorgeschreven wijze is
    bekendgemaakt", so not after its signature.

    >>> objection_term(date(2026, 3, 24)).deadline
    datetime.date(2026, 5, 6)
    """
    return term(announced_on, weeks=6, basis="Awb 6:7 en 6:8, lid 1", opening="Bekendgemaakt op {}.")


def objection_by_post(objection_term_end: date) -> Term:
    """The term in which an objection sent by post must arrive, Awb 6:9(2).

    "indien het voor het einde van de termijn ter post is bezorgd, mits het niet later dan een week na afloop van de
    termijn is ontvangen". `event` is the last day to post, `deadline` the last day to receive.

    >>> objection_by_post(date(2026, 4, 28)).deadline
    datetime.date(2026, 5, 6)
    """
    return term(objection_term_end, weeks=1, basis="Awb 6:9, lid 2", opening="Uiterlijk op de post op {}.")


def in_time(received_at: datetime, last_day: date) -> bool:
    """Whether something arrived before the end of the last day, Awb 6:9(1): until midnight in Amsterdam.

    "tijdig ingediend indien het voor het einde van de termijn is ontvangen".

    >>> from datetime import UTC
    >>> in_time(datetime(2026, 5, 6, 21, 59, 59, tzinfo=UTC), date(2026, 5, 6))
    True
    >>> in_time(datetime(2026, 5, 6, 22, 0, tzinfo=UTC), date(2026, 5, 6))
    False
    """
    return received_on(received_at) <= last_day


def received_on(received_at: datetime) -> date:
    """The day in Europe/Amsterdam on which an aware instant falls.

    Raises `TermMalformed` for an instant without a time zone.

    >>> received_on(datetime.fromisoformat("2026-01-31T23:30:00+00:00"))
    datetime.date(2026, 2, 1)
    """
    if received_at.tzinfo is None:
        raise TermMalformed("Een tijdstip zonder tijdzone zegt niet op welke dag het valt.")
    return received_at.astimezone(AMSTERDAM).date()


def objection_decision_term(
    objection_term_end: date, *, committee: bool = False, adjourned: bool = False, suspensions: Iterable[Interval] = ()
) -> Term:
    """The term to decide on an objection, Awb 7:10(1)-(3).

    "binnen zes weken of – indien een commissie als bedoeld in artikel 7:13 is ingesteld – binnen twaalf weken,
    gerekend vanaf de dag na die waarop de termijn voor het indienen van het bezwaarschrift is verstreken"; (3):
    "ten hoogste zes weken verdagen". An adjournment lengthens the one term; with a committee it is then longer than
    twelve weeks and no longer moves (our reading, the earlier date). `suspensions` are those of 7:10(2), see
    `completion_suspension`.

    >>> objection_decision_term(date(2026, 4, 28)).deadline
    datetime.date(2026, 6, 9)
    >>> objection_decision_term(date(2026, 4, 28), committee=True, adjourned=True).deadline
    datetime.date(2026, 9, 1)
    """
    weeks = (12 if committee else 6) + (6 if adjourned else 0)
    opening = "De bezwaartermijn eindigde op {}."
    return decision_term(objection_term_end, weeks=weeks, basis="Awb 7:10", suspensions=suspensions, opening=opening)
