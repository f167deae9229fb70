"""A change of whom a case is about: another contact, another name or address, or a legal successor, with evidence and four eyes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from grants.models.application import Application
from partners.models import Organisation, Person
from workflow.machine import NEW, step
from workflow.models import Subject
from workflow.models.subject import state_constraint


class PartyChange(Subject):
    """One request in the dossier of one application.

    `contact` and `organisation` are who it is about from now on; `details` is canonical JSON of the new name and address of the
    organisation that stays. `evidence` says from what it shows, `evidence_sha256` names the file. `entered_by` asked or entered it.
    """

    class Kind(models.TextChoices):
        CONTACT = "contact", "andere contactpersoon"
        DETAILS = "details", "andere naam of ander adres"
        SUCCESSOR = "successor", "rechtsopvolger"

    MACHINE = "party_change"
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"details", "evidence"})
    PLAIN: ClassVar[frozenset[str]] = frozenset({"state", "kind", "evidence_sha256"})
    WORDS = {"asked": "gevraagd", "approved": "doorgevoerd", "refused": "niet doorgevoerd"}

    ASKED, APPROVED, REFUSED = "asked", "approved", "refused"

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="party_changes")
    kind = models.CharField(max_length=10, choices=Kind)
    contact = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    details = models.TextField(blank=True)
    evidence = models.TextField()
    evidence_sha256 = models.CharField(max_length=64, blank=True)
    entered_by = models.UUIDField(null=True)
    asked_on = models.DateField()
    decided_on = models.DateField(null=True)

    class Meta:
        constraints = (
            state_constraint("party_change", ["asked", "approved", "refused"]),
            models.CheckConstraint(
                condition=models.Q(kind__in=["contact", "details", "successor"]), name="party_change_kind_known"
            ),
            models.UniqueConstraint(
                fields=["application"], condition=models.Q(state="asked"), name="party_change_one_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return str(self.id)

    @step(source=NEW, target=ASKED, label="Meld een andere contactpersoon, naam of opvolger", roles=["applicant"])
    def ask_party_change(self) -> None:
        """Say who it is from now on, with evidence."""

    @step(source=ASKED, target=APPROVED, label="Voer de verandering door", roles=["policy_officer"])
    def approve_party_change(self) -> None:
        """Put it in force, by another person than who entered it; a letter goes to who it was, and to who it is."""

    @step(source=ASKED, target=REFUSED, label="Voer de verandering niet door", roles=["policy_officer"])
    def refuse_party_change(self) -> None:
        """Leave everything as it was."""
