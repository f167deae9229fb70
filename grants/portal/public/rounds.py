"""A round as a visitor sees it: whether one can apply and until when, how much there is at most, and what is left of the pot."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext, gettext_noop, ngettext

from budgets.models import LedgerAccount
from grants import saying
from grants.allocation import FirstCome, FixedList, Formula, Lottery, Need, ProRata, Tender
from grants.allocation.words import for_round
from grants.models import Round
from grants.models.scheme import scheme_of
from grants.portal.bars import WIDE
from grants.portal.public import applying
from grants.portal.ranking.rules import how
from grants.windows import OPEN, when
from workflow import clock
from workflow.scheme import Allocation, RoundRule, Scheme

REMEMBERED = timedelta(days=400)
"""How long after its end a round is still told of in the catalogue."""

Pot = LedgerAccount.Pot


@dataclass(frozen=True, slots=True)
class Money:
    """The pot of a round, in cents: all of it, and what no announced decision gave away yet.

    What a draft holds counts as left. A draft has no effect (Awb 3:40), and nobody should read from a pot what is being drafted.
    """

    total_cents: int
    left_cents: int
    ceiling_cents: int

    @property
    def width(self) -> int:
        """How far the bar of what is left is drawn."""
        return WIDE * self.left_cents // self.total_cents if self.total_cents else 0

    @property
    def brought_over(self) -> bool:
        """Whether earlier rounds left some of it."""
        return self.total_cents > self.ceiling_cents


@dataclass(frozen=True, slots=True)
class Shown:
    """One round that was announced, under its scheme, at this moment."""

    round: Round
    scheme: Scheme
    when: str
    money: Money | None

    @property
    def rule(self) -> RoundRule:
        """What the scheme says of rounds of this kind."""
        return self.scheme.round_rule(self.round.rule)

    @property
    def allocation(self) -> Allocation:
        """The rule by which this round divides its money, with its own figures."""
        return for_round(self.rule.allocation, self.round.figures)

    @property
    def first_goes(self) -> str:
        """Who goes first, in one short sentence."""
        return gettext(FIRST[type(self.allocation)])

    @property
    def how(self) -> tuple[str, ...]:
        """The rule of division in full."""
        return how(self.allocation, self.scheme)

    @property
    def most(self) -> list[str]:
        """How much one gets at most, in sentences."""
        return list(_most(self.allocation, self.round.figures))

    @property
    def closes_on(self) -> date:
        """The last day on which one can apply."""
        return clock.last_day_of(self.round.closes_at)

    @property
    def opens_on(self) -> date:
        """The first day on which one can apply."""
        return clock.day_of(self.round.opens_at)

    @property
    def decided(self) -> str:
        """When one hears what was decided."""
        weeks, kind = self.rule.decision_term_weeks, self.rule.decision_term_from
        said = DECIDED[kind](weeks)
        return said % {"weeks": weeks}

    @property
    def start(self) -> str:
        """Where one applies; "" when one cannot do so now, or not on screen."""
        return applying.start_of(self.round.code) if self.when == OPEN else ""


FIRST: Mapping[type[Allocation], str] = {
    FirstCome: gettext_noop("Wie het eerst compleet is, gaat voor."),
    Tender: gettext_noop("De plannen met de meeste punten gaan voor."),
    Need: gettext_noop("Wie het werk het hardst nodig heeft, gaat voor."),
    Formula: gettext_noop("Iedereen krijgt een bedrag dat wij uitrekenen."),
    Lottery: gettext_noop("Het lot wijst aan wie voorgaat."),
    ProRata: gettext_noop("Iedereen krijgt hetzelfde deel van wat is gevraagd."),
    FixedList: gettext_noop("Alleen voor wie in de regeling staat."),
}

DECIDED: Mapping[str, Callable[[int], str]] = {
    "received": lambda weeks: ngettext(
        "Wij besluiten binnen %(weeks)s week nadat wij uw aanvraag kregen.",
        "Wij besluiten binnen %(weeks)s weken nadat wij uw aanvraag kregen.",
        weeks,
    ),
    "closes": lambda weeks: ngettext(
        "Wij besluiten binnen %(weeks)s week nadat de ronde sluit.",
        "Wij besluiten binnen %(weeks)s weken nadat de ronde sluit.",
        weeks,
    ),
}


def announced() -> QuerySet[Round]:
    """The rounds that were announced, the last to close first."""
    return Round.objects.exclude(state__in=Round.UNANNOUNCED).order_by("-closes_at", "code")


def shown(rounds: Sequence[Round]) -> list[Shown]:
    """Rounds as they are now, in their order; one query for their pots."""
    now, held = clock.now(), _held([one.ceiling_book for one in rounds])
    return [
        Shown(one, scheme_of(one.scheme_version_id), when(one, now), _money(one, held.get(one.ceiling_book)))
        for one in rounds
    ]


def _held(books: Sequence[str]) -> dict[str, dict[str, int]]:
    """What stands in each pot of these books, from the balances that the ledger keeps."""
    found: dict[str, dict[str, int]] = {}
    rows = LedgerAccount.objects.filter(book__in=books).values_list("book", "pot", "balance_cents")
    for book, pot, cents in rows:
        found.setdefault(book, {})[pot] = cents
    return found


def _money(round_: Round, pots: Mapping[str, int] | None) -> Money | None:
    if pots is None:
        return None
    left = pots.get(Pot.AVAILABLE, 0) + pots.get(Pot.RESERVED, 0)
    return Money(sum(pots.values()), left, round_.ceiling_cents)


def _most(allocation: Allocation, figures: Mapping[str, Any]) -> Sequence[str]:
    """The sentences about how much there is at most, from the figures that the guards of a round read."""
    if isinstance(allocation, Formula):
        return (gettext("Hoeveel u krijgt, rekenen wij voor u uit."),)
    said = []
    if "maximum_cents" in figures:
        said.append(gettext("U krijgt hoogstens %(amount)s.") % {"amount": saying.whole_euro(figures["maximum_cents"])})
    share = figures.get("share", figures.get("funding_share"))
    if share is not None:
        said.append(gettext("Wij betalen hoogstens %(share)s van de kosten.") % {"share": percent(share)})
    if "full_up_to_cents" in figures and "share_above" in figures:
        amount, above = saying.whole_euro(figures["full_up_to_cents"]), percent(figures["share_above"])
        said.append(
            gettext("Van het deel boven %(amount)s betalen wij %(share)s.") % {"amount": amount, "share": above}
        )
    return said


def percent(share: Fraction) -> str:
    """A share as a percentage, with one decimal where there is one.

    >>> percent(Fraction(3, 5))
    '60%'
    """
    tenths = round(share * 1000)
    return f"{tenths // 10}%" if tenths % 10 == 0 else f"{saying.tenth(tenths)}%"
