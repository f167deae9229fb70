"""Clerks who click in any order: the municipality of the demo with its three schemes, and every click that anyone could make there.

A fitting click takes a step that the machines declare from where things stand, as someone who may, with a payload made from the demo data.
A wild click takes any step on anything, as anyone. After each, `tests.invariants.test_clerks` looks whether everything still holds.
"""

from __future__ import annotations

import dataclasses
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from random import Random
from typing import Any

from django.db import transaction

from documents.models import Rendered
from grants import payloads
from grants.demo import answers, atelier, challenge, data, halls, money, municipality
from grants.demo.stage import Stage, at, id_of
from grants.guards import STATES_BY_KIND
from grants.models import Application, Decision, Round
from grants.payment_plan import at_once, award_parts, balance_parts
from partners.models import Organisation
from workflow import clock, door
from workflow.errors import Refusal
from workflow.facts import NOTHING, Actor, Change, Outcome, Payload
from workflow.machine import NEW
from workflow.registers import Entries, register_id
from workflow.registry import MACHINES

BEGIN = at(date(2025, 12, 15))
OPENING = at(date(2026, 1, 5), 8)
AFTER_CLOSE = at(date(2026, 4, 1), 8)
IDEAS, PLANS = ("ID-001", "ID-016"), ("P01", "P02", "P20")
INITIATIVES = ("IA01", "IA03", "IA07")
HALLS_A, HALLS_B = ("DH04-A", "DH01-A"), ("DH06-B", "DH02-B")


