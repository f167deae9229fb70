import re
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from documents import formats


@given(st.integers(-(10**12), 10**12))
def test_an_amount_can_be_read_back_and_never_breaks(amount_cents: int) -> None:
    text = formats.euro(amount_cents)
    assert re.fullmatch("(−\u00a0)?€\u00a0\\d{1,3}(\\.\\d{3})*,\\d\\d", text)
    digits = int(re.sub(r"\D", "", text))
    assert (-digits if text.startswith("−") else digits) == amount_cents
    assert " " not in text


def test_amounts_are_written_as_people_write_them() -> None:
    assert [formats.euro(cents) for cents in (450_000, -40_000, 0, 5)] == [
        "€\u00a04.500,00",
        "−\u00a0€\u00a0400,00",
        "€\u00a00,00",
        "€\u00a00,05",
    ]


@given(st.dates(date(1, 1, 1), date(9999, 12, 31)))
def test_a_date_stands_in_full_and_never_breaks(value: date) -> None:
    day, month, year = formats.day(value).split("\u00a0")
    assert (int(day), int(year)) == (value.day, value.year)
    assert month.isalpha()


def test_an_instant_is_told_in_amsterdam_in_summer_and_in_winter() -> None:
    assert formats.moment(datetime(2026, 3, 31, 15, 0, tzinfo=UTC)) == "31\u00a0maart\u00a02026 om 17.00\u00a0uur"
    assert formats.moment(datetime(2026, 12, 31, 23, 5, tzinfo=UTC)) == "1\u00a0januari\u00a02027 om 0.05\u00a0uur"


def test_articles_of_one_paragraph_are_named_together() -> None:
    assert formats.articles(["Awb 4:37(1)a", "Awb 4:37(1)a", "ASV meldingsplicht", "Awb 4:37(1)b", "Awb 4:37(1)e"]) == (
        "Awb, artikel\u00a04:37, eerste lid, onder a, b en e; ASV meldingsplicht"
    )
