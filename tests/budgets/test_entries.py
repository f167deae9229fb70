"""What an entry says, what undoes it, who may make it by hand, and what is read back from all of them."""

import uuid

import pytest

from budgets import ledger
from budgets.models import LedgerAccount, Transfer
from budgets.models.ledger_account import account_id
from tests.budgets.books import CEILING, DAY, LINE, Books
from workflow.canonical import LARGEST
from workflow.errors import Obstacle

NEXT_DAY = DAY.replace(day=DAY.day + 1)


def said(row: Transfer) -> dict[str, object]:
    """Everything that an entry says but its own identifier."""
    return {field.attname: getattr(row, field.attname) for field in Transfer._meta.fields if not field.primary_key}


def test_an_entry_says_what_was_asked_and_was_booked_once_unless_told() -> None:
    stream, decision, payment = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    plain = ledger.transfer("pay", LINE, 5, stream=stream, booked_on=DAY)
    assert said(plain) == {
        "kind": "pay", "debit_id": account_id(LINE, "committed"), "credit_id": account_id(LINE, "paid"), "amount_cents": 5,
        "stream_id": stream, "decision": None, "payment": None, "attempt": 1, "booked_on": DAY, "corrects_id": None,
    }  # fmt: skip
    again = ledger.transfer("pay", LINE, 5, stream=stream, booked_on=DAY, decision=decision, payment=payment, attempt=2)
    assert said(again) == {**said(plain), "decision": decision, "payment": payment, "attempt": 2}


def test_a_correction_is_the_same_entry_the_other_way_on_its_own_day_and_is_not_corrected_itself() -> None:
    stream, decision, payment = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    mistake = ledger.transfer(
        "pay", LINE, 5, stream=stream, booked_on=DAY, decision=decision, payment=payment, attempt=3
    )
    undone = ledger.correction(mistake, booked_on=NEXT_DAY)
    assert said(undone) == {
        **said(mistake),
        "debit_id": mistake.credit_id,
        "credit_id": mistake.debit_id,
        "booked_on": NEXT_DAY,
        "corrects_id": mistake.pk,
    }
    with pytest.raises(AssertionError, match="a correction is not corrected"):
        ledger.correction(undone, booked_on=NEXT_DAY)


def test_a_book_is_called_by_what_it_is() -> None:
    books = (LINE, CEILING, f"{CEILING}:prize", ledger.ceiling_book(uuid.UUID(int=1)), ledger.COUNCIL)
    assert [ledger.spoken(book) for book in books] == [
        "begrotingspost TEST van 2026",
        "het subsidieplafond",
        "het plafond van de prijzen",
        "het subsidieplafond",
        "de middelen van de raad",
    ]


def by_hand(kind: str, book: str) -> Transfer:
    return ledger.transfer(kind, book, 5, stream=uuid.uuid4(), booked_on=DAY)


def test_by_hand_an_entry_is_what_the_council_makes_available_on_a_line_and_is_never_changed() -> None:
    right = by_hand("authorise", LINE)
    wrong = [by_hand("authorise", CEILING), by_hand("withdraw", LINE), by_hand("reserve", LINE)]
    undone = ledger.correction(right, booked_on=DAY)
    from_another, of_another_kind, correcting = (by_hand("authorise", LINE) for _ in range(3))
    from_another.debit_id = account_id(LINE, "reserved")
    of_another_kind.kind = "receive"
    correcting.corrects_id = uuid.uuid4()
    assert ledger.fault_of_entry(right, revised=False) is None
    faults = [ledger.fault_of_entry(right, revised=True)]
    faults += [
        ledger.fault_of_entry(row, revised=False) for row in (*wrong, undone, from_another, of_another_kind, correcting)
    ]
    sentence = "Met de hand boekt u alleen wat de raad beschikbaar stelt."
    assert faults == [Obstacle("entry-not-by-hand", sentence, "Gemeentewet 189")] * 8


@pytest.mark.parametrize(("balance", "revised"), [(1, False), (-1, False), (0, True)])
def test_an_account_begins_empty_and_is_never_changed(balance: int, revised: bool) -> None:
    account = LedgerAccount(book=LINE, pot="available", balance_cents=balance)
    assert ledger.fault_of_account(account, revised) == Obstacle(
        "account-not-empty", "Een rekening in het grootboek begint leeg.", "Gemeentewet 189"
    )
    empty = LedgerAccount(book=LINE, pot="available", balance_cents=0)
    assert ledger.fault_of_account(empty, revised=False) is None


@pytest.mark.django_db
def test_what_the_council_takes_back_goes_out_of_what_is_available_and_no_further(a_line_of_100: Books) -> None:
    books = a_line_of_100
    assert books.move("reserve", 30_00, books.dossier("IA-2026-0001")) is None
    obstacle = books.move("withdraw", 70_01)
    assert obstacle
    assert (obstacle.code, obstacle.detail["short_cents"]) == ("budget-exceeded", 1)
    assert books.move("withdraw", 70_00) is None
    assert (books.balances(), books.balances("council")) == ({"reserved": 30_00}, {"council": -30_00})


@pytest.mark.django_db
def test_all_lines_together_take_no_more_than_fits_in_64_bits(books: Books) -> None:
    books.open(LINE, LARGEST - 1)
    books.open("line:OTHER:2026", 1)
    obstacle = books.move("authorise", 1, book="line:OTHER:2026")
    assert obstacle
    assert obstacle.code == "amount-invalid"
    assert books.balances("council") == {"council": -LARGEST}


@pytest.mark.django_db
def test_what_is_free_in_a_book_is_what_its_pot_holds_and_nothing_where_there_is_no_book(a_line_of_100: Books) -> None:
    assert a_line_of_100.move("reserve", 30_00, a_line_of_100.dossier("IA-2026-0001")) is None
    assert (ledger.available(LINE), ledger.available(CEILING)) == (70_00, 0)


@pytest.mark.django_db
def test_the_position_of_each_dossier_is_told_by_book_and_pot(a_line_of_100: Books) -> None:
    books = a_line_of_100
    books.open(CEILING, 100_00)
    one, two, other, idle = (books.dossier(f"IA-2026-000{number}") for number in range(1, 5))
    rows = [
        books.entry("reserve", 30_00, one), books.entry("commit", 20_00, one), books.entry("pay", 20_00, one),
        books.entry("reserve", 30_00, one, book=CEILING),
        books.entry("reserve", 5_00, two), books.entry("unreserve", 5_00, two),
        books.entry("reserve", 9_00, other),
    ]  # fmt: skip
    assert books.write(*rows) is None
    assert ledger.positions([one.pk, two.pk, idle.pk]) == {
        one.pk: {LINE: {"reserved": 10_00, "committed": 0, "paid": 20_00}, CEILING: {"reserved": 30_00}},
        two.pk: {LINE: {"reserved": 0}},
    }
