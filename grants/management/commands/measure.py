"""`manage.py measure pages`: what every page costs at few cases and at many, in a database of its own that is gone afterwards."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.db import connection
from tqdm import tqdm

from grants.demo import accounts, many, measuring, municipality, today, tour
from grants.demo.measuring import Cost, Line
from grants.demo.stage import Stage
from grants.demo.tour import Stop
from grants.management.spoken import Spoken
from workflow import clock

SIZES = (3, 300, 3_000)

WITHOUT = frozenset({"five-minutes"})
"""What needs the whole tale of 2017, which is not told here."""


class Command(Spoken):
    help = "Meet elke bladzijde bij weinig en bij veel zaken: vragen aan de database, rekentijd en gewicht."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["pages"], help="wat er gemeten wordt")
        parser.add_argument(
            "--sizes",
            type=int,
            nargs="+",
            default=SIZES,
            metavar="AANTAL",
            help="aantallen zaken naast die van vandaag, oplopend",
        )

    def work(self, options: dict[str, Any]) -> None:
        if settings.KIND not in accounts.KINDS:
            raise CommandError("Meten vult een database met verzonnen zaken. Op deze installatie doen wij dat niet.")
        with _own_database():
            lines = self._lines(sorted(options["sizes"]))
        self.stdout.write("\n".join(table(lines, sorted(options["sizes"]))))
        if wrong := [line for line in lines if list(line.faults)]:
            raise CommandError(f"{len(wrong)} van {len(lines)} bladzijden zijn te zwaar.")

    def _lines(self, sizes: Sequence[int]) -> list[Line]:
        stage, found, begun = Stage(), list[dict[Stop, Cost]](), 0
        municipality.found()
        today.run(stage)
        many.prepare(stage)
        with clock.at(tour.NOW):
            tour.set_out()
        for size in sizes:
            with _bar(size - begun, f"  tot {size}") as bar:
                many.add(stage, begun, size, lambda _, bar=bar: bar.update())  # type: ignore[misc]
            begun = size
            with clock.at(tour.NOW):
                stops = [*tour.stops(tour.SEEN.keys() - WITHOUT), *many.stops()]
                with _bar(len(stops), "  meten") as bar:
                    found.append(dict(_each(measuring.measured(stops), bar)))
        return measuring.lines(found)


def _bar(total: int, words: str) -> Any:
    return tqdm(total=total, desc=words, leave=False, disable=not sys.stderr.isatty())


def _each(found: Iterator[tuple[Stop, Cost]], bar: Any) -> Iterator[tuple[Stop, Cost]]:
    for one in found:
        bar.update()
        yield one


@contextmanager
def _own_database() -> Iterator[None]:
    """A database beside the configured one, as tests have it; the configured one is not touched."""
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def table(lines: Sequence[Line], sizes: Sequence[int]) -> Iterator[str]:
    """The table as it is printed: queries and milliseconds at every size, the weight at the last, and what is too much."""
    heads = " ".join(f"{size:>6}" for size in sizes)
    yield f"{'bladzijde':<20} {'rol':<16} {'vragen bij ' + heads:<32} {'ms bij ' + heads:<28} {'KB':>5}"
    for line in lines:
        queries = " ".join(f"{one.queries:>6}" for one in line.costs)
        took = " ".join(f"{one.ms:>6}" for one in line.costs)
        said = "; ".join(line.faults)
        kilobytes = line.costs[-1].weight / 1024
        yield (
            f"{line.stop.name:<20} {line.stop.role:<16} {'':<10} {queries} {'':<6} {took} {kilobytes:>5.0f}  {said}".rstrip()
        )
