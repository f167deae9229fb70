"""`manage.py diagram NAME`: draws a machine or a scheme from its declarations."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from workflow.diagram import Graph, mermaid, of_machine, of_scheme, svg
from workflow.registry import MACHINES, SCHEMES


class Command(BaseCommand):
    """Draw one machine or scheme, as SVG or as Mermaid, to a file or to the screen."""

    help = "Tekent een machine of een regeling uit haar declaraties: als SVG, of met --mermaid als tekst."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", nargs="?", default="application", help="een machine of de code van een regeling")
        parser.add_argument("--mermaid", action="store_true", help="schrijf Mermaid in plaats van SVG")
        parser.add_argument("--out", type=Path, help="schrijf naar dit bestand in plaats van naar het scherm")

    def handle(self, *_: Any, **options: Any) -> None:
        draw = mermaid if options["mermaid"] else svg
        drawn = draw(_graph(options["name"]))
        if options["out"]:
            options["out"].write_text(drawn, "utf-8")
        else:
            self.stdout.write(drawn, ending="")


def _graph(name: str) -> Graph:
    if rules := MACHINES.get(name):
        return of_machine(rules.model)
    if scheme := SCHEMES.get(name):
        return of_scheme(scheme)
    known = ", ".join((*MACHINES, *SCHEMES))
    raise CommandError(f"{name} is geen machine en geen regeling. Kies uit: {known}.")
