"""Co-writers: who was asked to write along on one draft, by a link that works once."""

import uuid
from typing import ClassVar

from django.db import models

from grants.models.application import Application
from partners.models import Person


class CoWriter(models.Model):
    """One invitation to write along: by whom and until when; and once it was accepted, who writes along, until it is ended.

    `digest` is the SHA-256 of what stands in the link, so that nobody reads the link here; `email` is the address it is sent to, empty
    where the applicant passes it on by hand. It stands outside the trail as the draft does, and goes with it: who wrote along neither files
    nor is the applicant.
    """

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"email"})
    PLAIN: ClassVar[frozenset[str]] = frozenset({"digest"})

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="co_writers")
    digest = models.CharField(max_length=64, unique=True)
    email = models.CharField(max_length=254, blank=True, db_index=True)
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(person=None, accepted_at=None)
                | models.Q(person__isnull=False, accepted_at__isnull=False),
                name="co_writer_accepted_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["application", "person"], condition=models.Q(ended_at=None), name="co_writer_once_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"{self.application_id} {self.invited_at}"
