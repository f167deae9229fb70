"""What differs between two versions of a scheme: every word of them, under names that a person reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from budgets.figures import euro
from workflow.machine import StepDeclaration
from workflow.registry import MACHINES
from workflow.scheme import Scheme, to_plain

PARTS: Mapping[str, str] = {
    "title": "Naam",
    "version": "Versie",
    "purpose": "Doel",
    "regulation": "Regeling",
    "policy_field": "Beleidsveld",
    "prefix": "Begin van het kenmerk",
    "defaults": "Bedragen en termijnen",
    "rounds": "Soorten rondes",
    "criteria": "Criteria",
    "questions": "Vragen",
    "fit_check": "Past het bij u?",
    "steps": "Eisen en gevolgen bij stappen",
    "obligations": "Verplichtingen",
    "documents": "Stukken",
    "letters": "Brieven",
}
"""The parts of a scheme in the order in which one reads them."""

FIELDS: Mapping[str, str] = {
    "allocation": "verdeling",
    "anchors": "niveaus",
    "article": "artikel",
    "basis": "artikel",
    "decision_term_weeks": "beslistermijn in weken",
    "decision_term_from": "beslistermijn vanaf",
    "due": "uiterlijk",
    "effects": "gevolgen",
    "guards": "eisen",
    "help": "uitleg",
    "label": "vraag of naam",
    "max_chars": "tekens, ten hoogste",
    "parameters": "cijfers",
    "personal": "persoonlijk",
    "question": "vraag",
    "required": "verplicht",
    "status": "stand",
    "text": "tekst",
    "value": "waarde",
    "weight": "gewicht",
    "when": "wanneer",
}
"""What a person calls the words of a scheme; those of its own vocabulary keep their name."""

CENTS = "_cents"
"""How the name of an amount ends."""

NAMED_BY = ("id", "code", "what", "name", "question", "text", "word")
"""What tells the items of a list apart, the first that an item has."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that differs: in which part, under which name, and what it was and became ("" where it was not there)."""

    part: str
    name: str
    before: str
    after: str


def differences(old: Scheme, new: Scheme) -> tuple[Difference, ...]:
    """All that differs, in the order in which one reads a scheme.

    What stands in a list is followed by its own name: a question that moves is no difference.
    """
    before, after = values(old), values(new)
    order = {part: place for place, part in enumerate(PARTS)}
    paths = sorted(before.keys() | after.keys(), key=lambda path: (order.get(path[0], len(order)), path))
    return tuple(
        Difference(PARTS.get(path[0], path[0]), _spoken(path), before.get(path, ""), after.get(path, ""))
        for path in paths
        if before.get(path) != after.get(path)
    )


def values(scheme: Scheme) -> dict[tuple[str, ...], str]:
    """Every value of a scheme by where it stands."""
    return dict(_values(to_plain(scheme), ()))


def _values(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _kind(inner, path) if name == "word" else _values(inner, (*path, name))
    elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
        seen: dict[str, int] = {}
        for item in value:
            name = _name(item)
            seen[name] = seen.get(name, 0) + 1
            yield from _values(item, (*path, name if seen[name] == 1 else f"{name} ({seen[name]})"))
    elif isinstance(value, list):
        yield path, "; ".join(_text(item) for item in value) or _text(None)
    else:
        is_money = path[-1].endswith(CENTS) and isinstance(value, int)
        yield path, euro(value) if is_money else _text(value)


def _kind(word: str, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """The kind of thing that stands here: a question that becomes another kind is a difference."""
    if path:
        yield (*path, "soort"), word.partition(".")[0]


def _name(item: Any) -> str:
    if isinstance(item, dict):
        return next((str(item[name]) for name in NAMED_BY if item.get(name)), "")
    return str(item)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, list):
        return ", ".join(_text(item) for item in value)
    return "niets" if value in (None, "") else str(value)


def _spoken(path: tuple[str, ...]) -> str:
    part, *rest = path
    if part == "steps" and rest:
        rest[0] = _step(rest[0])
    return ": ".join(FIELDS.get(name, name.removesuffix(CENTS)) for name in rest)


def _step(key: str) -> str:
    found = declared(key)
    return f"‘{found.label}’" if found else key


def declared(key: str) -> StepDeclaration | None:
    """The step that a scheme names: of the application, or of another machine before a dot."""
    machine, dot, action = key.rpartition(".")
    rules = MACHINES.get(machine if dot else "application")
    return rules.model.declarations().get(action) if rules else None
