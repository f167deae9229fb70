"""The demo data as Python values: one function per file, amounts in cents, shares as exact fractions.

The files hold amounts as texts in euros, which read well in a file but must never be added up. A key that holds an
amount comes out with `_cents` behind its name ("requested" becomes "requested_cents"), also where it holds a list of
amounts, so that code that forgets the conversion finds no such key.
"""

import re
import tomllib
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

Table = dict[str, Any]

_FOLDER = Path(__file__).parent
_EUROS = re.compile(r"\d+\.\d{2}")
_SHARES = frozenset({"advance_share", "funding_share", "share", "share_above"})
_MARKS = frozenset({"expected_combined", "score"})  # what a reader is shown: two decimals, compared as text


def cents(euros: str) -> int:
    """Whole cents of an amount in euros with two decimals: "3400.00" is 340000."""
    assert _EUROS.fullmatch(euros), euros
    return int(euros.replace(".", ""))


@cache
def challenge() -> Table:
    """The Ondernemers Challenge of 2017 on the calendar of 2026: 104 ideas, 48 plans, the finale and the accounts."""
    return _read("challenge_2017.toml")


@cache
def atelier() -> Table:
    """The Innovatieatelier of 2017 on the calendar of 2026: twelve initiatives in four tranches."""
    return _read("innovatie_atelier_2017.toml")


@cache
def halls() -> Table:
    """Twelve invented village halls with their applications for part A (formula) and part B (need)."""
    return _read("dorpshuizen_2026.toml")


@cache
def organisation() -> Table:
    """The municipality of the demo: staff, roles, mandates, areas, budget lines, partners, indicators, its law."""
    return _read("organisation.toml")


def _read(name: str) -> Table:
    return dict(_converted(key, value) for key, value in tomllib.loads((_FOLDER / name).read_text("utf-8")).items())


def _converted(key: str, value: Any) -> tuple[str, Any]:
    """The key and value as code wants them: what is inside tables and lists too, amounts as cents under their name."""
    if isinstance(value, dict):
        return key, dict(_converted(inner, item) for inner, item in value.items())
    if isinstance(value, list) and not _is_amounts(value):
        return key, [_converted("", item)[1] if isinstance(item, dict | list) else item for item in value]
    if key in _SHARES:
        return key, Fraction(value)
    if key in _MARKS or not _is_amounts(value if isinstance(value, list) else [value]):
        return key, value
    return f"{key}_cents", [cents(item) for item in value] if isinstance(value, list) else cents(value)


def _is_amounts(values: list[Any]) -> bool:
    return bool(values) and all(isinstance(item, str) and _EUROS.fullmatch(item) for item in values)
