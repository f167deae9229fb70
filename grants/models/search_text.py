"""What the texts of dossiers are found by: computed from them in the act that writes them, and gone with them."""

import uuid
from typing import ClassVar

from django.db import models

from workflow.models import Stream


class SearchText(models.Model):
    """The stems of one text: where it stands (table, row and column), in which dossier, and every stem once between spaces.

    No event tells of it, since it says nothing that the text does not; `manage.py search --rebuild` computes all of it anew.
    """

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"tokens"})
    PLAIN: ClassVar[frozenset[str]] = frozenset({"table", "row", "column"})

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    table = models.CharField(max_length=60)
    row = models.CharField(max_length=36)
    column = models.CharField(max_length=40)
    stream = models.ForeignKey(Stream, on_delete=models.PROTECT, related_name="+")
    tokens = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["table", "row", "column"], name="search_text_once"),)

    def __str__(self) -> str:
        return f"{self.table} {self.row} {self.column}"
