"""The one door: every change of state of anything goes through here, as an act of one or many changes, or not at all.

In one transaction an act claims its key, locks its streams (by id; budget lines come after), judges every change and its consequences on
loaded facts, and only then writes: events first, then what they say. Judging is pure, so a preview is the same call without the writing.
"""

from __future__ import annotations

import logging
import uuid
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.db.models import Q

from workflow import clock, roles, store
from workflow.canonical import plain
from workflow.errors import Obstacle, Refusal, law_refuses, refuse
from workflow.facts import (
    NOTHING,
    Actor,
    Change,
    Erase,
    Facts,
    Outcome,
    Payload,
    Product,
    Put,
    Revise,
    Set,
    Taken,
    Then,
    Written,
)
from workflow.limits import beyond
from workflow.machine import NEW, StepDeclaration
from workflow.models import Register, Stream, Subject
from workflow.registry import MACHINES, Desk, Loading, Rules
from workflow.trail import ERASED, Entry, append, column_values, next_numbers
from workflow.waves import Asked, leading_run

LARGEST_ACT = 10_000
"""Changes that one act may ask for; a larger round is decided in parts, so that a transaction never runs for minutes."""

Seen = Mapping[uuid.UUID, int]
NOTHING_SEEN: Seen = MappingProxyType({})
"""How far the trail of each stream went when the caller read it; of one that is not in it nothing is said."""

logger = logging.getLogger("aanjager.refusals")


def act(
    changes: Iterable[Change], *, actor: Actor, key: str, write: bool = True, anyone: bool = False, seen: Seen = NOTHING_SEEN
) -> Outcome:  # fmt: skip
    """Take one step, or thousands, with all that they entail, or change nothing at all.

    The same call again under the same key gives the same answer and does nothing; a refusal is not kept under the key. With `write=False`
    nothing is written and no key is claimed: what comes back is what would happen, with `anyone` as if the actor had every role: so who
    signs a decision reads the letter that its announcement, by a colleague, sends. `seen` says by stream how far its trail went when the
    caller read it: when more happened since, nothing is done.

    Raises:
        Refusal: when any of the changes may not be taken. The first change that may not gives its reason, of more than one the first in
            `PRECEDENCE`; what is malformed in any of them goes before, and the money of the whole act after.
    """
    asked = tuple(changes)
    assert 0 < len(asked) <= LARGEST_ACT, "an act is 1 to 10,000 changes"
    assert not (write and anyone), "what everybody might do is looked at, never done"
    try:
        with transaction.atomic(durable=True), law_refuses():
            return _Act(asked, actor, key, anyone, seen).run(write=write)
    except Refusal as refusal:
        logger.info("refused %s to %s: %s", asked[0].action, actor.caller, refusal.code)
        raise


def perform(
    machine: str,
    action: str,
    subject: uuid.UUID,
    payload: Payload = NOTHING,
    *,
    actor: Actor,
    key: str,
    stream: uuid.UUID | None = None,
) -> Outcome:
    """Take a single step: an act of one change."""
    return act([Change(machine, action, subject, payload, stream)], actor=actor, key=key)


@dataclass(frozen=True, slots=True)
class Option:
    """One step as it stands for a person now: open, or what is in the way, the reason that counts first."""

    declared: StepDeclaration
    role: str
    obstacles: tuple[Obstacle, ...]

    @property
    def is_open(self) -> bool:
        """Whether nothing is in the way of the step but what comes with it."""
        return not self.obstacles


ANYONE = Actor(system="anyone")
"""Who asks what stands in the way of a step apart from who one is: whoever may take it."""


def explain(machine: str, subject: uuid.UUID, *, actor: Actor) -> tuple[Option, ...]:
    """Every step of the subject's machine, open or not and why; guards that judge the payload wait for it. Writes nothing.

    For `ANYONE` roles, duties and the guards that look at the actor stand aside: what is left is what stands in everybody's way.
    """
    return tried([Change(machine, action, subject) for action in MACHINES[machine].model.declarations()], actor=actor)


def tried(changes: Iterable[Change], *, actor: Actor, desk: Desk | None = None) -> tuple[Option, ...]:
    """Each change by itself, as `explain` tells it; what lies on the `desk` is not read again. Writes and locks nothing."""
    return _Act(tuple(changes), actor, "", anyone=actor is ANYONE, desk=desk or Desk()).options()


def available(machine: str, subject: uuid.UUID, *, actor: Actor) -> tuple[StepDeclaration, ...]:
    """The steps that this person can take on this subject now."""
    return tuple(option.declared for option in explain(machine, subject, actor=actor) if option.is_open)


