"""What texts are found by is written with them, gone with them, and the same when it is computed anew."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from documents.models import Letter, Rendered
from documents.tasks import WORKER
from grants import payloads
from grants.models import Application, PersonalAnswer, SearchText, Suspension
from grants.search import index, nearest
from tests import world
from tests.grants.portal.office import Visitor, colleague, text
from tests.world import World
from workflow import clock, door
from workflow.registers import erase

pytestmark = pytest.mark.django_db

CANARY = "Kanariepiet"


def entries() -> set[tuple[Any, ...]]:
    return set(SearchText.objects.values_list(*index.ENTRY))


def found(words: str) -> set[tuple[str, str]]:
    """The columns in which words are found."""
    return set(index.find(words, SearchText.objects.all()).rows)


def feasts() -> tuple[World, Application]:
    """A town with an application for the feast of the village halls, in which somebody lives in a street of their own."""
    town = world.found()
    home = {"street": f"{CANARY}straat", "number": "1", "postcode": "9711 XX", "place": "Groningen"}
    return town, town.file(idee_titel="Feest van de dorpshuizen", adres=home)


def listed(visitor: Visitor, words: str) -> bool:
    return "Feest van de dorpshuizen</a>" in text(visitor.get("/werk/", zoek=words))


def test_what_an_act_writes_can_be_found_at_once_by_another_form_of_the_word() -> None:
    feasts()
    assert found("dorpshuis") >= {("grants_application", "title")}
    assert found("kanariepietstraten") == {("grants_personalanswer", "value")}
    assert found("dorpskerk") == set()


def test_what_is_computed_anew_is_what_was_written_and_a_text_that_went_is_let_go() -> None:
    town, case = feasts()
    town.take(
        "intake_clerk",
        "application",
        "suspend",
        case.pk,
        payloads.Standstill("applicant", date(2026, 3, 2), "Offertes."),
    )
    town.decide(town.assessed())
    assert ("documents_letter", "facts") not in {one[:2] for one in entries()}
    with clock.at(town.now):
        letter = Letter.objects.order_by("pk")[0]
        door.perform("letter", "render", letter.pk, Rendered("0" * 64, "proef"), actor=WORKER, key=world.key())
    before = entries()
    assert {one[:2] for one in before} >= {("documents_letter", "facts"), ("grants_personalanswer", "value")}
    SearchText.objects.filter(column="title").update(tokens=" iets anders ")
    SearchText.objects.filter(column="facts").delete()
    strange = SearchText(table="grants_gone", row=str(uuid.uuid4()), column="text", stream=case.stream, tokens=" weg ")
    strange.save()
    call_command("search", rebuild=True)
    assert entries() == before


def test_what_is_erased_can_be_found_no_more_and_leaves_no_stem_behind() -> None:
    town, _ = feasts()
    answers = list(PersonalAnswer.objects.filter(value__contains=CANARY))
    assert SearchText.objects.filter(tokens__contains=CANARY.lower()).count() == len(answers) == 1
    with clock.at(town.now):
        erase(*answers, ground="AVG 17", actor=town.actor("administrator"), key=world.key())
    assert not SearchText.objects.filter(tokens__contains=CANARY.lower()).exists()
    assert not SearchText.objects.filter(row=str(answers[0].pk)).exists()
    assert found(CANARY) == set()


def test_a_text_that_becomes_another_one_is_found_by_the_new_one_alone() -> None:
    town = world.found()
    case = town.assessed()
    town.take(
        "intake_clerk",
        "application",
        "suspend",
        case.pk,
        payloads.Standstill("applicant", date(2026, 3, 2), "Offertes."),
    )
    row = Suspension.objects.get(application=case)
    assert found("offerte") >= {("grants_suspension", "reason")}
    with clock.at(town.now):
        erase(row, ground="AVG 17", actor=town.actor("administrator"), key=world.key())
    assert ("grants_suspension", "reason") not in found("offerte")


def test_an_act_keeps_its_texts_in_one_statement_whatever_their_number() -> None:
    town = world.found()
    with CaptureQueriesContext(connection) as seen:
        town.file()
    assert sum("grants_searchtext" in one["sql"] for one in seen.captured_queries) == 1


def test_a_colleague_finds_a_case_by_what_the_applicant_wrote() -> None:
    town, _ = feasts()
    clerk = colleague(town, "intake_clerk")
    assert [listed(clerk, words) for words in ("dorpshuis", "feesten dorpshuis", CANARY, "kerk", "dorpshuis kerk")] == [
        True, True, True, False, False,
    ]  # fmt: skip


def test_who_does_not_see_a_case_does_not_find_it_by_any_word_in_it() -> None:
    town, case = feasts()
    mine = town.hire("juror", "intake_clerk")
    visitor = Visitor(town, mine.person)
    assert listed(visitor, CANARY)
    town.take(
        mine,
        "assessment",
        "declare_interest",
        uuid.uuid4(),
        payloads.Interest(case.pk, "Mijn zus."),
        stream=case.stream_id,
    )
    page = text(visitor.get("/werk/", zoek="dorpshuis"))
    assert "Feest van" not in page
    assert case.stream.reference not in page
    assert not listed(visitor, CANARY)


def test_what_colleagues_write_is_not_found_at_the_queue() -> None:
    town, case = feasts()
    why = payloads.Standstill("applicant", date(2026, 3, 2), "Zeppelin")
    town.take("intake_clerk", "application", "suspend", case.pk, why)
    assert found("zeppelin") >= {("grants_suspension", "reason")}
    assert not listed(colleague(town, "assessor"), "zeppelin")


@pytest.mark.postgres
def test_who_mistypes_a_word_is_shown_what_was_meant() -> None:
    town, _ = feasts()
    page = text(colleague(town, "intake_clerk").get("/werk/", zoek="dorshuizen"))
    assert "U ziet wat wij vonden met <strong>‘dorpshuizen’</strong>" in page
    assert "Feest van de dorpshuizen</a>" in page
    assert nearest.meant("feesr dorpshuizen", SearchText.objects.all()) == "feest dorpshuizen"
    assert nearest.meant("qwertyuiop", SearchText.objects.all()) == ""
    page = text(colleague(town, "auditor").get("/controle/", woord="dorshuizen"))
    assert "U ziet wat wij vonden met <strong>‘dorpshuizen’</strong>" in page


@pytest.mark.postgres
def test_what_was_meant_is_never_a_word_of_a_case_that_is_not_there_for_who_asks() -> None:
    town, case = feasts()
    mine = town.hire("juror", "intake_clerk")
    interest = payloads.Interest(case.pk, "Mijn zus.")
    town.take(mine, "assessment", "declare_interest", uuid.uuid4(), interest, stream=case.stream_id)
    assert CANARY.lower() not in text(Visitor(town, mine.person).get("/werk/", zoek="kanariepeitstraat")).lower()
    assert "kanariepiet" in text(colleague(town, "intake_clerk").get("/werk/", zoek="kanariepeitstraat")).lower()


@pytest.mark.postgres
def test_letters_within_words_are_found_by_an_index() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'search_text_by_letters'")
        assert "gin_trgm_ops" in cursor.fetchone()[0]


@pytest.mark.sqlite
def test_without_trigrams_a_typo_finds_nothing_and_says_so() -> None:
    town, _ = feasts()
    assert "Wij vonden geen zaak met ‘dorshuizen’." in text(
        colleague(town, "intake_clerk").get("/werk/", zoek="dorshuizen")
    )
