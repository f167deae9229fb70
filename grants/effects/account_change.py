"""Effects of a change of bank account: a new account, the old one replaced, every open dossier along, and a letter to the old address.

Accounts are entries of the register of partners, so they are entered and closed there: a row has its history in one stream.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from grants.models import AccountChange
from grants.payloads import ByAccount, LetterOrder
from partners.identifiers import last4, normalise_iban
from partners.models import BankAccount
from workflow.facts import Change, Facts, Product, Set, Then
from workflow.registers import Entries, register_id
from workflow.scheme import Effect

if TYPE_CHECKING:
    from grants.facts import CaseFacts


class TakeRequest(Effect):
    """Write down what was asked, and by whom."""

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """All of the request."""
        asked = facts.payload
        yield Set(
            {
                "application_id": asked.application,
                "iban": normalise_iban(asked.iban),
                "holder": asked.holder.strip(),
                "evidence": asked.evidence,
                "entered_by": facts.actor.person,
                "asked_on": facts.today,
            }
        )


class TakeCheck(Effect):
    """What came of comparing name and number."""

    def products(self, facts: Facts) -> Iterable[Product]:
        """Both in the row."""
        yield Set({"name_check": facts.payload.outcome, "note": facts.payload.note})


class ReplaceAccount(Effect):
    """The new account takes the place of the old one, in this dossier and in the others that were paid on it."""

    LETTERS: ClassVar[tuple[str, ...]] = ("account_change",)
    NEEDS: ClassVar[frozenset[str]] = frozenset({"account", "same_account"})

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """The account, its predecessor closed, a step in each dossier, and the letter."""
        change, old, own = facts.row, facts.need("account"), facts.application.pk
        assert isinstance(change, AccountChange)
        assert facts.application.organisation_id is not None, "asked for by an organisation"
        new = BankAccount(
            id=uuid.uuid5(change.pk, "account"),
            organisation_id=facts.application.organisation_id,
            iban=change.iban,
            holder=change.holder,
            verified_on=facts.today,
        )
        entries = Entries("partners", (new,), ((old, {"replaced_on": facts.today}),) if old else ())
        yield Then(Change("register", "record", register_id("partners"), entries))
        yield Set({"old_account_id": old.pk if old else None, "new_account_id": new.pk, "decided_on": facts.today})
        for case in facts.need("same_account"):
            yield Then(Change("application", "change_account", case.pk, ByAccount(new.pk)))
        about = {
            "old_last4": last4(old.iban) if old else "",
            "new_last4": last4(new.iban),
            "asked_on": change.asked_on,
            "others": [(case.title, case.stream.reference) for case in facts.need("same_account") if case.pk != own],
        }
        order = LetterOrder("account_change", facts.application.pk, None, about)
        yield Then(Change("letter", "request", uuid.uuid5(change.pk, "letter"), order, change.stream_id))


class VerifyAccount(Effect):
    """Name and number were compared today; the account says so in its register."""

    NEEDS: ClassVar[frozenset[str]] = frozenset({"account"})

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """The entry that follows."""
        entries = Entries("partners", (), ((facts.need("account"), {"verified_on": facts.today}),))
        yield Then(Change("register", "record", register_id("partners"), entries))


class PayOnAccount(Effect):
    """From today this application is paid on another account."""

    def products(self, facts: Facts) -> Iterable[Product]:
        """Account and day in the row."""
        yield Set({"bank_account_id": facts.payload.account, "account_changed_on": facts.today})
