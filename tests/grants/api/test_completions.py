"""What was missing comes in by a form elsewhere, with its files, once; what does not come in changes nothing."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

import pytest
from django.core.files.storage import default_storage

from documents import uploads
from documents.models import Upload
from grants import payloads
from grants.attached import attached
from grants.models import Application, Receipt
from tests import world
from tests.documents import good_files
from tests.grants.api.callers import calling
from tests.grants.api.test_attachments import FEAST_WITH_FILES, file, post_room, said
from tests.world import World
from workflow.models import Event
from workflow.verify import verify

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_storage")]

PATH = "/applications/BF-2026-0001/submissions"


def ask_for_offers(town: World, case: Application) -> None:
    """Ask the applicant for offers; the application waits for them."""
    asked = payloads.CompletionRequest(("bijlage",), date(2026, 3, 2))
    town.take("intake_clerk", "application", "request_completion", case.pk, asked)


def waiting() -> tuple[World, Application]:
    town = world.found(FEAST_WITH_FILES)
    case = town.file()
    ask_for_offers(town, case)
    return town, case


def form(reference: str = "OF-9", **values: Any) -> dict[str, Any]:
    return {"values": values, "metadata": {"public_reference": reference}}


def test_what_was_asked_comes_in_with_its_files_once_however_often_it_is_sent() -> None:
    town, case = waiting()
    sender, pdf = post_room(town), good_files.pdf()
    assert [one["key"] for one in sender.ask(PATH).json()["results"]] == ["bijlage"]
    first, again = (sender.send(PATH, form(bijlage=file(pdf))) for _ in range(2))
    assert (first.status_code, first.json()) == (200, again.json()), first.content
    assert first.json()["reference"] == case.stream.reference
    [kept] = attached(case)["bijlage"]
    assert (kept.kind, kept.sha256, kept.person_id) == ("pdf", hashlib.sha256(pdf).hexdigest(), case.contact_id)
    assert default_storage.open(uploads.place_of(kept.sha256)).read() == pdf
    assert Event.objects.filter(action="complete").count() == 1
    assert list(Receipt.objects.values_list("about", "channel")) == [("complete", "email")]
    assert Event.objects.get(action="complete").on_behalf_of == case.contact_id
    assert sender.ask(PATH).json() == {"results": []}
    assert verify().differences == []


def test_what_was_completed_and_lost_before_its_files_were_kept_has_them_when_it_is_sent_again() -> None:
    town, case = waiting()
    sender, sent = post_room(town), form(bijlage=file(good_files.pdf()))
    assert sender.send(PATH, sent).status_code == 200
    Upload.objects.all().delete()
    assert sender.send(PATH, sent).status_code == 200
    assert len(attached(case)["bijlage"]) == 1


def test_another_file_under_the_same_reference_is_another_form() -> None:
    town, _ = waiting()
    sender = post_room(town)
    assert sender.send(PATH, form(bijlage=file(good_files.pdf()))).status_code == 200
    other = sender.send(PATH, form(bijlage=file(good_files.jpeg(), "plein.jpg")))
    assert said(other) == (422, ["key-reused"])
    assert Upload.objects.get().kind == "pdf"


@pytest.mark.parametrize(
    ("values", "status", "code"),
    [
        ({"bijlage": file(b"MZ niets")}, 422, "file-not-taken"),
        ({"bijlage": {"id": "0" * 64, "kind": "pdf", "bytes": 5}}, 400, "request-invalid"),
        ({"onbekend": "x"}, 400, "request-invalid"),
        ({"aanvrager": {}}, 400, "request-invalid"),
    ],
    ids=["no file of a kind", "a hash of somebody", "no question", "who applies"],
)
def test_what_does_not_come_in_changes_nothing(values: Any, status: int, code: str) -> None:
    town, case = waiting()
    assert said(post_room(town).send(PATH, form(**values))) == (status, [code])
    assert (Upload.objects.count(), Application.objects.get(pk=case.pk).state) == (0, Application.INCOMPLETE)


def test_a_dossier_that_is_full_takes_no_file_more_and_the_same_form_again_does_not_count_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    town, case = waiting()
    sender = post_room(town)
    monkeypatch.setattr(uploads, "MOST_FILES", 1)
    two = form(bijlage=[file(good_files.pdf()), file(good_files.jpeg(), "plein.jpg")])
    assert said(sender.send(PATH, two)) == (422, ["file-not-taken"])
    assert Application.objects.get(pk=case.pk).state == Application.INCOMPLETE
    one = form(bijlage=file(good_files.pdf()))
    assert [sender.send(PATH, one).status_code for _ in range(2)] == [200, 200]
    assert Upload.objects.count() == 1


def test_only_the_post_room_completes_and_only_what_waits_for_something() -> None:
    town = world.found(FEAST_WITH_FILES)
    case = town.file()
    sent = form(bijlage=file(good_files.pdf()))
    assert said(post_room(town).send(PATH, sent)) == (409, ["wrong-state"])
    ask_for_offers(town, case)
    assert calling(town, "intake_clerk", "dossiers:read").send(PATH, sent).status_code == 403
    assert calling(town, "policy_officer", "forms:send").send(PATH, sent).status_code == 404
    assert post_room(town).send("/applications/BF-2026-9999/submissions", sent).status_code == 404
    assert Upload.objects.count() == 0
