"""`manage.py subscriptions`: which systems are told of events, and where; adding an address, and ending one."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.management.base import CommandError, CommandParser

from grants import events
from grants.management.spoken import Spoken
from partners import subscriptions
from partners.models import Subscription, System


class Command(Spoken):
    help = "Toont welke systemen een bericht krijgen als er iets gebeurt, voegt een adres toe, of sluit er een af."

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--add", metavar="ADRES", help="stuur berichten naar dit adres, en toon zijn geheim één keer")
        what.add_argument("--end", metavar="ID", help="stuur niets meer naar dit adres")
        what.add_argument("--kinds", action="store_true", help="toon welke soorten berichten er zijn")
        parser.add_argument("--for", dest="system", metavar="SYSTEEM", help="voor welk systeem (manage.py systems)")
        parser.add_argument(
            "--kind", action="append", metavar="SOORT", help="welke soort, zoals decision.announce; mag vaker"
        )

    def work(self, options: dict[str, Any]) -> None:
        if options["add"]:
            self._add(options["add"], options["system"], options["kind"] or [])
        elif options["end"]:
            self._end(options["end"])
        elif options["kinds"]:
            self.stdout.write("\n".join(events.kinds()))
        else:
            for one in Subscription.objects.select_related("system").order_by("system__name", "url"):
                stands = one.kinds if one.is_active else "afgesloten"
                self.stdout.write(f"{one.pk} {one.system.name} {one.url}: {stands}")

    def _add(self, url: str, name: str | None, kinds: list[str]) -> None:
        system = System.objects.filter(name=name, is_active=True).first()
        if system is None:
            raise CommandError("Zeg met --for voor welk systeem. Welke er zijn, toont manage.py systems.")
        unknown = sorted(set(kinds) - set(events.kinds()))
        if unknown or not kinds:
            raise CommandError(f"Kies soorten met --kind uit manage.py subscriptions --kinds. Onbekend: {unknown}.")
        try:
            made, secret = subscriptions.add(system, url, kinds)
        except subscriptions.Unfit as fault:
            raise CommandError(str(fault)) from None
        self.stdout.write(f"id: {made.pk}\nsecret: {secret}\nDit geheim ziet u één keer.")

    def _end(self, named: str) -> None:
        try:
            found = Subscription.objects.filter(pk=uuid.UUID(named), is_active=True).first()
        except ValueError:
            found = None
        if found is None:
            raise CommandError("Dit adres is er niet, of het is al afgesloten.")
        subscriptions.end(found)
        self.stdout.write(f"Naar {found.url} gaat niets meer.")
