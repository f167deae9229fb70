"""Joining by a code on paper: who reads the post of an applicant acts for it from home, as one of its contacts.

A code stands outside the trail, and only as a hash; that somebody acts for an applicant by it is an entry of the register of partners.
"""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.db import transaction

from partners import one_time
from partners.models import JoiningCode, Membership, Organisation, Person, acting_for
from workflow import clock, outbox
from workflow.errors import Refusal
from workflow.facts import Actor
from workflow.models import RoleGrant
from workflow.registers import record

LIFETIME = timedelta(days=28)
"""How long a code is good: the letter has to come, and a board meets once a month."""

TOPIC = "joined"


def make(organisation: uuid.UUID, clerk: uuid.UUID) -> tuple[str, JoiningCode]:
    """A new code for an applicant, which is kept nowhere; the one before is good no longer."""
    code, now = one_time.new_recovery_codes()[0], clock.now()
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation)
        withdraw(organisation)
        row = JoiningCode.objects.create(
            organisation_id=organisation,
            digest=one_time.hashed(code),
            made_by_id=clerk,
            made_at=now,
            expires_at=now + LIFETIME,
        )
    return code, row


def good(organisation: uuid.UUID) -> JoiningCode | None:
    """The code of an applicant that can still be used."""
    rows = JoiningCode.objects.filter(organisation=organisation, expires_at__gt=clock.now())
    return rows.select_related("made_by").first()


def withdraw(organisation: uuid.UUID) -> bool:
    """Let the code of an applicant be good no longer; whether there was one."""
    return bool(JoiningCode.objects.filter(organisation=organisation).delete()[0])


def clean() -> int:
    """Let go of codes that are too old; how many were."""
    return JoiningCode.objects.filter(expires_at__lte=clock.now()).delete()[0]


def join(typed: str, person: uuid.UUID) -> Organisation | None:
    """Act for the applicant whose code this is, and use the code up; None for every code that is not good for this person.

    Who has or had a role at the office joins nobody: they would come to judge what is theirs (Awb 2:4).
    """
    rows = JoiningCode.objects.filter(digest=one_time.hashed(typed), expires_at__gt=clock.now())
    code = rows.select_related("organisation").first()
    if code is None or RoleGrant.objects.filter(person=person).exists():
        return None
    today = clock.today()
    if not acting_for((person,), today).filter(organisation=code.organisation).exists():
        member = Membership(
            id=code.pk, person_id=person, organisation=code.organisation, role=Membership.Role.CONTACT, valid_from=today
        )
        try:  # The key is that of the code: of two who use it at once, the door refuses the other.
            record(
                "partners", member, actor=Actor(system="sign-in", on_behalf_of=person), key=f"joined-by-post/{code.pk}"
            )
        except Refusal:
            return None
    with transaction.atomic():
        if withdraw_one(code) and Person.objects.filter(pk=person).exclude(email="").exists():
            outbox.put(TOPIC, code.pk)
    return code.organisation


def withdraw_one(code: JoiningCode) -> bool:
    """Use up this very code, and not the one that replaced it; whether it was there."""
    return bool(JoiningCode.objects.filter(pk=code.pk).delete()[0])
