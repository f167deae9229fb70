"""What is due, with what is noticed of it, and the whole run by the command line."""

from __future__ import annotations

import json
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budgets import checker
from budgets.models import Payment, PaymentOrder
from grants import due_list
from grants.models import Application
from tests import world
from tests.grants.payers import awards, line_of, status_of, today
from tests.world import World
from workflow import clock
from workflow.verify import verify

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_storage")]


# --- The due list ---------------------------------------------------------------------------------------------------


def test_the_due_list_names_what_is_due_with_what_was_noticed_of_it() -> None:
    town = world.found()
    award = town.decide(town.assessed())
    lines = due_list.due(today(town))
    assert [(line.number, line.amount_cents, line.due_on, line.checks) for line in lines] == [
        (0, 800_00, date(2026, 2, 16), ("account-not-verified",)),
        (1, 200_00, None, ("account-not-verified", "not-payable-yet")),
    ]
    assert due_list.due(today(town), date(2026, 2, 15)) == []
    town.propose(award)
    assert [line.number for line in due_list.due(today(town))] == [1]


def test_the_due_list_reads_as_many_queries_for_one_row_as_for_three_and_for_twelve() -> None:
    town = world.found()
    found = []
    for count in (1, 2, 9):
        awards(town, count)
        with CaptureQueriesContext(connection) as seen:
            due_list.due(today(town))
        found.append(len(seen))
    assert found == [4, 4, 4]


def test_a_payment_of_the_same_amount_to_the_same_account_is_noticed() -> None:
    town = world.found()
    one, other = awards(town, 1)[0], awards(town, 1)[0]
    case = other.application
    with clock.at(town.now):
        type(case).objects.filter(pk=case.pk).update(bank_account=one.application.bank_account)
    town.propose(one)
    line = next(line for line in due_list.due(today(town)) if line.decision == other.pk and line.number == 0)
    assert line.checks == ("account-not-verified", "probable-duplicate")


# --- By hand --------------------------------------------------------------------------------------------------------


def said(town: World, *words: str) -> str:
    out = StringIO()
    with clock.at(town.now):
        call_command(*words, stdout=out, stderr=out)
    return out.getvalue().replace("\N{NO-BREAK SPACE}", " ")


def test_a_run_from_due_to_settled_by_the_command_line(tmp_path: Path) -> None:
    town = world.found()
    awards(town, 2)
    person = {role: ("--as", str(town.people[role])) for role in ("finance_maker", "finance_checker")}
    maker, checker_ = person["finance_maker"], person["finance_checker"]
    assert "4 delen, samen € 2.100,00." in said(town, "due")
    assert len(json.loads(said(town, "due", "--json"))) == 4
    assert said(town, "pay", "propose", *maker) == (
        "2 betalingen voorgesteld, samen € 1.680,00.\n  BF-2026-0001: voorschot € 800,00\n  BF-2026-0002: voorschot € 880,00\n"
    )
    assert "0 betalingen goedgekeurd" in said(town, "pay", "approve", *maker)
    assert said(town, "pay", "approve", *checker_).startswith("2 betalingen goedgekeurd, samen € 1.680,00.\n")
    assert said(town, "pay", "third", *maker).startswith("0 betalingen")
    assert "Opdracht BO-2026-0001: € 1.680,00" in said(town, "pay", "order", *maker)
    order = PaymentOrder.objects.get()
    assert "<CtrlSum>1680.00</CtrlSum>" in said(town, "pay", "file", "BO-2026-0001", *maker)
    answer = tmp_path / "status.json"
    answer.write_bytes(status_of(order, *(line_of(one.pk, today(town)) for one in order.payments.all())))
    assert said(town, "pay", "status", str(answer), *maker) == "2 betaald, 0 teruggekomen, 0 al verwerkt.\n"
    assert said(town, "pay", "status", str(answer), *maker) == "0 betaald, 0 teruggekomen, 2 al verwerkt.\n"
    assert checker.differences() == []


