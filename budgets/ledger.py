"""The ledger: the only writer of transfers and balances.

Money moves between the pots of a book in two phases. A draft decision reserves it, announcing the decision commits it,
and only then can it be advanced or paid; what is not used is released. A book is a budget line of one year, the legal
ceiling of a round (the same pots, so that both are guarded alike), or the council, from which all money comes.

No pot goes below zero, in the book as a whole or in one dossier. That is guarded three times: here, under a lock on the
accounts, with the sum that explains a refusal; by the condition of the one UPDATE; by a constraint of the database.
"""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Final

from django.db.models import BigIntegerField, Case, F, Model, Q, Sum, Value, When

from budgets.figures import amount_obstacle, euro
from budgets.models import LedgerAccount, Transfer
from budgets.models.ledger_account import account_id
from workflow.canonical import LARGEST
from workflow.errors import Obstacle, Refusal

Kind = Transfer.Kind
Pot = LedgerAccount.Pot

COUNCIL: Final = "council"
"""The book that all money comes from. Its one account is put once, before the first line."""

POTS: Final[Mapping[str, tuple[str, str]]] = {
    Kind.AUTHORISE: (Pot.COUNCIL, Pot.AVAILABLE),
    Kind.WITHDRAW: (Pot.AVAILABLE, Pot.COUNCIL),
    Kind.RESERVE: (Pot.AVAILABLE, Pot.RESERVED),
    Kind.UNRESERVE: (Pot.RESERVED, Pot.AVAILABLE),
    Kind.COMMIT: (Pot.RESERVED, Pot.COMMITTED),
    Kind.ADVANCE: (Pot.COMMITTED, Pot.ADVANCED),
    Kind.PAY: (Pot.COMMITTED, Pot.PAID),
    Kind.SETTLE_ADVANCE: (Pot.ADVANCED, Pot.PAID),
    Kind.RELEASE: (Pot.COMMITTED, Pot.AVAILABLE),
    Kind.RECLAIM: (Pot.ADVANCED, Pot.RECOVERABLE),
    Kind.RECLAIM_PAID: (Pot.PAID, Pot.RECOVERABLE),
    Kind.RECEIVE: (Pot.RECOVERABLE, Pot.AVAILABLE),
}
"""From which pot to which each kind of transfer moves money."""

SHARED: Final = frozenset({Pot.COUNCIL, Pot.AVAILABLE})
"""Pots that belong to no dossier; what stands in any other pot belongs to the dossier that put it there."""

CEILING, LINE = "ceiling:", "line:"


def ceiling_book(round_id: uuid.UUID) -> str:
    """The name of the book of the legal ceiling of a round; that of a budget line is `BudgetLine.book`."""
    return f"{CEILING}{round_id}"


def accounts_of(book: str) -> tuple[LedgerAccount, ...]:
    """The accounts of a new book, with nothing in them, to be put when the line or the round is recorded."""
    pots = [Pot.COUNCIL] if book == COUNCIL else [pot for pot in Pot if pot != Pot.COUNCIL]
    return tuple(_account(book, pot) for pot in pots)


def transfer(
    kind: str,
    book: str,
    amount_cents: int,
    *,
    stream: uuid.UUID,
    booked_on: date,
    decision: uuid.UUID | None = None,
    payment: uuid.UUID | None = None,
    attempt: int = 1,
) -> Transfer:
    """A new entry, not yet written: the kind says between which pots of the book the amount moves.

    `attempt` counts how often the payment was booked, those that were corrected since included.

    Raises:
        Refusal: `amount-invalid` when the amount is zero, negative or beyond 64 bits.
    """
    if obstacle := amount_obstacle(amount_cents):
        raise Refusal("malformed", obstacle)
    source, target = POTS[kind]
    return Transfer(
        kind=kind,
        debit=_account(COUNCIL if source == Pot.COUNCIL else book, source),
        credit=_account(COUNCIL if target == Pot.COUNCIL else book, target),
        amount_cents=amount_cents,
        stream_id=stream,
        decision=decision,
        payment=payment,
        attempt=attempt,
        booked_on=booked_on,
    )


