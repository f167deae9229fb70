"""For whom somebody applies: one of the organisations that they act for; what we know of it is filled in where nothing was."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from grants import drafts
from grants.drafts import Typed
from grants.models import Application
from grants.portal.applicant.access import Applicant
from grants.portal.applicant.filing.drafted import Drafted
from grants.portal.intake.filing import known
from partners.models import BankAccount, Organisation, Person, acting_for
from workflow import clock
from workflow.form import Asked


def acted_for(applicant: Applicant) -> Sequence[Organisation]:
    """The organisations that somebody acts for today, by name. One query."""
    theirs = acting_for((applicant.actor.person,), clock.today())
    return list(Organisation.objects.filter(pk__in=theirs.values("organisation")).order_by("name"))


def choose(drafted: Drafted, organisation: Organisation, applicant: Applicant) -> None:
    """Apply for an organisation, and fill in what we know of it; what somebody typed themselves stays.

    Raises:
        Over: when the application is no draft any more.
    """
    assert applicant.actor.person, "an applicant is a person"
    person = Person.objects.get(pk=applicant.actor.person)
    values = {drafts.PARTY: str(organisation.pk), **dict(_filled_in(drafted, organisation, person))}
    typed = {id_: Typed(value, _number(drafted, id_)) for id_, value in values.items()}
    drafts.keep(drafted.case, person.pk, typed, uuid.uuid4())


def _number(drafted: Drafted, id_: str) -> int:
    return drafted.rows[id_].number if id_ in drafted.rows else 0


def _filled_in(drafted: Drafted, organisation: Organisation, person: Person) -> Iterator[tuple[str, Any]]:
    """What we know of the new one, where nothing was typed or where what stands there is what we knew of the one before."""
    before = _known_of(drafted.party, person, drafted) if drafted.party else {}
    for id_, value in _known_of(organisation, person, drafted).items():
        if drafted.typed(id_) in (None, before.get(id_)):
            yield id_, value


def _known_of(organisation: Organisation, person: Person, drafted: Drafted) -> dict[str, Any]:
    case = Application(organisation=organisation, contact=person)
    accounts = accounts_of(organisation)
    found = {one.id: _full(one, known(one, case, accounts)) for one in drafted.questions}
    return {id_: value for id_, value in found.items() if value}


def _full(_: Asked, value: Any) -> Any:
    """What we know; of an address or a person only where something of it is known."""
    return value if not isinstance(value, dict) or any(value.values()) else None


def accounts_of(organisation: Organisation) -> list[BankAccount]:
    """The accounts of an organisation that are in use, the newest first."""
    return list(BankAccount.objects.filter(organisation=organisation, replaced_on=None).order_by("-pk"))
