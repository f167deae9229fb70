"""Asking at the door: a well-formed payload for every step, a subject for every machine, a person for every role."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any

from documents.models import CameBack, Notice, Rendered, SentAgain
from grants import payloads
from tests import world
from tests.invariants.tale import Tale
from tests.world import World
from workflow import door
from workflow.errors import Refusal
from workflow.facts import Actor, Change, Payload
from workflow.powers import GRANTED
from workflow.registers import Disclosure, Entries, Erasure, register_id
from workflow.registry import MACHINES

TEXT = "Voor de proef."
BY_DECISION = (
    *("award", "determine_directly", "reject", "set_aside", "determine", "prize", "recover"),
    *("amend", "revoke", "rectify"),
)


def in_the_meantime(told: Tale) -> dict[str, Payload]:
    """What comes with the steps on receipt, completion and term, until the application is assessed."""
    return {
        "file": payloads.Filing({}, told.case.organisation_id or uuid.uuid4(), uuid.uuid4(), round=told.town.round),
        "request_completion": payloads.CompletionRequest(("adres",), date(2027, 2, 1)),
        "complete": payloads.Completion({}),
        "withdraw": payloads.Withdrawal(),
        "correct_receipt": payloads.ReceiptCorrection(world.START, TEXT),
        "suspend": payloads.Standstill("applicant", date(2027, 2, 1), TEXT),
        "resume": payloads.Resumption("applicant"),
        "extend_term": payloads.Extension(2, TEXT),
        "notify_delay": payloads.Delay(date(2027, 2, 1), TEXT),
        "merge": payloads.Merging(told.ranked.pk),
        "absorb": payloads.Merging(told.ranked.pk),
    }


def good_payloads(told: Tale) -> dict[tuple[str, str], Payload]:
    """A well-formed payload for every step that asks one."""
    case, decision = told.case.pk, told.award.pk
    given = {
        "register_idea": payloads.Idea(told.town.round, "Idee", TEXT, uuid.uuid4()),
        "advise_idea": payloads.Advice(TEXT),
        "refer_idea": payloads.Advice(TEXT),
        "draft": payloads.Start(told.town.round, uuid.uuid4()),
        **in_the_meantime(told),
        "account": payloads.Account(100),
        "ask_view": payloads.Intention(100, date(2027, 2, 1), (TEXT,), TEXT),
        "report_deviation": payloads.Deviation(TEXT),
        "remind": payloads.Reminding(date(2026, 2, 1)),
        "suspend_payments": payloads.Suspicion(TEXT),
        "verify_account": payloads.NameCheck("same"),
        "change_party": payloads.ByParty(uuid.uuid4()),
        "find_incomplete": payloads.Because(TEXT),
        "change_account": payloads.ByAccount(uuid.uuid4()),
        **dict.fromkeys(BY_DECISION, payloads.ByDecision(decision)),
    }
    others: dict[tuple[str, str], Payload] = {
        ("assessment", "score"): payloads.Scoring(case, {"samen": 3}),
        ("assessment", "declare_interest"): payloads.Interest(case, TEXT),
        ("inspection", "inspect"): payloads.Findings(case, date(2026, 1, 8), 4, 1, 2, 1, 12),
        ("decision", "annul"): payloads.Why(TEXT),
        ("decision", "draft_decision"): payloads.Draft(case, "award", 100),
        ("payment", "propose_payment"): payloads.Proposal(decision, 0, date(2027, 1, 4)),
        ("payment", "order_payment"): payloads.ByOrder(told.order),
        ("payment", "settle_payment"): payloads.Credited(date(2026, 1, 12)),
        ("payment", "return_payment"): payloads.Returned(date(2026, 1, 12), "AC04"),
        ("payment", "send_back_payment"): payloads.Doubt(TEXT),
        ("payment", "undo_settlement"): payloads.Mistake(TEXT),
        ("payment", "receive_payment"): payloads.Receipt(decision, 100, date(2026, 1, 12)),
        ("payment", "undo_receipt"): payloads.Mistake(TEXT),
        ("payment_order", "make_order"): payloads.Order((told.payment,)),
        ("account_change", "ask_account_change"): payloads.NewAccount(case, "NL73VBLD0910000002", "Buren", TEXT),
        ("account_change", "check_account"): payloads.NameCheck("same"),
        ("obligation", "impose"): payloads.Imposed(case, decision, TEXT, "Awb 4:38"),
        ("obligation", "meet"): payloads.Note(TEXT),
        ("obligation", "breach"): payloads.Note(TEXT),
        ("check", "plan_check"): payloads.CheckPlan(case, "talk", date(2026, 5, 1)),
        ("check", "carry_out"): payloads.Seen(TEXT),
        ("check", "follow_up"): payloads.Note(TEXT),
        ("report", "ask"): payloads.ReportOwed(case, "verslag", None),
        ("report", "report"): payloads.ReportText(TEXT),
        ("letter", "request"): payloads.LetterOrder("award", case, decision),
        ("letter", "render"): Rendered("0" * 64, "proef"),
    }
    named = {("application", action): payload for action, payload in given.items()}
    return named | others | _corrections(case) | _at_the_desk(told) | _outside_dossiers(told)


def _at_the_desk(told: Tale) -> dict[tuple[str, str], Payload]:
    """Payloads for the steps of the work of the desk itself."""
    case, one, other = told.case.pk, told.town.people["assessor"], told.town.people["intake_clerk"]
    return {
        ("handling", "assign"): payloads.Handing(case, "assessor", one),
        ("contact_note", "note_contact"): payloads.Contact(case, date(2026, 1, 5), "phone", TEXT, TEXT),
        ("help_request", "ask_help"): payloads.Help(case, one, date(2027, 2, 1), TEXT),
        ("help_request", "answer_help"): payloads.Answer(TEXT),
        ("absence", "report_absence"): payloads.Away(one, date(2027, 2, 1), date(2027, 2, 5), other),
    }


def _corrections(case: uuid.UUID) -> dict[tuple[str, str], Payload]:
    """Payloads for the steps that follow after something was registered, or put it right."""
    better = payloads.BetterFindings(case, date(2026, 1, 8), 4, 1, 2, 1, 12, reason=TEXT)
    moved = payloads.NewParty(case, "details", details={"street": "Proefkade"}, evidence=TEXT)
    return {
        ("assessment", "agree_levels"): payloads.Consensus(case, {"samen": 3}, {"samen": TEXT}),
        ("inspection", "correct_findings"): better,
        ("report", "reopen_report"): payloads.Because(TEXT),
        ("decision", "record_resolution"): payloads.Resolution(date(2026, 1, 8), "B-2026-0001"),
        ("letter", "return_post"): CameBack(date(2026, 2, 1)),
        ("letter", "send_again"): SentAgain(("Buren", "Proefkade 2")),
        ("letter", "notify"): Notice("bewoner@voorbeeld.example"),
        ("party_change", "ask_party_change"): moved,
        ("message", "write_message"): payloads.Writing(case, TEXT),
        ("message", "answer_message"): payloads.Reply(TEXT),
        ("message", "begin_message"): payloads.Beginning(case, TEXT),
        ("message", "reply_message"): payloads.ReplyHome(TEXT),
        ("objection", "object_to_decision"): payloads.Objecting(case, uuid.uuid4(), TEXT),
        ("objection", "decide_objection"): payloads.ObjectionOutcome("founded", TEXT, TEXT),
    }


def _outside_dossiers(told: Tale) -> dict[tuple[str, str], Payload]:
    """Payloads for the steps of registers and rounds."""
    plan = payloads.RoundPlan(
        "X", "X", told.town.version.pk, "jaar", "X", world.START, world.START.replace(year=2027), 1, told.town.book
    )  # fmt: skip
    return {
        ("register", "record"): Entries("partners"),
        ("register", "enter"): Entries("partners"),
        ("register", "audit"): Entries("audit"),
        ("register", "measure"): Entries("indicators"),
        ("register", "word"): Entries("texts"),
        ("register", "erase"): Erasure("AVG 17", ()),
        ("register", "disclose"): Disclosure(told.town.people["juror"]),
        ("round", "prepare"): plan,
        ("round", "change_plan"): plan,
        ("round", "withdraw_plan"): payloads.PlanWithdrawal(TEXT),
        ("round", "rank"): payloads.Seed(),
        ("round", "draw_sample"): payloads.Sample("42", 10),
        ("round", "decide_ready"): payloads.Seed(),
        ("round", "change_ceiling"): payloads.CeilingChange(20_000_00, TEXT),
        ("round", "close"): payloads.Remainder(),
        ("round", "declare_no_interest"): payloads.NoInterest((uuid.uuid4(),)),
    }


def steps() -> Iterator[tuple[str, str]]:
    """Every step of every machine, from their declarations."""
    for machine, rules in MACHINES.items():
        yield from ((machine, action) for action in rules.model.declarations())


def subject_of(told: Tale, machine: str) -> uuid.UUID:
    """A subject of each machine, one of the case the tale is about where there is one."""
    if machine == "application":
        return told.case.pk
    if machine == "register":
        return register_id("partners")
    if machine == "payment_order":
        return told.order
    if machine == "absence":
        return told.absence
    rows: Any = MACHINES[machine].model._default_manager
    row = rows.filter(stream__in=[told.case.stream_id, told.case.round.stream_id]).order_by("pk").first()
    assert row, f"the tale has no {machine}"
    found: uuid.UUID = row.pk
    return found


def with_each_role(town: World) -> dict[str, Actor]:
    """A new person for each role that a person can be granted, one for nothing at all, and the system."""
    people = {role: town.hire(role) for role in GRANTED}
    return people | {"nobody": town.hire(), "system": Actor(system="proef")}


def answer(change: Change, actor: Actor) -> str:
    """The kind of refusal of a change that is only tried, or "open"."""
    try:
        door.act([change], actor=actor, key="", write=False)
    except Refusal as refusal:
        return refusal.kind
    return "open"
