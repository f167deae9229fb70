"""What somebody filled in before it was filed: every wording of every answer, each with who typed it and when."""

import uuid
from typing import ClassVar

from django.db import models

from grants.models.application import Application
from partners.models import Person


class DraftAnswer(models.Model):
    """One wording of one answer of a draft; of a question the highest number counts.

    `value` is JSON of what was typed, whether it can be read or not; "" once it was erased. `sheet` is the rendering of a page that
    it was typed on: who goes on typing there follows upon themselves. No event tells of it: what is filled in stays outside the trail
    until it is filed, and then these rows are gone.
    """

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"value"})
    PLAIN: ClassVar[frozenset[str]] = frozenset({"question"})

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="draft_answers")
    question = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    value = models.TextField(blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sheet = models.UUIDField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["application", "question", "number"], name="draft_answer_numbered_once"),
        )

    def __str__(self) -> str:
        return f"{self.question} {self.number}"
