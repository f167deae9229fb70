"""What a session knows of who signed in: with what they proved who they are, and how long ago."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest

from workflow import clock

PROVED, STRONG = "proved-at", "with-second-factor"

ASKED_FOR = frozenset(
    {
        ("decision", "sign"),
        ("decision", "record_resolution"),
        ("payment", "approve_payment"),
        ("payment", "approve_payment_third"),
        ("payment_order", "make_order"),
        ("register", "disclose"),
    }
)
"""The steps, each with its machine, that somebody takes only with a fresh proof. A resolution is what lets a decision be signed; a file of
all that is kept about somebody is what a thief wants."""


def is_strong(request: HttpRequest) -> bool:
    """Whether somebody signed in with all that this installation asks."""
    return not settings.SECOND_FACTOR or bool(request.session.get(STRONG))


def strengthen(request: HttpRequest) -> None:
    """From now on this session is one with a second factor."""
    request.session[STRONG] = True


def is_proven(request: HttpRequest) -> bool:
    """Whether somebody proved who they are a short time ago."""
    return within(request.session.get(PROVED, 0), timedelta(minutes=settings.PROOF_MINUTES))


def proven(request: HttpRequest) -> None:
    """Somebody proved just now who they are."""
    request.session[PROVED] = now()


def now() -> int:
    """The moment as a session keeps it."""
    return int(clock.now().timestamp())


def within(then: int, length: timedelta) -> bool:
    """Whether a moment that a session kept is no longer ago than this."""
    return now() - then < length.total_seconds()
