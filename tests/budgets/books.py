"""A small writer for tests of the ledger alone: checks, inserts and applies as the door's store does."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from django.db import connection

from budgets import ledger
from budgets.models import LedgerAccount, Transfer
from workflow import triggers
from workflow.errors import Obstacle
from workflow.models import Stream

DAY = date(2026, 3, 13)
LINE = "line:TEST:2026"
CEILING = "ceiling:8b6f2a6e-6a3c-4a38-9d3e-0d8f4f3f1a11"


@dataclass
class Books:
    """A line and a ceiling with their council, and dossiers to spend in."""

    council: Stream

    def write(self, *rows: Transfer, accounts: Sequence[LedgerAccount] = ()) -> Obstacle | None:
        """Write entries, with new accounts in the same act, unless the ledger has an obstacle."""
        if obstacle := ledger.check(rows, {LedgerAccount: accounts, Transfer: rows}):
            return obstacle
        LedgerAccount.objects.bulk_create(accounts)
        Transfer.objects.bulk_create(rows)
        ledger.apply(rows)
        return None

    def entry(self, kind: str, amount_cents: int, dossier: Stream | None = None, *, book: str = LINE) -> Transfer:
        """An entry of the day of these tests."""
        return ledger.transfer(kind, book, amount_cents, stream=(dossier or self.council).pk, booked_on=DAY)

    def move(self, kind: str, amount_cents: int, dossier: Stream | None = None, *, book: str = LINE) -> Obstacle | None:
        """Write a single entry."""
        return self.write(self.entry(kind, amount_cents, dossier, book=book))

    def open(self, book: str, amount_cents: int) -> None:
        """Record a book and authorise an amount in it, in one act."""
        assert self.write(self.entry("authorise", amount_cents, book=book), accounts=ledger.accounts_of(book)) is None

    def dossier(self, reference: str) -> Stream:
        """A dossier to spend in."""
        return Stream.objects.create(kind="application", reference=reference)

    def balances(self, book: str = LINE) -> dict[str, int]:
        """The pots of a book that are not empty."""
        rows = LedgerAccount.objects.filter(book=book).exclude(balance_cents=0)
        return dict(rows.values_list("pot", "balance_cents"))


def lift_append_only() -> None:
    """Let a test corrupt the ledger as someone with all rights on the database could; undone with its transaction."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # A table with checks in waiting keeps its triggers.
    triggers.remove_all(connection)


@contextmanager
def without_checks(table: str, constraint: str) -> Iterator[None]:
    """Let a test store what a CHECK constraint refuses; on PostgreSQL the constraint comes back with the rollback."""
    lift_append_only()
    postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute(
            f"ALTER TABLE {table} DROP CONSTRAINT {constraint}" if postgres else "PRAGMA ignore_check_constraints = ON"
        )
        try:
            yield
        finally:
            if not postgres:
                cursor.execute("PRAGMA ignore_check_constraints = OFF")
