"""Whatever comes with a step has limits, and holds nothing that no database keeps."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from grants import payloads
from tests import world
from tests.invariants.tables import everything
from workflow.errors import Refusal
from workflow.limits import LONGEST_TEXT, MOST_ITEMS, beyond


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("x" * LONGEST_TEXT, []),
        ("x" * (LONGEST_TEXT + 1), ["text-too-long"]),
        ("Café", []),
        ("een\0nul", ["text-unreadable"]),
        ("een half \ud83d teken", ["text-unreadable"]),
        ([1] * MOST_ITEMS, []),
        ([1] * (MOST_ITEMS + 1), ["too-many-items"]),
        ({"a": [("b", "x" * (LONGEST_TEXT + 1))]}, ["text-too-long"]),
        ({"x" * (LONGEST_TEXT + 1): 1}, ["text-too-long"]),
        ({"a": frozenset({"\0"})}, ["text-unreadable"]),
        ([uuid.UUID(int=1), None, 3, True], []),
    ],
)
def test_what_has_no_end_or_cannot_be_kept_is_found_wherever_it_stands(said: Any, codes: list[str]) -> None:
    assert [one.code for one in beyond(said)] == codes


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["x" * (LONGEST_TEXT + 1), "een\0nul"])
def test_the_door_refuses_it_before_it_looks_at_anything_else(text: str) -> None:
    town = world.found()
    case = town.file()
    before = everything()
    with pytest.raises(Refusal) as refusal:
        town.take("adviser", "application", "advise_idea", case.pk, payloads.Advice(text))
    assert (refusal.value.kind, refusal.value.code[:5]) == ("malformed", "text-")
    assert everything() == before
