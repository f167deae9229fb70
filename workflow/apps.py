"""The Django app `workflow`."""

from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    """Registers `workflow` with Django, and its own machine with the door."""

    name = "workflow"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Registers are the engine's own machine; what must be in order before a start is checked by Django."""
        from django.core.checks import Tags, register

        from workflow import checks, registers

        registers.install()
        register(checks.calendar_covers)
        register(checks.guards_stand, Tags.database)
