"""`manage.py search`: what texts of dossiers are found by, counted, or computed anew."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import CommandParser
from tqdm import tqdm

from grants.management.spoken import Spoken
from grants.models import SearchText
from grants.search import index, nearest


class Command(Spoken):
    help = "Toont waarin wordt gezocht, of bouwt de index van teksten opnieuw op."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--rebuild", action="store_true", help="reken de hele index opnieuw uit; er kan worden doorgewerkt"
        )

    def work(self, options: dict[str, Any]) -> None:
        if options["rebuild"]:
            with tqdm(unit=" rij", desc="  teksten", leave=False, disable=not sys.stderr.isatty()) as bar:
                for rows in index.rebuild():
                    bar.update(rows)
        typos = (
            "ook met een typefout"
            if nearest.can_tell()
            else "zonder hulp bij typefouten (dat kan alleen met PostgreSQL)"
        )
        self.stdout.write(f"{SearchText.objects.count()} teksten zijn te vinden, {typos}.")