def test_a_run_names_every_line_that_it_leaves_out_with_the_reason_and_says_when_nothing_waits() -> None:
    town = world.found()
    first, second = awards(town, 2)
    Application.objects.filter(pk=first.application_id).update(bank_account=None)
    maker = ("--as", str(town.people["finance_maker"]))
    assert said(town, "pay", "propose", *maker).splitlines() == [
        "1 betaling voorgesteld, samen € 880,00.",
        f"  {second.stream.reference}: voorschot € 880,00",
        f"  niet: {first.stream.reference}, € 800,00: geen rekening",
    ]
    nothing = "0 betalingen in opdracht gegeven, samen € 0,00.\nEr wacht niets op deze stap.\n"
    assert said(town, "pay", "order", *maker) == nothing


def test_the_command_line_says_who_and_what_it_does_not_know(tmp_path: Path) -> None:
    town = world.found()
    nothing = tmp_path / "leeg.json"
    nothing.write_text("{}", encoding="utf-8")
    for words in (
        ("pay", "file", "BO-2026-0009", "--as", str(town.people["finance_maker"])),
        ("pay", "approve", "--as", "niemand"),
        ("pay", "status", str(nothing), "--as", str(town.people["finance_maker"])),
        ("pay", "status", str(tmp_path / "weg.json"), "--as", str(town.people["finance_maker"])),
    ):
        with pytest.raises(CommandError):
            said(town, *words)


def test_the_desk_changes_an_account_stops_and_starts_paying_and_takes_back() -> None:
    town = world.found()
    award = awards(town, 1)[0]
    dossier, case = award.stream.reference, award.application_id
    who = {role: ("--as", str(person)) for role, person in town.people.items()}
    applicant = ("--as", str(town.applicants[case]))
    account = ("--iban", "NL73VBLD0910000002", "--holder", "Buren van de straat", "--evidence", "Een afschrift.")

    town.propose(award)
    said(town, "desk", "account", dossier, *applicant, *account)
    said(town, "desk", "check", dossier, *who["finance_maker"], "--outcome", "close", "--note", "Zonder ‘de’.")
    approved = said(town, "desk", "approve", dossier, *who["finance_checker"])
    assert [line.split(". ")[0] for line in approved.splitlines()] == [
        f"{dossier}: Keur de nieuwe rekening goed [rekening]: gecontroleerd → goedgekeurd",
        "REG-PARTNERS-0001: Leg vast in het register: bijgehouden",
        f"{dossier}: Betaal op een andere rekening: verleend",
        f"{dossier}: Schrijf de brief [brief]: nieuw → te maken",
    ]
    with pytest.raises(CommandError, match="no-account-asked"):
        said(town, "desk", "refuse", dossier, *who["finance_checker"])
    assert "account-changed" in said(town, "pay", "approve", *who["finance_checker"])
    assert "[betaling]: voorgesteld → ingetrokken" in said(town, "desk", "cancel", dossier, *who["finance_maker"])
    said(town, "desk", "suspend", dossier, *who["policy_officer"], "--reason", "De facturen kloppen niet.")
    told = said(town, "pay", "propose", *who["finance_maker"])
    assert told == f"0 betalingen voorgesteld, samen € 0,00.\n  niet: {dossier}, € 800,00: betaling opgeschort\n"
    said(town, "desk", "lift", dossier, *who["policy_officer"])
    assert said(town, "pay", "propose", *who["finance_maker"]).startswith("1 betaling ")
    said(town, "pay", "approve", *who["finance_checker"])
    said(town, "pay", "order", *who["finance_maker"])
    town.settle(Payment.objects.get(state="ordered").pk)
    undo = ("desk", "undo", dossier, *who["finance_checker"], "--reason", "Dit was een andere betaling.")
    assert said(town, *undo).startswith(f"{dossier}: Haal de verwerking terug [betaling]: betaald → opdracht gegeven. ")
    with pytest.raises(CommandError, match="no-such-payment"):
        said(town, *undo)
    with pytest.raises(CommandError, match="no-claim"):
        said(town, "desk", "receive", dossier, *who["finance_maker"], "--amount", "12,50", "--on", "2026-01-05")
    with pytest.raises(CommandError, match="answer-not-a-date"):
        said(town, "desk", "receive", dossier, *who["finance_maker"], "--amount", "12,50", "--on", "gisteren")
    with pytest.raises(CommandError, match="amount-invalid"):
        said(town, "desk", "receive", dossier, *who["finance_maker"], "--amount", "12,505", "--on", "2026-01-05")
    with pytest.raises(CommandError, match="unknown-dossier"):
        said(town, "desk", "lift", "OC-1999-0001", *who["policy_officer"])
    assert verify().differences == []
