"""The steps of a dossier for one colleague: every one that a machine declares for their roles, open or with what is in the way."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from grants.models import Application
from grants.portal.access import Desk
from grants.portal.trail import Thing
from workflow import door, roles
from workflow.errors import Obstacle
from workflow.facts import NOTHING, Actor, Change, Payload
from workflow.machine import NEW, StepDeclaration
from workflow.registry import LEFT_TO_SCHEMES, MACHINES
from workflow.scheme import Scheme

NOTHING_YET = "nieuw"
"""The subject of a step that brings something into being, as the address of its page says it."""


@dataclass(frozen=True)
class InCase(Payload):
    """What is known of every birth in a dossier before anything is filled in: the application that it is about."""

    application: uuid.UUID


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
    own = next((role for role in declared.roles if role in desk.roles), None)
    if own is None and roles.APPLICANT in declared.roles and roles.INTAKE in desk.roles:
        return roles.INTAKE
    return own


def actor_for(declared: StepDeclaration, desk: Desk, case: Application) -> Actor:
    """The colleague as the door knows them for this step: on behalf of the applicant where it is a step of the applicant."""
    if any(role in desk.roles for role in declared.roles):
        return desk.actor
    return Actor(person=desk.actor.person, on_behalf_of=case.contact_id)


def offered(case: Application, things: Sequence[Thing], scheme: Scheme, desk: Desk) -> tuple[Offered, ...]:
    """Every step of the dossier that is one for this colleague, the open ones first."""
    found = [*_on_things(things, scheme, desk), *_births(scheme, desk)]
    behalf = [one for one in found if actor_for(one[0], desk, case) != desk.actor]
    own = [one for one in found if one not in behalf]
    tried = [*_tried(case, own, desk), *_tried(case, behalf, desk)]
    return tuple(sorted(tried, key=lambda one: not one.is_open))


Pair = tuple[StepDeclaration, Thing | None]


def _on_things(things: Iterable[Thing], scheme: Scheme, desk: Desk) -> Iterator[Pair]:
    for thing in things:
        for declared in MACHINES[thing.machine].model.declarations().values():
            if declared.opens(thing.state) and role_for(declared, desk) and in_scheme(declared, scheme):
                yield declared, thing


def _births(scheme: Scheme, desk: Desk) -> Iterator[Pair]:
    for rules in MACHINES.values():
        if not rules.model.STREAM_KIND:
            for declared in rules.model.declarations().values():
                if declared.opens(NEW) and role_for(declared, desk) and in_scheme(declared, scheme):
                    yield declared, None


def in_scheme(declared: StepDeclaration, scheme: Scheme) -> bool:
    """Whether a step exists in a scheme: what the law leaves to schemes is there only where one names it."""
    return declared.action not in LEFT_TO_SCHEMES.get(declared.machine, ()) or declared.action in scheme.steps


def _tried(case: Application, pairs: Sequence[Pair], desk: Desk) -> Iterator[Offered]:
    if not pairs:
        return
    changes = [
        Change(declared.machine, declared.action, thing.id, NOTHING, None)
        if thing
        else Change(declared.machine, declared.action, uuid.uuid4(), InCase(case.pk), case.stream_id)
        for declared, thing in pairs
    ]
    actor = actor_for(pairs[0][0], desk, case)
    for (declared, thing), option in zip(pairs, door.tried(changes, actor=actor), strict=True):
        yield Offered(
            declared,
            str(thing.id) if thing else NOTHING_YET,
            thing.words if thing else "",
            role_for(declared, desk) or "",
            actor != desk.actor,
            option.obstacles,
        )


def blocked(steps: Iterable[Offered]) -> Mapping[str, list[Offered]]:
    """The steps that are not open, by the sentences that say why."""
    reasons: dict[str, list[Offered]] = {}
    for one in steps:
        if not one.is_open:
            reasons.setdefault(" ".join(obstacle.sentence for obstacle in one.obstacles), []).append(one)
    return reasons
