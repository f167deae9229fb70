"""The Django app `documents`."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Registers `documents` with Django, and names the task that renders letters."""

    name = "documents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Letters are rendered by a worker, after commit."""
        from workflow import registry

        registry.consume("render-letter", "documents.tasks.render_letter")
