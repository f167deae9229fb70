"""An auditor finds what people wrote: in reasons, titles, answers and letters, never what was erased or stands in a closed dossier."""

from __future__ import annotations

import re
import uuid
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from documents.models import Letter, Rendered
from documents.tasks import WORKER
from grants import payloads
from grants.desk import Desk
from grants.models import Application, Suspension
from grants.portal.auditing import searching
from grants.portal.auditing.searching import Asked
from grants.search import index
from grants.search.texts import TEXTS
from tests import world
from tests.grants.portal.office import Visitor, colleague, text
from tests.invariants.tables import all_rights, overwrite, undone
from tests.world import World
from workflow import clock, door
from workflow.facts import Actor
from workflow.models import Event
from workflow.personal import personal_columns
from workflow.registers import erase

pytestmark = pytest.mark.django_db

MOST_QUERIES = 15
WHY = "De tweede offerte ontbreekt: ‘zo kan het niet’."

LEFT_OUT = {
    ("documents_letter", "resent_to"): "an address",
    ("documents_letter", "mailed_to"): "an address",
    ("documents_upload", "name"): "the name of a file",
    ("grants_searchtext", "tokens"): "computed from the texts that are searched, to find them by",
    ("grants_draftanswer", "value"): "nobody sent it yet",
    ("grants_cowriter", "email"): "an address",
    ("grants_accountchange", "iban"): "a number of an account is looked up where it is paid",
    ("grants_accountchange", "holder"): "a name: people are found by who they are",
    ("grants_auditverdict", "reason"): "stands in the register of the audit, beside its sample",
    ("grants_contactnote", "with_whom"): "a name: people are found by who they are",
    ("grants_check", "photos"): "names of files",
    ("grants_experience", "words"): "said by nobody who can be found, and stands in no dossier",
    ("grants_message", "words"): "between who wrote it and who answers: it is read in its dossier",
    ("grants_message", "answer"): "the same",
    ("grants_partychange", "details"): "names and addresses",
    ("grants_receipt", "scan_name"): "the name of a file",
}
"""Personal columns of dossiers in which nobody looks for a word, and why."""


def paused() -> tuple[World, Application]:
    """A town with an application of which the term stands still, with the reason."""
    town = world.found()
    case = town.assessed()
    asked = payloads.Standstill("applicant", date(2026, 3, 2), WHY)
    town.take("intake_clerk", "application", "suspend", case.pk, asked)
    return town, case


def lines(town: World, word: str, person: Actor | None = None, **said: Any) -> list[tuple[str, list[str]]]:
    """What a search for a word gives: the step of each line, and the texts below it with the word between stars."""
    visitor = Visitor(town, person.person) if person else colleague(town, "auditor")
    page = text(visitor.get("/controle/", woord=word, **said))
    found = []
    for line in re.findall(r"<li><time [^>]*>[^<]*</time><p>(.*?)</p>", page):
        shown = [re.sub(r"</?mark>", "*", one) for one in re.findall(r'<span class="trail-w">(.*?)</span>', line)]
        step = re.search(r": <strong>(.*?)</strong>", line)
        assert step
        found.append((step[1], shown))
    return found


def test_a_word_in_a_reason_finds_the_step_that_says_why() -> None:
    town, case = paused()
    said = ["reden: De *tweede offerte* ontbreekt: ‘zo kan het niet’."]
    assert lines(town, "tweede offerte", stap="application.suspend") == [("Zet de beslistermijn stil", said)]
    assert lines(town, "TWEEDE  Offerte ", stap="application.suspend", kenmerk=case.stream.reference) != []
    assert lines(town, "zevende offerte") == []
    [every] = lines(town, "", stap="application.suspend")
    assert every == ("Zet de beslistermijn stil", [f"reden: {WHY}"])


def test_a_word_in_a_letter_finds_the_letter_with_the_words_around_it() -> None:
    town, _ = paused()
    assert lines(town, "zo kan het niet", stap="letter.request") == []  # It was not made yet.
    with clock.at(town.now):
        for one in Letter.objects.filter(state=Letter.REQUESTED):
            door.perform("letter", "render", one.pk, Rendered("0" * 64, "proef"), actor=WORKER, key=world.key())
    found = dict(lines(town, "zo kan het niet", stap="letter.request"))
    [(step, [said])] = found.items()
    assert step == "Schrijf de brief"
    assert said.startswith("brief: ")
    assert "*zo kan het niet*" in said


