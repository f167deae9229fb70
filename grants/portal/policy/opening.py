"""Preparing a round on screen: what it begins with, the form, and the checks that run while it is filled in."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import Http404, QueryDict
from django.urls import reverse

from grants import round_checks
from grants.desk import Desk
from grants.models import Round
from grants.models.scheme import scheme_of
from grants.named import id_in
from grants.payloads import RoundPlan
from grants.portal import rounds, taking
from grants.portal.policy import reading
from grants.portal.policy.lines import lines
from grants.portal.policy.round_form import RoundForm, Start, form_of
from grants.round_checks import Check
from partners.models import Person
from workflow import clock
from workflow.models import RoleGrant

CONTACTS = ("policy_officer", "intake_clerk", "adviser")
"""The roles of whom a letter may name as the person to call."""


@dataclass(frozen=True, slots=True)
class Page:
    """The page as it stands: what the round begins with, the sheet of the step, the checks, and the rounds there are to copy."""

    start: Start
    sheet: taking.Sheet
    checks: Sequence[Check]
    sources: Sequence[Round]

    @property
    def form(self) -> RoundForm:
        """The form of this round."""
        assert isinstance(self.sheet.form, RoundForm)
        return self.sheet.form


def find(code: str, version: str, said: QueryDict) -> tuple[Start, Sequence[Round]]:
    """What the address asks: the version, the kind of round ("soort") and the round to copy ("van"). Raises `Http404`."""
    row, scheme = reading.find(code, version)
    sources = list(Round.objects.filter(scheme_version__code=code).order_by("-opens_at", "-code"))
    source = next((one for one in sources if one.code == said.get("van")), None)
    kind = said.get("soort") or (source.rule if source else scheme.rounds[0].code)
    rule = next((one for one in scheme.rounds if one.code == kind), None)
    if rule is None:
        raise Http404
    return Start(row, scheme, rule, source, lines(), _contacts()), [one for one in sources if one.rule == rule.code]


def find_prepared(code: str) -> tuple[Start, Sequence[Round]]:
    """What a round begins with that was prepared and did not open. Raises `Http404` for any other."""
    found = Round.objects.filter(code=code, state=Round.PREPARED).select_related("scheme_version").first()
    if found is None:
        raise Http404
    scheme = scheme_of(found.scheme_version_id)
    start = Start(
        found.scheme_version, scheme, scheme.round_rule(found.rule), found, lines(found), _contacts(), changes=True
    )
    return start, ()


def page(desk: Desk, found: tuple[Start, Sequence[Round]], phase: str, data: QueryDict | None) -> Page:
    """The page after what was asked of it; nothing is written before it is confirmed."""
    start, sources = found
    key = id_in(data.get("sleutel", "")) if data else None
    asked = _asked(start, desk, key or uuid.uuid4())
    sheet = taking.answer(asked, phase, data, form_of(start))
    return Page(start, sheet, _checks(sheet.form, start), sources)


def _asked(start: Start, desk: Desk, key: uuid.UUID) -> taking.Asked:
    """The step that is taken: a new round of a version, or another plan of one that was prepared."""
    if start.changes and start.source:
        place = taking.Place(start.source.code, start.source.title, reverse("round", args=[start.source.code]))
        declared = Round.declarations()["change_plan"]
        return taking.Asked(None, declared, rounds.thing_of(start.source), desk.actor, key, place)
    here = reverse("scheme", args=[start.version.code, start.version.version])
    return taking.Asked(
        None, Round.declarations()["prepare"], None, desk.actor, key, taking.Place(start.scheme.title, "", here)
    )


def _checks(form: Any, start: Start) -> Sequence[Check]:
    """What is looked at, once everything is filled in."""
    if not form.is_bound or not form.is_valid():
        return ()
    plan = form.payload()
    assert isinstance(plan, RoundPlan)
    return round_checks.checks(plan, start.rule, start.lines.get(plan.book), clock.now())


def _contacts() -> tuple[tuple[str, str], ...]:
    """The colleagues who may be named, by name."""
    today = clock.today()
    valid = Q(valid_through=None) | Q(valid_through__gte=today)
    granted = RoleGrant.objects.filter(valid, RoleGrant.CONFIRMED, role__in=CONTACTS, valid_from__lte=today)
    known = Person.objects.filter(pk__in=granted.values("person")).order_by("name")
    columns = known.values_list("pk", "name", "function")
    return tuple((str(pk), f"{name}, {function}" if function else name) for pk, name, function in columns)
