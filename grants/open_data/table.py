"""The register of awards as a table: CSV with a Table Schema (frictionlessdata.io), and a workbook.

The database writes every cell, and on PostgreSQL the lines as well (`COPY`): what is in a cell is said once, for both files.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO
from itertools import islice
from typing import IO, Any

import xlsxwriter
from django.db import connection
from django.db.models import F, Func, QuerySet, TextField
from xlsxwriter.worksheet import Worksheet

from grants.models import Decision
from grants.open_data.awards import AT_ONCE, oldest_first, told

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""Signs with which a spreadsheet takes a text for a formula (OWASP, CSV injection)."""

LINES = 500
"""Lines that leave at once."""


class Cell(Func):
    """A column of a row as the text of a cell, and nothing where there is nothing; `{0}` stands for the column."""

    output_field = TextField()
    said = "CAST({0} AS text)"
    said_on_sqlite = ""

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> tuple[str, tuple[Any, ...]]:
        """The SQL, with the parameters of the column as often as the column is named."""
        said = (self.said_on_sqlite if connection.vendor == "sqlite" else "") or self.said
        [column] = self.get_source_expressions()
        sql, parameters = compiler.compile(column)
        return said.replace("{0}", sql), tuple(parameters) * said.count("{0}")


class Text(Cell):
    """A text that no spreadsheet takes for a formula: what could be one begins with an apostrophe."""

    said = f"""NULLIF(CASE WHEN substr({{0}}, 1, 1) IN ('{"', '".join(DANGEROUS)}') THEN '''' || {{0}} ELSE {{0}} END, '')"""


class Identity(Cell):
    """An id; SQLite keeps it without its hyphens."""

    said_on_sqlite = " || '-' || ".join(
        f"substr({{0}}, {begin}, {size})" for begin, size in ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))
    )


class Euros(Cell):
    """An amount in cents as euros that a machine reads. SQLite divides in floats, which are exact to the cent below 90 billion euros."""

    said = "CAST(CAST(CAST({0} AS numeric) / 100 AS numeric(20, 2)) AS text)"
    said_on_sqlite = "CASE WHEN {0} IS NOT NULL THEN printf('%%.2f', {0} / 100.0) END"


class Whether(Cell):
    """Yes or no, in the words of a Table Schema."""

    said = "CASE WHEN {0} THEN 'true' ELSE 'false' END"


class PrizeOrGrant(Cell):
    """What was given, by whether it is a prize."""

    said = "CASE WHEN {0} THEN 'prijs' ELSE 'subsidie' END"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in the file, its type in the words of a Table Schema, what it holds, and how its cells follow from a row."""

    name: str
    type: str
    description: str
    field: str
    cell: Callable[[F], Cell]
    required: bool = True

    def schema(self) -> dict[str, Any]:
        """The column as a field of a Table Schema."""
        told = {"name": self.name, "type": self.type, "description": self.description}
        return {**told, "constraints": {"required": True}} if self.required else told


COLUMNS = (
    Column("id", "string", "Het besluit waaruit deze regel volgt.", "id", Identity),
    Column("datum", "date", "De dag van bekendmaking (Awb 3:41).", "announced_on", Cell),
    Column("regeling", "string", "De code van de regeling.", "code", Text),
    Column("regeling_naam", "string", "De naam van de regeling.", "scheme", Text),
    Column("soort", "string", "subsidie of prijs.", "is_prize", PrizeOrGrant),
    Column("ontvanger", "string", "De rechtspersoon, of een woord voor wie een mens kan zijn.", "recipient", Text),
    Column("kvk", "string", "Het KvK-nummer van een rechtspersoon.", "kvk", Text, required=False),
    Column("plan", "string", "De naam van het plan van een rechtspersoon.", "title", Text, required=False),
    Column("thema", "string", "Het thema, uit een vaste lijst.", "theme", Text, required=False),
    Column("ingetrokken", "boolean", "Of het besluit later is ingetrokken.", "is_revoked", Whether),
    Column("gevraagd", "number", "Euro. Leeg als niemand een bedrag vroeg.", "requested_cents", Euros, required=False),
    Column("verleend", "number", "Euro, zoals in het besluit (Awb 4:29).", "granted_cents", Euros),
    Column("vastgesteld", "number", "Euro (Awb 4:42). Leeg: nog niet bepaald.", "determined_cents", Euros, required=False),
    Column("betaald", "number", "Euro op de rekening, min wat terugkwam.", "paid_cents", Euros),
)  # fmt: skip


def schema() -> dict[str, Any]:
    """The Table Schema of the register."""
    return {"fields": [one.schema() for one in COLUMNS], "primaryKey": ["id"], "missingValues": [""]}


def cells() -> QuerySet[Decision, tuple[str | None, ...]]:
    """Every row as the texts of its cells, the oldest first."""
    return told(oldest_first()).values_list(*(one.cell(F(f"row_{one.field}")) for one in COLUMNS))


def as_csv() -> Iterator[bytes]:
    """The file in pieces of whole lines, each with its end: a server sends each piece by itself."""
    yield ",".join(one.name for one in COLUMNS).encode() + b"\n"
    lines = _copied() if connection.vendor == "postgresql" else _written()
    while piece := b"".join(islice(lines, LINES)):
        yield piece


def _copied() -> Iterator[memoryview | bytes]:
    """The lines as PostgreSQL itself writes them."""
    sql, parameters = cells().query.sql_with_params()
    with (
        connection.cursor() as cursor,
        cursor.cursor.copy(f"COPY ({sql}) TO STDOUT (FORMAT csv)", parameters) as lines,
    ):
        yield from lines


def _written() -> Iterator[bytes]:
    """The same lines; the writer puts quotes around what is in its own end of a line, and has both signs there that a line can end with."""
    line = StringIO()
    writer = csv.writer(line, lineterminator="\r\n")
    for row in cells().iterator(chunk_size=AT_ONCE):
        writer.writerow(row)
        yield f"{line.getvalue()[:-2]}\n".encode()
        line.seek(0)
        line.truncate()


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
        for number, row in enumerate(cells().iterator(chunk_size=AT_ONCE), start=1):
            _write(sheet, number, row, money)


def _write(sheet: Worksheet, number: int, row: tuple[str | None, ...], money: Any) -> None:
    for column, (one, text) in enumerate(zip(COLUMNS, row, strict=True)):
        if one.type == "number" and text:
            sheet.write_number(number, column, Decimal(text), money)
        else:
            sheet.write_string(number, column, text or "")
