"""`manage.py verify`: whether the trail still proves what the tables say."""

import dataclasses
import json
import sys
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from workflow.verify import PARTS, Findings, verify

TITLES = {"chains": "ketens", "guards": "bewaking", "conservation": "geld", "replay": "naspelen"}


class Command(BaseCommand):
    """Verify chains, guards, conservation and replay; exit status 1 and the place on any difference."""

    help = "Controleert ketens, bewaking, geld en naspelen; eindigt met status 1 en de plaats bij elk verschil."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="druk de uitkomst af als JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        with tqdm(total=len(PARTS), disable=options["json"] or not sys.stderr.isatty(), leave=False) as bar:

            def heard(part: str) -> None:
                bar.set_description(TITLES[part])
                bar.update()

            found = verify(heard)
        if options["json"]:
            self.stdout.write(json.dumps(dataclasses.asdict(found), ensure_ascii=False, indent=2))
        else:
            tell(self.stdout.write, found)
        if found.differences:
            sys.exit(1)


def tell(write: Callable[[str], object], found: Findings) -> None:
    """Say in Dutch what was looked at, and the place of every difference (the first twenty of each kind)."""
    lines = (
        (f"{found.events} gebeurtenissen in {found.chains} ketens", found.broken),
        ("bewaking in de database", found.guards_missing),
        ("geld: elke pot opnieuw opgeteld", found.conservation_differences),
        ("naspelen: elke rij opnieuw opgebouwd", found.replay_differences),
    )
    for title, differences in lines:
        write(f"  {'✗' if differences else '✓'} {title}" + (f": {len(differences)} verschillen" if differences else ""))
        for place in differences[:20]:
            write(f"      {place}")
