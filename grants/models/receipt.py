"""Receipts: what the municipality says about the moment at which something came in by another way than the portal."""

import uuid
from typing import ClassVar

from django.db import models

from grants.models.application import Application


class Receipt(models.Model):
    """One statement about the receipt of an application, completion, withdrawal or account (`about`, the action it came with).

    What the applicant sends through the portal needs none. `received_at` is the legal moment of receipt and may lie before
    `entered_at`, then with a reason. A correction is another row; no row is overwritten. `scan_sha256` is the hash (hex) of the scan.
    """

    class Channel(models.TextChoices):
        PORTAL = "portal", "portaal"
        PAPER = "paper", "papier"
        COUNTER = "counter", "balie"
        EMAIL = "email", "e-mail"

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"reason", "scan_name"})
    PLAIN: ClassVar[frozenset[str]] = frozenset({"about", "channel", "scan_sha256"})

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="receipts")
    number = models.PositiveIntegerField()
    about = models.CharField(max_length=40)
    channel = models.CharField(max_length=10, choices=Channel)
    received_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    entered_by = models.UUIDField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    scan_name = models.CharField(max_length=200, blank=True)
    scan_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["application", "number"], name="receipt_numbered_once"),
            models.CheckConstraint(
                condition=models.Q(received_at__lte=models.F("entered_at")), name="receipt_not_in_the_future"
            ),
            models.CheckConstraint(
                condition=models.Q(channel__in=["portal", "paper", "counter", "email"]), name="receipt_channel_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.application_id} {self.about} {self.received_at}"
