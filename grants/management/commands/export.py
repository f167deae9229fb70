"""`manage.py export`: write a file of open data, the same that everybody can fetch."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from grants.management.spoken import Spoken
from grants.open_data import files


class Command(Spoken):
    help = "Schrijft een bestand met open data: het register, 360Giving, CommonGrants of de regelingen."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", metavar="WAT", choices=[*files.SHORT, *files.FILES], help="welk bestand")
        parser.add_argument("--out", metavar="BESTAND", help="waarheen; zonder dit komt het op het scherm")

    def work(self, options: dict[str, Any]) -> None:
        name = files.SHORT.get(options["name"], options["name"])
        if not options["out"]:
            files.write(name, sys.stdout.buffer)
            return
        with Path(options["out"]).open("wb") as file:
            files.write(name, file)
        self.stdout.write(f"{Path(options['out']).stat().st_size} bytes in {options['out']}")
