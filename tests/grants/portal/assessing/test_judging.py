"""Judging on screen: the own list, interests before the first view, and a sheet that shows nobody what others gave."""

from __future__ import annotations

import dataclasses
import json
import re
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from grants import payloads
from grants.allocation import Need
from grants.demo.measuring import NO_QUERY
from grants.desk import Desk
from grants.guards import JudgedBy, ReasonAtTheEnds, judges_of
from grants.models import Application, Assessment, Inspection
from grants.portal.assessing import reading
from grants.schemes.dorpshuis_onderhoud import DORPSHUIS_ONDERHOUD
from grants.schemes.innovatie_atelier import INNOVATIE_ATELIER
from grants.schemes.ondernemers_challenge import ONDERNEMERS_CHALLENGE
from tests import world
from tests.grants.portal.office import Visitor, colleague, text
from tests.grants.test_ranking import WEDSTRIJD, contest
from tests.toy import BUURTFEEST
from tests.world import World
from workflow.models import Event
from workflow.scheme import Step
from workflow.verify import verify

pytestmark = pytest.mark.django_db

MOST_QUERIES = 15
CANARY = "Wielewaal-9"
STRICT = dataclasses.replace(WEDSTRIJD, steps={**WEDSTRIJD.steps, "assessment.lock": Step(guards=(ReasonAtTheEnds(),))})
"""A contest that asks a reason with the lowest and the highest mark."""

HALLS = dataclasses.replace(
    BUURTFEEST,
    prefix="WS",
    rounds=tuple(rule for rule in DORPSHUIS_ONDERHOUD.rounds if isinstance(rule.allocation, Need)),
    criteria=DORPSHUIS_ONDERHOUD.criteria,
    steps={**BUURTFEEST.steps, "intake": Step()},
)
"""A scheme that goes by need, with the form of the toy."""


def ready(town: World, **answers: Any) -> Application:
    """An application that lies ready to be judged."""
    case = town.file(**answers)
    town.take("intake_clerk", "application", "intake", case.pk)
    return Application.objects.select_related("stream").get(pk=case.pk)


def judge(town: World, who: str, case: Application, *, lock: bool = True, **reasons: str) -> uuid.UUID:
    """The marks of somebody for an application."""
    mine = uuid.uuid4()
    given = payloads.Scoring(case.pk, {"samen": 1, "nieuw": 5}, reasons)
    town.take(who, "assessment", "score", mine, given, stream=case.stream_id)
    if lock:
        town.take(who, "assessment", "lock", mine)
    return mine


def path(case: Application) -> str:
    return f"/beoordelen/{case.stream.reference}/"


def declared(visitor: Visitor, *cases: Application, **said: str) -> Any:
    """Say in which of these applications there is an interest: in none unless told otherwise."""
    return visitor.post("/beoordelen/belangen/WS-jaar/", gezien=[str(case.pk) for case in cases], **said)


def sheet(visitor: Visitor, case: Application, **said: str) -> Any:
    """Save a sheet."""
    filled = {"levels.samen": "4", "levels.nieuw": "3", "reasons.samen": "", "reasons.nieuw": "", "doe": "volgende"}
    return visitor.post(path(case), application=str(case.pk), **{**filled, **said})


