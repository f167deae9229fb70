"""What a person must know to take a step by hand: who may, from which state, on what it rests, and what comes with it."""

from __future__ import annotations

import dataclasses
import json
import typing
import uuid
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from grants import payloads
from grants.explained import MACHINE_WORDS
from grants.management.data_words import choices_of, word_of
from grants.register_rows import fields_of, models
from workflow import reading, roles
from workflow.errors import refuse
from workflow.facts import Payload
from workflow.machine import CONSEQUENCE, NEW, StepDeclaration
from workflow.models import Register
from workflow.personal import personal_columns
from workflow.registers import KEPT_IN, Entries, Erasure
from workflow.registry import MACHINES, SCHEMES

OTHERS = {
    "absence": "afwezigheid",
    "application": "zaak",
    "payment_order": "opdracht aan de bank",
    "register": "register",
    "round": "ronde",
}
EXAMPLES: dict[Any, Any] = {
    str: "…",
    int: 1,
    bool: True,
    uuid.UUID: "ID",
    date: "2026-11-01",
    datetime: "2026-11-01T09:00:00+01:00",
}
"""What stands in an example for each kind of value."""


def tell(named: str) -> Iterator[str]:
    """What there is to know by this name: all machines, the steps of one, or one step.

    Raises:
        Refusal: `no-such-step` for what is none of these.
    """
    machine, _, action = named.partition(".")
    declared = MACHINES[machine].model.declarations() if machine in MACHINES else {}
    if action in declared:
        return _step(declared[action])
    if declared and not action:
        return _steps(machine)
    if named:
        sentence = f"Er is geen stap ‘{named}’. Welke er wel zijn, leest u met: manage.py step"
        raise refuse("unknown-step", "no-such-step", f"{sentence}{f' {machine}' if declared else ''}")
    return _machines()


def _machines() -> Iterator[str]:
    yield "Waarop u een stap kunt zetten. Meer over één ervan: manage.py step NAAM"
    for machine in sorted(MACHINES):
        yield f"  {machine:<16} {(MACHINE_WORDS | OTHERS)[machine]}"


def _steps(machine: str) -> Iterator[str]:
    yield f"De stappen van {(MACHINE_WORDS | OTHERS)[machine]}. Meer over één ervan: manage.py step {machine}.STAP"
    for declared in MACHINES[machine].model.declarations().values():
        if declared.roles != CONSEQUENCE:
            yield f"  {machine}.{declared.action:<24} {declared.label} – door: {_who(declared)}"


def _step(declared: StepDeclaration) -> Iterator[str]:
    rules = MACHINES[declared.machine]
    words, kind = rules.model.WORDS, rules.payloads.get(declared.action, Payload)
    sources = [words.get(one, one) if one != NEW else "nieuw" for one in declared.sources]
    yield f"{declared.machine}.{declared.action}: {declared.label}"
    yield f"  door: {_who(declared)}"
    yield f"  vanuit: {', '.join(sources)}"
    yield f"  daarna: {words.get(declared.target, declared.target) if declared.target else 'dezelfde stand'}"
    if declared.article:
        yield f"  rust op: {declared.article}"
    yield from _data(kind)
    if declared.roles != CONSEQUENCE:
        yield f"  zo: {_example(declared, kind)}"


def _who(declared: StepDeclaration) -> str:
    return ", ".join(roles.LABELS[role] for role in declared.roles) or "niemand, dit volgt vanzelf"


def _data(kind: type[Payload]) -> Iterator[str]:
    hints, parts = typing.get_type_hints(kind), dataclasses.fields(kind)
    if not parts:
        yield "  gegevens: geen"
        return
    yield "  gegevens (--data, als JSON):"
    for part in parts:
        asked = "moet " if reading.needed(part) else "mag  "
        yield f"    {part.name:<20} {asked} {word_of(kind, part.name)} ({_kind_of(hints[part.name])})"
    for field, values in choices_of(kind).items():
        yield f"    {field}, een van:"
        yield from (f"      {value:<22} {said}" for value, said in values.items())
    yield from _questions(kind)
    yield from _rows(kind)


def _kind_of(hint: Any) -> str:
    return "rijen" if hint in (tuple[Any, ...], typing.get_type_hints(Entries)["revised"]) else reading.word_of(hint)


def _questions(kind: type[Payload]) -> Iterator[str]:
    """The questions of every scheme, which are what answers are about."""
    if issubclass(kind, payloads.Filing | payloads.Completion | payloads.CompletionRequest):
        for scheme in SCHEMES.values():
            yield f"    vragen van {scheme.title}:"
            yield from (f"      {one.id:<22} {one.label}" for one in scheme.questions)


def _rows(kind: type[Payload]) -> Iterator[str]:
    """How a row is written, with the models of each register and their fields."""
    if kind is Entries:
        yield '    een nieuwe rij: {"model": "Person", "name": "…"}'
        yield '    een herziene rij: {"model": "Person", "id": "…", "values": {"name": "…"}}'
        for model, code in sorted(KEPT_IN.items(), key=lambda one: (one[1], one[0].__name__)):
            yield f"      {code:<10} {model.__name__:<14} {', '.join(fields_of(model))}"
    elif kind is Erasure:
        yield '    een rij: {"model": "Person", "id": "…"}'
        yield f"      {', '.join(name for name, model in models().items() if personal_columns(model))}"


def _example(declared: StepDeclaration, kind: type[Payload]) -> str:
    """The command as one types it, with what must be given."""
    hints = typing.get_type_hints(kind)
    born, own = NEW in declared.sources, bool(MACHINES[declared.machine].model.STREAM_KIND)
    data = {
        part.name: _sample(hints[part.name], choices_of(kind).get(part.name))
        for part in dataclasses.fields(kind)
        if reading.needed(part) and not (part.name == "application" and born)
    }
    about = "CODE" if declared.machine in (Register.MACHINE, "round") else "KENMERK"
    where = (["nieuw"] if own else ["nieuw --in KENMERK"]) if born and declared.machine != Register.MACHINE else [about]
    said = [f"--data '{json.dumps(data, ensure_ascii=False)}'"] if data else []
    behalf = ["--for AANVRAGER"] if declared.roles == ("applicant",) else []
    return " ".join(["manage.py step", f"{declared.machine}.{declared.action}", *where, "--as WIE", *behalf, *said])


def _sample(hint: Any, choices: Any) -> Any:
    """A value of the kind that a type asks."""
    if choices:
        return next(iter(choices))
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple:
        return [_sample(inner[0], None)]
    return {"naam": _sample(inner[1], None)} if inner else EXAMPLES.get(hint, "…")
