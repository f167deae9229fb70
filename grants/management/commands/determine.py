"""`manage.py determine`: what the final amount comes to, with the sum; with `--as` the decision is drafted through the door."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from budgets.figures import dutch_cents
from grants.determination_desk import Asked, draft, proposed
from grants.management.people import actor_of
from workflow.errors import Refusal


class Command(BaseCommand):
    help = "Rekent het eindbedrag van een subsidie uit, toont de som en maakt het ontwerpbesluit."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("case", help="kenmerk van het dossier (OC-2026-0001)")
        parser.add_argument("--ground", default="", help="grond voor een lager bedrag: a, b, c of d (Awb 4:46, lid 2)")
        parser.add_argument("--amount", default="", help="het lagere bedrag in euro's")
        parser.add_argument("--reason", default="", help="waarom het lager wordt")
        parser.add_argument("--view", default="", help="wat de ontvanger vindt")
        parser.add_argument("--unheard", default="", help="code van de reden waarom niet om een mening is gevraagd")
        parser.add_argument("--as", dest="person", default="", help="wie het ontwerp maakt: een login of een id")
        parser.add_argument("--what-if", action="store_true", help="laat zien wat zou volgen, en verandert niets")
        parser.add_argument("--json", action="store_true")

    def handle(self, *_: Any, **options: Any) -> None:
        write = not options["what_if"]
        if write and not options["person"]:
            raise CommandError("Zeg met --as wie het ontwerp maakt, of vraag --what-if.")
        try:
            asked = Asked(
                options["case"],
                options["ground"],
                dutch_cents(options["amount"]) if options["amount"] else None,
                options["reason"],
                options["view"],
                options["unheard"],
            )
            found = proposed(asked)
            if options["person"]:
                draft(asked, actor_of(options["person"]), write=write)
        except Refusal as refusal:
            reasons = "\n".join(f"{one.sentence} ({one.code})" for one in refusal.obstacles)
            raise CommandError(reasons) from refusal
        self.stdout.write(json.dumps(found, ensure_ascii=False) if options["json"] else "\n".join(found["sum"]))
