"""The workers of letters: one makes the file of a letter and records it through the door, one tells by e-mail that it can be read."""

from __future__ import annotations

import hashlib
import uuid
from typing import Any

from celery import shared_task
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from documents import mails
from documents.models import Letter, Rendered
from documents.render import fingerprint, render
from workflow import door, outbox
from workflow.facts import Actor

WORKER = Actor(system="letter-worker")


def file_of(letter: uuid.UUID) -> str:
    """Where the file of a letter stands in the private storage: under its own id, which tells nothing."""
    return f"letters/{letter}.pdf"


@shared_task(name="documents.tasks.render_letter")
def render_letter(message: str, payload: dict[str, Any]) -> None:
    """Render one letter, once: a file whose hash is on record is never made again, and the message is the key of the step."""
    letter = Letter.objects.get(pk=payload["reference"])
    if letter.state != Letter.REQUESTED:
        outbox.done(message)
        return
    try:
        pdf = render(letter.kind, letter.facts, watermark=settings.LETTERS_WATERMARK)
    except Exception as error:
        outbox.failed(message, f"{type(error).__name__}: {error}")
        raise
    name = file_of(letter.pk)
    if default_storage.exists(name):
        default_storage.delete(name)
    default_storage.save(name, ContentFile(pdf))
    made = Rendered(hashlib.sha256(pdf).hexdigest(), fingerprint())
    door.perform("letter", "render", letter.pk, made, actor=WORKER, key=message)
    outbox.done(message)


@shared_task(name="documents.tasks.send_mail")
def send_mail(message: str, payload: dict[str, Any]) -> None:
    """Send the mail about one letter, unless it was erased before it went."""
    letter = Letter.objects.get(pk=payload["reference"])
    mails.send(mails.mail_of(letter, message) if letter.facts and letter.mailed_to else None, message)
