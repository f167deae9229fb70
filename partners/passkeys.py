"""Passkeys: a key pair in a phone, a computer or a stick, which unlocks with a finger, a face or a PIN (WebAuthn)."""

from __future__ import annotations

import json
import uuid
from typing import Any

from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from partners import factors
from partners.models import Account, SecondFactor

Asked = tuple[str, dict[str, Any]]
"""What the browser is asked, as JSON; and what has to be remembered until it answers."""

# Without a name and a password a passkey stands alone: it has to know whose it is, and to check that it is them.
VERIFIED = UserVerificationRequirement.REQUIRED


def _server(host: str) -> Fido2Server:
    """The party that passkeys are for: the host of the installation, without a port."""
    return Fido2Server(PublicKeyCredentialRpEntity(id=host, name="Aanjager"))


def ask_new(account: Account, host: str) -> Asked:
    """Ask the browser to make a passkey for an account."""
    user = PublicKeyCredentialUserEntity(
        id=account.pk.bytes, name=account.username, display_name=account.person.name or account.username
    )
    options, state = _server(host).register_begin(
        user, _keys(account.pk), resident_key_requirement=ResidentKeyRequirement.REQUIRED, user_verification=VERIFIED
    )
    return json.dumps(dict(options.public_key)), dict(state)


def add(account: Account, label: str, state: dict[str, Any] | None, answer: str, host: str) -> bool:
    """Add the passkey that the browser made; whether it was a right answer to what was asked."""
    try:
        made = _server(host).register_complete(state, json.loads(answer))
    except (ValueError, KeyError, TypeError, AttributeError):
        return False
    assert made.credential_data, "a registration has the data of its credential"
    factors.add(account, SecondFactor.Kind.PASSKEY, label, websafe_encode(made.credential_data))
    return True


def ask(host: str) -> Asked:
    """Ask the browser for any passkey of this installation."""
    options, state = _server(host).authenticate_begin(user_verification=VERIFIED)
    return json.dumps(dict(options.public_key)), dict(state)


def account_of(state: dict[str, Any] | None, answer: str, host: str) -> Account | None:
    """Whose passkey answered; None when the answer is not right, or the account may not sign in."""
    try:
        response = json.loads(answer)
        owner = uuid.UUID(bytes=websafe_decode(response["response"]["userHandle"]))
        _server(host).authenticate_complete(state, _keys(owner), response)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return Account.objects.filter(pk=owner, is_active=True).first()


def _keys(account: uuid.UUID) -> list[AttestedCredentialData]:
    kept = SecondFactor.objects.filter(account=account, kind=SecondFactor.Kind.PASSKEY).values_list("secret", flat=True)
    return [AttestedCredentialData(websafe_decode(secret)) for secret in kept]
