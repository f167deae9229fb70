"""How it went to fill in a form: an answer without who, which or when, and apart from it which applications gave one."""

import uuid
from typing import ClassVar

from django.db import models

from grants.models.application import Application
from grants.models.scheme import SchemeVersion


class Experience(models.Model):
    """One answer: how it went, and in a sentence what could be better.

    It stands outside the dossier and the trail. No person, application or moment stands in it, and its key is drawn at random, so that
    nobody finds whose it is.
    """

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"words"})
    PLAIN: ClassVar[frozenset[str]] = frozenset({"choice"})

    class Choice(models.TextChoices):
        """How it went."""

        EASY = "easy", "Makkelijk"
        FAIR = "fair", "Ging wel"
        HARD = "hard", "Moeilijk"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    scheme_version = models.ForeignKey(SchemeVersion, on_delete=models.PROTECT, related_name="experiences")
    choice = models.CharField(max_length=10, choices=Choice)
    words = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(choice__in=["easy", "fair", "hard"]), name="experience_choice_known"
            ),
        )

    def __str__(self) -> str:
        return self.choice


class ExperienceGiven(models.Model):
    """That for an application an answer was given, so that it is asked once; not which answer."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset()
    PLAIN: ClassVar[frozenset[str]] = frozenset()

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="experience_given")

    def __str__(self) -> str:
        return str(self.application_id)
