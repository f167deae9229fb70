"""The Django app `grants`."""

from django.apps import AppConfig


class GrantsConfig(AppConfig):
    """Registers `grants` with Django, its registers, and its machines with the door."""

    name = "grants"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Guards and effects stand here; the door knows only what is registered."""
        from grants import models, schemes, statute
        from workflow import registers

        assert schemes.ALL
        registers.keep("schemes", models.SchemeVersion)
        registers.keep("law", models.LegalProfile, models.Mandate)
        statute.install()
