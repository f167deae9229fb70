import ast
import uuid
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from budgets import checker, ledger
from budgets.checker import Difference, LineReport
from budgets.models import BudgetLine, LedgerAccount, PolicyField, Programme, SubProgramme, Transfer
from budgets.models.ledger_account import account_id
from partners.models import Person
from tests.budgets.books import CEILING, DAY, LINE, Books, lift_append_only, without_checks
from workflow.canonical import LARGEST
from workflow.models import Stream

KINDS = sorted(set(ledger.POTS) - {"authorise", "withdraw"})  # Those two move the total itself.
OPERATIONS = st.lists(
    st.tuples(st.sampled_from(KINDS), st.sampled_from([LINE, CEILING]), st.integers(0, 1), st.integers(1, 60)),
    max_size=25,
)


def run_sql(statement: str, *values: int | str | uuid.UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def stored(id_: uuid.UUID) -> str | uuid.UUID:
    """An identifier as this engine stores it."""
    return id_ if connection.vendor == "postgresql" else id_.hex


def test_the_second_path_imports_no_model_and_nothing_of_the_ledger() -> None:
    tree = ast.parse(Path(checker.__file__).read_text(encoding="utf-8"))
    imported = {
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names])
    }
    assert imported == {"uuid", "collections.abc", "dataclasses", "typing", "django.db"}


def test_the_two_tables_of_kinds_were_written_apart_and_agree() -> None:
    assert {kind: (str(source), str(target)) for kind, (source, target) in ledger.POTS.items()} == checker.FLOWS


@pytest.mark.django_db
def test_an_empty_ledger_adds_up(books: Books) -> None:
    assert checker.differences() == []


@pytest.mark.django_db
@given(OPERATIONS)
def test_whatever_is_asked_of_the_ledger_money_is_conserved(operations: list[tuple[str, str, int, int]]) -> None:
    with transaction.atomic():
        books = _two_books()
        dossiers = [books.dossier("IA-2026-0001"), books.dossier("IA-2026-0002")]
        held: Counter[tuple[str, str, int | None]] = Counter(
            {(book, "available", None): 100 for book in (LINE, CEILING)}
        )
        for kind, book, who, amount in operations:
            source, target = ((book, pot, None if pot == "available" else who) for pot in ledger.POTS[kind])
            obstacle = books.move(kind, amount, dossiers[who], book=book)
            assert (obstacle is None) is (held[source] >= amount)
            if obstacle is None:
                held[source] -= amount
                held[target] += amount
            assert checker.differences() == []
        for book in (LINE, CEILING):
            expected: Counter[str] = Counter()
            for (_, pot, _), cents in (item for item in held.items() if item[0][0] == book):
                expected[pot] += cents
            assert books.balances(book) == +expected
        transaction.set_rollback(True)


@pytest.mark.django_db
@given(st.sampled_from(["available", "reserved", "committed", "advanced", "paid", "recoverable", "council"]), st.data())
def test_one_corrupted_balance_is_named(pot: str, data: st.DataObject) -> None:
    with transaction.atomic():
        _spent(_two_books())
        book = "council" if pot == "council" else LINE
        account = LedgerAccount.objects.get(book=book, pot=pot)
        right = account.balance_cents
        low = -LARGEST if pot == "council" else 0
        wrong = data.draw(st.integers(low, LARGEST).filter(lambda amount: amount != right))
        run_sql("UPDATE budgets_ledgeraccount SET balance_cents = %s WHERE id = %s", wrong, stored(account.pk))
        found = checker.differences()
        transaction.set_rollback(True)
    expected = [
        Difference("balance", f"{book}/{pot}", right, wrong),
        Difference("debits-equal-credits", "ledger", 0, wrong - right),
    ]
    if pot != "council":
        expected.append(Difference("conservation", LINE, 100, 100 + wrong - right))
    assert found == expected


