"""Systems are told of events: signed, again when they do not answer, and never of what they may not see or what somebody wrote."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from grants import events, payloads, tasks
from grants.models import Application
from partners import subscriptions, systems
from partners.models import Person, Subscription
from tests import world
from tests.grants.portal.office import colleague, text
from tests.world import World
from workflow import clock, outbox
from workflow.facts import Actor
from workflow.models import Event, Outbox

pytestmark = pytest.mark.django_db

CANARY = "Kanariepiet"


@dataclass
class Listener:
    """A server that answers with these statuses in turn, and with 200 after that."""

    answers: list[int]
    heard: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    url: str = ""

    def handler(self) -> type[BaseHTTPRequestHandler]:
        there = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                there.heard.append((dict(self.headers.items()), body))
                self.send_response(there.answers.pop(0) if there.answers else 200)
                self.send_header("Location", f"{there.url}/elders")
                self.end_headers()

            def log_message(self, *args: Any) -> None:
                """Say nothing."""

        return Handler


@contextmanager
def listening(*answers: int) -> Iterator[Listener]:
    there = Listener(list(answers))
    server = HTTPServer(("127.0.0.1", 0), there.handler())
    there.url = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield there
    finally:
        server.shutdown()
        server.server_close()


def subscribed(
    town: World, url: str, *kinds: str, scopes: tuple[str, ...] = ("dossiers:read",)
) -> tuple[Subscription, str]:
    """A system with the role of a clerk, that is told of these kinds."""
    system, _ = systems.add(f"Zaken {uuid.uuid4()}", clerk(town), scopes)
    return subscriptions.add(system, url, kinds)


def clerk(town: World) -> Person:
    found = town.hire("intake_clerk", "juror").person
    assert found
    return Person.objects.get(pk=found)


def due() -> list[Outbox]:
    """What would be given to a worker now."""
    return [one for one in outbox._claim() if one.topic == events.TOPIC]


def deliver(town: World) -> int:
    with clock.at(town.now):
        found = due()
        for one in found:
            tasks.deliver_event(str(one.pk), json.loads(one.payload))
    return len(found)


def test_an_event_has_the_attributes_of_the_profile_and_a_signature_that_holds() -> None:
    town = world.found()
    with listening() as there:
        one, secret = subscribed(town, there.url, "application.file")
        case = town.file(idee_titel=CANARY)
        assert deliver(town) == 1
    [(headers, body)] = there.heard
    event = Event.objects.get(machine="application", action="file")
    reference = Application.objects.get(pk=case.pk).stream.reference
    assert json.loads(body) == {
        "specversion": "1.0",
        "id": str(event.pk),
        "source": "urn:nld:gemeente-voorbeeldstad:systeem:aanjager",
        "type": "nl.subsidies.application.file",
        "subject": reference,
        "time": event.at.isoformat().replace("+00:00", "Z"),
        "sequence": "0000000001",
        "dataref": f"http://127.0.0.1:8000/api/v1/applications/{reference}/events",
        "datacontenttype": "application/json",
        "data": {"reference": reference, "application": f"http://127.0.0.1:8000/api/v1/applications/{reference}"},
    }
    message = Outbox.objects.get(topic=events.TOPIC)
    assert headers["Content-Type"] == "application/cloudevents+json; charset=utf-8"
    assert headers["webhook-id"] == str(message.pk)
    assert headers["webhook-timestamp"] == str(int(town.now.timestamp()))
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{message.pk}.{int(town.now.timestamp())}.".encode() + body
    assert (
        headers["webhook-signature"]
        == "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    )
    assert secret not in Subscription.objects.get(pk=one.pk).secret
    assert message.done_at is not None


def test_an_event_tells_nothing_that_somebody_wrote() -> None:
    town = world.found()
    with listening() as there:
        subscribed(town, there.url, "application.*", "decision.*", "letter.*")
        case = town.assessed()
        town.decide(case)
        assert deliver(town) == len(there.heard) > 4
    told = (
        b"".join(body for _, body in there.heard) + "".join(Outbox.objects.values_list("payload", flat=True)).encode()
    )
    for word in (
        "Feest",
        "Ada",
        "Buren",
        "Voorbeeldstraat",
        "NL03",
        "ada@buren.example",
        str(town.applicants[case.pk]),
    ):
        assert word.encode() not in told


@pytest.mark.parametrize("status", [500, 503, 404, 302])
def test_an_address_that_does_not_take_an_event_is_asked_again_later_each_time(status: int) -> None:
    town = world.found()
    with listening(status, status) as there:
        subscribed(town, there.url, "application.file")
        town.file()
        assert deliver(town) == 1
        assert Outbox.objects.get(topic=events.TOPIC).last_error == f"HTTP {status}"
        assert deliver(town) == 0
        town.now += timedelta(seconds=11)
        assert deliver(town) == 1
        town.now += timedelta(seconds=11)
        assert deliver(town) == 0
        town.now += timedelta(seconds=11)
        assert deliver(town) == 1
    assert [headers["webhook-id"] for headers, _ in there.heard] == [there.heard[0][0]["webhook-id"]] * 3
    assert len({body for _, body in there.heard}) == 1
    assert Outbox.objects.get(topic=events.TOPIC).done_at == town.now


def test_what_never_arrives_waits_for_the_administrator_who_has_it_tried_again(
    capsys: pytest.CaptureFixture[str],
) -> None:
    town = world.found()
    subscribed(town, "http://127.0.0.1:9", "application.file")
    town.file()
    for _ in range(outbox.MAX_ATTEMPTS):
        assert deliver(town) == 1
        town.now += timedelta(hours=2)
    assert deliver(town) == 0
    message = Outbox.objects.get(topic=events.TOPIC)
    visitor = colleague(town, "administrator")
    page = text(visitor.get("/berichten/"))
    assert "bericht aan een systeem" in page
    assert "http://127.0.0.1:9" in page
    assert "geen verbinding (ConnectionError)" in page
    assert "Onderweg: 0." in page  # The letter of the receipt, which nobody made, is stuck as well.
    with clock.at(town.now):
        call_command("outbox")
    said = capsys.readouterr().out
    assert f"{message.pk} bericht aan een systeem" in said
    assert "Vink eerst aan" in text(visitor.post("/berichten/"))
    assert visitor.post("/berichten/", bericht=[str(message.pk), "onzin"]).status_code == 302
    assert "http://127.0.0.1:9)" not in text(visitor.get("/berichten/"))
    assert deliver(town) == 1


def test_a_system_is_told_of_no_dossier_that_its_roles_do_not_see() -> None:
    town = world.found()
    with listening() as there:
        one, _ = subscribed(town, there.url, "application.intake", "assessment.declare_interest")
        case = town.file()
        interest = payloads.Interest(case.pk, "Een zus.")
        person = one.system.person_id
        town.take(Actor(person=person), "assessment", "declare_interest", uuid.uuid4(), interest, stream=case.stream_id)
        town.take("intake_clerk", "application", "intake", case.pk)
        assert deliver(town) == 2
    assert there.heard == []
    assert not Outbox.objects.filter(topic=events.TOPIC, done_at=None).exists()


@pytest.mark.parametrize("closed", ["subscription", "system", "scope"])
def test_what_still_waits_goes_to_nobody_who_is_not_to_be_told_any_more(closed: str) -> None:
    town = world.found()
    with listening() as there:
        scopes = ("schemes:read",) if closed == "scope" else ("dossiers:read",)
        one, _ = subscribed(town, there.url, "application.file", scopes=scopes)
        town.file()
        if closed == "subscription":
            subscriptions.end(one)
        if closed == "system":
            systems.close(one.system)
        assert deliver(town) == 1
        assert deliver(town) == 0
        town.file()
        assert deliver(town) == (1 if closed == "scope" else 0)
    assert there.heard == []


def test_of_payments_only_who_may_read_money_is_told() -> None:
    town = world.found()
    with listening() as there:
        subscribed(town, there.url, "payment.*")
        decision = town.decide(town.assessed())
        payment = town.propose(decision)
        assert deliver(town) == 1
        assert there.heard == []
        subscribed(town, there.url, "payment.*", scopes=("money:read",))
        town.take("finance_checker", "payment", "approve_payment", payment)
        assert deliver(town) == 2
    assert len(there.heard) == 1


@pytest.mark.parametrize(
    "url",
    [
        "http://subsidies.example/in",
        "ftp://a.example",
        "https://",
        "https://u:p@a.example",
        "https://a:x",
        "https://a/#b",
    ],
)
def test_an_address_in_the_open_or_with_a_password_in_it_is_refused(url: str) -> None:
    town = world.found()
    with pytest.raises(subscriptions.Unfit):
        subscribed(town, url, "application.file")
    assert not Subscription.objects.exists()


def test_the_command_adds_and_ends_an_address_and_knows_its_limits(capsys: pytest.CaptureFixture[str]) -> None:
    town = world.found()
    system = systems.add("Zaken", clerk(town), ["dossiers:read"])[0]
    for number in range(subscriptions.MOST):
        call_command("subscriptions", add=f"https://a.example/{number}", system="Zaken", kind=["decision.*"])
    secret = capsys.readouterr().out.split("secret: ")[1].split()[0]
    assert len(base64.b64decode(secret.removeprefix("whsec_"))) == 32
    with pytest.raises(CommandError, match="hoogstens 5 adressen"):
        call_command("subscriptions", add="https://a.example/9", system="Zaken", kind=["decision.*"])
    with pytest.raises(CommandError, match="Onbekend"):
        call_command("subscriptions", add="https://a.example/9", system="Zaken", kind=["decision.anounce"])
    with pytest.raises(CommandError, match="voor welk systeem"):
        call_command("subscriptions", add="https://a.example/9", system="Anders", kind=["decision.*"])
    first = system.subscriptions.get(url="https://a.example/0")
    call_command("subscriptions", end=str(first.pk))
    with pytest.raises(CommandError, match="al afgesloten"):
        call_command("subscriptions", end=str(first.pk))
    with pytest.raises(CommandError, match="al afgesloten"):
        call_command("subscriptions", end="onzin")
    capsys.readouterr()
    call_command("subscriptions")
    listed = capsys.readouterr().out
    assert "https://a.example/0: afgesloten" in listed
    assert "https://a.example/1: decision.*" in listed
