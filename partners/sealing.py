"""Seals a secret that has to be read again, so that a copy of the database does not give it away."""

from __future__ import annotations

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet
from django.conf import settings
from django.utils.crypto import salted_hmac


def _box() -> Fernet:
    """The box of this installation: its key follows from the secret key, and stands in no database."""
    key = salted_hmac("partners.sealing", "second factors", secret=settings.SECRET_KEY, algorithm="sha256").digest()
    return Fernet(urlsafe_b64encode(key))


def seal(secret: str) -> str:
    """The secret as it may be stored."""
    return _box().encrypt(secret.encode()).decode()


def unseal(sealed: str) -> str:
    """The secret again.

    Raises:
        cryptography.fernet.InvalidToken: when it was sealed under another secret key, or changed.
    """
    return _box().decrypt(sealed.encode()).decode()
