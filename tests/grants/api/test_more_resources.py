"""Documents, letters, receipts, assessments, answers, and steps of rounds: in the API as far as on the screens."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from documents import uploads
from documents.models import Letter, Rendered
from documents.tasks import WORKER, file_of
from grants import payloads
from grants.models import Application, Round
from partners.models import BankAccount
from tests import world
from tests.documents import good_files
from tests.grants.api.callers import Caller, SystemCaller, calling
from tests.grants.test_ranking import contest, filed
from tests.world import World
from workflow import clock, door
from workflow.facts import Actor

pytestmark = pytest.mark.django_db

READ, TAKE, SCHEMES = "dossiers:read", "steps:take", "schemes:read"


def results(answer: Any) -> list[dict[str, Any]]:
    assert answer.status_code == 200, answer.content
    found: list[dict[str, Any]] = answer.json()["results"]
    return found


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)


def test_a_file_is_listed_once_the_application_was_sent_and_is_given_out_to_keep() -> None:
    town = world.found()
    case = town.file()
    with clock.at(town.now):
        content = ContentFile(pdf := good_files.pdf(), "geheim.pdf")
        row = uploads.take_in(content, case.stream, "bijlage", case.contact, kinds=["pdf"], max_mb=1)
        good_files.name_in_answer(case, row)
    reader = calling(town, "policy_officer", READ)
    [found] = results(reader.ask("/documents", application=case.stream.reference))
    file = f"http://testserver/api/v1/documents/{row.pk}/file"
    assert found == {
        "id": str(row.pk), "application": case.stream.reference, "question": "bijlage", "kind": "pdf", "bytes": len(pdf),
        "sha256": row.sha256, "uploaded_at": found["uploaded_at"], "file": file,
    }  # fmt: skip
    given = reader.ask(f"/documents/{row.pk}/file")
    assert (given.headers["Content-Type"], body(given)) == ("application/pdf", pdf)
    assert given.headers["Content-Disposition"] == 'attachment; filename="bijlage.pdf"'
    assert given.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    default_storage.delete(uploads.place_of(row.sha256))
    gone = reader.ask(f"/documents/{row.pk}/file")
    assert (gone.status_code, gone.headers["Content-Type"]) == (404, "application/problem+json")
    assert results(calling(town, "juror", READ).ask("/documents")) == []


def test_a_letter_has_a_file_once_it_was_made() -> None:
    town = world.found()
    case = town.file()
    town.take("intake_clerk", "application", "intake", case.pk)
    town.decide(Application.objects.get(pk=case.pk))
    reader = calling(town, "policy_officer", READ)
    letter = Letter.objects.filter(stream=case.stream_id, kind="award").get()
    path = f"/letters/{letter.pk}"
    assert (reader.ask(path).json()["file"], reader.ask(f"{path}/file").status_code) == (None, 404)
    default_storage.save(file_of(letter.pk), ContentFile(b"%PDF-1.7 brief"))
    with clock.at(town.now):
        door.perform("letter", "render", letter.pk, Rendered("0" * 64, "proef"), actor=WORKER, key=world.key())
    found = reader.ask(path).json()
    assert (found["state"], found["sha256"], found["file"]) == (
        "rendered", "0" * 64, f"http://testserver/api/v1{path}/file",
    )  # fmt: skip
    assert body(reader.ask(f"{path}/file")) == b"%PDF-1.7 brief"
    assert found["title"]


def test_marks_are_read_by_the_blind_rule_and_not_before() -> None:
    town = contest(ceiling_cents=100_00)
    case = filed(town, 100_00, {"samen": 4, "nieuw": 4}, {"samen": 2, "nieuw": 5})
    reference = case.stream.reference

    def levels(person: uuid.UUID) -> list[Any]:
        return sorted(
            (one["levels"] for one in results(Caller(town, person).ask("/assessments", application=reference))), key=str
        )

    both = [{"nieuw": 4, "samen": 4}, {"nieuw": 5, "samen": 2}]
    newcomer = town.hire("juror").person
    assert newcomer
    assert levels(town.people["policy_officer"]) == both
    assert levels(town.people["juror"]) == both
    assert levels(newcomer) == [None, None]
    assert levels(town.people["intake_clerk"]) == [None, None]
    own = uuid.uuid4()
    scoring = payloads.Scoring(case.pk, {"samen": 1, "nieuw": 5}, {"samen": "Te mager."})
    actor = Actor(person=newcomer)
    town.take(actor, "assessment", "score", own, scoring, stream=case.stream_id)
    assert levels(newcomer) == [None, None, {"nieuw": 5, "samen": 1}]
    town.take(actor, "assessment", "lock", own)
    assert levels(newcomer) == [{"nieuw": 4, "samen": 4}, {"nieuw": 5, "samen": 1}, {"nieuw": 5, "samen": 2}]
    [mine] = [one for one in results(Caller(town, newcomer).ask("/assessments")) if one["assessor"] == str(newcomer)]
    assert mine["reasons"] == {"samen": "Te mager."}


def test_answers_go_out_with_texts_of_euros_and_without_who_somebody_is() -> None:
    town = world.found()
    case = town.file(1_234_56)
    clerk = calling(town, "intake_clerk", READ)
    found = {
        one["question"]: one["value"] for one in results(clerk.ask(f"/applications/{case.stream.reference}/answers"))
    }
    assert [line["amount"] for line in found["begroting"]["income"] if line["kind"] == "subsidie"] == ["1234.56"]
    text = clerk.ask(f"/applications/{case.stream.reference}/answers").content.decode()
    assert "_cents" not in text
    assert case.bank_account_id
    account = BankAccount.objects.get(pk=case.bank_account_id)
    assert account.iban not in text
    other = calling(town, "policy_officer", READ)
    assert other.ask(f"/applications/{case.stream.reference}/answers").status_code == 404


def filing(town: World, **more: Any) -> dict[str, Any]:
    """An application as a system of forms sends it in, for a party that is known."""
    person, organisation, account = world.new_party(town.now)
    answers = world.answers_for(900_00)
    table = answers["begroting"]
    euros = {
        side: [
            {name: value for name, value in line.items() if name != "amount_cents"} | {"amount": f"{line['amount_cents'] // 100}.00"}
            for line in lines
        ]
        for side, lines in table.items()
    }  # fmt: skip
    return {
        "machine": "application",
        "action": "file",
        "data": {
            "answers": {**answers, "begroting": euros},
            "organisation": str(organisation.pk),
            "contact": str(person.pk),
            "bank_account": str(account.pk),
            "channel": "email",
            **more,
        },
    }


def clerk(town: World) -> SystemCaller:
    return calling(town, "intake_clerk", READ, SCHEMES, TAKE)


def test_an_application_is_filed_in_a_round_once_for_who_applies() -> None:
    town = world.found()
    forms, sent = clerk(town), filing(town)
    assert {"file"} <= {one["action"] for one in results(forms.ask("/rounds/BF-jaar/steps")) if one["on_behalf"]}
    answer = forms.send("/rounds/BF-jaar/steps", sent, idempotency_key="formulier-1")
    assert answer.status_code == 200, answer.content
    assert forms.send("/rounds/BF-jaar/steps", sent, idempotency_key="formulier-1").json() == answer.json()
    case = Application.objects.select_related("stream").get()
    assert (answer.json()["reference"], case.requested_cents) == (case.stream.reference, 900_00)
    assert str(case.contact_id) == sent["data"]["contact"]
    assert forms.ask(f"/applications/{case.stream.reference}").headers["ETag"] == answer.headers["ETag"]
    assert [one["channel"] for one in results(forms.ask("/receipts"))] == ["email"]


def test_what_is_filed_with_cents_in_another_round_or_for_nobody_is_refused() -> None:
    town = world.found()
    forms, good = clerk(town), filing(town)
    cents = {**good["data"], "answers": world.answers_for(900_00)}
    wrong = (
        (cents, (422, "amount-not-a-text")),
        ({**good["data"], "round": str(uuid.uuid4())}, (400, "request-invalid")),
        ({**good["data"], "contact": str(uuid.uuid4())}, None),
    )
    for number, (data, expected) in enumerate(wrong):
        said = {**good, "data": data}
        answer = forms.send("/rounds/BF-jaar/steps", said, idempotency_key=f"k-{number}")
        assert 400 <= answer.status_code < 500
        if expected:
            assert (answer.status_code, answer.json()["obstacles"][0]["code"]) == expected
    assert not Application.objects.exists()
    reader = calling(town, "policy_officer", TAKE)
    assert reader.send("/rounds/BF-jaar/steps", good, idempotency_key="k").status_code == 404


def test_a_round_takes_its_steps_by_the_same_shape() -> None:
    town = world.found()
    officer = calling(town, "policy_officer", SCHEMES, TAKE)
    round_ = Round.objects.select_related("stream").get()
    told = officer.ask("/rounds/BF-jaar/steps")
    assert told.headers["ETag"] == officer.ask("/rounds/BF-jaar").headers["ETag"] == f'"{round_.stream.head_seq}"'
    [close] = [one for one in results(told) if one["action"] == "close"]
    assert close["subject"] == str(round_.pk)
    body_ = {"machine": "round", "action": "close", "subject": str(round_.pk)}
    answer = officer.send("/rounds/BF-jaar/steps", body_, idempotency_key="r-1", if_match=told.headers["ETag"])
    assert (answer.status_code, answer.json()["obstacles"]) == (409, close["obstacles"])
    assert (
        officer.send(
            "/rounds/BF-jaar/steps", {**body_, "subject": str(uuid.uuid4())}, idempotency_key="r-2"
        ).status_code
        == 404
    )
    assert officer.ask("/rounds/BF-niet/steps").status_code == 404


def test_what_begins_outside_any_dossier_is_listed_and_begun() -> None:
    town = world.found()
    officer = calling(town, "policy_officer", SCHEMES, TAKE)
    [plan] = [one for one in results(officer.ask("/steps")) if one["machine"] == "round"]
    data = {
        "code": "BF-nieuw", "title": "Nog een ronde", "scheme_version": str(town.version.pk),
        "rule": Round.objects.get().rule, "prefix": "BN", "opens_at": "2026-03-01T09:00:00+01:00",
        "closes_at": "2026-06-01T17:00:00+02:00", "ceiling": "2500.00", "book": town.book,
    }  # fmt: skip
    said = {"machine": "round", "action": plan["action"], "data": data}
    answer = officer.send("/steps", said, idempotency_key="p-1")
    assert answer.status_code == 200, answer.content
    assert officer.ask("/rounds/BF-nieuw").json()["ceiling"] == "2500.00"
    again = {**said, "data": {**data, "ceiling_cents": 2500_00}}
    assert officer.send("/steps", again, idempotency_key="p-2").json()["obstacles"][0]["code"] == "amount-not-a-text"
    assert officer.send("/steps", said, idempotency_key="p-3", if_match='"1"').status_code == 400
    assert calling(town, "intake_clerk", TAKE).send("/steps", said, idempotency_key="p-1").status_code == 404
