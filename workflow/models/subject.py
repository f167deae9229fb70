"""The base of every machine's model: a row with a state that only an event can change."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, ClassVar

from django.db import models
from django_fsm import FSMField

from workflow.machine import NEW, StepDeclaration
from workflow.models.stream import Stream


class StateField(FSMField):
    """A state that only a step sets. In migrations it is the text that the table holds, for their models have no steps.

    django-fsm looks for steps in every model that is made, once for each state field there ever was: of the models that migrations make
    for a moment that took longer than all their statements.
    """

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """The field as migrations know it."""
        name, _, arguments, named = super().deconstruct()
        return name, "django.db.models.CharField", arguments, {key: named[key] for key in named if key != "protected"}


class Subject(models.Model):
    """A thing with a state: one row per thing, one event per step it took, `subject_seq` the number of steps so far."""

    MACHINE: ClassVar[str]
    STREAM_KIND: ClassVar[str] = (
        ""  # the kind of stream that a birth opens; "" when it is always born in an existing one
    )
    PERSONAL: ClassVar[frozenset[str]] = frozenset()
    SPINE: ClassVar[tuple[str, ...]] = ()  # The main path, where it is another than the longest one.
    WORDS: ClassVar[Mapping[str, str]] = {}  # The Dutch word for each state, as a person reads it.

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    stream = models.ForeignKey(Stream, on_delete=models.PROTECT, related_name="+", editable=False)
    state: Any = StateField(protected=True, editable=False, default=NEW)
    subject_seq = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    @classmethod
    @cache
    def declarations(cls) -> dict[str, StepDeclaration]:
        """The steps of this machine by action, in the order in which the class declares them."""
        found: dict[str, StepDeclaration] = {}
        for method in vars(cls).values():
            if meta := getattr(method, "_django_fsm", None):
                first = next(iter(meta.transitions.values()))
                found[first.name] = StepDeclaration(
                    machine=cls.MACHINE,
                    action=first.name,
                    sources=tuple(sorted(meta.transitions)),
                    target=first.target,
                    **first.custom,
                )
        return found

    @property
    def state_word(self) -> str:
        """The Dutch word for the state it is in, "nieuw" before the step that brings it into being."""
        return "nieuw" if self.state == NEW else self.WORDS.get(self.state, str(self.state))

    @classmethod
    def states(cls) -> tuple[str, ...]:
        """The states that can be stored, in order of first mention."""
        mentioned: dict[str, None] = {}
        for declared in cls.declarations().values():
            mentioned |= dict.fromkeys([declared.target] if declared.target else [])
        return tuple(mentioned)

    def refresh_from_db(self, *_: Any, **__: Any) -> None:
        """Refused: django-fsm unprotects the state for the whole process while it refreshes; read the row again instead."""
        raise AssertionError("read the row again under its lock instead of refreshing it")


def state_constraint(cls_name: str, states: Sequence[str]) -> models.CheckConstraint:
    """The constraint that keeps a state outside the machine, the state before birth included, out of the table."""
    return models.CheckConstraint(condition=models.Q(state__in=list(states)), name=f"{cls_name}_state_known")
