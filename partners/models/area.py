"""Areas: the wijken, buurten, dorpen and business parks of the municipality."""

import uuid
from typing import ClassVar

from django.db import models

from partners.models.area_team import AreaTeam


class Area(models.Model):
    """A named part of the municipality and the team that works there.

    `district` is the larger part it lies in, `postcode4` the four digits of its postal codes, `village_vision` whether
    the village has written down its own plans (dorpsvisie).
    """

    class Kind(models.TextChoices):
        WIJK = "wijk", "wijk"
        BUURT = "buurt", "buurt"
        DORP = "dorp", "dorp"
        BEDRIJVENTERREIN = "bedrijventerrein", "bedrijventerrein"

    PERSONAL: ClassVar[frozenset[str]] = frozenset()
    PLAIN: ClassVar[frozenset[str]] = frozenset({"name", "kind", "district", "postcode4"})

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=20, choices=Kind)
    district = models.CharField(max_length=120, blank=True)
    postcode4 = models.CharField(max_length=4, blank=True)
    team = models.ForeignKey(AreaTeam, on_delete=models.PROTECT, related_name="areas")
    village_vision = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind__in=["wijk", "buurt", "dorp", "bedrijventerrein"]), name="area_kind_known"
            ),
        )

    def __str__(self) -> str:
        return self.name
