"""The post room and what came twice: everything that waits is there, by the day that counts, at the same cost for few and many."""

from __future__ import annotations

import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from documents.models import Letter
from grants import known_parties, payloads
from grants.demo.measuring import NO_QUERY
from grants.models import Application
from partners.models import Membership
from tests import world
from tests.grants.portal.intake.paper import (
    KEY,
    MOST_QUERIES,
    ask,
    missing_one,
    party,
    path_for,
    twice,
    typed,
    unseen,
)
from tests.grants.portal.office import Visitor, colleague, step_path, text
from tests.world import World
from workflow import clock
from workflow.facts import Actor
from workflow.registers import record

pytestmark = pytest.mark.django_db


def entered_afterwards(town: World) -> Application:
    """A letter that came three days ago and is entered now."""
    person, organisation, account = world.new_party(town.now)
    town.wait(days=3)
    case, clerk = uuid.uuid4(), Actor(person=town.people["intake_clerk"], on_behalf_of=person.pk)
    filing = payloads.Filing(
        world.answers_for(100_00), organisation.pk, person.pk, account.pk, round=town.round, channel="counter",
        received_at=town.now.replace(day=6), receipt_reason="Het lag bij de receptie.",
    )  # fmt: skip
    town.take(clerk, "application", "file", case, filing)
    return Application.objects.get(pk=case)


def test_a_moment_that_was_entered_afterwards_waits_for_another_person() -> None:
    town = world.found()
    case = entered_afterwards(town)
    own, other = colleague(town, "intake_clerk"), Visitor(town, town.hire("intake_clerk").person)
    assert "Een collega bevestigt wat u invoerde" in text(own.get("/postkamer/", toon="ontvangst"))
    page = text(other.get("/postkamer/", toon="ontvangst"))
    assert f'href="{step_path("BF-2026-0001", "application", "confirm_receipt", case.pk)}"' in page
    assert "Te controleren (0)" in page
    own_page = text(own.get("/postkamer/BF-2026-0001/controle/"))
    assert "U legde het moment van ontvangst zelf vast." in own_page


def test_the_post_room_counts_what_came_in_today_by_channel() -> None:
    town = world.found()
    town.file()
    clerk, path = colleague(town, "intake_clerk"), path_for(*party(town))
    shown = clerk.post(path, sleutel=KEY, **typed())
    clerk.post(path, fase="bevestigen", **unseen(shown))
    page = text(clerk.get("/postkamer/"))
    counted = re.findall(r"<li><strong>(\d+)</strong> ([^ <]+)</li>", page)
    assert counted == [("1", "portaal"), ("1", "papier"), ("0", "balie"), ("0", "e-mail"), ("0", "aanvullingen")]
    town.wait(days=1)
    assert "<li><strong>1</strong>" not in text(clerk.get("/postkamer/"))


def test_what_expired_at_the_applicant_stands_out() -> None:
    town = world.found()
    case = missing_one(town)
    clerk = colleague(town, "intake_clerk")
    ask(town, clerk, "bevestigen")
    assert "Wacht op de aanvulling" in text(clerk.get("/postkamer/", toon="aanvrager"))
    town.wait(days=20)
    assert "De termijn om aan te vullen is voorbij" in text(clerk.get("/postkamer/", toon="aanvrager"))
    check = text(clerk.get("/postkamer/BF-2026-0001/controle/"))
    assert step_path("BF-2026-0001", "application", "take_up", case.pk) in check


def test_two_that_are_probably_one_stand_side_by_side_and_are_merged_once_with_a_letter() -> None:
    town = world.found()
    first, second = twice(town)
    clerk, path = colleague(town, "intake_clerk"), "/postkamer/dubbel/BF-2026-0001/BF-2026-0002/"
    assert f'href="{path}"' in text(clerk.get("/postkamer/dubbel/"))
    shown = clerk.get(path)
    assert "Feest in de straat" in text(shown)
    assert text(shown).count('class="differs"') == 2  # The title of the case and the answer that gave it.
    for _ in range(2):
        assert clerk.post(path, fase="bevestigen", **unseen(shown)).url == "/postkamer/dubbel/"
    second = Application.objects.get(pk=second.pk)
    assert (second.state, second.merged_into_id) == ("merged", first.pk)
    assert Letter.objects.filter(kind="merged").count() == 1
    assert "Wij zien geen dubbele aanvragen." in text(clerk.get("/postkamer/dubbel/"))


