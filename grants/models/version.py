"""What the applicant sent, frozen: a version per filing and completion."""

import uuid
from typing import ClassVar

from django.db import models

from grants.models.application import Application


class Version(models.Model):
    """One frozen version of the answers.

    `answers` is canonical JSON of the typed, non-personal ones; the others are `PersonalAnswer` rows.
    """

    APPEND_ONLY: ClassVar[bool] = True
    PERSONAL: ClassVar[frozenset[str]] = frozenset()
    PLAIN: ClassVar[frozenset[str]] = frozenset({"answers"})

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    received_at = models.DateTimeField()
    answers = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["application", "number"], name="version_numbered_once"),)

    def __str__(self) -> str:
        return f"{self.application_id} v{self.number}"


class PersonalAnswer(models.Model):
    """An answer that may hold personal data: erasable, so it stands outside the frozen version."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"value"})
    PLAIN: ClassVar[frozenset[str]] = frozenset({"question"})

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="personal_answers")
    question = models.CharField(max_length=40)
    value = models.TextField(blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["version", "question"], name="personal_answer_once"),)

    def __str__(self) -> str:
        return self.question