@pytest.mark.django_db
@given(st.integers(0, 8), st.integers(1, LARGEST))
def test_one_corrupted_amount_is_named(which: int, wrong: int) -> None:
    with transaction.atomic():
        row = _spent(_two_books())[which]
        before = dict(LedgerAccount.objects.filter(book=LINE).values_list("pot", "balance_cents"))
        lift_append_only()
        run_sql("UPDATE budgets_transfer SET amount_cents = %s WHERE id = %s", wrong, stored(row.pk))
        found = checker.differences()
        transaction.set_rollback(True)
    by = wrong - row.amount_cents
    moved = {row.debit.pot: -by, row.credit.pot: by} if by else {}
    assert [difference for difference in found if difference.rule == "balance"] == [
        Difference("balance", f"{LINE}/{pot}", before[pot] + moved[pot], before[pot]) for pot in sorted(moved)
    ]
    assert bool(found) is bool(by)


@pytest.mark.django_db
def test_an_entry_of_another_kind_or_between_other_pots_is_named(
    a_line_of_100: Books,
) -> None:
    row = a_line_of_100.entry("reserve", 80, a_line_of_100.dossier("IA-2026-0001"))
    assert a_line_of_100.write(row) is None
    lift_append_only()
    run_sql("UPDATE budgets_transfer SET kind = 'commit' WHERE id = %s", stored(row.pk))
    right, wrong = f"commit {LINE}/reserved {LINE}/committed", f"commit {LINE}/available {LINE}/reserved"
    assert checker.differences() == [Difference("pots", f"transfer {row.pk}", right, wrong)]


@pytest.mark.django_db
def test_money_that_crosses_from_one_book_to_another_is_named(
    a_line_of_100: Books,
) -> None:
    books = a_line_of_100
    books.open(CEILING, 50)
    row = books.entry("reserve", 20)
    assert books.write(row) is None
    lift_append_only()
    run_sql(
        "UPDATE budgets_transfer SET credit_id = %s WHERE id = %s",
        stored(account_id(CEILING, "reserved")),
        stored(row.pk),
    )
    assert checker.differences() == [
        Difference("balance", f"{CEILING}/reserved", 20, 0),
        Difference("balance", f"{LINE}/reserved", 0, 20),
        Difference(
            "pots", f"transfer {row.pk}", f"reserve {CEILING}/available {CEILING}/reserved",
            f"reserve {LINE}/available {CEILING}/reserved",
        ),
    ]  # fmt: skip


@pytest.mark.django_db
def test_a_dossier_that_spends_what_it_never_reserved_is_named(a_line_of_100: Books) -> None:
    books, mine, other = a_line_of_100, a_line_of_100.dossier("IA-2026-0001"), a_line_of_100.dossier("IA-2026-0002")
    assert books.write(books.entry("reserve", 60, other), books.entry("reserve", 10, mine)) is None
    rows = [books.entry("commit", 25, mine)]
    Transfer.objects.bulk_create(rows)  # Past the check, which would have refused it.
    ledger.apply(rows)
    assert checker.differences() == [Difference("dossier", f"IA-2026-0001 {LINE}/reserved", 0, -15)]


@pytest.mark.django_db
def test_a_correction_that_is_not_the_opposite_of_its_mistake_is_named(
    a_line_of_100: Books,
) -> None:
    books, dossier = a_line_of_100, a_line_of_100.dossier("IA-2026-0001")
    mistake, other = books.entry("reserve", 60, dossier), books.entry("reserve", 10, dossier)
    undone = ledger.correction(mistake, booked_on=DAY)
    assert books.write(mistake, other, undone) is None
    assert checker.differences() == []
    lift_append_only()
    run_sql("UPDATE budgets_transfer SET corrects_id = %s WHERE id = %s", stored(other.pk), stored(undone.pk))
    assert checker.differences() == [Difference("correction", f"transfer {undone.pk}", 10, 60)]


@pytest.mark.django_db
def test_an_entry_of_nothing_or_less_is_named_when_the_constraint_was_dropped(a_line_of_100: Books) -> None:
    row = a_line_of_100.entry("reserve", 1)
    assert a_line_of_100.write(row) is None
    with without_checks("budgets_transfer", "transfer_of_more_than_nothing"):
        run_sql("UPDATE budgets_transfer SET amount_cents = -1 WHERE id = %s", stored(row.pk))
    assert checker.differences() == [
        Difference("balance", f"{LINE}/available", 100_01, 99_99),
        Difference("balance", f"{LINE}/reserved", -1, 1),
        Difference("dossier", f"REG-BUDGET-0001 {LINE}/reserved", 0, -1),
        Difference("amount", f"transfer {row.pk}", 1, -1),
    ]


