"""`manage.py explain`: whose turn it is, every step open or not and why, every date with its sum; reading leaves no trace."""

from __future__ import annotations

import io
import json
import uuid
from datetime import date

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from grants import explanation, one_euro, payloads
from grants.explained import MACHINE_WORDS, lines
from grants.explanation import TURNS, Turn
from grants.models import Application
from grants.named import case_of
from tests import world
from tests.grants.letters import feasts
from tests.grants.letters.feasts import FEAST
from tests.invariants.tables import counts
from tests.world import World
from workflow import clock, door
from workflow.errors import Refusal
from workflow.machine import NEW
from workflow.narrowing import used_steps
from workflow.registry import MACHINES

pytestmark = pytest.mark.django_db


def explained(town: World, case: Application) -> explanation.Explanation:
    with clock.at(town.now):
        return explanation.explain(case_of(case.stream.reference))


def test_every_state_says_whose_turn_it_is_and_every_machine_of_a_dossier_has_its_word() -> None:
    assert set(TURNS) == set(Application.states()) == set(Application.WORDS)
    in_dossiers = {machine for machine, rules in MACHINES.items() if not rules.model.STREAM_KIND}
    assert set(MACHINE_WORDS) == in_dossiers


def test_whose_turn_it_is_follows_the_case_and_what_lies_ready() -> None:
    town = world.found()
    case = town.file()
    office = "De gemeente controleert en beoordeelt de aanvraag."
    assert explained(town, case).turn == Turn("gemeente", office, date(2026, 3, 2))
    town.take("intake_clerk", "application", "intake", case.pk)
    assert explained(town, case).turn == Turn("gemeente", "De gemeente besluit.", date(2026, 3, 2))
    decision = town.draft(Application.objects.get(pk=case.pk))
    ready = "Er ligt een ontwerpbesluit. De mandaathouder tekent."
    assert explained(town, case).turn == Turn("gemeente", ready, date(2026, 3, 2))
    town.take("mandate_holder", "decision", "sign", decision)
    signed = "Er ligt een getekend besluit. De beleidsmedewerker maakt het bekend."
    assert explained(town, case).turn == Turn("gemeente", signed, date(2026, 3, 2))
    town.take("policy_officer", "decision", "announce", decision)
    pays = "De ontvanger voert het plan uit. De gemeente betaalt."
    assert explained(town, case).turn == Turn("aanvrager", pays, date(2026, 2, 16))


def test_every_step_of_everything_in_the_dossier_is_named_open_or_with_its_reason() -> None:
    town = world.found()
    case = town.assessed()
    town.pay(town.decide(case))
    found = explained(town, case)
    case = Application.objects.get(pk=case.pk)
    used = used_steps(town.scheme)
    expected = {
        (thing.MACHINE, thing.pk, declared.action)
        for thing in explanation.subjects(case)
        for declared in thing.declarations().values()
        if declared.sources != (NEW,) and (thing.MACHINE != "application" or declared.action in used)
    }
    assert {(one.machine, one.subject, one.action) for one in found.steps if one.state != "nieuw"} == expected
    assert all(one.open != bool(one.why) for one in found.steps)
    opened = {one.action for one in found.steps if one.machine == "application" and one.open}
    assert {"account", "suspend_payments"} <= opened
    assert not {"file", "award", "withdraw"} & opened


def test_what_stands_in_the_way_of_anyone_is_not_who_one_is() -> None:
    town = world.found()
    decision = town.draft(town.assessed())
    with clock.at(town.now):
        anyone = {one.declared.action for one in door.explain("decision", decision, actor=door.ANYONE) if one.is_open}
        officer = {
            one.declared.action
            for one in door.explain("decision", decision, actor=town.actor("policy_officer"))
            if one.is_open
        }
    assert (anyone, officer) == ({"sign", "annul", "record_resolution"}, {"annul", "record_resolution"})


def test_explaining_leaves_no_trace_and_the_engine_takes_no_step_for_anyone() -> None:
    town = world.found()
    case = town.assessed()
    before = counts()
    explained(town, case)
    assert counts() == before
    with pytest.raises(Refusal, match="not-permitted"):
        town.take(door.ANYONE, "application", "withdraw", case.pk, payloads.Withdrawal())


