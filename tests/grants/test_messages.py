"""Messages: written by who applies, answered by who keeps the case, read by both, told of by a mail that says nothing."""

from __future__ import annotations

import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from grants import payloads
from grants.guards.writing import MOST_WAITING
from grants.models import Application, Message
from grants.payloads.monitoring import LONGEST
from grants.tasks import tell_answer
from partners.models import Person
from tests import world
from tests.grants.portal.office import Visitor, colleague, step_path, text
from tests.grants.test_ranking import WEDSTRIJD, filed
from tests.mail_server import Catcher
from tests.world import World
from workflow import clock
from workflow.errors import Refusal
from workflow.facts import Actor
from workflow.models import Outbox
from workflow.registers import erase, record
from workflow.verify import verify

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]

ASKED, ANSWERED = "Mag de zeearend mee?", "De zeearend mag mee."


def writes(town: World, case: Application, words: str = ASKED, who: Actor | None = None) -> Message:
    """A message of the applicant, or of somebody else."""
    said, actor = payloads.Writing(case.pk, words), who or Actor(person=case.contact_id)
    town.take(actor, "message", "write_message", new := uuid.uuid4(), said, stream=case.stream_id)
    return Message.objects.get(pk=new)


def answers(town: World, one: Message, words: str = ANSWERED, role: str = "intake_clerk") -> Message:
    town.take(role, "message", "answer_message", one.pk, payloads.Reply(words))
    return Message.objects.get(pk=one.pk)


def code_of(told: pytest.ExceptionInfo[Refusal]) -> str:
    return told.value.obstacles[0].code


def test_a_message_waits_until_somebody_answers_and_both_sides_read_who_said_what_when() -> None:
    town = world.found()
    case = town.file()
    one = writes(town, case, f"  {ASKED} ")
    assert (one.state, one.words, one.author, one.written_at) == ("waiting", ASKED, case.contact_id, town.now)
    town.wait(hours=2)
    one = answers(town, one)
    assert (one.state, one.answer, one.answered_by, one.answered_at) == (
        "answered", ANSWERED, town.people["intake_clerk"], town.now,
    )  # fmt: skip
    clerk = Person.objects.get(pk=town.people["intake_clerk"]).name
    home = text(Visitor(town, case.contact_id).get(f"/mijn/{case.stream.reference}/berichten/"))
    office = text(colleague(town, "policy_officer").get(f"/dossier/{case.stream.reference}/"))
    for page in (home, office):
        assert [one in page for one in (ASKED, ANSWERED, case.contact.name, clerk)] == [True] * 4
        assert "Een antwoord is geen besluit." in page
    assert verify().differences == []


def test_at_home_one_writes_on_the_page_of_the_messages_and_two_clicks_send_one() -> None:
    town = world.found()
    case = town.file()
    visitor, reference = Visitor(town, case.contact_id), case.stream.reference
    assert f'href="/mijn/{reference}/berichten/"' in text(visitor.get(f"/mijn/{reference}/"))
    page = text(visitor.get(f"/mijn/{reference}/berichten/"))
    assert ["U schreef ons nog niet." in page, "Eerdere berichten (0)" in page] == [True, True]
    path = re.search(r'action="([^"]*)"', page.partition('id="schrijf"')[2])
    hidden = dict(re.findall(r'<input type="hidden" name="(sleutel|application)" value="([^"]*)"', page))
    assert path
    for _ in range(2):
        answer = visitor.post(path[1], fase="bevestigen", message=ASKED, **hidden)
        assert (answer.status_code, answer["Location"]) == (302, f"/mijn/{reference}/berichten/")
    assert Message.objects.count() == 1
    page = text(visitor.get(f"/mijn/{reference}/berichten/"))
    assert ["Eerdere berichten (1)" in page, "wacht op ons antwoord" in page] == [True, True]


