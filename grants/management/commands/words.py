"""`manage.py words`: collects every message of the screens for the translation, and compiles what is translated."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.commands import makemessages

from grants import words
from grants.management.spoken import Spoken

ASIDE = ("docs/*", "documents/*", "tests/*", "var/*", ".venv/*")
"""Folders of which no text comes on a screen of the portal: letters stay Dutch."""

FILE = settings.LOCALE_PATHS[0] / "en" / "LC_MESSAGES" / "django.po"


class Command(Spoken):
    help = "Verzamelt alle teksten van de schermen voor de vertaling, en maakt de vertaling klaar voor gebruik."

    def work(self, _: dict[str, Any]) -> None:
        """Write three files; what has no English yet stands there without."""
        collect = makemessages.Command()
        # A guess at what a new text may mean is wrong more often than right.
        collect.msgmerge_options = [*collect.msgmerge_options, "--no-fuzzy-matching"]
        words.FILE.write_text(words.page(), "utf-8")
        call_command(
            collect, locale=["en"], ignore_patterns=list(ASIDE), no_location=True, no_wrap=True, no_obsolete=True
        )
        _without_date(FILE)
        call_command("compilemessages", locale=["en"], ignore_patterns=list(ASIDE))


def _without_date(file: Path) -> None:
    """Leave out when the messages were collected: it says nothing of them, and every branch would change it."""
    lines = file.read_text("utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if not line.startswith('"POT-Creation-Date')), "utf-8")
