"""`manage.py measure pages`: what every page costs at few cases and at many, in a database of its own that is gone afterwards.

`manage.py measure lists`: what a list of the API costs beside one that a nested serializer fetches row by row.

Beside the milliseconds of the processor stand loops: the same time, divided by that of a loop of 200,000 additions around each visit. Of
that figure is said whether it is too much: 100 ms, on a machine of which the loop takes 10 ms, are ten loops on every machine.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from statistics import median_low
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.db import connection
from django.test.utils import override_settings
from tqdm import tqdm

from grants import saying
from grants.api import nesting
from grants.demo import accounts, many, measuring, tour, whole
from grants.demo.measuring import LOOP, LOOP_MS, MOST_LOOPS, Cost, Line
from grants.demo.stage import Stage
from grants.demo.tour import Stop
from grants.management.spoken import Spoken
from workflow import clock

SIZES = (3, 300, 3_000)


class Command(Spoken):
    help = "Meet elke bladzijde bij weinig en bij veel zaken: vragen aan de database, rekentijd en gewicht."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["pages", "lists"], help="wat er gemeten wordt")
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
        # A developer's machine writes down every query; an installation does not.
        with override_settings(DEBUG=False), _own_database():
            if options["what"] == "lists":
                self._compare()
                return
            lines = self._lines(sorted(options["sizes"]))
        self.stdout.write("\n".join(table(lines, sorted(options["sizes"]))))
        if wrong := [line for line in lines if list(line.faults)]:
            raise CommandError(f"{len(wrong)} van {len(lines)} bladzijden zijn te zwaar.")

    def _compare(self) -> None:
        """Compare two ways to fetch fifty applications; the way of the API takes at most a tenth."""
        stage = Stage()
        whole.play(stage)
        found = nesting.compared()
        self.stdout.write(
            f"{found.rows} aanvragen met hun besluiten: {found.queries} vragen aan de database in {found.ms} ms rekentijd. "
            f"Regel voor regel: {found.naive_queries} vragen in {found.naive_ms} ms. Dat is {found.percent}%."
        )
        if found.percent > nesting.MOST_PERCENT:
            raise CommandError(f"Het mag hoogstens {nesting.MOST_PERCENT}% zijn.")

    def _lines(self, sizes: Sequence[int]) -> list[Line]:
        stage, found, begun = Stage(), list[dict[Stop, Cost]](), 0
        whole.play(stage)
        many.prepare(stage)
        with clock.at(tour.NOW):
            tour.set_out()
        for size in sizes:
            with _bar(size - begun, f"  tot {size}") as bar:
                many.add(stage, begun, size, lambda _, bar=bar: bar.update())  # type: ignore[misc]
            begun = size
            with clock.at(tour.NOW):
                stops = [*tour.stops(), *many.stops()]
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
    """The table as it is printed: how fast the machine is; queries, ms and loops at every size, the last weight, and what is too much."""
    loop = median_low(cost.loop_ms for line in lines for cost in line.costs)
    yield (
        f"Een lus van {saying.thousands(LOOP)} optellingen kost hier {saying.tenth(loop)} ms; gewoon is {LOOP_MS} ms. "
        f"De grens van {MOST_LOOPS * LOOP_MS} ms is {MOST_LOOPS} lussen."
    )
    heads = _cells(sizes)
    yield f"{'bladzijde':<20} {'rol':<16} vragen bij {heads}   ms bij {heads}   lussen bij {heads}   {'KB':>4}"
    for line in lines:
        queries = _cells(one.queries for one in line.costs)
        ms = _cells(one.ms for one in line.costs)
        loops = _cells(saying.tenth(one.loops) for one in line.costs)
        kilobytes = line.costs[-1].weight / 1024
        said = "; ".join(line.faults)
        yield (
            f"{line.stop.name:<20} {line.stop.role:<16} {'':<10} {queries}   {'':<6} {ms}   {'':<10} {loops}   {kilobytes:>4.0f}  {said}"
        ).rstrip()


def _cells(found: Iterable[object]) -> str:
    return " ".join(f"{one:>6}" for one in found)
