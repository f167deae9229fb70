"""The Django app `documents`."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Registers `documents` with Django, and names the tasks that render letters and tell of them."""

    name = "documents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Letters are rendered, and told by e-mail, by a worker, after commit."""
        from documents.models import Upload
        from workflow import registry, replay

        replay.leave_out(Upload._meta.db_table, "a file is evidence behind a hash that the answers hold")
        registry.consume("render-letter", "documents.tasks.render_letter")
        registry.consume("send-mail", "documents.tasks.send_mail")
