"""The texts of schemes, and the profile of the municipality."""

import json

import pytest

from documents.letters import LetterIncomplete
from grants.demo import data
from grants.letters.profile import Profile, profile_of
from grants.letters.wording import filled, placeholders


def test_a_text_gets_its_figures_and_an_amount_stays_whole() -> None:
    assert filled("U krijgt € {bedrag}.", {"bedrag": "1,00", "titel": ""}) == "U krijgt €\u00a01,00."


def test_a_value_with_braces_is_taken_as_it_stands() -> None:
    assert filled("{titel}", {"titel": "{bedrag} {x}"}) == "{bedrag} {x}"


def test_a_placeholder_that_nobody_knows_is_a_mistake_in_the_scheme() -> None:
    with pytest.raises(AssertionError, match="bedarg"):
        filled("€ {bedarg}", {"bedrag": "1,00"})


def test_a_known_figure_that_is_not_there_is_missing_from_the_letter() -> None:
    with pytest.raises(LetterIncomplete, match=r"Scheme\.letters\.plaats"):
        filled("Plaats {plaats}", {"plaats": ""})


def test_placeholders_are_the_names_between_braces() -> None:
    assert placeholders("{a} en {b} en {a}") == {"a", "b"}


def test_the_demo_municipality_has_a_whole_profile_that_reads_back() -> None:
    profile = profile_of(data.organisation())
    assert Profile.from_json(profile.to_json()) == profile
    assert profile.mandate_text == "namens het college van burgemeester en wethouders van Voorbeeldstad"
    assert profile.account_name == "Gemeente Voorbeeldstad"
    assert set(profile.regulations) == {"innovatie-atelier", "ondernemers-challenge", "dorpshuis-onderhoud"}


@pytest.mark.parametrize("name", sorted({*json.loads(profile_of(data.organisation()).to_json())} - {"payment_rule"}))
def test_no_field_of_the_profile_may_be_missing(name: str) -> None:
    body = json.loads(profile_of(data.organisation()).to_json())
    del body[name]
    with pytest.raises(LetterIncomplete, match=rf"LegalProfile\.{name} ontbreekt"):
        Profile.from_json(json.dumps(body))