def correction(mistake: Transfer, *, booked_on: date) -> Transfer:
    """The entry that undoes another, whole: a bank that sent a payment back, a booking on the wrong line.

    The accounts of the mistake must have been read with it.
    """
    assert mistake.corrects_id is None, "a correction is not corrected; book anew what should have stood there"
    return Transfer(
        kind=mistake.kind,
        debit=mistake.credit,
        credit=mistake.debit,
        amount_cents=mistake.amount_cents,
        stream_id=mistake.stream_id,
        decision=mistake.decision,
        payment=mistake.payment,
        attempt=mistake.attempt,
        booked_on=booked_on,
        corrects=mistake,
    )


def check(rows: Sequence[Transfer], pending: Mapping[type[Model], Sequence[Model]]) -> Obstacle | None:
    """Lock the accounts that entries touch and walk the entries in order: what the first that does not fit runs into.

    `pending` holds all rows that the act is about to insert, by model: accounts among them are new and empty. It takes
    at most two queries, whatever the number of entries. The streams of the entries must be locked already.
    """
    balances = _locked(rows) | {row.pk: 0 for row in pending.get(LedgerAccount, ())}
    for row in rows:
        for account in (row.debit, row.credit):
            if account.pk not in balances:
                return _unknown(account.book)
    held = _held(rows)
    for row in rows:
        if obstacle := _move(row, balances, held):
            return obstacle
    return None


def apply(rows: Sequence[Transfer]) -> None:
    """Bring the balances up to date with entries that were written: one UPDATE, which refuses to overdraw a pot.

    Raises:
        AssertionError: when an account is missing or would be overdrawn, because `check` was passed by; the act rolls
            back.
    """
    deltas: Counter[uuid.UUID] = Counter()
    for row in rows:
        deltas[row.debit_id] -= row.amount_cents
        deltas[row.credit_id] += row.amount_cents
    after = F("balance_cents") + Case(
        *(When(pk=account, then=Value(delta)) for account, delta in sorted(deltas.items())),
        output_field=BigIntegerField(),
    )
    touched = LedgerAccount.objects.annotate(after=after).filter(pk__in=deltas)
    changed = touched.filter(Q(pot=Pot.COUNCIL) | Q(after__gte=0)).update(balance_cents=after)
    assert changed == len(deltas), (
        f"{len(deltas) - changed} of {len(deltas)} accounts are missing or would be overdrawn"
    )


def fault_of_entry(row: Transfer, revised: bool) -> Obstacle | None:  # noqa: FBT001 - as a register asks.
    """An entry made by hand is an amount that the council makes available on a budget line; nothing else, and never another time."""
    made = transfer(Kind.AUTHORISE, row.credit.book, row.amount_cents, stream=row.stream_id, booked_on=row.booked_on)
    same = (row.kind, row.debit_id, row.credit_id, row.corrects_id) == (made.kind, made.debit_id, made.credit_id, None)
    if same and row.credit.book.startswith(LINE) and not revised:
        return None
    return Obstacle("entry-not-by-hand", "Met de hand boekt u alleen wat de raad beschikbaar stelt.", "Gemeentewet 189")


def fault_of_account(row: LedgerAccount, revised: bool) -> Obstacle | None:  # noqa: FBT001 - as a register asks.
    """An account is new and empty when it is entered; its balance is moved by entries alone."""
    if row.balance_cents == 0 and not revised:
        return None
    return Obstacle("account-not-empty", "Een rekening in het grootboek begint leeg.", "Gemeentewet 189")


def available(book: str) -> int:
    """What is still free in a book, in cents; 0 for a book that is not there."""
    return (
        LedgerAccount.objects.filter(pk=account_id(book, Pot.AVAILABLE)).aggregate(free=Sum("balance_cents"))["free"]
        or 0
    )


def positions(streams: Iterable[uuid.UUID]) -> dict[uuid.UUID, dict[str, dict[str, int]]]:
    """What each dossier has in its pots, in cents, by stream, book and pot; one query, books without anything left out."""
    mine = Transfer.objects.filter(stream__in=list(streams))
    put_in = mine.values_list("stream", "credit__book", "credit__pot").annotate(sum=Sum("amount_cents"))
    taken_out = mine.values_list("stream", "debit__book", "debit__pot").annotate(sum=-Sum("amount_cents"))
    found: dict[uuid.UUID, dict[str, dict[str, int]]] = {}
    for stream, book, pot, cents in put_in.union(taken_out, all=True):
        pots = found.setdefault(stream, {}).setdefault(book, {})
        if pot not in SHARED:
            pots[pot] = pots.get(pot, 0) + cents
    return found


