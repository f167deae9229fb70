"""The messages of an own application: what was written to and fro, and a form for the next one."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.urls import reverse

from grants import payloads, steps
from grants.models import Application, Message
from grants.portal.applicant.access import Applicant
from grants.portal.applicant.following import files
from grants.portal.applicant.following.contact import Contact, whom
from grants.portal.payload_form import PayloadForm, form_for
from grants.thread import Thread, thread


@dataclass(frozen=True, slots=True)
class Page:
    """All of the page; the form is sent to `address` under `key`, so that two clicks send one message."""

    case: Application
    thread: Thread
    form: PayloadForm
    address: str
    key: uuid.UUID
    contact: Contact | None


def look(case: Application, applicant: Applicant) -> Page:
    """The messages of an own application."""
    args = [case.stream.reference, Message.MACHINE, "write_message", steps.NOTHING_YET]
    form = files.from_afar(form_for(payloads.Writing, case))()
    return Page(case, thread(case), form, reverse("own-step", args=args), uuid.uuid4(), whom(case, applicant.rows))
