"""Commitments to personal values: bound to their place, salted each on its own, never guessed."""

import hashlib

import pytest
from django.test import override_settings

from workflow.personal import SOURCES, commitment, new_salt

SALT = "ab" * 32
PLACE = ("8b6f2a6e-6a3c-4a38-9d3e-0d8f4f3f1a11", 7, "partners_person", "1", "name")


def test_a_commitment_is_the_hash_of_domain_salt_place_and_value() -> None:
    text = '[["8b6f2a6e-6a3c-4a38-9d3e-0d8f4f3f1a11",7,"partners_person","1","name"],"Ada"]'
    assert commitment(SALT, PLACE, "Ada") == hashlib.sha256(b"\x02" + bytes.fromhex(SALT) + text.encode()).hexdigest()


def test_another_value_salt_or_place_is_another_commitment() -> None:
    places = [
        ("x", *PLACE[1:]),
        (PLACE[0], 8, *PLACE[2:]),
        (*PLACE[:2], "x", *PLACE[3:]),
        (*PLACE[:3], "2", PLACE[4]),
        (*PLACE[:4], "email"),
    ]
    found = {commitment(SALT, PLACE, "Ada"), commitment(SALT, PLACE, "Bea"), commitment("cd" * 32, PLACE, "Ada")}
    found |= {commitment(SALT, place, "Ada") for place in places}
    assert len(found) == 8


@pytest.mark.parametrize("salt", ["", "ab", "AB" * 32, "zz" * 32, "ab" * 33, " " + "ab" * 32])
def test_what_is_no_salt_commits_to_nothing(salt: str) -> None:
    assert commitment(salt, PLACE, "Ada") == ""


def test_salts_are_new_every_time_and_256_bits_long() -> None:
    with override_settings(SALT_SOURCE="os"):
        salts = {new_salt() for _ in range(100)}
    assert len(salts) == 100
    assert {len(bytes.fromhex(salt)) for salt in salts} == {32}
    assert set(SOURCES) == {"os", "seeded"}
