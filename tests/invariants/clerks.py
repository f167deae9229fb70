"""Clerks who click in any order: every click that anyone could make in a year of the municipality.

A fitting click takes a step that the machines declare from where things stand, as someone who may, with a payload made from the demo data.
A wild click takes any step on anything, as anyone. After each, `tests.invariants.test_clerks` looks whether everything still holds.
"""

from __future__ import annotations

import dataclasses
import uuid
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from budgets.models import Payment
from grants import payloads
from grants.demo.stage import id_of
from grants.guards import STATES_BY_KIND
from grants.guards.accounting import GRANTED
from grants.models import Application, Decision, Round
from tests.invariants.minds import STANDING, weight
from tests.invariants.papers import Papers
from tests.invariants.year import AFTER_CLOSE, BEGIN, OPENING, Case, cases, staff
from workflow import clock, door
from workflow.errors import Refusal
from workflow.facts import NOTHING, Actor, Change, Outcome, Payload
from workflow.machine import NEW
from workflow.registers import AUDIT, INDICATORS, PRIVACY, TEXTS, register_id
from workflow.registry import MACHINES
from workflow.roles import COLLEAGUE

IN_A_DOSSIER = frozenset({
    "application", "assessment", "inspection", "decision", "payment", "report", "check", "obligation", "account_change",
    "party_change", "objection", "handling", "contact_note", "help_request", "message",
})  # fmt: skip
"""The machines of things that are born in the dossier of a case."""

OWN_REGISTERS = {"audit": AUDIT, "measure": INDICATORS, "word": TEXTS, "erase": PRIVACY, "disclose": PRIVACY}
"""The steps that are taken in one register, and which that is."""

SOMEBODY_ELSE = ("no-mandate", "not-permitted", "separation", "own-registration", "own-receipt", "own-change")
"""Refusals after which somebody else tries; what a round can do depends on its applications, and is tried again as well."""


@dataclass(frozen=True)
class Click:
    """One click: who, what, on what, with which payload, in which dossier."""

    actor: Actor
    change: Change

    @property
    def step(self) -> tuple[str, str]:
        """The machine and the action."""
        return self.change.machine, self.change.action


