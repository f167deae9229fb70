"""One case explained: its state, whose turn it is, every step and why it is open or not, every date with its sum, money and trail.

Reads only. Amounts in cents, days in Europe/Amsterdam; sentences are Dutch, for whoever stands at the keyboard.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from budgets import ledger
from budgets.figures import euro
from grants.due_list import due
from grants.guards import STATES_BY_KIND
from grants.models import Application, Decision, Report
from grants.payment_desk import open_claims
from workflow import clock, door, roles
from workflow.errors import Obstacle
from workflow.facts import Actor
from workflow.machine import NEW
from workflow.models import Deadline, Event, Subject
from workflow.registry import MACHINES

APPLICANT, OFFICE, NOBODY = "aanvrager", "gemeente", "niemand"

TURNS: Mapping[str, tuple[str, str, str]] = {
    "idea": (OFFICE, "Een begeleider bekijkt het idee.", ""),
    "invited": (APPLICANT, "De aanvrager kan een plan indienen.", ""),
    "advised": (APPLICANT, "De aanvrager kiest zelf: een plan indienen mag.", ""),
    "referred": (APPLICANT, "De aanvrager kiest zelf: een plan indienen mag.", ""),
    "draft": (APPLICANT, "De aanvrager maakt de aanvraag af.", ""),
    "submitted": (OFFICE, "De gemeente controleert en beoordeelt de aanvraag.", "decision_term"),
    "incomplete": (APPLICANT, "De aanvrager stuurt wat ontbreekt.", "completion_term"),
    "assessed": (OFFICE, "De gemeente besluit.", "decision_term"),
    "awarded": (APPLICANT, "De ontvanger voert het plan uit. De gemeente betaalt.", "payment_term"),
    "monitored": (APPLICANT, "De ontvanger voert het plan uit en legt daarna verantwoording af.", "report"),
    "account_submitted": (OFFICE, "De gemeente bekijkt de verantwoording en stelt het bedrag vast.", ""),
    "accounted": (NOBODY, "De zaak is klaar.", "objection_term"),
    "rejected": (NOBODY, "De aanvraag is afgewezen.", "objection_term"),
    "set_aside": (NOBODY, "De aanvraag is niet behandeld.", "objection_term"),
    "withdrawn": (NOBODY, "De aanvrager trok dit in.", ""),
    "merged": (NOBODY, "Deze aanvraag gaat verder in een andere zaak.", ""),
    "revoked": (OFFICE, "De subsidie is ingetrokken. De gemeente vraagt terug wat betaald is.", "objection_term"),
}
"""Per state of the application: whose turn it is, what is asked, and the kind of date by which; a line for every state."""

WAITING = {
    Decision.DRAFTED: "Er ligt een ontwerpbesluit. De mandaathouder tekent.",
    Decision.SIGNED: "Er ligt een getekend besluit. De beleidsmedewerker maakt het bekend.",
}

TERMS = {
    "decision_term": "beslistermijn",
    "completion_term": "hersteltermijn",
    "objection_term": "bezwaartermijn",
    "payment_term": "betaaltermijn",
    "state_aid_register": "melding van steun",
    "report": "verslag",
}


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose turn it is, what is asked, and by which legal date (None for none)."""

    who: str
    what: str
    by: date | None


@dataclass(frozen=True, slots=True)
class Told:
    """One step of one thing in the dossier: open, or the sentences with code and article that say why not."""

    machine: str
    subject: uuid.UUID
    state: str
    action: str
    label: str
    roles: tuple[str, ...]
    open: bool
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dated:
    """One date of the dossier with the sum that leads to it."""

    kind: str
    last_day: date
    plan_by: date | None
    article: str
    sum: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Happened:
    """One event: when, who in which role, what, and from which state to which."""

    at: str
    who: str
    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """All of it."""

    reference: str
    title: str
    state: str
    turn: Turn
    steps: tuple[Told, ...]
    decisions: tuple[str, ...]
    dates: tuple[Dated, ...]
    money: Mapping[str, Mapping[str, int]]
    due: tuple[tuple[str, int, date | None], ...]
    trail: tuple[Happened, ...]


