"""Steps of registers, absences and orders to the bank by the API: each thing that a person does a system can do, and no more."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.urls import URLPattern

from budgets.models import Indicator, IndicatorValue, PolicyField
from budgets.order_store import file_of
from grants import signed_in
from grants.api.urls import urlpatterns
from grants.models import Absence
from partners.models import Organisation
from tests import world
from tests.grants.api.callers import Caller, calling
from tests.grants.api.test_steps import said
from tests.grants.payers import ordered
from tests.world import World
from workflow import clock
from workflow.models import Event, Register, RoleGrant
from workflow.registers import codes, record, register_id
from workflow.registry import MACHINES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_storage")]

READ, MONEY, TAKE = "dossiers:read", "money:read", "steps:take"
PLACES = {
    "": "step-list", "dossier": "step-list", "round": "round-step-list", "register": "register-step-list",
    "absence": "absence-step-list", "payment order": "order-step-list",
}  # fmt: skip
"""Where the steps of a machine are taken, by the kind of trail that it has."""


def test_every_machine_has_an_address_at_which_its_steps_are_taken() -> None:
    assert {rules.model.STREAM_KIND for rules in MACHINES.values()} == set(PLACES)
    assert set(PLACES.values()) <= {one.name for one in urlpatterns if isinstance(one, URLPattern)}


def measured(town: World) -> dict[str, Any]:
    """A body that enters a value of an indicator."""
    field = PolicyField.objects.get()
    indicator = Indicator(
        code="feesten", policy_field=field, name="Feesten", unit="aantal", direction="increase", source="Telling"
    )
    with clock.at(town.now):
        record("budget", indicator, actor=world.INSTALLATION, key=world.key())
    row = {"model": "IndicatorValue", "indicator": str(indicator.pk), "year": 2025, "kind": "realised", "number": 1}
    return {
        "machine": "register",
        "action": "measure",
        "data": {"new": [{**row, "text": "12.50", "source": "Telling van 2025"}]},
    }


def test_a_value_of_an_indicator_is_entered_once_and_the_same_call_gets_the_same_answer() -> None:
    town = world.found()
    body = measured(town)
    officer = calling(town, "policy_officer", TAKE)
    first = officer.send("/registers/indicators/steps", body, idempotency_key="a-1")
    again = officer.send("/registers/indicators/steps", body, idempotency_key="a-1")
    assert (first.status_code, first.json()) == (200, again.json())
    assert [(one.text, one.source) for one in IndicatorValue.objects.all()] == [("12.50", "Telling van 2025")]
    assert Event.objects.filter(machine="register", action="measure").count() == 1
    head = officer.ask("/registers/indicators/steps").headers["ETag"]
    assert (head, first.headers["ETag"]) == ('"1"', '"1"')
    other = {**body, "data": {"new": [{**body["data"]["new"][0], "number": 2}]}}
    assert said(officer.send("/registers/indicators/steps", other, idempotency_key="a-1")) == (422, ["key-reused"])


def test_the_steps_of_a_register_are_those_of_its_keepers() -> None:
    town = world.found()
    told = {}
    for role in ("administrator", "intake_clerk", "auditor", "policy_officer", "juror"):
        caller = calling(town, role, TAKE)
        answers = {code: caller.ask(f"/registers/{code}/steps") for code in codes()}
        told[role] = {
            code: [one["action"] for one in answer.json()["results"]]
            for code, answer in sorted(answers.items())
            if answer.status_code == 200
        }
        assert caller.ask("/registers/nothing/steps").status_code == 404
    every = {code: ["record"] for code in sorted(codes() - {"privacy"})} | {"privacy": ["erase", "disclose"]}
    assert told == {
        "administrator": every,
        "intake_clerk": {"partners": ["enter"]},
        "auditor": {"audit": ["audit"]},
        "policy_officer": {"indicators": ["measure"], "texts": ["word"]},
        "juror": {},
    }


def test_the_post_room_enters_an_applicant_and_nothing_about_who_is_known() -> None:
    town = world.found()
    clerk = calling(town, "intake_clerk", TAKE)
    person, organisation = str(uuid.uuid4()), str(uuid.uuid4())
    new = [
        {"model": "Person", "id": person, "name": "Ada Voorbeeld", "email": "ada@feest.example"},
        {"model": "Organisation", "id": organisation, "name": "Feest", "legal_form": "stichting", "street": "Kade",
         "number": "2", "postcode": "9711XX", "place": "Groningen"},
        {"model": "Membership", "person": person, "organisation": organisation, "role": "signer", "valid_from": "2026-01-05"},
    ]  # fmt: skip
    body = {"machine": "register", "action": "enter", "data": {"new": new}}
    answer = clerk.send("/registers/partners/steps", body, idempotency_key="a-1")
    assert answer.status_code == 200, answer.content
    assert Organisation.objects.get(pk=organisation).name == "Feest"
    revised = {"revised": [{"model": "Organisation", "id": organisation, "values": {"name": "Een ander"}}]}
    wrong = clerk.send("/registers/partners/steps", {**body, "data": revised}, idempotency_key="a-2")
    assert said(wrong) == (409, ["not-for-clerks"])


def test_a_system_gives_no_role_and_a_colleague_does_with_a_fresh_proof() -> None:
    town = world.found()
    person = town.people["juror"]
    boss = town.hire("administrator").person
    assert boss
    grant = {
        "model": "RoleGrant",
        "person": str(person),
        "role": "auditor",
        "valid_from": "2026-01-05",
        "proposed_by": str(boss),
    }
    body = {"machine": "register", "action": "record", "data": {"new": [grant]}}
    system = calling(town, "administrator", TAKE)
    assert said(system.send("/registers/roles/steps", body, idempotency_key="a-1")) == (403, ["proof-needed"])
    colleague = Caller(town, boss)
    session = colleague.client.session
    session[signed_in.PROVED] = int(town.now.timestamp())
    session.save()
    assert colleague.send("/registers/roles/steps", body, idempotency_key="a-1").status_code == 200
    assert RoleGrant.objects.filter(person=person, role="auditor", confirmed_by=None).count() == 1


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        ({"code": "law", "new": []}, 400, "request-invalid"),
        ({"new": "x"}, 422, "row-unreadable"),
        ({"new": [{"model": "Nothing"}]}, 422, "row-unreadable"),
        ({"new": [{"model": "IndicatorValue", "text": ["x"]}]}, 422, "row-unreadable"),
        ({"new": [{"model": "IndicatorValue", "year": 10**17}]}, 422, "row-unreadable"),
        ({"new": [{"model": "IndicatorValue", "indicator": str(uuid.UUID(int=7))}]}, 422, "row-unreadable"),
        ({"new": [{"model": "Transfer", "amount_cents": 5}]}, 422, "amount-not-a-text"),
        ({"new": [{"model": "Transfer", "amount": "5"}]}, 422, "amount-not-a-text"),
        ({"revised": [{"model": "IndicatorValue", "id": 7, "values": []}]}, 404, "unknown-entry"),
        ({"extra": 1}, 422, "row-unreadable"),
    ],
)
def test_rows_that_cannot_be_read_are_refused_by_name(data: Any, status: int, code: str) -> None:
    town = world.found()
    body = {"machine": "register", "action": "measure", "data": data}
    answer = calling(town, "policy_officer", TAKE).send("/registers/indicators/steps", body, idempotency_key="a-1")
    assert said(answer) == (status, [code])
    assert not Register.objects.filter(pk=register_id("indicators")).exists()


def test_an_absence_is_reported_listed_and_ended_by_a_system() -> None:
    town = world.found()
    clerk = calling(town, "intake_clerk", READ, TAKE)
    away = {
        "person": str(town.people["juror"]),
        "substitute": str(town.people["assessor"]),
        "first": "2026-01-05",
        "last": "2026-12-09",
    }
    body = {"machine": "absence", "action": "report_absence", "data": away}
    done = clerk.send("/steps", body, idempotency_key="a-1")
    assert done.status_code == 200, done.content
    [listed] = clerk.ask("/absences").json()["results"]
    assert listed == {"id": done.json()["events"][0]["subject"], "state": "reported", **away}
    path = f"/absences/{listed['id']}/steps"
    [end] = clerk.ask(path).json()["results"]
    assert (end["action"], end["subject"], end["is_open"]) == ("end_absence", listed["id"], True)
    ending = {"machine": "absence", "action": "end_absence", "subject": listed["id"]}
    assert clerk.send(path, {**ending, "subject": str(town.people["juror"])}, idempotency_key="a-2").status_code == 404
    assert clerk.send(path, ending, idempotency_key="a-3").status_code == 200
    assert Absence.objects.get().state == Absence.ENDED
    assert clerk.ask("/absences").json()["results"] == []


def test_the_file_of_an_order_is_there_for_who_fetched_it_and_each_fetching_is_on_record() -> None:
    town = world.found()
    order, _ = ordered(town)
    reference = order.stream.reference
    maker, checker = calling(town, "finance_maker", MONEY, TAKE), calling(town, "finance_checker", MONEY, TAKE)
    assert [one["reference"] for one in maker.ask("/orders").json()["results"]] == [reference]
    path = f"/orders/{reference}/steps"
    body = {"machine": "payment_order", "action": "fetch_file", "subject": str(order.pk)}
    assert checker.send(path, body, idempotency_key="a-1").status_code == 404
    done = maker.send(path, body, idempotency_key="a-1")
    assert done.status_code == 200, done.content
    file = f"/files-of-orders/{done.json()['act']}"
    answer = maker.ask(file)
    assert (answer.status_code, answer.headers["Content-Type"], answer.content) == (
        200,
        "application/xml",
        file_of(order),
    )
    assert checker.ask(file).status_code == 404
    assert maker.ask(f"/files-of-orders/{uuid.uuid4()}").status_code == 404
    assert said(maker.send(path, body, idempotency_key="a-2")) == (409, ["wrong-state"])
    again = {**body, "action": "fetch_file_again"}
    assert maker.send(path, again, idempotency_key="a-3").status_code == 200
    assert Event.objects.filter(stream=order.stream_id, action__startswith="fetch_file").count() == 2


def test_the_work_around_a_case_is_told_and_done_as_well() -> None:
    town = world.found()
    case = town.file()
    clerk = calling(town, "intake_clerk", READ, TAKE)
    path = f"/applications/{case.stream.reference}/steps"
    told = {one["action"]: one for one in clerk.ask(path).json()["results"]}
    assert {"note_contact", "assign", "ask_help"} <= set(told)
    body = {
        "machine": "help_request",
        "action": "ask_help",
        "data": {"helper": str(town.people["juror"]), "question": "Mag?", "until": "2026-02-01"},
    }
    done = clerk.send(path, body, idempotency_key="a-1")
    assert done.status_code == 200, done.content
    subject = done.json()["events"][0]["subject"]
    told = {one["action"]: one for one in clerk.ask(path).json()["results"]}
    assert told["answer_help"]["subject"] == subject
