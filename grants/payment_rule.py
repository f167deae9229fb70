"""The payment rule of the municipality: who signs when, how long a new account waits, and the codes of its books."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from budgets.order_file import CODES

if TYPE_CHECKING:
    from grants.models import LegalProfile


@dataclass(frozen=True, slots=True)
class PaymentRule:
    """The rule, as the legal profile of the day says it under `payment_rule`; what it does not say is as proposed here.

    Above `third_above_cents` a third person signs. With `verified_only` nothing is paid on an account of which name and number were not
    compared. A changed account is paid on `freeze_days` later, and noticed for `changed_days`. Two payments of one amount to one
    recipient within `duplicate_days` are probably one. `codes` are the accounts of the journal.
    """

    third_above_cents: int = 5_000_000
    verified_only: bool = False
    freeze_days: int = 0
    changed_days: int = 30
    duplicate_days: int = 30
    codes: Mapping[str, str] | None = None

    @staticmethod
    def of(profile: LegalProfile | None) -> PaymentRule:
        """The rule in force under a profile."""
        said = profile.figures.get("payment_rule", {}) if profile else {}
        return PaymentRule(**{part.name: said[part.name] for part in fields(PaymentRule) if part.name in said})

    @property
    def journal_codes(self) -> Mapping[str, str]:
        """The accounts of the journal: the municipality's own where it names them."""
        return {**CODES, **(self.codes or {})}
