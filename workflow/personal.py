"""Personal data stays out of the trail: an event holds a salted commitment, the value and its salt stand in stores that can be erased.

A commitment is SHA-256 over a domain byte, a 256-bit salt and the canonical place and value, so that it cannot be guessed from a list of
names or bank accounts, nor moved to another place. The salt is new for every value of every event: nothing links two commitments.
"""

import hashlib
import itertools
import re
import secrets
from collections.abc import Callable

from django.conf import settings
from django.db.models import Model

from workflow.canonical import canonical

_DOMAIN = b"\x02"
_SALT = re.compile("[0-9a-f]{64}")
_counter = itertools.count()


def _seeded() -> str:
    return hashlib.sha256(f"seeded salt {next(_counter)}".encode()).hexdigest()


SOURCES: dict[str, Callable[[], str]] = {"os": lambda: secrets.token_hex(32), "seeded": _seeded}
"""Where salts come from, by the setting `SALT_SOURCE`; "seeded" repeats itself and is refused in production at boot."""


def new_salt() -> str:
    """A fresh salt, 64 hexadecimal digits."""
    return SOURCES[settings.SALT_SOURCE]()


def commitment(salt: str, place: tuple[str, int, str, str, str], value: object) -> str:
    """The commitment (hex) to a value at its place: stream, sequence, table, row and column; "" for a salt that was never one."""
    if not _SALT.fullmatch(salt):
        return ""
    return hashlib.sha256(_DOMAIN + bytes.fromhex(salt) + canonical([list(place), value]).encode()).hexdigest()


def personal_columns(model: type[Model]) -> frozenset[str]:
    """The columns of a model that may hold personal data."""
    found: frozenset[str] = getattr(model, "PERSONAL", frozenset())
    return found
