"""An account and a report come in by a form elsewhere, with their files, once; what does not come in changes nothing."""

from __future__ import annotations

import hashlib
import json
import uuid
from typing import Any

import pytest

from documents.models import Upload
from grants.accounted import Measured, accounted
from grants.afterwards import OTHER
from grants.attached import attached
from grants.models import AccountLine, Application, FinalAccount, Report
from tests.documents import good_files
from tests.grants.api.test_attachments import file, post_room, said
from tests.grants.test_afterwards import granted, read
from workflow.models import Event
from workflow.verify import verify

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_storage")]

PATH = "/applications/NF-2026-0001/submissions"
DATA = {"actual": "900.00", "text": "Mooi.", "costs": ["900.00"], "income": ["1000.00"]}


def form(reference: str = "OF-9", step: str = "account", **values: Any) -> dict[str, Any]:
    sent = {"values": values, "metadata": {"public_reference": reference}, "step": step}
    return sent | ({"data": DATA} if step == "account" else {"data": {"text": "Het gaat goed."}})


def test_an_account_comes_in_with_its_files_and_values_once_however_often_it_is_sent() -> None:
    town, case = granted()
    sender, pdf = post_room(town), good_files.pdf()
    waits = sender.ask(PATH).json()["results"]
    assert [(one["key"], one["kind"], one["required"]) for one in waits] == [
        ("na_gasten", "Integer", True), ("na_factuur", "Upload", True), (OTHER.id, "Upload", False),
    ]  # fmt: skip
    sent = form(na_gasten=41, na_factuur=file(pdf))
    first, again = (sender.send(PATH, sent) for _ in range(2))
    assert (first.status_code, first.json()) == (200, again.json()), first.content
    [kept] = attached(case)["na_factuur"]
    assert (kept.kind, kept.sha256, kept.person_id) == ("pdf", hashlib.sha256(pdf).hexdigest(), case.contact_id)
    account = FinalAccount.objects.get()
    assert (account.actual_cents, json.loads(account.answers)["na_gasten"]) == (900_00, 41)
    assert list(AccountLine.objects.order_by("side").values_list("side", "actual_cents")) == [
        ("costs", 900_00),
        ("income", 1_000_00),
    ]
    found = accounted(read(case))
    assert found
    assert (found.measured, found.missing) == ([Measured("Hoeveel gasten kwamen er?", "30", "41")], [])
    assert Event.objects.get(action="account").on_behalf_of == case.contact_id
    assert sender.ask(PATH).json() == {"results": []}
    assert verify().differences == []


def test_an_account_without_files_comes_in_and_what_is_missing_is_known() -> None:
    town, case = granted()
    assert post_room(town).send(PATH, form()).status_code == 200
    found = accounted(read(case))
    assert found
    assert found.missing == ["Hoeveel gasten kwamen er?", "De facturen"]


def test_a_report_comes_in_with_its_files_and_never_that_of_another_case() -> None:
    town, case = granted()
    other = town.file(1_000_00, gasten=5)
    town.take("intake_clerk", "application", "intake", other.pk)
    town.decide(Application.objects.get(pk=other.pk))
    mine, theirs = (Report.objects.get(application=one.pk) for one in (case, other))
    sent, sender = form(step="report", na_bestanden=file(good_files.png(), "straat.png")), post_room(town)
    assert [sender.send(PATH, sent | {"subject": str(one)}).status_code for one in (theirs.pk, uuid.uuid4())] == [
        404
    ] * 2
    assert (Report.objects.get(pk=theirs.pk).state, Upload.objects.count()) == ("due", 0)
    assert sender.send(PATH, sent | {"subject": str(mine.pk)}).status_code == 200
    assert Report.objects.get(pk=mine.pk).state == "submitted"
    assert [one.name for one in attached(case)[OTHER.id]] == ["straat.png"]


def test_what_is_not_asked_or_does_not_come_in_takes_the_whole_account_with_it() -> None:
    town, _ = granted()
    sender = post_room(town)
    assert sender.send(PATH, form(na_verklaring=file(good_files.pdf()))).status_code == 400
    assert said(sender.send(PATH, form(na_factuur=file(b"MZ")))) == (422, ["file-not-taken"])
    assert sender.send(PATH, {**form(), "step": "withdraw"}).status_code == 400
    assert (FinalAccount.objects.count(), Upload.objects.count()) == (0, 0)
