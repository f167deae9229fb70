"""The Django app `workflow`."""

from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    """Registers `workflow` with Django, and its own machine with the door."""

    name = "workflow"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Registers are the engine's own machine."""
        from workflow import registers

        registers.install()
