"""The Dutch words that are data and that screens show: they are translated where they are shown, so the catalogue has to know them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings

from budgets import chart, ledger
from grants import explanation, field_words
from grants.dates import PART_WORDS, TERMS
from grants.explained import MACHINE_WORDS
from grants.portal.policy.figures import FIGURES
from grants.schemes import LEAFLETS
from grants.trail_words import COLUMNS, TABLES
from workflow import roles
from workflow.answers import FIELD_LABELS
from workflow.registry import MACHINES

FILE = settings.BASE_DIR / "config" / "words.txt"
"""Where the collector of messages reads them, as it reads a template."""


def words() -> list[str]:
    """Every word once, in the order of the alphabet."""
    found = {*_machines(), *_choices(), *_fields(), *_tables(), *_leaflets()}
    return sorted(one for one in found if one and not one.isdigit())


def page() -> str:
    """All of them as a template that says each of them."""
    return "".join(f'{{% translate "{one}" %}}\n' for one in words())


def _machines() -> Iterator[str]:
    yield "nieuw"
    for rules in MACHINES.values():
        yield from rules.model.WORDS.values()
        yield from (one.label for one in rules.model.declarations().values())


def _choices() -> Iterator[str]:
    """The words of every column that has a fixed list of values."""
    for model in apps.get_models():
        for field in model._meta.get_fields():
            yield from (words for _, words in field_words.flat(getattr(field, "choices", None) or ()))


def _fields() -> Iterator[str]:
    yield from field_words.LABELS.values()
    yield from field_words.HELP.values()
    yield from _said(list(field_words.CHOICES.values()))
    yield from (one.label for one in FIGURES.values())


def _said(choices: Any) -> Iterator[str]:
    """The words of lists of choices, and those above their groups."""
    for one in choices:
        if isinstance(one, str):
            yield one
        elif isinstance(one, list | tuple):
            yield from _said(one[1:] if len(one) == len(("value", "words")) and isinstance(one[1], str) else one)


def _tables() -> Iterator[str]:
    for table in (roles.LABELS, TERMS, PART_WORDS, MACHINE_WORDS, explanation.WAITING, FIELD_LABELS, TABLES, COLUMNS):
        yield from table.values()
    for who, what, _ in explanation.TURNS.values():
        yield from (who, what)
    yield from (word for _, word, _ in chart.PARTS)
    yield from map(ledger.spoken, (ledger.COUNCIL, f"{ledger.CEILING}R", f"{ledger.CEILING}R:prize"))


def _leaflets() -> Iterator[str]:
    for one in LEAFLETS.values():
        yield one.for_whom
        yield from (aim.words for aim in one.aims)
