"""What may be entered in a register, and how: one step, `record`, whose payload is the rows themselves."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from workflow.door import perform
from workflow.errors import Obstacle, refuse
from workflow.facts import PERSONAL, Actor, Erase, Facts, Payload, Product, Put, Revise, Set
from workflow.models import Register, RoleGrant
from workflow.personal import personal_columns
from workflow.registry import Loading, Rules, register
from workflow.scheme import Effect, Guard
from workflow.trail import column_values

if TYPE_CHECKING:
    from django.db.models import Model

ACCEPTS: dict[type[Model], Callable[[Any], bool]] = {}
"""For models of which only some rows may be entered by hand: which ones."""

KEPT_IN: dict[type[Model], str] = {RoleGrant: "roles"}
"""The models whose rows are entries of a register, with the code of the register; the apps above add theirs with `keep`."""

_NAMESPACE = uuid.UUID("6a1f2f0e-6a53-5c0b-9d0a-7d9d1f1c5a10")


def keep(code: str, *models: type[Model]) -> None:
    """Let the rows of these models be entries of the register with this code."""
    KEPT_IN.update(dict.fromkeys(models, code))


def register_id(code: str) -> uuid.UUID:
    """The id of the register with a code: the same in every installation, so that the first entry needs no look-up."""
    return uuid.uuid5(_NAMESPACE, code)


def _accepted(row: Model) -> bool:
    return ACCEPTS.get(type(row), lambda _: True)(row)


@dataclass(frozen=True)
class Entries(Payload):
    """New rows of one register, and new values for rows that are in it."""

    code: str
    new: tuple[Any, ...] = field(default=(), metadata=PERSONAL)
    revised: tuple[tuple[Any, Mapping[str, Any]], ...] = field(default=(), metadata=PERSONAL)

    def said(self) -> object:
        """The entries by table, key and values."""
        new = [[row._meta.db_table, row.pk, column_values(row)] for row in self.new]
        return [self.code, new, [[row._meta.db_table, row.pk, dict(values)] for row, values in self.revised]]

    def obstacles(self) -> tuple[str, ...]:
        """A register takes entries of its own kind only."""
        rows = [*self.new, *(row for row, _ in self.revised)]
        strangers = {type(row).__name__ for row in rows if KEPT_IN.get(type(row)) != self.code or not _accepted(row)}
        return tuple(f"Het register {self.code} bevat geen {name}." for name in sorted(strangers))


PRIVACY = "privacy"
"""The register in which erasures are recorded."""


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


@dataclass(frozen=True, kw_only=True)
class RegisterFacts(Facts):
    """Facts of an entry; `rows` are those that it revises or erases, as they stand now."""

    rows: Mapping[tuple[type[Model], Any], Model] = field(default_factory=dict)

    def standing(self, named: Model) -> Model:
        """The row that a payload names, read anew: what else was changed in the one that came with the payload is not written."""
        return self.rows[type(named), named.pk]


class Forget(Effect):
    """Erase every personal column of the rows."""

    def products(self, facts: RegisterFacts) -> Iterable[Product]:  # type: ignore[override]
        """What is blanked, row by row."""
        yield Set({"code": PRIVACY})
        for row in facts.payload.rows:
            yield Erase(facts.standing(row), tuple(sorted(personal_columns(type(row)))))


class OwnRegister(Guard):
    """The entries are for this register."""

    NEEDS_PAYLOAD = True

    def check(self, facts: Facts) -> Obstacle | None:
        """An obstacle when the payload names another register than the subject."""
        if facts.change.subject == register_id(facts.payload.code):
            return None
        return Obstacle("other-register", "Deze gegevens horen in een ander register.")


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


def record(
    code: str, *new: Model, revised: Iterable[tuple[Model, Mapping[str, Any]]] = (), actor: Actor, key: str
) -> None:
    """Enter rows in a register: what its keepers, an import and the demo call."""
    perform("register", "record", register_id(code), Entries(code, tuple(new), tuple(revised)), actor=actor, key=key)


def erase(*rows: Model, ground: str, actor: Actor, key: str) -> None:
    """Erase the personal data of rows that were read for it, whatever machine or register they belong to."""
    perform("register", "erase", register_id(PRIVACY), Erasure(ground, tuple(rows)), actor=actor, key=key)


def rules() -> Rules:
    """The rules of the machine `register`."""
    return Rules(
        Register,
        load,
        payloads={"record": Entries, "erase": Erasure},
        guards={"record": [OwnRegister()], "erase": [OwnRegister()]},
        effects={"record": [Enter()], "erase": [Forget()]},
    )


def install() -> None:
    """Make registers known to the door."""
    register(rules())
