"""Reading what comes with a step from plain JSON: the payload of the step, every value of the type that its field declares.

So every step of every machine can be taken from a file or a command line, also a step that nobody made a form for.
"""

from __future__ import annotations

import dataclasses
import json
import re
import types
import typing
import uuid
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from workflow.canonical import LARGEST
from workflow.errors import Refusal, refuse
from workflow.facts import Payload
from workflow.law.wording import listed

SIMPLE: dict[type, Callable[[str], Any]] = {
    uuid.UUID: uuid.UUID,
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
}
"""Types that JSON writes as text, and how each is read."""


SURROGATE = re.compile("[\ud800-\udfff]")
"""Half a character: JSON can spell it, no text can hold it."""

WORDS: dict[Any, str] = {
    str: "tekst",
    int: "heel getal",
    bool: "true of false",
    uuid.UUID: "id",
    date: "dag, zoals 2026-11-01",
    datetime: "moment met tijdzone, zoals 2026-11-01T09:00:00+01:00",
    Any: "vrij",
}
"""What a person calls each type."""


def read(kind: type[Payload], plain: object) -> Payload:
    """The payload that an object of JSON stands for.

    Raises:
        Refusal: `payload-unreadable`, naming the field, when something is missing, unknown or of another type.
    """
    _whole(plain, "gegevens")
    found = _dataclass(kind, plain, "gegevens")
    assert isinstance(found, Payload)
    return found


def _whole(plain: object, where: str) -> None:
    """Numbers are whole and fit in 64 bits (an amount is cents, and half a cent is nobody's), and texts are of whole characters."""
    name = where.removeprefix("gegevens.")
    if isinstance(plain, str) and SURROGATE.search(plain):
        sentence = f"Bij ‘{name}’ staan tekens die geen tekst zijn."
        raise refuse("malformed", "text-not-whole", sentence, field=where)
    if isinstance(plain, float) or (isinstance(plain, int) and abs(plain) > LARGEST):
        sentence = f"Bij ‘{name}’ staat {plain}. Schrijf een heel getal. Een bedrag schrijft u in centen."
        raise refuse("malformed", "number-not-whole", sentence, field=where)
    if isinstance(plain, dict | list):
        pairs = plain.items() if isinstance(plain, dict) else enumerate(plain)
        for key, value in pairs:
            _whole(key, f"{where}.{key!a}")
            _whole(value, f"{where}.{key}")


def needed(part: dataclasses.Field[Any]) -> bool:
    """Whether a field must be given."""
    return part.default is dataclasses.MISSING and part.default_factory is dataclasses.MISSING


def word_of(hint: Any) -> str:
    """The kind of value that a type asks, in Dutch.

    >>> word_of(tuple[uuid.UUID, ...]), word_of(Mapping[str, int]), word_of(date | None)
    ('lijst, elk: id', 'bij elke naam: heel getal', 'dag, zoals 2026-11-01')
    """
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return word_of(next(one for one in inner if one is not type(None)))
    if origin is tuple:
        return f"lijst, elk: {word_of(inner[0]) if inner[-1] is Ellipsis else ' en '.join(map(word_of, inner))}"
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return f"bij elke naam: {word_of(inner[1])}"
    if dataclasses.is_dataclass(hint):
        return " + ".join(part.name for part in dataclasses.fields(hint))
    return WORDS[hint]


def _dataclass(kind: type[Any], plain: object, where: str) -> Any:
    if not isinstance(plain, dict):
        raise _misfit(kind, plain, where)
    hints, parts = typing.get_type_hints(kind), {part.name: part for part in dataclasses.fields(kind)}
    if unknown := sorted(set(plain) - set(parts)):
        known = listed(list(parts)) if parts else "niets"
        sentence = f"‘{unknown[0]}’ kennen wij hier niet. Wat kan, is: {known}."
        raise refuse("malformed", "payload-unreadable", sentence, field=f"{where}.{unknown[0]}")
    if missing := sorted({name for name, part in parts.items() if needed(part)} - set(plain)):
        sentence = f"‘{missing[0]}’ ontbreekt: {word_of(hints[missing[0]])}."
        raise refuse("malformed", "payload-unreadable", sentence, field=f"{where}.{missing[0]}")
    return kind(**{name: _value(hints[name], value, f"{where}.{name}") for name, value in plain.items()})


def _value(hint: Any, value: object, where: str) -> Any:
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        others = [one for one in inner if one is not type(None)]
        return None if value is None and type(None) in inner else _value(others[0], value, where)
    if origin is tuple:
        return _tuple(hint, value, where)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        if not isinstance(value, dict):
            raise _misfit(hint, value, where)
        return {key: _value(inner[1], one, f"{where}.{key}") for key, one in value.items()}
    return _single(hint, value, where)


def _tuple(hint: Any, value: object, where: str) -> tuple[Any, ...]:
    inner = typing.get_args(hint)
    if not isinstance(value, list):
        raise _misfit(hint, value, where)
    kinds = [inner[0]] * len(value) if inner[-1] is Ellipsis else list(inner)
    if len(kinds) != len(value):
        raise _misfit(hint, value, where)
    return tuple(_value(kind, one, f"{where}.{n}") for n, (kind, one) in enumerate(zip(kinds, value, strict=True)))


def _single(hint: Any, value: object, where: str) -> Any:
    if hint is Any:
        return value
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return _dataclass(hint, value, where)
    if hint in SIMPLE and isinstance(value, str):
        try:
            return SIMPLE[hint](value)
        except ValueError as wrong:
            raise _misfit(hint, value, where) from wrong
    if isinstance(hint, type) and isinstance(value, hint) and (hint is bool or not isinstance(value, bool)):
        return value
    raise _misfit(hint, value, where)


def _misfit(hint: Any, value: object, where: str) -> Refusal:
    name = where.removeprefix("gegevens.")
    sentence = f"Bij ‘{name}’ staat {json.dumps(value, ensure_ascii=False)[:60]}. Wij verwachten: {word_of(hint)}."
    return refuse("malformed", "payload-unreadable", sentence, field=where)
