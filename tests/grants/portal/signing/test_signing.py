"""Signing and announcing at the screen: what waits and for whom, what an act over many did, and the letters that leave."""

from __future__ import annotations

import re
import uuid
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from grants.models import Decision, Mandate
from grants.portal.access import Desk
from grants.portal.signing import waiting
from tests import world
from tests.grants.portal.office import Visitor, colleague, text
from tests.invariants.tables import counts
from tests.world import World
from workflow import clock
from workflow.models import Event
from workflow.registers import record

pytestmark = pytest.mark.django_db

MOST_QUERIES = 15


def drafted(town: World, number: int, cents: int = 1_000_00) -> list[uuid.UUID]:
    return [town.draft(town.assessed(cents)) for _ in range(number)]


def states() -> list[str]:
    return list(Decision.objects.order_by("application__stream__reference").values_list("state", flat=True))


def offered(page: str) -> list[str]:
    """The decisions that a page lets one tick."""
    return re.findall(r'name="besluit" value="([^"]+)"', page)


def test_what_was_ticked_is_signed_in_one_act_and_the_rest_keeps_waiting() -> None:
    town = world.found()
    first, second, third = drafted(town, 3)
    signer = colleague(town, "mandate_holder")
    assert offered(text(signer.get("/tekenen/"))) == [str(first), str(second), str(third)]
    done = signer.post("/tekenen/", besluit=[str(first), str(third)])
    assert (done.status_code, states()) == (302, ["signed", "drafted", "signed"])
    page = text(signer.get("/tekenen/"))
    assert "Ondertekend: 2 van 2." in page
    assert offered(page) == [str(second)]
    assert Event.objects.filter(machine="act", action="sign").count() == 1


def test_a_second_click_says_that_it_was_signed_and_changes_nothing() -> None:
    town = world.found()
    [decision] = drafted(town, 1)
    signer = colleague(town, "mandate_holder")
    signer.post("/tekenen/", besluit=[str(decision)])
    before = counts()
    page = text(signer.post("/tekenen/", besluit=[str(decision)]))
    assert "<strong>BF-2026-0001:</strong> Dit besluit staat al op ‘ondertekend’. Er is niets veranderd." in page
    assert counts() == before


def signing_up_to(town: World, maximum_cents: int) -> Visitor:
    """A new colleague with a mandate for awards and advances up to an amount."""
    person = town.hire("mandate_holder").person
    assert person
    given = [
        Mandate(
            person_id=person, kind=kind, scheme="*", maximum_cents=maximum_cents, valid_from=date(2026, 1, 1),
            reference="Ondermandaat (verzonnen)",
        )
        for kind in ("award", "advance")
    ]  # fmt: skip
    with clock.at(town.now):
        record("law", *given, actor=world.INSTALLATION, key=world.key())
    return Visitor(town, person)


def test_what_somebody_has_no_mandate_for_stands_apart_with_the_reason() -> None:
    town = world.found()
    small, large = town.draft(town.assessed()), town.draft(town.assessed(2_000_00))
    signer = signing_up_to(town, 1_500_00)
    page = text(signer.get("/tekenen/"))
    assert offered(page) == [str(small)]
    assert "U heeft geen mandaat voor dit besluit (verlening, € 2.000,00). (Awb 10:3)" in page
    told = text(signer.post("/tekenen/", besluit=[str(small), str(large)]))
    assert "Ondertekend: 1, samen € 1.000,00." in told
    assert "<strong>BF-2026-0002:</strong> U heeft geen mandaat" in told
    assert states() == ["signed", "drafted"]


def test_all_are_signed_at_once_unless_the_list_changed_meanwhile() -> None:
    town = world.found()
    drafted(town, 2)
    signer = colleague(town, "mandate_holder")
    [mark] = re.findall(r'name="stand" value="([^"]+)"', text(signer.get("/tekenen/")))
    drafted(town, 1)
    assert "De lijst is veranderd terwijl u keek." in text(signer.post("/tekenen/", doe="alles", stand=mark))
    assert states() == ["drafted"] * 3
    [mark] = re.findall(r'name="stand" value="([^"]+)"', text(signer.get("/tekenen/")))
    signer.post("/tekenen/", doe="alles", stand=mark)
    assert states() == ["signed"] * 3


def test_who_ticks_nothing_reads_what_to_do() -> None:
    town = world.found()
    drafted(town, 1)
    assert "Vink eerst aan waar het om gaat." in text(colleague(town, "mandate_holder").post("/tekenen/"))


def test_each_answer_that_changes_nothing_has_its_code() -> None:
    town = world.found()
    [decision] = drafted(town, 1)
    signer = Desk(town.actor("mandate_holder"), "", ("mandate_holder",))
    with clock.at(town.now):
        nothing, other = waiting.take("sign", signer, []), waiting.take_all("sign", signer, "", "een oude lijst")
        waiting.take("sign", signer, [decision])
        late = waiting.take("sign", signer, [decision])
    said = [one.code for told in (nothing, other) for one in told.obstacles]
    assert said == ["nothing-ticked", "list-changed"]
    assert [one.obstacles[0].code for one in late.aside] == ["overtaken"]


def test_the_signer_reads_the_letter_the_money_and_the_dates_before_signing_and_nothing_is_kept() -> None:
    town = world.found()
    [decision] = drafted(town, 1)
    signer, path = colleague(town, "mandate_holder"), f"/tekenen/{decision}/"
    before = counts()
    page = text(signer.get(path))
    assert "U krijgt € 1.000,00 subsidie" in page
    assert "Bezwaartermijn: uiterlijk" in page
    letter = signer.post(path, fase="brief-0")
    assert (letter.headers["Content-Type"], letter.content[:5]) == ("application/pdf", b"%PDF-")
    assert (counts(), states()) == (before, ["drafted"])


def test_a_signed_decision_is_announced_and_its_letter_stands_on_the_list_of_the_day() -> None:
    town = world.found()
    [decision] = drafted(town, 1)
    town.take("mandate_holder", "decision", "sign", decision)
    officer = colleague(town, "policy_officer")
    assert offered(text(officer.get("/bekendmaken/"))) == [str(decision)]
    officer.post("/bekendmaken/", besluit=[str(decision)])
    assert states() == ["announced"]
    page = text(officer.get("/bekendmaken/brieven/"))
    assert "Via het portaal (2)" in page  # The receipt, and the decision.
    assert "Per post (0)" in page
    assert "U krijgt € 1.000,00 subsidie" in page
    assert "Via het portaal (0)" in text(officer.get("/bekendmaken/brieven/", dag="2026-01-06"))
    assert officer.get("/bekendmaken/brieven/", dag="gisteren").status_code == 404


def test_what_is_announced_or_unknown_has_no_page_to_sign() -> None:
    town = world.found()
    decision = town.decide(town.assessed())
    assert colleague(town, "mandate_holder").get(f"/tekenen/{decision.pk}/").status_code == 404


def asked_of_the_database(visitor: Visitor, path: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert visitor.get(path).status_code == 200
    return len(seen.captured_queries)


def test_thirty_decisions_ask_the_database_as_often_as_one() -> None:
    town = world.found()
    signer = colleague(town, "mandate_holder")
    asked = []
    for more in (1, 2, 27):
        drafted(town, more)
        asked.append(asked_of_the_database(signer, "/tekenen/"))
    assert asked == [asked[0]] * 3
    assert asked[0] <= MOST_QUERIES
