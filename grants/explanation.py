"""One case explained: its state, whose turn it is, every step and why it is open or not, every date with its sum, money and trail.

Reads only. Amounts in cents, days in Europe/Amsterdam; sentences are Dutch, for whoever stands at the keyboard.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from budgets import ledger
from documents.letters.rejection import LateGround
from grants.births import born
from grants.dates import TERMS, Dated, closes, dates_of
from grants.due_list import due_in
from grants.letters.rejection import ARTICLES
from grants.models import Application, Decision
from grants.models.scheme import scheme_of
from grants.payment_desk import open_claims
from grants.saying import euro
from grants.told import Told, told
from workflow import clock, door, roles
from workflow.facts import Actor
from workflow.law.wording import dutch_date
from workflow.machine import NEW
from workflow.models import Event, Subject
from workflow.narrowing import used_steps
from workflow.registry import MACHINES, Desk

APPLICANT, OFFICE, NOBODY = "aanvrager", "gemeente", "niemand"

TURNS: Mapping[str, tuple[str, str, str]] = {
    "idea": (OFFICE, "Een begeleider bekijkt het idee.", ""),
    "invited": (APPLICANT, "De aanvrager kan een plan indienen.", "close"),
    "advised": (APPLICANT, "De aanvrager kiest zelf: een plan indienen mag.", "close"),
    "referred": (APPLICANT, "De aanvrager kiest zelf: een plan indienen mag.", "close"),
    "draft": (APPLICANT, "De aanvrager maakt de aanvraag af.", "close"),
    "submitted": (OFFICE, "De gemeente controleert en beoordeelt de aanvraag.", "decision_term"),
    "incomplete": (APPLICANT, "De aanvrager stuurt wat ontbreekt.", "completion_term"),
    "assessed": (OFFICE, "De gemeente besluit.", "decision_term"),
    "awarded": (APPLICANT, "De ontvanger voert het plan uit. De gemeente betaalt.", "payment_term"),
    "monitored": (APPLICANT, "De ontvanger voert het plan uit en legt daarna verantwoording af.", "report"),
    "account_submitted": (OFFICE, "De gemeente bekijkt de verantwoording en stelt het bedrag vast.", "determination"),
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


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose turn it is, what is asked, and by which legal date (None for none)."""

    who: str
    what: str
    by: date | None


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
    notes: tuple[str, ...]
    turn: Turn
    steps: tuple[Told, ...]
    dates: tuple[Dated, ...]
    money: Mapping[str, Mapping[str, int]]
    due: tuple[tuple[str, int, date | None], ...]
    trail: tuple[Happened, ...]


def explain(case: Application, actor: Actor = door.ANYONE) -> Explanation:
    """Everything about one case, for an actor, or for whoever may."""
    desk = Desk()
    lines = due_in(case, clock.today(), desk)
    dates, claims = dates_of(case, lines, desk), open_claims(case, desk)
    decisions = desk.in_dossiers(Decision, [case.stream_id])
    money = ledger.positions([case.stream_id]).get(case.stream_id, {})
    used = used_steps(scheme_of(case.round.scheme_version_id))
    known = [line for thing in subjects(case) for line in _steps(thing, actor)]
    return Explanation(
        reference=case.stream.reference,
        title=case.title,
        state=case.state_word,
        notes=tuple(_notes(case)),
        turn=turn(case, decisions, dates, sum(line.amount_cents for line in lines), sum(cents for _, cents in claims)),
        steps=(
            *(one for one in known if one.machine != Application.MACHINE or one.action in used),
            *born(case, lines, actor),
        ),
        dates=dates,
        money={book: {pot: cents for pot, cents in pots.items() if cents} for book, pots in money.items()},
        due=tuple((line.kind, line.amount_cents, line.due_on) for line in lines),
        trail=tuple(_trail(case)),
    )


def _notes(case: Application) -> Iterator[str]:
    """What one must know of a case before all else."""
    if case.received_at and case.received_at > case.round.closes_at:
        heading, article = ARTICLES[LateGround.tag]
        received = case.received_at.astimezone(clock.AMSTERDAM)
        came = f"{dutch_date(received.date())} om {received:%H.%M} uur"
        yield f"{heading}: ontvangen op {came}. De ronde sloot op {closes(case.round)}. Wij wijzen af ({article})."


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
        yield told(option, thing.pk, thing.state_word)


def turn(
    case: Application, decisions: Iterable[Decision], dates: tuple[Dated, ...], owed_cents: int, claimed_cents: int
) -> Turn:
    """Whose turn it is. A decision that lies ready goes before what the state says, and so does money once the case is closed."""
    who, what, kind = TURNS[case.state]
    by = _last(dates, kind)
    if kind == "close" and clock.now() > case.round.closes_at:
        return Turn(NOBODY, "De ronde is gesloten. Een plan dat nu nog komt, is te laat.", None)
    waiting = min((one for one in decisions if one.state in WAITING), key=lambda one: one.pk, default=None)
    if waiting:
        return Turn(OFFICE, WAITING[waiting.state], by)
    if who != NOBODY:
        return Turn(who, what, by)
    return _when_closed(Turn(who, what, by), dates, owed_cents, claimed_cents)


def _when_closed(turn: Turn, dates: tuple[Dated, ...], owed_cents: int, claimed_cents: int) -> Turn:
    """Who still pays in a case that is closed, or until when one can object; else the case is done."""
    if claimed_cents:
        back = gettext("De ontvanger betaalt %(amount)s terug.") % {"amount": euro(claimed_cents)}
        return Turn(APPLICANT, back, _last(dates, "payment_term"))
    if owed_cents:
        first = next((one.last_day for one in dates if one.kind == TERMS["payment"]), None)
        still = gettext("De gemeente betaalt nog %(amount)s.") % {"amount": euro(owed_cents)}
        return Turn(OFFICE, still, first)
    if turn.by and turn.by >= clock.today():
        objecting = gettext("Bezwaar kan nog tot de genoemde dag.")
        return Turn(turn.who, f"{gettext(turn.what)} {objecting}", turn.by)
    return Turn(turn.who, turn.what, None)


def _last(dates: tuple[Dated, ...], kind: str) -> date | None:
    """The last day of a kind, None for none."""
    return next((one.last_day for one in reversed(dates) if one.kind == TERMS.get(kind)), None)


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
