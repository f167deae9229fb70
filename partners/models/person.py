"""Persons: the identity behind every act."""

import uuid
from typing import ClassVar

from django.db import models


class Person(models.Model):
    """A human being. The id is the pseudonym by which events name who acted; what identifies stands in this row alone.

    `function` is the work a person does ("teamleider subsidies"). It gives no permission: roles do.
    """

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"name", "email", "phone", "function"})
    PLAIN: ClassVar[frozenset[str]] = frozenset()

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    function = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.name
