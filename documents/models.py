"""Letters: the facts an act committed to, and the file that a worker made of them after commit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.db import models

from workflow.facts import Payload
from workflow.machine import CONSEQUENCE, NEW, step
from workflow.models import Subject
from workflow.models.subject import state_constraint


class Letter(Subject):
    """One letter in a dossier. `facts` is the canonical JSON of its typed schema; the file stands in private storage under the letter's id.

    `unsealed_sha256` is the hash of the rendered file; the same facts and the same `renderer` give the same bytes.
    """

    MACHINE = "letter"
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"facts"})
    PLAIN: ClassVar[frozenset[str]] = frozenset({"state", "kind", "unsealed_sha256", "renderer"})
    WORDS = {
        "requested": "te maken",
        "rendered": "opgemaakt",
    }

    REQUESTED, RENDERED = "requested", "rendered"

    kind = models.CharField(max_length=40)
    sent_on = models.DateField()
    facts = models.TextField()
    unsealed_sha256 = models.CharField(max_length=64, blank=True)
    renderer = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = (state_constraint("letter", ["requested", "rendered"]),)

    def __str__(self) -> str:
        return f"{self.kind} {self.sent_on}"

    @step(source=NEW, target=REQUESTED, label="Schrijf de brief", roles=CONSEQUENCE, article="Awb 3:41")
    def request(self) -> None:
        """Commit to what the letter says."""

    @step(source=REQUESTED, target=RENDERED, label="Maak de brief op", roles=["system"])
    def render(self) -> None:
        """Record the file that was made of it."""


@dataclass(frozen=True)
class Rendered(Payload):
    """The hash (hex) of the rendered file and the fingerprint of the renderer that made it."""

    unsealed_sha256: str
    renderer: str
