"""What a step would bring about, in Dutch: states that change, letters, money, dates. Read from the same call that takes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext

from budgets import ledger
from budgets.models import Transfer
from documents.letters import from_json
from grants import saying
from grants.dates import TERMS
from grants.trail import Thing
from workflow.facts import Outcome, Set, Taken
from workflow.models import Deadline
from workflow.registry import MACHINES


@dataclass(frozen=True, slots=True)
class Moved:
    """One change: the step as a person calls it, on what, and from which state to which."""

    label: str
    thing: str
    before: str
    after: str
    times: int = 1


@dataclass(frozen=True, slots=True)
class Written:
    """One letter that would be written: its kind and canonical facts, and its heading."""

    kind: str
    facts: str
    title: str
    to: str


@dataclass(frozen=True, slots=True)
class Booked:
    """Money that would move: how a person calls it, in which book, how much."""

    what: str
    book: str
    amount_cents: int
    times: int = 1


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A legal term that would run: its name, last day, the sum that leads there and its article."""

    kind: str
    last_day: date
    plan_by: date | None
    sum: tuple[str, ...]
    article: str


@dataclass(frozen=True, slots=True)
class Consequences:
    """All that one act would do."""

    moved: tuple[Moved, ...]
    letters: tuple[Written, ...]
    money: tuple[Booked, ...]
    dates: tuple[Reckoned, ...]
    more_letters: int = 0


MOST = 12
"""Letters and dates that are shown one by one; of an act over a whole round the rest is counted."""


def consequences(outcome: Outcome, things: tuple[Thing, ...]) -> Consequences:
    """What an act that was not written would have done; what happens many times is said once."""
    names = {one.id: one.words for one in things}
    moved = Counter(_moved(taken, names.get(taken.change.subject, "")) for taken in outcome.taken if not _letter(taken))
    written = tuple(_letters(outcome))
    return Consequences(
        moved=tuple(replace(one, times=times) for one, times in moved.items()),
        letters=written[:MOST],
        money=tuple(_summed(_money(outcome.rows(Transfer)))),
        dates=tuple(_dates(outcome.rows(Deadline)))[:MOST],
        more_letters=len(written[MOST:]),
    )


def _summed(booked: Iterable[Booked]) -> Iterator[Booked]:
    """The same movement of money in the same book as one, with its sum."""
    alike: dict[tuple[str, str], list[int]] = {}
    for one in booked:
        alike.setdefault((one.what, one.book), []).append(one.amount_cents)
    yield from (Booked(what, book, sum(cents), len(cents)) for (what, book), cents in alike.items())


def _letter(taken: Taken) -> bool:
    return taken.change.machine == "letter"


def _moved(taken: Taken, thing: str) -> Moved:
    rules = MACHINES[taken.change.machine]
    words = rules.model.WORDS
    label = rules.model.declarations()[taken.change.action].label
    return Moved(label, thing, words.get(taken.state_before, ""), words.get(taken.state_after, ""))


def _letters(outcome: Outcome) -> Iterator[Written]:
    for taken in filter(_letter, outcome.taken):
        for product in taken.products:
            if isinstance(product, Set) and "facts" in product.values:
                kind, facts = product.values["kind"], product.values["facts"]
                letter = from_json(kind, facts)
                yield Written(kind, facts, letter.title, letter.head.addressee[0])


def _money(rows: list[Transfer]) -> Iterator[Booked]:
    """The entries on budget lines; the book of the ceiling counts the same euros a second time."""
    for row in rows:
        book = row.credit.book if row.debit.book == ledger.COUNCIL else row.debit.book
        if book.startswith(ledger.LINE):
            what = gettext(Transfer.Kind(row.kind).label)
            undone = gettext("%(booking)s ongedaan maken") % {"booking": what} if row.corrects_id else what
            yield Booked(undone, saying.book(book), row.amount_cents)


def _dates(rows: list[Deadline]) -> Iterator[Reckoned]:
    for row in sorted(rows, key=lambda one: one.legal_deadline):
        kind = TERMS.get(row.kind, row.kind)
        yield Reckoned(kind, row.legal_deadline, row.plan_by, tuple(row.explanation.split("\n")), row.article)
