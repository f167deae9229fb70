"""The facts of a case: what guards and effects of grants may look at, loaded in a constant number of queries for any number of cases.

A guard or effect names what it looks at in `NEEDS`; the loader reads no more than that.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from grants import colleagues, selectors
from grants.applicants import applicants_of
from grants.letters import selectors as letter_selectors
from grants.models import Application, Decision, Round
from grants.models.scheme import scheme_of
from workflow.clock import day_of
from workflow.errors import refuse
from workflow.facts import Change, Facts
from workflow.machine import NEW
from workflow.registry import MACHINES, Loading

if TYPE_CHECKING:
    from workflow.models import Subject
    from workflow.scheme import Effect, Guard, Scheme

T = TypeVar("T")

ROUND = ("round",)
CASE = ("application__round",)
"""What is read in one query with an application, and with what belongs to one."""

PARTY = ("application__contact", "application__organisation", "application__bank_account", "application__area")
"""What is read with a decision as well: whom the letter about it goes to."""


@dataclass(frozen=True, kw_only=True)
class CaseFacts(Facts):
    """Facts of a step in the dossier of one application. `have` are the roles of the actor, `more` holds what was named in `NEEDS`."""

    application: Application
    scheme: Scheme
    decision: Decision | None = None
    have: frozenset[str] = frozenset()
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def round(self) -> Round:
        """The round of the application."""
        return self.application.round

    @property
    def figures(self) -> Mapping[str, Any]:
        """The frozen parameters of the round."""
        return self.application.round.figures

    @property
    def received_at(self) -> datetime:
        """The legal moment of receipt of what comes with the step: now, unless a clerk enters afterwards what came earlier."""
        found: datetime = getattr(self.payload, "received_at", None) or self.now
        return found

    @property
    def received_on(self) -> date:
        """The legal day of receipt of what comes with the step."""
        return day_of(self.received_at)

    def need(self, name: str) -> Any:
        """What a selector found for this application; the guard or effect that asks must name it in `NEEDS`."""
        assert name in self.more, f"name {name!r} in NEEDS of the guard or effect that looks at it"
        return self.more[name]


SELECTORS = selectors.NEEDS | letter_selectors.NEEDS | colleagues.NEEDS

OF_CASES = frozenset(
    {
        "account_lines",
        "accounts",
        "deadlines",
        "entries",
        "inspection",
        "lead",
        "objection_right",
        "ranking",
        "receipts",
        "reports",
        "sent",
    }
    | {"suspensions", "team_line"}
)
"""The selectors that look at nothing but the cases: not at what is asked of them, nor at who asks."""


def needs_of(
    machine: str, action: str, schemes: Sequence[Scheme], changes: Sequence[Change] = (), *, still: bool = False
) -> set[str]:
    """The names of all that the guards and effects of a step look at; some say so by what is asked of them (`needs`).

    Where a step is only tried (`still`), nothing follows from it and nothing comes with it yet: fewer look.
    """
    rules = MACHINES[machine]
    words: list[Guard | Effect] = [*rules.guards.get(action, ()), *rules.effects.get(action, ())]
    for scheme in schemes:
        added = scheme.step(machine, action)
        words += [*added.guards, *added.effects]
    if still:
        words = [each for each in words if hasattr(each, "check") and not getattr(each, "NEEDS_PAYLOAD", False)]
    fixed = {name for each in words for name in getattr(each, "NEEDS", ())}
    return fixed.union(*(each.needs(changes) for each in words if hasattr(each, "needs")))


def load_cases(loading: Loading) -> dict[uuid.UUID, Facts]:
    """The facts of a run of changes of one machine and action, by subject."""
    decisions = _decisions(loading)
    applications = _applications(loading, decisions)
    schemes = {case.pk: scheme_of(case.round.scheme_version_id) for case in applications.values()}
    first = loading.changes[0]
    found = list({case.pk: case for case in applications.values()}.values())
    distinct = list({id(scheme): scheme for scheme in schemes.values()}.values())
    needed = needs_of(first.machine, first.action, distinct, loading.changes, still=loading.desk.still)
    acting = applicants_of(found, loading)
    chosen = [decision for decision in decisions.values() if decision]
    loading.desk.notes.setdefault("cases", {}).update({case.pk: case for case in found})
    loading.desk.notes.setdefault("decisions", {}).update({decision.pk: decision for decision in chosen})
    more = {name: _read(name, found, chosen, loading) for name in sorted(needed)}
    facts: dict[uuid.UUID, Facts] = {}
    for change in loading.changes:
        case, row = applications[change.subject], loading.rows[change.subject]
        if row.stream_id not in (
            None,
            case.stream_id,
        ):  # Duties are kept apart by dossier, so nothing of a case may stand in another.
            raise refuse("unknown-subject", "other-dossier", "Dit hoort niet in dit dossier.")
        facts[change.subject] = CaseFacts(
            row=row,
            change=change,
            actor=loading.actor,
            now=loading.now,
            application=case,
            scheme=schemes[case.pk],
            decision=decisions[change.subject],
            have=loading.have,
            applicants=acting[case.pk] | _own(change, row),
            prefix=case.round.prefix,
            more={name: values[case.pk] for name, values in more.items()},
        )
    return facts


def _read(
    name: str, cases: Sequence[Application], decisions: Sequence[Decision], loading: Loading
) -> Mapping[uuid.UUID, Any]:
    """What a selector finds; where steps are only tried, once for all of them if it looks at nothing but the cases."""
    if name not in OF_CASES or not loading.desk.still:
        return SELECTORS[name](cases, decisions, loading)

    def read(missing: set[uuid.UUID]) -> Mapping[uuid.UUID, Any]:
        return SELECTORS[name]([case for case in cases if case.pk in missing], decisions, loading)

    return loading.desk.once(name, (case.pk for case in cases), read)


def _own(change: Change, row: Subject) -> frozenset[uuid.UUID]:
    """Whoever hands in an idea or starts an application in their own name is its applicant; later steps look at the row instead."""
    contact: uuid.UUID | None = getattr(change.payload, "contact", None)
    return frozenset({contact}) if contact and row.state == NEW else frozenset()


def _decisions(loading: Loading) -> dict[uuid.UUID, Decision | None]:
    wanted = {change.subject: _decision_id(loading.rows[change.subject], change) for change in loading.changes}
    found = loading.desk.fetch(Decision, wanted.values(), CASE)
    return {subject: found.get(decision) for subject, decision in wanted.items()}


def _decision_id(row: Subject, change: Change) -> uuid.UUID | None:
    if isinstance(row, Decision):
        return row.pk
    return getattr(row, "decision", None) or getattr(change.payload, "decision", None)


def _applications(loading: Loading, decisions: Mapping[uuid.UUID, Decision | None]) -> dict[uuid.UUID, Application]:
    """The application of each change: the subject itself, what the subject or its decision belongs to, or what the payload names."""
    wanted = {
        change.subject: _case_id(loading.rows[change.subject], change, decisions[change.subject])
        for change in loading.changes
    }
    found = loading.desk.fetch(Application, wanted.values(), ROUND)
    cases = {subject: _known(found.get(case)) for subject, case in wanted.items()}
    for change in loading.changes:
        case = cases[change.subject]
        if case.subject_seq == 0:
            case.round_id = getattr(change.payload, "round", None)  # type: ignore[assignment]
    rounds = loading.desk.fetch(Round, {case.round_id for case in cases.values()})
    for case in cases.values():
        case.round = _known(rounds.get(case.round_id))
    return cases


def _case_id(row: Subject, change: Change, decision: Decision | None) -> uuid.UUID | None:
    if isinstance(row, Application):
        return row.pk
    named = getattr(row, "application_id", None) or getattr(change.payload, "application", None)
    return named or (decision.application_id if decision else None)


def _known(row: T | None) -> T:
    if row is None:
        raise refuse("unknown-subject", "unknown-subject", "Dit dossier bestaat niet of is niet van u.")
    return row
