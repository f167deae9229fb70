"""What may be entered in a register, and how: one step, `record`, whose payload is the rows themselves."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from workflow.door import perform
from workflow.errors import Obstacle, refuse
from workflow.facts import PERSONAL, Actor, Change, Erase, Facts, Payload, Product, Put, Revise, Set
from workflow.models import Opening, Register, RoleGrant, Subject
from workflow.personal import personal_columns
from workflow.powers import TwoPersons
from workflow.registry import MACHINES, Loading, Rules, register
from workflow.scheme import Effect, Guard
from workflow.trail import column_values

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

FAULTS: dict[type[Model], Callable[[Any, bool], Obstacle | None]] = {}
"""What is wrong with a row as it is entered or revised (then True), by model: the owners of the models say so."""

FOR_CLERKS: dict[str, Callable[[Sequence[Any], uuid.UUID | None], Obstacle | None]] = {}
"""What is wrong with rows that a clerk enters, by register: the owners of registers that are open to clerks say so."""

FOR_KEEPERS: dict[str, Callable[[RegisterFacts], Obstacle | None]] = {}
"""What is wrong with what somebody enters in a register of their own role, by register."""

POWERS = ("roles", "law")
"""The registers that say who may do what: nobody enters anything about themselves in them."""

KEPT_IN: dict[type[Model], str] = {RoleGrant: "roles"}
"""The models whose rows are entries of a register, with the code of the register; the apps above add theirs with `keep`."""

ENTERING = ("record", "enter", "audit", "measure", "word")
"""The steps with which rows are entered; they differ in who takes them, and what is asked of the rows."""

_NAMESPACE = uuid.UUID("6a1f2f0e-6a53-5c0b-9d0a-7d9d1f1c5a10")


def keep(code: str, *models: type[Model]) -> None:
    """Let the rows of these models be entries of the register with this code."""
    KEPT_IN.update(dict.fromkeys(models, code))


def register_id(code: str) -> uuid.UUID:
    """The id of the register with a code: the same in every installation, so that the first entry needs no look-up."""
    return uuid.uuid5(_NAMESPACE, code)


def codes() -> frozenset[str]:
    """The codes of all registers that there are."""
    return frozenset({*KEPT_IN.values(), PRIVACY})


def is_taken_in(action: str, code: str) -> bool:
    """Whether a step is one of the register with this code: some are taken in one register alone."""
    if action in ("erase", "disclose"):
        return code == PRIVACY
    if action == "enter":
        return code in FOR_CLERKS
    own = next((guard.code for guard in MACHINES[Register.MACHINE].guards[action] if isinstance(guard, OnlyIn)), "")
    return code == own if own else code in KEPT_IN.values()


def _fault(row: Model, values: Mapping[str, Any] | None = None) -> Obstacle | None:
    """What is wrong with a row as it is entered, or as it becomes when these values are put in."""
    check = FAULTS.get(type(row))
    if check is None:
        return None
    entered = copy(row)
    for name, value in (values or {}).items():
        setattr(entered, name, value)
    return check(entered, values is not None)


@dataclass(frozen=True)
class Entries(Payload):
    """New rows of one register, and new values for rows that are in it; a whole scheme is longer than any other text."""

    LIMITED: ClassVar[bool] = False

    code: str
    new: tuple[Any, ...] = field(default=(), metadata=PERSONAL)
    revised: tuple[tuple[Any, Mapping[str, Any]], ...] = field(default=(), metadata=PERSONAL)

    def said(self) -> object:
        """The entries by table, key and values."""
        new = [[row._meta.db_table, row.pk, column_values(row)] for row in self.new]
        return [self.code, new, [[row._meta.db_table, row.pk, dict(values)] for row, values in self.revised]]

    def obstacles(self) -> tuple[str | Obstacle, ...]:
        """A register takes entries of its own kind only, and only sound ones."""
        rows = [*self.new, *(row for row, _ in self.revised)]
        strangers = {type(row).__name__ for row in rows if KEPT_IN.get(type(row)) != self.code}
        looked_at = [*(_fault(row) for row in self.new), *(_fault(row, values) for row, values in self.revised)]
        faults = tuple(fault for fault in looked_at if fault)
        return (*(f"Het register {self.code} bevat geen {name}." for name in sorted(strangers)), *faults)


PRIVACY = "privacy"
"""The register in which erasures are recorded."""

AUDIT = "audit"
"""The register of what auditors draw and find."""

INDICATORS = "indicators"
"""The register of what was aimed at and measured."""

TEXTS = "texts"
"""The register of texts of letters that colleagues reworded."""


@dataclass(frozen=True)
class Erasure(Payload):
    """Rows whose personal columns are to be erased, and the ground: a line of the selectielijst, or a request (AVG 17)."""

    ground: str
    rows: tuple[Any, ...] = field(metadata=PERSONAL)
    code: str = PRIVACY

    def said(self) -> object:
        """The ground and the rows, by table and key."""
        return [self.ground, [[row._meta.db_table, row.pk] for row in self.rows]]

    def obstacles(self) -> tuple[str, ...]:
        """A ground, and rows that hold personal data."""
        found = () if self.ground.strip() else ("Geef de grond waarop u wist.",)
        plain = {type(row).__name__ for row in self.rows if not personal_columns(type(row))}
        return (*found, *(f"{name} bevat geen persoonsgegevens." for name in sorted(plain)))


@dataclass(frozen=True)
class Disclosure(Payload):
    """About whom a file is fetched with all that is kept (AVG 15); of what is in it nothing is recorded."""

    person: uuid.UUID
    code: str = PRIVACY


@dataclass(frozen=True, kw_only=True)
class RegisterFacts(Facts):
    """Facts of an entry; `rows` are those that it revises or erases, as they stand now."""

    rows: Mapping[tuple[type[Model], Any], Model] = field(default_factory=dict)
    opened: Mapping[tuple[str, str, str], tuple[uuid.UUID, ...]] = field(default_factory=dict)

    def standing(self, named: Model) -> Model:
        """The row that a payload names, read anew: what else was changed in the one that came with the payload is not written."""
        return self.rows[type(named), named.pk]


class Forget(Effect):
    """Erase every personal column of the rows."""

    def products(self, facts: RegisterFacts) -> Iterable[Product]:  # type: ignore[override]
        """What is blanked, row by row."""
        yield Set({"code": PRIVACY})
        for row in facts.payload.rows:
            columns, place = sorted(personal_columns(type(row))), (row._meta.db_table, str(row.pk))
            events = {column: facts.opened.get((*place, column), ()) for column in columns}
            yield Erase(facts.standing(row), tuple(columns), events)


class OwnRegister(Guard):
    """The entries are for this register."""

    NEEDS_PAYLOAD = True

    def check(self, facts: Facts) -> Obstacle | None:
        """An obstacle when the payload names another register than the subject."""
        if facts.change.subject == register_id(facts.payload.code):
            return None
        return Obstacle("other-register", "Deze gegevens horen in een ander register.")


class NotOneself(Guard):
    """Nobody gives themselves a role or a mandate (Awb 10:3; law of the four eyes)."""

    NEEDS_PAYLOAD = True

    def check(self, facts: Facts) -> Obstacle | None:
        """An obstacle when an entry about powers is about the one who makes it."""
        if facts.payload.code not in POWERS or facts.actor.person is None:
            return None
        rows = [*facts.payload.new, *(row for row, _ in facts.payload.revised)]
        about = {getattr(row, "person_id", None) or getattr(row, "person", None) for row in rows}
        if facts.actor.person not in about:
            return None
        return Obstacle("own-power", "U geeft uzelf geen rol of mandaat. Vraag een collega.", "Awb 10:3")


class ForClerks(Guard):
    """A clerk enters only new rows, in a register whose owner lets them, and only what the owner finds harmless."""

    NEEDS_PAYLOAD = True

    def check(self, facts: Facts) -> Obstacle | None:
        """What the owner of the register says of the rows, or that it is not for clerks at all."""
        check = FOR_CLERKS.get(facts.payload.code)
        if check is None or facts.payload.revised:
            return Obstacle("not-for-clerks", "Dit legt alleen de beheerder vast.", "Gemeentewet 212")
        return check(facts.payload.new, facts.actor.person)


@dataclass(frozen=True, slots=True)
class OnlyIn(Guard):
    """Whoever keeps a register of their own enters new rows in that one and in no other, or revises rows where that is allowed."""

    code: str
    revises: bool = False
    NEEDS_PAYLOAD: ClassVar[bool] = True

    def check(self, facts: RegisterFacts) -> Obstacle | None:  # type: ignore[override]
        """What the owner of the register says of the rows, or that it is another register, or that they would change what stands there."""
        check = FOR_KEEPERS.get(self.code)
        revised = facts.payload.revised and not self.revises
        if facts.payload.code != self.code or revised or check is None:
            return Obstacle("not-own-register", "Dit legt een ander vast.", "Gemeentewet 212")
        return check(facts)


class Open(Effect):
    """Open the register of privacy, where nothing else is written."""

    def products(self, facts: RegisterFacts) -> Iterable[Product]:  # type: ignore[override]
        """The code of a register that is new itself."""
        yield Set({"code": facts.payload.code})


class Enter(Effect):
    """Write the entries."""

    def products(self, facts: RegisterFacts) -> Iterable[Product]:  # type: ignore[override]
        """The new and revised rows, and the code of a register that is new itself."""
        yield Set({"code": facts.payload.code})
        yield from (Put(row) for row in facts.payload.new)
        yield from (Revise(facts.standing(row), values) for row, values in facts.payload.revised)


def load(loading: Loading) -> Mapping[uuid.UUID, Facts]:
    """The facts of a register: its row, the rows that are touched, and the prefix of the reference under which its stream opens."""
    return {
        change.subject: RegisterFacts(
            row=loading.rows[change.subject],
            change=change,
            actor=loading.actor,
            now=loading.now,
            prefix=f"REG-{getattr(change.payload, 'code', '')}".upper(),
            rows=_standing(change.payload, loading),
            opened=_opened(change.payload),
        )
        for change in loading.changes
    }


def _standing(payload: Payload, loading: Loading) -> dict[tuple[type[Model], Any], Model]:
    named = [row for row, _ in getattr(payload, "revised", ())] + list(getattr(payload, "rows", ()))
    found: dict[tuple[type[Model], Any], Model] = {}
    for model in {type(row) for row in named}:
        wanted = {row.pk for row in named if type(row) is model}
        rows = loading.desk.fetch(model, wanted)
        if wanted - rows.keys():
            raise refuse("unknown-subject", "unknown-entry", "Deze gegevens staan niet in het register.")
        found |= {(model, key): row for key, row in rows.items()}
    return found


def _opened(payload: Payload) -> dict[tuple[str, str, str], tuple[uuid.UUID, ...]]:
    """Which events hold commitments to the values that are to be erased, by table, key and column; one query per table."""
    found: dict[tuple[str, str, str], tuple[uuid.UUID, ...]] = {}
    rows = getattr(payload, "rows", ())
    for table in sorted({row._meta.db_table for row in rows}):
        keys = [str(row.pk) for row in rows if row._meta.db_table == table]
        openings = Opening.objects.filter(table=table, row__in=keys).order_by("pk")
        for key, column, event in openings.values_list("row", "column", "event_id"):
            found[table, key, column] = (*found.get((table, key, column), ()), event)
    return found


def record(
    code: str, *new: Model, revised: Iterable[tuple[Model, Mapping[str, Any]]] = (), actor: Actor, key: str
) -> None:
    """Enter rows in a register: what its keepers, an import and the demo call."""
    perform("register", "record", register_id(code), Entries(code, tuple(new), tuple(revised)), actor=actor, key=key)


def erase(*rows: Model, ground: str, actor: Actor, key: str) -> None:
    """Erase the personal data of rows that were read for it, whatever machine or register they belong to."""
    perform("register", "erase", register_id(PRIVACY), Erasure(ground, tuple(rows)), actor=actor, key=key)


def _dossiers(changes: Sequence[Change]) -> list[QuerySet[Any, Any]]:
    """The streams of the rows of machines that are to be erased: nobody writes such a row while it is blanked."""
    rows = [row for change in changes for row in getattr(change.payload, "rows", ()) if isinstance(row, Subject)]
    models = {type(row) for row in rows}
    return [model._default_manager.filter(pk__in=[row.pk for row in rows]).values("stream") for model in models]


def rules() -> Rules:
    """The rules of the machine `register`."""
    return Rules(
        Register,
        load,
        payloads={**dict.fromkeys(ENTERING, Entries), "erase": Erasure, "disclose": Disclosure},
        guards={
            "record": [OwnRegister(), NotOneself(), TwoPersons()],
            "enter": [OwnRegister(), ForClerks()],
            "audit": [OwnRegister(), OnlyIn(AUDIT)],
            "measure": [OwnRegister(), OnlyIn(INDICATORS)],
            "word": [OwnRegister(), OnlyIn(TEXTS, revises=True)],
            "erase": [OwnRegister()],
            "disclose": [OwnRegister()],
        },
        effects={
            **{step: [Enter()] for step in ENTERING},
            "erase": [Forget()],
            "disclose": [Open()],
        },
        spans=_dossiers,
    )


def install() -> None:
    """Make registers known to the door."""
    register(rules())
