"""A small table to fill in: rows that the server adds, so that it works without a script. Its value is plain lists and objects."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_noop

from budgets.figures import bare_euro

SPARE = 2
"""Empty rows under those that are filled in; asking for the form again brings as many more."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in the value, its heading, and from what one chooses (nothing: one types)."""

    name: str
    label: str
    choices: Sequence[tuple[str, str]] = ()
    required: bool = True


class Table(forms.Widget):
    """One side or several of rows with the same columns; a table of at most one row is shown as separate fields."""

    template_name = "portal/table.html"
    use_fieldset = True

    def __init__(self, sides: Mapping[str, Sequence[Column]], *, most: int, many: bool | None = None) -> None:
        super().__init__()
        self.sides, self.most, self.many = sides, most, most > 1 if many is None else many

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:  # noqa: ARG002 - Django hands every widget the files.
        """The rows that say something, as they were typed; or the value that went along unseen."""
        if kept := data.get(name):
            return unseen(kept)
        found = {side: self._rows(data, name, side) for side in self.sides}
        if "" not in found:
            return found if any(found.values()) else None
        return found[""] if self.many else next(iter(found[""]), None)

    def _rows(self, data: Any, name: str, side: str) -> list[dict[str, str]]:
        rows = []
        for number in range(self.most + SPARE):
            row = {one.name: data.get(_cell(name, side, number, one.name), "") for one in self.sides[side]}
            if any(text.strip() for text in row.values()):
                rows.append(row)
        return rows

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The rows that are filled in and some to fill in."""
        context = super().get_context(name, value, attrs)
        context["widget"] |= {
            "sides": [self._side(name, side, value) for side in self.sides],
            "grows": self.many,
            "anchor": (attrs or {}).get("id", ""),
        }
        return context

    def _side(self, name: str, side: str, value: Any) -> dict[str, Any]:
        found = value.get(side) if side and isinstance(value, Mapping) else value
        rows = [found] if isinstance(found, Mapping) else found if isinstance(found, list | tuple) else []
        filled = [row for row in rows if isinstance(row, Mapping)]
        blank = min(self.most, len(filled) + SPARE) - len(filled) if self.many else int(not filled)
        lines = [*filled, *({} for _ in range(blank))]
        return {
            "title": TITLES.get(side, ""),
            "columns": self.sides[side],
            "rows": [[_shown(name, side, n, one, row) for one in self.sides[side]] for n, row in enumerate(lines)],
        }


class KeptAsJson(forms.HiddenInput):
    """A value that is no text, in one hidden field."""

    def format_value(self, value: Any) -> str | None:
        """As JSON; what was typed in a way that we do not know stays as it was."""
        if value in (None, "", [], {}):
            return None
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


class Amounts(forms.Widget):
    """One amount beside each of a list of words."""

    template_name = "portal/amounts.html"
    use_fieldset = True

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__()
        self.lines = lines

    def id_for_label(self, id_: str) -> str:
        """The first of them."""
        return f"{id_}.0"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:  # noqa: ARG002 - Django hands every widget the files.
        """What was typed in each line; or the value that went along unseen."""
        if kept := data.get(name):
            return unseen(kept)
        return [data.get(f"{name}.{n}", "") for n in range(len(self.lines))]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The lines with what was typed."""
        context = super().get_context(name, value, attrs)
        typed = [*(value if isinstance(value, list) else ()), *[""] * len(self.lines)]
        context["widget"]["lines"] = [
            {"name": f"{name}.{n}", "words": words, "value": text}
            for n, (words, text) in enumerate(zip(self.lines, typed, strict=False))
        ]
        return context


TITLES = {"costs": gettext_noop("Kosten"), "income": gettext_noop("Inkomsten")}


def unseen(text: str) -> Any:
    """The value that a hidden field carries; the text itself where it is no JSON."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def _cell(name: str, side: str, number: int, column: str) -> str:
    return ".".join(part for part in (name, side, str(number), column) if part)


def _shown(name: str, side: str, number: int, column: Column, row: Mapping[str, Any]) -> dict[str, Any]:
    cents = row.get("amount_cents") if column.name == "amount" else None
    value = bare_euro(cents) if isinstance(cents, int) else row.get(column.name) or ""
    return {
        "name": _cell(name, side, number, column.name),
        "value": value,
        "column": column,
        "number": number + 1,
        "is_amount": column.name == "amount",
    }
