"""Every step that a person can take has a form with Dutch words, and gives back what was filled in."""

from __future__ import annotations

import dataclasses
import json
import typing
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from django import forms
from django.http import QueryDict

from grants import field_words, payloads
from grants.afterwards import OTHER
from grants.models import Application
from grants.portal.answer_fields import AnswerField
from grants.portal.payload_form import PayloadForm, form_for
from tests import world
from tests.invariants.asking import good_payloads, steps
from tests.invariants.tale import Tale
from workflow.facts import Payload
from workflow.registry import MACHINES

PAYLOADS = sorted(
    {kind for rules in MACHINES.values() for kind in rules.payloads.values()}, key=lambda one: one.__name__
)


@pytest.mark.parametrize("kind", PAYLOADS, ids=lambda kind: kind.__name__)
def test_every_field_of_every_payload_has_a_dutch_label(kind: type[Payload]) -> None:
    missing = [
        part.name for part in dataclasses.fields(kind) if not field_words.said(field_words.LABELS, kind, part.name)
    ]
    assert missing == []


def test_the_vocabulary_names_nothing_that_no_step_asks() -> None:
    fields = {(kind.__name__, part.name) for kind in PAYLOADS for part in dataclasses.fields(kind)}
    said = {*field_words.LABELS, *field_words.HELP, *field_words.CHOICES}
    names = {name for _, name in fields} | {f"{kind}.{name}" for kind, name in fields}
    assert said - names == set()


def test_only_what_may_stay_away_and_has_no_first_answer_is_called_not_required() -> None:
    """What is answered beforehand is answered: to call a choice that stands there not required would puzzle."""

    class Small(forms.Form):
        asked = forms.CharField()
        chosen = forms.ChoiceField(required=False, initial="a", choices=[("a", "A")], widget=forms.RadioSelect)
        more = forms.CharField(required=False)

    form = Small()
    assert [name for name in form.fields if "(niet verplicht)" in form[name].as_field_group()] == ["more"]


def typed(form: PayloadForm, payload: Payload) -> QueryDict:
    """What a person types to say a payload: what the fields show of its values."""
    data = QueryDict(mutable=True)
    for name, field in form.fields.items():
        whole, dot, key = name.partition(".")
        value: Any = getattr(payload, whole)
        if dot:
            value = value.get(key)
        if isinstance(field, AnswerField):
            data.update({name: json.dumps(value)} if value else {})
        elif isinstance(field, forms.MultipleChoiceField):
            data.setlist(name, [str(one) for one in value])
        elif isinstance(value, bool):
            data.update({name: "on"} if value else {})
        elif isinstance(value, date):  # A moment is a day as well.
            assert isinstance(field.widget, forms.DateTimeInput | forms.DateInput)
            data[name] = str(field.widget.format_value(field.prepare_value(value)))
        elif value not in (None, "", (), {}):
            data[name] = str(field.prepare_value(value))
    return data


@pytest.mark.django_db
def test_every_form_gives_back_the_payload_that_was_typed_in_it(told: Tale) -> None:
    case = Application.objects.select_related("round", "contact", "organisation").get(pk=told.case.pk)
    lost: dict[tuple[str, str], object] = {}
    said = good_payloads(told)
    for step in steps():
        kind = MACHINES[step[0]].payloads.get(step[1])
        if kind is None or step[0] in OUTSIDE or not _asked_of_a_person(step):
            continue
        payload = of_the_dossier(said[step], case)
        assert type(payload) is kind
        form = form_for(kind, case)(typed(form_for(kind, case)(), payload))
        found = form.payload() if form.is_valid() else form.errors.as_data()
        if found != payload:
            lost[step] = found
    assert lost == {}


def of_the_dossier(payload: Any, case: Application) -> Any:
    """A payload with a person and a party that there are, and answers that say something."""
    real: dict[str, Any] = {
        "contact": case.contact_id,
        "organisation": case.organisation_id,
        "answers": {"adres": world.answers_for(1)["adres"]},
    }
    if isinstance(payload, payloads.OnPaper):
        real |= {"channel": "counter"}  # What came through the portal nobody types here.
    if isinstance(payload, payloads.Account | payloads.ReportText):
        real |= {"answers": {OTHER.id: [{"id": "0" * 64, "kind": "pdf", "bytes": 5}]}}
    if isinstance(payload, payloads.Filing):
        real |= {"round": case.round_id}
    if isinstance(payload, payloads.Objecting):
        real |= {"decision": case.decisions.filter(state="announced").order_by("-announced_on", "-pk")[0].pk}
    if isinstance(payload, payloads.Draft):
        real |= {"kind": "prize"}  # Of the kinds of decision, the form offers those that fit the state of the case.
    named = {
        part.name
        for part in dataclasses.fields(payload)
        if getattr(payload, part.name) is not None or part.name == "round"
    }
    return dataclasses.replace(payload, **{name: value for name, value in real.items() if name in named})


OUTSIDE = ("register", "round", "payment_order")
"""Machines whose steps are not taken in a dossier."""


def _asked_of_a_person(step: tuple[str, str]) -> bool:
    declared = MACHINES[step[0]].model.declarations()[step[1]]
    return bool(set(declared.roles) - {"system"})


def test_a_form_is_made_for_a_payload_that_nobody_has_seen_yet() -> None:
    @dataclasses.dataclass(frozen=True)
    class Fresh(Payload):
        reason: str
        amount_cents: int
        many: tuple[int, ...] = ()
        named: Mapping[str, int] = dataclasses.field(default_factory=dict)

    assert typing.get_type_hints(Fresh, localns=vars())
    form = form_for(Fresh, None)(QueryDict("reason=Omdat&amount_cents=1.250,50&many=1%0A2&named=een: 1"))
    assert form.is_valid(), form.errors
    assert form.payload() == Fresh("Omdat", 1_250_50, (1_00, 2_00), {"een": 1})
