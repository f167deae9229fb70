"""`manage.py determine`: what the final amount comes to, with the sum; with `--as` the decision is drafted through the door."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import CommandError, CommandParser

from grants.determination_desk import Asked, draft, proposed
from grants.management.people import actor_of
from grants.management.spoken import Spoken, amount
from grants.models import Decision


class Command(Spoken):
    help = "Rekent het eindbedrag van een subsidie uit, toont de som en maakt het ontwerpbesluit."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("case", help="kenmerk van het dossier (OC-2026-0001)")
        parser.add_argument("--ground", default="", help="grond voor een lager bedrag: a, b, c of d (Awb 4:46, lid 2)")
        parser.add_argument("--amount", default="", help="het lagere bedrag in euro's")
        parser.add_argument("--reason", default="", help="waarom het lager wordt")
        parser.add_argument("--view", default="", help="wat de ontvanger vindt")
        parser.add_argument("--unheard", default="", help="code van de reden waarom niet om een mening is gevraagd")
        parser.add_argument(
            "--as", dest="person", metavar="WIE", default="", help="wie het ontwerp maakt: een login of een id"
        )
        parser.add_argument("--what-if", action="store_true", help="laat zien wat zou volgen, en verandert niets")
        parser.add_argument("--json", action="store_true")

    def work(self, options: dict[str, Any]) -> None:
        write = not options["what_if"]
        if write and not options["person"]:
            raise CommandError("Zeg met --as wie het ontwerp maakt, of vraag --what-if.")
        asked = Asked(
            options["case"],
            options["ground"],
            amount("--amount", options["amount"]) if options["amount"] else None,
            options["reason"],
            options["view"],
            options["unheard"],
        )
        found = proposed(asked)
        made = draft(asked, actor_of(options["person"]), write=write) if options["person"] else None
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False))
            return
        self.stdout.write("\n".join(found["sum"]))
        if made is None:
            self.stdout.write("Er is niets veranderd. Met --as wordt dit een ontwerpbesluit.")
        elif not write:
            self.stdout.write("Er is niets veranderd. Zonder --what-if wordt dit een ontwerpbesluit.")
        else:
            kind = Decision.Kind(found["kind"]).label
            drafted = made.taken[0].change.subject
            self.stdout.write(
                f"Ontwerpbesluit gemaakt in {options['case']}: {kind} ({drafted}). "
                f"Nu tekent de mandaathouder: sign {options['case']}"
            )