def test_a_word_in_a_title_or_an_answer_finds_the_filing() -> None:
    town, _ = paused()
    assert dict(lines(town, "feest in de", stap="application.file")) == {
        "Dien de aanvraag in": ["titel: *Feest in de* straat"]
    }
    [(_, answers)] = lines(town, "voorbeeldstraat", stap="application.file")
    assert answers == ["antwoord: *Voorbeeldstraat*"]


def test_what_was_erased_is_not_found_and_not_shown() -> None:
    town, case = paused()
    row = Suspension.objects.get(application=case)
    with clock.at(town.now):
        erase(row, ground="AVG 17", actor=town.actor("administrator"), key=world.key())
    assert lines(town, "tweede offerte", stap="application.suspend") == []
    assert lines(town, "", stap="application.suspend") == [("Zet de beslistermijn stil", [])]


def test_a_text_that_somebody_changed_past_the_engine_is_not_shown_as_what_was_written() -> None:
    town, case = paused()
    row = Suspension.objects.get(application=case)
    with undone(), all_rights():
        overwrite(Suspension, row.pk, Suspension._meta.get_field("reason"), "Alles was in orde.")
        assert lines(town, "", stap="application.suspend") == [("Zet de beslistermijn stil", [])]


def test_a_dossier_in_which_the_auditor_has_an_interest_is_not_there() -> None:
    town, _ = paused()
    colleagues = town.hire("auditor", "juror")
    mine = town.assessed()
    interest = payloads.Interest(mine.pk, "Mijn zus woont daar.")
    town.take(colleagues, "assessment", "declare_interest", uuid.uuid4(), interest, stream=mine.stream_id)
    own: Any = {"kenmerk": Application.objects.get(pk=mine.pk).stream.reference}
    assert lines(town, "", person=colleagues, **own) == []
    assert lines(town, "feest in de", person=colleagues, **own) == []
    assert lines(town, "", **own) != []
    desk = Desk(colleagues, "Nieuwe medewerker", ("auditor", "juror"))
    with clock.at(town.now):
        count = searching.look(Asked(), "", desk).count
    assert count == Event.objects.exclude(stream=mine.stream_id).count() < Event.objects.count()


def test_a_word_that_stands_everywhere_says_that_it_finds_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    town, _ = paused()
    assert "staat in te veel teksten" not in text(colleague(town, "auditor").get("/controle/", woord="de"))
    monkeypatch.setattr(index, "MOST", 1)
    assert "‘de’ staat in te veel teksten. Wij keken in 1 ervan." in text(
        colleague(town, "auditor").get("/controle/", woord="de")
    )


@pytest.mark.parametrize("word", ["%", "_", "\\", '"', "'; drop table", "\x00", "ﬁ", "a" * 500])
def test_any_word_may_be_asked_for(word: str) -> None:
    town, _ = paused()
    assert lines(town, word) == [] or word == "\x00"


def test_every_personal_column_of_a_dossier_is_searched_or_left_out_with_its_reason() -> None:
    mine = [model for model in apps.get_models() if model._meta.app_label in ("budgets", "documents", "grants")]
    personal = {(model._meta.db_table, column) for model in mine for column in personal_columns(model)}
    searched = {place for place, one in TEXTS.items() if one.is_personal}
    assert personal == searched | LEFT_OUT.keys()


def test_thirty_dossiers_ask_the_database_as_often_as_one() -> None:
    town, _ = paused()
    visitor = colleague(town, "auditor")
    visitor.get("/controle/", woord="feest")
    few = asked(visitor)
    for _ in range(29):
        town.file()
    assert Letter.objects.count() > 29
    assert asked(visitor) == few <= MOST_QUERIES


def asked(visitor: Visitor) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert visitor.get("/controle/", woord="feest").status_code == 200
    return len(seen.captured_queries)
