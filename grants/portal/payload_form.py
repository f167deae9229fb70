"""The form of a step, made from the payload that the step declares: nobody draws it, so a new step has its form at once."""

from __future__ import annotations

import dataclasses
import types
import typing
import uuid
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from grants import field_words, saying
from grants.answers import as_said
from grants.models import Application
from grants.portal import options
from grants.portal.answer_fields import AnswerField
from grants.portal.fields import (
    AmountsField,
    CaseField,
    ChoiceOf,
    EuroField,
    IdChoice,
    IdField,
    LinesField,
    PairsField,
    PartiesField,
    RowsField,
)
from grants.portal.uploads import SCAN, Hashed, HashedHere, Named
from grants.saying import euro
from workflow.facts import Payload
from workflow.reading import read

Part = dataclasses.Field[Any]


class PayloadForm(forms.Form):
    """What comes with one step; the subclass of each payload is made by `form_for`."""

    payload_kind: type[Payload]
    use_required_attribute = False
    left_out: tuple[str, ...] = ()
    refused: Mapping[str, str] = {}
    """Why a file did not come in, by field."""

    def as_hidden(self) -> SafeString:
        """All that was typed, to go along with the question whether it is right."""
        return format_html_join("", "{}", ((bound.as_hidden(),) for bound in self))

    def clean(self) -> None:
        """Leave out the answers that cannot be read, where somebody asked for that: what is missing never blocks (Awb 4:5)."""
        for name, sentence in self.refused.items():
            self.add_error(name, sentence)
        unread = [name for name in self.errors if isinstance(self.fields.get(name), AnswerField)]
        if LEAVE_OUT in self.data:
            self.left_out = tuple(str(self.fields[name].label) for name in unread)
            for name in unread:
                del self.errors[name]

    @property
    def can_leave_out(self) -> bool:
        """Whether all that is wrong are answers that cannot be read, and that may be asked for later."""
        fields = [self.fields.get(name) for name in self.errors]
        return bool(fields) and all(isinstance(one, AnswerField) and not one.blocks for one in fields)

    def payload(self) -> Payload:
        """What was typed, as the door takes it.

        Raises:
            Refusal: `payload-unreadable` when a value is not of the kind that the step declares.
        """
        plain: dict[str, Any] = {}
        for name, value in self.cleaned_data.items():
            whole, dot, key = name.partition(DOT)
            if dot:
                plain.setdefault(whole, {}).update({key: value} if value not in (None, "") else {})
            elif not (_empty(value) and _has_default(self.payload_kind, name)):
                plain[name] = value
        return read(self.payload_kind, plain)


DOT = "."
LEAVE_OUT = "zonder"
"""What goes along when somebody asks to leave out what cannot be read."""


def said_in(form: PayloadForm) -> Iterator[tuple[str, str]]:
    """What was typed in a form, with its labels, as a person reads it back."""
    for bound in form:
        value = form.cleaned_data.get(bound.name)
        if not bound.is_hidden and not _empty(value):
            yield str(bound.label), shown(bound.field, value)


def shown(field: forms.Field, value: Any) -> str:
    """The value of a field as a person reads it back."""
    if isinstance(field, AnswerField):
        return "\n".join(as_said(field.question, value))
    if isinstance(field, EuroField | AmountsField):
        return "\n".join(euro(one) for one in (value if isinstance(value, list) else [value]))
    return _plain(field, value)


def _plain(field: forms.Field, value: Any) -> str:
    if isinstance(value, bool):
        return gettext("ja") if value else gettext("nee")
    if isinstance(value, datetime):
        return saying.moment(value)
    if isinstance(value, date):
        return saying.day(value)
    if isinstance(field, forms.ChoiceField):
        words = dict(field_words.flat(field.choices))
        return ", ".join(words.get(str(one), str(one)) for one in (value if isinstance(value, list) else [value]))
    return str(field.prepare_value(value))


def _empty(value: object) -> bool:
    return value in (None, "", [], {})


def _has_default(kind: type[Payload], name: str) -> bool:
    part = next(part for part in dataclasses.fields(kind) if part.name == name)
    return part.default is not dataclasses.MISSING or part.default_factory is not dataclasses.MISSING


def form_for(kind: type[Payload], case: Application | None, without: Collection[uuid.UUID] = ()) -> type[PayloadForm]:
    """The form of a payload, with the choices that there are in a dossier, `without` those that nobody would choose."""
    hints = typing.get_type_hints(kind)
    fields: dict[str, forms.Field] = {}
    for part in dataclasses.fields(kind):
        fields |= dict(_fields(kind, part, hints[part.name], case))
    for field in fields.values():
        if isinstance(field, IdChoice):
            field.leave_out(without)
    return type(f"{kind.__name__}Form", (PayloadForm,), {**fields, "payload_kind": kind})


def _fields(kind: type[Payload], part: Part, hint: Any, case: Application | None) -> Iterator[tuple[str, forms.Field]]:
    """One field for a part of the payload, or one for each of its keys where these are known beforehand."""
    label = gettext(field_words.said(field_words.LABELS, kind, part.name) or part.name)
    help_text = field_words.said(field_words.HELP, kind, part.name)
    said: dict[str, Any] = {
        "label": label,
        "help_text": gettext(help_text) if help_text else "",
        "required": not _may_be_left_out(part, hint),
        "initial": None if part.default in (dataclasses.MISSING, "", ()) or part.name == "channel" else part.default,
        "error_messages": {"required": gettext("Vul in: %(label)s") % {"label": label}},
    }
    if questions := options.questions_of(kind, part.name, case):
        yield from ((f"{part.name}{DOT}{one.id}", AnswerField(one)) for one in questions)
        return
    if keys := options.keys_of(kind, part.name, case):
        for key, words in keys:
            yield f"{part.name}{DOT}{key}", _keyed(part.name, said, words)
        return
    if lines := options.lines_of(kind, part.name, case):
        yield part.name, AmountsField(lines=lines, **said)
        return
    field = _chosen(kind, part, hint, case, said) or _typed(part, hint, said)
    if field.required:
        field.widget.attrs["aria-required"] = "true"
    yield part.name, field


