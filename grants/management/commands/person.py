"""`manage.py person`: everything that is kept about one person, for who asks for it (AVG 15)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from grants import personal_file
from grants.management.people import actor_of
from grants.management.spoken import Spoken
from partners.models import Person


class Command(Spoken):
    help = "Schrijft alles wat wij over één persoon bewaren in een bestand, voor wie daarom vraagt (AVG 15)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--export", metavar="WIE", required=True, help="de persoon, met login of id")
        parser.add_argument(
            "--out", metavar="BESTAND", required=True, help="waarheen; het bestand mag er nog niet zijn"
        )
        parser.add_argument("--text", action="store_true", help="om te lezen; anders als JSON")

    def work(self, options: dict[str, Any]) -> None:
        found = actor_of(options["export"]).person
        assert found, "a person was named"
        person = Person.objects.get(pk=found)
        parts = personal_file.about(person)
        said = personal_file.as_text(person, parts) if options["text"] else personal_file.as_json(person, parts)
        file = Path(options["out"])
        try:  # Nobody else on this machine reads it, and nothing is overwritten.
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError as wrong:
            raise CommandError(f"Dit bestand kunnen wij niet schrijven: {file}") from wrong
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(said)
        rows = sum(len(part.rows) for part in parts)
        self.stdout.write(f"{rows} rijen uit {len(parts)} tabellen in {file}.")
        self.stdout.write("Kijk het na voor u het geeft: in een tekst kan iets over een ander staan.")
