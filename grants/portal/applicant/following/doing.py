"""What an applicant can do in an own dossier: the steps of `said.STEPS` that are open, each on a page of its own.

What stands in the way of a step before anything was typed is ours to know; what stands in the way of what was typed is said.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache, partial
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from documents.letters.intake import CompletionRequest
from documents.letters.parts import Consequence, MissingItem
from grants import attached, steps, trail
from grants.answers import sent_answers
from grants.births import About
from grants.desk import Desk
from grants.due_list import Due
from grants.models import Application, Report
from grants.models.scheme import scheme_of
from grants.named import id_in
from grants.payloads import ByPost
from grants.portal import taking
from grants.portal.answer_fields import AnswerField
from grants.portal.applicant.access import Applicant
from grants.portal.applicant.following import files, said
from grants.portal.applicant.following.papers import Paper
from grants.portal.payload_form import PayloadForm, form_for
from grants.portal.preview import Reckoned, Written
from grants.portal.uploads import Files
from workflow import door, roles
from workflow.facts import Change

COMPLETE, ACCOUNT, WITHDRAW, REPORT = (
    "application.complete",
    "application.account",
    "application.withdraw",
    "report.report",
)


@dataclass(frozen=True, slots=True)
class Doable:
    """One step that is open: which (machine and action), what its button says, on what, and where it is taken."""

    step: str
    label: str
    thing: str
    subject: str
    address: str


def desk_of(applicant: Applicant) -> Desk:
    """The applicant as the selectors of steps know somebody: with the role of the applicant and no other, and with what was read."""
    return Desk(applicant.actor, applicant.name, (roles.APPLICANT,), rows=applicant.rows, standing=applicant.standing)


def doable(
    case: Application, things: Sequence[trail.Thing], due: Sequence[Due], desk: Desk, reports: Sequence[Report]
) -> tuple[Doable, ...]:
    """The steps that are open to the applicant, in the order of `said.STEPS`; of reports the one that is due first."""
    order = list(said.STEPS)
    named = {str(one.pk): one.kind for one in reports}
    rank = {str(one.pk): number for number, one in enumerate(sorted(reports, key=lambda one: str(one.due_on or "9")))}
    open_ = [one for one in steps.offered(case, things, due, desk) if one.is_open and _name(one) in said.STEPS]
    ordered = sorted(open_, key=lambda one: (order.index(_name(one)), rank.get(one.subject, 0)))
    return tuple(_doable(case, one, named.get(one.subject, "")) for one in ordered)


def _name(one: steps.Offered) -> str:
    return f"{one.declared.machine}.{one.declared.action}"


def _doable(case: Application, one: steps.Offered, thing: str) -> Doable:
    args = [case.stream.reference, one.declared.machine, one.declared.action, one.subject]
    return Doable(_name(one), gettext(said.STEPS[_name(one)]), thing, one.subject, reverse("own-step", args=args))


def find(case: Application, applicant: Applicant, machine: str, action: str, subject: str, key: str) -> taking.Asked:
    """The step that an address names. Raises `Http404` when it is none for an applicant, or not in this dossier."""
    if f"{machine}.{action}" not in said.STEPS:
        raise Http404
    desk = desk_of(applicant)
    things = taking.things_of(case, desk)
    new = subject == steps.NOTHING_YET
    found = steps.named(case, things, desk, machine, action, None if new else id_in(subject))
    if found is None or (not new and found[1] is None):
        raise Http404
    declared, thing = found
    place = taking.Place(case.stream.reference, case.title, reverse("own-case", args=[case.stream.reference]))
    return taking.Asked(case, declared, thing, applicant.actor, taking.key_of(key), place, things)


def is_open(asked: taking.Asked) -> bool:
    """Whether nothing is in the way of a step but what comes with it."""
    assert asked.case, "a step of an applicant is one in a dossier"
    machine, action = asked.declared.machine, asked.declared.action
    if asked.thing:
        change = Change(machine, action, asked.thing.id)
    else:
        change = Change(machine, action, uuid.uuid4(), About(asked.case.pk), asked.case.stream_id)
    [option] = door.tried([change], actor=asked.actor)
    return option.is_open


OURS = frozenset(one.name for one in fields(ByPost))
"""What a clerk says of something that came on paper: no applicant says when their own letter came in."""


def form_of(asked: taking.Asked) -> type[PayloadForm]:
    """The form of a step without what only a clerk fills in, with the answers that were sent before."""
    made = form_for(asked.kind, asked.case, taking.nobody_to_choose(asked))
    form: type[PayloadForm] = type(made.__name__, (made,), dict.fromkeys(OURS & set(made.base_fields)))
    earlier = _earlier(asked, form)
    for name, value in earlier.items():
        form.base_fields[name].initial = value
    came = cache(partial(attached.came, asked.case)) if asked.case else None
    for field in files.from_afar(form).base_fields.values():
        if isinstance(field.widget, Files):
            field.widget.is_again = f"{asked.declared.machine}.{asked.declared.action}" == COMPLETE
            field.widget.came = came
    return form


def _earlier(asked: taking.Asked, form: type[PayloadForm]) -> Mapping[str, Any]:
    fields_ = {name: field for name, field in form.base_fields.items() if isinstance(field, AnswerField)}
    questions = [field.question for field in fields_.values()]
    if not questions or asked.case is None:
        return {}
    known = sent_answers(asked.case, questions)
    return {name: known[field.question.id] for name, field in fields_.items() if field.question.id in known}


@dataclass(frozen=True, slots=True)
class Follows:
    """What follows from a step in the eyes of who applied: what it means, the letters, and the legal dates with their sum."""

    sentences: Sequence[str]
    letters: Sequence[Written]
    dates: Sequence[tuple[str, Reckoned]]


UNCHANGED = gettext_noop("Aan uw aanvraag en aan de termijnen verandert niets.")

MEANS: Mapping[str, Sequence[str]] = {
    COMPLETE: (gettext_noop("Wij ontvangen uw aanvulling."), gettext_noop("Daarna loopt onze termijn weer.")),
    WITHDRAW: (
        gettext_noop("Wij stoppen met uw aanvraag."),
        gettext_noop("U krijgt hiervoor geen subsidie."),
        gettext_noop("U kunt dit niet terugdraaien. Een nieuwe aanvraag indienen mag wel, zolang de ronde open is."),
    ),
    REPORT: (gettext_noop("Wij ontvangen uw verslag en lezen het."),),
    ACCOUNT: (
        gettext_noop("Wij ontvangen uw verantwoording."),
        gettext_noop("Daarna stellen wij het definitieve bedrag vast."),
    ),
    "objection.object_to_decision": (
        gettext_noop("Wij ontvangen uw bezwaar en noteren op welke dag."),
        gettext_noop("Een jurist die niet over uw aanvraag besloot, kijkt opnieuw."),
        gettext_noop("Wij bellen u om het te bespreken."),
    ),
    "objection.withdraw_objection": (
        gettext_noop("Wij stoppen met uw bezwaar."),
        gettext_noop("Ons besluit blijft zoals het is."),
    ),
    "message.write_message": (gettext_noop("Wij lezen uw bericht en schrijven u terug."), UNCHANGED),
    "message.reply_message": (gettext_noop("Wij lezen uw antwoord."), UNCHANGED),
    "message.read_message": (gettext_noop("Wij zien wanneer u dit bericht las."), UNCHANGED),
    "message.read_answer": (gettext_noop("Wij zien wanneer u ons antwoord las."), UNCHANGED),
    "application.report_deviation": (gettext_noop("Wij lezen uw melding. U hoort van ons wat er nu gebeurt."),),
    "account_change.ask_account_change": (
        gettext_noop("Twee mensen van ons controleren de nieuwe rekening."),
        gettext_noop("Tot die tijd betalen wij op uw oude rekening."),
    ),
    "party_change.ask_party_change": (
        gettext_noop("Wij controleren uw melding."),
        gettext_noop("Daarna krijgt u een brief."),
    ),
}
"""What each step means, in sentences that hold whatever the case."""


def follows(sheet: taking.Sheet) -> Follows | None:
    """What would follow, without what goes on inside: no bookings, no steps of colleagues."""
    if sheet.follows is None:
        return None
    declared = sheet.asked.declared
    means = MEANS[f"{declared.machine}.{declared.action}"]
    return Follows([gettext(one) for one in means], sheet.follows.letters, tuple(_dates(sheet.follows.dates)))


def _dates(found: Sequence[Reckoned]) -> Iterator[tuple[str, Reckoned]]:
    for one in found:
        if one.kind in said.KINDS:
            words = gettext(said.DATES[said.KINDS[one.kind]])
            yield words, Reckoned(one.kind, one.last_day, None, said.reckoned(one.sum), one.article)


def awaited(case: Application, papers: Sequence[Paper]) -> tuple[MissingItem, ...]:
    """What was asked last to complete: what, why, and what follows when it does not come; as the letter says it, where there is one."""
    asked = (paper.written for paper in papers if isinstance(paper.written, CompletionRequest))
    if found := next(asked, None):
        return found.missing
    scheme = scheme_of(case.round.scheme_version_id)
    said_of = {id_: scheme.question(id_) for id_ in json.loads(case.awaited)}
    needed = gettext("Dit hebben wij nodig om te besluiten.")
    return tuple(
        MissingItem(what=one.label, why=one.help or needed, consequence=Consequence(json.loads(case.awaited)[id_]))
        for id_, one in said_of.items()
    )
