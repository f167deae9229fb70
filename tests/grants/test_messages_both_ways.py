"""Messages that the office begins, files that go along, and what each side knows of the other having read it."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from documents.models import Upload
from grants import drafts, payloads
from grants.attached import attached
from grants.guards.writing import MOST_WAITING
from grants.models import Application, Message
from grants.search.files import sent
from grants.tasks import tell_answer
from tests import world
from tests.documents import good_files
from tests.grants.portal.office import Visitor, colleague, step_path, text
from tests.grants.test_messages import code_of, mailed, reachable, writes
from tests.grants.test_ranking import WEDSTRIJD, filed
from tests.mail_server import Catcher
from tests.world import World
from workflow import clock
from workflow.errors import Refusal
from workflow.facts import Actor
from workflow.models import Outbox
from workflow.verify import verify

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300), pytest.mark.usefixtures("private_storage")]

ASKED, TOLD = "Hoe groot wordt de rietorchis?", "De rietorchis wordt zestig centimeter."


def begins(town: World, case: Application, kind: str = "question", role: str = "intake_clerk") -> Message:
    """A message of ours."""
    said = payloads.Beginning(case.pk, ASKED, kind)
    town.take(role, "message", "begin_message", new := uuid.uuid4(), said, stream=case.stream_id)
    return Message.objects.get(pk=new)


def own(case: Application, path: str = "") -> str:
    return f"/mijn/{case.stream.reference}/{path}"


def own_step(case: Application, action: str, one: Message) -> str:
    return own(case, f"stap/message/{action}/{one.pk}/")


def pdf(content: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile("schets.pdf", content or good_files.pdf())


def test_a_question_of_ours_is_the_turn_of_who_applied_until_they_answer_and_then_it_is_ours_to_read() -> None:
    town = world.found()
    case = town.file()
    home, clerk = Visitor(town, case.contact_id), colleague(town, "intake_clerk")
    dossier = f"/dossier/{case.stream.reference}/"
    assert step_path(case.stream.reference, "message", "begin_message", "nieuw") in text(clerk.get(dossier))
    one = begins(town, case)
    turn = "Beantwoord onze vraag"
    assert [turn in text(home.get(own(case))), turn in text(home.get("/mijn/"))] == [True, True]
    assert "wacht op uw antwoord" in text(home.get(own(case, "berichten/")))
    assert "wacht op de aanvrager" in text(clerk.get(dossier))
    reply = own_step(case, "reply_message", one)
    assert reply in text(home.get(own(case, "berichten/")))
    town.wait(hours=1)
    assert home.post(reply, fase="bevestigen", reply=TOLD).status_code == 302
    one = Message.objects.get(pk=one.pk)
    assert (one.state, one.answer, one.answered_by, one.answered_at) == ("replied", TOLD, case.contact_id, town.now)
    assert [turn in text(home.get(own(case))), turn in text(home.get("/mijn/"))] == [False, False]
    waits = step_path(case.stream.reference, "message", "see_reply", one.pk)
    assert [waits in text(clerk.get(page)) for page in (dossier, "/werk/", "/werk/vragen/")] == [True] * 3
    town.take("intake_clerk", "message", "see_reply", one.pk)
    assert [waits in text(clerk.get(page)) for page in (dossier, "/werk/vragen/")] == [False] * 2
    assert verify().differences == []


def test_what_the_law_asks_comes_before_a_question_in_a_message_and_a_question_moves_no_term() -> None:
    town = world.found()
    case = town.file()
    asking = payloads.CompletionRequest(("adres",), clock.day_of(town.now).replace(day=26))
    town.take("intake_clerk", "application", "request_completion", case.pk, asking)
    begins(town, case)
    page = text(Visitor(town, case.contact_id).get(own(case)))
    assert ["Stuur wat nog ontbreekt" in page, "Beantwoord onze vraag" in page] == [True, False]
    assert "Er wacht een vraag op uw antwoord." in page
    assert Application.objects.get(pk=case.pk).state == Application.INCOMPLETE


@pytest.mark.parametrize(("kind", "asks"), [("question", True), ("reminder", True), ("notice", False)])
def test_each_message_shows_its_kind_and_a_notice_asks_nothing(kind: str, asks: bool) -> None:
    town = world.found()
    case = town.file()
    begins(town, case, kind)
    word = str(Message.Kind(kind).label)
    home, clerk = Visitor(town, case.contact_id), colleague(town, "intake_clerk")
    pages = [text(home.get(own(case, "berichten/"))), text(clerk.get(f"/dossier/{case.stream.reference}/"))]
    assert [f'<span class="badge">{word}</span>' in page for page in pages] == [True, True]
    assert ["wacht op uw antwoord" in pages[0], "wacht op de aanvrager" in pages[1]] == [asks, asks]
    assert ("Beantwoord onze vraag" in text(home.get(own(case)))) == asks


def test_a_kind_that_nobody_knows_and_one_of_the_office_from_home_are_refused() -> None:
    town = world.found()
    case = town.file()
    for kind in ("decision", "reminder"):
        said = payloads.Writing(case.pk, TOLD, kind)
        with pytest.raises(Refusal) as told:
            town.take(
                Actor(person=case.contact_id), "message", "write_message", uuid.uuid4(), said, stream=case.stream_id
            )
        assert code_of(told) == "message-kind-unknown"


def test_that_something_was_read_is_said_by_who_read_it_with_the_moment_and_by_nobody_who_only_looked() -> None:
    town = world.found()
    case = town.file()
    one = begins(town, case)
    home, clerk = Visitor(town, case.contact_id), colleague(town, "intake_clerk")
    dossier = f"/dossier/{case.stream.reference}/"
    home.get(own(case, "berichten/"))
    assert "De aanvrager meldde nog niet dat dit gelezen is." in text(clerk.get(dossier))
    town.wait(minutes=5)
    for _ in range(2):
        read = home.post(own_step(case, "read_message", one), fase="bevestigen", sleutel=str(one.pk))
        assert (read.status_code, read["Location"]) == (302, own(case, "berichten/"))
    one = Message.objects.get(pk=one.pk)
    assert (one.state, one.read_at) == ("read", town.now)
    assert "Door de aanvrager gelezen op" in text(clerk.get(dossier))
    assert "Door u gelezen op" in text(home.get(own(case, "berichten/")))
    town.take(Actor(person=case.contact_id), "message", "reply_message", one.pk, payloads.ReplyHome(TOLD))
    assert Message.objects.get().read_at is None
    assert "Wij lazen uw antwoord nog niet." in text(home.get(own(case, "berichten/")))
    town.take("intake_clerk", "message", "see_reply", one.pk)
    assert "Door ons gelezen op" in text(home.get(own(case, "berichten/")))


def test_of_an_answer_of_ours_the_applicant_says_that_it_was_read() -> None:
    town = world.found()
    case = town.file()
    one = writes(town, case)
    town.take("intake_clerk", "message", "answer_message", one.pk, payloads.Reply(TOLD))
    home = Visitor(town, case.contact_id)
    assert home.post(own_step(case, "read_answer", one), fase="bevestigen", sleutel=str(one.pk)).status_code == 302
    assert (Message.objects.get().state, Message.objects.get().read_at) == ("answer_read", town.now)


def test_who_only_judges_begins_no_message_and_ten_of_ours_are_open_at_most() -> None:
    town = world.found(WEDSTRIJD)
    case = filed(town, 100_00)
    with pytest.raises(Refusal) as told:
        begins(town, case, role="juror")
    assert code_of(told) == "answer-by-judge"
    ours = [begins(town, case) for _ in range(MOST_WAITING)]
    with pytest.raises(Refusal) as told:
        begins(town, case)
    assert code_of(told) == "messages-unread"
    town.take("intake_clerk", "message", "settle_message", ours[0].pk)
    begins(town, case)
    page = text(Visitor(town, case.contact_id).get(own(case, "berichten/")))
    assert page.count("U hoeft hierop niet meer te antwoorden.") == 1


def test_a_mail_says_that_we_wrote_and_not_what(mail_server: Catcher) -> None:
    town = world.found()
    case = reachable(town, town.file())
    begins(town, case)
    done = mailed(town)
    [(to, mail)] = mail_server.caught
    assert (to, mail["Subject"]) == (["noor@voorbeeld.example"], "Er staat een bericht voor u klaar")
    body = mail.get_payload(decode=True)
    assert isinstance(body, bytes)
    said = body.decode() + mail.as_string()
    assert [word for word in ("rietorchis", case.stream.reference, case.title) if word in said] == []
    assert done.done_at is not None


def test_an_answer_from_home_mails_nobody() -> None:
    town = world.found()
    case = town.file()
    one = begins(town, case)
    count = Outbox.objects.filter(topic="tell-answer").count()
    town.take(Actor(person=case.contact_id), "message", "reply_message", one.pk, payloads.ReplyHome(TOLD))
    assert (count, Outbox.objects.filter(topic="tell-answer").count()) == (1, 1)
    assert tell_answer.name == "grants.tasks.tell_answer"


def sent_home(town: World, case: Application, file: SimpleUploadedFile) -> Any:
    """A message with a file, from the page of the messages."""
    home = Visitor(town, case.contact_id)
    page = text(home.get(own(case, "berichten/")))
    path = re.search(r'action="([^"]*)"', page.partition('id="schrijf"')[2])
    assert path
    typed = {"application": str(case.pk), "message": ASKED, "kind": "notice", "files.bericht": file}
    return home.post(path[1], fase="bevestigen", **typed)


def test_a_file_goes_along_from_home_and_both_sides_get_it_as_an_attachment_in_a_sandbox() -> None:
    town = world.found()
    case, drawing = town.file(), good_files.pdf()
    assert sent_home(town, case, pdf(drawing)).status_code == 302
    row = Upload.objects.get()
    assert (row.question, row.kind, row.person_id) == ("bericht", "pdf", case.contact_id)
    home, clerk = Visitor(town, case.contact_id), colleague(town, "intake_clerk")
    mine, theirs = own(case, f"bestand/{row.pk}/"), f"/dossier/{case.stream.reference}/bestand/{row.pk}/"
    assert mine in text(home.get(own(case, "berichten/")))
    assert theirs in text(clerk.get(f"/dossier/{case.stream.reference}/"))
    for answer in (home.get(mine), clerk.get(theirs)):
        assert answer.content == drawing
        assert answer["Content-Disposition"].startswith("attachment;")
        assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_file_goes_along_with_an_answer_of_ours_and_is_kept_when_it_is_chosen() -> None:
    town = world.found()
    case = town.file()
    one = writes(town, case)
    clerk = colleague(town, "intake_clerk")
    path = step_path(case.stream.reference, "message", "answer_message", one.pk)
    assert 'enctype="multipart/form-data"' in text(clerk.get(path))
    page = text(clerk.post(path, fase="controleren", reply=TOLD, **{"files.bericht": pdf()}))
    kept = re.search(r'name="files.bericht" value="([^"]*)"', page)
    assert kept
    named = kept[1].replace("&quot;", '"')
    assert clerk.post(path, fase="bevestigen", reply=TOLD, **{"files.bericht": named}).status_code == 302
    row = Upload.objects.get()
    assert row.person_id == town.people["intake_clerk"]
    assert Visitor(town, case.contact_id).get(own(case, f"bestand/{row.pk}/")).status_code == 200


def test_what_is_no_file_as_we_ask_it_does_not_come_in_and_nothing_that_was_typed_is_lost() -> None:
    town = world.found()
    case = town.file()
    page = text(sent_home(town, case, SimpleUploadedFile("foto.pdf", b"<script>alert(1)</script>")))
    assert ["Stuur een bestand van deze soort" in page, ASKED in page] == [True, True]
    assert (Message.objects.count(), Upload.objects.count()) == (0, 0)
    for files, code in (
        ({"foto": []}, "file-unknown"),
        ({"bericht": [{"id": "x", "kind": "exe", "bytes": 3}]}, "upload-kind"),
    ):
        with pytest.raises(Refusal) as told:
            town.take(
                Actor(person=case.contact_id), "message", "write_message", uuid.uuid4(),
                payloads.Writing(case.pk, TOLD, files=files), stream=case.stream_id,
            )  # fmt: skip
        assert code_of(told) == code


def test_a_file_of_a_message_is_for_nobody_else_is_no_answer_of_the_form_and_is_not_searched() -> None:
    town = world.found(WEDSTRIJD)
    case = filed(town, 100_00)
    assert sent_home(town, case, pdf()).status_code == 302
    row, reference = Upload.objects.get(), case.stream.reference
    other, _, _ = world.new_party(town.now)
    assert Visitor(town, other.pk).get(own(case, f"bestand/{row.pk}/")).status_code == 404
    assert colleague(town, "juror").get(f"/dossier/{reference}/bestand/{row.pk}/").status_code == 404
    assert (attached(case), list(sent())) == ({}, [])


def test_a_file_that_was_chosen_and_not_sent_is_let_go_and_one_that_was_sent_stays() -> None:
    town = world.found()
    case = town.file()
    sent_home(town, case, pdf())
    one = writes(town, case)
    path = step_path(case.stream.reference, "message", "answer_message", one.pk)
    other = SimpleUploadedFile("foto.png", good_files.png())
    colleague(town, "intake_clerk").post(path, fase="controleren", reply=TOLD, **{"files.bericht": other})
    assert Upload.objects.count() == 2
    town.wait(days=31)
    with clock.at(town.now):
        drafts.clean()
    assert [row.kind for row in Upload.objects.all()] == ["pdf"]
