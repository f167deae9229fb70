"""Organisations: who applies for a grant and receives it."""

import uuid
from typing import ClassVar

from django.db import models


class Organisation(models.Model):
    """An applicant or recipient, whatever its legal form; a natural person is one as well.

    `kvk` is the number in the trade register (8 digits), `rsin` that of the legal person (9 digits), "" where there
    is none. Name and numbers are personal, because those of a one-man business identify a human being. The address is
    the postal address.
    """

    class LegalForm(models.TextChoices):
        INFORMAL_GROUP = "informal_group", "informele groep"
        STICHTING = "stichting", "stichting"
        VERENIGING = "vereniging", "vereniging"
        COOPERATIE = "cooperatie", "coöperatie"
        BV = "bv", "besloten vennootschap"
        VOF = "vof", "vennootschap onder firma"
        EENMANSZAAK = "eenmanszaak", "eenmanszaak"
        NATURAL_PERSON = "natural_person", "natuurlijk persoon"

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"name", "kvk", "rsin", "street", "number", "postcode", "place"})
    PLAIN: ClassVar[frozenset[str]] = frozenset({"legal_form"})

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    legal_form = models.CharField(max_length=20, choices=LegalForm)
    kvk = models.CharField(max_length=8, blank=True)
    rsin = models.CharField(max_length=9, blank=True)
    street = models.CharField(max_length=120, blank=True)
    number = models.CharField(max_length=20, blank=True)
    postcode = models.CharField(max_length=7, blank=True)
    place = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(
                    legal_form__in=[
                        "informal_group",
                        "stichting",
                        "vereniging",
                        "cooperatie",
                        "bv",
                        "vof",
                        "eenmanszaak",
                        "natural_person",
                    ]
                ),
                name="organisation_legal_form_known",
            ),
        )

    def __str__(self) -> str:
        return self.name
