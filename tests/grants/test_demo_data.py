"""The demo data as code reads them: amounts are cents under their own name, and every file says what is invented."""

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from grants.demo import data
from grants.guards import STATES_BY_KIND
from grants.schemes import ALL

FILES = sorted(Path(data.__file__).parent.glob("*.toml"))
READERS = (data.challenge, data.atelier, data.halls, data.organisation)


def _leaves(value: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _leaves(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from _leaves(item, key)
    else:
        yield key, value


@pytest.mark.parametrize("read", READERS, ids=lambda read: read.__name__)
def test_no_amount_stays_a_text_and_every_amount_is_whole_cents(read: Callable[[], data.Table]) -> None:
    leaves = list(_leaves(read()))
    texts = {key for key, value in leaves if isinstance(value, str) and re.fullmatch(r"\d+\.\d\d", value)}
    assert texts <= {"score", "expected_combined"}
    amounts = [value for key, value in leaves if key.endswith("_cents") and key != "instalments_with_cents"]
    assert amounts
    assert {type(value) for value in amounts} == {int}


def test_an_amount_and_a_share_come_out_as_they_stand_in_the_file() -> None:
    round_ = data.challenge()["round"]
    assert (round_["ceiling_cents"], round_["advance_share"]) == (11250000, Fraction(4, 5))
    assert data.challenge()["finale"]["prizes_cents"] == [750000, 500000, 250000]
    assert data.halls()["round_a"]["amount_per_m2_cents"] == 332
    assert data.organisation()["mandate"][0]["maximum_cents"] == 2500000
    assert "ceiling" not in round_


@pytest.mark.parametrize("text", ["3400", "3.400,00", "-5.00", "5.0", ""])
def test_an_amount_in_another_shape_is_a_mistake_in_the_file(text: str) -> None:
    with pytest.raises(AssertionError):
        data.cents(text)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_file_says_at_its_head_what_is_real_and_what_is_invented(file: Path) -> None:
    head = "".join(line for line in file.read_text("utf-8").splitlines(keepends=True)[:20] if line.startswith("#"))
    assert "# REAL (source):" in head
    assert "# INVENTED:" in head


def test_there_are_four_files_with_the_numbers_of_2017() -> None:
    assert [file.stem for file in FILES] == [
        "challenge_2017",
        "dorpshuizen_2026",
        "innovatie_atelier_2017",
        "organisation",
    ]
    challenge = data.challenge()
    assert [len(challenge[name]) for name in ("idea", "plan", "finalist", "account")] == [104, 48, 10, 31]
    assert (len(data.atelier()["initiative"]), len(data.halls()["hall"])) == (12, 12)
    assert [len(data.organisation()[name]) for name in ("area", "partner", "budget_line")] == [49, 13, 21]


def test_somebody_has_a_mandate_up_to_the_highest_amount_for_every_kind_of_decision_but_a_revocation() -> None:
    highest = max(rule.parameters.get("maximum_cents", 0) for scheme in ALL for rule in scheme.rounds)
    assert highest == 75_000_00
    able = {
        kind
        for mandate in data.organisation()["mandate"]
        for kind in mandate["decision_types"]
        if mandate["maximum_cents"] >= highest
    }
    assert STATES_BY_KIND.keys() - able == {"revocation"}
