"""Changes of bank account: asked by the applicant, checked and approved by two other people."""

from typing import ClassVar

from django.db import models

from grants.models.application import Application
from partners.models import BankAccount
from workflow.machine import NEW, step
from workflow.models import Subject
from workflow.models.subject import state_constraint


class AccountChange(Subject):
    """One request to be paid on another account, in the dossier of one application; all open dossiers with the old account follow.

    `evidence` says from what it shows that the account is the applicant's, `name_check` what came of comparing name and number, `note`
    how that was done. `entered_by` is who made the request or entered it, who neither checks nor approves it. `old_account` and
    `new_account` are there once it was approved.
    """

    class NameCheck(models.TextChoices):
        SAME = "same", "zelfde naam"
        CLOSE = "close", "bijna zelfde naam, uitgezocht"
        DIFFERENT = "different", "andere naam"

    MACHINE = "account_change"
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"iban", "holder", "evidence", "note"})
    PLAIN: ClassVar[frozenset[str]] = frozenset({"state", "name_check"})
    WORDS = {
        "asked": "gevraagd",
        "checked": "gecontroleerd",
        "approved": "goedgekeurd",
        "refused": "niet doorgevoerd",
    }

    ASKED, CHECKED, APPROVED, REFUSED = "asked", "checked", "approved", "refused"

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="account_changes")
    iban = models.CharField(max_length=34)
    holder = models.CharField(max_length=200)
    evidence = models.TextField()
    entered_by = models.UUIDField(null=True)
    asked_on = models.DateField()
    name_check = models.CharField(max_length=10, choices=NameCheck, blank=True)
    note = models.TextField(blank=True)
    old_account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, null=True, related_name="+")
    new_account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(null=True)

    class Meta:
        constraints = (
            state_constraint("account_change", ["asked", "checked", "approved", "refused"]),
            models.CheckConstraint(
                condition=models.Q(name_check__in=["", "same", "close", "different"]), name="account_change_check_known"
            ),
            models.CheckConstraint(
                condition=models.Q(new_account__isnull=False, name_check__in=["same", "close"])
                | ~models.Q(state="approved"),
                name="account_change_approved_with_its_account",
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=models.Q(state__in=["asked", "checked"]),
                name="account_change_one_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return str(self.id)

    @step(
        source=NEW,
        target=ASKED,
        label="Vraag om een andere rekening",
        roles=["applicant"],
        article="Awb 4:89, eerste lid",
    )
    def ask_account_change(self) -> None:
        """Name another account, with evidence that it is the applicant's."""

    @step(source=ASKED, target=CHECKED, label="Controleer naam en nummer", roles=["finance_maker"])
    def check_account(self) -> None:
        """Compare name and number, by another person than who asked."""

    @step(source=CHECKED, target=APPROVED, label="Keur de nieuwe rekening goed", roles=["finance_checker"])
    def approve_account(self) -> None:
        """From now on payments go to the new account; a letter says so at the address that was known."""

    @step(source=[ASKED, CHECKED], target=REFUSED, label="Wijs de nieuwe rekening af", roles=["finance_checker"])
    def refuse_account(self) -> None:
        """Leave the account as it was."""
