"""The budget lines that a ceiling can stand on, with what is free on each after what other rounds may still give from it."""

from __future__ import annotations

from collections import Counter

from django.utils.translation import gettext

from budgets.models import BudgetLine, LedgerAccount
from grants.models import Round
from grants.round_checks import Line

RUNNING = (Round.OPENED, Round.CLOSED)


def lines(but: Round | None = None) -> dict[str, Line]:
    """Every budget line by its book, the newest year first; three queries at any size. What `but` would give counts as free."""
    rounds = [one for one in Round.objects.filter(state__in=(Round.PREPARED, *RUNNING)) if one != but]
    pairs = [pair for one in rounds for pair in _books(one)]
    known = BudgetLine.objects.order_by("-year", "code")
    free = LedgerAccount.objects.filter(pot=LedgerAccount.Pot.AVAILABLE)
    left = dict(
        free.filter(book__in=[ceiling for _, ceiling, _, _ in pairs] + [one.book for one in known]).values_list(
            "book", "balance_cents"
        )
    )
    promised: Counter[str] = Counter()
    for book, ceiling, cents, is_open in pairs:
        promised[book] += left.get(ceiling, 0) if is_open else cents
    return {
        one.book: Line(
            gettext("%(code)s van %(year)s: %(name)s") % {"code": one.code, "year": one.year, "name": one.name},
            one.year,
            left.get(one.book, 0) - promised[one.book],
            one.adopted,
        )
        for one in known
    }


def _books(one: Round) -> list[tuple[str, str, int, bool]]:
    """The lines that a round may draw on: each with the book of its ceiling, the ceiling, and whether that is in force."""
    is_open = one.state in RUNNING
    return [
        (one.book, one.ceiling_book, one.ceiling_cents, is_open),
        (one.prize_book, one.prize_ceiling_book, one.prize_ceiling_cents, is_open),
    ]
