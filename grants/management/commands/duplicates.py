"""Print the probable duplicates of a round."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from grants.duplicates import probable
from grants.models import Round


class Command(BaseCommand):
    """The command `duplicates`."""

    help = "Toon aanvragen in een ronde die waarschijnlijk twee keer zijn ingediend."

    def add_arguments(self, parser: CommandParser) -> None:
        """The round, by its code."""
        parser.add_argument("round", help="de code van de ronde")

    def handle(self, *_: Any, **options: Any) -> None:
        """A line for each pair; changes nothing."""
        code = options["round"]
        if not Round.objects.filter(code=code).exists():
            raise CommandError(f"Er is geen ronde met de code {code}.")
        pairs = probable(code)
        for pair in pairs:
            alike = ", ".join(pair.alike)
            self.stdout.write(f"{pair.stays.stream.reference} en {pair.other.stream.reference}: zelfde {alike}.")
        if not pairs:
            self.stdout.write("Wij zien geen dubbele aanvragen.")
