"""Print the probable duplicates of a round."""

from typing import Any

from django.core.management.base import CommandParser

from grants.duplicates import probable
from grants.management.spoken import Spoken
from grants.named import round_of


class Command(Spoken):
    """The command `duplicates`."""

    help = "Toon aanvragen in een ronde die waarschijnlijk twee keer zijn ingediend."

    def add_arguments(self, parser: CommandParser) -> None:
        """The round, by its code."""
        parser.add_argument("round", help="de code van de ronde")

    def work(self, options: dict[str, Any]) -> None:
        """A line for each pair; changes nothing."""
        pairs = probable(round_of(options["round"]).code)
        for pair in pairs:
            alike = ", ".join(pair.alike)
            self.stdout.write(f"{pair.stays.stream.reference} en {pair.other.stream.reference}: zelfde {alike}.")
        if not pairs:
            self.stdout.write("Wij zien geen dubbele aanvragen.")
