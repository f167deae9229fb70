"""The statement of the bank on screen: what was read travels with the page, signed, until somebody books it; no file is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass, field
from datetime import date
from typing import Any

from django.core import signing
from django.core.paginator import Page, Paginator

from budgets.bank_statement import LARGEST_STATEMENT, Movement, read
from grants import reconciliation
from grants.desk import Desk
from grants.models import LegalProfile
from grants.portal.bulk import PER_PAGE, Line, Told, told
from grants.reconciliation import Beside
from grants.sight import closed_to
from partners.identifiers import normalise_iban
from workflow.errors import Obstacle, Refusal

SALT = "finance/statement"
NO_FILE = Obstacle("no-file", "Kies eerst het bestand dat u van de bank kreeg.")
TOO_OLD = Obstacle("statement-not-here", "Kies het bestand nog een keer. Wij bewaren een afschrift niet.")


@dataclass(frozen=True, slots=True)
class Answer:
    """A statement as the page shows it: what fits and what does not, the movements to send along, and what was booked just now."""

    found: Beside = field(default_factory=Beside)
    kept: str = ""
    told: Told | None = None
    obstacles: tuple[Obstacle, ...] = ()

    @property
    def total_cents(self) -> int:
        """How much can be booked, in and out together."""
        return sum(one.movement.amount_cents for one in self.found.fitting)


def upload(file: Any, profile: LegalProfile | None) -> Answer:
    """What a statement says; one byte too many is read, so that a file that is too large says so. Writes nothing."""
    if file is None:
        return Answer(obstacles=(NO_FILE,))
    try:
        statement = read(file.read(LARGEST_STATEMENT + 1))
    except Refusal as refusal:
        return Answer(obstacles=refusal.obstacles)
    ours = normalise_iban(profile.figures.get("iban", "")) if profile else ""
    if normalise_iban(statement.iban) != ours:
        sentence = f"Dit afschrift is van rekening {statement.iban}. Wij betalen van {ours}. Kies het andere bestand."
        return Answer(obstacles=(Obstacle("other-account", sentence),))
    return _shown(statement.movements)


def _shown(movements: Sequence[Movement], told_: Told | None = None) -> Answer:
    kept = signing.dumps([astuple(one) for one in movements], salt=SALT, serializer=_Days, compress=True)
    return Answer(reconciliation.beside(movements), kept, told_)


class _Days:
    """Movements as JSON, their days spelled."""

    def dumps(self, rows: Any) -> bytes:
        return signing.JSONSerializer().dumps([[*row[:1], row[1].isoformat(), *row[2:]] for row in rows])

    def loads(self, data: bytes) -> Any:
        rows = signing.JSONSerializer().loads(data)
        return [Movement(row[0], date.fromisoformat(row[1]), *row[2:]) for row in rows]


def book(desk: Desk, kept: str) -> Answer:
    """Book what fits of what was shown; a second time nothing is left to book."""
    try:
        movements: list[Movement] = signing.loads(kept, salt=SALT, serializer=_Days, max_age=24 * 3600)
    except signing.BadSignature:
        return Answer(obstacles=(TOO_OLD,))
    found = reconciliation.beside(movements)
    lines = {one.payment: Line(one.reference, one.movement.amount_cents) for one in found.fitting}
    try:
        booked = told(reconciliation.book(found, desk.actor), lines)
    except Refusal as refusal:
        return Answer(obstacles=refusal.obstacles)
    return _shown(movements, booked)


def open_claims(desk: Desk, number: str) -> tuple[Page[Any], int]:
    """The claims of which something is open, and how much together; without those in which the colleague has an interest."""
    shut = set(closed_to(desk))
    rows = [one for one in reconciliation.claims() if one.stream not in shut]
    return Paginator(rows, PER_PAGE).get_page(number), sum(one.open_cents for one in rows)
