"""Whom an applicant calls: who answers questions about the round, else who handles the case, else the department, as our letters say it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from grants.letters.profile import Profile
from grants.models import Application, Handling, LegalProfile
from grants.selectors import law_on
from partners.models import Person
from workflow import clock
from workflow.registry import Desk

DUTIES = ("intake_clerk", "policy_officer")
"""Whoever does one of these in a case can be called about it. Who judges is never named here (Awb 2:4)."""


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to call: name, what they are, phone, hours and address."""

    name: str
    department: str
    phone: str
    hours: str
    email: str
    address: str
    objection_address: str

    @property
    def initials(self) -> str:
        """The first letters of the first and the last word of the name."""
        words = self.name.split()
        return f"{words[0][:1]}{words[-1][:1] if len(words) > 1 else ''}".upper()

    @property
    def call(self) -> str:
        """The number as a phone takes it."""
        return "".join(sign for sign in self.phone if sign.isdigit() or sign == "+")


def whom(case: Application, desk: Desk) -> Contact | None:
    """Whom to call about a case; None while the municipality has said nothing of itself."""
    law = law_on(clock.today(), desk)
    if law is None:
        return None
    return _of(law, _named(case))


def _of(law: LegalProfile, person: Person | None) -> Contact:
    said = Profile.from_json(law.body)
    return Contact(
        name=person.name if person else said.department,
        department=said.department if person else said.name,
        phone=(person.phone if person else "") or said.phone,
        hours=said.hours,
        email=(person.email if person else "") or said.email,
        address=said.return_address,
        objection_address=said.objection_address,
    )


def _named(case: Application) -> Person | None:
    if found := case.round.figures.get("contact"):
        return Person.objects.filter(pk=uuid.UUID(found)).first()
    handlers = Handling.objects.filter(application=case, state=Handling.ASSIGNED, duty__in=DUTIES)
    return Person.objects.filter(pk__in=handlers.order_by("duty").values("handler")[:1]).first()
