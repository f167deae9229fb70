"""What comes with a step, and what was answered, as the API writes it: amounts are texts of euros, where the engine counts cents."""

from __future__ import annotations

import dataclasses
import re
import typing
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from grants import register_rows
from grants.register_rows import read_register
from workflow import questions
from workflow.errors import Refusal, refuse
from workflow.facts import Payload
from workflow.form import Asked
from workflow.reading import read
from workflow.registers import Entries, Erasure

AMOUNT = re.compile(r"-?[0-9]{1,13}\.[0-9]{2}", re.ASCII)
CENTS = "_cents"


def read_data(kind: type[Payload], data: object, asked: Sequence[Asked] = (), *, again: bool = False) -> Payload:
    """The payload that JSON stands for; `asked` are the questions of the form that answers in it are to.

    Raises `Refusal` as `read` does, and for an amount that is not a text of euros.
    """
    if kind in (Entries, Erasure):
        return read_register(kind, _rows_in_cents(data), again=again)
    return read(kind, in_cents(kind, data, {one.id: one for one in asked}))


def in_cents(kind: Any, data: object, asked: Mapping[str, Asked]) -> object:
    """The same JSON with every amount in cents, under the name that the engine has for it."""
    if isinstance(data, list):
        return [in_cents(kind, one, asked) for one in data]
    inner = next(_dataclasses_in(kind), None)
    if not isinstance(data, dict):
        return data
    if inner is None:
        return _free(data) if Any in typing.get_args(kind) else data
    hints = typing.get_type_hints(inner)
    counted = {one.name for one in dataclasses.fields(inner) if one.metadata.get("cents")}
    amounts = {name.removesuffix(CENTS): name for name in hints if name.endswith(CENTS) or name in counted}
    found: dict[str, object] = {}
    for name, value in data.items():
        _refuse_cents(name)
        if name in amounts:
            found[amounts[name]] = cents(name, value)
        elif name == "answers" and asked and isinstance(value, dict):
            found[name] = {id_: _answer(asked.get(id_), id_, said) for id_, said in value.items()}
        else:
            found[name] = in_cents(hints.get(name), value, asked)
    return found


def _rows_in_cents(data: object) -> object:
    """Entries of a register with their amounts in cents: which fields of a row are amounts, its model says."""
    if not isinstance(data, dict):
        return data
    return {name: list(map(_row_in_cents, said)) if isinstance(said, list) else said for name, said in data.items()}


def _row_in_cents(row: object) -> object:
    if not isinstance(row, dict):
        return row
    model = register_rows.models().get(str(row.get("model")))
    columns = register_rows.fields_of(model) if model else ()
    revised = row.get("values")
    return _columns_in_cents(row, columns) | (
        {"values": _columns_in_cents(revised, columns)} if isinstance(revised, dict) else {}
    )


def _columns_in_cents(said: Mapping[str, object], columns: Collection[str]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in said.items():
        _refuse_cents(name)
        counted = f"{name}{CENTS}"
        found |= {counted: cents(name, value)} if counted in columns else {name: value}
    return found


def _free(data: Mapping[str, object]) -> dict[str, object]:
    """An object of which no type says what stands in it: what looks like an amount is one."""
    found: dict[str, object] = {}
    for name, value in data.items():
        _refuse_cents(name)
        if _is_amount(value) or (isinstance(value, list) and value and all(map(_is_amount, value))):
            found[f"{name}{CENTS}"] = cents(name, value)
        else:
            found[name] = _free(value) if isinstance(value, dict) else value
    return found


def _is_amount(value: object) -> bool:
    return isinstance(value, str) and bool(AMOUNT.fullmatch(value))


def _refuse_cents(name: str) -> None:
    if name.endswith(CENTS):
        raise _no_amount(name.removesuffix(CENTS), name)


def _answer(question: Asked | None, id_: str, said: object) -> object:
    """An answer with its amounts in cents."""
    if isinstance(question, questions.Money):
        return cents(id_, said)
    return _lines(said) if isinstance(question, questions.BudgetTable | questions.Quotes) else said


def _lines(said: object) -> object:
    """The lines of a table, each with its amount."""
    if isinstance(said, list):
        return [_lines(one) for one in said]
    if not isinstance(said, dict):
        return said
    for name in said:
        _refuse_cents(name)
    return {
        (f"{name}{CENTS}" if name == "amount" else name): cents(name, one) if name == "amount" else _lines(one)
        for name, one in said.items()
    }


def with_euros(question: Asked, value: object) -> object:
    """An answer as it goes out: with its amounts as texts of euros."""
    if isinstance(question, questions.Money):
        assert isinstance(value, int), "an amount is kept in cents"
        return in_euros(value)
    return _out(value)


def _out(value: object) -> object:
    if isinstance(value, list):
        return [_out(one) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        name.removesuffix(CENTS): in_euros(one) if name.endswith(CENTS) else _out(one) for name, one in value.items()
    }


def in_euros(value: int) -> str:
    """Cents as a text of euros with two decimals, that no reader can round.

    >>> in_euros(123456), in_euros(-5)
    ('1234.56', '-0.05')
    """
    return f"{'-' if value < 0 else ''}{abs(value) // 100}.{abs(value) % 100:02}"


def _dataclasses_in(hint: Any) -> Iterator[type[Any]]:
    """The dataclass that a type is, or has in it: `tuple[Part, ...]`, `Part | None`."""
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        yield hint
    for one in typing.get_args(hint):
        yield from _dataclasses_in(one)


def cents(name: str, value: object) -> object:
    """The cents of a text of euros, or of each in a list; nothing stands for no amount."""
    if isinstance(value, list):
        return [cents(name, one) for one in value]
    if value is None:
        return None
    if not isinstance(value, str) or not AMOUNT.fullmatch(value):
        raise _no_amount(name, name)
    return int(value.replace(".", ""))


def _no_amount(name: str, field: str) -> Refusal:
    sentence = f"Bij ‘{name}’ hoort een bedrag in euro's, als tekst met twee decimalen: “1234.56”."
    return refuse("malformed", "amount-not-a-text", sentence, field=field)