def test_what_is_not_the_same_is_not_merged_and_the_page_says_why() -> None:
    town = world.found()
    town.file()
    town.wait(hours=1)
    town.file()
    clerk = colleague(town, "intake_clerk")
    page = text(clerk.get("/postkamer/dubbel/BF-2026-0001/BF-2026-0002/"))
    assert "Dit is niet dezelfde aanvrager in dezelfde ronde." in page
    assert "Voeg samen" not in page
    assert queries(town, "/postkamer/dubbel/BF-2026-0001/BF-2026-0002/") <= MOST_QUERIES
    assert clerk.get("/postkamer/dubbel/BF-2026-0001/BF-2026-0001/").status_code == 404


def queries(town: World, path: str) -> int:
    clerk = colleague(town, "intake_clerk")
    clerk.get(path)
    with CaptureQueriesContext(connection) as found:
        assert clerk.get(path).status_code == 200
    return sum(not one["sql"].startswith(NO_QUERY) for one in found.captured_queries)


PATHS = (
    "/postkamer/", "/postkamer/?toon=ontvangst", "/postkamer/?toon=aanvrager", "/postkamer/nieuw/?ronde=BF-jaar&zoek=buren",
    "/postkamer/dubbel/", "/postkamer/BF-2026-0001/controle/",
)  # fmt: skip


def test_no_page_costs_more_with_more_in_it() -> None:
    town = world.found()
    twice(town)
    few = {path: queries(town, path) for path in PATHS}
    for _ in range(3):
        town.wait(hours=1)
        twice(town)
    assert {path: queries(town, path) for path in PATHS} == few
    assert {path: count for path, count in few.items() if count > MOST_QUERIES} == {}


@pytest.mark.parametrize(
    "path",
    [
        "/postkamer/BF-2026-9999/controle/", "/postkamer/%00/controle/", "/postkamer/dubbel/BF-2026-9999/BF-2026-0001/",
        f"/postkamer/nieuw/BF-jaar/{uuid.UUID(int=1)}/{uuid.UUID(int=2)}/",
    ],
)  # fmt: skip
def test_what_is_not_there_is_not_found(path: str) -> None:
    town = world.found()
    town.file()
    assert colleague(town, "intake_clerk").get(path).status_code == 404


def test_who_is_found_comes_from_one_query() -> None:
    town = world.found()
    party(town)
    with clock.at(town.now), CaptureQueriesContext(connection) as found:
        assert [one.name for one in known_parties.found("straat")] == ["Ada Voorbeeld"]
    assert len(found) == 1


def test_who_has_an_interest_in_a_case_does_not_find_it_in_the_post_room() -> None:
    town = world.found()
    first, _ = twice(town)
    assert first.organisation_id
    town.file()
    own = Membership(
        person_id=town.people["intake_clerk"], organisation_id=first.organisation_id, role="member",
        valid_from=clock.day_of(town.now),
    )  # fmt: skip
    with clock.at(town.now):
        record("partners", own, actor=world.INSTALLATION, key="membership")
    clerk = colleague(town, "intake_clerk")
    page = text(clerk.get("/postkamer/"))
    assert ("BF-2026-0001" in page, "BF-2026-0003" in page, "Te controleren (1)" in page) == (False, True, True)
    assert "Wij zien geen dubbele aanvragen." in text(clerk.get("/postkamer/dubbel/"))
    for path in ("/postkamer/BF-2026-0001/controle/", "/postkamer/dubbel/BF-2026-0001/BF-2026-0002/"):
        assert clerk.get(path).status_code == 404
