"""Which systems are told of events, and where: adding an address, ending one, and the signature by which what comes is known to be ours."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable
from urllib.parse import urlsplit

from partners.models import Subscription, System
from partners.sealing import seal, unseal

MOST = 5
"""Addresses of one system."""

AT_HOME = frozenset({"127.0.0.1", "::1", "localhost"})
"""Hosts to which nothing leaves the machine, so that it may go in the open."""

PREFIX = "whsec_"
"""With what a secret begins, by Standard Webhooks."""


class Unfit(Exception):  # noqa: N818 - it is what is wrong with an address, not an error of the program.
    """Why an address cannot be subscribed, in Dutch."""


def add(system: System, url: str, kinds: Iterable[str]) -> tuple[Subscription, str]:
    """A new subscription, and its secret, which is shown once. Raises `Unfit`."""
    if fault := _fault(url):
        raise Unfit(fault)
    if system.subscriptions.filter(is_active=True).count() >= MOST:
        raise Unfit(f"Een systeem heeft hoogstens {MOST} adressen. Sluit er eerst een af.")
    secret = PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()
    wanted = " ".join(dict.fromkeys(kinds))
    return Subscription.objects.create(system=system, url=url, kinds=wanted, secret=seal(secret)), secret


def end(subscription: Subscription) -> None:
    """Send nothing to this address any more, what still waits included."""
    Subscription.objects.filter(pk=subscription.pk).update(is_active=False)


def _fault(url: str) -> str:
    """What is wrong with an address: it is named by an administrator, and what goes there is never more than a reference."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return "Dit is geen adres."
    at_home = parts.scheme == "http" and parts.hostname in AT_HOME
    if not parts.hostname or len(url) > 500 or not (parts.scheme == "https" or at_home):  # noqa: PLR2004 - the length of the column.
        return "Een adres begint met https:// en is hoogstens 500 tekens lang."
    return "Zet geen naam of wachtwoord in het adres." if "@" in parts.netloc or parts.fragment else ""


def signature(subscription: Subscription, message: str, second: int, body: bytes) -> str:
    """The signature over a message, by Standard Webhooks: HMAC-SHA256 over its id, the second at which it is sent (Unix) and its body."""
    key = base64.b64decode(unseal(subscription.secret).removeprefix(PREFIX))
    signed = hmac.new(key, f"{message}.{second}.".encode() + body, hashlib.sha256).digest()
    return "v1," + base64.b64encode(signed).decode()
