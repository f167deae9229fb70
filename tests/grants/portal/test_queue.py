"""The work queue: what has to be done first stands first, what stands still stands apart, and many cases cost as much as few."""

from __future__ import annotations

import re
import uuid
from copy import copy
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from grants import payloads
from grants.demo.measuring import MOST_QUERIES, NO_QUERY
from grants.desk import Desk
from grants.models import Application
from grants.models.handling import handling_id
from grants.portal import queue
from grants.portal.queue import Filters
from tests import world
from tests.grants.portal.office import Visitor, colleague, text
from tests.invariants.tables import undone
from tests.world import World
from workflow import clock, triggers
from workflow.facts import Actor
from workflow.models import Deadline

pytestmark = pytest.mark.django_db

MOST_SQL = 25_000
"""Characters of all questions of one visit: they are written anew each time, and what is long is what the queue costs."""


def desk(town: World, role: str) -> Desk:
    return Desk(town.actor(role), role, (role,))


def listed(town: World, role: str, **said: str) -> list[tuple[str, str, bool]]:
    with clock.at(town.now):
        found = queue.look(Filters.of(said), desk(town, role), said.get("pagina", "1"))
    return [(row.reference, row.what, row.mine) for row in found.rows]


def test_everybody_begins_with_what_waits_for_them_and_can_look_at_all() -> None:
    town = world.found()
    town.file()
    town.draft(town.assessed())
    assert listed(town, "intake_clerk") == [("BF-2026-0001", "Controleren of alles er is", True)]
    assert listed(town, "mandate_holder") == [("BF-2026-0002", "Besluit ondertekenen", True)]
    assert listed(town, "finance_maker") == []
    assert listed(town, "finance_maker", wie="alles") == [
        ("BF-2026-0001", "Controleren of alles er is", False),
        ("BF-2026-0002", "Besluit ondertekenen", False),
    ]


def test_a_case_goes_from_hand_to_hand_until_the_recipient_has_it() -> None:
    town = world.found()
    case = town.assessed()
    seen = [listed(town, "auditor", wie="alles")[0][1]]
    decision = town.draft(case)
    for role, machine, action in (
        ("mandate_holder", "decision", "sign"), ("policy_officer", "decision", "announce"),
    ):  # fmt: skip
        seen.append(listed(town, "auditor", wie="alles")[0][1])
        town.take(role, machine, action, decision)
    announced = Application.objects.get(pk=case.pk).decisions.get()
    payment = town.propose(announced)
    seen.append(listed(town, "auditor", wie="alles")[0][1])
    town.take("finance_checker", "payment", "approve_payment", payment)
    seen.append(listed(town, "auditor", wie="alles")[0][1])
    town.order(payment)
    town.settle(payment)
    seen.append(listed(town, "auditor", wie="alles")[0][1])
    assert seen == [
        "Besluit voorbereiden", "Besluit ondertekenen", "Besluit bekendmaken", "Betaling goedkeuren", "Opdracht geven",
        "Plan uitvoeren",
    ]  # fmt: skip


def test_the_first_day_stands_first_and_what_stands_still_stands_apart() -> None:
    town = world.found()
    early = town.file()
    town.wait(days=10)
    town.file()
    assert [one for one, *_ in listed(town, "intake_clerk")] == ["BF-2026-0001", "BF-2026-0002"]
    asked = payloads.Standstill("applicant", date(2026, 3, 2), "De aanvrager is op reis.")
    town.take("intake_clerk", "application", "suspend", early.pk, asked)
    assert [one for one, *_ in listed(town, "intake_clerk")] == ["BF-2026-0002"]
    assert [one for one, *_ in listed(town, "intake_clerk", stil="ja")] == ["BF-2026-0001"]


def test_what_is_late_is_counted_and_said() -> None:
    town = world.found()
    town.file()
    [deadline] = Deadline.objects.filter(kind="decision_term")
    town.now = town.now.replace(year=deadline.legal_deadline.year, month=12)
    page = text(colleague(town, "intake_clerk").get("/werk/"))
    assert '<li class="figure-late"><a href="?dag=te-laat"><strong>1</strong> te laat</a></li>' in page
    assert re.search(r"<small>\d+ dagen te laat</small>", page)


def test_a_filter_in_the_address_is_kept_and_one_that_we_do_not_know_is_left_out() -> None:
    town = world.found()
    town.file()
    assert listed(town, "intake_clerk", stap="controle", ronde="BF-jaar") == listed(town, "intake_clerk")
    assert listed(town, "intake_clerk", stap="besluit") == []
    assert listed(town, "intake_clerk", ronde="XX") == []
    assert Filters.of({"stap": "dansen", "wie": "iedereen"}) == Filters()
    assert Filters.of({"wie": "alles", "stil": "ja"}).query(pagina="2") == "wie=alles&stil=ja&pagina=2"


