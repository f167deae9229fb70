"""`manage.py applicant`: enter somebody whom we do not know yet, and print what a filing on their behalf needs to name."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import CommandError, CommandParser

from grants import asked_once
from grants.management.people import actor_of
from grants.management.spoken import Spoken
from grants.named import round_of
from partners.entering import applicant, id_of
from partners.models import Organisation
from workflow import clock, door
from workflow.canonical import digest
from workflow.facts import Change
from workflow.registers import Entries, register_id

ASKED = {
    "name": ("naam van de organisatie, groep of persoon", True),
    "form": (f"rechtsvorm: {', '.join(Organisation.LegalForm.values)}", True),
    "kvk": ("KvK-nummer", False),
    "street": ("straat van het postadres", True),
    "number": ("huisnummer", True),
    "postcode": ("postcode", True),
    "place": ("plaats", True),
    "contact": ("wie tekent en voor wie wij schrijven", True),
    "email": ("e-mailadres van die persoon", False),
    "phone": ("telefoonnummer van die persoon", False),
    "iban": ("rekening waarop wij betalen", True),
}
"""What is said of an applicant: the words of the help, and whether it must be said."""


class Command(Spoken):
    help = "Legt een nieuwe aanvrager vast: organisatie, persoon en rekening. Print wat ‘step application.file’ daarvan vraagt."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--as", dest="person", metavar="WIE", required=True, help="wie dit doet: een login of een id"
        )
        parser.add_argument("--round", help="de code van de ronde waarin wordt aangevraagd")
        for name, (said, required) in ASKED.items():
            parser.add_argument(f"--{name}", required=required, default="", help=said)

    def work(self, options: dict[str, Any]) -> None:
        actor, said = actor_of(options["person"]), {name: options[name].strip() for name in ASKED}
        round_ = round_of(options["round"]) if options["round"] else None
        if said["form"] not in Organisation.LegalForm:
            raise CommandError(
                f"Deze rechtsvorm kennen wij niet. Kies uit: {', '.join(Organisation.LegalForm.values)}."
            )
        seed = digest(said)
        rows = applicant(said, seed, clock.today())
        change = Change("register", "enter", register_id("partners"), Entries("partners", rows))
        done = door.act([change], actor=actor, key=asked_once.key_of([change], born=True))
        if done.repeated:
            self.stderr.write("Deze aanvrager legde u al vast. Er verandert niets.")
        names = {"contact": "person", "organisation": "organisation", "bank_account": "account"}
        found = {field: str(id_of(seed, name)) for field, name in names.items()}
        self.stdout.write(json.dumps(found | ({"round": str(round_.pk)} if round_ else {}), indent=2))
