"""Absences on screen: who is away or will be, who looks after their cases, and saying so."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator

from grants import payloads
from grants.desk import Desk
from grants.models import Absence
from grants.portal.payload_form import PayloadForm, form_for
from partners.models import Person
from workflow import clock, door

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One absence: whose, who stands in, and whether it is today."""

    absence: Absence
    name: str
    substitute: str
    today: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of them."""

    page: Page[Any]
    rows: Sequence[Row]


def look(number: str) -> Listed:
    """The absences of today and to come, the first one first."""
    today = clock.today()
    standing = Absence.objects.filter(state=Absence.REPORTED, last__gte=today).order_by("first", "pk")
    page = Paginator(standing, PER_PAGE).get_page(number)
    found = list(page.object_list)
    people = {person for one in found for person in (one.person, one.substitute)}
    names = dict(Person.objects.filter(pk__in=people).values_list("pk", "name")) if people else {}
    return Listed(
        page, [Row(one, names.get(one.person, ""), names.get(one.substitute, ""), one.first <= today) for one in found]
    )


def form(desk: Desk, posted: Any = None) -> PayloadForm:
    """The form of a new absence, of oneself unless it is somebody else's."""
    return form_for(payloads.Away, None)(posted, initial={"person": desk.actor.person, "first": clock.today()})


def report(given: PayloadForm, desk: Desk, key: uuid.UUID) -> None:
    """Report what was filled in. Raises `Refusal` when it cannot be."""
    absence = uuid.uuid5(key, Absence.MACHINE)
    door.perform(Absence.MACHINE, "report_absence", absence, given.payload(), actor=desk.actor, key=f"portal/{key}")


def end(absence: uuid.UUID, desk: Desk) -> None:
    """End one that was reported; the second click ends nothing more. Raises `Refusal` when there is none."""
    door.perform(Absence.MACHINE, "end_absence", absence, actor=desk.actor, key=f"portal/end/{absence}")
