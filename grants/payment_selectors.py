"""What is read for the payments of a run of cases, each in one query (or none) for all of them: accounts, entries, what is under way.

`NEEDS` lists those that guards and effects can name; `grants.selectors` takes them in.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from budgets.models import Payment, Transfer
from grants.guards.ordering import PAYABLE
from grants.models import AccountChange, Application, Decision
from partners.models import BankAccount
from workflow.models import Subject
from workflow.registry import Loading

S = TypeVar("S", bound=Subject)
Cases = Sequence[Application]


def _lying(model: type[S], cases: Cases, loading: Loading) -> dict[uuid.UUID, list[S]]:
    """The rows of a machine in the dossier of each case, as they lie on the desk, and those that this run of changes brings into being.

    What is being born says nothing yet; once it is there, the next of the run sees it, so that nothing is made twice in one act.
    """
    found: dict[uuid.UUID, list[S]] = {case.pk: [] for case in cases}
    by_stream = {case.stream_id: case.pk for case in cases}
    born = [row for row in loading.rows.values() if isinstance(row, model) and not row.subject_seq]
    for row in (*loading.desk.in_dossiers(model, set(by_stream)), *born):
        if row.stream_id in by_stream:
            found[by_stream[row.stream_id]].append(row)
    return found


def _payments(cases: Cases, _: Sequence[Decision], loading: Loading) -> Mapping[uuid.UUID, list[Payment]]:
    found = _lying(Payment, cases, loading)
    return {case: sorted(rows, key=lambda row: row.planned_on or date.max) for case, rows in found.items()}


def _account(cases: Cases, _: Sequence[Decision], loading: Loading) -> Mapping[uuid.UUID, BankAccount | None]:
    """The account that each applicant is paid on."""
    found = loading.desk.fetch(BankAccount, {case.bank_account_id for case in cases})
    return {case.pk: found.get(case.bank_account_id) for case in cases}


def _same_account(cases: Cases, _: Sequence[Decision], __: Loading) -> Mapping[uuid.UUID, list[Application]]:
    """The applications that are or will be paid on the account of each case, itself included."""
    rows = Application.objects.filter(bank_account__in={case.bank_account_id for case in cases}, state__in=PAYABLE)
    found: dict[uuid.UUID | None, list[Application]] = {}
    for row in rows.select_related("stream").order_by("pk"):
        found.setdefault(row.bank_account_id, []).append(row)
    return {case.pk: found.get(case.bank_account_id, [case]) for case in cases}


def _account_changes(cases: Cases, _: Sequence[Decision], loading: Loading) -> Mapping[uuid.UUID, list[AccountChange]]:
    return _lying(AccountChange, cases, loading)


@dataclass(frozen=True, slots=True)
class Entries:
    """The entries of the payments of a dossier, with their accounts."""

    rows: tuple[Transfer, ...]

    def standing(self, payment: uuid.UUID) -> list[Transfer]:
        """The entries of a payment that were not corrected."""
        undone = {row.corrects_id for row in self.rows}
        return [row for row in self.rows if row.payment == payment and row.corrects_id is None and row.pk not in undone]

    def attempts(self, payment: uuid.UUID) -> int:
        """How often a payment was booked, whatever was corrected since."""
        return max((row.attempt for row in self.rows if row.payment == payment), default=0)


def _entries(cases: Cases, _: Sequence[Decision], __: Loading) -> Mapping[uuid.UUID, Entries]:
    found: dict[uuid.UUID, list[Transfer]] = {}
    rows = Transfer.objects.filter(stream__in=[case.stream_id for case in cases], payment__isnull=False)
    for row in rows.select_related("debit", "credit").order_by("booked_on", "pk"):
        found.setdefault(row.stream_id, []).append(row)
    return {case.pk: Entries(tuple(found.get(case.stream_id, ()))) for case in cases}


NEEDS: dict[str, Callable[[Cases, Sequence[Decision], Loading], Mapping[uuid.UUID, Any]]] = {
    "account": _account,
    "account_changes": _account_changes,
    "entries": _entries,
    "payments": _payments,
    "same_account": _same_account,
}
"""What guards and effects of paying can name, with the selector that finds it."""