def _may_be_left_out(part: Part, hint: Any) -> bool:
    if part.name == "channel":
        return False  # Who fills in a form for another says how it came in; the portal says so itself.
    has_default = part.default is not dataclasses.MISSING or part.default_factory is not dataclasses.MISSING
    return has_default or hint is bool or type(None) in typing.get_args(hint)


def _keyed(name: str, said: Mapping[str, Any], words: str) -> forms.Field:
    """A field for one key: a level to choose, or a text."""
    more = {**said, "label": f"{said['label']}: {words}", "initial": None}
    if name == "levels":
        return forms.TypedChoiceField(
            coerce=int, empty_value=None, choices=[(n, str(n)) for n in range(1, 6)], widget=forms.RadioSelect, **more
        )
    if name == "details":
        return forms.CharField(**{**more, "label": gettext(words)})
    if name == "explained":
        more |= {"label": words, "template_name": "portal/folded_field.html"}  # Most lines need no word.
    return forms.CharField(widget=forms.Textarea(attrs={"rows": 2}), **more)


def _chosen(
    kind: type[Payload], part: Part, hint: Any, case: Application | None, said: dict[str, Any]
) -> forms.Field | None:
    """A field with a list to choose from, where there is a list."""
    fixed = field_words.said(field_words.CHOICES, kind, part.name)
    if fixed is not None:
        words = list(_words(fixed))
        if hint is int:
            return forms.TypedChoiceField(coerce=int, choices=words, widget=forms.RadioSelect, **said)
        return ChoiceOf(choices=words, **said)
    found = options.of(kind, part.name, case)
    if found is None:
        return None
    if typing.get_origin(hint) is tuple:
        return forms.TypedMultipleChoiceField(
            coerce=uuid.UUID if uuid.UUID in typing.get_args(hint) else str,
            choices=found, widget=forms.CheckboxSelectMultiple, **{**said, "initial": None},
        )  # fmt: skip
    of_ids = uuid.UUID in (hint, *typing.get_args(hint))
    if of_ids and len(found) == 1 and (part.name == "application" or (kind, part.name) in options.SETTLED):
        # The dossier says which case and whose it is: what a browser sends in its place is not looked at.
        return IdField(widget=forms.HiddenInput, disabled=True, **{**said, "initial": found[0][0]})
    if of_ids and len(found) == 1 and said.get("required", True):
        said = {**said, "initial": found[0][0]}  # There is nothing to choose.
    return (IdChoice if of_ids else ChoiceOf)(choices=found, **said)


def _words(choices: Any) -> Iterator[tuple[Any, Any]]:
    """The choices of a list in the language of the reader, those of its groups included."""
    for value, words in choices:
        yield (value, gettext(words)) if isinstance(words, str) else (gettext(value), list(_words(words)))


BY_MEANING: Mapping[str, type[forms.Field]] = {"other": CaseField, "partners": PartiesField}
"""Fields by what they mean, whatever their type."""

FILES: Mapping[str, Callable[[], forms.Widget]] = {
    SCAN: Named,
    "scan_sha256": lambda: Hashed(SCAN),
    "evidence_sha256": HashedHere,
}
"""What is known of a file by choosing that file."""

SIMPLE: Mapping[Any, Callable[..., forms.Field]] = {
    bool: forms.BooleanField,
    date: lambda **said: forms.DateField(
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **_worded(said, gettext("Dit is geen dag."))
    ),
    datetime: lambda **said: forms.DateTimeField(
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
        **_worded(said, gettext("Dit is geen dag met een tijd.")),
    ),
    int: lambda **said: forms.IntegerField(
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "amount"}),
        **_worded(said, gettext("Dit is geen heel getal.")),
    ),
    uuid.UUID: IdField,
}


def _worded(said: dict[str, Any], sentence: str) -> dict[str, Any]:
    return {**said, "error_messages": {**said["error_messages"], "invalid": sentence}}


def _typed(part: Part, hint: Any, said: dict[str, Any]) -> forms.Field:
    """A field by the type of what it holds."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if part.name in FILES:
        return forms.CharField(widget=FILES[part.name](), **said)
    if origin in (typing.Union, types.UnionType):
        return _typed(part, next(one for one in inner if one is not type(None)), said)
    if origin is not None and part.name not in BY_MEANING:
        return _rows(inner, said) if origin is tuple else PairsField(texts=inner[-1] is str, **said)
    made = BY_MEANING.get(part.name) or (EuroField if part.name.endswith("_cents") else SIMPLE.get(hint))
    if made:
        field: forms.Field = made(**said)
        return field
    long = {"widget": forms.Textarea(attrs={"rows": 4})} if part.name in field_words.LONG else {}
    return forms.CharField(**{**said, **long})


def _rows(inner: tuple[Any, ...], said: dict[str, Any]) -> forms.Field:
    """Many of something: lines, or rows with columns."""
    one = inner[0]
    if dataclasses.is_dataclass(one):
        return RowsField(columns=[part.name for part in dataclasses.fields(one)], named=True, **said)
    if typing.get_origin(one) is tuple:
        return RowsField(columns=[str(n) for n in range(len(typing.get_args(one)))], named=False, **said)
    return LinesField(euros=one is int, **said)
