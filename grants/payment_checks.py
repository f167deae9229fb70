"""What is looked at before money leaves: each point with a sentence, whether all is well, and whether it keeps the door shut. Pure."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from budgets import ledger
from grants.payment_rule import PaymentRule
from workflow.law.terms import objection_term
from workflow.law.wording import dutch_date

CHECKS: dict[str, str] = {
    "no-bank-account": "geen rekening",
    "account-changed": "rekening is veranderd",
    "account-not-verified": "naam en nummer zijn niet vergeleken",
    "name-differs": "naam op de rekening wijkt af",
    "probable-duplicate": "zelfde bedrag, zelfde ontvanger",
    "payments-suspended": "betaling opgeschort",
    "not-payable-yet": "pas na de vaststelling",
    "line-of-a-later-year": "geld van een later jaar",
}
"""What may be noticed of a payment, in a few Dutch words. Some are a reason to look, others keep the door shut."""

SHUT = frozenset({"no-bank-account", "payments-suspended", "not-payable-yet", "line-of-a-later-year"})


class Weight(StrEnum):
    """What a finding asks of who reads it: nothing, to know it, to look first, or to wait."""

    FINE = "fine"
    KNOW = "know"
    LOOK = "look"
    SHUT = "shut"


@dataclass(frozen=True, slots=True)
class Finding:
    """One point that was looked at: its code, its weight, and what was found as a Dutch sentence."""

    code: str
    weight: Weight
    sentence: str

    @property
    def noticed(self) -> bool:
        """Whether somebody has to look, or has to wait."""
        return self.weight in (Weight.LOOK, Weight.SHUT)


@dataclass(frozen=True, slots=True)
class Twin:
    """A payment of the same amount to the same account or party: made in whichever dossier, or still due in another."""

    day: date
    stream: uuid.UUID
    reference: str
    made: bool


@dataclass(frozen=True, slots=True)
class Looked:
    """What is looked at: the account with its holder, who applied, the decision, the budget line, and payments that look the same.

    `holder` is None without an account, `name` when a person applied for themselves. `changed_on` is when the account became another one.
    """

    holder: str | None
    name: str | None
    verified_on: date | None
    changed_on: date | None
    announced_on: date
    book: str
    suspended_through: date | None
    after_determination: bool
    twins: tuple[Twin, ...]
    rule: PaymentRule
    today: date


def findings(looked: Looked) -> tuple[Finding, ...]:
    """Every point in a fixed order."""
    return tuple(_findings(looked))


def _findings(looked: Looked) -> Iterator[Finding]:
    if looked.holder is None:
        yield Finding("no-bank-account", Weight.SHUT, "De ontvanger heeft nog geen rekening opgegeven.")
    else:
        yield _changed(looked.changed_on, looked.rule.changed_days, looked.today)
        yield _verified(looked.verified_on)
        if looked.name is not None:
            yield _named(looked.holder, looked.name)
        yield _double(looked.twins, looked.rule.duplicate_days)
    if looked.suspended_through and looked.suspended_through >= looked.today:
        sentence = f"Betalen is gestopt tot en met {dutch_date(looked.suspended_through)}."
        yield Finding("payments-suspended", Weight.SHUT, sentence)
    if looked.after_determination:
        yield Finding("not-payable-yet", Weight.SHUT, "Dit deel betaalt u na de vaststelling.")
    yield _objection(looked.announced_on, looked.today)
    yield _line(looked.book, looked.today)


def _changed(changed_on: date | None, days: int, today: date) -> Finding:
    if changed_on is None or changed_on + timedelta(days=days) < today:
        return Finding("account-same", Weight.FINE, f"De rekening is de laatste {days} dagen niet veranderd.")
    sentence = f"De rekening is op {dutch_date(changed_on)} veranderd, in de laatste {days} dagen."
    return Finding("account-changed", Weight.LOOK, sentence)


def _verified(verified_on: date | None) -> Finding:
    if verified_on is None:
        return Finding("account-not-verified", Weight.LOOK, "Naam en nummer zijn nog niet vergeleken.")
    return Finding("account-verified", Weight.FINE, f"Naam en nummer zijn vergeleken op {dutch_date(verified_on)}.")


def _named(holder: str, name: str) -> Finding:
    if same_name(holder, name):
        return Finding("name-same", Weight.FINE, "De rekening staat op naam van de aanvrager.")
    sentence = f"De rekening staat op naam van ‘{holder}’, de aanvrager heet ‘{name}’."
    return Finding("name-differs", Weight.LOOK, sentence)


def _double(twins: tuple[Twin, ...], days: int) -> Finding:
    if not twins:
        return Finding("no-duplicate", Weight.FINE, f"Binnen {days} dagen is er geen zelfde bedrag aan deze ontvanger.")
    first = min(twins, key=lambda one: (one.day, one.reference))
    how = "is al een betaling gemaakt" if first.made else "staat ook op de lijst"
    return Finding(
        "probable-duplicate", Weight.LOOK, f"Hetzelfde bedrag aan deze ontvanger {how}: dossier {first.reference}."
    )


@lru_cache(maxsize=1_000)  # Many decisions are announced on one day, and a term takes many working days to count.
def _objection(announced_on: date, today: date) -> Finding:
    """An objection does not hold up the payment (Awb 6:16), so that its term is something to know and no more."""
    last = objection_term(announced_on).deadline
    if last < today:
        return Finding("objection-over", Weight.FINE, f"De termijn voor bezwaar eindigde op {dutch_date(last)}.")
    sentence = f"Bezwaar kan nog tot en met {dutch_date(last)}. De betaling wacht daar niet op (Awb 6:16)."
    return Finding("objection-open", Weight.KNOW, sentence)


def _line(book: str, today: date) -> Finding:
    told = ledger.spoken(book)
    year = ledger.year_of(book)
    if year == today.year:
        return Finding("line-of-this-year", Weight.FINE, f"Het geld komt van {told}.")
    if year > today.year:
        sentence = f"Het geld komt van {told}. U kunt dit vanaf 1 januari {year} betalen."
        return Finding("line-of-a-later-year", Weight.SHUT, sentence)
    return Finding("line-of-another-year", Weight.KNOW, f"Het geld komt van {told}, niet van dit jaar.")


def same_name(holder: str, name: str) -> bool:
    """Whether two names are one as far as letters and digits go, one perhaps shorter than the other.

    >>> same_name("Stichting Dorpshuis De Brug", "St. Dorpshuis de Brug"), same_name("Buren", "Buren van de straat")
    (False, True)
    """
    one, other = (re.sub(r"\W", "", text).casefold() for text in (holder, name))
    return bool(one and other) and (one in other or other in one)


def twins(rows: Iterable[Twin], day: date, stream: uuid.UUID, days: int) -> tuple[Twin, ...]:
    """Of payments of the same amount to the same recipient those that lie so near that they may be the same one.

    What is due in the same dossier is another part of the same decision, and no double.
    """
    near = (one for one in rows if abs((one.day - day).days) <= days)
    return tuple(one for one in near if one.made or one.stream != stream)
