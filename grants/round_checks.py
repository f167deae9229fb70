"""What is looked at while a round is prepared: pure, and each answer is a sentence with its article.

The door refuses what the law forbids. The rest is advice: it may be right to publish a ceiling above what is free on a budget line that
the council has not adopted yet (Awb 4:28), as long as somebody saw it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from budgets.figures import euro
from grants.payloads import RoundPlan
from workflow.clock import day_of, last_day_of
from workflow.law.calendar import coverage, why_not_working
from workflow.law.wording import dutch_date
from workflow.scheme import RoundRule

GOOD, LOOK, STOP = "goed", "let-op", "kan-niet"
"""How a check ends: in order, something to look at, or something that the door refuses."""

WHOLE = 100


@dataclass(frozen=True, slots=True)
class Line:
    """The budget line behind a ceiling: name, year, what is free after what other rounds may still give, and whether it is adopted."""

    name: str
    year: int
    free_cents: int
    adopted: bool


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at, how it ended, and on which article it rests."""

    end: str
    sentence: str
    article: str = ""


def checks(plan: RoundPlan, rule: RoundRule, line: Line | None, now: datetime) -> tuple[Check, ...]:
    """Every check of a plan, in the order in which one thinks of a round: money, time, weights, dates.

    `line` is the budget line of the ceiling (None: there is none by that name), `now` the moment at which the round is prepared.
    """
    return (
        *_money(plan, line),
        _announced(plan, now),
        *_window(plan, now),
        _term(plan, rule),
        *_weights(plan),
        *_prizes(plan),
        *_after(plan, rule),
    )


def _money(plan: RoundPlan, line: Line | None) -> Iterator[Check]:
    if line is None:
        yield Check(STOP, "Wij kennen deze begrotingspost niet.", "Gemeentewet 189")
        return
    short = plan.ceiling_cents - line.free_cents
    if plan.ceiling_cents <= 0:
        yield Check(STOP, "Een ronde heeft een plafond boven nul.", "Awb 4:25, eerste lid")
    elif short > 0:
        yield Check(
            LOOK,
            f"Op {line.name} is {euro(max(0, line.free_cents))} vrij. Het plafond is {euro(short)} hoger.",
            "Awb 4:25, eerste lid",
        )
    else:
        yield Check(GOOD, f"Het plafond past: op {line.name} is {euro(line.free_cents)} vrij.", "Awb 4:25, eerste lid")
    year = day_of(plan.opens_at).year
    if not year <= line.year <= last_day_of(plan.closes_at).year:
        yield Check(LOOK, f"De post is van {line.year}. De ronde begint in {year}.", "Gemeentewet 189")
    if line.adopted:
        yield Check(GOOD, "De raad heeft deze begroting vastgesteld.", "Awb 4:34")
    elif plan.parameters.get("budget_caveat"):
        yield Check(GOOD, "De begroting is nog niet vastgesteld. Dat staat bij het plafond.", "Awb 4:28")
    else:
        yield Check(LOOK, "De begroting is nog niet vastgesteld. Zeg dat bij het plafond.", "Awb 4:28, 4:34")


def _announced(plan: RoundPlan, now: datetime) -> Check:
    """The ceiling is announced before the period begins for which it is set (Awb 4:27, eerste lid)."""
    opens = dutch_date(day_of(plan.opens_at))
    if now <= plan.opens_at:
        return Check(GOOD, f"U kunt het plafond nog bekendmaken voor {opens}.", "Awb 4:27, eerste lid")
    return Check(STOP, f"De ronde begon op {opens}. Het plafond komt dan te laat.", "Awb 4:27, eerste lid")


def _window(plan: RoundPlan, now: datetime) -> Iterator[Check]:
    """The last day: after the first, to come, and a day on which somebody is at work (as the Algemene termijnenwet has it for terms)."""
    last = last_day_of(plan.closes_at)
    if plan.closes_at <= plan.opens_at:
        yield Check(STOP, "De ronde sluit voor zij opengaat.")
    elif plan.closes_at <= now:
        yield Check(STOP, f"De laatste dag, {dutch_date(last)}, is al voorbij.")
    elif last not in coverage():
        yield Check(LOOK, f"Wij weten nog niet of {dutch_date(last)} een vrije dag is.", "Algemene termijnenwet 3")
    elif why := why_not_working(last):
        yield Check(LOOK, f"De laatste dag, {dutch_date(last)}, is {why}.", "Algemene termijnenwet 1")
    else:
        yield Check(GOOD, f"De laatste dag, {dutch_date(last)}, is een werkdag.", "Algemene termijnenwet 1")


def _decided(plan: RoundPlan, rule: RoundRule) -> date:
    """The day by which the last application is decided on, before any extension."""
    return last_day_of(plan.closes_at) + timedelta(weeks=rule.decision_term_weeks)


def _term(plan: RoundPlan, rule: RoundRule) -> Check:
    """The calendar knows the free days up to the end of the last term to decide."""
    last, known = _decided(plan, rule), coverage().last
    article = "Awb 4:13, eerste lid; Algemene termijnenwet 3"
    if last <= known:
        return Check(GOOD, f"Wie het laatst komt, hoort het uiterlijk {dutch_date(last)}.", article)
    return Check(
        LOOK, f"De laatste termijn loopt tot {dutch_date(last)}. Onze kalender stopt op {dutch_date(known)}.", article
    )


def _weights(plan: RoundPlan) -> Iterator[Check]:
    weights = plan.parameters.get("weights") or {}
    total = sum(weights.values())
    if weights and (total != WHOLE or min(weights.values()) <= 0):
        yield Check(STOP, f"De gewichten zijn samen {total}. Ze moeten samen {WHOLE} zijn.", "Awb 4:26")
    elif weights:
        yield Check(GOOD, f"De gewichten zijn samen {WHOLE}.", "Awb 4:26")


def _prizes(plan: RoundPlan) -> Iterator[Check]:
    prizes = plan.parameters.get("prizes_cents")
    if not prizes:
        return
    total = sum(prizes)
    if not plan.prize_book:
        yield Check(LOOK, "Kies de post waar de prijzen uit komen.")
    if total == plan.prize_ceiling_cents:
        yield Check(GOOD, f"De prijzen zijn samen {euro(total)}, net als hun plafond.", "Awb 4:25, eerste lid")
    else:
        yield Check(
            LOOK,
            f"De prijzen zijn samen {euro(total)}. Hun plafond is {euro(plan.prize_ceiling_cents)}.",
            "Awb 4:25, eerste lid",
        )


def _after(plan: RoundPlan, rule: RoundRule) -> Iterator[Check]:
    """Days that the round sets for later come after the last decision, and in their order."""
    through, accounts = (plan.parameters.get(name) for name in ("execution_through", "accounts_due"))
    if not isinstance(through, date):
        return
    last = _decided(plan, rule)
    if through <= last:
        yield Check(
            LOOK, f"Plannen zijn klaar op {dutch_date(through)}. Het laatste besluit kan op {dutch_date(last)} vallen."
        )
    else:
        yield Check(GOOD, f"Na het laatste besluit is er tijd tot {dutch_date(through)}.")
    if isinstance(accounts, date) and accounts <= through:
        yield Check(
            LOOK, f"De verantwoording is er uiterlijk {dutch_date(accounts)}, nog voor het plan klaar is.", "Awb 4:45"
        )
