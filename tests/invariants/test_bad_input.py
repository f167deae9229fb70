"""Bad input gives its own refusal, and changes nothing."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from grants import payloads
from grants.models import Application
from grants.models.decision import Part
from grants.payment_plan import award_parts
from partners.models import Person
from tests import world
from tests.invariants.tables import everything
from tests.invariants.tale import STRAATFEEST
from tests.world import START, World
from workflow import clock, door
from workflow.canonical import LARGEST
from workflow.errors import Refusal
from workflow.facts import NOTHING, Actor, Change, Payload
from workflow.models import RoleGrant
from workflow.registers import Entries, register_id

pytestmark = pytest.mark.django_db

NOBODY = uuid.UUID(int=1)
Asked = tuple[str | Actor, Change]


def draft(
    case: Application, cents: int, parts: tuple[Part, ...] | None = None, kind: str = "award", **more: Any
) -> Asked:
    made = parts if parts is not None else ()
    drafted = payloads.Draft(case.pk, kind, cents, made, **more)
    return "policy_officer", Change("decision", "draft_decision", uuid.uuid4(), drafted, case.stream_id)


def plan(town: World, **other: Any) -> Asked:
    given = {
        "code": "X", "title": "X", "scheme_version": town.version.pk, "rule": "jaar", "prefix": "X", "opens_at": START,
        "closes_at": START + timedelta(days=300), "ceiling_cents": 100_00, "book": town.book, **other,
    }  # fmt: skip
    return "policy_officer", Change("round", "prepare", uuid.uuid4(), payloads.RoundPlan(**given))


def filing(town: World, case: Application, answers: dict[str, Any], **other: Any) -> Asked:
    given = {
        "organisation": case.organisation_id,
        "contact": case.contact_id,
        "bank_account": case.bank_account_id,
        "round": town.round,
        **other,
    }
    filed = payloads.Filing({**world.answers_for(100_00), **answers}, **given)
    return Actor(person=case.contact_id), Change("application", "file", uuid.uuid4(), filed)


def step(who: str, machine: str, action: str, subject: uuid.UUID = NOBODY, payload: Payload = NOTHING) -> Asked:
    return who, Change(machine, action, subject, payload)


Bad = tuple[str, str, Callable[[World, Application], Asked]]

BAD: dict[str, Bad] = {
    "an unknown machine": ("unknown-step", "unknown-step", lambda *_: step("policy_officer", "begroting", "open")),
    "an unknown step": ("unknown-step", "unknown-step", lambda _, c: step("policy_officer", "application", "promote", c.pk)),
    "an unknown subject": ("unknown-subject", "unknown-subject", lambda *_: step("intake_clerk", "application", "intake")),
    "an unknown round": ("unknown-subject", "unknown-subject", lambda t, c: filing(t, c, {}, round=NOBODY)),
    "an unknown application": ("unknown-subject", "unknown-subject", lambda _, c: (
        "policy_officer", Change("decision", "draft_decision", uuid.uuid4(), payloads.Draft(NOBODY, "award", 1), c.stream_id))),
    "a dossier that does not exist": ("unknown-subject", "other-dossier", lambda _, c: (
        "policy_officer", Change("decision", "draft_decision", uuid.uuid4(), payloads.Draft(c.pk, "award", 1), NOBODY))),
    "no dossier": ("unknown-subject", "other-dossier", lambda _, c: (
        "policy_officer", Change("decision", "draft_decision", uuid.uuid4(), payloads.Draft(c.pk, "award", 1)))),
    "no payload": ("malformed", "payload-missing", lambda _, c: step("intake_clerk", "application", "request_completion", c.pk)),
    "another payload": ("malformed", "payload-missing", lambda _, c: step(
        "intake_clerk", "application", "request_completion", c.pk, payloads.Account(1))),
    "a negative award": ("malformed", "amount-invalid", lambda _, c: draft(c, -1)),
    "an award that overflows": ("malformed", "amount-invalid", lambda _, c: draft(c, LARGEST + 1)),
    "an award just above the largest": ("malformed", "amount-invalid", lambda _, c: draft(c, payloads.LARGEST_CENTS + 1)),
    "a negative part": ("malformed", "amount-invalid", lambda t, c: draft(c, 0, (Part(t.book, "advance", None, -1),))),
    "a part that overflows": ("malformed", "amount-invalid", lambda t, c: draft(c, 1, (Part(t.book, "advance", None, LARGEST + 1),))),
    "negative costs": ("malformed", "amount-invalid", lambda _, c: step(
        "intake_clerk", "application", "account", c.pk, payloads.Account(-1))),
    "half a cent of costs": ("malformed", "amount-not-whole", lambda _, c: step(
        "intake_clerk", "application", "account", c.pk, payloads.Account(100.5))),  # type: ignore[arg-type]
    "costs that overflow": ("malformed", "amount-invalid", lambda _, c: step(
        "intake_clerk", "application", "account", c.pk, payloads.Account(LARGEST + 1))),
    "a negative line of an account": ("malformed", "amount-invalid", lambda _, c: step(
        "intake_clerk", "application", "account", c.pk, payloads.Account(1, costs=(2, -1)))),
    "half a cent on a line of an account": ("malformed", "amount-not-whole", lambda _, c: step(
        "intake_clerk", "application", "account", c.pk, payloads.Account(1, costs=(0.5, 0.5)))),  # type: ignore[arg-type]
    "an account of a thousand lines": ("malformed", "too-many-lines", lambda _, c: step(
        "intake_clerk", "application", "account", c.pk, payloads.Account(1000, costs=(1,) * 1000))),
    "parts that do not add up": ("guard", "parts-do-not-add-up", lambda t, c: draft(
        c, 100_00, award_parts(t.book, 99_99, c.round.figures))),
    "an award of nothing": ("guard", "parts-do-not-add-up", lambda _, c: draft(c, 0)),
    "an award from a book that is not there": ("guard", "line-not-for-this", lambda _, c: draft(
        c, 100_00, (Part("line:9.9:2026", "advance", None, 100_00),))),
    "a refusal without a ground": ("guard", "ground-missing", lambda _, c: draft(c, 0, kind="refusal")),
    "a kind of decision that does not exist": ("guard", "decision-does-not-fit", lambda _, c: draft(c, 0, kind="gift")),
    "a round without a ceiling": ("malformed", "round-without-ceiling", lambda t, _: plan(t, ceiling_cents=0)),
    "a round with a negative ceiling": ("malformed", "amount-invalid", lambda t, _: plan(t, ceiling_cents=-1)),
    "a round that closes before it opens": ("malformed", "window-empty", lambda t, _: plan(t, closes_at=START)),
    "weights that do not add up": ("malformed", "weights-do-not-add-up", lambda t, _: plan(t, parameters={"weights": {"samen": 99}})),
    "a negative weight": ("malformed", "weights-do-not-add-up", lambda t, _: plan(t, parameters={"weights": {"samen": 101, "los": -1}})),
    "a round of a scheme that is not there": ("unknown-subject", "unknown-subject", lambda t, _: plan(t, scheme_version=NOBODY)),
    "a round of a kind that the scheme lacks": ("unknown-subject", "unknown-subject", lambda t, _: plan(t, rule="eeuw")),
    "a completion by yesterday": ("guard", "repair-date-past", lambda _, c: step(
        "intake_clerk", "application", "request_completion", c.pk, payloads.CompletionRequest(("adres",), date(2026, 1, 5)))),
    "a completion of nothing": ("malformed", "payload-invalid", lambda _, c: step(
        "intake_clerk", "application", "request_completion", c.pk, payloads.CompletionRequest((), date(2026, 2, 1)))),
    "an answer that nobody asked": ("guard", "answer-not-asked", lambda t, c: filing(t, c, {"lievelingskleur": "blauw"})),
    "no signature": ("guard", "not-identified", lambda t, c: filing(t, c, {"adres": None})),
    "a level of six": ("guard", "levels-incomplete", lambda _, c: (
        "assessor", Change("assessment", "score", uuid.uuid4(), payloads.Scoring(c.pk, {"samen": 6}), c.stream_id))),
    "a criterion that is not there": ("guard", "levels-incomplete", lambda _, c: (
        "assessor", Change("assessment", "score", uuid.uuid4(), payloads.Scoring(c.pk, {"alleen": 3}), c.stream_id))),
    "a condition of seven": ("malformed", "payload-invalid", lambda _, c: (
        "inspector", Change("inspection", "inspect", uuid.uuid4(), payloads.Findings(c.pk, date(2026, 1, 5), 7, 0, 0, 0, 0), c.stream_id))),
    "an entry in the wrong register": ("malformed", "payload-invalid", lambda *_: step(
        "administrator", "register", "record", register_id("roles"), Entries("roles", (Person(name="X"),)))),
    "an entry for another register": ("guard", "other-register", lambda *_: step(
        "administrator", "register", "record", register_id("partners"),
        Entries("roles", (RoleGrant(person=NOBODY, role="auditor", valid_from=date(2026, 1, 1)),)))),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "code", "asked"), BAD.values(), ids=list(BAD))
def test_bad_input_gets_its_own_refusal_and_changes_nothing(
    kind: str, code: str, asked: Callable[[World, Application], Asked]
) -> None:
    town = world.found(STRAATFEEST)
    case = town.file() if code in NEEDS_SUBMITTED else assessed(town)
    who, change = asked(town, case)
    actor = who if isinstance(who, Actor) else town.actor(who)
    before = everything()
    with clock.at(town.now), pytest.raises(Refusal) as refused:
        door.act([change], actor=actor, key=world.key())
    assert (refused.value.kind, refused.value.code) == (kind, code)
    assert refused.value.sentence.endswith((".", "?", "!")) or ":" in refused.value.sentence
    assert everything() == before


NEEDS_SUBMITTED = {"levels-incomplete", "repair-date-past"}


def assessed(town: World) -> Application:
    case = town.file()
    town.take("intake_clerk", "application", "intake", case.pk)
    assessment = uuid.uuid4()
    town.take(
        "assessor", "assessment", "score", assessment, payloads.Scoring(case.pk, {"samen": 4}), stream=case.stream_id
    )
    town.take("assessor", "assessment", "lock", assessment)
    return Application.objects.get(pk=case.pk)


def test_a_calendar_that_has_run_out_refuses_the_step_that_needs_it() -> None:
    town = world.found()
    decision = town.draft(town.assessed())
    town.take("mandate_holder", "decision", "sign", decision)
    town.now = datetime(2028, 12, 20, 9, tzinfo=UTC)
    before = everything()
    with pytest.raises(Refusal) as refused:
        town.take("policy_officer", "decision", "announce", decision)
    obstacle = refused.value.obstacles[0]
    assert (refused.value.kind, obstacle.code, obstacle.article) == (
        "guard",
        "calendar-exhausted",
        "Algemene termijnenwet, artikel 3, lid 3",
    )
    assert obstacle.sentence.endswith("De kalender loopt van 1 januari 2022 tot en met 31 december 2028.")
    assert everything() == before


def test_an_actor_is_a_person_or_a_system_and_never_both_or_neither() -> None:
    for person, system in ((None, ""), (NOBODY, "robot")):
        with pytest.raises(AssertionError, match="a person or a named system actor"):
            Actor(person=person, system=system)


def test_an_act_of_nothing_or_of_more_than_ten_thousand_is_a_mistake_of_the_caller() -> None:
    change = Change("application", "intake", NOBODY)
    for changes in ([], [change] * (door.LARGEST_ACT + 1)):
        with pytest.raises(AssertionError, match="an act is 1 to 10,000 changes"):
            door.act(changes, actor=Actor(person=NOBODY), key="x")
