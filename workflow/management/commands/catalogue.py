"""`manage.py catalogue`: every refusal that the code knows, as the page `docs/errors.md` shows it."""

from typing import Any

from django.core.management.base import BaseCommand

from workflow.catalogue import page


class Command(BaseCommand):
    """Write the catalogue of refusals to the screen; `manage.py docs` writes it to its page."""

    help = "Schrijft de lijst van alle weigeringen, zoals die in docs/errors.md staat."

    def handle(self, *_: Any, **__: Any) -> None:
        self.stdout.write(page(), ending="")
