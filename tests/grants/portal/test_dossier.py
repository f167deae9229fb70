"""The page of a dossier: whose turn it is, what that person can do and by when, and everything that happened, to anyone's eye."""

from __future__ import annotations

import hashlib
import re
import uuid
from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext

from documents.models import Letter, Rendered
from documents.tasks import file_of
from grants import payloads
from grants.desk import Desk
from grants.models import Application
from grants.portal import dossier
from tests import world
from tests.grants.portal.office import colleague, text
from tests.invariants.tale import WORKER
from tests.world import World
from workflow import clock

pytestmark = pytest.mark.django_db

MOST_QUERIES = 45


def seen(town: World, role: str, case: Application) -> dossier.Page:
    with clock.at(town.now):
        desk = Desk(town.actor(role), role, (role,))
        return dossier.page(dossier.find(case.stream.reference, desk), desk)


def labels(steps: tuple[object, ...]) -> list[str]:
    return sorted(one.declared.label for one in steps)  # type: ignore[attr-defined]


def test_the_one_whose_turn_it_is_gets_the_step_that_brings_the_case_further_and_the_other_does_not() -> None:
    town = world.found()
    case = town.file()
    turns = {role: seen(town, role, case) for role in ("intake_clerk", "policy_officer", "auditor")}
    assert {role: (page.is_mine, page.first.declared.label if page.first else "") for role, page in turns.items()} == {
        "intake_clerk": (True, "Controleer of alles er is"), "policy_officer": (False, ""), "auditor": (False, ""),
    }  # fmt: skip


def test_each_role_sees_its_own_steps_and_an_auditor_none() -> None:
    town = world.found()
    case = town.assessed()
    town.draft(case)
    assert labels(seen(town, "mandate_holder", case).open) == ["Onderteken"]
    assert labels(seen(town, "auditor", case).open) == []
    assert labels(seen(town, "finance_maker", case).open) == ["Vergelijk naam en nummer van de rekening"]
    assert "Trek het ontwerp in" in labels(seen(town, "policy_officer", case).open)


def test_what_is_in_the_way_of_a_step_is_said_in_dutch_with_the_step() -> None:
    town = world.found()
    case = town.file()
    asked = payloads.CompletionRequest(("adres",), date(2026, 1, 20))
    town.take("intake_clerk", "application", "request_completion", case.pk, asked)
    page = seen(town, "intake_clerk", case)
    told = {why: [one.declared.label for one in steps] for why, steps in page.blocked.items()}
    assert ["Neem zonder aanvulling in behandeling"] in told.values()
    assert all(re.match(r"[A-Z‘].*\.$", why) for why in told), told


def test_the_trail_tells_who_did_what_in_which_role_and_what_followed_from_it() -> None:
    town = world.found()
    case = town.assessed()
    town.decide(case)
    newest = seen(town, "auditor", case).trail[0]
    assert (newest.what, newest.thing, newest.who, newest.role) == (
        "Maak bekend", "verlening van €\u00a01.000,00", "Medewerker policy_officer (voorbeeld)", "beleidsmedewerker",
    )  # fmt: skip
    assert [one.what for one in newest.followed] == ["Verleen", "Vraag om een verslag", "Schrijf de brief"]
    assert newest.followed[-1].thing == "U krijgt €\u00a01.000,00 subsidie voor uw plan"


def test_a_date_says_how_late_it_is_and_one_that_the_decision_ended_stands_apart() -> None:
    town = world.found()
    case = town.assessed()
    waiting = seen(town, "auditor", case)
    assert ([one.date.kind for one in waiting.terms], waiting.terms_over) == (["beslistermijn"], ())
    town.decide(case)
    decided = seen(town, "auditor", case)
    assert [one.date.kind for one in decided.terms_over] == ["beslistermijn"]
    town.wait(days=60)
    page = text(colleague(town, "auditor").get("/dossier/BF-2026-0001/"))
    assert re.search(r"Betaling: uiterlijk [^<]+</strong> <span class=\"badge badge-late\">\d+ dagen te laat", page)


def test_money_is_counted_once_though_the_ceiling_counts_it_as_well() -> None:
    town = world.found()
    case = town.assessed(1_000_00)
    assert seen(town, "auditor", case).money == (("Gevraagd", 1_000_00),)
    town.decide(case, 1_000_00)
    assert seen(town, "auditor", case).money == (
        ("Gevraagd", 1_000_00), ("Verleend", 1_000_00), ("Toegezegd, nog te betalen", 1_000_00),
    )  # fmt: skip


def test_a_letter_is_there_to_read_once_it_is_made_and_in_its_own_dossier_only(private_storage: None) -> None:
    town = world.found()
    town.file()
    town.file()
    letter = Letter.objects.filter(stream__reference="BF-2026-0001").get()
    auditor = colleague(town, "auditor")
    path = f"/dossier/BF-2026-0001/brief/{letter.pk}/"
    assert auditor.get(path).status_code == 404
    pdf = b"%PDF-1.7 een brief"
    default_storage.save(file_of(letter.pk), ContentFile(pdf))
    town.take(WORKER, "letter", "render", letter.pk, Rendered(hashlib.sha256(pdf).hexdigest(), "proef"))
    found = auditor.get(path)
    assert (found.content, found.headers["Content-Type"]) == (pdf, "application/pdf")
    assert path in text(auditor.get("/dossier/BF-2026-0001/"))
    assert auditor.get(f"/dossier/BF-2026-0002/brief/{letter.pk}/").status_code == 404


def test_a_long_dossier_asks_the_database_as_often_as_a_short_one() -> None:
    town = world.found()
    case = town.decide(town.assessed()).application
    officer = colleague(town, "policy_officer")

    def plan(times: int) -> None:
        for _ in range(times):
            check = payloads.CheckPlan(case.pk, "talk", date(2026, 5, 1))
            town.take("policy_officer", "check", "plan_check", uuid.uuid4(), check, stream=case.stream_id)

    def asked() -> int:
        officer.get("/dossier/BF-2026-0001/")
        with CaptureQueriesContext(connection) as queries:
            officer.get("/dossier/BF-2026-0001/")
        return sum(not one["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN")) for one in queries.captured_queries)

    plan(2)
    few = asked()
    plan(20)
    assert (asked(), few <= MOST_QUERIES) == (few, True)
