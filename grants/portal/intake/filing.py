"""Filing for who wrote on paper, at the desk or by e-mail: the questions of the scheme as a form, what is missing, and the step itself."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from grants import sight
from grants.desk import Desk
from grants.known_parties import Known, acting
from grants.models import Application, Round
from grants.models.scheme import scheme_of
from grants.payloads import Filing
from grants.portal import dossier, taking
from grants.portal.answer_fields import AnswerField
from grants.portal.payload_form import DOT, PayloadForm, form_for
from grants.portal.taking import Asked, Place
from partners.models import BankAccount, Organisation
from workflow import questions as kinds
from workflow.facts import Actor
from workflow.form import Asked as Question
from workflow.form import asked as questions_of
from workflow.form import missing
from workflow.narrowing import used_steps

PARTS: Mapping[str, str] = {
    "": gettext_noop("Hoe het binnenkwam"),
    "idee": gettext_noop("Het idee"),
    "wie": gettext_noop("De aanvrager"),
    "huis": gettext_noop("Het dorpshuis"),
    "keuze": gettext_noop("Wat u vraagt"),
    "plan": gettext_noop("Het plan"),
    "werk": gettext_noop("Het werk"),
    "geld": gettext_noop("Het geld"),
    "bijlagen": gettext_noop("Bijlagen"),
    "klaar": gettext_noop("Ondertekening"),
}
"""The parts of a form as a person calls them; a part that is not here is called by its own word."""


BESIDE: Mapping[str, str] = {"bank_account": "geld", "partners": "wie", "draw_key": "klaar"}
"""The parts at which the other fields stand; how it came in stands on its own."""


@dataclass(frozen=True, slots=True)
class Group:
    """Some fields that belong together."""

    code: str
    title: str
    fields: Sequence[BoundField]


def open_rounds() -> Sequence[Round]:
    """The rounds in which something can still be filed; one that is closed receives as well, and is then decided as late."""
    return list(Round.objects.exclude(state__in=Round.UNANNOUNCED).order_by("-opens_at", "code")[:50])


def find(code: str, organisation: uuid.UUID, contact: uuid.UUID, desk: Desk, key: str, reference: str) -> Asked:
    """The filing that an address names: in a round, for somebody who acts for an organisation; `reference` is that of a draft, or "".

    Raises `Http404` when one of them is not there, or they do not belong together.
    """
    known = _applicant(organisation, contact, desk)
    if reference:
        case = dossier.find(reference, desk)
        if case.round.code != code:
            raise Http404
        asked = taking.find(case, desk, Application.MACHINE, "file", str(case.pk), key)
        case.organisation, case.contact_id = known.organisation, known.person
        return asked
    return _new("file", code, known, desk, key)


def _applicant(organisation: uuid.UUID, contact: uuid.UUID, desk: Desk) -> Known:
    known = acting(organisation, contact)
    if known is None or sight.is_own(desk, organisation, contact):
        raise Http404
    return known


def idea(code: str, organisation: uuid.UUID, contact: uuid.UUID, desk: Desk, key: str) -> Asked:
    """The idea that an address names, of somebody who acts for an organisation. Raises `Http404` as `find` does."""
    known = _applicant(organisation, contact, desk)
    asked = _new("register_idea", code, known, desk, key)
    assert asked.case
    if not takes_ideas(asked.case.round):
        raise Http404
    return asked


def takes_ideas(round_: Round) -> bool:
    """Whether the scheme of a round lets one hand in an idea before a plan."""
    return "register_idea" in used_steps(scheme_of(round_.scheme_version_id))


def _new(action: str, code: str, known: Known, desk: Desk, key: str) -> Asked:
    """A step with which a case begins, for somebody else."""
    round_ = Round.objects.exclude(state__in=Round.UNANNOUNCED).select_related("stream").filter(code=code).first()
    if round_ is None:
        raise Http404
    case = Application(round=round_, organisation=known.organisation, contact_id=known.person)
    actor = Actor(person=desk.actor.person, on_behalf_of=known.person)
    place = Place(gettext("Postkamer"), known.organisation.name, reverse("post"))
    return Asked(case, Application.declarations()[action], None, actor, taking.key_of(key), place)


def form_of(asked: Asked) -> type[PayloadForm]:
    """The form of the scheme, with what we know of the applicant filled in; the area follows from the answers."""
    assert asked.case
    made: Any = form_for(Filing, asked.case)
    fields = made.base_fields
    del fields["area"]
    if not asked.case.round.figures.get("draw_keys_given"):
        del fields["draw_key"]
    accounts = list(
        BankAccount.objects.filter(organisation=asked.case.organisation_id, replaced_on=None).order_by("-pk")
    )
    fields["bank_account"].initial = accounts[0].pk if accounts else None
    for name, field in fields.items():
        if isinstance(field, AnswerField) and name.startswith(f"answers{DOT}"):
            field.initial = known(field.question, asked.case, accounts)
    found: type[PayloadForm] = made
    return found


def known(question: Question, case: Application, accounts: Sequence[BankAccount]) -> Any:
    """What we know already of the answer to a question."""
    organisation = case.organisation
    assert isinstance(organisation, Organisation)
    if isinstance(question, kinds.Text) and question.identity:
        return organisation.name
    if isinstance(question, kinds.Kvk):
        return organisation.kvk
    if isinstance(question, kinds.Address):
        return {name: getattr(organisation, name) for name in question.FIELDS}
    if isinstance(question, kinds.Iban):
        return accounts[0].iban if accounts else None
    if isinstance(question, kinds.PersonQuestion) and question.required:
        return {name: getattr(case.contact, name) for name in question.fields if hasattr(case.contact, name)}
    return None


def groups(form: PayloadForm) -> Sequence[Group]:
    """The fields of the form, by the part of the scheme; how it came in goes first."""
    found: dict[str, list[BoundField]] = {}
    for bound in form.visible_fields():
        part = bound.field.question.part if isinstance(bound.field, AnswerField) else BESIDE.get(bound.name, "")
        found.setdefault(part, []).append(bound)
    order = ["", *dict.fromkeys(one.part for one in _questions(form)), *BESIDE.values()]
    return [
        Group(part or "post", gettext(PARTS.get(part, part.capitalize())), found.pop(part))
        for part in order
        if part in found
    ]


def _questions(form: PayloadForm) -> Iterator[Question]:
    return (field.question for field in form.fields.values() if isinstance(field, AnswerField))


def gaps(asked: Asked, form: PayloadForm) -> Sequence[str]:
    """What is asked and not there: it can be filed without, and asked for at the check."""
    assert asked.case
    scheme, rule = scheme_of(asked.case.round.scheme_version_id), asked.case.round.rule
    ids = set(missing(scheme, dict(_answers(form)), rule))
    return [one.label for one in questions_of(scheme, rule) if one.id in ids]


def _answers(form: PayloadForm) -> Iterator[tuple[str, Any]]:
    for name, value in form.cleaned_data.items():
        if isinstance(form.fields[name], AnswerField):
            yield name.partition(DOT)[2], value


def filed(asked: Asked) -> str:
    """The reference under which it was filed."""
    subject = asked.thing.id if asked.thing else uuid.uuid5(asked.key, Application.MACHINE)
    return str(Application.objects.values_list("stream__reference", flat=True).get(pk=subject))
