"""`manage.py second_factor`: takes away what somebody proves themself with, when it is lost."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError, CommandParser

from grants.management.spoken import Spoken
from partners import factors
from partners.models import Account
from partners.models.account import normalised


class Command(Spoken):
    """The command `second_factor`."""

    help = "Haal de tweede stap van een login weg, als de telefoon en de herstelcodes kwijt zijn. Kijk eerst wie het vraagt."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose."""
        parser.add_argument("login", help="de inlognaam")

    def work(self, options: dict[str, Any]) -> None:
        """Take all of it away; a next sign-in asks for a new one first."""
        account = Account.objects.filter(username=normalised(options["login"])).first()
        if account is None:
            raise CommandError("Deze inlognaam is er niet.")
        self.stdout.write(
            f"Weggehaald: {factors.remove_all(account)}. {account.username} kiest bij het inloggen iets nieuws."
        )
