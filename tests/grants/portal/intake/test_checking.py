"""The check whether all is there: what is missing is asked for with its letter and its dates shown first."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from documents.models import Letter
from grants.models import Application
from tests import world
from tests.grants.portal.intake.paper import (
    KEY,
    OTHER_KEY,
    WITH_LETTER,
    ask,
    missing_one,
    typed,
    unseen,
)
from tests.grants.portal.office import colleague, step_path, text
from tests.invariants.tables import counts
from tests.toy import BUURTFEEST
from workflow.models import Deadline
from workflow.questions import DateQuestion

pytestmark = pytest.mark.django_db


def test_the_check_sets_what_is_asked_beside_what_came_and_ticks_what_lacks() -> None:
    town = world.found()
    missing_one(town)
    page = text(colleague(town, "intake_clerk").get("/postkamer/BF-2026-0001/controle/"))
    assert "Wij missen 1 onderdeel." in page
    assert 'name="missing" value="begroting" checked' in page
    assert 'name="missing" value="idee_titel">' in page
    assert "Voorbeeldstraat 1, 9711 XX Groningen" in page
    assert 'name="until" value="2026-01-19"' in page


def test_an_answer_that_does_not_fit_the_others_or_the_day_of_receipt_is_pointed_out() -> None:
    begin = DateQuestion(id="begin", part="plan", label="Wanneer begint u?", help="", personal=False, after="today")
    end = DateQuestion(id="eind", part="plan", label="Wanneer bent u klaar?", help="", personal=False, after="begin")
    town = world.found(replace(BUURTFEEST, questions=(*BUURTFEEST.questions, begin, end)))
    town.file(begin="2026-05-01", eind="2026-04-01")
    town.wait(days=7)
    town.file(begin="2026-01-05", eind="2026-04-01")
    clerk = colleague(town, "intake_clerk")
    first, second = (text(clerk.get(f"/postkamer/BF-2026-000{number}/controle/")) for number in (1, 2))
    faults = "Wanneer bent u klaar? Kies een dag na 01-05-2026.", "Wanneer begint u? Kies een dag na 12-01-2026."
    assert [fault in first for fault in faults] == [True, False]
    assert [fault in second for fault in faults] == [False, True]


def test_the_letter_and_the_new_legal_date_are_shown_before_anything_goes_out() -> None:
    town = world.found(WITH_LETTER)
    missing_one(town)
    clerk, before = colleague(town, "intake_clerk"), counts()
    page = text(ask(town, clerk, "controleren", **{"why.begroting": "Zonder begroting kennen wij het bedrag niet."}))
    assert "Dan staat de beslistermijn stil vanaf dinsdag 6 januari 2026." in page
    assert "Dan beslist u uiterlijk op <strong>maandag 16 maart 2026</strong>." in page
    assert "Nu is dat maandag 2 maart 2026." in page
    assert "Uw antwoord op ‘Wat kost het?’" in page
    assert "Zonder begroting kennen wij het bedrag niet." in page
    pdf = ask(town, clerk, "brief-0")
    assert (pdf.headers["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    assert counts() == before


def test_a_request_is_sent_once_and_the_next_case_follows() -> None:
    town = world.found(WITH_LETTER)
    case = missing_one(town)
    town.file()
    clerk = colleague(town, "intake_clerk")
    for _ in range(2):
        done = ask(town, clerk, "bevestigen")
        assert (done.status_code, done.url) == (302, "/postkamer/BF-2026-0002/controle/")
    case = Application.objects.select_related("stream").get(pk=case.pk)
    assert (case.state, json.loads(case.awaited)) == ("incomplete", {"begroting": "set_aside"})
    assert Letter.objects.filter(kind="completion_request").count() == 1
    newest = Deadline.objects.filter(kind="decision_term", stream=case.stream).order_by("-revision")[0]
    assert newest.legal_deadline.isoformat() == "2026-03-16"


def test_what_cannot_be_asked_is_said_with_what_was_typed_still_there() -> None:
    town = world.found()
    missing_one(town)
    clerk = colleague(town, "intake_clerk")
    page = text(ask(town, clerk, "controleren", until="2026-01-01", **{"why.begroting": "Hierom."}))
    assert "Geef de aanvrager een werkdag die nog komt." in page
    assert "> Hierom.</textarea>" in page.replace(">Hierom.", "> Hierom.")
    nothing = text(
        clerk.post("/postkamer/BF-2026-0001/controle/", stap="request_completion", until="2026-01-19", sleutel=KEY)
    )
    assert "Vul in: Wat ontbreekt er?" in nothing


def test_what_is_complete_is_found_so_after_a_look_at_what_follows() -> None:
    town = world.found()
    town.file()
    clerk, path = colleague(town, "intake_clerk"), "/postkamer/BF-2026-0001/controle/"
    assert "Alles wat verplicht is, is er." in text(clerk.get(path))
    shown = clerk.post(path, stap="intake", sleutel=KEY)
    assert "Dit gebeurt er als u bevestigt" in text(shown)
    done = clerk.post(path, fase="bevestigen", **unseen(shown))
    assert (done.url, Application.objects.get().state) == ("/postkamer/", "assessed")


def test_of_two_clerks_in_one_case_the_second_reads_what_happened_and_keeps_the_text() -> None:
    town = world.found()
    missing_one(town)
    first, second = colleague(town, "intake_clerk"), colleague(town, "intake_clerk")
    ask(town, first, "bevestigen")
    page = text(ask(town, second, "bevestigen", sleutel=OTHER_KEY, **{"why.begroting": "Mijn uitleg."}))
    assert "Deze stap kan niet in de stand" in page
    assert "Wij wachten op de aanvulling" in page
    assert "Mijn uitleg." in page


def test_a_completion_on_paper_asks_the_questions_that_were_asked_and_comes_back_for_a_check() -> None:
    town = world.found()
    case = missing_one(town)
    clerk = colleague(town, "intake_clerk")
    ask(town, clerk, "bevestigen")
    town.wait(days=3)
    assert "Leg de aanvulling vast" in text(clerk.get("/postkamer/BF-2026-0001/controle/"))
    path = step_path("BF-2026-0001", "application", "complete", case.pk)
    form = text(clerk.get(path))
    assert ("answers.begroting.costs.0.what" in form, "answers.idee_titel" in form) == (True, False)
    given = {name: value for name, value in typed().items() if "begroting" in name or name in ("channel", "scan_name")}
    shown = clerk.post(path, fase="controleren", sleutel=OTHER_KEY, **given)
    assert clerk.post(path, fase="bevestigen", **unseen(shown)).status_code == 302
    assert "Aanvulling binnen" in text(clerk.get("/postkamer/"))
    assert "Alles wat verplicht is, is er." in text(clerk.get("/postkamer/BF-2026-0001/controle/"))
    assert Application.objects.get().requested_cents == 1_250_50
