"""Around a case: its handlers, conversations and questions on its page; and what is open for a colleague, in their queue."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from grants import payloads
from grants.desk import WORK, Desk
from grants.models import Application, ContactNote, HelpRequest
from grants.portal import dossier
from tests import world
from tests.grants.portal.office import Visitor, colleague, step_path, text
from tests.grants.test_ranking import WEDSTRIJD, filed
from tests.world import World
from workflow import clock

pytestmark = pytest.mark.django_db

OK = 200

NOTE = {
    "spoke_on": "2026-01-05", "how": "phone", "with_whom": "Zeearend-7", "words": "Zeearend-8",
    "promised": "Zeearend-9", "promised_by": "2026-01-07",
}  # fmt: skip
NOTED = ("contact_note", "note_contact", "nieuw")


def noted(town: World, case: Application, **said: str) -> int:
    """Note a call with the form on the page of the dossier; the status of the answer."""
    path = step_path(case.stream.reference, *NOTED)
    answer = colleague(town, "intake_clerk").post(
        path, sleutel=str(uuid.uuid4()), fase="bevestigen", application=str(case.pk), **{**NOTE, **said}
    )
    return int(answer.status_code)


def ask(town: World, case: Application, words: str = "Zeearend-10") -> None:
    asked = payloads.Help(case.pk, town.people["policy_officer"], clock.day_of(town.now) + timedelta(days=1), words)
    town.take("intake_clerk", "help_request", "ask_help", uuid.uuid4(), asked, stream=case.stream_id)


def test_a_call_is_noted_on_the_page_of_the_dossier_in_one_click_and_stands_there() -> None:
    town = world.found()
    case = town.file()
    page = text(colleague(town, "intake_clerk").get("/dossier/BF-2026-0001/"))
    assert step_path("BF-2026-0001", *NOTED) in page
    assert "Gesprekken (0) en vragen (0)" in page
    assert noted(town, case) == 302
    page = text(colleague(town, "finance_maker").get("/dossier/BF-2026-0001/"))
    assert "Gesprekken (1) en vragen (0)" in page
    assert "<strong>Zeearend-7</strong><small>telefoon, 5 januari 2026, genoteerd door Medewerker intake_clerk" in page
    assert "<strong>Beloofd, uiterlijk 7 januari 2026:</strong> Zeearend-9" in page


def test_the_newest_conversation_and_the_question_that_is_still_open_come_first() -> None:
    town = world.found()
    case = town.file()
    for words, day in (("Zeearend-21", "2026-01-02"), ("Zeearend-22", "2026-01-05"), ("Zeearend-23", "2026-01-03")):
        noted(town, case, words=words, spoke_on=day)
    for words in ("Zeearend-24", "Zeearend-25"):
        ask(town, case, words)
    answered = HelpRequest.objects.get(question="Zeearend-24").pk
    town.take("policy_officer", "help_request", "answer_help", answered, payloads.Answer("Ja."))
    page = text(colleague(town, "intake_clerk").get("/dossier/BF-2026-0001/"))
    said = ["Zeearend-25", "Zeearend-24", "Zeearend-22", "Zeearend-23", "Zeearend-21"]
    assert sorted(said, key=page.index) == said


def test_who_only_judges_reads_the_questions_and_not_what_was_said_with_the_applicant() -> None:
    town = world.found(WEDSTRIJD)
    case = filed(town, 100_00)
    noted(town, case)
    ask(town, case)
    page = text(colleague(town, "juror").get(f"/dossier/{case.stream.reference}/"))
    assert "Vragen (1)" in page
    assert "Zeearend-10" in page
    assert [
        word for word in ("Zeearend-7", "Zeearend-8", "Zeearend-9", "Noteer een gesprek</summary>") if word in page
    ] == []


def test_what_was_typed_in_a_note_that_is_refused_stays() -> None:
    town = world.found()
    case = town.file()
    path = step_path("BF-2026-0001", *NOTED)
    answer = colleague(town, "intake_clerk").post(
        path, sleutel=str(uuid.uuid4()), fase="bevestigen", application=str(case.pk), **{**NOTE, "promised_by": ""}
    )
    said = text(answer)
    assert "Schrijf bij een belofte wat u doet, en op welke dag het klaar is." in said
    assert [word for word in ("Zeearend-7", "Zeearend-8", "Zeearend-9") if word not in said] == []
    assert list(ContactNote.objects.all()) == []


def test_nobody_but_the_office_reads_a_note_or_a_question() -> None:
    town = world.found()
    case = town.file()
    noted(town, case)
    ask(town, case)
    words = ("Zeearend-7", "Zeearend-8", "Zeearend-9", "Zeearend-10")
    for person in (None, town.applicants[case.pk], town.hire().person):
        for path in ("/dossier/BF-2026-0001/", "/werk/", "/werk/vragen/", step_path("BF-2026-0001", *NOTED)):
            assert [word for word in words if word in text(Visitor(town, person).get(path))] == []
    seen = text(colleague(town, "auditor").get("/dossier/BF-2026-0001/"))
    assert [word for word in words if word not in seen] == []
    assert "Noteer een gesprek</summary>" not in seen


def test_a_question_and_a_promise_stand_in_the_queue_of_whose_they_are_until_they_are_done() -> None:
    town = world.found()
    case = town.file()
    noted(town, case)
    ask(town, case)
    assert "Medewerker intake_clerk (voorbeeld) vraagt: Zeearend-10" in text(
        colleague(town, "policy_officer").get("/werk/")
    )
    mine = text(colleague(town, "intake_clerk").get("/werk/vragen/"))
    assert ("Beloofd: Zeearend-9" in mine, "Zeearend-10" in mine) == (True, False)
    assert "Zeearend" not in text(colleague(town, "assessor").get("/werk/vragen/"))
    note = ContactNote.objects.get()
    town.take("intake_clerk", "contact_note", "keep_promise", note.pk)
    assert "Er staat niets open." in text(colleague(town, "intake_clerk").get("/werk/vragen/"))


def test_the_substitute_sees_the_promises_of_the_absent_colleague_marked_as_theirs() -> None:
    town = world.found()
    noted(town, town.file())
    today = clock.day_of(town.now)
    away = payloads.Away(town.people["intake_clerk"], today, today, town.people["policy_officer"])
    town.take("intake_clerk", "absence", "report_absence", uuid.uuid4(), away)
    page = text(colleague(town, "policy_officer").get("/werk/vragen/"))
    assert "(voor Medewerker intake_clerk (voorbeeld), afwezig tot en met 5 januari 2026: u neemt waar)" in page
    dossier = text(colleague(town, "policy_officer").get("/dossier/BF-2026-0001/"))
    assert "Deze zaak is van niemand." in dossier


def test_the_page_names_who_handles_what_and_who_looks_after_it_meanwhile() -> None:
    town = world.found()
    case = town.file()
    given = payloads.Handing(case.pk, "intake_clerk", town.people["intake_clerk"])
    town.take("adviser", "handling", "assign", uuid.uuid4(), given, stream=case.stream_id)
    today = clock.day_of(town.now)
    away = payloads.Away(town.people["intake_clerk"], today, today, town.people["adviser"])
    town.take("intake_clerk", "absence", "report_absence", uuid.uuid4(), away)
    page = text(colleague(town, "auditor").get("/dossier/BF-2026-0001/"))
    assert (
        "<strong>Medewerker intake_clerk (voorbeeld)</strong><small>medewerker aanvragen, afwezig tot en met "
        "5 januari 2026: Medewerker adviser (voorbeeld) neemt waar</small>"
    ) in page
    assert "Geef over" not in page


def test_help_is_asked_of_others_who_can_open_the_dossier_and_of_nobody_else() -> None:
    town = world.found()
    case = town.file()
    path = step_path(case.stream.reference, "help_request", "ask_help", "nieuw")
    clerk = colleague(town, "intake_clerk")
    offered = re.findall(r'name="helper" value="([^"]+)"', text(clerk.get(path)))
    assert set(offered) == {
        str(person)
        for role, person in town.people.items()
        if colleague(town, role).get(f"/dossier/{case.stream.reference}/").status_code == OK and role in WORK
    } - {str(town.people["intake_clerk"])}
    juror = str(town.people["juror"])
    assert juror not in offered
    given = {"helper": juror, "until": "2026-01-07", "question": "Zeearend-31", "application": str(case.pk)}
    said = text(clerk.post(path, sleutel=str(uuid.uuid4()), fase="bevestigen", **given))
    assert ("Zeearend-31" in said, HelpRequest.objects.count()) == (True, 0)


def test_a_duty_is_handed_over_to_others_than_who_has_it_and_taken_by_whoever_has_none() -> None:
    town = world.found()
    case, clerk = town.file(), town.people["intake_clerk"]
    other = town.hire("intake_clerk").person
    visitor, handling = colleague(town, "intake_clerk"), uuid.uuid4()

    def offered(subject: uuid.UUID | str) -> list[bool]:
        page = text(visitor.get(step_path(case.stream.reference, "handling", "assign", subject)))
        return [f'<option value="{person}">' in page for person in (clerk, other)]

    assert offered("nieuw") == [True, True]
    given = payloads.Handing(case.pk, "intake_clerk", clerk)
    town.take("policy_officer", "handling", "assign", handling, given, stream=case.stream_id)
    assert offered(handling) == [False, True]
    town.take("policy_officer", "handling", "release", handling)
    assert offered(handling) == [True, True]


def test_none_of_it_is_a_turn_of_anybody() -> None:
    town = world.found()
    case = town.file()
    noted(town, case)
    ask(town, case)
    with clock.at(town.now):
        desk = Desk(town.hire("area_lead"), "", ("area_lead",))
        page = dossier.page(dossier.find("BF-2026-0001", desk), desk)
    assert (page.open, page.blocked, [one.machine for one in page.things]) == ((), {}, [])


@pytest.mark.parametrize("path", ["/dossier/BF-2026-0001/", "/werk/", "/werk/vragen/"])
def test_many_notes_and_questions_ask_the_database_as_often_as_one(path: str) -> None:
    town = world.found()
    case = town.file()
    counted: list[int] = []
    for _ in range(2):
        for number in range(len(counted) * 2 + 1):
            noted(town, case)
            ask(town, case, f"Zeearend-{number}")
        visitor = colleague(town, "intake_clerk")
        visitor.get(path)
        with CaptureQueriesContext(connection) as seen:
            visitor.get(path)
        counted.append(len(seen.captured_queries))
    assert counted[0] == counted[1]


def test_an_absence_is_reported_and_ended_on_screen_and_what_cannot_be_is_said() -> None:
    town = world.found()
    clerk, me, other = colleague(town, "assessor"), town.people["assessor"], town.people["adviser"]
    given = {"doe": "meld", "person": me, "substitute": other, "first": "2026-01-12", "last": "2026-01-16"}
    assert clerk.post("/afwezig/", **given, sleutel=str(uuid.uuid4())).status_code == 302
    page = text(clerk.get("/afwezig/"))
    assert "Nu en straks (1)" in page
    assert "12 januari 2026 tot en met 16 januari 2026</td><td>Medewerker adviser (voorbeeld)" in page
    refused = text(clerk.post("/afwezig/", **given, sleutel=str(uuid.uuid4())))
    assert "Voor deze dagen is al een afwezigheid gemeld. Beëindig die eerst." in refused
    assert 'value="2026-01-12"' in refused
    found = re.search(r'name="afwezigheid" value="([^"]+)"', page)
    assert found
    assert clerk.post("/afwezig/", doe="stop", afwezigheid=found[1]).status_code == 302
    assert "Iedereen is er." in text(clerk.get("/afwezig/"))
    assert "bestaat niet" in text(clerk.post("/afwezig/", doe="stop", afwezigheid="dit is geen id"))
