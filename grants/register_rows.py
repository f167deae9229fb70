"""What comes with a step of a register, from JSON: its rows by the name of their model, with their fields."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from typing import Any, TypeVar

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Model

from workflow.canonical import digest
from workflow.errors import Refusal, refuse
from workflow.facts import Payload
from workflow.law.wording import listed
from workflow.personal import personal_columns
from workflow.reading import needed, read
from workflow.registers import KEPT_IN, Entries, Erasure

R = TypeVar("R", bound=Model)


def read_register(kind: type[Payload], plain: object, *, again: bool = False) -> Payload:
    """The entries or the erasure that an object of JSON stands for.

    A new row is {"model": …} and its fields, a revised one {"model": …, "id": …, "values": {…}}, one to erase {"model": …, "id": …}.
    Of a call that is made `again` the rows are there already, and are not looked at anew: the door says whether it is the same call.

    Raises:
        Refusal: `row-unreadable` or `payload-unreadable`, naming the model or field, and `unknown-entry` for a row that is not there.
    """
    if not isinstance(plain, dict) or kind not in (Entries, Erasure):
        return read(kind, plain)
    parts = dataclasses.fields(kind)
    known = [part.name for part in parts]
    if unknown := sorted(plain.keys() - set(known)):
        raise _wrong(f"‘{unknown[0]}’ kennen wij hier niet. Wat kan, is: {listed(known)}.")
    if missing := [part.name for part in parts if needed(part) and part.name not in plain]:
        raise _wrong(f"‘{missing[0]}’ ontbreekt.")
    if not all(isinstance(plain.get(name, ""), str) for name in ("code", "ground")):
        raise _wrong("‘code’ en ‘ground’ zijn teksten.")
    if kind is Erasure:
        return Erasure(**{**plain, "rows": tuple(_standing(one) for one in _objects(plain, "rows"))})
    new = tuple(_new(one, again=again) for one in _objects(plain, "new"))
    revised = tuple(_revised(one, again=again) for one in _objects(plain, "revised"))
    if again:
        return Entries(plain["code"], new, revised)
    _point_at_something([*new, *(_with(row, values) for row, values in revised)])
    return Entries(plain["code"], new, revised)


def models() -> dict[str, type[Model]]:
    """The models whose rows stand in a register or hold personal data, by name."""
    found = {*KEPT_IN, *(one for one in apps.get_models() if personal_columns(one))}
    return {one.__name__: one for one in sorted(found, key=lambda one: one.__name__)}


def fields_of(model: type[Model]) -> tuple[str, ...]:
    """The fields of a model by the names that JSON gives them."""
    return tuple(field.attname for field in model._meta.concrete_fields if field.editable or field.primary_key)


def _objects(plain: Mapping[str, Any], name: str) -> Iterable[Mapping[str, Any]]:
    rows = plain.get(name, [])
    if isinstance(rows, list) and all(isinstance(row, dict) for row in rows):
        return rows
    raise _wrong(f"Bij ‘{name}’ hoort een lijst van rijen, elk met ‘model’ en de velden.")


def _model(row: Mapping[str, Any]) -> type[Model]:
    known = models()
    name = row.get("model")
    if isinstance(name, str) and name in known:
        return known[name]
    raise _wrong(f"Zeg bij elke rij met ‘model’ wat zij is: {listed(list(known))}.")


def _new(row: Mapping[str, Any], *, again: bool) -> Model:
    """A row that is not stored; its id follows from what is said, so that the same words twice are not two rows."""
    model = _model(row)
    said = {name: value for name, value in row.items() if name != "model"}
    ids = {} if "id" in said else {"id": str(uuid.uuid5(uuid.UUID(int=0), digest([model.__name__, said])))}
    made = model(**_values(model, {**ids, **said}))
    if again:
        return made
    if model._default_manager.filter(pk=made.pk).exists():
        raise _wrong(f"Deze rij van {model.__name__} staat er al: {made.pk}.")
    return _checked(made)


def _checked(row: R) -> R:
    """The row, when every value fits its column; what it points at is looked at apart, because that may be new as well."""
    open_ = [one for one in row._meta.fields if one.null and getattr(row, one.attname) is None]
    apart = [one.name for one in row._meta.fields if one.is_relation or one.primary_key or one in open_]
    try:
        row.full_clean(exclude=apart)
    except ValidationError as wrong:
        sentences = [f"‘{name}’: {' '.join(said).rstrip('.')}" for name, said in wrong.message_dict.items()]
        raise _wrong(f"{type(row).__name__}, {'; '.join(sentences)}.") from wrong
    return row


def _point_at_something(rows: Sequence[Model]) -> None:
    new = {row.pk for row in rows}
    for row in rows:
        for field in row._meta.fields:
            key = getattr(row, field.attname)
            if not field.is_relation or key is None or key in new:
                continue
            if not field.related_model._default_manager.filter(pk=key).exists():  # type: ignore[union-attr]
                raise _wrong(f"Bij {type(row).__name__}.{field.name} staat {key}, en dat is er niet.")


def _standing(row: Mapping[str, Any]) -> Model:
    model = _model(row)
    _, key = _value_of(model, "id", row.get("id"))
    found = model._default_manager.filter(pk=key).first()
    if found is None:
        raise refuse("unknown-subject", "unknown-entry", "Deze gegevens staan niet in het register.")
    return found


def _revised(said: Mapping[str, Any], *, again: bool) -> tuple[Model, dict[str, Any]]:
    row = _standing(said)
    values = _values(type(row), said.get("values"))
    if not again:
        _checked(_with(row, values))
    return row, values


def _with(row: Model, values: Mapping[str, Any]) -> Model:
    """A copy of the row with these values."""
    changed = copy(row)
    for name, value in values.items():
        setattr(changed, name, value)
    return changed


def _values(model: type[Model], said: object) -> dict[str, Any]:
    if not isinstance(said, dict):
        raise _wrong("Bij ‘values’ horen velden met hun nieuwe waarde.")
    return dict(_value_of(model, name, value) for name, value in said.items())


def _value_of(model: type[Model], name: str, value: object) -> tuple[str, Any]:
    """A column with its value as the column keeps it."""
    columns = {word: field for field in model._meta.concrete_fields for word in (field.name, field.attname)}
    if name not in columns:
        raise _wrong(f"{model.__name__} heeft geen ‘{name}’. Wat kan, is: {listed(list(fields_of(model)))}.")
    field = columns[name]
    if isinstance(value, dict | list) or (isinstance(value, str) and "\x00" in value):
        raise _wrong(f"Bij {model.__name__}.{name} hoort één waarde.")
    try:
        kept = None if value is None else getattr(field, "target_field", field).to_python(value)
    except (ValidationError, TypeError, ValueError, OverflowError) as wrong:
        raise _wrong(f"Bij {model.__name__}.{name} staat ‘{value}’, en dat past daar niet.") from wrong
    return field.attname, kept


def _wrong(sentence: str) -> Refusal:
    return refuse("malformed", "row-unreadable", sentence)
