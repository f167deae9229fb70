"""The list of the own applications: who is asked for something first, then what is not sent, what runs, and what is over."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from grants import payloads
from grants.portal.applicant.following import listing
from grants.portal.applicant.following.listing import Row
from grants.portal.applicant.following.turns import Turn
from tests import world
from tests.grants.portal.applicant.at_home import again, ask_for, of
from tests.grants.portal.office import Visitor
from workflow import clock
from workflow.facts import Actor

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]


def test_the_list_has_its_groups_with_whose_turn_it_is_and_by_when() -> None:
    town = world.found()
    runs = town.file(100_00)
    asked, over, draft = again(town, runs), again(town, runs), uuid.uuid4()
    ask_for(town, asked, "begroting")
    town.take(Actor(person=over.contact_id), "application", "withdraw", over.pk, payloads.Withdrawal())
    start = payloads.Start(town.round, runs.contact_id)
    town.take(Actor(person=runs.contact_id), "application", "draft", draft, start)
    with clock.at(town.now):
        found = listing.look(of(town, runs))
    [one], [unsent], [running], [done] = found.asked, found.unsent, found.runs, found.over
    still = "Wij missen iets. Daarom staat onze termijn stil."
    assert one == Row(
        asked.stream.reference,
        "Feest in de straat",
        "Buurtfeest",
        "wacht op u",
        Turn("aanvrager", "Stuur wat nog ontbreekt", still, date(2026, 1, 26), asks=True),
        f"/mijn/{asked.stream.reference}/",
    )
    assert (unsent.state, unsent.closes_at, unsent.turn.asks) == ("nog niet ingediend", world.CLOSES, True)
    assert (running.state, running.turn.who, running.turn.by) == ("in behandeling", "gemeente", date(2026, 3, 2))
    assert (done.state, done.turn.who) == ("ingetrokken", "niemand")


def test_a_report_that_is_near_and_money_to_pay_back_come_first() -> None:
    town = world.found()
    case = town.assessed(1_000_00)
    award = town.decide(case)
    with clock.at(town.now):
        assert [len(rows) for rows in groups(listing.look(of(town, case)))] == [0, 0, 1, 0]
    town.pay(award)
    account = payloads.Account(500_00, "Het ging niet door.", (500_00,), (1_000_00,), {"costs/0": "Minder tent."})
    town.take(Actor(person=case.contact_id), "application", "account", case.pk, account)
    with clock.at(town.now):
        [row] = listing.look(of(town, case)).runs
    assert (row.turn.what, row.turn.by) == ("Wij bekijken uw verantwoording", date(2026, 4, 6))


def groups(found: listing.Mine) -> list[Sequence[Row]]:
    """The groups of the list, in their order."""
    return [found.asked, found.unsent, found.runs, found.over]


def test_the_list_asks_the_database_as_often_for_one_case_as_for_three_and_for_ten_and_has_pages() -> None:
    town = world.found()
    first = town.file(100_00)
    visitor = Visitor(town, first.contact_id)
    visitor.get("/mijn/")

    def asked(page: str = "/mijn/") -> int:
        with CaptureQueriesContext(connection) as seen:
            assert visitor.get(page).status_code == 200
        return len(seen)

    one = asked()
    for _ in range(2):
        again(town, first)
    three = asked()
    for _ in range(7):
        again(town, first)
    assert (one, three, asked()) == (one, one, one)
    assert one <= 15
    with clock.at(town.now):
        assert len(listing.look(of(town, first), "2", per_page=6).runs) == 4
