"""Letters: the facts an act committed to, and the file that a worker made of them after commit."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.db import models

from partners.models import Person
from workflow.errors import Obstacle
from workflow.facts import PERSONAL, Payload
from workflow.machine import CONSEQUENCE, NEW, step
from workflow.models import Stream, Subject
from workflow.models.subject import state_constraint


class Letter(Subject):
    """One letter in a dossier. `facts` is the canonical JSON of its typed schema; the file stands in private storage under the letter's id.

    What came back undelivered came back on `returned_on`; it went out again on `resent_on`, to the lines of `resent_to`. Its date and what
    it says stay. On `mailed_on` a message went to `mailed_to` that it can be read. `unsealed_sha256` is the hash of the rendered file; the
    same facts and the same `renderer` give the same bytes.
    """

    MACHINE = "letter"
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"facts", "resent_to", "mailed_to"})
    PLAIN: ClassVar[frozenset[str]] = frozenset({"state", "kind", "unsealed_sha256", "renderer"})
    WORDS = {
        "requested": "te maken",
        "rendered": "opgemaakt",
        "returned": "teruggekomen",
    }

    REQUESTED, RENDERED, RETURNED = "requested", "rendered", "returned"

    kind = models.CharField(max_length=40)
    sent_on = models.DateField()
    facts = models.TextField()
    unsealed_sha256 = models.CharField(max_length=64, blank=True)
    renderer = models.CharField(max_length=64, blank=True)
    returned_on = models.DateField(null=True)
    resent_on = models.DateField(null=True)
    resent_to = models.TextField(blank=True, default="")
    mailed_on = models.DateField(null=True)
    mailed_to = models.CharField(max_length=254, blank=True, default="")

    class Meta:
        constraints = (state_constraint("letter", ["requested", "rendered", "returned"]),)
        indexes = (
            models.Index(fields=["returned_on"], condition=models.Q(state="returned"), name="letter_that_came_back"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.sent_on}"

    @step(source=NEW, target=REQUESTED, label="Schrijf de brief", roles=CONSEQUENCE, article="Awb 3:41")
    def request(self) -> None:
        """Commit to what the letter says."""

    @step(source=REQUESTED, target=RENDERED, label="Maak de brief op", roles=["system"])
    def render(self) -> None:
        """Record the file that was made of it."""

    @step(
        source=RENDERED, target=RETURNED, label="Leg vast dat de brief terugkwam", roles=["intake_clerk"],
        article="Awb 3:41",
    )  # fmt: skip
    def return_post(self) -> None:
        """Record that the post brought it back."""

    @step(
        source=RETURNED, target=RENDERED, label="Verstuur de brief opnieuw", roles=["intake_clerk"], article="Awb 3:41"
    )
    def send_again(self) -> None:
        """Send the same letter, with the same date, to an address that is right."""

    @step(
        source=RENDERED, target=None, label="Meld per e-mail dat de brief klaarstaat",
        roles=["intake_clerk"], article="Awb 2:14",
    )  # fmt: skip
    def notify(self) -> None:
        """Release the message that tells where the letter can be read; a worker sends it after commit."""


@dataclass(frozen=True)
class Rendered(Payload):
    """The hash (hex) of the rendered file and the fingerprint of the renderer that made it."""

    unsealed_sha256: str
    renderer: str


MOST_LINES, LONGEST_LINE = 6, 100


@dataclass(frozen=True)
class CameBack(Payload):
    """The day on which the post brought a letter back."""

    returned_on: date


@dataclass(frozen=True)
class SentAgain(Payload):
    """The address to which a letter goes that came back, line by line."""

    address: tuple[str, ...] = field(metadata=PERSONAL)

    def obstacles(self) -> tuple[Obstacle, ...]:
        """From two to six lines of at most a hundred characters: a name and where that is."""
        lines = [line for line in self.address if line.strip()]
        if 1 < len(lines) <= MOST_LINES and max(map(len, lines)) <= LONGEST_LINE:
            return ()
        return (Obstacle("envelope-incomplete", "Schrijf de naam en het adres, in twee tot zes regels."),)


@dataclass(frozen=True)
class Notice(Payload):
    """To which address somebody is told that a letter waits for them. One that is wrong reaches nobody, and the letter says no more."""

    to: str = field(metadata=PERSONAL)

    def obstacles(self) -> tuple[Obstacle, ...]:
        """An address that mail can go to."""
        try:
            EmailValidator()(self.to)
        except ValidationError:
            return (Obstacle("mail-address-invalid", "Dit e-mailadres klopt niet.", "Awb 2:14"),)
        return ()


class Upload(models.Model):
    """One file that an applicant sent with an answer. The answer holds its hash; the content stands in private storage under that hash.

    `question` is what it answers, `kind` what it was found to be, `name` how it was called where it came from, `bytes` its size. It is
    evidence behind a hash that the trail commits to, so that no event tells of the row.
    """

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"name"})
    PLAIN: ClassVar[frozenset[str]] = frozenset({"question", "sha256", "kind"})

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    stream = models.ForeignKey(Stream, on_delete=models.PROTECT, related_name="uploads")
    question = models.CharField(max_length=60)
    sha256 = models.CharField(max_length=64)
    kind = models.CharField(max_length=10)
    bytes = models.PositiveBigIntegerField()
    name = models.CharField(max_length=200, blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["stream", "question", "sha256"], name="upload_once_per_question"),
        )

    def __str__(self) -> str:
        return self.sha256
