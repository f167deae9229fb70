from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.law.determination import (
    Determination,
    DeterminedAboveGrant,
    GroundMissing,
    GroundUnfounded,
    LowerGround,
    determination,
    determined_by_share,
    rounded_half_up,
)
from workflow.law.refusals import LARGEST_AMOUNT_CENTS, AmountMalformed, LawRefusal

CENTS = st.integers(0, 10**12)


@given(CENTS, st.fractions(0, 1), CENTS)
def test_a_share_never_exceeds_the_grant_and_is_off_by_at_most_half_a_cent(
    actual: int, share: Fraction, granted: int
) -> None:
    found = determined_by_share(actual, share, granted)
    assert 0 <= found <= granted
    if found < granted:
        assert Fraction(-1, 2) <= share * actual - found < Fraction(1, 2)


@pytest.mark.parametrize(
    ("actual", "share", "granted", "expected"),
    [
        (820_000, Fraction(1, 2), 500_000, 410_000),
        (1_000_001, Fraction(1, 2), 600_000, 500_001),
        (1_000_000, Fraction(1, 2), 500_000, 500_000),
        (1_000_002, Fraction(1, 2), 500_000, 500_000),
        (100, Fraction(1, 3), 500_000, 33),
        (200, Fraction(1, 3), 500_000, 67),
        (0, Fraction(3, 5), 500_000, 0),
        (500_000, Fraction(1), 500_000, 500_000),
    ],
)
def test_a_share_is_rounded_half_up_to_the_cent(actual: int, share: Fraction, granted: int, expected: int) -> None:
    assert determined_by_share(actual, share, granted) == expected


@pytest.mark.parametrize(("amount", "expected"), [("1/2", 1), ("3/2", 2), ("5/2", 3), ("49/100", 0), ("7/1", 7)])
def test_half_a_cent_goes_up(amount: str, expected: int) -> None:
    assert rounded_half_up(Fraction(amount)) == expected


@pytest.mark.parametrize(
    ("actual", "share", "granted"),
    [
        (-1, Fraction(1, 2), 100),
        (100, Fraction(1, 2), -1),
        (100, Fraction(3, 2), 100),
        (100, Fraction(-1, 2), 100),
        (LARGEST_AMOUNT_CENTS + 1, Fraction(1, 2), 100),
        (True, Fraction(1, 2), 100),
    ],
)
def test_an_amount_that_cannot_be_one_is_refused(actual: int, share: Fraction, granted: int) -> None:
    with pytest.raises(AmountMalformed):
        determined_by_share(actual, share, granted)


def test_a_lower_determination_rests_on_its_ground() -> None:
    assert determination(500_000, 263_500, ground=LowerGround.NOT_PERFORMED) == Determination(
        granted_cents=500_000,
        determined_cents=263_500,
        ground=LowerGround.NOT_PERFORMED,
        article="Awb 4:46, lid 2, onder a",
        steps=(
            "Verleend is € 5.000.",
            f"Lager vastgesteld omdat {LowerGround.NOT_PERFORMED.text}.",
            "Vastgesteld is € 2.635.",
        ),
    )


def test_the_amount_by_the_method_of_the_award_counts_as_granted() -> None:
    found = determination(500_000, 410_000, entitled_cents=410_000)
    assert (found.ground, found.article) == (None, "Awb 4:46, lid 1")
    assert found.steps[1] == "De berekening uit de verlening geeft € 4.100."


@pytest.mark.parametrize(
    ("granted", "determined", "entitled", "ground", "refusal", "code"),
    [
        (500_000, 500_001, None, None, DeterminedAboveGrant, "determined-above-grant"),
        (500_000, 500_001, 600_000, None, DeterminedAboveGrant, "determined-above-grant"),
        (500_000, 410_001, 410_000, None, DeterminedAboveGrant, "determined-above-grant"),
        (500_000, 499_999, None, None, GroundMissing, "ground-missing"),
        (500_000, 409_999, 410_000, None, GroundMissing, "ground-missing"),
        (500_000, 500_000, None, LowerGround.WRONG_DATA, GroundUnfounded, "ground-unfounded"),
        (500_000, -1, None, LowerGround.WRONG_DATA, AmountMalformed, "amount-malformed"),
        (-1, 0, None, None, AmountMalformed, "amount-malformed"),
        (500_000, 0, -1, None, AmountMalformed, "amount-malformed"),
    ],
)
def test_what_the_law_does_not_allow_is_refused_by_code(
    granted: int,
    determined: int,
    entitled: int | None,
    ground: LowerGround | None,
    refusal: type[LawRefusal],
    code: str,
) -> None:
    with pytest.raises(refusal) as refused:
        determination(granted, determined, entitled_cents=entitled, ground=ground)
    assert refused.value.code == code


def test_above_the_grant_and_above_what_its_method_gives_are_refused_in_words_of_their_own() -> None:
    with pytest.raises(DeterminedAboveGrant) as above_the_grant:
        determination(500_000, 500_001, entitled_cents=410_000)
    with pytest.raises(DeterminedAboveGrant) as above_the_method:
        determination(500_000, 500_000, entitled_cents=410_000)
    assert [above_the_grant.value.sentence, above_the_method.value.sentence] == [
        "Vaststellen boven het verleende bedrag van € 5.000 kan niet.",
        "De berekening uit de verlening geeft niet meer dan € 4.100.",
    ]


def test_every_ground_has_the_words_of_the_law() -> None:
    assert [(ground.value, bool(ground.text), ground.article[-1]) for ground in LowerGround] == [
        (letter, True, letter) for letter in "abcd"
    ]
