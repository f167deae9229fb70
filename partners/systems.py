"""Which systems may come to the API: adding one, knowing it by its secret, and the tokens that it gets."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta
from hmac import compare_digest

from partners.models import Person, System, SystemToken
from workflow import clock

READ_SCHEMES, READ_DOSSIERS, READ_MONEY = "schemes:read", "dossiers:read", "money:read"
READ_REGISTERS, TAKE_STEPS, SEND_FORMS = "registers:read", "steps:take", "forms:send"

MEANINGS: dict[str, str] = {
    READ_SCHEMES: "regelingen, rondes en indicatoren lezen",
    READ_DOSSIERS: "aanvragen lezen, met hun besluiten, termijnen en gebeurtenissen",
    READ_MONEY: "betalingen en begroting lezen",
    READ_REGISTERS: "registers lezen: aanvragers, rollen, teksten, steekproeven",
    TAKE_STEPS: "stappen nemen",
    SEND_FORMS: "formulieren insturen die elders zijn ingevuld",
}
"""What a token can be good for; what a system sees and may do within that, its roles say."""

LIFETIME = timedelta(minutes=30)


def add(name: str, person: Person, scopes: Iterable[str]) -> tuple[System, str]:
    """A new system that stands for a person, and its secret, which is shown once."""
    secret = secrets.token_urlsafe(32)
    system = System.objects.create(name=name, person=person, secret=_digest(secret), scopes=" ".join(scopes))
    return system, secret


def close(system: System) -> None:
    """Let a system in no more: its tokens end at once."""
    system.tokens.all().delete()
    System.objects.filter(pk=system.pk).update(is_active=False)


def known_by(client_id: str, secret: str) -> System | None:
    """The system with this id and this secret, if it may still come in."""
    system = None
    with suppress(ValueError):
        system = System.objects.filter(pk=uuid.UUID(client_id), is_active=True).select_related("person").first()
    return system if system and compare_digest(system.secret, _digest(secret)) else None


def give(system: System, token: str, scopes: Iterable[str]) -> None:
    """Keep a token that a system was given; those that ran out are cleared away."""
    now = clock.now()
    SystemToken.objects.filter(expires_at__lte=now).delete()
    SystemToken.objects.create(system=system, digest=_digest(token), scopes=" ".join(scopes), expires_at=now + LIFETIME)


def with_token(token: str) -> SystemToken | None:
    """What a token is good for, and for which system; None when it is no token, or good no longer."""
    found = SystemToken.objects.select_related("system__person")
    return found.filter(digest=_digest(token), expires_at__gt=clock.now(), system__is_active=True).first()


def _digest(secret: str) -> str:
    """What is kept of a secret. It is 256 random bits, so that nobody guesses it and a slow hash adds nothing."""
    return hashlib.sha256(secret.encode()).hexdigest()
