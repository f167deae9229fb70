import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from budgets import ledger
from budgets.models import LedgerAccount, Transfer
from budgets.models.ledger_account import account_id
from tests.budgets.books import CEILING, DAY, LINE, Books
from workflow.canonical import LARGEST
from workflow.errors import Obstacle, Refusal

NBSP = "\u00a0"


def figures(obstacle: Obstacle | None) -> tuple[str, str, str, dict[str, object]]:
    """An obstacle with plain spaces, to compare whole."""
    assert obstacle
    return obstacle.code, obstacle.sentence.replace(NBSP, " "), obstacle.article, obstacle.detail


def refused_amount(amount_cents: int) -> str:
    with pytest.raises(Refusal) as caught:
        ledger.transfer("reserve", LINE, amount_cents, stream=uuid.uuid4(), booked_on=DAY)
    return f"{caught.value.kind} {caught.value.code}"


def test_every_kind_of_transfer_has_its_own_pair_of_pots() -> None:
    assert set(ledger.POTS) == set(Transfer.Kind.values)
    assert len(set(ledger.POTS.values())) == len(Transfer.Kind)


def test_a_transfer_names_its_accounts_without_reading_them() -> None:
    stream, decision, payment = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    row = ledger.transfer("pay", LINE, 1, stream=stream, booked_on=DAY, decision=decision, payment=payment)
    assert (row.debit_id, row.credit_id) == (account_id(LINE, "committed"), account_id(LINE, "paid"))
    assert (row.amount_cents, row.stream_id, row.decision, row.payment) == (1, stream, decision, payment)


def test_authorising_takes_from_the_council() -> None:
    row = ledger.transfer("authorise", LINE, 1, stream=uuid.uuid4(), booked_on=DAY)
    assert (row.debit_id, row.credit_id) == (account_id("council", "council"), account_id(LINE, "available"))


@pytest.mark.parametrize("amount", [0, -1, LARGEST + 1, 10**400])
def test_an_amount_that_is_nothing_negative_or_too_large_is_malformed(amount: int) -> None:
    assert refused_amount(amount) == "malformed amount-invalid"


def test_a_new_book_has_six_empty_pots_and_the_council_one() -> None:
    line = [(row.book, row.pot, row.balance_cents) for row in ledger.accounts_of(LINE)]
    pots = ["available", "reserved", "committed", "advanced", "paid", "recoverable"]
    assert line == [(LINE, pot, 0) for pot in pots]
    assert [(row.book, row.pot) for row in ledger.accounts_of(ledger.COUNCIL)] == [("council", "council")]


@pytest.mark.django_db
def test_a_book_and_its_first_money_are_recorded_in_one_act(books: Books) -> None:
    assert books.write(books.entry("authorise", 5), accounts=ledger.accounts_of(LINE)) is None
    assert books.balances() == {"available": 5}
    assert books.balances("council") == {"council": -5}


@pytest.mark.django_db
def test_money_goes_from_reserved_to_paid_and_what_is_left_is_released(a_line_of_100: Books) -> None:
    books, dossier = a_line_of_100, a_line_of_100.dossier("IA-2026-0001")
    for kind, amount in [("reserve", 80_00), ("commit", 80_00), ("advance", 60_00), ("settle_advance", 50_00)]:
        assert books.move(kind, amount, dossier) is None
    for kind, amount in [("reclaim", 10_00), ("receive", 4_00), ("pay", 5_00), ("release", 15_00)]:
        assert books.move(kind, amount, dossier) is None
    assert books.balances() == {"available": 39_00, "paid": 55_00, "recoverable": 6_00}


@pytest.mark.django_db
def test_two_awards_of_80_do_not_fit_in_a_line_of_100(a_line_of_100: Books) -> None:
    books = a_line_of_100
    assert books.move("reserve", 80_00, books.dossier("IA-2026-0001")) is None
    assert figures(books.move("reserve", 80_00, books.dossier("IA-2026-0002"))) == (
        "budget-exceeded",
        "Dit past niet in begrotingspost TEST van 2026: beschikbaar is € 20,00, nodig is € 80,00: € 60,00 te weinig.",
        "Gemeentewet 189, derde lid",
        {"available_cents": 20_00, "asked_cents": 80_00, "short_cents": 60_00, "book": LINE},
    )
    assert books.balances() == {"available": 20_00, "reserved": 80_00}