def titles(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="/beoordelen/([^/]+)/">', page)


def test_the_list_holds_what_is_complete_and_says_how_far_one_is() -> None:
    town = contest()
    town.file()
    first, second = ready(town), ready(town)
    judge(town, "assessor", first, lock=False)
    page = text(colleague(town, "assessor").get("/beoordelen/"))
    assert titles(page) == [first.stream.reference, second.stream.reference]
    assert "cijfers gegeven, nog niet vast" in page
    assert "U: te beoordelen" in page
    assert titles(text(colleague(town, "juror").get("/beoordelen/"))) == titles(page)


@pytest.mark.parametrize(("judges", "others"), [("juror", "assessor"), ("assessor", "juror")])
def test_who_only_judges_finds_on_the_list_what_those_of_their_role_judge(judges: str, others: str) -> None:
    steps = {**WEDSTRIJD.steps, "assessment.score": Step(guards=(JudgedBy(judges),))}
    town = world.found(dataclasses.replace(WEDSTRIJD, steps=steps))
    case = ready(town)
    lists = {role: titles(text(colleague(town, role).get("/beoordelen/"))) for role in (judges, others)}
    assert lists == {judges: [case.stream.reference], others: []}
    assert colleague(town, others).get(path(case)).status_code == 404
    assert colleague(town, others).get(f"/dossier/{case.stream.reference}/").status_code == 404
    both = Visitor(town, town.hire("assessor", "juror").person)
    assert titles(text(both.get("/beoordelen/"))) == [case.stream.reference]


def test_a_juror_judges_the_challenge_and_an_assessor_the_atelier() -> None:
    assert [judges_of(one) for one in (ONDERNEMERS_CHALLENGE, INNOVATIE_ATELIER, WEDSTRIJD)] == [
        {"juror"}, {"assessor"}, {"assessor", "juror"},
    ]  # fmt: skip


def test_nobody_reads_an_application_before_saying_whether_there_is_an_interest() -> None:
    town = contest()
    case, other = ready(town), ready(town)
    visitor = colleague(town, "assessor")
    answer = visitor.get(path(case))
    assert (answer.status_code, answer.url) == (302, "/beoordelen/belangen/WS-jaar/")
    answer = declared(visitor, case, other, **{f"belang-{other.pk}": "on", f"reden-{other.pk}": "Mijn buurvrouw."})
    assert (answer.status_code, answer.url) == (302, "/beoordelen/")
    assert list(Assessment.objects.values_list("application", "state", "interest")) == [
        (other.pk, "conflicted", "Mijn buurvrouw.")
    ]
    page = text(visitor.get("/beoordelen/"))
    assert titles(page) == [case.stream.reference]
    assert other.stream.reference in text(visitor.get("/beoordelen/", toon="conflicted"))
    assert visitor.get(path(case)).status_code == 200
    assert visitor.get(path(other)).status_code == 404


def test_that_there_is_no_interest_is_a_statement_with_a_name_and_a_day_that_outlives_the_session() -> None:
    town = contest()
    case, other = ready(town), ready(town)
    declared(colleague(town, "assessor"), case, other, **{f"belang-{other.pk}": "on", f"reden-{other.pk}": "Mijn zus."})
    said = Event.objects.get(action="declare_no_interest")
    assert (said.subject, said.person, said.role, json.loads(said.data)["input"]) == (
        town.round,
        town.people["assessor"],
        "assessor",
        {"applications": [str(case.pk)]},
    )
    again = colleague(town, "assessor")
    page = text(again.get(path(case)))
    assert "U verklaarde op 5 januari 2026 dat u hier geen belang heeft." in page
    assert again.get("/beoordelen/belangen/WS-jaar/").status_code == 302
    assert colleague(town, "juror").get(path(case)).status_code == 302  # What one says, holds for nobody else.
    assert "Verklaar dat u geen belang heeft" in text(colleague(town, "auditor").get("/ronde/WS-jaar/"))
    assert verify().differences == []


def test_a_statement_about_nothing_is_refused() -> None:
    assert [getattr(one, "code", one) for one in payloads.NoInterest(()).obstacles()] == ["nothing-declared"]


def test_the_round_leads_who_judges_to_the_list_of_interests() -> None:
    town = contest()
    ready(town)
    page = text(colleague(town, "juror").get("/ronde/WS-jaar/"))
    assert 'href="/beoordelen/belangen/WS-jaar/"><span class="step-t">Verklaar dat u geen belang heeft' in page


def test_a_sheet_says_beforehand_which_marks_need_a_reason() -> None:
    town = world.found(STRICT)
    case = ready(town)
    visitor = colleague(town, "assessor")
    declared(visitor, case)
    assert "(nodig bij 1 of 5, kan in de brief komen)" in text(visitor.get(path(case)))
    answer = sheet(visitor, case, doe="vast", **{"levels.samen": "5"})
    page = text(visitor.post(answer.url))
    assert "Bij een 1 of een 5 hoort een reden. Schrijf die bij: Samen." in page
    assert Assessment.objects.get().state == "scored"


def test_an_application_that_came_later_is_asked_about_as_well() -> None:
    town = contest()
    case = ready(town)
    visitor = colleague(town, "assessor")
    declared(visitor, case)
    late = ready(town)
    page = text(visitor.get("/beoordelen/belangen/WS-jaar/"))
    assert (str(late.pk) in page, str(case.pk) in page) == (True, False)
    assert visitor.get(path(late)).status_code == 302


def test_an_interest_without_a_reason_is_asked_for_and_nothing_is_declared() -> None:
    town = contest()
    case, other = ready(town), ready(town)
    visitor = colleague(town, "assessor")
    said = {f"belang-{case.pk}": "on", f"belang-{other.pk}": "on", f"reden-{other.pk}": "Mijn broer."}
    page = text(declared(visitor, case, other, **said))
    assert f'href="#reden-{case.pk}">Zeg kort welk belang u heeft' in page
    assert 'value="Mijn broer."' in page
    assert not Assessment.objects.exists()


def test_marks_are_saved_once_and_the_next_is_one_click_away() -> None:
    town = contest()
    case, other = ready(town), ready(town)
    visitor = colleague(town, "assessor")
    declared(visitor, case, other)
    key = str(uuid.uuid4())
    answer = sheet(visitor, case, sleutel=key, **{"reasons.samen": "Goed: zie 1."})
    assert (answer.status_code, answer.url) == (302, path(other))
    assert sheet(visitor, case, sleutel=key, **{"reasons.samen": "Goed: zie 1."}).status_code == 302
    own = Assessment.objects.get()
    assert (own.state, own.levels, own.reasons) == ("scored", '{"nieuw":3,"samen":4}', '{"samen":"Goed: zie 1."}')
    page = text(visitor.get(path(case)))
    assert 'value="4" checked' in page
    assert "Goed: zie 1." in page
    assert '<output id="totaal">72,00</output>' in page


def test_a_sheet_from_before_going_back_is_saved_at_the_second_try() -> None:
    town = contest()
    case = ready(town)
    visitor = colleague(town, "assessor")
    declared(visitor, case)
    key = str(uuid.uuid4())
    sheet(visitor, case, sleutel=key)
    page = text(sheet(visitor, case, sleutel=key, **{"levels.samen": "2"}))
    fresh = re.search(r'name="sleutel" value="([^"]+)"', page)
    assert fresh
    assert fresh[1] != key
    assert sheet(visitor, case, sleutel=fresh[1], **{"levels.samen": "2"}).status_code == 302
    assert Assessment.objects.get().levels == '{"nieuw":3,"samen":2}'


def test_a_sheet_that_is_not_full_says_what_is_missing_and_keeps_the_rest() -> None:
    town = contest()
    case = ready(town)
    visitor = colleague(town, "assessor")
    declared(visitor, case)
    page = text(sheet(visitor, case, **{"levels.samen": "", "levels.nieuw": "5", "reasons.nieuw": "Echt nieuw."}))
    assert 'value="5" checked' in page
    assert "Echt nieuw." in page
    assert '<output id="totaal">40,00</output>' in page
    assert 'role="alert"' in page
    assert not Assessment.objects.exists()


def test_marks_after_locking_are_refused_and_what_was_typed_stays() -> None:
    town = contest()
    case, other = ready(town), ready(town)
    visitor = colleague(town, "assessor")
    declared(visitor, case, other)
    answer = sheet(visitor, case, doe="vast")
    assert (answer.status_code, answer.url) == (302, f"{path(case)}vastzetten/")
    with CaptureQueriesContext(connection) as seen:
        assert "Hierna kan niemand uw cijfers veranderen." in text(visitor.get(answer.url))
    assert sum(not one["sql"].startswith(NO_QUERY) for one in seen.captured_queries) <= MOST_QUERIES
    assert Assessment.objects.get().state == "scored"
    locked = visitor.post(answer.url)
    assert (locked.status_code, locked.url) == (302, path(other))
    before = Assessment.objects.get()
    page = text(sheet(visitor, case, **{"levels.samen": "1", "reasons.samen": "Bij nader inzien."}))
    assert "Niet bewaard" in page
    assert "Bij nader inzien." in page
    assert (before.state, Assessment.objects.get().levels) == ("locked", '{"nieuw":3,"samen":4}')


def test_nobody_sees_what_a_colleague_gave_before_the_own_marks_are_locked() -> None:
    town = contest()
    case = ready(town)
    judge(town, "juror", case, samen=CANARY, nieuw=CANARY)
    visitor = colleague(town, "assessor")
    seen = [visitor.get("/beoordelen/"), visitor.get("/beoordelen/belangen/WS-jaar/"), declared(visitor, case)]
    seen += [visitor.get(path(case)), sheet(visitor, case, doe="bewaar"), visitor.get(path(case))]
    seen += [visitor.get(f"{path(case)}vastzetten/"), visitor.get(f"/dossier/{case.stream.reference}/")]
    assert [CANARY in one.content.decode() for one in seen] == [False] * len(seen)
    assert [one.status_code for one in seen] == [200, 200, 302, 200, 302, 200, 200, 200]
    assert ["52,00" in one.content.decode() for one in seen] == [False] * len(seen)  # The points of the colleague.


def test_who_does_not_judge_a_round_finds_no_sheet() -> None:
    town = contest()
    case = ready(town)
    assert colleague(town, "inspector").get(path(case)).status_code == 404
    assert colleague(town, "policy_officer").get(path(case)).status_code == 404
    assert titles(text(colleague(town, "inspector").get("/beoordelen/"))) == []


@pytest.mark.parametrize("address", ["list", "interests", "sheet"])
def test_every_screen_takes_as_many_queries_at_any_length(address: str) -> None:
    town = contest()
    counts, cases = [], []
    for more in (1, 2, 27):
        cases += [ready(town) for _ in range(more)]
        visitor = colleague(town, "assessor")
        if address == "sheet":
            declared(visitor, *cases)
        asked = {"list": "/beoordelen/", "interests": "/beoordelen/belangen/WS-jaar/", "sheet": path(cases[0])}
        visitor.get("/beoordelen/")
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert visitor.get(asked[address]).status_code == 200
        counts.append(len(seen))
    assert (counts[0] <= MOST_QUERIES, len(set(counts))) == (True, 1), counts


def test_an_application_reads_in_numbered_paragraphs_without_what_nobody_needs_to_judge() -> None:
    town = contest()
    case = ready(town)
    found = [
        (one.label, [(text.number, text.text) for text in one.paragraphs], [line.what for line in one.income])
        for one in reading.sections(case, Desk(town.actor("assessor"), "", ("assessor",)))
    ]
    assert found == [
        ("Hoe heet uw feest?", [(1, "Feest in de straat")], []),
        ("Wat kost het?", [], ["Gevraagde subsidie: Gemeente"]),
    ]


def test_a_building_is_visited_and_the_findings_are_entered_beside_the_application() -> None:
    town = world.found(HALLS)
    case, other = ready(town), ready(town)
    visitor = colleague(town, "inspector")
    visitor.post(f"/beoordelen/belangen/{case.round.code}/", gezien=[str(case.pk), str(other.pk)])
    found = {
        "visited_on": "2026-01-05",
        "condition": "7",
        "safety": "1",
        "energy": "2",
        "accessibility": "1",
        "hours": "30",
    }
    page = text(visitor.post(path(case), application=str(case.pk), doe="volgende", **found))
    assert "conditie moet 1 tot en met 6 zijn." in page
    assert 'value="30"' in page
    answer = visitor.post(path(case), application=str(case.pk), doe="volgende", **{**found, "condition": "5"})
    assert (answer.status_code, answer.url) == (302, path(other))
    assert list(Inspection.objects.values_list("application", "condition", "hours")) == [(case.pk, 5, 30)]
    assert titles(text(visitor.get("/beoordelen/"))) == [other.stream.reference]
    assert "geïnspecteerd" in text(visitor.get("/beoordelen/", toon="locked"))
    assert titles(text(colleague(town, "assessor").get("/beoordelen/"))) == []
