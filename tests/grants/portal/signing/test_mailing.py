"""Messages that a letter can be read: released in bulk by a colleague, and sent by a worker to a real mail server."""

from __future__ import annotations

import uuid
from contextlib import suppress

import pytest

from documents.models import Letter, Notice, Rendered
from documents.tasks import send_mail
from partners.models import Person
from tests import world
from tests.grants.portal.office import colleague, text
from tests.mail_server import Catcher
from tests.world import World
from workflow import clock, door, outbox
from workflow.errors import Refusal
from workflow.facts import Actor
from workflow.models import Outbox
from workflow.registers import record
from workflow.verify import verify

pytestmark = pytest.mark.django_db

LIST = "/bekendmaken/brieven/"
ADDRESS = "noor@voorbeeld.example"


def made(address: str = ADDRESS) -> tuple[World, Letter]:
    """A town with a letter whose file was made, to somebody with this address."""
    town = world.found()
    case = town.file(100_00)
    letter = Letter.objects.get(stream=case.stream_id)
    with clock.at(town.now):
        contact = Person.objects.get(pk=case.contact_id)
        record("partners", revised=[(contact, {"email": address})], actor=world.INSTALLATION, key=world.key())
        done = Rendered("0" * 64, "proef")
        door.perform("letter", "render", letter.pk, done, actor=Actor(system="letter-worker"), key=str(uuid.uuid4()))
    return town, letter


def work(town: World) -> Outbox:
    """Hand the message of the outbox to the worker, as the broker does; a server that says no lets it fail."""
    message = Outbox.objects.get(topic="send-mail")
    Outbox.objects.filter(pk=message.pk).update(attempts=message.attempts + 1)
    with clock.at(town.now), suppress(OSError):
        send_mail(str(message.pk), {"reference": str(Letter.objects.get(mailed_on__isnull=False).pk)})
    return Outbox.objects.get(pk=message.pk)


def test_a_message_is_released_once_and_says_nothing_of_the_letter(mail_server: Catcher) -> None:
    town, letter = made()
    clerk = colleague(town, "intake_clerk")
    page = text(clerk.get(LIST))
    assert ("Berichten die op u wachten (1)" in page, ADDRESS in page) == (True, True)
    assert clerk.post(LIST, bericht=str(letter.pk)).status_code == 302
    assert "Vrijgegeven: 1." in text(clerk.get(LIST))
    assert "Berichten die op u wachten" not in text(clerk.get(LIST))
    sent = work(town)
    [(to, mail)] = mail_server.caught
    body = mail.get_payload(decode=True)
    assert isinstance(body, bytes)
    said = body.decode()
    assert (to, mail["Subject"], mail["Auto-Submitted"]) == (
        [ADDRESS],
        "Er staat een bericht voor u klaar",
        "auto-generated",
    )
    assert mail["Message-ID"].startswith(f"<{sent.pk}@")
    assert "https://subsidie.example/mijn/" in said
    reference, title = letter.stream.reference, letter.kind
    assert [word for word in (reference, "Buurtfeest", title, "€", "besluit") if word in said + mail.as_string()] == []
    assert sent.done_at is not None
    assert verify().differences == []


def test_a_server_that_says_no_is_asked_again_later_each_time_twice_as_long(mail_server: Catcher) -> None:
    town, letter = made()
    colleague(town, "intake_clerk").post(LIST, bericht=str(letter.pk))
    mail_server.answer = "451 later"
    waits = []
    for _ in range(3):
        failed = work(town)
        assert failed.claimed_until
        waits.append((failed.claimed_until - town.now).total_seconds())
    assert (waits, failed.done_at, failed.last_error) == ([10, 20, 40], None, "SMTPDataError")
    mail_server.answer = "250 OK"
    assert work(town).done_at is not None
    assert len(mail_server.caught) == 1


def test_a_message_that_the_server_never_took_is_said_to_who_releases() -> None:
    town, letter = made()
    clerk = colleague(town, "intake_clerk")
    clerk.post(LIST, bericht=str(letter.pk))
    assert "niet aankwamen bij de mailserver" not in text(clerk.get(LIST))
    Outbox.objects.filter(topic="send-mail").update(attempts=outbox.MAX_ATTEMPTS)
    assert "Berichten die niet aankwamen bij de mailserver: 1." in text(clerk.get(LIST))


def test_who_has_no_address_wrote_on_paper_or_was_told_already_gets_no_message() -> None:
    town, letter = made(address="")
    clerk = colleague(town, "intake_clerk")
    assert "Berichten die op u wachten" not in text(clerk.get(LIST))
    assert clerk.post(LIST, bericht=str(letter.pk)).status_code == 200
    assert Outbox.objects.filter(topic="send-mail").count() == 0
    person = Person.objects.filter(email="", memberships__organisation__applications__stream=letter.stream_id)
    person.update(email=ADDRESS)
    clerk.post(LIST, bericht=str(letter.pk))
    assert Outbox.objects.filter(topic="send-mail").count() == 1
    town.wait(days=1)
    with pytest.raises(Refusal) as told, clock.at(town.now):
        door.perform("letter", "notify", letter.pk, Notice(ADDRESS), actor=town.actor("intake_clerk"), key=world.key())
    assert told.value.obstacles[0].code == "mailed-already"


@pytest.mark.parametrize("address", ["", "noor", "noor@voorbeeld.example\nBcc: ieder@een.example"])
def test_an_address_that_mail_cannot_go_to_is_refused(address: str) -> None:
    town, letter = made()
    with pytest.raises(Refusal) as told, clock.at(town.now):
        door.perform("letter", "notify", letter.pk, Notice(address), actor=town.actor("intake_clerk"), key=world.key())
    assert told.value.obstacles[0].code == "mail-address-invalid"


def test_an_old_letter_is_no_news() -> None:
    town, _ = made()
    clerk = colleague(town, "intake_clerk")
    town.wait(days=15)
    assert "Berichten die op u wachten" not in text(clerk.get(LIST))


@pytest.mark.parametrize("role", ["mandate_holder", "policy_officer"])
def test_who_does_not_work_in_the_post_room_releases_nothing(role: str) -> None:
    town, letter = made()
    other = colleague(town, role)
    assert "Berichten die op u wachten" not in text(other.get(LIST))
    assert other.post(LIST, bericht=str(letter.pk)).status_code == 404
