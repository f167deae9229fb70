"""Codes that are good once: those of an app, which follow from a key and the time (RFC 6238), and recovery codes."""

from __future__ import annotations

import hmac
import secrets
from base64 import b32decode, b32encode
from datetime import datetime
from hashlib import sha256

SECONDS = 30
DIGITS = 6
RECOVERY_CODES = 8


def new_key() -> str:
    """A key for an app: 160 random bits in the letters that an app accepts."""
    return b32encode(secrets.token_bytes(20)).decode()


def step_of(at: datetime) -> int:
    """The number of the half minute in which an instant falls."""
    return int(at.timestamp()) // SECONDS


def code_at(key: str, step: int) -> str:
    """What the app shows in a half minute (RFC 4226, paragraph 5.3).

    >>> code_at("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", 1)
    '287082'
    """
    digest = hmac.digest(b32decode(key), step.to_bytes(8, "big"), "sha1")
    start = digest[-1] & 0x0F
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def step_that_shows(key: str, code: str, at: datetime) -> int | None:
    """The half minute in which the app shows this code: now, just before or just after; None when it is none of these."""
    now = step_of(at)
    return next((step for step in (now, now - 1, now + 1) if hmac.compare_digest(code_at(key, step), code)), None)


def tidy(typed: str) -> str:
    """A code without the spaces and dashes that make it readable, in small letters of the plain alphabet.

    >>> tidy(" 287 082 "), tidy("ABCD-efgh"), tidy("é")
    ('287082', 'abcdefgh', '')
    """
    return "".join(letter for letter in typed.lower() if letter.isascii() and letter.isalnum())


def new_recovery_codes() -> list[str]:
    """Codes to print and keep: 80 random bits each, in four groups."""
    texts = [b32encode(secrets.token_bytes(10)).decode().lower() for _ in range(RECOVERY_CODES)]
    return ["-".join(text[start : start + 4] for start in range(0, 16, 4)) for text in texts]


def hashed(recovery_code: str) -> str:
    """The hash under which a recovery code is kept; with 80 random bits it needs no salt and no slowness."""
    return sha256(tidy(recovery_code).encode()).hexdigest()