class Script(Stage):
    """A stage on which nothing happens: it writes down what the demo would do, so that clerks can do it in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.written: list[Change] = []

    def take(self, _: datetime, __: object, changes: Any) -> None:
        """Write down."""
        self.written += [changes] if isinstance(changes, Change) else list(changes)


@dataclass(frozen=True)
class Case:
    """An application that may come: how it begins, what is filed, who applies, which assessors it meets."""

    id: uuid.UUID
    begin: Payload
    filing: payloads.Filing
    contact: uuid.UUID
    assessors: tuple[str, ...] = ()
    inspected: bool = False


@dataclass(frozen=True)
class Click:
    """One click: who, what, on what, with which payload, in which dossier."""

    actor: Actor
    change: Change

    @property
    def step(self) -> tuple[str, str]:
        """The machine and the action."""
        return self.change.machine, self.change.action


def cases() -> dict[uuid.UUID, Case]:
    """The applications that may come, of all three schemes."""
    found = [_idea(idea) for idea in IDEAS] + [_plan(key) for key in PLANS]
    found += [_initiative(key) for key in INITIATIVES]
    found += [_hall(key, "a") for key in HALLS_A] + [_hall(key, "b") for key in HALLS_B]
    return {case.id: case for case in found}


def _filing(key: str, given: Mapping[str, Any], **more: Any) -> payloads.Filing:
    return payloads.Filing(given, id_of("organisation", key), id_of("person", key), id_of("account", key), **more)


def _told(idea: Mapping[str, Any], who: str) -> payloads.Idea:
    return payloads.Idea(challenge.ROUND, idea["title"], idea["sentence"], id_of("person", who), idea["theme"])


def _idea(key: str) -> Case:
    idea = next(one for one in challenge.told()["idea"] if one["id"] == key)
    plan = _plan("P03")
    return Case(challenge.case_of(key), _told(idea, key), plan.filing, id_of("person", key), ("J1", "J2"))


def _plan(key: str) -> Case:
    plan = challenge.plans()[key]
    idea = next(one for one in challenge.told()["idea"] if one["id"] == plan["idea"])
    given = answers.challenge(plan, idea, challenge.told()["calendar"]["execution_through"])
    filing = _filing(key, given, draw_key=plan["draw_key"])
    return Case(challenge.plan_case(key), _told(idea, key), filing, id_of("person", key), ("J1", "J2"))


def _initiative(key: str) -> Case:
    row = next(one for one in atelier.told()["initiative"] if one["key"] == key)
    given = {**answers.atelier(row), "bijlage_bank": [{"id": f"{key}/bank", **answers.FILE}]}
    filing = _filing(key, given, round=atelier.round_of("T1"), draw_key=key)
    return Case(atelier.case_of(key), filing, filing, id_of("person", key), ("S03", "S04"))


def _hall(key: str, part: str) -> Case:
    hall, _ = next(both for both in halls.filed(part) if both[1]["key"] == key)
    filing = _filing(hall["key"], answers.hall(hall, part), round=halls.round_of(part), draw_key=key)
    return Case(halls.case_of(key), filing, filing, id_of("person", hall["key"]), inspected=part == "b")


@cache
def staff() -> dict[str, tuple[str, ...]]:
    """Who has which role, by the keys of the data."""
    people = data.organisation()["person"]
    roles = {role for one in people for role in (one["role"], *one.get("extra_roles", ()))}
    return {role: tuple(one["key"] for one in people if role in (one["role"], *one.get("extra_roles", ()))) for role in sorted(roles)}


@contextmanager
def year() -> Iterator[None]:
    """A year that never was: what the clerks do in this block is undone at its end. The door may open its own transactions in it."""
    block = transaction.atomic()
    block._from_testcase = True
    with block:
        yield
        transaction.set_rollback(True)


def found() -> tuple[Change, ...]:
    """Found the municipality with its schemes and all parties; the rounds, which the clerks have yet to prepare."""
    script = Script()
    municipality.found()
    challenge.prepare(script)
    atelier.prepare(script)
    for part in ("a", "b"):
        halls.prepare(script, part)
    keys = {key[:4] for key in (*HALLS_A, *HALLS_B)}
    rows = [h for h in halls.told()["hall"] if h["key"] in keys]
    municipality.enter(
        [each for h in rows for each in municipality.party(h["key"], h, h["board"], h["contact"], "stichting")], "halls", BEGIN.date()
    )
    tranches = {atelier.round_of(code) for code in ("T2", "T3", "T4")}
    return tuple(one for one in script.written if one.action == "prepare" and one.subject not in tranches)


@dataclass
class Office:
    """What the clerks see: where everything stands, and what time it is. All choices come from `dice`, so that they can be repeated."""

    dice: Random
    rounds: tuple[Change, ...]
    now: datetime = BEGIN
    cases: dict[uuid.UUID, Case] = field(default_factory=cases)
    states: dict[tuple[str, uuid.UUID], str] = field(default_factory=dict)
    dossiers: dict[uuid.UUID, uuid.UUID] = field(default_factory=dict)
    case_of: dict[uuid.UUID, uuid.UUID] = field(default_factory=dict)
    taken: Counter[tuple[str, str]] = field(default_factory=Counter)
    reached: set[tuple[str, str]] = field(default_factory=set)
    refused: Counter[str] = field(default_factory=Counter)
    clicks: int = 0

    # --- What can be clicked ----------------------------------------------------------------------------------------

    def fitting(self) -> Click | None:
        """A step that is declared from where something stands; steps that were taken least come first to mind."""
        options = list(self._options())
        if not options:
            return None
        weights = [1 / (1 + self.taken[machine, action]) ** 2 for machine, action, _ in options]
        machine, action, subject = self.dice.choices(options, weights)[0]
        return self.fill(machine, action, subject)

    def wild(self) -> Click:
        """Anything by anyone, on anything that there is or is not, with a payload that fits or does not."""
        steps = [(machine, action) for machine, rules in MACHINES.items() for action in rules.model.declarations()]
        machine, action = self.dice.choice(steps)
        things = [subject for _, subject in self.states] + [*self.cases, self.fresh()]
        fits = [subject for kind, subject in self.states if kind == machine]
        subject = self.dice.choice(fits if fits and self.dice.random() < 0.7 else things)  # noqa: PLR2004
        click = self.fill(machine, action, subject)
        change = dataclasses.replace(click.change, payload=self._spoiled(click.change.payload))
        if self.dice.random() < 0.2:  # noqa: PLR2004
            change = dataclasses.replace(change, stream=self.dice.choice([None, self.fresh(), *self.dossiers.values()]))
        return Click(self._anyone() if self.dice.random() < 0.6 else click.actor, change)  # noqa: PLR2004

    def fresh(self) -> uuid.UUID:
        """An id that nothing has."""
        return uuid.UUID(int=self.dice.getrandbits(128))

    def _anyone(self) -> Actor:
        named = [id_of("person", key) for keys in staff().values() for key in keys]
        applicants = [case.contact for case in self.cases.values()]
        strangers = [Actor(person=self.fresh()), Actor(system="letters")]
        return self.dice.choice([*(Actor(person=one) for one in (*named, *applicants)), *strangers])

    def _options(self) -> Iterator[tuple[str, str, uuid.UUID]]:
        for (machine, subject), state in self.states.items():
            for declared in MACHINES[machine].model.declarations().values():
                if declared.opens(state) and declared.roles and self._sensible(declared.action, subject):
                    yield machine, declared.action, subject
        yield from self._births()

    def _sensible(self, action: str, subject: uuid.UUID) -> bool:
        """Whether it could be time: nobody ranks or closes a round that is still open, nor asks for what is complete."""
        if action in ("rank", "close"):
            return self.now > AFTER_CLOSE
        return action != "file" or self.states["application", subject] == Application.DRAFT

    def _births(self) -> Iterator[tuple[str, str, uuid.UUID]]:
        yield "register", "record", register_id("partners")
        for plan in self.rounds:
            if ("round", plan.subject) not in self.states:
                yield "round", "prepare", plan.subject
        if self.now < OPENING:
            return
        for case in self.cases.values():
            state = self.states.get(("application", case.id))
            if state is None:
                yield "application", "register_idea" if isinstance(case.begin, payloads.Idea) else "file", case.id
                if not isinstance(case.begin, payloads.Idea):
                    yield "application", "draft", case.id
            elif case.id in self.dossiers:
                yield from self._births_in(case, state)
        yield from (("payment", "propose_payment", one) for one in self._unpaid())

    def _births_in(self, case: Case, state: str) -> Iterator[tuple[str, str, uuid.UUID]]:
        if state == Application.SUBMITTED:
            for who in case.assessors:
                mine = uuid.uuid5(case.id, f"assessment/{who}")
                if ("assessment", mine) not in self.states:
                    yield "assessment", "score", mine
                    yield "assessment", "declare_interest", mine
            if case.inspected:
                yield "inspection", "inspect", uuid.uuid5(case.id, "inspection")
        if any(state in states for states in STATES_BY_KIND.values()):
            yield "decision", "draft_decision", uuid.uuid5(case.id, f"decision/{self.clicks}")

    def _unpaid(self) -> Iterator[uuid.UUID]:
        for (machine, subject), state in self.states.items():
            if machine == "decision" and state == Decision.ANNOUNCED:
                yield uuid.uuid5(subject, f"payment/{self.clicks}")

    # --- With which payload, by whom --------------------------------------------------------------------------------

    def fill(self, machine: str, action: str, subject: uuid.UUID) -> Click:
        """A click on a step with what belongs to it."""
        case = self.cases.get(self._case(subject))
        payload, stream = NOTHING, None
        if case is None and machine in ("application", "assessment", "inspection", "decision", "payment", "report"):
            case = self.dice.choice(list(self.cases.values()))
        make: Callable[[Case | None, uuid.UUID], Payload] | None = getattr(self, f"_{action}", None)
        if make:
            payload = make(case, subject)
        model = MACHINES[machine].model
        if case and not model.STREAM_KIND:
            stream = self.dossiers.get(case.id)
        return Click(self._actor(machine, action, subject, case), Change(machine, action, subject, payload, stream))

    def _case(self, subject: uuid.UUID) -> uuid.UUID:
        if subject in self.cases:
            return subject
        if subject in self.case_of:
            return self.case_of[subject]
        named = (f"assessment/{who}" for who in ("J1", "J2", "S03", "S04"))
        for case in self.cases:
            if subject in {uuid.uuid5(case, name) for name in (*named, "inspection", f"decision/{self.clicks}")}:
                return case
            named = (f"assessment/{who}" for who in ("J1", "J2", "S03", "S04"))
        for (machine, decision), _ in self.states.items():
            if machine == "decision" and uuid.uuid5(decision, f"payment/{self.clicks}") == subject:
                return self.case_of[decision]
        return uuid.UUID(int=0)

    def _actor(self, machine: str, action: str, subject: uuid.UUID, case: Case | None) -> Actor:
        declared = MACHINES[machine].model.declarations()[action]
        role = self.dice.choice(declared.roles or ("policy_officer",))
        if role == "applicant" and case:
            return Actor(person=case.contact)
        if role == "system":
            return Actor(system="letters")
        for who in case.assessors if case and machine == "assessment" else ():
            if uuid.uuid5(case.id, f"assessment/{who}") == subject:  # type: ignore[union-attr]
                return Actor(person=id_of("person", who))
        return Actor(person=id_of("person", self.dice.choice(staff().get(role, ("S19",)))))

    def _spoiled(self, payload: Payload) -> Payload:
        """Now and then another payload altogether, or one with an amount, a day or an answer that cannot be."""
        chance = self.dice.random()
        if chance < 0.1:  # noqa: PLR2004
            return self.dice.choice([NOTHING, payloads.Account(-1), payloads.Seed("x"), payloads.Advice("?")])
        spoils: dict[str, Any] = {
            "amount_cents": self.dice.choice([-1, 0, 10**15, 2**63]), "actual_cents": self.dice.choice([-5, 2**64]),
            "until": self.now.date() - timedelta(days=3), "parts": (), "number": 7, "ground": "",
            "levels": {"impact": 9}, "missing": (), "round": self.fresh(), "kind": "award",
        }  # fmt: skip
        names = [part.name for part in dataclasses.fields(payload) if part.name in spoils]
        if chance < 0.5 and names:  # noqa: PLR2004
            name = self.dice.choice(names)
            return dataclasses.replace(payload, **{name: spoils[name]})
        if chance < 0.7 and isinstance(payload, payloads.Filing | payloads.Completion):  # noqa: PLR2004
            dropped = self.dice.choice(["begroting", "inwoners", "minimum", "tekenaar", "iban", "bestuur"])
            kept = {id_: value for id_, value in payload.answers.items() if id_ != dropped}
            return dataclasses.replace(payload, answers=kept)
        return payload

    # One method per step that takes a payload, named after the step.

    def _prepare(self, _: Case | None, subject: uuid.UUID) -> Payload:
        plans = {plan.subject: plan.payload for plan in self.rounds}
        return plans.get(subject, self.rounds[0].payload)

    def _close(self, _: Case | None, __: uuid.UUID) -> Payload:
        return payloads.Remainder()

    def _rank(self, _: Case | None, subject: uuid.UUID) -> Payload:
        seeds = {challenge.ROUND: challenge.told()["round"]["draw_seed"], halls.round_of("b"): halls.told()["round_b"]["draw_seed"]}
        return payloads.Seed(seeds.get(subject, ""))

    def _record(self, _: Case | None, __: uuid.UUID) -> Payload:
        form = {"street": "Voorbeeldstraat", "number": "1", "postcode": "9711 XX", "place": "Groningen"}
        return Entries("partners", (Organisation(id=self.fresh(), name="Buren", legal_form="informal_group", **form),))

    def _register_idea(self, case: Case | None, _: uuid.UUID) -> Payload:
        ideas = [one.begin for one in self.cases.values() if isinstance(one.begin, payloads.Idea)]
        return case.begin if case and isinstance(case.begin, payloads.Idea) else ideas[0]

    def _advise_idea(self, _: Case | None, __: uuid.UUID) -> Payload:
        return payloads.Advice("Vraag ook de winkeliers.", "innovatie-atelier")

    _invite = _refer_idea = _advise_idea

    def _draft(self, case: Case | None, _: uuid.UUID) -> Payload:
        if case and case.id not in self.dossiers and not isinstance(case.begin, payloads.Idea):
            return payloads.Start(case.filing.round, case.contact)
        return payloads.Start()

    def _file(self, case: Case | None, _: uuid.UUID) -> Payload:
        assert case
        return case.filing

    def _request_completion(self, _: Case | None, __: uuid.UUID) -> Payload:
        return payloads.CompletionRequest(("bijlage_bank",), self.now.date() + timedelta(days=7))

    def _complete(self, case: Case | None, _: uuid.UUID) -> Payload:
        iban = case.filing.answers["iban"] if case else ""
        return payloads.Completion({"iban": iban})

    def _withdraw(self, _: Case | None, __: uuid.UUID) -> Payload:
        return payloads.Withdrawal("Het lukt niet.")

    def _account(self, case: Case | None, _: uuid.UUID) -> Payload:
        return payloads.Account(self.dice.choice([500_00, 9_000_00]), "Het werkte goed.")

    def _ask_view(self, _: Case | None, __: uuid.UUID) -> Payload:
        return payloads.Intention(100_00, self.now.date() + timedelta(days=14), ("Het kostte minder.",), "De kosten zijn lager.")

    def _score(self, case: Case | None, _: uuid.UUID) -> Payload:
        assert case
        criteria = challenge.told()["round"]["criteria_order"] if "J1" in case.assessors else atelier.told()["round"]["criteria_order"]
        return payloads.Scoring(case.id, {code: self.dice.choice([3, 4, 5]) for code in criteria})

    def _declare_interest(self, case: Case | None, _: uuid.UUID) -> Payload:
        assert case
        return payloads.Interest(case.id, "Mijn zus werkt bij de aanvrager.")

    def _inspect(self, case: Case | None, _: uuid.UUID) -> Payload:
        assert case
        return payloads.Findings(case.id, self.now.date(), self.dice.randint(3, 6), 1, 1, 1, 12)

    def _report(self, _: Case | None, __: uuid.UUID) -> Payload:
        return payloads.ReportText("Het is gedaan.")

    def _render(self, _: Case | None, __: uuid.UUID) -> Payload:
        return Rendered("0" * 64, "proef")

    def _propose_payment(self, case: Case | None, subject: uuid.UUID) -> Payload:
        assert case
        mine = [one for (machine, one) in self.states if machine == "decision" and self.case_of.get(one) == case.id]
        paid = [one for one in mine if uuid.uuid5(one, f"payment/{self.clicks}") == subject]
        decision = self.dice.choice(paid or mine or [self.fresh()])
        return payloads.Proposal(decision, self.dice.choice([0, 0, 1]), self.now.date())

    def _draft_decision(self, case: Case | None, _: uuid.UUID) -> Payload:
        assert case
        row = Application.objects.select_related("round").filter(pk=case.id).first()
        if row is None:
            return payloads.Draft(case.id, "refusal", 0, ground="refused_late")
        kinds = [str(kind) for kind, states in STATES_BY_KIND.items() if row.state in states] or ["refusal"]
        return self._drafted(row, self.dice.choice(kinds))

    def _drafted(self, row: Application, kind: str) -> Payload:
        figures, asked, granted = row.round.figures, row.requested_cents or 0, row.granted_cents or 0
        if kind == "prize":
            return payloads.Draft(row.pk, kind, 1_000_00, at_once(row.round.prize_book or row.round.book, 1_000_00))
        if kind in ("refusal", "set_aside"):
            self._until_lapsed(row, kind)
            return payloads.Draft(row.pk, kind, asked, ground="incomplete" if kind == "set_aside" else "refused_pass_mark")
        if kind == "recovery":
            pots = money.held(row).values()
            return payloads.Draft(row.pk, kind, sum(pot.get("recoverable", 0) for pot in pots), ground="4:57(1)", reason="Te veel.")
        if row.state == Application.ASSESSED:
            direct = kind == "determination" or asked <= figures.get("direct_through_cents", 0)
            parts = at_once(row.round.book, asked) if direct else award_parts(row.round.book, asked, figures)
            return payloads.Draft(row.pk, "determination" if direct else kind, asked, parts)
        cents = granted if kind == "determination" else granted // 2
        parts = balance_parts(money.held(row), cents, {})
        lower = {"ground": "4:46(2)a", "view": "Wij zijn het eens."} if kind == "lower_determination" else {}
        return payloads.Draft(row.pk, kind, cents, parts, **lower)

    def _until_lapsed(self, row: Application, kind: str) -> None:
        if kind == "set_aside" and row.completion_until and row.completion_until > self.now.date():
            self.now = max(self.now, at(row.completion_until + timedelta(days=1)))

    # --- Clicking ---------------------------------------------------------------------------------------------------

    def wait(self, hours: int) -> None:
        """Let time pass; once all rounds are open the year begins."""
        self.now += timedelta(hours=hours)
        opened = [state for (machine, _), state in self.states.items() if machine == "round" and state == Round.OPENED]
        if self.now < OPENING and len(opened) == len(self.rounds):
            self.now = OPENING

    def jump(self) -> None:
        """To the day after all rounds closed."""
        self.now = max(self.now, AFTER_CLOSE + timedelta(hours=1))

    def click(self, click: Click) -> Outcome | Refusal:
        """Click through the door, and remember what changed."""
        self.clicks += 1
        try:
            with clock.at(self.now.astimezone(UTC)):
                outcome = door.act([click.change], actor=click.actor, key=f"click {self.clicks}")
        except Refusal as refusal:
            self.refused[refusal.code] += 1
            return refusal
        for taken in outcome.taken:
            self._remember(taken.change, taken.stream, taken.state_after)
        return outcome

    def _remember(self, change: Change, stream: uuid.UUID, state: str) -> None:
        assert state != NEW
        self.states[change.machine, change.subject] = state
        self.reached.add((change.machine, state))
        self.taken[change.machine, change.action] += 1
        if change.machine == "application":
            self.dossiers[change.subject] = stream
            self.cases.setdefault(change.subject, dataclasses.replace(next(iter(self.cases.values())), id=change.subject))
        elif change.machine not in ("round", "register"):
            owner = next((case for case, dossier in self.dossiers.items() if dossier == stream), None)
            if owner:
                self.case_of[change.subject] = owner


def declared_states() -> set[tuple[str, str]]:
    """Every state that can be stored, of every machine."""
    return {(machine, state) for machine, rules in MACHINES.items() for state in rules.model.states()}
