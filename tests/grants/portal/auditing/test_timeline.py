"""An auditor reads of every event in a dossier who did it, what changed from what to what, why, and the hash."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from grants import payloads
from grants import trail_words as words
from grants.models import Application, Suspension
from grants.portal.auditing import timeline
from grants.portal.auditing.timeline import Change
from tests import world
from tests.grants.portal.office import Visitor, colleague, text
from tests.invariants.tables import all_rights, overwrite, undone
from tests.world import World
from workflow import clock
from workflow.models import Event

pytestmark = pytest.mark.django_db

MOST_QUERIES = 15
WHY = "De aanvrager is op reis."


def paused() -> tuple[World, Application]:
    """A town with an application of which the term stood still and runs on again."""
    town = world.found()
    case = town.assessed(600_00)
    asked = payloads.Standstill("applicant", date(2026, 3, 2), WHY)
    town.take("intake_clerk", "application", "suspend", case.pk, asked)
    town.wait(days=3)
    town.take("intake_clerk", "application", "resume", case.pk, payloads.Resumption("applicant"))
    return town, Application.objects.select_related("stream").get(pk=case.pk)


def moments(town: World, case: Application) -> dict[str, timeline.Moment]:
    """The events of a dossier by what was done; of the same step the last."""
    with clock.at(town.now):
        found = timeline.page(case, "1").moments
    return {one.said.what: one for one in reversed(found)}


def test_an_event_says_who_in_which_role_and_why_with_its_hash() -> None:
    town, case = paused()
    found = moments(town, case)["Zet de beslistermijn stil"]
    event = Event.objects.get(action="suspend")
    assert (found.said.who, found.said.role) == ("Medewerker intake_clerk (voorbeeld)", "medewerker aanvragen")
    assert (found.reasons, found.hash, found.seq) == ([WHY], event.hash, event.seq)


def test_a_value_that_changed_shows_what_it_was() -> None:
    town, case = paused()
    changed = {row.word: row.changes for row in moments(town, case)["Laat de beslistermijn weer lopen"].rows}
    assert changed["stilstand van de termijn"] == [
        Change("laatste dag", "1 maart 2026", "7 januari 2026"),
        Change("loopt nog", "ja", "nee"),
    ]


def test_amounts_and_codes_are_told_in_words() -> None:
    town, case = paused()
    town.decide(case)
    [decision] = [row for row in moments(town, case)["Maak een ontwerpbesluit"].rows if row.word == "besluit"]
    told = {one.word: one.after for one in decision.changes}
    assert (told["soort"], told["bedrag"].replace("\u00a0", " "), told["geeft geld"]) == ("verlening", "€ 600,00", "ja")
    [signed] = [row for row in moments(town, case)["Onderteken"].rows if row.word == "besluit"]
    assert Change("ondertekend door", "", "Medewerker mandate_holder (voorbeeld)") in signed.changes


def test_a_text_that_does_not_open_what_the_event_says_is_not_shown() -> None:
    town, case = paused()
    row = Suspension.objects.get(application=case)
    with undone(), all_rights():
        overwrite(Suspension, row.pk, Suspension._meta.get_field("reason"), "Alles was in orde.")
        found = moments(town, case)["Zet de beslistermijn stil"]
    [stands] = [row for row in found.rows if row.word == "stilstand van de termijn"]
    assert found.reasons == []
    assert Change("waarom", "", timeline.GONE) in stands.changes


def test_the_hash_of_every_event_stands_whole() -> None:
    town, case = paused()
    page = text(colleague(town, "auditor").get(f"/controle/dossier/{case.stream.reference}/"))
    hashes = set(Event.objects.filter(stream=case.stream_id).values_list("hash", flat=True))
    assert hashes <= set(re.findall(r'<code class="hash">([0-9a-f]{64})</code>', page))


def test_every_column_of_a_dossier_has_a_word() -> None:
    mine = [model for model in apps.get_models() if model._meta.db_table in words.TABLES]
    columns = {part.attname for model in mine for part in model._meta.concrete_fields} - words.PLUMBING
    assert len(mine) == len(words.TABLES)
    assert {one for one in columns if words.word_of(one) == one} == set()


def test_pages_hold_every_event_once_at_the_same_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    town, case = paused()
    visitor = colleague(town, "auditor")
    path = f"/controle/dossier/{case.stream.reference}/"
    visitor.get(path)
    few = asked(visitor, path)
    town.pay(town.decide(case))
    assert asked(visitor, path) == few <= MOST_QUERIES
    monkeypatch.setattr(timeline, "PER_PAGE", 4)
    count = Event.objects.filter(stream=case.stream_id).count()
    with clock.at(town.now):
        seen = [one.seq for number in range(1, -(-count // 4) + 1) for one in timeline.page(case, str(number)).moments]
    assert seen == list(range(count, 0, -1))


def asked(visitor: Visitor, path: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert visitor.get(path).status_code == 200
    return len(seen.captured_queries)
