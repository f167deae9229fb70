"""A round that was prepared and did not open: it becomes another round, or none, and nobody outside ever knew of it."""

from __future__ import annotations

from typing import Any

import pytest

from budgets.ledger import accounts_of
from budgets.models import LedgerAccount
from grants import payloads
from grants.models import Round
from grants.portal.policy.lines import lines
from tests import world
from tests.grants.portal.office import colleague, text
from tests.grants.portal.policy.test_preparing_a_round import begun, ends, filled_in
from tests.grants.test_every_guard_of_rounds import prepared_round
from tests.world import World
from workflow import clock
from workflow.errors import Refusal
from workflow.models import Event
from workflow.verify import verify

pytestmark = pytest.mark.django_db

PREPARE, HERE = "/regelingen/buurtfeest/2026.1/ronde/", "/ronde/BF-2027/aanpassen/"


def prepared(**changed: Any) -> tuple[World, Round]:
    """A town with a round that was prepared on screen."""
    town = world.found(ceiling_cents=1_000_00, line_cents=10_000_00)
    assert (
        colleague(town, "policy_officer").post(PREPARE, fase="bevestigen", **filled_in(town, **changed)).status_code
        == 302
    )
    return town, Round.objects.get(code="BF-2027")


def test_the_form_begins_with_what_was_planned_and_changes_what_is_typed() -> None:
    town, before = prepared()
    officer, data = colleague(town, "policy_officer"), begun(town, HERE)
    assert (data["title"], data["opens_at"], data["ceiling_cents"]) == (
        "Buurtfeest 2027",
        "2026-12-01T09:00",
        "2.000,00",
    )
    looked = officer.post(HERE, fase="controleren", **{**data, "ceiling_cents": "9.000", "title": "Groot feest"})
    assert ends(looked)[0][0] == "goed"
    assert (Round.objects.get(pk=before.pk).title, looked.status_code) == ("Buurtfeest 2027", 200)
    done = officer.post(HERE, fase="bevestigen", **{**data, "ceiling_cents": "9.000", "title": "Groot feest"})
    after = Round.objects.get(pk=before.pk)
    assert (done.status_code, done.url) == (302, "/ronde/BF-2027/")
    assert (after.title, after.ceiling_cents, after.state, after.code) == (
        "Groot feest",
        9_000_00,
        "prepared",
        "BF-2027",
    )
    assert after.figures == before.figures
    assert verify().differences == []


def test_a_secret_number_that_is_left_empty_stays_and_one_that_is_typed_takes_its_place() -> None:
    town, before = prepared()
    officer, data = colleague(town, "policy_officer"), begun(town, HERE)
    assert "draw_seed" not in data
    officer.post(HERE, fase="bevestigen", **{**data, "draw_seed": "negen zwanen"})
    after = Round.objects.get(pk=before.pk).figures
    assert after["draw_seed_commitment"] != before.figures["draw_seed_commitment"]
    assert after["sample_seed_commitment"] == before.figures["sample_seed_commitment"]


def test_what_the_round_itself_would_give_counts_as_free_while_it_changes() -> None:
    town, before = prepared()
    assert lines()[town.book].free_cents + before.ceiling_cents == lines(before)[town.book].free_cents


def test_prizes_that_come_later_have_their_accounts_once() -> None:
    town = world.found()
    subject, plan = prepared_round(town)
    for cents in (0, 500_00, 0, 700_00):
        changed = {**vars(plan), "prize_ceiling_cents": cents, "prize_book": town.book if cents else ""}
        town.take("policy_officer", "round", "change_plan", subject, payloads.RoundPlan(**changed))
    round_ = Round.objects.get(pk=subject)
    assert LedgerAccount.objects.filter(book=round_.prize_ceiling_book).count() == len(
        accounts_of(round_.prize_ceiling_book)
    )
    town.take("policy_officer", "round", "open", subject)
    assert LedgerAccount.objects.get(book=round_.prize_ceiling_book, pot="available").balance_cents == 700_00


def test_a_round_that_is_open_has_no_page_to_change_it() -> None:
    town = world.found()
    assert colleague(town, "policy_officer").get("/ronde/BF-jaar/aanpassen/").status_code == 404


def test_a_round_that_did_not_open_is_withdrawn_with_a_reason_and_is_gone_for_who_files() -> None:
    town, before = prepared()
    officer = colleague(town, "policy_officer")
    officer.post("/ronde/BF-2027/stap/withdraw_plan/", fase="bevestigen", reason=" ")
    assert Round.objects.get(pk=before.pk).state == "prepared"
    officer.post(
        "/ronde/BF-2027/stap/withdraw_plan/", fase="bevestigen", reason="De raad wil eerst een nieuwe regeling."
    )
    assert Round.objects.get(pk=before.pk).state == "withdrawn"
    assert "De raad wil eerst" in Event.objects.get(action="withdraw_plan").data
    with clock.at(town.now):
        assert lines()[town.book].free_cents == lines(before)[town.book].free_cents
    assert "BF-2027" not in text(colleague(town, "intake_clerk").get("/postkamer/nieuw/"))
    with pytest.raises(Refusal):
        town.take("policy_officer", "round", "open", before.pk)


def test_a_round_whose_beginning_went_by_asks_to_be_changed_or_withdrawn() -> None:
    town, _ = prepared()
    town.wait(days=350)
    assert "Pas de ronde aan, of trek haar in" in text(colleague(town, "policy_officer").get("/werk/"))
