"""`manage.py explain CASE`: where a case stands, whose turn it is, which steps are open or not and why, and every date with its sum."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.core.management.base import CommandParser

from grants import explanation, one_euro
from grants.explained import followed, lines
from grants.management.people import actor_of
from grants.management.spoken import Spoken
from grants.named import case_of
from workflow import door
from workflow.canonical import canonical


class Command(Spoken):
    help = "Legt een zaak uit: de stand, wie aan de beurt is, welke stappen kunnen of niet en waarom, en elke datum met de som."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("case", help="kenmerk van de zaak (OC-2026-0042), of een id")
        parser.add_argument("--as", dest="person", metavar="WIE", help="leg uit voor deze persoon: een login of een id")
        parser.add_argument("--euro", action="store_true", help="volg het geld: van begrotingspost tot vaststelling")
        parser.add_argument("--json", action="store_true", help="druk de uitleg af als JSON")

    def work(self, options: dict[str, Any]) -> None:
        case = case_of(options["case"])
        if options["euro"]:
            entries = one_euro.path(case)
            plain: Any = [dataclasses.asdict(one) for one in entries]
            said = followed(entries)
        else:
            found = explanation.explain(case, actor_of(options["person"]) if options["person"] else door.ANYONE)
            plain, said = dataclasses.asdict(found), lines(found)
        self.stdout.write(canonical(plain) if options["json"] else "\n".join(said))
