"""The outbox: what must leave after commit, written in the transaction of the act."""

from typing import ClassVar

from django.db import models


class Outbox(models.Model):
    """One message to a worker. Its id is derived from the key of the act and its topic, and is the consumer's own idempotency key."""

    PLAIN: ClassVar[frozenset[str]] = frozenset({"topic", "payload", "last_error"})

    id = models.UUIDField(primary_key=True)
    topic = models.CharField(max_length=40)
    payload = models.TextField()
    created_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=400, blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=["created_at"], condition=models.Q(done_at=None), name="outbox_waiting"),)

    def __str__(self) -> str:
        return f"{self.topic} {self.id}"
