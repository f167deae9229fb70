"""Reading what comes with a step from plain JSON: the payload of the step, every value of the type that its field declares.

So every step of every machine can be taken from a file or a command line, also a step that nobody made a form for.
"""

from __future__ import annotations

import dataclasses
import types
import typing
import uuid
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from workflow.canonical import LARGEST
from workflow.errors import Refusal, refuse
from workflow.facts import Payload

SIMPLE: dict[type, Callable[[str], Any]] = {
    uuid.UUID: uuid.UUID,
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
}
"""Types that JSON writes as text, and how each is read."""


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
    """Numbers are whole and fit in 64 bits: an amount is cents, and half a cent is nobody's."""
    if isinstance(plain, float) or (isinstance(plain, int) and abs(plain) > LARGEST):
        sentence = f"Bij ‘{where}’ staat {plain}. Schrijf een heel getal. Een bedrag schrijft u in centen."
        raise refuse("malformed", "number-not-whole", sentence, field=where)
    if isinstance(plain, dict | list):
        pairs = plain.items() if isinstance(plain, dict) else enumerate(plain)
        for name, value in pairs:
            _whole(value, f"{where}.{name}")


def _dataclass(kind: type[Any], plain: object, where: str) -> Any:
    if not isinstance(plain, dict):
        raise _unreadable(where)
    hints, parts = typing.get_type_hints(kind), {part.name: part for part in dataclasses.fields(kind)}
    if unknown := sorted(set(plain) - set(parts)):
        raise _unreadable(f"{where}.{unknown[0]}")
    needed = {
        name
        for name, part in parts.items()
        if part.default is dataclasses.MISSING and part.default_factory is dataclasses.MISSING
    }
    if missing := sorted(needed - set(plain)):
        raise _unreadable(f"{where}.{missing[0]}")
    return kind(**{name: _value(hints[name], value, f"{where}.{name}") for name, value in plain.items()})


def _value(hint: Any, value: object, where: str) -> Any:
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        others = [one for one in inner if one is not type(None)]
        return None if value is None and type(None) in inner else _value(others[0], value, where)
    if origin is tuple:
        return _tuple(inner, value, where)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        if not isinstance(value, dict):
            raise _unreadable(where)
        return {key: _value(inner[1], one, f"{where}.{key}") for key, one in value.items()}
    return _single(hint, value, where)


def _tuple(inner: tuple[Any, ...], value: object, where: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise _unreadable(where)
    kinds = [inner[0]] * len(value) if inner[-1] is Ellipsis else list(inner)
    if len(kinds) != len(value):
        raise _unreadable(where)
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
            raise _unreadable(where) from wrong
    if isinstance(hint, type) and isinstance(value, hint) and (hint is bool or not isinstance(value, bool)):
        return value
    raise _unreadable(where)


def _unreadable(where: str) -> Refusal:
    sentence = f"Bij ‘{where}’ ontbreekt iets, of het is van een ander soort dan de stap vraagt."
    return refuse("malformed", "payload-unreadable", sentence, field=where)
