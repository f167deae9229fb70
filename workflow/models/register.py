"""Registers: lists that the municipality keeps (persons, organisations, areas, budget lines, mandates), changed through the door."""

from typing import ClassVar

from django.db import models

from workflow.machine import NEW, step
from workflow.models.subject import Subject, state_constraint


class Register(Subject):
    """One list. Every entry or change in it is a step `record`, whose event holds the rows."""

    MACHINE = "register"
    STREAM_KIND = "register"
    PLAIN: ClassVar[frozenset[str]] = frozenset({"code", "state"})
    WORDS = {
        "kept": "bijgehouden",
    }
    KEPT = "kept"

    code = models.CharField(max_length=40, unique=True)

    class Meta:
        constraints = (state_constraint("register", ["kept"]),)

    def __str__(self) -> str:
        return self.code

    @step(
        source=[NEW, KEPT],
        target=KEPT,
        label="Leg vast in het register",
        roles=["administrator", "system"],
    )
    def record(self) -> None:
        """Enter new rows in the list, or new values in rows that are there."""

    @step(
        source=[NEW, KEPT],
        target=KEPT,
        label="Leg een nieuwe aanvrager vast",
        roles=["intake_clerk"],
        article="Awb 2:1",
    )
    def enter(self) -> None:
        """Enter what is new and harms nobody: who applies on paper and was not known yet."""

    @step(
        source=[NEW, KEPT],
        target=KEPT,
        label="Leg een oordeel van de controle vast",
        roles=["auditor"],
        article="Gemeentewet 213",
    )
    def audit(self) -> None:
        """Enter what an auditor draws and finds, in the register of the audit; nothing that was found is changed afterwards."""

    @step(
        source=[NEW, KEPT],
        target=KEPT,
        label="Leg een cijfer voor het jaarverslag vast",
        roles=["policy_officer"],
        article="BBV 8",
    )
    def measure(self) -> None:
        """Enter what was aimed at or measured, with its source, in the register of indicators; nothing is changed afterwards."""

    @step(
        source=[NEW, KEPT],
        target=KEPT,
        label="Leg een tekst voor brieven vast",
        roles=["policy_officer", "mandate_holder"],
        article="Awb 3:46",
    )
    def word(self) -> None:
        """Enter a wording that somebody proposes, or decide on the one that a colleague proposed, in the register of texts."""

    @step(
        source=[NEW, KEPT],
        target=KEPT,
        label="Wis persoonsgegevens",
        roles=["administrator"],
        article="AVG 17; Archiefwet",
    )
    def erase(self) -> None:
        """Blank personal values and close their commitments; the trail keeps that, when, and on what ground."""

    @step(
        source=[NEW, KEPT],
        target=KEPT,
        label="Geef inzage",
        roles=["administrator"],
        article="AVG 15",
    )
    def disclose(self) -> None:
        """Fetch all that is kept about one person, for who asks for it; the trail keeps about whom, by whom and when."""
