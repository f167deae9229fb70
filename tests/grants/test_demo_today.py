"""The last act of the demo: work waits on every desk, a second run adds nothing, and what is invented says so."""

from __future__ import annotations

import json

import pytest

from grants.demo import data, municipality, replays, today
from grants.demo.stage import Stage, at, id_of
from grants.desk import Desk
from grants.models import Application, DraftAnswer, Receipt, Round
from grants.portal.desk import todo
from grants.portal.queue import OWN, Filters, look
from partners.identifiers import iban
from partners.models import BankAccount
from tests.invariants import tables
from workflow import clock
from workflow.facts import Actor
from workflow.verify import verify

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]

DESKS = (
    "adviser", "intake_clerk", "assessor", "juror", "inspector", "policy_officer", "mandate_holder", "finance_maker", "finance_checker",
)  # fmt: skip


def desk(role: str) -> Desk:
    """The desk of the first colleague with a role."""
    key = next(one["key"] for one in data.organisation()["person"] if one["role"] == role)
    return Desk(Actor(person=id_of("person", key)), key, (role,))


def test_work_waits_on_every_desk_and_a_second_run_adds_none() -> None:
    municipality.found()
    today.run(Stage())
    before = tables.everything()
    today.run(Stage())
    assert tables.everything() == before
    assert verify().differences == []
    assert [iban(one.iban) for one in BankAccount.objects.all() if iban(one.iban)] == []
    with clock.at(at(today.PAID, 17)):
        waiting = {role: len(look(Filters(), desk(role), "1").rows) for role in DESKS}
        clerk = desk("intake_clerk")
        open_ = [(one.what, one.reference, one.asked_by) for one in todo.look(clerk).rows]
        mine = [(one.reference, one.whose.words) for one in look(Filters(whose=OWN), clerk, "1").rows]
    assert {role: count for role, count in waiting.items() if count == 0} == {}
    assert open_ == [
        ("bericht", "IA-2027-0003", "Contactpersoon Bewonersgroep Buurtlunch (verzonnen)"),
        ("belofte", "IA-2027-0003", ""),
        ("vraag", "IA-2027-0004", "Farida Belhaj"),
    ]
    assert mine == [
        ("IA-2027-0001", "Mees van der Laan-Okma, afwezig tot en met 31 december 2026: u neemt waar"),
    ]
    assert Receipt.objects.filter(application__round__code="IA-2027", channel="paper").count() == 1
    begun = [json.loads(one.value) for one in DraftAnswer.objects.filter(question__in=("idee_titel", "plan_wat"))]
    assert [text for text in begun if not text.endswith("(verzonnen)")] == []
    sent = Application.objects.exclude(state=Application.DRAFT)
    assert [one.title for one in sent if not one.title.endswith("(verzonnen)")] == []
    tried = [replays.over_the_ceiling(), replays.a_second_duty()]
    assert [[one.code for one in each.obstacles] for each in tried if each] == [["ceiling-exceeded"], ["separation"]]
    assert tables.everything() == before
    assert [one.title for one in Round.objects.all() if not one.title.endswith("(verzonnen)")] == []
