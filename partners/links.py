"""Links by e-mail with which somebody registers, or chooses another password: who can read the mail of an address is its owner.

Nothing here tells whether somebody is known by an address: asking takes the same steps for all, and the worker looks up what is sent.
"""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.core import signing
from django.db import transaction
from django.db.models import QuerySet

from partners.models import Account, PasswordLink, Person
from partners.models.account import normalised
from workflow import clock, outbox
from workflow.facts import Actor
from workflow.models import RoleGrant
from workflow.registers import record

LIFETIME = timedelta(days=1)
MOST = 5
"""Links of one address that are good at the same time. Who asks more gets no other mail, and can still use those."""

TOPIC = "password-link"
_SIGNER = signing.Signer(salt="partners.links", sep=".")


class Over(Exception):  # noqa: N818 - it is what is wrong with a link, not an error of the program.
    """A link that was used meanwhile, or is too old."""


def ask(email: str, following: str = "") -> None:
    """Let a link leave for an address, unless enough of them are on their way."""
    address = normalised(email)
    clean()
    with transaction.atomic():
        if PasswordLink.objects.filter(email=address).count() < MOST:
            row = PasswordLink.objects.create(email=address, following=following, made_at=clock.now())
            outbox.put(TOPIC, row.pk)


def clean() -> int:
    """Let go of links that are too old; how many were."""
    return PasswordLink.objects.filter(made_at__lte=clock.now() - LIFETIME).delete()[0]


def token_of(link: PasswordLink) -> str:
    """What stands in the address of a link."""
    return _SIGNER.sign(link.pk.hex)


def found(token: str) -> PasswordLink | None:
    """The link that an address names, while it is good."""
    try:
        key = uuid.UUID(_SIGNER.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    return good(key)


def good(key: uuid.UUID) -> PasswordLink | None:
    """The link with this id, while it is good."""
    fresh: QuerySet[PasswordLink] = PasswordLink.objects.filter(made_at__gt=clock.now() - LIFETIME)
    link = fresh.filter(pk=key).first()
    return link if link and leads_somewhere(link) else None


def account_of(link: PasswordLink) -> Account | None:
    """The account whose name is the address of the link; None for an address that is new."""
    return Account.objects.filter(username=link.email).first()


def leads_somewhere(link: PasswordLink) -> bool:
    """Whether the owner of the address may use it: not for an account that was closed, nor for one of who works or worked at the office."""
    account = account_of(link)
    return account is None or (account.is_active and not RoleGrant.objects.filter(person=account.person_id).exists())


def choose(link: PasswordLink, password: str, *, name: str = "", phone: str = "") -> Account:
    """Choose a password with a link, which is used up by it, as are the others of its address. Who is new is entered as a person.

    Raises:
        Over: when the link was used meanwhile.
    """
    if not account_of(link):
        _enter(link, name, phone)
    with transaction.atomic():
        if not PasswordLink.objects.filter(pk=link.pk).delete()[0]:
            raise Over
        PasswordLink.objects.filter(email=link.email).delete()
        account = account_of(link) or Account.objects.create_account(
            link.email, None, person=Person.objects.get(pk=_person_of(link))
        )
        account.choose_password(password)
    return account


def _person_of(link: PasswordLink) -> uuid.UUID:
    return uuid.uuid5(link.pk, "person")


def _enter(link: PasswordLink, name: str, phone: str) -> None:
    """Enter the person of an address that is new, once under the link."""
    person = Person(id=_person_of(link), name=name, email=link.email, phone=phone)
    if not Person.objects.filter(pk=person.pk).exists():
        record("partners", person, actor=Actor(system="sign-in"), key=f"registered/{link.pk}")
