"""Cases in the queue: whose they are, and giving many to a colleague at once, with duties kept apart."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from grants import payloads
from grants.desk import Desk
from grants.models import Application, Handling
from grants.portal.desk import handing
from tests import world
from tests.grants.portal.office import colleague, text
from tests.grants.portal.test_queue import listed
from tests.grants.test_colleagues import join
from tests.invariants.tale import STRAATFEEST
from tests.world import World
from workflow import clock
from workflow.facts import Actor
from workflow.models import Event

pytestmark = pytest.mark.django_db

ASSESSOR = "Medewerker assessor (voorbeeld)"


def give(town: World, person: uuid.UUID | None, *references: str, by: str = "policy_officer", **more: Any) -> Any:
    """Tick these cases and give them to somebody."""
    return colleague(town, by).post("/werk/?wie=alles", zaak=list(references), aan=person or "", **more)


def handlers() -> list[tuple[str, str, uuid.UUID]]:
    return list(
        Handling.objects.filter(state="assigned")
        .order_by("stream__reference", "duty")
        .values_list("stream__reference", "duty", "handler")
    )


def test_three_cases_are_given_to_a_colleague_each_for_what_it_waits_for() -> None:
    town = world.found(STRAATFEEST)
    town.file()
    town.file()
    town.take("intake_clerk", "application", "intake", town.file().pk)
    both = town.hire("intake_clerk", "assessor").person
    officer, ticks = colleague(town, "policy_officer"), ["SF-2026-0001", "SF-2026-0002", "SF-2026-0003"]
    answer = officer.post("/werk/?wie=alles", zaak=ticks, aan=both)
    assert (answer.status_code, answer.url) == (302, "/werk/?wie=alles")
    assert "Gegeven aan een collega: 3." in text(officer.get("/werk/"))
    assert handlers() == [
        ("SF-2026-0001", "intake_clerk", both), ("SF-2026-0002", "intake_clerk", both),
        ("SF-2026-0003", "assessor", both),
    ]  # fmt: skip
    causes = Event.objects.filter(machine="handling").values_list("cause", flat=True)
    assert len(set(causes)) == 1  # One act, which each dossier names.


def test_what_cannot_be_given_stays_as_it_is_with_the_reason_and_the_ticks_stay() -> None:
    town = world.found(STRAATFEEST)
    both = town.hire("intake_clerk", "assessor")
    for _ in range(2):
        town.file()
    town.take(both, "application", "intake", Application.objects.get(stream__reference="SF-2026-0001").pk)
    town.take("intake_clerk", "application", "intake", Application.objects.get(stream__reference="SF-2026-0002").pk)
    page = give(town, both.person, "SF-2026-0001", "SF-2026-0002")
    assert page.status_code == 200
    said = text(page)
    assert "Dit bleef liggen: 1" in said
    assert (
        "<strong>SF-2026-0001:</strong> Nieuwe medewerker (voorbeeld) is in dit dossier al medewerker aanvragen. "
        "Dat gaat niet samen met beoordelaar. Dit kan wel: Medewerker assessor (voorbeeld)."
    ) in said
    assert 'name="zaak" value="SF-2026-0001" checked' in said
    assert handlers() == [("SF-2026-0002", "assessor", both.person)]


def test_a_case_in_which_the_colleague_has_a_part_stays_with_its_sentence_and_the_rest_goes() -> None:
    town = world.found(STRAATFEEST)
    cases = [town.file() for _ in range(4)]
    for case in cases:
        town.take("intake_clerk", "application", "intake", case.pk)
    assessor = town.people["assessor"]
    join(town, cases[1], assessor)
    interest = payloads.Interest(cases[2].pk, "Het is mijn zus.")
    town.take("assessor", "assessment", "declare_interest", uuid.uuid4(), interest, stream=cases[2].stream_id)
    said = text(give(town, assessor, *(case.stream.reference for case in cases)))
    assert re.findall(r"<strong>(SF-2026-\d+):</strong> (.*?) <", said) == [
        ("SF-2026-0002", f"{ASSESSOR} hoort bij de aanvrager. Er is nu niemand anders die dit kan."),
        ("SF-2026-0003", f"{ASSESSOR} meldde een belang in deze zaak. Er is nu niemand anders die dit kan."),
    ]
    assert handlers() == [("SF-2026-0001", "assessor", assessor), ("SF-2026-0004", "assessor", assessor)]


def test_who_has_an_interest_in_a_case_does_not_give_it_away_and_does_not_read_that_it_is_there() -> None:
    town = world.found(STRAATFEEST)
    mine, other = town.file(), town.file()
    officer, clerk = town.people["policy_officer"], town.people["intake_clerk"]
    join(town, mine, officer)
    said = text(give(town, clerk, mine.stream.reference, other.stream.reference, by="policy_officer"))
    assert mine.stream.reference not in said
    assert handlers() == [(other.stream.reference, "intake_clerk", clerk)]


def test_nothing_ticked_nobody_chosen_and_a_case_that_is_over_are_said_and_change_nothing() -> None:
    town = world.found()
    case = town.file()
    clerk = town.people["intake_clerk"]
    assert "Vink eerst aan waar het om gaat." in text(give(town, clerk))
    assert "Kies eerst een collega." in text(give(town, None, "BF-2026-0001"))
    town.take("policy_officer", "handling", "assign", uuid.uuid4(), payloads.Handing(case.pk, "intake_clerk", clerk),
        stream=case.stream_id)  # fmt: skip
    assert "Deze zaak is al van deze collega." in text(give(town, clerk, "BF-2026-0001"))
    town.take(Actor(person=town.applicants[case.pk]), "application", "withdraw", case.pk, payloads.Withdrawal())
    assert "Deze zaak is klaar." in text(give(town, clerk, "BF-2026-0001"))
    assert Event.objects.filter(machine="handling").count() == 1


def test_the_same_click_twice_hands_over_once_and_a_case_can_come_back_to_who_had_it() -> None:
    town = world.found()
    town.file()
    one, other = town.people["intake_clerk"], town.hire("intake_clerk").person
    for person in (one, other, one):
        assert give(town, person, "BF-2026-0001", sleutel=str(uuid.uuid4())).status_code == 302
    assert handlers() == [("BF-2026-0001", "intake_clerk", one)]
    assert Event.objects.filter(machine="handling").count() == 3


def test_who_looks_on_gives_nothing_away() -> None:
    town = world.found()
    town.file()
    for role in ("auditor", "administrator"):
        assert give(town, town.people["intake_clerk"], "BF-2026-0001", by=role).status_code == 404
        assert "Geef aan deze collega" not in text(colleague(town, role).get("/werk/?wie=alles"))
    assert handlers() == []


def test_giving_many_asks_the_database_as_often_as_giving_three() -> None:
    town = world.found()
    references = [town.file().stream.reference for _ in range(9)]
    desk = Desk(town.actor("policy_officer"), "", ("policy_officer",))
    asked = []
    for some in (references[:3], references[3:]):
        with clock.at(town.now), CaptureQueriesContext(connection) as seen:
            handing.hand(some, town.people["intake_clerk"], desk)
        asked.append(len(seen.captured_queries))
    assert asked[0] == asked[1]
    assert len(handlers()) == 9


# --- Whose a case is ------------------------------------------------------------------------------------------------


def shown(town: World, role: str, whose: str) -> list[str]:
    return [reference for reference, *_ in listed(town, role, wie=whose)]


def test_the_queue_knows_what_is_mine_what_is_nobodys_and_what_is_of_my_team() -> None:
    town = world.found()
    for _ in range(3):
        town.file()
    give(town, town.people["intake_clerk"], "BF-2026-0001")
    give(town, town.hire("intake_clerk").person, "BF-2026-0002")
    assert shown(town, "intake_clerk", "ik") == ["BF-2026-0001"]
    assert shown(town, "intake_clerk", "niemand") == ["BF-2026-0003"]
    assert shown(town, "intake_clerk", "") == ["BF-2026-0001", "BF-2026-0002", "BF-2026-0003"]
    assert shown(town, "finance_maker", "ik") == shown(town, "finance_maker", "niemand") == []
    page = text(colleague(town, "intake_clerk").get("/werk/"))
    assert page.count('<small class="whose whose-own">van u</small>') == 1
    assert page.count('<small class="whose">van Nieuwe medewerker (voorbeeld)</small>') == 1


def test_a_case_is_mine_for_the_duty_that_it_waits_for_and_goes_on_to_the_next() -> None:
    town = world.found(STRAATFEEST)
    case = town.file()
    give(town, town.people["intake_clerk"], "SF-2026-0001")
    town.take("intake_clerk", "application", "intake", case.pk)
    assert shown(town, "intake_clerk", "ik") == []
    assert shown(town, "assessor", "niemand") == ["SF-2026-0001"]


def test_the_substitute_sees_the_cases_of_the_absent_colleague_as_long_as_the_absence_lasts() -> None:
    town = world.found()
    town.file()
    other = town.hire("intake_clerk").person
    assert other
    give(town, other, "BF-2026-0001")
    today = clock.day_of(town.now)
    away = payloads.Away(other, today, today + timedelta(days=2), town.people["intake_clerk"])
    town.take("intake_clerk", "absence", "report_absence", uuid.uuid4(), away)
    assert shown(town, "intake_clerk", "ik") == ["BF-2026-0001"]
    assert shown(town, "adviser", "ik") == []
    page = text(colleague(town, "intake_clerk").get("/werk/?wie=ik"))
    assert "U neemt waar voor Nieuwe medewerker (voorbeeld) (tot en met 7 januari 2026)." in page
    assert "van Nieuwe medewerker (voorbeeld), afwezig tot en met 7 januari 2026: u neemt waar" in page
    town.wait(days=3)
    assert shown(town, "intake_clerk", "ik") == []
    assert "U neemt waar" not in text(colleague(town, "intake_clerk").get("/werk/"))


def test_the_counts_of_the_days_are_those_of_what_a_click_on_them_shows() -> None:
    town = world.found()
    for _ in range(3):
        town.file()
        town.wait(days=1)
    assert [len(listed(town, "intake_clerk", dag=day)) for day in ("te-laat", "vandaag", "week", "")] == [0, 0, 0, 3]
    town.wait(days=88)
    found = [len(listed(town, "intake_clerk", dag=day)) for day in ("te-laat", "vandaag", "week", "")]
    assert found[3] == 3
    page = text(colleague(town, "intake_clerk").get("/werk/"))
    assert [f"<strong>{count}</strong> {words}" in page for count, words in zip(
        found, ("te laat", "vandaag", "binnen 7 dagen", "in totaal"), strict=True)] == [True] * 4  # fmt: skip


def test_every_way_in_which_nothing_is_given_has_a_code_of_its_own() -> None:
    said = [one.code for one in (handing.NOBODY, handing.OVER, handing.THEIRS)]
    assert said == ["nobody-chosen", "nothing-to-handle", "handled-by-them"]
