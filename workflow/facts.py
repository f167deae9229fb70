"""What the door, guards and effects say to each other: a change, who asks for it, the facts it is judged on, and what it brings about."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from workflow.canonical import plain
from workflow.clock import day_of

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import Model

    from workflow.errors import Obstacle
    from workflow.models import Subject
    from workflow.scheme import Scheme

PERSONAL = {"personal": True}
"""Metadata of a payload field that may hold personal data: it stays out of the event, whatever is kept of it stands in a personal store."""

CENTS = {"cents": True}
"""Metadata of a payload field whose whole numbers are amounts in cents, where its name does not say so (`…_cents`)."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: a person (pseudonymous id) or a named system actor, on whose behalf, under which mandate ("" for none)."""

    person: uuid.UUID | None = None
    system: str = ""
    on_behalf_of: uuid.UUID | None = None
    mandate: str = ""

    def __post_init__(self) -> None:
        assert (self.person is None) != (not self.system), "an actor is a person or a named system actor, never both"

    @property
    def caller(self) -> str:
        """The name under which idempotency keys are kept."""
        return self.system or str(self.person)


@dataclass(frozen=True)
class Payload:
    """What comes with a step: a frozen dataclass per step; fields with `metadata=PERSONAL` stay out of the event.

    One that is `OPTIONAL` need not come at all; one that is not `LIMITED` may be as long as it is.
    """

    OPTIONAL: ClassVar[bool] = False
    LIMITED: ClassVar[bool] = True

    def public(self) -> dict[str, Any]:
        """The part that may stand in the trail for ever."""
        shown = (part.name for part in dataclasses.fields(self) if not part.metadata.get("personal"))
        return {name: plain(getattr(self, name)) for name in shown}

    def said(self) -> object:
        """All that was said, for telling one call from another under the same key; hashed, never stored."""
        return {part.name: getattr(self, part.name) for part in dataclasses.fields(self)}

    def obstacles(self) -> tuple[str | Obstacle, ...]:
        """What is wrong with the payload in itself, as Dutch sentences or with codes of their own; empty when it is well formed."""
        return ()


NOTHING = Payload()


@dataclass(frozen=True, slots=True)
class Change:
    """One step that is asked for: machine, action and subject.

    A subject that does not exist yet is born by the step, in `stream` (the dossier it belongs to), or in a new stream of its own.
    """

    machine: str
    action: str
    subject: uuid.UUID
    payload: Payload = NOTHING
    stream: uuid.UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Facts:
    """All that guards and effects may look at. Machines add their own fields; the rows in it are read, never changed.

    `applicants` are the persons who are, or act for, the applicant of the dossier.
    """

    row: Subject
    change: Change
    actor: Actor
    now: datetime
    scheme: Scheme | None = None
    applicants: frozenset[uuid.UUID] = frozenset()
    prefix: str = ""  # of the reference of a stream that this change opens, "OC-2026"

    @property
    def today(self) -> date:
        """The legal day of the change, Europe/Amsterdam."""
        return day_of(self.now)

    @property
    def payload(self) -> Any:
        """What came with the step; its class is the one registered for the action."""
        return self.change.payload


@dataclass(frozen=True, slots=True)
class Put:
    """A new row, written with the event that caused it. Rows of machines are born by a `Then`, never by a `Put`."""

    row: Model


@dataclass(frozen=True, slots=True)
class Set:
    """New values for fields of the subject itself."""

    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Revise:
    """New values for fields of another row that is already there (a bank account, an entry in a register)."""

    row: Model
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Erase:
    """Personal columns of a row that are blanked, with the openings of their commitments (AVG art. 17, selectielijst).

    `events` names, by column, the events whose openings are destroyed: a value that is entered later is another one.
    """

    row: Model
    columns: tuple[str, ...]
    events: Mapping[str, tuple[uuid.UUID, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Then:
    """A further change in the same act: the consequence of the step, not asked for by anyone and therefore not tested for permission."""

    change: Change


@dataclass(frozen=True, slots=True)
class Send:
    """Something that must leave after commit, by the outbox: a topic and an identifier, never personal data."""

    topic: str
    reference: uuid.UUID
    payload: Mapping[str, Any] = field(default_factory=dict)


Product = Put | Set | Revise | Erase | Then | Send


@dataclass(frozen=True, slots=True)
class Taken:
    """One change as it was taken: who acted in which role, from which state to which, and the event that says so."""

    change: Change
    event: uuid.UUID
    stream: uuid.UUID
    reference: str
    state_before: str
    state_after: str
    products: tuple[Product, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """Columns of a row that an act wrote, new or not, and the stream whose event says so; in the row stands what is stored now."""

    row: Model
    columns: frozenset[str]
    stream: uuid.UUID
    is_new: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an act did, or would do: its changes in order. `repeated` when the same call had been carried out before."""

    act: uuid.UUID
    taken: tuple[Taken, ...] = ()
    repeated: bool = False

    def rows(self, model: type[Model]) -> list[Any]:
        """The new rows of one model that the act brings about, in order: transfers, letters, deadlines for a preview."""
        return [
            product.row
            for taken in self.taken
            for product in taken.products
            if isinstance(product, Put) and isinstance(product.row, model)
        ]
