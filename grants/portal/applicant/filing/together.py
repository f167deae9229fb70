"""Writing an application together: who may, whom the applicant asked besides, and what an invitation says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from grants import co_writing
from grants.models import CoWriter
from grants.sight import ADVISER
from workflow import clock

if TYPE_CHECKING:
    from grants.desk import Desk
    from grants.models import Application


@dataclass(frozen=True, slots=True)
class Asked:
    """One who was asked: the row, and how it stands in a word."""

    row: CoWriter
    word: str
    can_end: bool


def asked_of(case: Application) -> Sequence[Asked]:
    """All who were asked to write along, the last one first."""
    return [_asked(one) for one in co_writing.of(case)]


def _asked(row: CoWriter) -> Asked:
    if row.ended_at:
        return Asked(row, gettext("schrijft niet meer mee") if row.person else gettext("ingetrokken"), can_end=False)
    if row.person:
        return Asked(row, gettext("schrijft mee"), can_end=True)
    if row.expires_at <= clock.now():
        return Asked(row, gettext("verlopen"), can_end=False)
    return Asked(row, gettext("nog niet aangenomen"), can_end=True)


def works_on_it(desk: Desk | None) -> bool:
    """Whether somebody has a role at the office in which they may come to judge, decide or pay: they write along on nothing (Awb 2:4)."""
    return bool(desk and set(desk.roles) - {ADVISER})