def test_the_dates_come_with_their_sum_and_the_money_with_what_is_still_to_pay() -> None:
    town = world.found()
    case = town.assessed()
    town.decide(case)
    found = explained(town, case)
    terms = {one.kind: (one.last_day, one.sum[-1]) for one in found.dates}
    assert all(one.sum and one.article for one in found.dates)
    assert terms["bezwaartermijn"] == (date(2026, 2, 16), "De laatste dag is maandag 16 februari 2026.")
    assert found.money == {
        town.book: {"committed": 1_000_00}, case.round.ceiling_book: {"committed": 1_000_00},
    }  # fmt: skip
    assert found.due == (("advance", 800_00, date(2026, 2, 16)), ("rest", 200_00, None))
    said = "\n".join(lines(found))
    assert "nog te betalen: €\u00a0800,00 (voorschot), uiterlijk 16 februari 2026" in said


def test_one_euro_is_followed_from_the_line_to_the_payment_with_act_decision_and_letter() -> None:
    town = world.found()
    case = town.assessed()
    town.pay(town.decide(case))
    found = one_euro.path(Application.objects.get(pk=case.pk))
    on_line = [
        (one.source, one.target, one.amount_cents, one.step, one.decision) for one in found if one.book == town.book
    ]
    assert on_line == [
        ("beschikbaar", "gereserveerd", 1_000_00, "draft_decision", "verlening"),
        ("gereserveerd", "verplicht", 1_000_00, "award", "verlening"),
        ("verplicht", "bevoorschot", 800_00, "settle_payment", "verlening"),
    ]
    letters = next(one.letters for one in found if one.step == "award")
    assert letters == ("besluit tot verlening van subsidie van 05-01-2026",)


def test_the_command_speaks_dutch_and_knows_no_stranger() -> None:
    town = world.found()
    case, out = town.assessed(), io.StringIO()
    with clock.at(town.now):
        call_command("explain", str(case.pk), "--json", stdout=out)
        for more in ([], ["--euro"]):
            call_command("explain", case.stream.reference, *more, stdout=io.StringIO())
        with pytest.raises(CommandError, match="kennen geen zaak"):
            call_command("explain", str(uuid.uuid4()))
        with pytest.raises(CommandError, match="kennen geen persoon"):
            call_command("explain", case.stream.reference, "--as", "niemand")
    assert json.loads(out.getvalue())["state"] == "beoordeeld"


def test_a_case_that_is_closed_says_who_still_pays_and_only_then_that_it_is_done() -> None:
    town = world.found(FEAST)
    case = feasts.accounted(town, 1_000_00, 700_00)
    lower = {"parts": (), "ground": "4:46(2)a", "reason": "Er was geen tent.", "hearing_exempt": "own_data"}
    town.decide(case, 500_00, "lower_determination", **lower)

    def says() -> tuple[str, str]:
        with clock.at(town.now):
            found = explanation.explain(Application.objects.get(pk=case.pk)).turn
        return found.who, found.what.replace("\u00a0", " ")

    assert says() == ("niemand", "De zaak is klaar. Bezwaar kan nog tot de genoemde dag.")
    claim = town.decide(Application.objects.get(pk=case.pk), 300_00, "recovery", ground="4:57(1)")
    assert says() == ("aanvrager", "De ontvanger betaalt € 300,00 terug.")
    receipt = payloads.Receipt(claim.pk, 300_00, clock.day_of(town.now))
    town.take("finance_maker", "payment", "receive_payment", uuid.uuid4(), receipt, stream=case.stream_id)
    town.wait(days=90)
    assert says() == ("niemand", "De zaak is klaar.")
    other = feasts.accounted(town, 1_000_00, 1_000_00)
    town.decide(other, 1_000_00, "determination", parts=())
    with clock.at(town.now):
        told = explanation.explain(Application.objects.get(pk=other.pk)).turn
    assert (told.who, told.what.replace("\u00a0", " ")) == ("gemeente", "De gemeente betaalt nog € 200,00.")
