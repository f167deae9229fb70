"""`manage.py docs`: writes every generated page again, from the code as it stands."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from workflow.pages import pages, stale


class Command(BaseCommand):
    """Write the generated pages, or with --check say which are not what the code says; exit status 1 when any is."""

    help = "Maakt de pagina's in docs/ opnieuw die uit de code komen: weigeringen, machines en tekeningen."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="schrijf niets, noem wat niet meer klopt")

    def handle(self, *_: Any, **options: Any) -> None:
        old = stale()
        for path in old:
            self.stdout.write(str(path))
        if options["check"] and old:
            sys.exit(1)
        if not options["check"]:
            for path, text in pages().items():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, "utf-8")
