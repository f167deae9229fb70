"""`manage.py decide ROUND`: the list that follows from the rules of a round; without --what-if it drafts the decisions."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.core.management.base import CommandError, CommandParser

from budgets.figures import euro
from grants import deciding
from grants.deciding import METHODS, Listing
from grants.management.people import actor_of
from grants.management.spoken import Spoken, amount, counted
from grants.models import Round
from grants.named import round_of
from grants.ranking import published_rule
from workflow.canonical import canonical
from workflow.law.wording import listed

OUTCOMES = {
    "awarded": "krijgt subsidie",
    "awarded_partly": "krijgt een deel",
    "refused_ceiling": "het geld is op",
    "refused_pass_mark": "te weinig punten",
    "refused_minimum": "een te laag cijfer",
    "refused_late": "te laat",
    "refused_not_listed": "niet op de lijst",
}

METHOD_WORDS = {
    "first_come": "op volgorde van binnenkomst",
    "tender": "op volgorde van punten",
    "lottery": "door loting",
    "formula": "met een formule",
    "fixed_list": "volgens een vaste lijst",
    "pro_rata": "naar rato",
    "need": "naar wat het hardst nodig is",
    "reserve_list": "volgens de reservelijst",
}
"""How a rule of allocation is called; its name for --method stands in the help."""


class Command(Spoken):
    help = "Toont de lijst die volgt uit de regels van een ronde. Zonder --what-if worden het ontwerpbesluiten."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("round", help="code van de ronde (OC-2026)")
        methods = ", ".join(f"{name} ({METHOD_WORDS[name]})" for name in sorted(METHODS))
        parser.add_argument(
            "--method",
            choices=sorted(METHODS),
            metavar="VERDELING",
            help=f"een andere verdeling, alleen met --what-if: {methods}",
        )
        parser.add_argument("--seed", help="het getal van de loting")
        parser.add_argument("--ceiling", metavar="BEDRAG", help="een ander plafond in euro's, alleen met --what-if")
        parser.add_argument("--as", dest="person", metavar="WIE", help="wie dit doet: een login of een id")
        parser.add_argument("--what-if", action="store_true", help="verander niets, toon alleen de lijst")
        parser.add_argument("--json", action="store_true", help="druk de lijst af als JSON")

    def work(self, options: dict[str, Any]) -> None:
        found = self._listing(round_of(options["round"]), options)
        if options["json"]:
            self.stdout.write(canonical(dataclasses.asdict(found)))
            return
        self.stdout.write("\n".join(told(found)))
        if options["what_if"]:
            self.stdout.write("Er is niets veranderd.")
        else:
            drafts = counted(len(found.applications), "ontwerpbesluit", "ontwerpbesluiten")
            self.stdout.write(f"{drafts} gemaakt. Nu tekent de mandaathouder: sign {found.round}")

    def _listing(self, round_: Round, options: dict[str, Any]) -> Listing:
        method = options["method"]
        ceiling = amount("--ceiling", options["ceiling"]) if options["ceiling"] else None
        if ceiling == 0:
            raise CommandError("Een plafond is meer dan nul.")
        if options["what_if"]:
            return deciding.what_if(round_, method, options["seed"], ceiling)
        if (method and method != deciding.method_of(published_rule(round_))) or ceiling is not None:
            raise CommandError(
                "Beslissen kan alleen zoals de ronde is bekendgemaakt (Awb 4:26). "
                "Met --what-if ziet u wat er anders zou gebeuren."
            )
        if not options["person"]:
            raise CommandError("Zeg met --as wie de ontwerpbesluiten maakt.")
        return deciding.decide(round_, actor_of(options["person"]), options["seed"] or "")


def told(found: Listing) -> list[str]:
    """The list as a table."""
    rows = [
        f"{one.rank or '–':>5}  {one.reference:<16} {(one.score or '').replace('.', ','):>7} {euro(one.amount_cents):>16}"
        f"  {OUTCOMES[one.outcome]}"
        for one in found.applications
    ]
    asked = counted(len(found.applications), "aanvraag", "aanvragen")
    total = f"Van {asked} {'krijgt' if found.awards == 1 else 'krijgen'} er {found.awards} samen {euro(found.awarded_cents)}."
    method = METHOD_WORDS.get(found.method, found.method)
    return [
        f"{found.round}, verdeling {method}, plafond {euro(found.ceiling_cents)}",
        *rows,
        f"{total} Over: {euro(found.left_cents)}.",
        *([f"Vandaag compleet, en morgen aan de beurt: {listed(list(found.tomorrow))}."] if found.tomorrow else []),
    ]
