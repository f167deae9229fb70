"""Codes by post: who has the letter that went to an applicant may act for it from home."""

import uuid
from typing import ClassVar

from django.db import models

from partners.models.organisation import Organisation
from partners.models.person import Person


class JoiningCode(models.Model):
    """The one code of an applicant that is good: it goes when it is used, withdrawn or replaced. `digest` is a hash of it.

    Who acts for the applicant by it has a membership with the id of this row, so that nothing else says that a code was used.
    """

    PERSONAL: ClassVar[frozenset[str]] = frozenset()
    PLAIN: ClassVar[frozenset[str]] = frozenset({"digest"})

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.made_at}"
