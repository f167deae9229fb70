"""Files that come with a form: looked into as every file, kept once with the application, and none of it when one is refused."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.storage import default_storage

from documents import uploads
from documents.models import Upload
from grants.attached import attached
from grants.models import Application
from tests import world
from tests.documents import good_files
from tests.documents.hostile_files import HOSTILE
from tests.grants.api.callers import SystemCaller, calling
from tests.grants.api.test_submissions import READ, SEND, form
from tests.toy import BUURTFEEST
from tests.world import World
from workflow.questions import Upload as AskFiles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_storage")]

PATH = "/rounds/BF-jaar/submissions"
FILES = AskFiles(
    id="bijlage", part="geld", label="Offertes", help="Een offerte.", kinds=("pdf", "jpg"), max_mb=2, max_files=3
)  # fmt: skip
FEAST_WITH_FILES = replace(BUURTFEEST, questions=(*BUURTFEEST.questions, FILES))


def file(content: bytes, name: str = "offerte.pdf") -> dict[str, str]:
    """A file as Open Forms writes it."""
    return {"file_name": name, "content": base64.b64encode(content).decode()}


def post_room(town: World) -> SystemCaller:
    return calling(town, "intake_clerk", READ, SEND, "dossiers:read")


def said(answer: Any) -> tuple[int, list[str]]:
    return answer.status_code, [one["code"] for one in answer.json()["obstacles"]]


def test_files_that_came_with_a_form_are_kept_once_however_often_it_is_sent() -> None:
    town = world.found(FEAST_WITH_FILES)
    sender, pdf, photo = post_room(town), good_files.pdf(), good_files.jpeg()
    sent = form(bijlage=[file(pdf), file(photo, "plein.jpg"), file(pdf, "nog eens.pdf")])
    first, again = sender.send(PATH, sent), sender.send(PATH, sent)
    assert (first.status_code, first.json()) == (200, again.json()), first.content
    case = Application.objects.get()
    kept = {(one.name, one.kind, one.bytes, one.person_id) for one in attached(case)["bijlage"]}
    assert kept == {
        ("offerte.pdf", "pdf", len(pdf), case.contact_id),
        ("plein.jpg", "jpg", len(photo), case.contact_id),
    }
    assert Upload.objects.count() == 2
    place = uploads.place_of(hashlib.sha256(pdf).hexdigest())
    assert default_storage.open(place).read() == pdf
    told = sender.ask("/documents").json()["results"]
    assert {one["kind"]: sender.ask(one["file"].partition("/api/v1")[2]).content for one in told} == {
        "pdf": pdf,
        "jpg": photo,
    }


def test_what_was_filed_and_lost_before_its_files_were_kept_has_them_when_it_is_sent_again() -> None:
    town = world.found(FEAST_WITH_FILES)
    sender, sent = post_room(town), form(bijlage=file(good_files.pdf()))
    assert sender.send(PATH, sent).status_code == 200
    Upload.objects.all().delete()
    assert sender.send(PATH, sent).status_code == 200
    assert len(attached(Application.objects.get())["bijlage"]) == 1


def test_another_file_under_the_same_reference_is_another_form() -> None:
    town = world.found(FEAST_WITH_FILES)
    sender = post_room(town)
    assert sender.send(PATH, form(bijlage=file(good_files.pdf()))).status_code == 200
    other = sender.send(PATH, form(bijlage=file(good_files.jpeg(), "plein.jpg")))
    assert said(other) == (422, ["key-reused"])
    assert Upload.objects.get().kind == "pdf"


@pytest.mark.parametrize("none", [None, [], {}, ""], ids=str)
def test_no_file_is_no_answer_and_what_is_missing_does_not_block(none: Any) -> None:
    town = world.found(FEAST_WITH_FILES)
    assert post_room(town).send(PATH, form(bijlage=none)).status_code == 200
    assert Upload.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "status", "code"),
    [
        ("x", 400, "request-invalid"),
        ({"file_name": "a.pdf"}, 400, "request-invalid"),
        ({"file_name": "a.pdf", "content": "geen base64!"}, 400, "request-invalid"),
        ({"file_name": ["a.pdf"], "content": ""}, 400, "request-invalid"),
        ({"id": "0" * 64, "kind": "pdf", "bytes": 5}, 400, "request-invalid"),
        (file(b""), 422, "file-not-taken"),
        (file(b"MZ niets"), 422, "file-not-taken"),
        (file(good_files.pdf(), "offerte.exe"), 422, "file-not-taken"),
        ([file(good_files.pdf())] * 4, 422, "file-not-taken"),
        ({"file_name": "a.pdf", "content": "A" * 3_000_000}, 422, "file-not-taken"),
    ],
)
def test_a_file_that_does_not_come_in_takes_the_whole_form_with_it(given: Any, status: int, code: str) -> None:
    town = world.found(FEAST_WITH_FILES)
    assert said(post_room(town).send(PATH, form(bijlage=given))) == (status, [code])
    assert (Application.objects.count(), Upload.objects.count()) == (0, 0)


def test_hostile_files_are_refused_with_why() -> None:
    town = world.found(FEAST_WITH_FILES)
    sender = post_room(town)
    for what, name, content, _ in HOSTILE[::12]:
        assert said(sender.send(PATH, form(bijlage=file(content, name)))) == (422, ["file-not-taken"]), what
    assert (Application.objects.count(), Upload.objects.count()) == (0, 0)


def test_while_nothing_can_be_scanned_no_form_is_filed_and_the_sender_is_told_to_come_back(settings: Any) -> None:
    town = world.found(FEAST_WITH_FILES)
    settings.CLAMD = "127.0.0.1:1"
    answer = post_room(town).send(PATH, form(bijlage=file(good_files.pdf())))
    assert (said(answer), answer.headers["Retry-After"]) == ((503, ["file-not-now"]), "60")
    assert Application.objects.count() == 0
