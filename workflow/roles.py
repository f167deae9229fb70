"""Roles and the separation of duties: over the person, looked up in the trail, whatever roles the person has today.

The pairs are internal control (Gemeentewet 212) and, for the decision maker, the law itself (Awb 2:4, 10:3).
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.models import CharField, Q, QuerySet, UUIDField, Value

from workflow.errors import Obstacle
from workflow.facts import Actor, Facts
from workflow.models import Event, RoleGrant

APPLICANT = "applicant"
"""Not granted: a person has it in the dossiers in which they are, or act for, the applicant."""

INTAKE = "intake_clerk"
"""May enter what the applicant sends on paper: the steps of the applicant, on their behalf."""

COLLEAGUE = "colleague"
"""Not granted: whoever works at the office has it. It is the role of what is nobody's duty (a note, a question, who
handles a case): whoever does such a thing in a dossier may still do any duty in it."""

MEMBER = "acts for"
"""No role: how the query of `standing` tells a membership of an organisation from a role."""

EVERY = "*"
SYSTEM = frozenset({"system"})
"""What a named system actor may do: only the steps that name this role."""

LABELS: dict[str, str] = {
    "applicant": "aanvrager",
    "intake_clerk": "medewerker aanvragen",
    "adviser": "begeleider",
    "assessor": "beoordelaar",
    "juror": "jurylid",
    "inspector": "inspecteur",
    "policy_officer": "beleidsmedewerker",
    "mandate_holder": "mandaathouder",
    "finance_maker": "medewerker betalingen",
    "finance_checker": "controleur betalingen",
    "finance_third": "derde handtekening",
    "objection_handler": "jurist bezwaar",
    "auditor": "auditor",
    "administrator": "beheerder",
    "budget_holder": "budgethouder",
    "area_lead": "gebiedsmanager",
    "colleague": "medewerker",
    "system": "het systeem",
}
"""Every role, with the Dutch word for it."""

NOT_GRANTED = frozenset({APPLICANT, COLLEAGUE}) | SYSTEM
"""The roles that follow from something else: nobody is given them."""

LOOK_ON = frozenset({"auditor", "administrator"})
"""The roles that stand outside the work: who has no other takes no part in it."""

SEPARATED: tuple[tuple[str, str], ...] = (
    ("intake_clerk", "assessor"),
    ("intake_clerk", "mandate_holder"),
    ("assessor", "mandate_holder"),
    ("juror", "mandate_holder"),
    ("intake_clerk", "juror"),
    ("adviser", "juror"),
    ("policy_officer", "mandate_holder"),
    ("mandate_holder", "finance_third"),
    ("inspector", "mandate_holder"),
    ("mandate_holder", "finance_maker"),
    ("mandate_holder", "finance_checker"),
    ("mandate_holder", "objection_handler"),
    ("finance_maker", "finance_checker"),
    ("finance_maker", "finance_third"),
    ("finance_checker", "finance_third"),
    ("adviser", "assessor"),
    ("adviser", "mandate_holder"),
    ("applicant", EVERY),
    ("auditor", EVERY),
    ("administrator", EVERY),
)
"""Duties that one person may not both perform in one dossier."""


def clash(one: str, other: str) -> bool:
    """Whether two duties may not be performed by one person in one dossier."""
    if one == other:
        return False
    return any({one, other} == {a, b} or (b == EVERY and a in (one, other)) for a, b in SEPARATED)


def at_work(granted: Iterable[str]) -> frozenset[str]:
    """The roles that a person has with those that were granted: whoever has one in the work is a colleague as well."""
    have = frozenset(granted)
    return have | {COLLEAGUE} if have - LOOK_ON else have


ACTS_FOR: list[Callable[[Iterable[uuid.UUID | None], date], QuerySet[Any, Any]]] = []
"""Who acts for an organisation on a day, as the app that knows says: rows with `person_id` and `organisation_id` of these persons."""


class Standing(NamedTuple):
    """Who an actor is: the roles they have, what they did before by stream, and who of them acts for which organisations."""

    have: frozenset[str]
    done: dict[uuid.UUID, set[str]]
    acts_for: frozenset[tuple[uuid.UUID, uuid.UUID]]


def standing(actor: Actor, streams: Iterable[uuid.UUID], today: date) -> Standing:
    """The roles of an actor on a day, in which roles they acted before in each of these streams by the trail, and for whom they act.

    All in one query, which every step pays for. A named system actor has the system role, and no duties to keep apart.
    """
    done: dict[uuid.UUID, set[str]] = {}
    if actor.person is None:
        return Standing(SYSTEM, done, frozenset())
    valid = Q(valid_through=None) | Q(valid_through__gte=today)
    grants = RoleGrant.objects.filter(valid, RoleGrant.CONFIRMED, person=actor.person, valid_from__lte=today)
    nowhere = Value(None, output_field=UUIDField(null=True))
    events = Event.objects.filter(stream__in=list(streams), person=actor.person).values_list(
        "stream_id", "role", "person"
    )
    member = Value(MEMBER, output_field=CharField())
    members = [
        acting((actor.person, actor.on_behalf_of), today)
        .annotate(member=member)
        .values_list("organisation_id", "member", "person_id")
        for acting in ACTS_FOR
    ]
    have: set[str] = set()
    acts_for: set[tuple[uuid.UUID, uuid.UUID]] = set()
    for where, role, person in (
        grants.annotate(nowhere=nowhere).values_list("nowhere", "role", "person").union(events, *members)
    ):
        if where is None:
            have.add(role)
        elif role == MEMBER:
            acts_for.add((person, where))
        else:
            done.setdefault(where, set()).add(role)
    return Standing(at_work(have), done, frozenset(acts_for))


def acting_role(allowed: tuple[str, ...], have: frozenset[str], facts: Facts) -> str | None:
    """The role in which the actor may take a step: the first allowed one that they have, or None.

    A clerk who acts on behalf of the applicant takes the applicant's steps as clerk, so that the trail shows who entered them.
    """
    for role in allowed:
        if role in have:
            return role
        if role == APPLICANT and facts.actor.person in facts.applicants:
            return role
        if role == APPLICANT and INTAKE in have and facts.actor.on_behalf_of in facts.applicants:
            return INTAKE
    return None


def not_permitted(allowed: tuple[str, ...]) -> Obstacle:
    """The obstacle for someone without a role that may take the step."""
    names = ", ".join(LABELS.get(role, role) for role in allowed)
    sentence = f"Dit mag alleen: {names}." if names else "Deze stap volgt vanzelf uit een andere stap."
    return Obstacle("not-permitted", sentence)


def separation(role: str, done: Mapping[uuid.UUID, set[str]], facts: Facts) -> Obstacle | None:
    """The obstacle for someone who already performed a duty in this dossier that does not go with this one.

    Who is, or acts for, the applicant has the duties of the applicant in the dossier, whether they did anything in it or not.
    """
    if facts.actor.person in facts.applicants and clash(role, APPLICANT):
        sentence = (
            f"U hoort bij de aanvrager. Dan mag u hier niet optreden als {LABELS.get(role, role)}. Vraag een collega."
        )
        return Obstacle("separation", sentence, "Gemeentewet 212; Awb 2:4", {"role": role, "earlier": APPLICANT})
    for earlier in sorted(done.get(facts.row.stream_id, ())):
        if clash(role, earlier):
            sentence = (
                f"U deed in dit dossier al iets als {LABELS.get(earlier, earlier)}. "
                f"Dan mag u hier niet ook optreden als {LABELS.get(role, role)}. Vraag een collega."
            )
            return Obstacle("separation", sentence, "Gemeentewet 212; Awb 2:4", {"role": role, "earlier": earlier})
    return None
