"""What differs between two versions of a scheme: every word of them, under names that a person reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, gettext_noop

from grants.saying import euro
from workflow.machine import StepDeclaration
from workflow.registry import MACHINES
from workflow.scheme import Scheme, to_plain

PARTS: Mapping[str, str] = {
    "title": gettext_noop("Naam"),
    "version": gettext_noop("Versie"),
    "purpose": gettext_noop("Doel"),
    "regulation": gettext_noop("Regeling"),
    "policy_field": gettext_noop("Beleidsveld"),
    "prefix": gettext_noop("Begin van het kenmerk"),
    "defaults": gettext_noop("Bedragen en termijnen"),
    "rounds": gettext_noop("Soorten rondes"),
    "criteria": gettext_noop("Criteria"),
    "questions": gettext_noop("Vragen"),
    "fit_check": gettext_noop("Past het bij u?"),
    "steps": gettext_noop("Eisen en gevolgen bij stappen"),
    "obligations": gettext_noop("Verplichtingen"),
    "documents": gettext_noop("Stukken"),
    "afterwards": gettext_noop("Vragen bij de verantwoording"),
    "letters": gettext_noop("Brieven"),
}
"""The parts of a scheme in the order in which one reads them."""

FIELDS: Mapping[str, str] = {
    "allocation": gettext_noop("verdeling"),
    "anchors": gettext_noop("niveaus"),
    "article": gettext_noop("artikel"),
    "figure": gettext_noop("gevraagd vanaf het cijfer"),
    "from": gettext_noop("gevraagd vanaf"),
    "in_report": gettext_noop("ook in een verslag"),
    "planned": gettext_noop("naast de vraag"),
    "basis": gettext_noop("artikel"),
    "decision_term_weeks": gettext_noop("beslistermijn in weken"),
    "decision_term_from": gettext_noop("beslistermijn vanaf"),
    "due": gettext_noop("uiterlijk"),
    "effects": gettext_noop("gevolgen"),
    "guards": gettext_noop("eisen"),
    "help": gettext_noop("uitleg"),
    "label": gettext_noop("vraag of naam"),
    "max_chars": gettext_noop("tekens, ten hoogste"),
    "parameters": gettext_noop("cijfers"),
    "personal": gettext_noop("persoonlijk"),
    "question": gettext_noop("vraag"),
    "required": gettext_noop("verplicht in te vullen"),
    "status": gettext_noop("stand"),
    "text": gettext_noop("tekst"),
    "value": gettext_noop("waarde"),
    "weight": gettext_noop("gewicht"),
    "when": gettext_noop("wanneer"),
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
        Difference(gettext(PARTS.get(path[0], path[0])), _spoken(path), before.get(path, ""), after.get(path, ""))
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
        yield (*path, gettext_noop("soort")), word.partition(".")[0]


def _name(item: Any) -> str:
    if isinstance(item, dict):
        return next((_name(item[name]) for name in NAMED_BY if item.get(name)), "")
    return str(item)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return gettext("ja") if value else gettext("nee")
    if isinstance(value, list):
        return ", ".join(_text(item) for item in value)
    return gettext("niets") if value in (None, "") else str(value)


def _spoken(path: tuple[str, ...]) -> str:
    part, *rest = path
    if part == "steps" and rest:
        rest[0] = _step(rest[0])
    return ": ".join(gettext(FIELDS.get(name, name.removesuffix(CENTS))) for name in rest)


def _step(key: str) -> str:
    found = declared(key)
    return f"‘{gettext(found.label)}’" if found else key


def declared(key: str) -> StepDeclaration | None:
    """The step that a scheme names: of the application, or of another machine before a dot."""
    machine, dot, action = key.rpartition(".")
    rules = MACHINES.get(machine if dot else "application")
    return rules.model.declarations().get(action) if rules else None