@dataclass
class Office(Papers):
    """What the clerks see: where everything stands, and what time it is. All choices come from `dice`, so that they can be repeated."""

    dice: Random
    rounds: tuple[Change, ...]
    now: datetime = BEGIN
    cases: dict[uuid.UUID, Case] = field(default_factory=cases)
    states: dict[tuple[str, uuid.UUID], str] = field(default_factory=dict)
    dossiers: dict[uuid.UUID, uuid.UUID] = field(default_factory=dict)
    case_of: dict[uuid.UUID, uuid.UUID] = field(default_factory=dict)
    shut: set[tuple[str, str, uuid.UUID]] = field(default_factory=set)
    pays: dict[uuid.UUID, uuid.UUID] = field(default_factory=dict)
    payable: set[uuid.UUID] = field(default_factory=set)
    claims: set[uuid.UUID] = field(default_factory=set)
    stalled: set[uuid.UUID] = field(default_factory=set)
    taken: set[tuple[str, str]] = field(default_factory=set)
    tried: Counter[tuple[str, str]] = field(default_factory=Counter)
    wanted: frozenset[tuple[str, str]] = frozenset()
    reached: set[tuple[str, str]] = field(default_factory=set)
    refused: Counter[str] = field(default_factory=Counter)
    clicks: int = 0
    made: int = 0

    # --- What can be clicked ----------------------------------------------------------------------------------------

    def fitting(self) -> Click:
        """A step that is declared from where something stands; steps that were tried least come first to mind."""
        options: dict[tuple[str, str], list[uuid.UUID]] = {}
        for machine, action, subject in self._options():
            if (machine, action, subject) in self.shut and self.dice.random() < 0.9:
                continue
            options.setdefault((machine, action), []).append(subject)
        machine, action = self.dice.choices(
            list(options), [weight(step, self.wanted) / (1 + self.tried[step]) for step in options]
        )[0]
        return self.fill(machine, action, self.dice.choice(options[machine, action]))

    def wild(self) -> Click:
        """Anything by anyone, on anything that there is or is not, with a payload that fits or does not."""
        machine, action = self.dice.choice(sorted(declared_steps()))
        things = [subject for _, subject in self.states] + [*self.cases, self.fresh()]
        fits = [subject for kind, subject in self.states if kind == machine]
        subject = self.dice.choice(fits if fits and self.dice.random() < 0.7 else things)
        click = self.fill(machine, action, subject)
        change = dataclasses.replace(click.change, payload=self._spoiled(click.change.payload))
        if self.dice.random() < 0.2:
            change = dataclasses.replace(change, stream=self.dice.choice([None, self.fresh(), *self.dossiers.values()]))
        return Click(self._anyone() if self.dice.random() < 0.6 else click.actor, change)

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
            by_arrival = {plan.subject for plan in self.rounds if plan.payload.rule == "tranche"}  # type: ignore[attr-defined]
            return self.now > AFTER_CLOSE and not (action == "rank" and subject in by_arrival)
        if action in STANDING:
            mine = (one.id for one in self.cases.values() if one.filing.round == subject)
            standing = any(self.states.get(("application", one)) in STANDING[action] for one in mine)
            return standing or self.dice.random() < 0.02
        if action in ("merge", "resume"):
            return bool(self.twins(subject)) if action == "merge" else subject in self.stalled
        if action in OWN_REGISTERS:
            return subject == register_id(OWN_REGISTERS[action])
        if action in ("settle_payment", "return_payment", "undo_settlement", "undo_receipt"):
            return (self.pays.get(subject) in self.claims) is (action == "undo_receipt")
        return action != "file" or self.states["application", subject] == Application.DRAFT

    def _births(self) -> Iterator[tuple[str, str, uuid.UUID]]:
        yield "register", "record", register_id("partners")
        yield from (("register", action, register_id(one)) for action, one in OWN_REGISTERS.items())
        yield "absence", "report_absence", uuid.uuid5(uuid.UUID(int=0), f"absence/{self.clicks}")
        for plan in self.rounds:
            if ("round", plan.subject) not in self.states:
                yield "round", "prepare", plan.subject
        if self.now < OPENING:
            return
        waiting = {("decision", Decision.DRAFTED), ("decision", Decision.SIGNED)}
        under_way = {self.case_of.get(one) for (machine, one), now in self.states.items() if (machine, now) in waiting}
        for case in self.cases.values():
            state = self.states.get(("application", case.id))
            if state is None:
                yield "application", "register_idea" if isinstance(case.begin, payloads.Idea) else "file", case.id
                if not isinstance(case.begin, payloads.Idea):
                    yield "application", "draft", case.id
            elif case.id in self.dossiers:
                yield from self._births_in(case, state, under_way)
        yield from (("payment", "propose_payment", one) for one in self._unpaid())
        yield from (
            ("payment", "receive_payment", uuid.uuid5(one, f"receipt/{self.clicks}"))
            for one in sorted(self.claims)
            if self.states["decision", one] == Decision.ANNOUNCED
        )
        if Payment.APPROVED in (now for (machine, _), now in self.states.items() if machine == "payment"):
            yield "payment_order", "make_order", uuid.uuid5(uuid.UUID(int=0), f"order/{self.clicks}")

    def _births_in(
        self, case: Case, state: str, under_way: Collection[uuid.UUID | None]
    ) -> Iterator[tuple[str, str, uuid.UUID]]:
        if state == Application.SUBMITTED:
            for who in case.assessors:
                mine = uuid.uuid5(case.id, f"assessment/{who}")
                if ("assessment", mine) not in self.states:
                    yield "assessment", "score", mine
                    yield "assessment", "declare_interest", mine
            panel = uuid.uuid5(case.id, "panel")
            if "J1" in case.assessors and ("assessment", panel) not in self.states:
                yield "assessment", "agree_levels", panel
            if case.inspected and ("inspection", uuid.uuid5(case.id, "inspection")) not in self.states:
                yield "inspection", "inspect", uuid.uuid5(case.id, "inspection")
        yield from self.desk_births(case)
        yield from self.objection_births(case, state)
        if state in GRANTED and ("check", uuid.uuid5(case.id, "check")) not in self.states:
            yield "check", "plan_check", uuid.uuid5(case.id, "check")
        if case.id in self.dossiers and ("account_change", uuid.uuid5(case.id, "account")) not in self.states:
            yield "account_change", "ask_account_change", uuid.uuid5(case.id, "account")
        if (
            case.id in self.dossiers
            and ("party_change", uuid.uuid5(case.id, f"party/{self.clicks % 3}")) not in self.states
        ):
            yield "party_change", "ask_party_change", uuid.uuid5(case.id, f"party/{self.clicks % 3}")
        early = state == Application.SUBMITTED and self.dice.random() < 0.9
        kinds = self._kinds(state)
        dull = self.wanted and not any(self.wants(kind) for kind in kinds) and self.dice.random() < 0.9
        if kinds and not (case.id in under_way or early or dull):
            yield "decision", "draft_decision", uuid.uuid5(case.id, f"decision/{self.clicks}")

    def _kinds(self, state: str) -> list[str]:
        """The kinds of decision for where a case stands; of one that was not revoked hardly ever anything was paid too much."""
        kinds = [kind for kind, states in STATES_BY_KIND.items() if state in states]
        claims = state == Application.REVOKED or self.dice.random() < 0.1
        return [kind for kind in kinds if claims or kind != "recovery"]

    def _unpaid(self) -> Iterator[uuid.UUID]:
        over = (Payment.CANCELLED, Payment.RETURNED)
        paid = {
            self.pays.get(one)
            for (machine, one), now in self.states.items()
            if machine == "payment" and now not in over
        }
        for (machine, subject), state in self.states.items():
            if machine == "decision" and state == Decision.ANNOUNCED and subject in self.payable - paid:
                yield uuid.uuid5(subject, f"payment/{self.clicks}")

    # --- With which payload, by whom --------------------------------------------------------------------------------

    def fill(self, machine: str, action: str, subject: uuid.UUID) -> Click:
        """A click on a step with what belongs to it."""
        case = self.cases.get(self._case(subject))
        payload, stream = NOTHING, None
        if case is None and machine in IN_A_DOSSIER:
            case = self.dice.choice(list(self.cases.values()))
        make: Callable[[Case | None, uuid.UUID], Payload] | None = getattr(self, f"_{action}", None)
        if make:
            payload = make(case, subject)
        model = MACHINES[machine].model
        if case and not model.STREAM_KIND:
            stream = self.dossiers.get(case.id)
        actor = self._actor(machine, action, subject, case)
        if case and isinstance(payload, payloads.OnPaper) and self.dice.random() < 0.1:
            clerk = id_of("person", self.dice.choice(staff()["intake_clerk"]))
            payload, actor = self.on_paper(payload), Actor(person=clerk, on_behalf_of=case.contact)
        return Click(actor, Change(machine, action, subject, payload, stream))

    def _case(self, subject: uuid.UUID) -> uuid.UUID:
        if subject in self.cases:
            return subject
        if subject in self.case_of:
            return self.case_of[subject]
        names = [
            *(f"assessment/{who}" for who in ("J1", "J2", "S03", "S04")), "panel", "inspection", "account", "check",
            "handling", f"decision/{self.clicks}", f"note/{self.clicks}", f"help/{self.clicks}",
        ]  # fmt: skip
        for case in self.cases:
            if subject in {uuid.uuid5(case, name) for name in names}:
                return case
        for machine, decision in self.states:
            mine = {uuid.uuid5(decision, f"{kind}/{self.clicks}") for kind in ("payment", "receipt")}
            if machine == "decision" and subject in mine:
                return self.case_of[decision]
        return uuid.UUID(int=0)

    def _actor(self, machine: str, action: str, subject: uuid.UUID, case: Case | None) -> Actor:
        declared = MACHINES[machine].model.declarations()[action]
        role = self.dice.choice(declared.roles or ("policy_officer",))
        if role == "applicant" and case:
            return Actor(person=case.contact)
        if role == "system":
            return Actor(system="letters")
        if role == COLLEAGUE:
            return Actor(person=self.someone())
        if action == "sign" and (holders := self.mandated(subject)):
            return Actor(person=self.dice.choice(holders))
        for who in case.assessors if case and machine == "assessment" else ():
            if uuid.uuid5(case.id, f"assessment/{who}") == subject:  # type: ignore[union-attr]
                return Actor(person=id_of("person", who))
        return Actor(person=id_of("person", self.dice.choice(staff().get(role, ("S19",)))))

    def _spoiled(self, payload: Payload) -> Payload:
        """Now and then another payload altogether, or one with an amount, a day or an answer that cannot be."""
        chance = self.dice.random()
        if chance < 0.1:
            return self.dice.choice([NOTHING, payloads.Account(-1), payloads.Seed("x"), payloads.Advice("?")])
        spoils: dict[str, Any] = {
            "amount_cents": self.dice.choice([-1, 0, 10**15, 2**63]), "actual_cents": self.dice.choice([-5, 2**64]),
            "until": self.now.date() - timedelta(days=3), "parts": (), "number": 7, "ground": "",
            "levels": {"impact": 9}, "missing": (), "round": self.fresh(), "kind": "award",
            "payments": (self.fresh(),), "value_date": self.now.date() + timedelta(days=9), "reason": "??",
        }  # fmt: skip
        names = [part.name for part in dataclasses.fields(payload) if part.name in spoils]
        if chance < 0.5 and names:
            name = self.dice.choice(names)
            return dataclasses.replace(payload, **{name: spoils[name]})
        if chance < 0.7 and isinstance(payload, payloads.Filing | payloads.Completion):
            dropped = self.dice.choice(["begroting", "inwoners", "minimum", "tekenaar", "iban", "bestuur"])
            kept = {id_: value for id_, value in payload.answers.items() if id_ != dropped}
            return dataclasses.replace(payload, answers=kept)
        return payload

    # --- Clicking ---------------------------------------------------------------------------------------------------

    def wait(self, hours: int) -> None:
        """Let time pass; once all rounds are open the year begins."""
        self.now += timedelta(hours=hours)
        settled = (Round.OPENED, Round.WITHDRAWN)
        opened = [state for (machine, _), state in self.states.items() if machine == "round" and state in settled]
        if self.now < OPENING and len(opened) == len(self.rounds):
            self.now = OPENING

    def jump(self) -> None:
        """To the day after all rounds closed."""
        self.now = max(self.now, AFTER_CLOSE + timedelta(hours=1))

    def click(self, click: Click) -> Outcome | Refusal:
        """Click through the door, and remember what changed."""
        self.clicks += 1
        self.tried[click.step] += 1
        try:
            with clock.at(self.now.astimezone(UTC)):
                outcome = door.act([click.change], actor=click.actor, key=f"click {self.clicks}")
        except Refusal as refusal:
            self.refused[refusal.code] += 1
            if click.change.machine != "round" and refusal.code not in SOMEBODY_ELSE:
                self.shut.add((*click.step, click.change.subject))
            return refusal
        for taken in outcome.taken:
            if isinstance(taken.change.payload, payloads.Proposal | payloads.Receipt):
                self.pays[taken.change.subject] = taken.change.payload.decision
            if isinstance(taken.change.payload, payloads.Draft) and taken.change.payload.parts:
                self.payable.add(taken.change.subject)
            if isinstance(taken.change.payload, payloads.Draft) and taken.change.payload.kind == "recovery":
                self.claims.add(taken.change.subject)
            if taken.change.action == "suspend":
                self.stalled.add(taken.change.subject)
            if taken.change.action == "resume":
                self.stalled.discard(taken.change.subject)
            if taken.change.subject == click.change.subject or self._on_a_desk(taken.change, taken.stream):
                self._remember(taken.change, taken.stream, taken.state_after)
        return outcome

    def _on_a_desk(self, change: Change, stream: uuid.UUID) -> bool:
        """Whether something is of one of these dossiers, or of none at all."""
        elsewhere = change.machine == "application" or not MACHINES[change.machine].model.STREAM_KIND
        return not elsewhere or change.subject in self.cases or stream in self.dossiers.values()

    def _remember(self, change: Change, stream: uuid.UUID, state: str) -> None:
        assert state != NEW
        owner = next((case for case, dossier in self.dossiers.items() if dossier == stream), None)
        if self.states.get((change.machine, change.subject)) != state:
            self.shut = {one for one in self.shut if one[2] != change.subject}
        self.states[change.machine, change.subject] = state
        self.reached.add((change.machine, state))
        self.taken.add((change.machine, change.action))
        if change.machine == "application":
            self.dossiers[change.subject] = stream
            self.cases.setdefault(
                change.subject, dataclasses.replace(next(iter(self.cases.values())), id=change.subject)
            )
        elif owner:
            self.case_of[change.subject] = owner


def declared_steps() -> set[tuple[str, str]]:
    """Every step that someone or something can take, of every machine."""
    return {(machine, action) for machine, rules in MACHINES.items() for action in rules.model.declarations()}


def declared_states() -> set[tuple[str, str]]:
    """Every state that can be stored, of every machine."""
    return {(machine, state) for machine, rules in MACHINES.items() for state in rules.model.states()}
