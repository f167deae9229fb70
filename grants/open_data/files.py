"""The files that are published, by name: the public addresses and `manage.py export` write the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import IO

from django.utils import translation
from django.utils.translation import gettext_noop

from grants.open_data import common_grants, giving360, schemes, table
from grants.open_data.publisher import publisher

JSON, SHEET = "application/json", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class File:
    """One file: its kind, what people call it, and its pieces; a workbook is written whole."""

    media_type: str
    title: str
    pieces: Callable[[], Iterator[str] | Iterator[bytes]] | None = None


FILES: Mapping[str, File] = {
    "register.csv": File("text/csv; charset=utf-8; header=present", gettext_noop("Subsidieregister als tabel (CSV)"), table.as_csv),
    "register.schema.json": File(JSON, gettext_noop("Uitleg bij de kolommen (Table Schema)"), table.as_schema),
    "register.xlsx": File(SHEET, gettext_noop("Subsidieregister als werkblad (XLSX)")),
    "360giving.json": File(JSON, gettext_noop("Subsidies in de standaard 360Giving"), lambda: giving360.as_package(publisher())),
    "commongrants.json": File(JSON, gettext_noop("Rondes in de standaard CommonGrants"), common_grants.as_list),
    "schemes.json": File(JSON, gettext_noop("Regelingen met al hun versies"), schemes.as_list),
}  # fmt: skip

SHORT: Mapping[str, str] = {
    "register": "register.csv", "360giving": "360giving.json", "commongrants": "commongrants.json", "schemes": "schemes.json",
}  # fmt: skip
"""What `manage.py export` also calls them."""


def pieces(name: str) -> Iterator[bytes]:
    """A file in Dutch, piece by piece, whatever language the reader chose."""
    made = FILES[name].pieces
    assert made, f"{name} is written whole"
    with translation.override("nl"):
        for one in made():
            yield one if isinstance(one, bytes) else one.encode()


def write(name: str, file: IO[bytes]) -> None:
    """Write a file to where it goes."""
    if FILES[name].pieces:
        file.writelines(pieces(name))
        return
    with translation.override("nl"):
        table.write_workbook(file)
