"""Canonical JSON: one text for one value, so that a hash over it means something.

A subset of RFC 8785: keys sorted, no white space, UTF-8, no floats (money is an integer number of cents, dates are ISO 8601 texts).
"""

import hashlib
import json
import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from fractions import Fraction

_TYPE_ERROR = "a canonical value is a text, a whole number, a date, a list or an object; not {!r}"

LARGEST = 2**63 - 1
"""Whole numbers beyond this do not fit the database; refusing them here keeps a hash from outliving its row."""


def plain(value: object) -> object:
    """Reduce a value to JSON's own types: dates and instants become ISO 8601 texts, identifiers and fractions texts.

    Raises:
        TypeError: for a float or any other type that has more than one text.
        ValueError: for a whole number that the database cannot hold.
    """
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        if abs(value) > LARGEST:
            message = f"{value} does not fit in 64 bits"
            raise ValueError(message)
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, uuid.UUID | Fraction):
        return str(value)
    return _plain_container(value)


def _plain_container(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, Sequence | frozenset | set):
        items = [plain(item) for item in value]
        return sorted(items, key=str) if isinstance(value, frozenset | set) else items
    raise TypeError(_TYPE_ERROR.format(value))


def canonical(value: object) -> str:
    """The one text of a value."""
    return json.dumps(plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest(value: object, *, domain: bytes = b"\x00") -> str:
    """SHA-256 (hex) over a domain byte and the canonical text of a value."""
    return hashlib.sha256(domain + canonical(value).encode()).hexdigest()