@dataclass(slots=True)
class _Act:
    """One act while it is judged: what is locked, what lies on the desk, and what has been decided so far."""

    asked: Sequence[Change]
    actor: Actor
    key: str
    anyone: bool = False
    seen: Seen = field(default_factory=dict)
    id: uuid.UUID = field(default_factory=uuid.uuid4)
    desk: Desk = field(default_factory=Desk)
    streams: dict[uuid.UUID, Stream] = field(default_factory=dict)
    have: frozenset[str] = frozenset()
    done: dict[uuid.UUID, set[str]] = field(default_factory=dict)
    acts_for: frozenset[tuple[uuid.UUID, uuid.UUID]] = frozenset()
    numbers: dict[str, Iterator[int]] = field(default_factory=dict)
    result: store.Result = field(default_factory=store.Result)

    def run(self, *, write: bool) -> Outcome:
        known = [self._known(change) for change in self.asked]
        self._well_formed(known)
        if write and (earlier := store.claim(self.actor, self.key, self.asked, self.id)):
            return Outcome(earlier, repeated=True)
        self._open()
        cause = self._announce_act() if len(self.asked) > 1 else None
        queue = deque(Asked(change, cause=cause) for change in self.asked)
        while queue:
            for taken, role in self._take_wave(leading_run(queue)):
                follow = (product.change for product in taken.products if isinstance(product, Then))
                queue.extend(Asked(change, role, taken.event) for change in follow)
        self._check_rows()
        if write:
            store.write(self.result, self.streams.values(), key=self.key)
        else:
            transaction.set_rollback(True)  # A reference number given out for the preview goes back.
        return Outcome(self.id, tuple(self.result.taken))

    def options(self) -> tuple[Option, ...]:
        self.desk.still = True
        self._look()
        waves: dict[tuple[str, str], list[Change]] = {}
        for one in self.asked:
            waves.setdefault((one.machine, one.action), []).append(one)
        facts = {step: self._facts(wave) for step, wave in waves.items()}
        return tuple(self._option(one, facts[one.machine, one.action][one.subject]) for one in self.asked)

    def _option(self, change: Change, facts: Facts) -> Option:
        _, declared = self._known(change)
        try:
            role = self._permit(declared, facts)
            self._keep_apart(role, facts)
            with law_refuses():
                self._judge(declared, facts, with_payload=False)
        except Refusal as refusal:
            return Option(declared, "", refusal.obstacles)
        return Option(declared, role, ())

    def _well_formed(self, known: Sequence[tuple[Rules, StepDeclaration]]) -> None:
        for change, (rules, declared) in zip(self.asked, known, strict=True):
            expected = rules.payloads.get(declared.action, Payload)
            if not isinstance(change.payload, expected) and not (expected.OPTIONAL and change.payload == NOTHING):
                raise refuse("malformed", "payload-missing", f"Bij deze stap horen gegevens: {expected.__name__}.")
            too_much = beyond(change.payload.said()) if change.payload.LIMITED else ()
            if wrong := too_much or change.payload.obstacles():
                found = (one if isinstance(one, Obstacle) else Obstacle("payload-invalid", one) for one in wrong)
                raise Refusal("malformed", *found, subject=change.subject)

    def _known(self, change: Change) -> tuple[Rules, StepDeclaration]:
        rules = MACHINES.get(change.machine)
        declared = rules.model.declarations().get(change.action) if rules else None
        if rules is None or declared is None:
            raise refuse("unknown-step", "unknown-step", f"De stap {change.machine}.{change.action} bestaat niet.")
        return rules, declared

    def _open(self) -> None:
        """Lock the streams of all that is asked for, in order of id, and look up who the actor is in them."""
        where = Q(pk__in=[change.stream for change in self.asked if change.stream])
        for machine in {change.machine for change in self.asked}:
            mine = [change for change in self.asked if change.machine == machine]
            rules = MACHINES[machine]
            where |= Q(
                pk__in=rules.model._default_manager.filter(pk__in=[change.subject for change in mine]).values("stream")
            )
            for span in rules.spans(mine):
                where |= Q(pk__in=span)
        locked = store.with_listeners(Stream.objects.select_for_update().filter(where))
        self.streams = {one.pk: one for one in locked.order_by("pk")}
        if any(self.streams[one].head_seq != seq for one, seq in self.seen.items() if one in self.streams):
            raise refuse("changed-meanwhile", "changed-meanwhile", "Er is intussen iets gebeurd. Kijk eerst opnieuw.")
        self.have, self.done, self.acts_for = roles.standing(self.actor, self.streams, clock.today())

    def _look(self) -> None:
        """The streams of what is only tried, from its rows, and who the actor is in them."""
        found = {change.stream for change in self.asked}
        for machine in {change.machine for change in self.asked}:
            named = {one.subject for one in self.asked if one.machine == machine and one.stream is None}
            rules = MACHINES[machine]
            found |= {row.stream_id for row in self.desk.fetch(rules.model, named, rules.along).values()}
        self.streams = self.desk.fetch(Stream, found)
        who = (self.actor, frozenset(self.streams))
        known = self.desk.once("standing", [who], lambda _: {who: roles.standing(*who, clock.today())})
        self.have, self.done, self.acts_for = known[who]

    def _announce_act(self) -> uuid.UUID:
        """Record the act itself in a stream of its own; the event in each dossier names it as its cause."""
        stream = self._new_stream("act", f"ACT-{clock.today().year}")
        change = Change("act", self.asked[0].action, self.id)
        written = Entry(change, NEW, NEW, 1, "", None)
        event, _ = append(stream, written, actor=self.actor, at=clock.now(), act=self.id)
        self.result.events.append(event)
        return event.pk

    def _take_wave(self, wave: Sequence[Asked]) -> Iterator[tuple[Taken, str]]:
        facts = self._facts([asked.change for asked in wave], asked=not wave[0].role)
        opening = Counter(one.prefix for one in facts.values() if not one.row.stream_id)
        self.numbers |= {prefix: next_numbers(prefix, count) for prefix, count in sorted(opening.items()) if prefix}
        for asked in wave:
            mine = facts[asked.change.subject]
            rules, declared = self._known(asked.change)
            role = asked.role or self._permit(declared, mine)
            within = asked.role and rules.model is Register  # A register is no dossier: its cause keeps duties apart.
            if not (within or self.anyone):
                self._keep_apart(role, mine)
            yield self._take(rules, declared, mine, Asked(asked.change, role, asked.cause)), role

    def _facts(self, wave: Sequence[Change], *, asked: bool = True) -> dict[uuid.UUID, Facts]:
        rules, declared = self._known(wave[0])
        found = self._rows(rules, declared, wave, asked=asked)
        for change in wave:
            if change.subject not in found:
                if not declared.opens(NEW):
                    raise refuse("unknown-subject", "unknown-subject", "Dit dossier bestaat niet of is niet van u.")
                self._place(rules.model, change)
                found[change.subject] = rules.model(id=change.subject, stream_id=change.stream)  # type: ignore[misc]
                self.desk.lay(found[change.subject])
        return dict(rules.load(Loading(wave, self.actor, clock.now(), self.desk, found, self.acts_for, self.have)))

    def _rows(
        self, rules: Rules, declared: StepDeclaration, wave: Sequence[Change], *, asked: bool
    ) -> dict[Any, Subject]:
        """The rows that are there already: none for a consequence, or a try, that brings something into being.

        What is asked to be born in a dossier is read with all its kind in there, at which the guards of a birth look.
        """
        subjects = {change.subject for change in wave if not (change.stream and self.desk.still)}
        streams = {change.stream for change in wave if change.stream}
        if (declared.sources == (NEW,) and not asked) or not subjects:
            return {}
        if declared.sources == (NEW,) and streams:
            rows = self.desk.in_dossiers(rules.model, streams, subjects)
            return {row.pk: row for row in rows if row.pk in subjects}
        return self.desk.fetch(rules.model, subjects, rules.along)

    def _place(self, model: type[Subject], change: Change) -> None:
        """What opens a dossier of its own is not put into another; what belongs in a dossier names one that is there."""
        if model.STREAM_KIND and change.stream is None:
            return
        if model.STREAM_KIND or change.stream not in self.streams:
            raise refuse("unknown-subject", "other-dossier", "Dit hoort niet in dit dossier.")

    def _permit(self, declared: StepDeclaration, facts: Facts) -> str:
        asked_by_all = self.anyone and declared.roles
        role = declared.roles[0] if asked_by_all else roles.acting_role(declared.roles, self.have, facts)
        if role is None:
            raise Refusal("not-permitted", roles.not_permitted(declared.roles), subject=facts.change.subject)
        return role

    def _keep_apart(self, role: str, facts: Facts) -> None:
        """Duties are kept apart in consequences as well: whoever ranks a round drafts decisions in every dossier of it."""
        if obstacle := roles.separation(role, self.done, facts):
            raise Refusal("separation", obstacle, subject=facts.change.subject)

    def _judge(self, declared: StepDeclaration, facts: Facts, *, with_payload: bool = True) -> None:
        if not declared.opens(facts.row.state):
            sentence = f"Deze stap kan niet in de stand ‘{facts.row.state_word}’."
            detail: dict[str, object] = {"state": facts.row.state, "sources": list(declared.sources)}
            shut = Obstacle("wrong-state", sentence, declared.article, detail)
            raise Refusal("wrong-state", shut, subject=facts.change.subject)
        guards = [*MACHINES[declared.machine].guards.get(declared.action, ())]
        if facts.scheme:
            guards += facts.scheme.step(declared.machine, declared.action).guards
        asked = [guard for guard in guards if with_payload or not getattr(guard, "NEEDS_PAYLOAD", False)]
        if self.anyone:
            asked = [guard for guard in asked if not getattr(guard, "ABOUT_ACTOR", False)]
        obstacles = [obstacle for guard in asked if (obstacle := guard.check(facts))]
        if obstacles:
            raise Refusal("guard", *obstacles, subject=facts.change.subject)

    def _take(self, rules: Rules, declared: StepDeclaration, facts: Facts, asked: Asked) -> Taken:
        """Judge one change and, when nothing stands in its way, move its row in memory and make its event."""
        self._judge(declared, facts)
        row, born, before = facts.row, facts.row.state == NEW, facts.row.state
        effects = [*rules.effects.get(declared.action, ())]
        if facts.scheme:
            effects += facts.scheme.step(declared.machine, declared.action).effects
        if born and not row.stream_id:
            row.stream = self._new_stream(row.STREAM_KIND, facts.prefix)
        stream = self._locked(row)
        products = tuple(product for effect in effects for product in effect.products(facts))
        changed = self._move(row, declared, products)
        written: list[tuple[Any, dict[str, Any]]] = [(row, column_values(row, None if born else sorted(changed)))]
        written += self._other_rows(products)
        entry = Entry(asked.change, before, row.state, row.subject_seq, asked.role, asked.cause, written)
        event, openings = append(stream, entry, actor=self.actor, at=facts.now, act=self.id)
        self.done.setdefault(stream.pk, set()).add(asked.role)
        taken = Taken(asked.change, event.pk, stream.pk, stream.reference, before, row.state, products)
        new = {id(one.row) for one in products if isinstance(one, Put)} | ({id(row)} if born else set())
        wrote = [Written(one, frozenset(values), stream.pk, id(one) in new) for one, values in written]
        self.result.add(taken, event, openings, wrote)
        return taken

    @staticmethod
    def _move(row: Subject, declared: StepDeclaration, products: Iterable[Product]) -> set[str]:
        getattr(row, declared.action)()
        row.subject_seq += 1
        changed = {"subject_seq"} | ({"state"} if declared.target else set())
        for product in products:
            if isinstance(product, Set):
                for name, value in product.values.items():
                    setattr(row, name, value)
                    changed.add(row._meta.get_field(name).attname)  # type: ignore[union-attr]
        return changed

    def _other_rows(self, products: Iterable[Product]) -> Iterator[tuple[Any, dict[str, Any]]]:
        for product in products:
            if isinstance(product, Put):
                assert not isinstance(product.row, Subject), "a row of a machine is born by a step, never put"
                yield product.row, column_values(product.row)
            elif isinstance(product, Revise):
                assert not isinstance(product.row, Subject), "a row of a machine changes by a step, never by a revision"
                for name, value in product.values.items():
                    setattr(product.row, name, value)
                yield product.row, column_values(product.row, sorted(product.values))
            elif isinstance(product, Erase):
                for name in product.columns:
                    setattr(product.row, name, "")
                yield product.row, {name: {ERASED: plain(product.events.get(name, ()))} for name in product.columns}

    def _locked(self, row: Subject) -> Stream:
        stream = self.streams.get(row.stream_id)
        assert stream, f"{row.MACHINE} {row.pk}: its stream was not locked when the act began; name it in `spans`"
        row.stream = stream
        return stream

    def _new_stream(self, kind: str, prefix: str) -> Stream:
        assert kind, "a birth needs the stream of its dossier"
        assert prefix, "a birth that opens a stream needs a prefix for its reference"
        numbers = self.numbers.get(prefix) or next_numbers(prefix, 1)
        stream = Stream(kind=kind, reference=f"{prefix}-{next(numbers):04d}")
        self.streams[stream.pk] = stream
        self.result.streams.append(stream)
        return stream

    def _check_rows(self) -> None:
        if obstacle := store.check(self.result):
            raise Refusal("ledger", obstacle, subject=self.asked[0].subject)
