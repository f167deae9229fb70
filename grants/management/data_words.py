"""What the fields of a payload mean for whoever types it as data: the words of the screens, and how a value is written."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from budgets.models import Payment
from grants.field_words import CHOICES, LABELS, flat, said
from grants.models import Decision, Receipt
from workflow.facts import Payload

WRITTEN: Mapping[str, str] = {
    "answers": "per vraag",
    "application": "kenmerk of id, mag weg na --in",
    "book": "zoals line:4.1.1-IA:2026",
    "carry_to": "code of id",
    "costs": "in centen",
    "details": "per naam; van een andere regeling: fits",
    "explained": "bij ‘costs/0’",
    "income": "in centen",
    "levels": "1 tot en met 5, per criterium",
    "number": "vanaf 0",
    "other": "kenmerk of id",
    "parts": "post, soort, dag en bedrag",
    "percent": "1 tot en met 100",
    "photos": "naam en controlecode",
    "prize_book": "zoals line:4.1.1-IA:2026",
    "reasons": "per criterium",
    "round": "code of id",
    "scan_name": "de naam van het bestand",
    "why": "per vraag",
    "Draft.reason": "",
    "Entries.code": "van het register",
    "NewParty.details": "name, street, number, postcode, place",
    "Reminding.number": "1 of 2",
}
"""How the value of a field is written as data, where its words do not say so; amounts are always in cents."""

ONLY_IN_DATA: Mapping[str, Sequence[tuple[Any, Any]]] = {
    "channel": Receipt.Channel.choices,
    "Draft.kind": Decision.Kind.choices,
    "Draft.parts.kind": [*Payment.Kind.choices[:2], ("rest", "wat na de vaststelling komt")],
}
"""Choices that a screen makes smaller, or makes itself."""


def word_of(kind: type[Payload], field: str) -> str:
    """What a field of a payload is, and how it is written."""
    written = said(WRITTEN, kind, field)
    if written is None and field.endswith("_cents"):
        written = "in centen"
    return ", ".join(filter(None, [said(LABELS, kind, field), written]))


def choices_of(kind: type[Payload]) -> dict[str, Mapping[str, str]]:
    """The fields of a payload that take certain values only, with those values."""
    tables = {**CHOICES, **ONLY_IN_DATA}
    names = [part.name for part in dataclasses.fields(kind)] + ["parts.kind"]
    found = {name: said(tables, kind, name) for name in names}
    return {
        name: {str(one): str(words) for one, words in flat(values) if one != ""}
        for name, values in found.items()
        if values
    }
