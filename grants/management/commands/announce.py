"""`manage.py announce ROUND|REFERENCE …`: announce, one decision or those of a whole round, as one act."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from grants import deciding
from grants.management.people import actor_of
from workflow.errors import Refusal


class Command(BaseCommand):
    help = "Maak bekend de besluiten van een ronde of van losse zaken. Wat niet mag, blijft liggen met de reden."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("named", nargs="+", metavar="RONDE|KENMERK", help="codes van rondes, kenmerken van zaken")
        parser.add_argument("--as", dest="person", required=True, help="wie dit doet: een login of een id")

    def handle(self, *_: Any, **options: Any) -> None:
        decisions = deciding.decisions_of(options["named"])
        try:
            run = deciding.announce(decisions, actor_of(options["person"]))
        except Refusal as refusal:
            raise CommandError(f"{refusal.sentence} ({refusal.code})") from refusal
        self.stdout.write(f"{len(run.done)} besluiten bekendgemaakt.")
        references = {one.pk: one.application.stream.reference for one in decisions}
        for one, why in run.aside:
            self.stderr.write(f"  niet: {references[one]}: {why.sentence} ({why.code})")
