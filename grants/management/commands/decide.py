"""`manage.py decide ROUND`: the list that follows from the rules of a round; without --what-if it drafts the decisions."""

from __future__ import annotations

import dataclasses
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from budgets.figures import euro
from grants import deciding
from grants.deciding import METHODS, Listing
from grants.management.people import actor_of
from grants.models import Round
from grants.ranking import published_rule
from workflow.canonical import canonical
from workflow.errors import Refusal

OUTCOMES = {
    "awarded": "krijgt subsidie",
    "awarded_partly": "krijgt een deel",
    "refused_ceiling": "het geld is op",
    "refused_pass_mark": "te weinig punten",
    "refused_minimum": "een te laag cijfer",
    "refused_late": "te laat",
    "refused_not_listed": "niet op de lijst",
}


class Command(BaseCommand):
    help = "Toont de lijst die volgt uit de regels van een ronde. Zonder --what-if worden het ontwerpbesluiten."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("round", help="code van de ronde (OC-2026)")
        parser.add_argument("--method", choices=sorted(METHODS), help="een andere verdeling, alleen met --what-if")
        parser.add_argument("--seed", help="het getal van de loting")
        parser.add_argument("--ceiling", type=cents_of, help="een ander plafond in euro's, alleen met --what-if")
        parser.add_argument("--as", dest="person", help="wie dit doet: een login of een id")
        parser.add_argument("--what-if", action="store_true", help="verander niets, toon alleen de lijst")
        parser.add_argument("--json", action="store_true", help="druk de lijst af als JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        round_ = Round.objects.filter(code=options["round"]).first()
        if round_ is None:
            raise CommandError(f"Wij kennen geen ronde ‘{options['round']}’.")
        try:
            found = self._listing(round_, options)
        except Refusal as refusal:
            reasons = "\n".join(f"{one.sentence} ({one.code}; {one.article})" for one in refusal.obstacles)
            raise CommandError(reasons) from refusal
        if options["json"]:
            self.stdout.write(canonical(dataclasses.asdict(found)))
        else:
            self.stdout.write("\n".join(told(found)))

    def _listing(self, round_: Round, options: dict[str, Any]) -> Listing:
        method, ceiling = options["method"], options["ceiling"]
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
        f"{one.rank or '–':>5}  {one.reference:<16} {one.score or '':>7} {euro(one.amount_cents):>16}  {OUTCOMES[one.outcome]}"
        for one in found.applications
    ]
    total = f"{found.awards} van {len(found.applications)} krijgen samen {euro(found.awarded_cents)}."
    return [
        f"{found.round}, verdeling {found.method}, plafond {euro(found.ceiling_cents)}",
        *rows,
        f"{total} Over: {euro(found.left_cents)}.",
    ]


def cents_of(euros: str) -> int:
    """An amount in euros as cents. Raises `ValueError` for half cents and what is no amount, which the parser tells."""
    try:
        cents = Decimal(euros.replace(",", ".")) * 100
    except InvalidOperation as wrong:
        raise ValueError(euros) from wrong
    if cents != int(cents) or not 0 < cents < 10**14:
        raise ValueError(euros)
    return int(cents)
