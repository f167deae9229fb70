"""Deliberate mutants: our own code with one protection taken away. A scenario that cannot tell a mutant from the engine proves nothing.

A scenario is a function that tries to break a promise and returns what got through; with the engine as it is, that is nothing.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Model, QuerySet

from budgets.models import Transfer
from tests.invariants.tables import settle
from workflow import door, outbox, registry, replay, roles, store, trail, triggers
from workflow.facts import Facts
from workflow.models import Event, Opening

Mutant = Callable[[], AbstractContextManager[None]]


@contextmanager
def swapped(owner: Any, name: str, value: Any) -> Iterator[None]:
    """Put something else in the place of a name for as long as the block runs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(owner, name, value)
        yield


def everyone_may() -> AbstractContextManager[None]:
    """Nobody looks at roles."""
    return swapped(roles, "acting_role", lambda allowed, _have, _facts: allowed[0] if allowed else "applicant")


def consequences_may_be_asked_for() -> AbstractContextManager[None]:
    """A step that nobody may take is open to whoever asks."""
    right = roles.acting_role

    def acting(allowed: tuple[str, ...], have: frozenset[str], facts: Facts) -> str | None:
        return right(allowed, have, facts) if allowed else "policy_officer"

    return swapped(roles, "acting_role", acting)


def any_applicant_may() -> AbstractContextManager[None]:
    """An applicant may act in the dossier of another."""

    def acting(allowed: tuple[str, ...], have: frozenset[str], _: Facts) -> str | None:
        return next((role for role in allowed if role in have or role == roles.APPLICANT), None)

    return swapped(roles, "acting_role", acting)


def no_separation() -> AbstractContextManager[None]:
    """Nobody looks at what a person did before."""
    return swapped(roles, "separation", lambda *_: None)


def separation_by_roles_of_today() -> AbstractContextManager[None]:
    """Duties are compared with the roles a person has now, not with the trail."""
    right = roles.separation

    def separation(role: str, done: Mapping[uuid.UUID, set[str]], facts: Facts) -> Any:
        have = roles.standing(facts.actor, [], facts.today).have
        return right(role, {facts.row.stream_id: set(have)}, facts)

    return swapped(roles, "separation", separation)


def applicants_who_did_nothing_may_assess() -> AbstractContextManager[None]:
    """The duties of the applicant are only those of whoever filed."""
    right = roles.separation

    def separation(role: str, done: Mapping[uuid.UUID, set[str]], facts: Facts) -> Any:
        return right(role, done, Facts(row=facts.row, change=facts.change, actor=facts.actor, now=facts.now))

    return swapped(roles, "separation", separation)


@contextmanager
def no_triggers() -> Iterator[None]:
    """The database refuses nothing; the triggers come back at the end."""
    if connection.in_atomic_block:
        settle()
    triggers.remove_all(connection)
    try:
        yield
    finally:
        if not connection.needs_rollback:
            triggers.install_all(connection)


def no_row_locks() -> AbstractContextManager[None]:
    """Nobody waits for a row."""
    return swapped(QuerySet, "select_for_update", lambda self, **_: self)


def no_ledger_check() -> AbstractContextManager[None]:
    """Entries are written as they come; only the condition of the UPDATE and the constraint are left."""
    hook = registry.HOOKS[Transfer]
    return _hook(registry.RowHook(lambda *_: None, hook.apply))


def no_budget_at_all() -> AbstractContextManager[None]:
    """Entries are written and no balance is kept."""
    return _hook(registry.RowHook(lambda *_: None, lambda _: None))


@contextmanager
def _hook(hook: registry.RowHook) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        hooks: dict[type[Model], registry.RowHook] = {**registry.HOOKS}
        hooks[Transfer] = hook
        patch.setattr(store, "HOOKS", hooks)
        yield


@contextmanager
def swallowed_audit() -> Iterator[None]:
    """A failing write of events, or of what hangs on them, is forgotten."""
    create = QuerySet.bulk_create

    def forgiving(self: QuerySet[Any], rows: Sequence[Any], **options: Any) -> list[Any]:
        if self.model is Opening:
            return []
        if self.model is not Event:
            return create(self, rows, **options)
        try:
            with transaction.atomic():
                return create(self, rows, **options)
        except DatabaseError:
            return []

    with swapped(QuerySet, "bulk_create", forgiving):
        yield


def forgetful_keys() -> AbstractContextManager[None]:
    """No key is ever claimed."""
    return swapped(store, "claim", lambda *_: None)


def keys_without_their_call() -> AbstractContextManager[None]:
    """A key stands for whatever call came first."""
    return swapped(store, "digest", lambda _: "the same")


def state_before_permission() -> AbstractContextManager[None]:
    """Who may not do a step learns first that it cannot be done now."""
    right = door._Act._permit

    def permit(self: Any, declared: Any, facts: Any) -> str:
        self._judge(declared, facts, with_payload=False)
        return right(self, declared, facts)

    return swapped(door._Act, "_permit", permit)


def previews_that_stay() -> AbstractContextManager[None]:
    """A preview is committed."""
    return swapped(transaction, "set_rollback", lambda _: None)


def rows_one_by_one() -> AbstractContextManager[None]:
    """Each row of an act is a statement of its own."""
    right = store._upsert

    def upsert(model: type[Model], rows: Sequence[Model]) -> None:
        for row in rows:
            right(model, [row])

    return swapped(store, "_upsert", upsert)


def no_lease() -> AbstractContextManager[None]:
    """A claimed message is free again at once."""
    return swapped(outbox, "LEASE", -outbox.LEASE)


def envelope_without(name: str) -> AbstractContextManager[None]:
    """The hash of an event leaves one of its fields out."""
    return swapped(trail, "ENVELOPE", tuple(each for each in trail.ENVELOPE if each != name))


def replay_in_order_of_time() -> AbstractContextManager[None]:
    """Events are folded by the clock instead of by their number."""

    class ByClock:
        @staticmethod
        def order_by(*_: str) -> QuerySet[Event]:
            return Event.objects.all().order_by("at")

    return swapped(replay, "Event", SimpleNamespace(objects=ByClock))
