"""Steps by the API: what is open, taking one once, refusals that say why, and what a system may never do."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from grants import signed_in
from grants.models import Application, Decision
from tests import world
from tests.grants.api.callers import Caller, calling
from workflow.models import Event

READ, TAKE = "dossiers:read", "steps:take"
INTAKE = {"machine": "application", "action": "intake"}


def path(case: Application) -> str:
    return f"/applications/{case.stream.reference}/steps"


def intake(case: Application) -> dict[str, Any]:
    return {**INTAKE, "subject": str(case.pk)}


def said(response: Any) -> tuple[int, list[str]]:
    """The status of an answer, and the codes of what is in the way."""
    return response.status_code, [one["code"] for one in response.json()["obstacles"]]


@pytest.mark.django_db
def test_what_is_open_and_what_is_in_the_way_are_told_as_on_the_screens() -> None:
    town = world.found()
    case = town.file()
    answer = calling(town, "policy_officer", READ).ask(path(case))
    told = {one["action"]: one for one in answer.json()["results"]}
    assert told["draft_decision"] == {
        "machine": "decision",
        "action": "draft_decision",
        "label": "Maak een ontwerpbesluit",
        "article": "Awb 1:3, 3:46",
        "subject": None,
        "role": "policy_officer",
        "on_behalf": False,
        "is_open": True,
        "obstacles": [],
    }

    assert told["suspend"]["is_open"]
    assert answer.headers["ETag"] == f'"{case.stream.head_seq}"'


@pytest.mark.django_db
def test_what_is_in_the_way_of_a_step_is_told_with_its_sentence_and_article() -> None:
    town = world.found()
    case = town.file()
    both = calling(town, ("intake_clerk", "mandate_holder"), READ, TAKE)
    assert both.send(path(case), intake(case), idempotency_key="a-1").status_code == 200
    decision = town.draft(Application.objects.get(pk=case.pk))
    [sign] = [one for one in both.ask(path(case)).json()["results"] if one["action"] == "sign"]
    assert (sign["subject"], sign["is_open"]) == (str(decision), False)
    sentence = (
        "U deed in dit dossier al iets als medewerker aanvragen. Dan mag u hier niet ook optreden als mandaathouder. "
        "Vraag een collega."
    )
    assert sign["obstacles"] == [{"code": "separation", "sentence": sentence, "article": "Gemeentewet 212; Awb 2:4"}]


@pytest.mark.django_db
def test_a_step_is_taken_once_and_the_same_call_gets_the_same_answer() -> None:
    town = world.found()
    case = town.file()
    clerk = calling(town, "intake_clerk", TAKE)
    first = clerk.send(path(case), intake(case), idempotency_key="a-1")
    again = clerk.send(path(case), intake(case), idempotency_key="a-1")
    assert (first.status_code, first.json(), first.headers["ETag"]) == (200, again.json(), again.headers["ETag"])
    assert [one["action"] for one in first.json()["events"]] == ["intake", "assess"]
    assert Event.objects.filter(stream=case.stream_id, action="intake").count() == 1


@pytest.mark.django_db
def test_another_body_under_the_same_key_is_refused() -> None:
    town = world.found()
    case = town.file()
    clerk = calling(town, "intake_clerk", TAKE)
    assert clerk.send(path(case), intake(case), idempotency_key="a-1").status_code == 200
    other = {
        "machine": "application",
        "action": "notify_delay",
        "subject": str(case.pk),
        "data": {"expected": "2026-04-01"},
    }
    assert said(clerk.send(path(case), other, idempotency_key="a-1"))[0] == 422


@pytest.mark.django_db
def test_a_step_on_what_was_read_before_something_happened_is_not_taken() -> None:
    town = world.found()
    case = town.file()
    clerk = calling(town, "intake_clerk", READ, TAKE)
    head = clerk.ask(f"/applications/{case.stream.reference}").headers["ETag"]
    stale = {"idempotency_key": "a-1", "if_match": '"7"'}
    assert said(clerk.send(path(case), intake(case), **stale)) == (412, ["changed-meanwhile"])
    assert clerk.send(path(case), intake(case), idempotency_key="a-1", if_match=head).status_code == 200
    assert clerk.send(path(case), intake(case), idempotency_key="a-1", if_match=head).status_code == 200


@pytest.mark.django_db
def test_what_begins_in_a_dossier_is_drafted_with_an_amount_in_euros_and_its_parts_follow() -> None:
    town = world.found()
    case = town.assessed()
    officer = calling(town, "policy_officer", TAKE)
    body = {"machine": "decision", "action": "draft_decision", "data": {"kind": "award", "amount": "900.00"}}
    answer = officer.send(path(case), body, idempotency_key="a-1")
    assert answer.status_code == 200, answer.content
    assert officer.send(path(case), body, idempotency_key="a-1").json() == answer.json()
    assert list(Decision.objects.values_list("kind", "amount_cents")) == [("award", 900_00)]
    for amount in ("900", "900.0", 900, 900_00, "1e3", " 900.00", "٩00.00"):
        wrong = {**body, "data": {"kind": "award", "amount": amount}}
        assert said(officer.send(path(case), wrong, idempotency_key="a-2")) == (422, ["amount-not-a-text"]), amount


@pytest.mark.django_db
def test_a_refusal_is_a_problem_with_every_obstacle_its_sentence_and_its_article() -> None:
    town = world.found()
    case = town.assessed()
    answer = calling(town, "intake_clerk", TAKE).send(
        path(case), {**INTAKE, "action": "take_up", "subject": str(case.pk)}, idempotency_key="a-1"
    )
    assert answer.headers["Content-Type"] == "application/problem+json"
    sentence = "Deze stap kan niet in de stand ‘beoordeeld’."
    assert answer.json() == {
        "type": "about:blank",
        "title": "Conflict",
        "status": 409,
        "detail": sentence,
        "obstacles": [{"code": "wrong-state", "sentence": sentence, "article": "Awb 4:5"}],
    }


@pytest.mark.django_db
def test_signing_asks_for_a_fresh_proof_that_a_system_cannot_give() -> None:
    town = world.found()
    case = town.assessed()
    decision = town.draft(case)
    sign = {"machine": "decision", "action": "sign", "subject": str(decision)}
    proof_needed = (403, ["proof-needed"])
    assert said(calling(town, "mandate_holder", TAKE).send(path(case), sign, idempotency_key="a-1")) == proof_needed
    signer = Caller(town, town.people["mandate_holder"])
    session = signer.client.session
    session[signed_in.PROVED] = int(town.now.timestamp()) - 16 * 60
    session.save()
    assert said(signer.send(path(case), sign, idempotency_key="a-1")) == proof_needed
    session[signed_in.PROVED] = int(town.now.timestamp())
    session.save()
    assert signer.send(path(case), sign, idempotency_key="a-1").status_code == 200
    assert Decision.objects.get(pk=decision).state == Decision.SIGNED


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({**INTAKE, "subject": str(uuid.UUID(int=7))}, 404),
        ({"machine": "application", "action": "announce"}, 404),
        ({"machine": "nothing", "action": "intake"}, 400),
        ({**INTAKE, "extra": 1}, 400),
        ({**INTAKE, "data": [1]}, 400),
        ([], 400),
    ],
)
def test_what_is_no_step_here_is_not_taken(body: Any, status: int) -> None:
    town = world.found()
    case = town.file()
    assert calling(town, "intake_clerk", TAKE).send(path(case), body, idempotency_key="a-1").status_code == status


@pytest.mark.django_db
def test_a_key_comes_with_every_step_and_reading_is_no_leave_to_take_one() -> None:
    town = world.found()
    case = town.file()
    assert said(calling(town, "intake_clerk", TAKE).send(path(case), intake(case))) == (400, ["request-invalid"])
    reader = calling(town, "intake_clerk", READ)
    assert said(reader.send(path(case), intake(case), idempotency_key="a-1")) == (403, ["scope-missing"])


@pytest.mark.django_db
def test_a_session_without_the_second_factor_that_the_installation_asks_is_no_way_in(settings: Any) -> None:
    town = world.found()
    case = town.file()
    clerk = Caller(town, town.people["intake_clerk"])
    settings.SECOND_FACTOR = True
    assert clerk.ask(path(case)).status_code == 200
    session = clerk.client.session
    session[signed_in.STRONG] = False
    session.save()
    assert said(clerk.ask(path(case))) == (403, ["second-factor-missing"])
