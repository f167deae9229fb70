"""`manage.py theme NAME --from FILE`: makes the theme of a municipality out of its own file of design tokens, as it was published."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.utils.text import slugify

from grants import house_theme
from grants.house_theme import NoTheme
from grants.management.spoken import Spoken


class Command(Spoken):
    help = "Maakt de huisstijl uit een bestand met tokens van NL Design System."

    def add_arguments(self, parser: CommandParser) -> None:
        """Its name, and the file."""
        parser.add_argument("name", metavar="NAAM", help="hoe de huisstijl heet, zoals PORTAL_THEME haar noemt")
        parser.add_argument(
            "--from", dest="file", required=True, metavar="BESTAND", help="het bestand met tokens (css)"
        )

    def work(self, options: dict[str, Any]) -> None:
        """Write it, once every text can be read in it."""
        name = slugify(options["name"])
        if not name:
            raise CommandError("Geef de huisstijl een naam van letters en cijfers.")
        try:
            theme = house_theme.theme_in(house_theme.text_of(Path(options["file"])))
        except NoTheme as why:
            raise CommandError(str(why)) from None
        file = settings.OWN_THEMES / f"{name}.css"
        file.write_text(theme.css(), "utf-8")
        self.stdout.write(f"Gemaakt: {file}. Zet PORTAL_THEME={name} in de omgeving, en start opnieuw.")