@pytest.mark.django_db
def test_two_awards_of_80_in_one_act_do_not_fit_under_a_ceiling_of_100(books: Books) -> None:
    books.open(CEILING, 100_00)
    first, second = books.dossier("IA-2026-0001"), books.dossier("IA-2026-0002")
    both = [books.entry("reserve", 80_00, dossier, book=CEILING) for dossier in (first, second)]
    assert figures(books.write(*both)) == (
        "ceiling-exceeded",
        "Dit past niet onder het subsidieplafond: beschikbaar is € 20,00, nodig is € 80,00: € 60,00 te weinig.",
        "Awb 4:25, tweede lid",
        {"available_cents": 20_00, "asked_cents": 80_00, "short_cents": 60_00, "book": CEILING},
    )
    assert books.balances(CEILING) == {"available": 100_00}


@pytest.mark.django_db
def test_what_exactly_fits_is_accepted(a_line_of_100: Books) -> None:
    assert a_line_of_100.move("reserve", 100_00, a_line_of_100.dossier("IA-2026-0001")) is None
    assert a_line_of_100.balances() == {"reserved": 100_00}


@pytest.mark.django_db
def test_entries_are_walked_in_their_order_so_that_what_is_released_can_be_reserved_again(a_line_of_100: Books) -> None:
    books, old, new = a_line_of_100, a_line_of_100.dossier("IA-2026-0001"), a_line_of_100.dossier("IA-2026-0002")
    assert books.move("reserve", 100_00, old) is None
    taken, given = books.entry("reserve", 30_00, new), books.entry("unreserve", 30_00, old)
    obstacle = books.write(taken, given)
    assert obstacle
    assert (obstacle.code, obstacle.detail["available_cents"]) == ("budget-exceeded", 0)
    assert books.write(given, taken) is None
    assert books.balances() == {"reserved": 100_00}


@pytest.mark.django_db
def test_a_dossier_cannot_spend_what_another_dossier_reserved(a_line_of_100: Books) -> None:
    books, mine, other = a_line_of_100, a_line_of_100.dossier("IA-2026-0001"), a_line_of_100.dossier("IA-2026-0002")
    assert books.write(books.entry("reserve", 60_00, other), books.entry("reserve", 9_00, mine)) is None
    assert figures(books.move("commit", 9_50, mine)) == (
        "pot-exceeded",
        "In begrotingspost TEST van 2026 is voor dit dossier gereserveerd: € 9,00, nodig is € 9,50: € 0,50 te weinig.",
        "",
        {"available_cents": 9_00, "asked_cents": 9_50, "short_cents": 50, "book": LINE},
    )


@pytest.mark.django_db
def test_a_dossier_reserves_commits_and_pays_in_one_act(a_line_of_100: Books) -> None:
    books, dossier = a_line_of_100, a_line_of_100.dossier("OC-2026-0001")
    assert books.write(*(books.entry(kind, 5_00, dossier) for kind in ("reserve", "commit", "pay"))) is None
    assert books.balances() == {"available": 95_00, "paid": 5_00}


@pytest.mark.django_db
def test_a_book_that_was_never_recorded_is_unknown(books: Books) -> None:
    for kind in ("authorise", "reserve"):
        assert books.move(kind, 1) == Obstacle(
            "unknown-book",
            "Het grootboek kent begrotingspost TEST van 2026 niet. Leg eerst de begrotingspost of het plafond vast.",
            "",
            {"book": LINE},
        )


@pytest.mark.django_db
def test_what_no_longer_fits_in_64_bits_is_refused(books: Books) -> None:
    books.open(LINE, LARGEST)
    obstacle = books.move("authorise", 1)
    assert obstacle
    assert obstacle.code == "amount-invalid"
    assert books.balances() == {"available": LARGEST}


