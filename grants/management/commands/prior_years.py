"""`manage.py prior_years`: what came back this year, or any other, on lines of years that had ended."""

from __future__ import annotations

from typing import Any

from budgets.figures import euro
from budgets.prior_years import prior_years
from grants.management.spoken import Spoken


class Command(Spoken):
    help = "Toont de afrekening van voorgaande jaren: wat vrijviel of terugkwam op de post van een jaar dat voorbij is."

    def work(self, _: dict[str, Any]) -> None:
        found = prior_years()
        for one in found:
            self.stdout.write(
                f"{one.booked_year}, post {one.code} van {one.year}: vrijgevallen {euro(one.released)}, "
                f"teruggevorderd {euro(one.reclaimed)}, ontvangen {euro(one.received)}. Voordeel {euro(one.benefit)}."
            )
        if not found:
            self.stdout.write("Er is niets afgerekend over voorgaande jaren.")
