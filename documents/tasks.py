"""The worker that renders letters: takes a message of the outbox, makes the file, and records it through the door."""

from __future__ import annotations

import hashlib
import uuid
from typing import Any

from celery import shared_task
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

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
