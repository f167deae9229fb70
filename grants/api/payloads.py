"""What comes with a step, as the API writes it: amounts are texts of euros, where the engine counts cents."""

from __future__ import annotations

import dataclasses
import re
import typing
from collections.abc import Iterator
from typing import Any

from workflow.errors import refuse
from workflow.facts import Payload
from workflow.reading import read

AMOUNT = re.compile(r"-?[0-9]{1,13}\.[0-9]{2}", re.ASCII)
CENTS = "_cents"


def read_data(kind: type[Payload], data: object) -> Payload:
    """The payload that JSON stands for. Raises `Refusal` as `read` does, and for an amount that is not a text of euros."""
    return read(kind, in_cents(kind, data))


def in_cents(kind: Any, data: object) -> object:
    """The same JSON with every amount in cents, under the name that the engine has for it."""
    if isinstance(data, list):
        return [in_cents(kind, one) for one in data]
    inner = next(_dataclasses_in(kind), None)
    if inner is None or not isinstance(data, dict):
        return data
    hints = typing.get_type_hints(inner)
    amounts = {name.removesuffix(CENTS): name for name in hints if name.endswith(CENTS)}
    if wrong := sorted(set(amounts.values()) & set(data)):
        name = wrong[0].removesuffix(CENTS)
        sentence = f"Schrijf ‘{name}’ in euro's, als tekst: “1234.56”."
        raise refuse("malformed", "amount-not-a-text", sentence, field=wrong[0])
    return {
        amounts.get(name, name): cents(name, value) if name in amounts else in_cents(hints.get(name), value)
        for name, value in data.items()
    }


def _dataclasses_in(hint: Any) -> Iterator[type[Any]]:
    """The dataclass that a type is, or has in it: `tuple[Part, ...]`, `Part | None`."""
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        yield hint
    for one in typing.get_args(hint):
        yield from _dataclasses_in(one)


def cents(name: str, value: object) -> int | None:
    """The cents of a text of euros; nothing stands for no amount."""
    if value is None:
        return None
    if not isinstance(value, str) or not AMOUNT.fullmatch(value):
        sentence = f"Bij ‘{name}’ hoort een bedrag in euro's, als tekst met twee decimalen: “1234.56”."
        raise refuse("malformed", "amount-not-a-text", sentence, field=name)
    return int(value.replace(".", ""))
