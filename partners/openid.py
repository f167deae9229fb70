"""What a broker of DigiD or eHerkenning says of who signs in, and which account of ours that is.

The names of the claims and of the levels are those of the brokers that Dutch municipalities use (OpenID Connect Core 1.0; the levels
are those of DigiD and of the eHerkenning trust framework). A citizen service number is never asked and never read.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.crypto import salted_hmac

from partners.identifiers import normalise_kvk
from partners.models import Account, Identity, Membership, Organisation, Person
from partners.models.membership import acting_for
from workflow import clock
from workflow.facts import Actor
from workflow.registers import record

DIGID, EHERKENNING = "digid", "eherkenning"
SAML = "urn:oasis:names:tc:SAML:2.0:ac:classes"
LOA = "urn:etoegang:core:assurance-class"
KVK = "urn:etoegang:1.9:EntityConcernedID:KvKnr"
CLAIM_MAX_CHARS = 200


@dataclass(frozen=True, slots=True)
class Broker:
    """What a kind of broker is called, its levels of assurance from low to high, and the lowest with which one may sign in."""

    title: str
    levels: Sequence[str]
    least: str


BROKERS: Mapping[str, Broker] = {
    DIGID: Broker(
        "DigiD",
        (f"{SAML}:PasswordProtectedTransport", f"{SAML}:MobileTwoFactorContract", f"{SAML}:Smartcard", f"{SAML}:SmartcardPKI"),
        f"{SAML}:MobileTwoFactorContract",
    ),
    EHERKENNING: Broker("eHerkenning", (f"{LOA}:loa2", f"{LOA}:loa2plus", f"{LOA}:loa3", f"{LOA}:loa4"), f"{LOA}:loa2plus"),
}  # fmt: skip
"""An application holds personal data and leads to money: a password alone is not enough (eIDAS 8)."""


class NotSure(Exception):  # noqa: N818 - what a broker said, not an error of the program.
    """A broker does not say who somebody is, or not with enough assurance."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """Who signs in, as a broker says: its own name, our hash of what it calls the person, and what it tells about them."""

    issuer: str
    subject: str
    name: str = ""
    email: str = ""
    kvk: str = ""

    def kept(self) -> dict[str, str]:
        """The same, as a session keeps it."""
        return asdict(self)


def claimed(kind: str, claims: Mapping[str, Any]) -> Claimed:
    """Read the claims of a token whose signature, sender, audience, nonce and dates were looked at. Raises `NotSure`."""
    broker = BROKERS[kind]
    level = claims.get("acr")
    if level not in broker.levels or broker.levels.index(level) < broker.levels.index(broker.least):
        raise NotSure(f"level {level!r}")
    issuer, subject = _text(claims, "iss"), _text(claims, "sub")
    kvk = normalise_kvk(_text(claims, KVK)) if kind == EHERKENNING else ""
    if not issuer or not subject or (kind == EHERKENNING and not kvk):
        raise NotSure("who it is")
    hashed = salted_hmac("partners.openid", f"{issuer} {subject}", algorithm="sha256").hexdigest()
    return Claimed(issuer, hashed, _text(claims, "name"), _text(claims, "email"), kvk)


def _text(claims: Mapping[str, Any], name: str) -> str:
    found = claims.get(name)
    return found.strip()[:CLAIM_MAX_CHARS] if isinstance(found, str) and found.isprintable() else ""


def account_of(who: Claimed) -> Account | None:
    """The account that signs in so; None for somebody who comes for the first time."""
    known = Account.objects.filter(identities__issuer=who.issuer, identities__subject=who.subject, is_active=True)
    return known.first()


def introduce(who: Claimed, *, name: str, email: str, phone: str) -> Account:
    """Make the person and the account of somebody who comes for the first time; who does so twice at once is one."""
    person = Person(id=uuid.uuid5(uuid.UUID(int=0), who.subject), name=name, email=email, phone=phone)
    if not Person.objects.filter(pk=person.pk).exists():
        record("partners", person, actor=Actor(system="sign-in"), key=f"introduced/{who.subject}")
    with transaction.atomic():
        account, _ = Account.objects.get_or_create(
            username=who.subject, defaults={"person_id": person.pk, "password": "!"}
        )
        Identity.objects.get_or_create(
            issuer=who.issuer, subject=who.subject, defaults={"account": account, "made_at": clock.now()}
        )
    return account


def act_for(account: Account, kvk: str) -> None:
    """Let somebody act for the organisation that eHerkenning says they are authorised for, where we know it (Awb 2:1).

    What it gave before and does not give now ends. What the office gave stays, and DigiD (kvk "") says nothing of this.
    """
    if not kvk:
        return
    organisation, today = Organisation.objects.filter(kvk=kvk).order_by("pk").first(), clock.today()
    theirs = list(acting_for((account.person_id,), today))
    for member in theirs:
        if _given_here(member) and member.organisation_id != (organisation and organisation.pk):
            _revise(member, max(member.valid_from, today - timedelta(days=1)))
    if organisation is None:
        return
    mine = [member for member in theirs if member.organisation_id == organisation.pk]
    if not mine:
        member = Membership(
            id=_id_of(account.person_id, organisation.pk, today), person_id=account.person_id, organisation=organisation,
            role=Membership.Role.CONTACT, valid_from=today,
        )  # fmt: skip
        record("partners", member, actor=Actor(system="sign-in"), key=f"authorised/{member.pk}")
    elif all(member.valid_through == today and _given_here(member) for member in mine):
        _revise(mine[0], None)  # It ended today, by a sign-in for another organisation in between.


def _id_of(person: uuid.UUID, organisation: uuid.UUID, since: date) -> uuid.UUID:
    """The id of a membership that eHerkenning gives: it follows from what the row says, so that it tells which ones these are."""
    return uuid.uuid5(person, f"{organisation}/{since}")


def _given_here(member: Membership) -> bool:
    return member.pk == _id_of(member.person_id, member.organisation_id, member.valid_from)


def _revise(member: Membership, through: date | None) -> None:
    """Let a membership end, or not. Each sign-in is one of its own, so that the same may be said again."""
    key = f"authorised/{member.pk}/{uuid.uuid4()}"
    record("partners", revised=[(member, {"valid_through": through})], actor=Actor(system="sign-in"), key=key)
