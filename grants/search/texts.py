"""The texts that people write in dossiers: in which columns they stand, and what a person calls them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from budgets.models import Payment
from documents.models import Letter
from grants.models import (
    AccountChange,
    AccountExplanation,
    Application,
    Assessment,
    Check,
    ContactNote,
    Decision,
    HelpRequest,
    Objection,
    Obligation,
    PartyChange,
    PersonalAnswer,
    Receipt,
    Report,
    Suspension,
)
from workflow.personal import personal_columns

REASON = "reden"


@dataclass(frozen=True, slots=True)
class Text:
    """One column in which people write: what a person calls it, and whether it holds JSON with texts in it.

    `stream` is the way from a row to its dossier. `sent` says that the applicant wrote it: whoever sees the dossier reads it. What
    colleagues write is not for every colleague, as long as scores are given without seeing those of others.
    """

    model: type[Model]
    column: str
    words: str
    is_json: bool = False
    stream: str = "stream"
    sent: bool = False
    once: str = ""
    """The column that is filled when there is a text to find: what a letter says is found once the letter was made."""

    @property
    def place(self) -> tuple[str, str]:
        """The table and the column, as an event names them."""
        return self.model._meta.db_table, self.column

    @property
    def is_personal(self) -> bool:
        """Whether an event holds a commitment in its place."""
        return self.column in personal_columns(self.model)

    def leaves(self, value: str) -> Iterator[str]:
        """The texts in a value, in their order; in JSON the names of its parts are no words that somebody wrote."""
        return leaves(value) if self.is_json else iter([value])


TEXTS: Mapping[tuple[str, str], Text] = {
    one.place: one
    for one in (
        Text(Letter, "facts", "brief", is_json=True, once="unsealed_sha256"),
        Text(Application, "title", "titel", sent=True),
        Text(Application, "idea_sentence", "idee", sent=True),
        Text(PersonalAnswer, "value", "antwoord", is_json=True, stream="version__application__stream", sent=True),
        Text(Decision, "reason", REASON),
        Text(Decision, "view", "mening"),
        Text(Decision, "annulled_because", REASON),
        Text(Suspension, "reason", REASON, stream="application__stream"),
        Text(Receipt, "reason", REASON, stream="application__stream"),
        Text(Payment, "doubt", REASON),
        Text(Payment, "reason", REASON),
        Text(Assessment, "reasons", "toelichting", is_json=True),
        Text(Assessment, "interest", "belang"),
        Text(AccountExplanation, "text", "uitleg", stream="line__account__application__stream"),
        Text(AccountChange, "note", "aantekening"),
        Text(AccountChange, "evidence", "bewijs"),
        Text(PartyChange, "evidence", "bewijs"),
        Text(Obligation, "text", "verplichting"),
        Text(Obligation, "note", "aantekening"),
        Text(Check, "report", "verslag"),
        Text(Check, "answer", "antwoord"),
        Text(Report, "text", "verslag"),
        Text(ContactNote, "words", "gesprek"),
        Text(ContactNote, "promised", "belofte"),
        Text(Objection, "grounds", "bezwaar"),
        Text(Objection, "late_because", "reden van te laat bezwaar"),
        Text(Objection, "reason", REASON),
        Text(HelpRequest, "question", "vraag aan een collega"),
        Text(HelpRequest, "answer", "antwoord van een collega"),
    )
}
"""Every text of a dossier, by table and column."""


def leaves(value: str) -> Iterator[str]:
    """The texts in JSON, in their order; what is no JSON, or one number, is one text."""
    try:
        read = json.loads(value)
    except ValueError:
        read = value
    yield from _texts_in(read if isinstance(read, str | dict | list) else value)


def _texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts_in(inner)