def test_what_is_too_long_or_empty_is_said_and_nothing_that_was_typed_is_lost() -> None:
    town = world.found()
    case = town.file()
    visitor = Visitor(town, case.contact_id)
    path = f"/mijn/{case.stream.reference}/stap/message/write_message/nieuw/"
    long = "zeearend " * (LONGEST // 9 + 1)
    page = text(visitor.post(path, fase="bevestigen", application=str(case.pk), message=long))
    assert [f"hoogstens {LONGEST} tekens" in page, long.strip() in page] == [True, True]
    for empty, reply, code in (("  ", None, "message-empty"), (None, "  ", "reply-empty")):
        with pytest.raises(Refusal) as told:
            writes(town, case, empty) if empty else answers(town, writes(town, case), reply or "")
        assert code_of(told) == code


def test_ten_messages_wait_at_most_and_there_is_room_again_once_one_was_read() -> None:
    town = world.found()
    case = town.file()
    sent = [writes(town, case) for _ in range(MOST_WAITING)]
    with pytest.raises(Refusal) as told:
        writes(town, case)
    assert code_of(told) == "messages-waiting"
    town.take("intake_clerk", "message", "see_message", sent[0].pk)
    writes(town, case)
    home = text(Visitor(town, case.contact_id).get(f"/mijn/{case.stream.reference}/berichten/"))
    assert home.count("Wij lazen uw bericht.") == 1


def test_who_only_judges_reads_no_message_and_answers_none_and_a_stranger_writes_none() -> None:
    town = world.found(WEDSTRIJD)
    case = filed(town, 100_00)
    one = writes(town, case)
    juror = colleague(town, "juror")
    path = step_path(case.stream.reference, "message", "answer_message", one.pk)
    pages = [juror.get(f"/dossier/{case.stream.reference}/"), juror.get("/werk/"), juror.get("/werk/vragen/")]
    assert [(page.status_code, ASKED in text(page)) for page in pages] == [(200, False)] * 3
    assert juror.get(path).status_code == 404
    with pytest.raises(Refusal) as told:
        answers(town, one, role="juror")
    assert code_of(told) == "answer-by-judge"
    other, _, _ = world.new_party(town.now)
    with pytest.raises(Refusal) as told:
        writes(town, case, who=Actor(person=other.pk))
    assert code_of(told) == "not-permitted"


def test_it_waits_for_who_handles_the_case_and_for_the_post_room_while_nobody_does() -> None:
    town = world.found()
    case = town.file()
    one = writes(town, case)

    def waits_for() -> list[str]:
        link = step_path(case.stream.reference, "message", "answer_message", one.pk)
        roles = ("intake_clerk", "policy_officer", "adviser", "finance_maker")
        return [role for role in roles if link in text(colleague(town, role).get("/werk/vragen/"))]

    assert waits_for() == ["intake_clerk"]
    given = payloads.Handing(case.pk, "policy_officer", town.people["policy_officer"])
    town.take("adviser", "handling", "assign", uuid.uuid4(), given, stream=case.stream_id)
    assert waits_for() == ["policy_officer"]
    page = text(colleague(town, "policy_officer").get("/werk/"))
    assert [f"{case.contact.name} schrijft" in page, ASKED in page, 'class="late"' in page] == [True, True, False]
    answers(town, one)
    assert waits_for() == []


def test_a_colleague_answers_with_the_message_in_sight_and_is_told_that_it_is_no_decision() -> None:
    town = world.found()
    case = town.file()
    one = writes(town, case)
    clerk, path = colleague(town, "intake_clerk"), step_path(case.stream.reference, "message", "answer_message", one.pk)
    page = text(clerk.get(path))
    assert [f"het bericht: {ASKED}" in page, "Een antwoord is geen besluit" in page] == [True, True]
    assert clerk.post(path, fase="bevestigen", reply=ANSWERED).status_code == 302
    assert Message.objects.get().answer == ANSWERED


def test_the_post_room_writes_down_what_came_by_post_in_the_name_of_who_applied() -> None:
    town = world.found()
    case = town.file()
    clerk = Actor(person=town.people["intake_clerk"], on_behalf_of=case.contact_id)
    assert writes(town, case, who=clerk).author == case.contact_id


def mailed(town: World) -> Outbox:
    """Hand the message of the outbox to the worker, as the broker does."""
    message = Outbox.objects.get(topic="tell-answer")
    with clock.at(town.now):
        tell_answer(str(message.pk), {"reference": str(Message.objects.get().pk)})
    return Outbox.objects.get(pk=message.pk)


def reachable(town: World, case: Application, address: str = "noor@voorbeeld.example") -> Application:
    with clock.at(town.now):
        contact = Person.objects.get(pk=case.contact_id)
        record("partners", revised=[(contact, {"email": address})], actor=world.INSTALLATION, key=world.key())
    return case


def test_a_mail_tells_that_there_is_an_answer_and_not_what_it_says(mail_server: Catcher) -> None:
    town = world.found()
    case = reachable(town, town.file())
    answers(town, writes(town, case))
    done = mailed(town)
    [(to, mail)] = mail_server.caught
    body = mail.get_payload(decode=True)
    assert isinstance(body, bytes)
    assert (to, mail["Subject"]) == (["noor@voorbeeld.example"], "Er staat een bericht voor u klaar")
    assert mail["Message-ID"].startswith(f"<{done.pk}@")
    said = body.decode() + mail.as_string()
    assert [word for word in ("eearend", case.stream.reference, case.title) if word in said] == []
    assert done.done_at is not None


@pytest.mark.parametrize("erased", [False, True])
def test_who_has_no_address_and_an_answer_that_was_erased_get_no_mail(mail_server: Catcher, erased: bool) -> None:
    town = world.found()
    case = reachable(town, town.file(), "noor@voorbeeld.example" if erased else "")
    one = answers(town, writes(town, case))
    if erased:
        with clock.at(town.now):
            erase(one, ground="AVG 17", actor=town.actor("administrator"), key=world.key())
        home = text(Visitor(town, case.contact_id).get(f"/mijn/{case.stream.reference}/berichten/"))
        assert ["Dit bericht is gewist." in home, "Dit antwoord is gewist." in home, "eearend" in home] == [
            True, True, False,
        ]  # fmt: skip
    assert mailed(town).done_at is not None
    assert mail_server.caught == []


@pytest.mark.parametrize("number", [1, 3])
def test_a_thread_costs_the_same_whatever_its_length(number: int) -> None:
    town = world.found()
    case = town.file()
    for _ in range(number):
        answers(town, writes(town, case))
    visitor = Visitor(town, case.contact_id)
    with CaptureQueriesContext(connection) as asked:
        page = text(visitor.get(f"/mijn/{case.stream.reference}/berichten/"))
    assert (page.count(ASKED), page.count(ANSWERED), len(asked)) == (number, number, 8)
