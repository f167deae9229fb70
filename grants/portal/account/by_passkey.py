"""Passkeys between a browser and this installation: what was asked waits in the session, and is good for one answer."""

from __future__ import annotations

from django.http import HttpRequest

from partners import passkeys
from partners.models import Account

ASKED, ASKED_NEW = "passkey-asked", "passkey-asked-new"


def host_of(request: HttpRequest) -> str:
    """The name of the host, without a port: for that name alone a passkey works."""
    return request.get_host().partition(":")[0]


def ask(request: HttpRequest) -> str:
    """What the browser is asked, as JSON."""
    options, request.session[ASKED] = passkeys.ask(host_of(request))
    return options


def account_of(request: HttpRequest, answer: str) -> Account | None:
    """Whose passkey answered what was asked; None when it is not right."""
    return passkeys.account_of(request.session.pop(ASKED, None), answer, host_of(request))


def ask_new(request: HttpRequest, account: Account) -> str:
    """What the browser is asked to make, as JSON."""
    options, request.session[ASKED_NEW] = passkeys.ask_new(account, host_of(request))
    return options


def add(request: HttpRequest, account: Account, label: str, answer: str) -> bool:
    """Whether the browser made a right passkey, which is then of the account."""
    return passkeys.add(account, label, request.session.pop(ASKED_NEW, None), answer, host_of(request))
