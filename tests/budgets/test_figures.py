from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgets import figures
from workflow.canonical import LARGEST
from workflow.errors import Obstacle, Refusal

NO_AMOUNT = "Dit is geen bedrag in euro's met hoogstens twee cijfers achter de komma."
TOO_LARGE = "Dit bedrag is te groot."
BELOW_ZERO = "Dit bedrag mag niet negatief zijn."


def refused(read: Callable[[], int]) -> tuple[str, Obstacle]:
    with pytest.raises(Refusal) as caught:
        read()
    return caught.value.kind, caught.value.obstacles[0]


def read_or_nothing(read: Callable[[str], int], text: str) -> int:
    try:
        return read(text)
    except Refusal:
        return 0


@pytest.mark.parametrize(
    ("text", "amount"), [("0", 0), ("0.01", 1), ("1234.5", 123450), ("1234.50", 123450), ("25667000.00", 2566700000)]
)
def test_an_amount_in_a_file_becomes_cents(text: str, amount: int) -> None:
    assert figures.cents(text) == amount


@pytest.mark.parametrize(
    "text",
    ["", " ", "NaN", "inf", "1e3", "1.234,50", "12.345", "1_000", "+1", "--1", " 1", "1\n", "٣", "1.", ".5", "0x10"],
)
def test_a_text_that_is_no_amount_is_refused(text: str) -> None:
    assert refused(lambda: figures.cents(text)) == ("malformed", Obstacle("amount-invalid", NO_AMOUNT))


def test_an_amount_below_zero_is_refused_unless_it_may_be() -> None:
    assert refused(lambda: figures.cents("-1.00")) == ("malformed", Obstacle("amount-invalid", BELOW_ZERO))
    assert figures.cents("-1.05", negative=True) == -105


def test_the_largest_amount_is_what_64_bits_hold() -> None:
    assert figures.cents("92233720368547758.07") == LARGEST
    assert refused(lambda: figures.cents("92233720368547758.08")) == (
        "malformed",
        Obstacle("amount-invalid", TOO_LARGE),
    )
    assert refused(lambda: figures.cents("9" * 400)) == ("malformed", Obstacle("amount-invalid", NO_AMOUNT))


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1234", 123400),
        ("1.234", 123400),
        ("1.234,50", 123450),
        ("€ 1.234,50", 123450),
        ("12,50", 1250),
        ("75,-", 7500),
        ("1.234.567,89", 123456789),
    ],
)
def test_an_amount_as_a_person_types_it_becomes_cents(text: str, amount: int) -> None:
    assert figures.dutch_cents(text) == amount


@pytest.mark.parametrize(
    "text", ["", "€", "12.50", "1,234.50", "12,5", "12,345", "1.23.456", "€€1", "twaalf", "0012.345"]
)
def test_an_amount_that_can_be_read_in_two_ways_is_refused(text: str) -> None:
    assert refused(lambda: figures.dutch_cents(text)) == ("malformed", Obstacle("amount-invalid", NO_AMOUNT))


@given(st.integers(-LARGEST, LARGEST))
def test_what_is_written_in_dutch_reads_back_as_the_same_amount(amount: int) -> None:
    assert figures.dutch_cents(figures.bare_euro(amount), negative=True) == amount
    assert figures.dutch_cents(figures.euro(amount), negative=True) == amount


@given(st.integers(0, LARGEST))
def test_an_amount_in_a_file_reads_back_as_the_same_amount(amount: int) -> None:
    euros, left = divmod(amount, 100)
    assert figures.cents(f"{euros}.{left:02d}") == amount


@given(st.text(max_size=30))
def test_any_other_text_is_refused_and_nothing_else_happens(text: str) -> None:
    assert 0 <= read_or_nothing(figures.cents, text) <= LARGEST
    assert 0 <= read_or_nothing(figures.dutch_cents, text) <= LARGEST


@pytest.mark.parametrize(
    ("amount", "wrong"), [(-1, True), (0, True), (1, False), (LARGEST, False), (LARGEST + 1, True)]
)
def test_an_amount_that_is_moved_is_more_than_nothing_and_fits(amount: int, wrong: bool) -> None:
    assert (figures.amount_obstacle(amount) is not None) is wrong
