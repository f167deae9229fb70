"""Books to write in, for tests of the ledger."""

import pytest

from budgets import ledger
from budgets.models import LedgerAccount
from tests.budgets.books import LINE, Books
from workflow.models import Stream


@pytest.fixture
def books(db: None) -> Books:
    """Books without any line or ceiling yet."""
    LedgerAccount.objects.bulk_create(ledger.accounts_of(ledger.COUNCIL))
    return Books(Stream.objects.create(kind="register", reference="REG-BUDGET-0001"))


@pytest.fixture
def a_line_of_100(books: Books) -> Books:
    """Books with one line of 100 euros."""
    books.open(LINE, 100_00)
    return books
