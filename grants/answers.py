"""What an applicant sent, read back question by question: the newest version of the answers, and each answer in words."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext

from grants import saying
from grants.models import Application, PersonalAnswer, Version
from grants.saying import euro
from partners.identifiers import last4
from workflow import questions as kinds
from workflow.answers import FIELD_LABELS
from workflow.form import Asked

AS_TEXT = (kinds.Text, kinds.LongText, kinds.Kvk, kinds.Iban, kinds.AreaChoice, kinds.DateQuestion)
"""Questions whose answers are kept as they were written; those of the others are kept as JSON where they may be personal."""


def sent_answers(case: Application, questions: Sequence[Asked]) -> dict[str, Any]:
    """The answers that count, by question: of each the last one that came. Two queries."""
    return answers_of([case], questions)[case.pk]


def answers_of(cases: Sequence[Application], questions: Sequence[Asked]) -> dict[uuid.UUID, dict[str, Any]]:
    """The same of each of these cases, in the same two queries."""
    found: dict[uuid.UUID, dict[str, Any]] = {case.pk: {} for case in cases}
    versions = list(Version.objects.filter(application__in=cases).order_by("number"))
    for one in versions:
        found[one.application_id] = json.loads(one.answers)
    kept = {one.id: one for one in questions if one.personal}
    personal = PersonalAnswer.objects.filter(version__in=versions, question__in=kept).exclude(value="")
    said = personal.order_by("version__number").values_list("version__application", "question", "value")
    for case, id_, text in said:
        found[case][id_] = text if _is_text(kept[id_]) else json.loads(text)
    return {
        case: {id_: value for id_, value in of_case.items() if value not in (None, "", [], {})}
        for case, of_case in found.items()
    }


def of_version(public: Mapping[str, Any], personal: Mapping[str, str], questions: Sequence[Asked]) -> dict[str, Any]:
    """The answers of one version, by question: the public ones as they were read, the personal ones as they were kept."""
    kept = {one.id: one for one in questions if one.personal}
    read = {
        id_: text if _is_text(kept[id_]) else json.loads(text) for id_, text in personal.items() if id_ in kept and text
    }
    return {id_: value for id_, value in {**public, **read}.items() if value not in (None, "", [], {})}


def _is_text(question: Asked) -> bool:
    return isinstance(question, AS_TEXT) or (isinstance(question, kinds.Choice) and not question.many)


def as_said(question: Asked, value: Any) -> list[str]:
    """An answer in words, a paragraph each."""
    if isinstance(question, kinds.Choice):
        chosen = value if question.many else [value]
        return [dict(question.options).get(one, one) for one in chosen]
    said = SAID.get(type(question))
    return said(value) if said else str(value).splitlines()


def _people(value: Any) -> list[str]:
    people = value if isinstance(value, list) else [value]
    return [", ".join(one[name] for name in FIELD_LABELS if name in one) for one in people]


def _address(value: Mapping[str, str]) -> list[str]:
    return [f"{value['street']} {value['number']}, {value['postcode']} {value['place']}"]


def _budget(value: Mapping[str, Any]) -> list[str]:
    return [
        f"{title}: {line['what']}, {euro(line['amount_cents'])}"
        for title, side in ((gettext("Kosten"), "costs"), (gettext("Inkomsten"), "income"))
        for line in value[side]
    ]


def _files(value: Sequence[Mapping[str, Any]]) -> list[str]:
    return [f"{one['kind']}, {-(-one['bytes'] // 1024)} kB" for one in value]


SAID: Mapping[type[Asked], Callable[[Any], list[str]]] = {
    kinds.Address: _address,
    kinds.Boolean: lambda value: [gettext("ja") if value else gettext("nee")],
    kinds.BudgetTable: _budget,
    kinds.DateQuestion: lambda value: [saying.day(date.fromisoformat(value))],
    kinds.Declaration: lambda _: [gettext("ja")],
    kinds.Iban: lambda value: [gettext("rekening die eindigt op %(last4)s") % {"last4": last4(value)}],
    kinds.Money: lambda value: [euro(value)],
    kinds.PersonQuestion: _people,
    kinds.Quotes: lambda value: [f"{one['firm']}: {euro(one['amount_cents'])}" for one in value],
    kinds.Upload: _files,
}
"""How the answers of some kinds of question are said; every other answer is a text."""