@pytest.mark.django_db
def test_a_pot_below_zero_is_named_when_the_constraint_was_dropped(a_line_of_100: Books) -> None:
    rows = [a_line_of_100.entry("reserve", 100_01)]
    Transfer.objects.bulk_create(rows)
    with without_checks("budgets_ledgeraccount", "ledger_account_not_overdrawn"):
        run_sql(
            "UPDATE budgets_ledgeraccount SET balance_cents = -1 WHERE id = %s", stored(account_id(LINE, "available"))
        )
        run_sql(
            "UPDATE budgets_ledgeraccount SET balance_cents = 10001 WHERE id = %s", stored(account_id(LINE, "reserved"))
        )
    assert checker.differences() == [Difference("not-negative", f"{LINE}/available", 0, -1)]


@pytest.mark.django_db
def test_every_difference_reads_as_a_line_with_its_place_and_both_figures(a_line_of_100: Books) -> None:
    LedgerAccount.objects.filter(book=LINE, pot="available").update(balance_cents=99_99)
    assert checker.sentences() == [
        f"balance {LINE}/available: hoort 10000 te zijn, is 9999",
        "debits-equal-credits ledger: hoort 0 te zijn, is -1",
        f"conservation {LINE}: hoort 10000 te zijn, is 9999",
    ]


@pytest.mark.django_db
def test_the_report_tells_where_the_money_of_each_line_stands(books: Books) -> None:
    sub = SubProgramme.objects.create(
        code="04.1", name="Sociaal klimaat", programme=Programme.objects.create(code="4", name="Welzijn")
    )
    policy = PolicyField.objects.create(code="4.1.2", name="Samenredzaamheid", sub_programme=sub)
    holder = Person.objects.create(name="Durk Hommema")
    lines = [
        BudgetLine(
            code="4.1.2-DH-B", year=year, name="Groot onderhoud", policy_field=policy, holder=holder, adopted=True
        )
        for year in (2027, 2026)
    ]
    BudgetLine.objects.bulk_create(lines)
    books.open(lines[1].book, 60_000_00)
    dossier = books.dossier("DH-2026-0001")
    spent = [("reserve", 30_00), ("commit", 20_00), ("advance", 10_00), ("settle_advance", 4_00), ("reclaim", 1_00)]
    assert books.write(*(books.entry(kind, amount, dossier, book=lines[1].book) for kind, amount in spent)) is None
    assert checker.report() == [
        LineReport(
            "4.1.2-DH-B", 2026, "Groot onderhoud", authorised=60_000_00, reserved=10_00, committed=10_00,
            advanced=5_00, paid=4_00, recoverable=1_00, available=59_970_00,
        ),
        LineReport("4.1.2-DH-B", 2027, "Groot onderhoud"),
    ]  # fmt: skip


def _two_books() -> Books:
    LedgerAccount.objects.bulk_create(ledger.accounts_of(ledger.COUNCIL))
    books = Books(Stream.objects.create(kind="register", reference="REG-BUDGET-0001"))
    for book in (LINE, CEILING):
        books.open(book, 100)
    return books


def _spent(books: Books) -> list[Transfer]:
    """Something in every pot of the line, by every kind of entry but authorising."""
    dossier = books.dossier("IA-2026-0001")
    amounts = {
        "reserve": 70, "unreserve": 5, "commit": 55, "advance": 30, "pay": 5, "release": 6,
        "settle_advance": 12, "reclaim": 11, "receive": 4,
    }  # fmt: skip
    rows = [books.entry(kind, amount, dossier) for kind, amount in amounts.items()]
    assert books.write(*rows) is None
    assert set(books.balances()) == {"available", "reserved", "committed", "advanced", "paid", "recoverable"}
    return rows