def _account(book: str, pot: str) -> LedgerAccount:
    return LedgerAccount(id=account_id(book, pot), book=book, pot=pot)


def _locked(rows: Iterable[Transfer]) -> dict[uuid.UUID, int]:
    """The balances of the accounts that entries touch, locked in order of id: no two acts wait for each other."""
    touched = set(chain.from_iterable((row.debit_id, row.credit_id) for row in rows))
    locked = LedgerAccount.objects.select_for_update(no_key=True).filter(pk__in=touched).order_by("pk")
    return dict(locked.values_list("pk", "balance_cents"))


def _held(rows: Iterable[Transfer]) -> Counter[tuple[uuid.UUID, uuid.UUID]]:
    """What each dossier has in the pots that entries take from, by stream and account."""
    taken = {(row.stream_id, row.debit_id) for row in rows if row.debit.pot not in SHARED}
    held: Counter[tuple[uuid.UUID, uuid.UUID]] = Counter()
    if not taken:
        return held
    streams, accounts = ({pair[part] for pair in taken} for part in (0, 1))
    mine = Transfer.objects.filter(stream__in=streams)
    put_in = mine.filter(credit__in=accounts).values_list("stream", "credit").annotate(sum=Sum("amount_cents"))
    taken_out = mine.filter(debit__in=accounts).values_list("stream", "debit").annotate(sum=-Sum("amount_cents"))
    for stream, account, amount_cents in put_in.union(taken_out, all=True):
        held[stream, account] += amount_cents
    return held


def _move(row: Transfer, balances: dict[uuid.UUID, int], held: Counter[tuple[uuid.UUID, uuid.UUID]]) -> Obstacle | None:
    """Move one entry in memory, or say why it does not fit."""
    available = balances[row.debit_id]
    if row.debit.pot not in SHARED:
        available = min(available, held[row.stream_id, row.debit_id])
    if row.debit.pot != Pot.COUNCIL and available < row.amount_cents:
        return _overdrawn(row, available)
    balances[row.debit_id] -= row.amount_cents
    balances[row.credit_id] += row.amount_cents
    held[row.stream_id, row.debit_id] -= row.amount_cents
    held[row.stream_id, row.credit_id] += row.amount_cents
    if max(balances[row.credit_id], -balances[row.debit_id]) > LARGEST:
        return amount_obstacle(LARGEST + 1)
    return None


def _overdrawn(row: Transfer, available_cents: int) -> Obstacle:
    book, short_cents = row.debit.book, row.amount_cents - available_cents
    figures = f"{euro(available_cents)}, nodig is {euro(row.amount_cents)}: {euro(short_cents)} te weinig."
    detail: dict[str, object] = {
        "available_cents": available_cents,
        "asked_cents": row.amount_cents,
        "short_cents": short_cents,
        "book": book,
    }
    if row.debit.pot != Pot.AVAILABLE:
        pot = Pot(row.debit.pot).label
        return Obstacle("pot-exceeded", f"In {spoken(book)} is voor dit dossier {pot}: {figures}", detail=detail)
    if book.startswith(CEILING):
        sentence = f"Dit past niet onder {spoken(book)}: beschikbaar is {figures}"
        return Obstacle("ceiling-exceeded", sentence, "Awb 4:25, tweede lid", detail)
    sentence = f"Dit past niet in {spoken(book)}: beschikbaar is {figures}"
    return Obstacle("budget-exceeded", sentence, "Gemeentewet 189, derde lid", detail)


def _unknown(book: str) -> Obstacle:
    sentence = f"Het grootboek kent {spoken(book)} niet. Leg eerst de begrotingspost of het plafond vast."
    return Obstacle("unknown-book", sentence, detail={"book": book})


def line_of(book: str) -> tuple[str, int]:
    """The code and the calendar year of a budget line: what is booked on it is spent in that year (Gemeentewet 189)."""
    code, year = book.removeprefix(LINE).rsplit(":", 1)
    return code, int(year)


def year_of(book: str) -> int:
    """The calendar year of a budget line."""
    return line_of(book)[1]


def spoken(book: str) -> str:
    """A book as a person calls it: a budget line of a year, the ceiling of a round, or what the council has."""
    if book.startswith(LINE):
        code, year = line_of(book)
        return f"begrotingspost {code} van {year}"
    if book.startswith(CEILING):
        return "het plafond van de prijzen" if book.endswith(":prize") else "het subsidieplafond"
    return "de middelen van de raad"
