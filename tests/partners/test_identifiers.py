import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partners import identifiers
from workflow.errors import Obstacle

IBAN_INVALID = Obstacle("iban-invalid", "Dit is geen geldig IBAN. Controleer het rekeningnummer.")
KVK_INVALID = Obstacle("kvk-invalid", "Een KvK-nummer heeft 8 cijfers. Controleer wat u hebt ingevuld.")
RSIN_INVALID = Obstacle("rsin-invalid", "Dit is geen geldig RSIN. Controleer de negen cijfers.")
POSTCODE_INVALID = Obstacle(
    "postcode-invalid", "Een postcode heeft vier cijfers en twee letters, bijvoorbeeld 9711 XX."
)
DEMO = Path(__file__).parents[2] / "grants" / "demo"


@pytest.mark.parametrize(
    "number", ["NL03VBLD0910000001", "nl70 vbld 0380 0061 21", "DE89 3704 0044 0532 0130 00", "BE68 5390 0754 7034"]
)
def test_an_iban_with_the_form_and_check_digits_of_its_country_passes(number: str) -> None:
    assert identifiers.iban(number) is None


@pytest.mark.parametrize(
    "number",
    [
        "",
        "NL",
        "NL04VBLD0910000001",
        "NL03VBLD091000001",
        "NL03VBLD09100000011",
        "NL03VB1D0910000001",
        "ZZ03VBLD0910000001",
        "NL03VBLD0910000001; DROP",
        "NL٠٣VBLD0910000001",  # noqa: RUF001 - digits of another script are the point
        "no number at all",
    ],
)
def test_any_other_text_is_no_iban(number: str) -> None:
    assert identifiers.iban(number) == IBAN_INVALID


def test_check_digits_that_only_satisfy_the_modulus_are_refused() -> None:
    account = next(f"VBLD{at:010d}" for at in range(2000) if identifiers.iban(f"NL97VBLD{at:010d}") is None)
    assert identifiers.iban(f"NL00{account}") == IBAN_INVALID


@given(position=st.integers(4, 17), digit=st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
def test_every_single_mistake_in_an_iban_is_found(position: int, digit: str) -> None:
    right = "NL03VBLD0910000001"
    wrong = right[:position] + digit + right[position + 1 :]
    assert identifiers.iban(wrong) == (None if wrong == right else IBAN_INVALID)


def test_every_account_number_and_trade_register_number_of_the_demonstration_passes() -> None:
    texts = [file.read_text(encoding="utf-8") for file in sorted(DEMO.glob("*.toml"))]
    assert texts
    assert all(tomllib.loads(text) for text in texts)
    ibans = [found for text in texts for found in re.findall(r'\biban = "([^"]+)"', text)]
    kvks = [found for text in texts for found in re.findall(r'\bkvk = "([^"]+)"', text)]
    assert len(ibans) > 50
    assert len(kvks) > 50
    assert [number for number in ibans if identifiers.iban(number)] == []
    assert [number for number in kvks if identifiers.kvk(number)] == []


@pytest.mark.parametrize("number", ["90007041", " 9000.7041 ", "01234567"])
def test_eight_digits_are_a_trade_register_number(number: str) -> None:
    assert identifiers.kvk(number) is None


@pytest.mark.parametrize("number", ["", "9000704", "900070411", "9000704a", "00000000", "٩٠٠٠٧٠٤١"])
def test_anything_but_eight_digits_is_no_trade_register_number(number: str) -> None:
    assert identifiers.kvk(number) == KVK_INVALID


@pytest.mark.parametrize("number", ["123456782", "1234.56.782", "010000008", "10000008"])
def test_nine_digits_that_stand_up_to_the_eleven_test_are_an_rsin(number: str) -> None:
    assert identifiers.rsin(number) is None


@pytest.mark.parametrize("number", ["", "123456783", "1234567820", "12345678x", "000000000"])
def test_any_other_text_is_no_rsin(number: str) -> None:
    assert identifiers.rsin(number) == RSIN_INVALID


@given(position=st.integers(0, 8), digit=st.sampled_from("0123456789"))
def test_every_single_mistake_in_an_rsin_is_found(position: int, digit: str) -> None:
    right = "123456782"
    wrong = right[:position] + digit + right[position + 1 :]
    assert identifiers.rsin(wrong) == (None if wrong == right else RSIN_INVALID)


@pytest.mark.parametrize("code", ["9711 XX", "9791xw", " 1012 AB"])
def test_four_digits_and_two_letters_are_a_postal_code(code: str) -> None:
    assert identifiers.postcode(code) is None


@pytest.mark.parametrize("code", ["", "0711 XX", "9711", "9711 X", "9711 XXX", "9711 SS", "NL9711XX", "XX 9711"])
def test_any_other_text_is_no_postal_code(code: str) -> None:
    assert identifiers.postcode(code) == POSTCODE_INVALID


@given(st.text(max_size=40))
def test_no_text_makes_a_check_fail_and_what_passes_is_stored_in_one_form(text: str) -> None:
    checks = {
        identifiers.iban: identifiers.normalise_iban,
        identifiers.kvk: identifiers.normalise_kvk,
        identifiers.rsin: identifiers.normalise_rsin,
        identifiers.postcode: identifiers.normalise_postcode,
    }
    for check, normalise in checks.items():
        if check(text) is None:
            assert normalise(normalise(text)) == normalise(text)
            assert normalise(text).isascii()


def test_only_the_last_four_characters_of_an_iban_are_shown() -> None:
    assert identifiers.last4("nl03 vbld 0910 0000 01") == "0001"
