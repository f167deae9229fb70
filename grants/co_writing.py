"""Writing along: an applicant asks somebody to help with one draft, by a link that works once and not for long.

Who accepts fills in as the applicant does, under their own name, and sends nothing: the door knows them as nobody. It stands outside the
trail, as what is filled in does, and goes with the draft. Who locks the dossier first comes first.
"""

from __future__ import annotations

import hashlib
import uuid
from datetime import timedelta

from django.core import signing
from django.db import transaction
from django.db.models import Q, QuerySet

from grants.drafts import Over
from grants.models import Application, CoWriter
from partners.models.account import normalised
from workflow import clock, outbox
from workflow.models import Stream

LIFETIME = timedelta(days=7)
"""How long a link works."""

MOST = 5
"""Who writes along on one draft and who was asked to, together."""


DAY = timedelta(days=1)
MAILED_BY_ONE, MAILED_TO_ONE = 10, 3
"""How many invitations of one person leave by mail in a day, and how many to one address, whoever asks."""

TOPIC = "co-writer-invitation"
_SIGNER = signing.Signer(salt="grants.co_writing", sep=".")


class Full(Exception):  # noqa: N818 - it is what is in the way, not an error of the program.
    """As many write along, or were asked to, as may."""


class Enough(Exception):  # noqa: N818 - the same.
    """One person had as many invitations mailed in a day as may."""


def invite(case: Application, person: uuid.UUID, email: str = "") -> str:
    """Ask somebody to write along, by mail where an address is given; what stands in the link, which follows from no row.

    An address that was mailed enough today gets no other mail, which the answer does not tell: it says nothing of what others asked.

    Raises:
        Enough: when this person had as many mailed today as may.
        Full: when as many do or were asked already as may.
        Over: when the application is no draft any more.
    """
    now, address, key = clock.now(), normalised(email), uuid.uuid4()
    secret = _secret(key)
    with transaction.atomic():
        _lock(case)
        if _in_force(case).count() >= MOST:
            raise Full
        today = CoWriter.objects.exclude(email="").filter(invited_at__gt=now - DAY)
        if address and today.filter(invited_by=person).count() >= MAILED_BY_ONE:
            raise Enough
        leaves = address and today.filter(email=address).count() < MAILED_TO_ONE
        CoWriter.objects.create(
            id=key,
            application=case,
            digest=_digest(secret),
            email=address,
            invited_by_id=person,
            invited_at=now,
            expires_at=now + LIFETIME,
        )
        if leaves:
            outbox.put(TOPIC, key)
    return secret


def to_mail(key: uuid.UUID) -> tuple[CoWriter, str] | None:
    """An invitation that is to be mailed and what stands in its link; None when it is over, or was taken back or used."""
    secret = _secret(key)
    found = asked(secret)
    return (found, secret) if found and found.email else None


def asked(secret: str) -> CoWriter | None:
    """The invitation behind a link; None when there is none, or when it is over or was used."""
    rows = CoWriter.objects.filter(_waits(), digest=_digest(secret), application__state=Application.DRAFT)
    return rows.select_related("application__round", "application__stream", "invited_by").first()


def accept(secret: str, person: uuid.UUID) -> CoWriter | None:
    """Write along from now on; None when the link works no longer. Who does so already uses up no other link.

    Raises:
        Over: when the application is no draft any more.
    """
    found = asked(secret)
    if found is None:
        return None
    with transaction.atomic():
        _lock(found.application)
        if CoWriter.objects.filter(application=found.application, person=person, ended_at=None).exists():
            return found
        open_ = CoWriter.objects.filter(_waits(), pk=found.pk)
        return found if open_.update(person=person, accepted_at=clock.now()) else None


def end(case: Application, invitation: uuid.UUID) -> bool:
    """Let somebody write along no longer, or take an invitation back; whether there was one."""
    return bool(CoWriter.objects.filter(pk=invitation, application=case, ended_at=None).update(ended_at=clock.now()))


def of(case: Application) -> QuerySet[CoWriter]:
    """All who were asked, the last one first."""
    return (
        CoWriter.objects.filter(application=case).select_related("person", "invited_by").order_by("-invited_at", "pk")
    )


def written_along(person: uuid.UUID) -> QuerySet[Application]:
    """The drafts on which somebody writes along today."""
    mine = CoWriter.objects.filter(person=person, ended_at=None)
    return Application.objects.filter(state=Application.DRAFT, pk__in=mine.values("application"))


def _lock(case: Application) -> None:
    Stream.objects.select_for_update().get(pk=case.stream_id)
    if not Application.objects.filter(pk=case.pk, state=Application.DRAFT).exists():
        raise Over


def _waits() -> Q:
    return Q(person=None, ended_at=None, expires_at__gt=clock.now())


def _in_force(case: Application) -> QuerySet[CoWriter]:
    return CoWriter.objects.filter(_waits() | Q(person__isnull=False, ended_at=None), application=case)


def _secret(key: uuid.UUID) -> str:
    """What stands in the link of a row: its id under a key that stands in no database, so that the worker can write it as well."""
    return _SIGNER.sign(key.hex)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
