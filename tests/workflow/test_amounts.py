"""One reader of amounts: what can be read in one way becomes cents, all else is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgets.figures import bare_euro, euro
from workflow.amounts import read_cents


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1250", 125000), ("1.250", 125000), ("1250,50", 125050), ("1250.50", 125050), ("1.250,50", 125050),
        ("€ 1.234,50", 123450), ("€75,-", 7500), ("12,5", 1250), ("0", 0), (" 0,01 ", 1), ("1.234.567,89", 123456789),
    ],
)  # fmt: skip
def test_an_amount_as_a_person_types_it_becomes_cents(text: str, amount: int) -> None:
    assert read_cents(text) == amount


@pytest.mark.parametrize(
    "text",
    [
        "", "€", "-5", "1,234.50", "1.250.50", "12,345", "1250,505", "1.23.456", "0.250", "€€1", "1 250", "12 50", "5€0", "twaalf",
        "1e3", "NaN", "1_000", "٣", "1.", ",5", "9" * 13, "1" + ".000" * 5, "1250,50,-",
    ],
)  # fmt: skip
def test_what_can_be_read_in_two_ways_has_half_cents_or_does_not_fit_is_none(text: str) -> None:
    assert read_cents(text) is None


@given(st.integers(0, 10**12))
def test_what_is_written_in_dutch_reads_back_as_the_same_amount(amount: int) -> None:
    assert (read_cents(bare_euro(amount)), read_cents(euro(amount))) == (amount, amount)


@given(st.text(max_size=30))
def test_any_other_text_gives_an_amount_that_fits_or_nothing(text: str) -> None:
    found = read_cents(text)
    assert found is None or 0 <= found < 10**14
