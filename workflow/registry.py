"""What the apps above tell the engine: per machine how facts are loaded, which payload, guards and effects belong to each step.

The door knows this registry and nothing of grants, money or letters; the apps fill it in `AppConfig.ready()`.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import Q

from workflow.facts import Actor, Change, Facts, Payload, Send, Written
from workflow.scheme import Effect, Guard, Scheme

if TYPE_CHECKING:
    from django.db.models import Exists, Model, QuerySet

    from workflow.errors import Obstacle
    from workflow.models import Event, Subject

R = TypeVar("R", bound="Model")
S = TypeVar("S", bound="Subject")
K = TypeVar("K")
V = TypeVar("V")
Pending = Mapping[type["Model"], Sequence["Model"]]
"""All rows that an act is about to insert, by model."""


class Desk:
    """The rows that lie open during one act, each once: a later step of the act sees what an earlier one changed in memory."""

    def __init__(self) -> None:
        self._rows: dict[tuple[type[Model], Any], Model] = {}
        self._dossiers: dict[type[Model], set[uuid.UUID]] = {}
        self.still = False  # Whether steps are only tried, so that what was read once stands for all of them.
        self.notes: dict[str, Any] = {}  # What a selector found and can use again in the same act, by its own name.

    def lay(self, row: Model) -> None:
        """Put a row on the desk that is not in the database yet."""
        self._rows[type(row), row.pk] = row

    def newest(self, row: R) -> R:
        """The row as it lies on the desk, with all that was changed in it; this one when it does not lie there."""
        found = self._rows.get((type(row), row.pk), row)
        assert isinstance(found, type(row))
        return found

    def fetch(self, model: type[R], ids: Iterable[Any], along: Sequence[str] = ()) -> dict[Any, R]:
        """The rows with these primary keys, by key; those that are not on the desk are read in one query.

        `along` names foreign keys ("round", "application__round") whose rows are read in the same query and laid on the desk as well.
        """
        wanted = set(ids) - {None}
        if missing := {pk for pk in wanted if (model, pk) not in self._rows}:
            rows = model._default_manager.filter(pk__in=missing)
            for row in rows.select_related(*along) if along else rows:
                self.lay(row)
                for path in along:
                    self._lay_along(row, path.split("__"))
        found = ((pk, self._rows.get((model, pk))) for pk in wanted)
        return {pk: row for pk, row in found if isinstance(row, model)}

    def in_dossiers(
        self, model: type[S], streams: Iterable[uuid.UUID], ids: Iterable[uuid.UUID] = (), along: Sequence[str] = ()
    ) -> list[S]:
        """All rows of a machine in these dossiers, and those with these keys, with what is read `along` as in `fetch`.

        Each dossier is read once in an act.
        """
        wanted, named = set(streams), set(ids)
        read = self._dossiers.setdefault(model, set())
        unread, missing = wanted - read, {pk for pk in named if (model, pk) not in self._rows}
        if unread or missing:
            rows = model._default_manager.filter(Q(stream__in=unread) | Q(pk__in=missing))
            for row in rows.select_related(*along) if along else rows:
                self._rows.setdefault((model, row.pk), row)
                for path in along:
                    self._lay_along(row, path.split("__"))
            read |= unread
        there = (row for row in self._rows.values() if isinstance(row, model) and row.subject_seq)
        return [row for row in there if row.stream_id in wanted or row.pk in named]

    def once(self, name: str, keys: Iterable[K], read: Callable[[set[K]], Mapping[K, V]]) -> dict[K, V]:
        """What was found under a name for these keys; only those that nobody asked for yet are read."""
        known: dict[K, V] = self.notes.setdefault(name, {})
        wanted = set(keys)
        if missing := wanted - known.keys():
            known.update(read(missing))
        return {key: known[key] for key in wanted}

    def has_none(self, models: Iterable[type[Subject]], dossier: uuid.UUID) -> None:
        """Take it that a dossier has nothing of these machines, as its trail says, so that nobody looks for it."""
        for model in models:
            self._dossiers.setdefault(model, set()).add(dossier)

    def _lay_along(self, row: Model, path: Sequence[str]) -> None:
        """Lay the rows along a path; where one lay on the desk already, that one counts, with all that was changed in it."""
        if not path:
            return
        related = getattr(row, path[0])
        if related is not None:
            known = self._rows.setdefault((type(related), related.pk), related)
            if known is not related:
                setattr(row, path[0], known)
            self._lay_along(known, path[1:])


@dataclass(frozen=True, slots=True)
class Loading:
    """What a loader of facts works from: a run of changes of one machine and action, with their rows (new ones for births).

    `acts_for` are the organisations that the actor, or whom they act on behalf of, acts for: pairs of person and organisation. `have` are
    the roles of the actor today.
    """

    changes: Sequence[Change]
    actor: Actor
    now: datetime
    desk: Desk
    rows: Mapping[uuid.UUID, Subject]
    acts_for: frozenset[tuple[uuid.UUID, uuid.UUID]] = frozenset()
    have: frozenset[str] = frozenset()


Loader = Callable[[Loading], Mapping[uuid.UUID, Facts]]
Spans = Callable[[Sequence[Change]], Iterable["QuerySet[Any, Any]"]]


def bare(loading: Loading) -> Mapping[uuid.UUID, Facts]:
    """The facts of a machine that needs no more than its own row."""
    return {
        change.subject: Facts(row=loading.rows[change.subject], change=change, actor=loading.actor, now=loading.now)
        for change in loading.changes
    }


@dataclass(slots=True)
class Rules:
    """All that belongs to one machine.

    `spans` names streams beyond the subjects' own that an act on it must lock (querysets of ids); `along` the foreign keys whose rows are
    read with the subject.
    """

    model: type[Subject]
    load: Loader = bare
    payloads: Mapping[str, type[Payload]] = field(default_factory=dict)
    guards: Mapping[str, Sequence[Guard]] = field(default_factory=dict)
    effects: Mapping[str, Sequence[Effect]] = field(default_factory=dict)
    spans: Spans = lambda _: ()
    along: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class RowHook:
    """What goes with writing rows of a model: `check` before anything is written (may lock and read), `apply` after they are inserted."""

    check: Callable[[Sequence[Any], Pending], Obstacle | None]
    apply: Callable[[Sequence[Any]], None]


MACHINES: dict[str, Rules] = {}
HOOKS: dict[type[Model], RowHook] = {}
FOLLOWERS: list[Callable[[Sequence[Written]], None]] = []
"""What keeps something computed from rows: it is told what each act wrote, in the transaction of the act."""

HERALDS: list[tuple[Callable[[], Exists], Callable[[Sequence[Event]], Iterable[tuple[Send, uuid.UUID]]]]] = []
"""What tells others of events: whether anybody listens, and the messages that must leave after an act, each with the id of its event.

