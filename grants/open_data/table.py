"""The register of awards as a table: CSV (RFC 4180) with a Table Schema (frictionlessdata.io), and a workbook."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO
from typing import IO, Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from grants.open_data.awards import Row, every

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""Signs with which a spreadsheet takes a text for a formula (OWASP, CSV injection)."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in the file, its type in the words of a Table Schema, what it holds, and how it follows from a row."""

    name: str
    type: str
    description: str
    value: Callable[[Row], Any]
    required: bool = True

    def schema(self) -> dict[str, Any]:
        """The column as a field of a Table Schema."""
        told = {"name": self.name, "type": self.type, "description": self.description}
        return {**told, "constraints": {"required": True}} if self.required else told


COLUMNS = (
    Column("id", "string", "Het besluit waaruit deze regel volgt.", lambda row: str(row.id)),
    Column("datum", "date", "De dag van bekendmaking (Awb 3:41).", lambda row: row.announced_on.isoformat()),
    Column("regeling", "string", "De code van de regeling.", lambda row: row.code),
    Column("regeling_naam", "string", "De naam van de regeling.", lambda row: row.scheme),
    Column("soort", "string", "subsidie of prijs.", lambda row: "prijs" if row.is_prize else "subsidie"),
    Column("ontvanger", "string", "De rechtspersoon, of een woord voor wie een mens kan zijn.", lambda row: row.recipient),
    Column("kvk", "string", "Het KvK-nummer van een rechtspersoon.", lambda row: row.kvk, required=False),
    Column("plan", "string", "De naam van het plan van een rechtspersoon.", lambda row: row.title, required=False),
    Column("thema", "string", "Het thema, uit een vaste lijst.", lambda row: row.theme, required=False),
    Column("ingetrokken", "boolean", "Of het besluit later is ingetrokken.", lambda row: "true" if row.is_revoked else "false"),
    Column("gevraagd", "number", "Euro. Leeg als niemand een bedrag vroeg.", lambda row: euros(row.requested_cents), required=False),
    Column("verleend", "number", "Euro, zoals in het besluit (Awb 4:29).", lambda row: euros(row.granted_cents)),
    Column("vastgesteld", "number", "Euro (Awb 4:42). Leeg: nog niet bepaald.", lambda row: euros(row.determined_cents), required=False),
    Column("betaald", "number", "Euro op de rekening, min wat terugkwam.", lambda row: euros(row.paid_cents)),
)  # fmt: skip


def schema() -> dict[str, Any]:
    """The Table Schema of the register."""
    return {"fields": [one.schema() for one in COLUMNS], "primaryKey": ["id"], "missingValues": [""]}


def euros(cents: int | None) -> str:
    """An amount as a machine reads it, "" for none.

    >>> euros(123456), euros(-5), euros(None)
    ('1234.56', '-0.05', '')
    """
    if cents is None:
        return ""
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole}.{rest:02}"


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula.

    >>> harmless("=1+1"), harmless("Feest")
    ("'=1+1", 'Feest')
    """
    return f"'{text}" if text.startswith(DANGEROUS) else text


def _cells(row: Row) -> list[str]:
    return [harmless(text) if one.type == "string" else text for one in COLUMNS for text in (one.value(row),)]


def as_csv() -> Iterator[str]:
    """The lines of the file, each with its end."""
    line = StringIO()
    writer = csv.writer(line)
    for cells in _lines():
        writer.writerow(cells)
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def _lines() -> Iterator[list[str]]:
    yield [one.name for one in COLUMNS]
    yield from map(_cells, every())


def as_schema() -> Iterator[str]:
    """The Table Schema as a file."""
    yield json.dumps(schema(), ensure_ascii=False, indent=2)


def write_workbook(file: IO[bytes]) -> None:
    """Write the register as a workbook, row by row, so that its size does not matter."""
    with xlsxwriter.Workbook(
        file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet, money = book.add_worksheet("Subsidieregister"), book.add_format({"num_format": "#,##0.00"})
        for column, one in enumerate(COLUMNS):
            sheet.write_string(0, column, one.name)
        for number, row in enumerate(every(), start=1):
            _write(sheet, number, row, money)


def _write(sheet: Worksheet, number: int, row: Row, money: Any) -> None:
    for column, one in enumerate(COLUMNS):
        text = one.value(row)
        if one.type == "number" and text:
            sheet.write_number(number, column, Decimal(text), money)
        else:
            sheet.write_string(number, column, text)
