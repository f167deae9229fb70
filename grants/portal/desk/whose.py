"""Whose a case is: who handles the duty that it waits for, and for whom a colleague looks after cases today."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext

from grants import absences, saying
from grants.desk import Desk
from grants.models import Handling
from partners.models import Person
from workflow import clock

if TYPE_CHECKING:
    from grants.portal.queue import Waiting

KEPT_BY: Mapping[str, tuple[str, ...]] = {
    "aanvulling": ("intake_clerk",),
    "uitvoering": ("policy_officer",),
    "plan": ("adviser",),
}
"""Who keeps an eye on a case that waits for the applicant, by what it waits with."""


def duties(waits: Waiting) -> tuple[str, ...]:
    """The duties of which one handles a case that waits like this; none for one that is over."""
    return waits.roles or KEPT_BY.get(waits.code, ())


def handler(waits: Iterable[Waiting]) -> Subquery:
    """The person who handles what a case waits for, of cases of which `wait` says with what; None where it is nobody's."""
    handled = [f"{one.code}/{duty}" for one in waits for duty in duties(one)]
    mine = Handling.objects.filter(application=OuterRef("pk"), state=Handling.ASSIGNED)
    said = mine.annotate(said=Concat(OuterRef("wait"), Value("/"), "duty", output_field=CharField()))
    return Subquery(said.filter(said__in=handled).values("handler")[:1])


def handlers(waiting: Mapping[str, Waiting]) -> Mapping[str, uuid.UUID]:
    """The same person of the cases on a page, by reference, in a query of its own: it costs less than to ask it beside each case."""
    rows = Handling.objects.filter(stream__reference__in=list(waiting), state=Handling.ASSIGNED)
    found = rows.values_list("stream__reference", "duty", "handler")
    return {reference: person for reference, duty, person in found if duty in duties(waiting[reference])}


@dataclass(frozen=True, slots=True)
class Told:
    """Whose a case is, as a person reads it, and whether it is one's own or of somebody whom one stands in for."""

    words: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """Who sits at the desk, for whom they stand in today (each by name and until when), and the names of others."""

    me: uuid.UUID | None
    stands_in: Mapping[uuid.UUID, tuple[str, Any]]
    names: Mapping[uuid.UUID, str]

    def told(self, person: uuid.UUID | None) -> Told:
        """Whose a case of this person is."""
        if person is None:
            return Told()
        if person == self.me:
            return Told("u", own=True)
        if person in self.stands_in:
            name, last = self.stands_in[person]
            return Told(
                gettext("%(name)s, afwezig tot en met %(day)s: u neemt waar") % {"name": name, "day": saying.day(last)},
                own=True,
            )
        return Told(self.names.get(person, gettext("iemand die niet meer in het register staat")))


def stands_in(desk: Desk) -> Mapping[uuid.UUID, tuple[str, Any]]:
    """For whom a colleague looks after cases today, read once for a page."""
    person = desk.actor.person
    return desk.rows.once("looked_after", [person], lambda _: {person: _looked_after(person)})[person]


def _looked_after(person: uuid.UUID | None) -> Mapping[uuid.UUID, tuple[str, Any]]:
    return absences.looked_after(person, clock.today()) if person else {}


def people(desk: Desk, others: Iterable[uuid.UUID]) -> Sequence[uuid.UUID]:
    """A colleague and those whom they stand in for."""
    return [*([desk.actor.person] if desk.actor.person else []), *others]


def known(desk: Desk, others: Mapping[uuid.UUID, tuple[str, Any]], persons: Iterable[uuid.UUID | None]) -> Known:
    """Who is who on one page, in one query: also where nobody else stands on it, so that every page asks as often."""
    asked = {one for one in (desk.actor.person, *persons) if one}
    return Known(desk.actor.person, others, dict(Person.objects.filter(pk__in=asked).values_list("pk", "name")))
