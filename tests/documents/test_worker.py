"""A letter leaves with its act and is rendered after commit, by a real Celery worker on a broker in memory."""

import hashlib
import time
from collections.abc import Iterator

import pytest
from celery.contrib.testing.worker import start_worker
from django.core.files.storage import default_storage
from django.test import override_settings

from config.celery import app
from documents.models import Letter
from documents.render import fingerprint, render
from documents.tasks import file_of, render_letter
from tests import world
from workflow import outbox
from workflow.models import Event, Outbox
from workflow.verify import verify


@pytest.fixture
def worker(committed: None, tmp_path: object) -> Iterator[None]:
    broker = {"broker_url": "memory://", "broker_transport_options": {"polling_interval": 0.05}}
    before = {name: app.conf[name] for name in broker}
    app.conf.update(broker)
    folder = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    with override_settings(STORAGES={"default": folder}), start_worker(app, pool="solo", perform_ping_check=False):
        yield
    app.conf.update(before)


def letter_of_an_award() -> Letter:
    town = world.found()
    case = town.file()
    return Letter.objects.get(stream=case.stream_id)


@pytest.mark.timeout(120)
def test_a_worker_renders_the_letter_of_a_committed_act_and_records_its_hash(worker: None) -> None:
    letter = letter_of_an_award()
    assert outbox.relay() == 1
    for _ in range(400):
        if outbox.waiting() == 0:
            break
        time.sleep(0.1)
    made = Letter.objects.get(pk=letter.pk)
    with default_storage.open(file_of(letter.pk)) as file:
        stored = file.read()
    expected = render(letter.kind, letter.facts, watermark=True)
    assert stored == expected
    assert (made.state, made.unsealed_sha256, made.renderer) == (
        "rendered",
        hashlib.sha256(expected).hexdigest(),
        fingerprint(),
    )
    assert verify().differences == []


def test_a_message_that_comes_twice_is_recorded_once(worker: None) -> None:
    letter = letter_of_an_award()
    message = Outbox.objects.get()
    for _ in range(2):
        render_letter(str(message.pk), {"reference": str(letter.pk)})
    assert Event.objects.filter(machine="letter", subject=letter.pk, action="render").count() == 1
    assert outbox.waiting() == 0


def test_a_letter_that_cannot_be_made_says_why_and_waits(worker: None) -> None:
    letter = letter_of_an_award()
    message = Outbox.objects.get()
    Letter.objects.filter(pk=letter.pk).update(facts="{}")
    with pytest.raises(Exception, match="Acknowledgement"):
        render_letter(str(message.pk), {"reference": str(letter.pk)})
    kept = Outbox.objects.get()
    assert (kept.done_at, kept.last_error[:17]) == (None, "LetterIncomplete:")
