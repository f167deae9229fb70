"""Rounds on screen, and what begins outside a dossier: the same generated pages, and an act over a whole round said in sums."""

from __future__ import annotations

import re

import pytest

from budgets.models import PaymentOrder
from grants.models import Application, Decision, Round
from grants.portal import rounds
from tests import world
from tests.grants.portal.office import colleague, text
from tests.grants.portal.test_step_pages import KEY, fields_of
from tests.world import World
from workflow import clock

pytestmark = pytest.mark.django_db


def town_with_three_complete() -> World:
    town = world.found()
    for _ in range(3):
        town.assessed(1_000_00)
    return town


def test_a_round_shows_its_ceiling_to_the_cent_and_where_its_cases_stand() -> None:
    town = town_with_three_complete()
    town.decide(Application.objects.order_by("stream__reference")[0], 1_000_00)
    with clock.at(town.now):
        shares = rounds._shares(Round.objects.get())
    assert [(one.pot, one.cents, one.start, one.width) for one in shares] == [
        ("paid", 0, 0, 0), ("advanced", 0, 0, 0), ("committed", 1_000_00, 0, 100), ("reserved", 0, 100, 0),
        ("available", 99_000_00, 100, 9_900),
    ]  # fmt: skip
    page = text(colleague(town, "auditor").get("/ronde/BF-jaar/"))
    assert "<dt>Beoordeeld</dt><dd>2</dd>" in page
    assert "<dt>Verleend</dt><dd>1</dd>" in page
    assert "Voor u staat nu geen stap open." in page


def test_deciding_a_whole_round_shows_what_follows_once_with_its_sum() -> None:
    town = town_with_three_complete()
    town.wait(days=1)  # Who came on one day is drawn among each other, so the day has to be over.
    officer = colleague(town, "policy_officer")
    shown = officer.post("/ronde/BF-jaar/stap/decide_ready/", fase="controleren", sleutel=KEY)
    page = text(shown)
    assert "<strong>3 keer:</strong> Maak een ontwerpbesluit" in page
    assert re.search(r"Reserveren \(3 keer\)</th><td>[^<]+</td><td class=\"n\">€ 3.000,00</td>", page)
    assert Decision.objects.count() == 0
    done = officer.post("/ronde/BF-jaar/stap/decide_ready/", fase="bevestigen", **fields_of(shown))
    assert (done.url, Decision.objects.count()) == ("/ronde/BF-jaar/", 3)


def test_a_round_is_prepared_from_a_list_of_schemes_and_budget_lines() -> None:
    town = world.found()
    officer = colleague(town, "policy_officer")
    assert "Bereid de ronde voor" in text(officer.get("/beginnen/"))
    form = text(officer.get("/beginnen/round/prepare/"))
    assert "Buurtfeest (versie 2026.1)" not in form or "4.1.1-TEST van 2026: Test" in form
    typed = {
        "code": "BF-2", "title": "Buurtfeest, tweede keer", "scheme_version": str(town.version.pk), "rule": "A",
        "prefix": "BF2-2026", "opens_at": "2026-02-01T09:00", "closes_at": "2026-06-01T17:00", "ceiling_cents": "50.000",
        "book": town.book,
    }  # fmt: skip
    refused = text(officer.post("/beginnen/round/prepare/", fase="controleren", sleutel=KEY, **typed))
    assert "Deze stap kan zo niet" in refused
    assert 'value="50.000"' in refused


def test_an_order_to_the_bank_is_made_of_the_payments_that_were_approved() -> None:
    town = world.found()
    approved = town.approved(town.decide(town.assessed(1_000_00)))
    maker = colleague(town, "finance_maker")
    assert "BF-2026-0001: € 800,00" in text(maker.get("/beginnen/payment_order/make_order/"))
    done = maker.post("/beginnen/payment_order/make_order/", fase="bevestigen", sleutel=KEY, payments=str(approved))
    assert (done.status_code, PaymentOrder.objects.get().total_cents) == (302, 800_00)


@pytest.mark.parametrize(
    ("role", "path"),
    [
        ("auditor", "/ronde/BF-jaar/stap/close/"),
        ("policy_officer", "/ronde/BF-jaar/stap/prepare/"),
        ("policy_officer", "/ronde/BF-jaar/stap/dance/"),
        ("policy_officer", "/ronde/XX/"),
        ("auditor", "/beginnen/round/prepare/"),
        ("administrator", "/beginnen/register/record/"),
        ("policy_officer", "/beginnen/decision/draft_decision/"),
    ],
)
def test_what_is_not_there_for_somebody_is_not_found(role: str, path: str) -> None:
    assert colleague(world.found(), role).get(path).status_code == 404
