"""`manage.py outbox`: what could not be sent, however often it was tried; trying it again, or letting it go."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from grants import left_over
from grants.management.spoken import Spoken
from workflow import outbox


class Command(Spoken):
    help = "Toont wat niet aankwam, hoe vaak het ook werd geprobeerd, en probeert het opnieuw."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--retry", action="store_true", help="probeer alles opnieuw")

    def work(self, options: dict[str, Any]) -> None:
        found = left_over.look()
        for one in found:
            self.stdout.write(f"{one.id} {one.what} {one.about}: {one.error}")
        stuck = outbox.stuck().count()
        self.stdout.write(f"{outbox.waiting() - stuck} berichten zijn onderweg; {stuck} kwamen niet aan.")
        if options["retry"]:
            self.stdout.write(f"{outbox.again([one.id for one in found])} worden opnieuw geprobeerd.")
