"""Contact notes: what was said on the phone, at the counter or at a visit, and what was promised. Nobody edits one."""

from typing import ClassVar

from django.db import models

from grants.models.application import Application
from workflow.machine import NEW, step
from workflow.models import Subject
from workflow.models.subject import state_constraint
from workflow.roles import COLLEAGUE


class ContactNote(Subject):
    """One conversation in one case; whoever wrote it (`author`, a pseudonymous id) keeps the promise in it, if there is one."""

    class How(models.TextChoices):
        PHONE = "phone", "telefoon"
        VISIT = "visit", "bezoek of aan de balie"
        MAIL = "mail", "e-mail"
        OTHER = "other", "anders"

    MACHINE = "contact_note"
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"with_whom", "words", "promised"})
    PLAIN: ClassVar[frozenset[str]] = frozenset({"state", "how"})
    WORDS = {"noted": "genoteerd", "kept": "belofte afgerond"}

    NOTED, KEPT = "noted", "kept"

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="contact_notes")
    author = models.UUIDField()
    spoke_on = models.DateField()
    how = models.CharField(max_length=10, choices=How)
    with_whom = models.TextField()
    words = models.TextField()
    promised = models.TextField(blank=True)
    promised_by = models.DateField(null=True)

    class Meta:
        constraints = (
            state_constraint("contact_note", ["noted", "kept"]),
            models.CheckConstraint(
                condition=models.Q(how__in=["phone", "visit", "mail", "other"]), name="contact_note_how_known"
            ),
        )
        indexes = (
            models.Index(
                fields=["author", "promised_by"],
                condition=models.Q(state="noted", promised_by__isnull=False),
                name="contact_note_promises",
            ),
        )

    def __str__(self) -> str:
        return f"{self.application_id} {self.spoke_on}"

    @step(source=NEW, target=NOTED, label="Noteer een gesprek", roles=[COLLEAGUE], article="Awb 2:1; Archiefwet")
    def note_contact(self) -> None:
        """Write down what was said. What was written down wrongly is put right by another note."""

    @step(source=NOTED, target=KEPT, label="Rond de belofte af", roles=[COLLEAGUE])
    def keep_promise(self) -> None:
        """What was promised is done, or is not needed any more."""
