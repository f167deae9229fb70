"""`manage.py systems`: which systems may come to the API; letting one in, and letting it in no more."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError, CommandParser

from grants.management.people import actor_of
from grants.management.spoken import Spoken
from partners import systems
from partners.models import Person, System


class Command(Spoken):
    help = "Toont welke systemen bij de API mogen, laat er een toe, of sluit er een af."

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--add", metavar="NAAM", help="laat een systeem toe, en toon zijn geheim één keer")
        what.add_argument(
            "--close", metavar="NAAM", help="laat een systeem niet meer toe; zijn tokens vervallen meteen"
        )
        parser.add_argument(
            "--for", dest="person", metavar="WIE", help="voor wie het staat: een eigen persoon in het register"
        )
        parser.add_argument("--scope", action="append", choices=[*systems.MEANINGS], help="waarvoor; mag vaker")

    def work(self, options: dict[str, Any]) -> None:
        if options["add"]:
            self._add(options["add"], options["person"], options["scope"])
        elif options["close"]:
            self._close(options["close"])
        else:
            for one in System.objects.order_by("name"):
                self.stdout.write(f"{one.name}: {one.scopes if one.is_active else 'afgesloten'} ({one.client_id})")

    def _add(self, name: str, named: str | None, scopes: list[str] | None) -> None:
        if not named or not scopes:
            raise CommandError("Zeg met --for voor wie het systeem staat, en met --scope waarvoor het komt.")
        found = actor_of(named).person
        assert found, "a person was named"
        person = Person.objects.get(pk=found)
        if System.objects.filter(name=name).exists() or System.objects.filter(person=person).exists():
            raise CommandError("Dit systeem is er al, of deze persoon staat al voor een ander systeem.")
        if person.accounts.exists():
            raise CommandError("Deze persoon heeft een login. Geef een systeem een eigen persoon in het register.")
        system, secret = systems.add(name, person, dict.fromkeys(scopes))
        self.stdout.write(f"client_id: {system.client_id}\nclient_secret: {secret}")
        self.stdout.write("Dit geheim ziet u één keer. Geef het systeem nu zijn rollen: manage.py roles.")

    def _close(self, name: str) -> None:
        system = System.objects.filter(name=name, is_active=True).first()
        if system is None:
            raise CommandError("Dit systeem is er niet, of het is al afgesloten.")
        systems.close(system)
        self.stdout.write(f"{name} komt er niet meer in.")