def test_any_case_is_found_by_a_word_whoever_it_waits_for_and_when_it_is_over() -> None:
    town = world.found()
    case = town.file()
    town.file()
    clerk = Actor(person=town.people["intake_clerk"], on_behalf_of=town.applicants[case.pk])
    town.take(clerk, "application", "withdraw", case.pk, payloads.Withdrawal(channel="counter"))
    assert listed(town, "auditor", zoek="2026-0001") == [("BF-2026-0001", "Klaar", False)]
    assert listed(town, "auditor", zoek="BUREN van") == [
        ("BF-2026-0002", "Controleren of alles er is", False), ("BF-2026-0001", "Klaar", False),
    ]  # fmt: skip
    assert listed(town, "auditor", wie="alles") == [("BF-2026-0002", "Controleren of alles er is", False)]
    assert "Wij vonden geen zaak met ‘&lt;b&gt;’." in text(colleague(town, "auditor").get("/werk/", zoek="<b>"))


def test_the_next_case_is_one_click_away_and_the_last_one_says_that_it_was() -> None:
    town = world.found()
    for _ in range(2):
        town.file()
    clerk = colleague(town, "intake_clerk")
    assert clerk.get("/werk/volgende/").url == "/dossier/BF-2026-0001/?"
    assert clerk.get("/werk/volgende/", na="BF-2026-0001").url == "/dossier/BF-2026-0002/?"
    last = clerk.get("/werk/volgende/", na="BF-2026-0002")
    assert last.url == "/werk/?"
    assert "Dit was de laatste zaak van deze lijst." in text(clerk.get(last.url))


def multiplied(case: Application, times: int) -> None:
    """Rows as if the same case had come many times over; past the door, which these tests do not look at."""
    [deadline] = Deadline.objects.filter(subject=case.pk)
    stream = case.stream
    case = copy(case)
    for number in range(times):
        stream.pk, stream.reference = uuid.uuid4(), f"BF-2026-{1000 * times + number}"
        stream._state.adding = True
        type(stream).objects.bulk_create([stream])
        case.pk, case.stream_id = uuid.uuid4(), stream.pk
        Application.objects.bulk_create([case])
        deadline.pk, deadline.subject, deadline.stream_id = uuid.uuid4(), case.pk, stream.pk
        Deadline.objects.bulk_create([deadline])


def asked_of_the_database(visitor: Visitor, path: str) -> int:
    visitor.get(path)
    with CaptureQueriesContext(connection) as seen:
        assert visitor.get(path).status_code in (200, 302)
    asked = [one["sql"] for one in seen.captured_queries if not one["sql"].startswith(NO_QUERY)]
    assert sum(map(len, asked)) <= MOST_SQL
    return len(asked)


def test_a_thousand_cases_ask_the_database_as_often_as_three_hundred_and_as_three() -> None:
    town = world.found()
    case = town.file()
    hand(town, case, town.hire("intake_clerk").person)
    clerk, officer = colleague(town, "intake_clerk"), colleague(town, "policy_officer")
    found = []
    with undone():
        triggers.remove_all(connection)
        for more in (2, 297, 700):
            multiplied(case, more)
            pages = ("/werk/", "/werk/?pagina=2", "/werk/volgende/")
            found.append([asked_of_the_database(clerk, path) for path in pages])
            found[-1].append(asked_of_the_database(officer, "/werk/?wie=alles"))
        shown = text(clerk.get("/werk/"))
    assert found == [found[0]] * 3
    assert max(found[0]) <= MOST_QUERIES
    assert "Pagina 1 van 34" in shown


def test_the_queue_asks_as_often_where_nobody_handles_a_case_and_nothing_was_asked() -> None:
    town = world.found()
    case = town.file()
    officer, person = colleague(town, "policy_officer"), town.people["policy_officer"]
    asked_of = [asked_of_the_database(officer, "/werk/?wie=alles")]
    hand(town, case, town.hire("intake_clerk").person)
    asked_of.append(asked_of_the_database(officer, "/werk/?wie=alles"))
    asked = payloads.Help(case.pk, person, clock.day_of(town.now) + timedelta(days=3), "Klopt het bedrag?")
    town.take("assessor", "help_request", "ask_help", uuid.uuid4(), asked, stream=case.stream_id)
    asked_of.append(asked_of_the_database(officer, "/werk/?wie=alles"))
    assert asked_of == [asked_of[0]] * 3


def hand(town: World, case: Application, person: uuid.UUID | None) -> None:
    assert person
    handed = payloads.Handing(case.pk, "intake_clerk", person)
    town.take("assessor", "handling", "assign", handling_id(case.pk, "intake_clerk"), handed, stream=case.stream_id)


def test_the_queue_asks_no_more_of_who_stands_in_and_was_asked_something() -> None:
    town = world.found()
    case = town.file()
    clerk, away = town.people["intake_clerk"], town.people["policy_officer"]
    today = clock.day_of(town.now)
    absence = payloads.Away(away, today, today + timedelta(days=3), clerk)
    town.take("policy_officer", "absence", "report_absence", uuid.uuid4(), absence)
    hand(town, case, town.hire("intake_clerk").person)
    asked = payloads.Help(case.pk, clerk, today + timedelta(days=3), "Klopt het bedrag?")
    town.take("assessor", "help_request", "ask_help", uuid.uuid4(), asked, stream=case.stream_id)
    visitor = colleague(town, "intake_clerk")
    page = text(visitor.get("/werk/"))
    assert ("U neemt waar voor" in page, "Klopt het bedrag?" in page, "van " in page) == (True, True, True)
    assert asked_of_the_database(visitor, "/werk/") <= MOST_QUERIES
