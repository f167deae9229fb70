"""Indicators of policy fields: what the council wants to see change, by how much, and what came of it."""

import uuid
from typing import ClassVar

from django.db import models

from budgets.models.policy_field import PolicyField


class Indicator(models.Model):
    """What of a policy field is measured (BBV, artikel 8): in which unit, which way it should go, how often, and where it comes from.

    `scheme` names the scheme whose grants in a year are the figure; "" where somebody measures it elsewhere and types it in.
    """

    class Direction(models.TextChoices):
        INCREASE = "increase", "Toename"
        DECREASE = "decrease", "Afname"

    PERSONAL: ClassVar[frozenset[str]] = frozenset()
    PLAIN: ClassVar[frozenset[str]] = frozenset({"code", "name", "unit", "direction", "source", "scheme"})

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.SlugField(max_length=60, unique=True)
    policy_field = models.ForeignKey(PolicyField, on_delete=models.PROTECT, related_name="indicators")
    name = models.CharField(max_length=200)
    unit = models.CharField(max_length=40)
    direction = models.CharField(max_length=10, choices=Direction)
    interval_years = models.PositiveSmallIntegerField(default=1)
    source = models.CharField(max_length=200)
    scheme = models.CharField(max_length=60, blank=True)

    def __str__(self) -> str:
        return self.code


class IndicatorValue(models.Model):
    """What was aimed at or measured in a year, in words as the annual report has them, and its source.

    A better value is a further row, and the one with the highest number stands. What was not measured has no row.
    """

    class Kind(models.TextChoices):
        TARGET = "target", "beoogd"
        REALISED = "realised", "gerealiseerd"

    APPEND_ONLY: ClassVar[bool] = True
    PERSONAL: ClassVar[frozenset[str]] = frozenset()
    PLAIN: ClassVar[frozenset[str]] = frozenset({"kind", "text", "source"})

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="values")
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    number = models.PositiveSmallIntegerField(default=1)
    text = models.CharField(max_length=60)
    source = models.CharField(max_length=200)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["indicator", "year", "kind", "number"], name="indicator_value_numbered"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["target", "realised"]), name="indicator_value_of_a_kind"
            ),
        )

    def __str__(self) -> str:
        return f"{self.year} {self.kind}: {self.text}"
