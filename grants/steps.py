"""The steps of a dossier for one colleague: every one that a machine declares for their roles, open or with what is in the way."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from grants.allocation import FirstCome, Formula, Need
from grants.births import DECIDED, About
from grants.desk import Desk
from grants.due_list import Due
from grants.models import Application, ContactNote, Handling, HelpRequest, Message
from grants.models.scheme import scheme_of
from grants.ranking import published_rule
from grants.trail import Thing
from workflow import door, roles
from workflow.errors import Obstacle
from workflow.facts import Actor, Change
from workflow.machine import NEW, StepDeclaration
from workflow.models import Register
from workflow.narrowing import used_steps
from workflow.registry import MACHINES
from workflow.scheme import Scheme

BESIDE = frozenset(one.MACHINE for one in (Handling, ContactNote, HelpRequest, Message))
"""The machines of the work around a case: their steps have a place of their own on its page, and are no turn of anybody."""

NOTHING_YET = "nieuw"
"""The subject of a step that brings something into being, as the address of its page says it."""


@dataclass(frozen=True, slots=True)
class Offered:
    """One step for one colleague: on what, in which role, on behalf of the applicant or not, and what is in the way."""

    declared: StepDeclaration
    subject: str
    thing: str
    role: str
    on_behalf: bool
    obstacles: tuple[Obstacle, ...]

    @property
    def is_open(self) -> bool:
        """Whether nothing is in the way but what comes with the step."""
        return not self.obstacles


def role_for(declared: StepDeclaration, desk: Desk) -> str | None:
    """The role in which a colleague would take a step; a clerk takes those of the applicant on their behalf."""
    own = next((role for role in declared.roles if role in desk.at_work), None)
    if own is None and roles.APPLICANT in declared.roles and roles.INTAKE in desk.roles:
        return roles.INTAKE
    return own


def actor_for(declared: StepDeclaration, desk: Desk, case: Application) -> Actor:
    """The colleague as the door knows them for this step: on behalf of the applicant where it is a step of the applicant."""
    if any(role in desk.at_work for role in declared.roles):
        return desk.actor
    return Actor(person=desk.actor.person, on_behalf_of=case.contact_id)


def offered(
    case: Application, things: Sequence[Thing], due: Sequence[Due], desk: Desk, *, leave_out: frozenset[str] = BESIDE
) -> tuple[Offered, ...]:
    """Every step of the dossier that is one for this colleague, the open ones first; of some machines none."""
    used = used_steps(scheme_of(case.round.scheme_version_id))
    mine = [
        pair
        for pair in _on_things(things, desk, leave_out)
        if pair[1].machine != Application.MACHINE or pair[0].action in used
    ]
    pairs: list[Pair] = [*mine, *((declared, None) for declared in _births(case, due, desk, leave_out))]
    found: list[Offered] = []
    for actor in (desk.actor, Actor(person=desk.actor.person, on_behalf_of=case.contact_id)):
        found += _tried(case, [pair for pair in pairs if actor_for(pair[0], desk, case) == actor], actor, desk)
    return tuple(sorted(found, key=lambda one: not one.is_open))


Pair = tuple[StepDeclaration, Thing | None]


def _on_things(
    things: Iterable[Thing], desk: Desk, leave_out: frozenset[str]
) -> Iterator[tuple[StepDeclaration, Thing]]:
    for thing in things:
        if thing.machine in leave_out:
            continue
        for declared in MACHINES[thing.machine].model.declarations().values():
            if declared.opens(thing.state) and role_for(declared, desk):
                yield declared, thing


def _births(case: Application, due: Sequence[Due], desk: Desk, leave_out: frozenset[str]) -> Iterator[StepDeclaration]:
    """The steps that begin something in a dossier like this one."""
    for rules in MACHINES.values():
        if not rules.model.STREAM_KIND and rules.model.MACHINE not in leave_out:
            for declared in rules.model.declarations().values():
                if declared.opens(NEW) and role_for(declared, desk) and _can_begin(declared, case, due):
                    yield declared


def _can_begin(declared: StepDeclaration, case: Application, due: Sequence[Due]) -> bool:
    """Whether the round and the money know what would begin: what is judged here, and whether anything is to be paid."""
    rule = published_rule(case.round)
    scored = bool(case.round.figures.get("weights")) and not isinstance(rule, Formula | Need)
    known = {
        "inspect": isinstance(rule, Need),
        "score": scored,
        "agree_levels": scored and not isinstance(rule, FirstCome),
        "declare_interest": scored or isinstance(rule, Need),
        "propose_payment": bool(due),
        "receive_payment": case.state in (Application.ACCOUNTED, Application.REVOKED),
        "object_to_decision": case.state in DECIDED,
        "plan_check": case.granted_cents is not None,
    }
    return known.get(declared.action, True)


def _tried(case: Application, pairs: Sequence[Pair], actor: Actor, desk: Desk) -> Iterator[Offered]:
    for machine in {thing.machine for _, thing in pairs if thing} - {Application.MACHINE}:
        desk.rows.in_dossiers(MACHINES[machine].model, [case.stream_id])
    changes = [
        Change(declared.machine, declared.action, thing.id)
        if thing
        else Change(declared.machine, declared.action, uuid.uuid4(), About(case.pk), case.stream_id)
        for declared, thing in pairs
    ]
    options = door.tried(changes, actor=actor, desk=desk.rows) if changes else ()
    for (declared, thing), option in zip(pairs, options, strict=True):
        subject, words = (str(thing.id), thing.words) if thing else (NOTHING_YET, "")
        role, behalf = role_for(declared, desk) or "", actor.on_behalf_of is not None
        yield Offered(declared, subject, words, role, behalf, option.obstacles)


def named(
    case: Application, things: Sequence[Thing], desk: Desk, machine: str, action: str, subject: uuid.UUID | None
) -> tuple[StepDeclaration, Thing | None] | None:
    """The step of a dossier that is asked for, on a thing in it or, without a subject, to begin one.

    None when it is no step, none for this colleague or in this scheme, or on nothing that stands in the dossier.
    """
    rules = MACHINES.get(machine)
    declared = rules.model.declarations().get(action) if rules else None
    if rules is None or declared is None or role_for(declared, desk) is None:
        return None
    if not in_scheme(declared, scheme_of(case.round.scheme_version_id)):
        return None
    thing = next((one for one in things if (one.machine, one.id) == (machine, subject)), None)
    born = declared.opens(NEW) and not rules.model.STREAM_KIND and subject is None
    return (declared, thing) if thing or born else None


def in_scheme(declared: StepDeclaration, scheme: Scheme) -> bool:
    """Whether a step exists in a scheme: some steps of the application are there only where a scheme names them."""
    return declared.machine != Application.MACHINE or declared.action in used_steps(scheme)


def of_thing(thing: Thing, desk: Desk, *actions: str) -> tuple[Offered, ...]:
    """Every step on one thing that stands in no dossier, the open ones first; of some actions only, where these are named."""
    declared = [one for one in MACHINES[thing.machine].model.declarations().values() if one.opens(thing.state)]
    mine = [one for one in declared if role_for(one, desk) and (not actions or one.action in actions)]
    changes = [Change(one.machine, one.action, thing.id) for one in mine]
    options = door.tried(changes, actor=desk.actor, desk=desk.rows) if mine else ()
    found = (
        Offered(one, str(thing.id), "", role_for(one, desk) or "", on_behalf=False, obstacles=option.obstacles)
        for one, option in zip(mine, options, strict=True)
    )
    return tuple(sorted(found, key=lambda one: not one.is_open))


def beginnings(desk: Desk) -> tuple[StepDeclaration, ...]:
    """The steps with which a colleague begins something that stands in no dossier yet; what came by post begins in the post room."""
    return tuple(
        declared
        for rules in MACHINES.values()
        for declared in rules.model.declarations().values()
        if rules.model.STREAM_KIND
        and rules.model not in (Register, Application)
        and declared.opens(NEW)
        and role_for(declared, desk)
    )


def blocked(steps: Iterable[Offered]) -> Mapping[str, list[Offered]]:
    """The steps that are not open, by the sentences that say why."""
    reasons: dict[str, list[Offered]] = {}
    for one in steps:
        if not one.is_open:
            reasons.setdefault(" ".join(obstacle.sentence for obstacle in one.obstacles), []).append(one)
    return reasons
