"""An explanation as lines of Dutch for a person at a keyboard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import groupby

from budgets import ledger
from budgets.figures import euro
from budgets.models import LedgerAccount
from grants.dates import PART_WORDS
from grants.explanation import Explanation
from grants.one_euro import Entry
from grants.told import Told
from workflow.law.wording import dutch_date

MACHINE_WORDS = {
    "account_change": "rekening",
    "assessment": "beoordeling",
    "check": "controle",
    "contact_note": "gesprek",
    "decision": "besluit",
    "handling": "behandelaar",
    "help_request": "vraag om hulp",
    "inspection": "inspectie",
    "letter": "brief",
    "message": "bericht",
    "objection": "bezwaar",
    "obligation": "verplichting",
    "party_change": "naam of opvolger",
    "payment": "betaling",
    "report": "verslag",
}
"""What a person calls each machine that can stand in a dossier."""


def lines(found: Explanation, *, trail: bool = True) -> Iterator[str]:
    """All of it, under headings."""
    yield f"{found.reference}: {found.title}"
    yield f"Stand: {found.state}."
    yield from found.notes
    by = f" Uiterlijk op {dutch_date(found.turn.by)}." if found.turn.by else ""
    yield f"Aan de beurt: {found.turn.who}. {found.turn.what}{by}"
    yield from _steps(found)
    yield from _dates(found)
    yield from _money(found)
    if trail:
        yield from ("", "Wat er gebeurde")
        for one in found.trail:
            moved = f" ({one.before or 'nieuw'} → {one.after})" if one.before != one.after else ""
            yield f"  {one.at}  {one.who}: {one.what}{moved}"


def _steps(found: Explanation) -> Iterator[str]:
    """Open steps one by one, the others under what is in their way; what is there several times in one line with its number."""
    yield from ("", "Stappen die nu kunnen")
    opened = Counter(f"{_step(one)} – door: {_who(one)}" for one in found.steps if one.open)
    yield from (f"  + {said}{_times(count)}" for said, count in opened.items())
    yield from ("", "Stappen die nu niet kunnen, en waarom")
    for why, steps in _blocked(found).items():
        yield f"  - {why}"
        yield from (f"      {said}{_times(count)}" for said, count in steps.items())


def _blocked(found: Explanation) -> dict[str, Counter[str]]:
    """The steps that are not open, by the sentences that say why."""
    reasons: dict[str, Counter[str]] = {}
    for one in found.steps:
        if not one.open:
            reasons.setdefault(" ".join(one.why), Counter())[f"{_step(one)} – door: {_who(one)}"] += 1
    return reasons


def _times(count: int) -> str:
    return f" ({count}×)" if count > 1 else ""


def _who(one: Told) -> str:
    return ", ".join(one.roles) or "volgt vanzelf"


def _step(one: Told) -> str:
    return one.label if one.machine == "application" else f"{one.label} [{MACHINE_WORDS[one.machine]}, {one.state}]"


def _dates(found: Explanation) -> Iterator[str]:
    yield from ("", "Data, met de som")
    for one in found.dates:
        plan = f", plan voor {dutch_date(one.plan_by)}" if one.plan_by and one.plan_by != one.last_day else ""
        yield f"  {one.kind}: uiterlijk {dutch_date(one.last_day)}{plan} ({one.article})"
        yield from (f"      {line}" for line in one.sum)


def _money(found: Explanation) -> Iterator[str]:
    yield from ("", "Geld van dit dossier")
    if not found.money:
        yield "  Er is nog niets gereserveerd."
    for book, pots in sorted(found.money.items()):
        shown = ", ".join(f"{LedgerAccount.Pot(pot).label} {euro(cents)}" for pot, cents in sorted(pots.items()))
        yield f"  {ledger.spoken(book)}: {shown or 'niets'}"
    for kind, cents, by in found.due:
        yield f"  nog te betalen: {euro(cents)} ({PART_WORDS[kind]}), {_by(by)}"


def _by(day: date | None) -> str:
    return f"uiterlijk {dutch_date(day)}" if day else "na de vaststelling"


def followed(entries: tuple[Entry, ...]) -> Iterator[str]:
    """One euro, entry by entry, as a drawing of text: a block per act, with the letters that went out with it."""
    for (day, role, decision, letters), block in groupby(
        entries, key=lambda one: (one.booked_on, one.role, one.decision, one.letters)
    ):
        yield f"  {dutch_date(day)} – {role}{f': {decision}' if decision else ''}"
        for one in block:
            moved = f"{one.source:>12} ──► {one.target:<17}"
            yield f"      {moved} {euro(one.amount_cents):>14}   {ledger.spoken(one.book)}"
        yield from (f"      brief: {letter}" for letter in letters)
