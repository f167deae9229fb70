"""Who is the applicant of a case, for the door: their own steps are theirs alone, and duties are kept apart from them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

from grants import drafts
from grants.models import Application, Participant
from workflow.registry import Loading

Cases = Sequence[Application]


def applicants_of(cases: Cases, loading: Loading) -> dict[uuid.UUID, frozenset[uuid.UUID]]:
    """Who is the applicant of each case: the contact, and of those who act here whoever acts for one of the organisations.

    The organisation of a draft is the one that it is filled in for.
    """
    acting: dict[uuid.UUID | None, set[uuid.UUID]] = {}
    for person, organisation in loading.acts_for:
        acting.setdefault(organisation, set()).add(person)
    together = partners_of(cases, loading) if loading.acts_for else {}
    filled_in = _filled_in(cases, loading) if loading.acts_for else {}
    return {
        case.pk: frozenset({case.contact_id} - {None}).union(
            *(acting.get(one, ()) for one in (case.organisation_id, filled_in.get(case.pk), *together.get(case.pk, ())))
        )
        for case in cases
    }


def _filled_in(cases: Cases, loading: Loading) -> Mapping[uuid.UUID, uuid.UUID]:
    """The organisations of drafts that somebody else began; no query for who fills in their own."""
    own = (loading.actor.person, loading.actor.on_behalf_of)
    theirs = [case for case in cases if case.state == Application.DRAFT and case.contact_id not in own]
    return drafts.parties(theirs) if theirs else {}


def partners_of(cases: Cases, loading: Loading) -> dict[uuid.UUID, list[uuid.UUID]]:
    """The organisations of joint applications; no query where nobody applies together. The first letter names who was filed with it."""
    found: dict[uuid.UUID, list[uuid.UUID]] = {}
    for change in loading.changes:
        if filed := getattr(change.payload, "about", {}).get("partners"):
            found[change.payload.application] = list(filed)  # type: ignore[attr-defined]
    if joint := [case.pk for case in cases if case.joint and case.pk not in found]:
        rows = Participant.objects.filter(application__in=joint)
        for case, organisation in rows.values_list("application_id", "organisation_id"):
            found.setdefault(case, []).append(organisation)
    return found