Whether anybody listens is read along with the streams of an act: an act of which nobody is told asks nothing more.
"""

CONSUMERS: dict[str, str] = {}
"""Names of Celery tasks by topic of the outbox."""

SCHEMES: dict[str, Scheme] = {}
"""The schemes on offer, by code, as their files declare them; a case runs under the version that was published."""

LEFT_TO_SCHEMES: dict[str, frozenset[str]] = {}
"""Steps by machine that the law leaves to a scheme: only a scheme that names such a step uses it."""


def register(rules: Rules) -> None:
    """Make a machine known to the door. Every payload, guard and effect must belong to a step that the machine declares."""
    declared = rules.model.declarations()
    for table in (rules.payloads, rules.guards, rules.effects):
        assert set(table) <= set(declared), f"{rules.model.MACHINE} declares no {sorted(set(table) - set(declared))}"
    MACHINES[rules.model.MACHINE] = rules


def on_write(
    model: type[R],
    *,
    check: Callable[[Sequence[R], Pending], Obstacle | None],
    apply: Callable[[Sequence[R]], None],
) -> None:
    """Let the app that owns a model guard and complete the writing of its rows, a whole act at a time."""
    HOOKS[model] = RowHook(check, apply)


def consume(topic: str, task: str) -> None:
    """Name the Celery task that handles messages of a topic."""
    CONSUMERS[topic] = task


def offer(scheme: Scheme) -> None:
    """Put a scheme on offer, so that diagrams and pages know it."""
    SCHEMES[scheme.code] = scheme


def leave_to_schemes(machine: str, *actions: str) -> None:
    """Say which steps of a machine a scheme has to ask for by naming them."""
    assert set(actions) <= set(MACHINES[machine].model.declarations()), f"{machine} declares no {actions}"
    LEFT_TO_SCHEMES[machine] = frozenset(actions)