def explain(case: Application, actor: Actor = door.ANYONE) -> Explanation:
    """Everything about one case, for an actor, or for whoever may."""
    things = subjects(case)
    dates = tuple(_dates(case))
    lines = due(clock.today(), dossier=case.stream_id)
    kinds = tuple(str(Decision.Kind(kind).label) for kind, states in STATES_BY_KIND.items() if case.state in states)
    return Explanation(
        reference=case.stream.reference,
        title=case.title,
        state=case.state_word,
        turn=turn(case, dates, sum(line.amount_cents for line in lines), sum(cents for _, cents in open_claims(case))),
        steps=tuple(line for thing in things for line in _steps(thing, actor)),
        decisions=kinds,
        dates=dates,
        money={
            book: {pot: cents for pot, cents in pots.items() if cents}
            for book, pots in ledger.positions([case.stream_id]).get(case.stream_id, {}).items()
        },
        due=tuple((line.kind, line.amount_cents, line.due_on) for line in lines),
        trail=tuple(_trail(case)),
    )


def subjects(case: Application) -> list[Subject]:
    """Everything with a state in the dossier of a case, the case itself first."""
    rows: list[Subject] = [case]
    for machine, rules in sorted(MACHINES.items()):
        if machine != Application.MACHINE and not rules.model.STREAM_KIND:
            rows += rules.model._default_manager.filter(stream=case.stream_id).order_by("pk")
    return rows


def _steps(thing: Subject, actor: Actor) -> Iterator[Told]:
    for option in door.explain(thing.MACHINE, thing.pk, actor=actor):
        declared = option.declared
        if declared.sources == (NEW,):
            continue  # It is there already: a birth is not a step of it any more.
        why = tuple(map(_why, option.obstacles))
        who = tuple(roles.LABELS.get(role, role) for role in declared.roles)
        yield Told(thing.MACHINE, thing.pk, thing.state_word, declared.action, declared.label, who, option.is_open, why)


def _why(one: Obstacle) -> str:
    """The sentence with its code and its article; for a wrong state the article is that of the step, and says nothing of the state."""
    article = f"; {one.article}" if one.article and one.code != "wrong-state" else ""
    return f"{one.sentence} ({one.code}{article})"


def turn(case: Application, dates: tuple[Dated, ...], owed_cents: int, claimed_cents: int) -> Turn:
    """Whose turn it is. A decision that lies ready goes before what the state says, and so does money once the case is closed."""
    who, what, kind = TURNS[case.state]
    by = next((one.last_day for one in reversed(dates) if one.kind == TERMS.get(kind)), None)
    waiting = case.decisions.filter(state__in=list(WAITING)).order_by("pk").first()
    if waiting:
        return Turn(OFFICE, WAITING[waiting.state], by)
    if who != NOBODY:
        return Turn(who, what, by)
    if claimed_cents or owed_cents:
        paid = next((one.last_day for one in reversed(dates) if one.kind == TERMS["payment_term"]), None)
        back = f"De ontvanger betaalt {euro(claimed_cents)} terug."
        return (
            Turn(APPLICANT, back, paid)
            if claimed_cents
            else Turn(OFFICE, f"De gemeente betaalt nog {euro(owed_cents)}.", paid)
        )
    if by and by >= clock.today():
        return Turn(who, f"{what} Bezwaar kan nog tot de genoemde dag.", by)
    return Turn(who, what, None)


def _dates(case: Application) -> Iterator[Dated]:
    """The computation that counts of every term, then the reports that are still due."""
    newest: dict[tuple[uuid.UUID, str], Deadline] = {}
    for row in Deadline.objects.filter(stream=case.stream_id).order_by("revision"):
        newest[row.subject, row.kind] = row
    for row in sorted(newest.values(), key=lambda one: (one.legal_deadline, one.kind)):
        lines = tuple(row.explanation.split("\n"))
        yield Dated(TERMS.get(row.kind, row.kind), row.legal_deadline, row.plan_by, row.article, lines)
    for report in Report.objects.filter(application=case, state=Report.DUE).exclude(due_on=None).order_by("due_on"):
        assert report.due_on is not None
        yield Dated(
            TERMS["report"], report.due_on, report.due_on, "Awb 4:37", (f"Dit staat in het besluit: {report.kind}.",)
        )


def _trail(case: Application) -> Iterator[Happened]:
    for event in Event.objects.filter(stream=case.stream_id).order_by("seq"):
        rules = MACHINES[event.machine]
        declared = rules.model.declarations()[event.action]
        words = rules.model.WORDS
        yield Happened(
            clock.day_of(event.at).isoformat(),
            roles.LABELS.get(event.role, event.role) or event.system,
            declared.label,
            words.get(event.state_before, ""),
            words.get(event.state_after, ""),
        )