@pytest.mark.django_db
def test_a_correction_undoes_an_entry_whole_and_once(a_line_of_100: Books) -> None:
    books, dossier = a_line_of_100, a_line_of_100.dossier("IA-2026-0001")
    paid = books.entry("pay", 40_00, dossier)
    assert books.write(books.entry("reserve", 40_00, dossier), books.entry("commit", 40_00, dossier), paid) is None
    assert books.write(ledger.correction(paid, booked_on=DAY)) is None
    assert books.balances() == {"available": 60_00, "committed": 40_00}
    with pytest.raises(IntegrityError), transaction.atomic():
        Transfer.objects.bulk_create([ledger.correction(paid, booked_on=DAY)])


@pytest.mark.django_db
def test_a_payment_is_booked_once_per_kind_in_a_book(a_line_of_100: Books) -> None:
    books, dossier, payment = a_line_of_100, a_line_of_100.dossier("IA-2026-0001"), uuid.uuid4()
    assert books.write(books.entry("reserve", 40_00, dossier), books.entry("commit", 40_00, dossier)) is None
    first, again = (
        ledger.transfer("pay", LINE, 10_00, stream=dossier.pk, booked_on=DAY, payment=payment) for _ in range(2)
    )
    assert books.write(first) is None
    with pytest.raises(IntegrityError), transaction.atomic():
        books.write(again)


@pytest.mark.django_db
def test_the_update_itself_refuses_to_overdraw_when_the_check_is_passed_by(a_line_of_100: Books) -> None:
    row = a_line_of_100.entry("reserve", 100_01)
    with pytest.raises(AssertionError, match="1 of 2 accounts are missing or would be overdrawn"), transaction.atomic():
        ledger.apply([row])
    assert a_line_of_100.balances() == {"available": 100_00}


@pytest.mark.django_db
def test_the_update_itself_refuses_a_book_that_does_not_exist(books: Books) -> None:
    with pytest.raises(AssertionError, match="1 of 2 accounts are missing"), transaction.atomic():
        ledger.apply([books.entry("authorise", 1)])
    assert books.balances("council") == {}


@pytest.mark.django_db
def test_the_database_refuses_a_pot_below_zero_but_for_the_council(a_line_of_100: Books) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        LedgerAccount.objects.filter(book=LINE, pot="available").update(balance_cents=-1)
    assert LedgerAccount.objects.filter(pot="council").update(balance_cents=-1) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("amount", [0, -1])
def test_the_database_refuses_an_entry_of_nothing_or_less(a_line_of_100: Books, amount: int) -> None:
    row = a_line_of_100.entry("reserve", 1)
    row.amount_cents = amount
    with pytest.raises(IntegrityError), transaction.atomic():
        Transfer.objects.bulk_create([row])


@pytest.mark.django_db
def test_the_database_refuses_an_entry_within_one_account(a_line_of_100: Books) -> None:
    row = a_line_of_100.entry("reserve", 1)
    row.credit = row.debit
    with pytest.raises(IntegrityError), transaction.atomic():
        Transfer.objects.bulk_create([row])


@pytest.mark.django_db
@pytest.mark.parametrize("count", [10, 500])
def test_entries_cost_as_many_queries_in_their_hundreds_as_in_their_tens(books: Books, count: int) -> None:
    lines = [f"line:TEST-{at}:2026" for at in range(count)]
    accounts = [account for line in lines for account in ledger.accounts_of(line)]
    assert books.write(*(books.entry("authorise", 7, book=line) for line in lines), accounts=accounts) is None
    rows = [books.entry(kind, at % 7 + 1, book=line) for at, line in enumerate(lines) for kind in ("reserve", "commit")]
    with CaptureQueriesContext(connection) as checked:
        assert ledger.check(rows, {}) is None
    Transfer.objects.bulk_create(rows)
    with CaptureQueriesContext(connection) as applied:
        ledger.apply(rows)
    assert (len(checked), len(applied)) == (2, 1)
    for at, line in enumerate(lines):
        left = 6 - at % 7
        assert books.balances(line) == ({"available": left} if left else {}) | {"committed": at % 7 + 1}
