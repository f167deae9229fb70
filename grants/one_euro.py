"""One euro followed: every entry of a dossier, from the council to where the money is now, with the act, the decision and the letter."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from budgets.models import Transfer
from documents.letters import KINDS
from documents.models import Letter
from grants.models import Application, Decision
from workflow import roles
from workflow.models import Event

TABLE = Transfer._meta.db_table


@dataclass(frozen=True, slots=True)
class Entry:
    """One move of money of a dossier in one book, and what it rests on; cents. `kind` is what the ledger calls it."""

    booked_on: date
    book: str
    kind: str
    source: str
    target: str
    amount_cents: int
    step: str
    role: str
    decision: str
    letters: tuple[str, ...]


def path(case: Application) -> tuple[Entry, ...]:
    """The entries of a dossier in the order in which they were made; a fixed number of queries."""
    events = list(Event.objects.filter(stream=case.stream_id).order_by("seq"))
    made = {key: event for event in events for key in _written(event)}
    decisions = dict(Decision.objects.filter(application=case).values_list("pk", "kind"))
    letters = _letters(case, events)
    rows = Transfer.objects.filter(stream=case.stream_id, pk__in=made).select_related("debit", "credit")
    found = sorted(rows, key=lambda row: (made[str(row.pk)].seq, row.debit.book, row.kind, str(row.pk)))
    return tuple(_entry(row, made[str(row.pk)], decisions, letters) for row in found)


def _written(event: Event) -> Iterator[str]:
    for table, key, _ in json.loads(event.data).get("rows", ()):
        if table == TABLE:
            yield key


def _letters(case: Application, events: list[Event]) -> dict[uuid.UUID, tuple[str, ...]]:
    """The letters by the act that had them written: kind, day, and the start of the hash once they are rendered."""
    rows = {one.pk: one for one in Letter.objects.filter(stream=case.stream_id)}
    found: dict[uuid.UUID, tuple[str, ...]] = {}
    for event in events:
        letter = rows.get(event.subject) if event.machine == Letter.MACHINE and event.action == "request" else None
        if letter:
            sealed = f", {letter.unsealed_sha256[:12]}" if letter.unsealed_sha256 else ""
            found[event.act] = (
                *found.get(event.act, ()),
                f"{KINDS[letter.kind].label.lower()} van {letter.sent_on:%d-%m-%Y}{sealed}",
            )
    return found


def _entry(
    row: Transfer, event: Event, decisions: dict[uuid.UUID, str], letters: dict[uuid.UUID, tuple[str, ...]]
) -> Entry:
    kind = decisions.get(row.decision) if row.decision else None
    return Entry(
        booked_on=row.booked_on,
        book=row.credit.book if row.debit.book == "council" else row.debit.book,
        kind=row.kind,
        source=str(row.debit.get_pot_display()),
        target=str(row.credit.get_pot_display()),
        amount_cents=row.amount_cents,
        step=event.action,
        role=roles.LABELS.get(event.role, event.role),
        decision=str(Decision.Kind(kind).label) if kind else "",
        letters=letters.get(event.act, ()),
    )
