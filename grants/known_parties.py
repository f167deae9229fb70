"""Whom we know as applicants: looking somebody up by a name, a number or a reference, among those who act for an organisation today."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from grants.models import Application
from partners import identifiers
from partners.models import Membership, Organisation
from workflow import clock

MOST = 20
"""So many are shown at most; who looks for more says more."""


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who acts for an organisation that we know."""

    organisation: Organisation
    person: uuid.UUID
    name: str
    code: str

    @property
    def role(self) -> str:
        """What they are there, in words."""
        return gettext(Membership.Role(self.code).label)


def found(words: str) -> Sequence[Known]:
    """Who acts today for the organisations that are meant: by name, KvK number, contact or the reference of a case. One query."""
    words = words.strip()
    if not words:
        return ()
    number = identifiers.normalise_kvk(words)
    meant = Q(organisation__name__icontains=words) | Q(person__name__icontains=words)
    meant |= Q(organisation__in=Application.objects.filter(stream__reference__iexact=words).values("organisation"))
    if number.isdigit():
        meant |= Q(organisation__kvk=number)
    members = _acting().filter(meant).order_by("organisation__name", "person__name")
    return [_known(one) for one in members[:MOST]]


def of(cases: QuerySet[Application]) -> Sequence[Known]:
    """Who acts today for the organisations of these applications, by name. One query."""
    members = _acting().filter(organisation__in=cases.values("organisation")).order_by("person__name", "pk")
    return [_known(one) for one in members[:MOST]]


def acting(organisation: uuid.UUID, person: uuid.UUID) -> Known | None:
    """This person as somebody who acts for this organisation today; None when they do not."""
    member = _acting().filter(organisation=organisation, person=person).first()
    return _known(member) if member else None


def _acting() -> Any:
    today = clock.today()
    valid = Q(valid_from__lte=today) & (Q(valid_through=None) | Q(valid_through__gte=today))
    return Membership.objects.filter(valid).select_related("organisation", "person")


def _known(member: Membership) -> Known:
    return Known(member.organisation, member.person_id, member.person.name, member.role)
