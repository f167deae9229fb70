"""Texts of letters that colleagues reworded: each wording is a row of the register of texts, proposed by one and decided by another."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models


class LetterText(models.Model):
    """A wording of one text of one scheme. What stands is the wording with the highest number that was released.

    `name` is that of a sentence in the scheme, or the kind of a letter, for a paragraph of its own in it. `released` is None until it is
    decided; a proposal is also turned down so, or taken back by who made it.
    """

    PERSONAL: ClassVar[frozenset[str]] = frozenset()
    PLAIN: ClassVar[frozenset[str]] = frozenset({"scheme", "name", "text"})

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    scheme = models.CharField(max_length=60)
    name = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)
    proposed_by = models.UUIDField()
    proposed_on = models.DateField()
    decided_by = models.UUIDField(null=True)
    decided_on = models.DateField(null=True)
    released = models.BooleanField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["scheme", "name", "number"], name="letter_text_numbered"),
            models.CheckConstraint(
                condition=models.Q(decided_by=None, decided_on=None, released=None)
                | models.Q(decided_by__isnull=False, decided_on__isnull=False, released__isnull=False),
                name="letter_text_decided_as_a_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(released=None)
                | models.Q(released=False)
                | ~models.Q(decided_by=models.F("proposed_by")),
                name="letter_text_released_by_another",
            ),
        )

    def __str__(self) -> str:
        return f"{self.scheme} {self.name} {self.number}"
