"""Obligations that a grant brings: imposed by the decision, then met or breached (Awb 4:37 to 4:39)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from grants.models.application import Application
from workflow.machine import CONSEQUENCE, NEW, step
from workflow.models import Subject
from workflow.models.subject import state_constraint


class Obligation(Subject):
    """What the recipient has to do or leave, by a day or in words; `category` is that of the law, `basis` the article."""

    class Category(models.TextChoices):
        STANDARD_4_37 = "standard_4_37", "Awb 4:37"
        PURPOSE_4_38 = "purpose_4_38", "Awb 4:38"
        NON_PURPOSE_4_39 = "non_purpose_4_39", "Awb 4:39"

    MACHINE = "obligation"
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"note"})
    PLAIN: ClassVar[frozenset[str]] = frozenset({"state", "category", "basis", "text", "due_text"})
    WORDS = {"due": "loopt", "met": "nagekomen", "breached": "niet nagekomen"}

    DUE, MET, BREACHED = "due", "met", "breached"

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="obligations")
    decision = models.UUIDField()
    category = models.CharField(max_length=20, choices=Category)
    basis = models.CharField(max_length=120)
    text = models.CharField(max_length=400)
    due_on = models.DateField(null=True)
    due_text = models.CharField(max_length=200, blank=True)
    found_on = models.DateField(null=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = (
            state_constraint("obligation", ["due", "met", "breached"]),
            models.CheckConstraint(
                condition=models.Q(category__in=["standard_4_37", "purpose_4_38", "non_purpose_4_39"]),
                name="obligation_of_a_legal_category",
            ),
        )

    def __str__(self) -> str:
        return self.text

    @step(source=NEW, target=DUE, label="Leg een verplichting op", roles=CONSEQUENCE, article="Awb 4:37, 4:38, 4:39")
    def impose(self) -> None:
        """Imposed with the announcement of the grant."""

    @step(
        source=[DUE, BREACHED],
        target=MET,
        label="Stel vast dat het is gedaan",
        roles=["policy_officer"],
        article="Awb 4:45",
    )
    def meet(self) -> None:
        """Found to be met."""

    @step(
        source=[DUE, MET], target=BREACHED, label="Stel vast dat het niet is gedaan", roles=["policy_officer"],
        article="Awb 4:46, tweede lid, onder b",
    )  # fmt: skip
    def breach(self) -> None:
        """Found to be breached, which may be a ground for less."""
