"""Effects of corrections: what was registered is put right, and another party takes over."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from grants.models import AccountChange, Decision, PartyChange
from grants.payloads import ByParty, LetterOrder
from workflow.canonical import canonical
from workflow.facts import Change, Facts, Product, Revise, Set, Then
from workflow.registers import Entries, register_id
from workflow.scheme import Effect

if TYPE_CHECKING:
    from grants.facts import CaseFacts

Kind = PartyChange.Kind


class PutFindingsRight(Effect):
    """The findings as they really were; the first ones stay in the trail. Who inspected stays who inspected."""

    def products(self, facts: Facts) -> Iterable[Product]:
        """The findings."""
        names = ("visited_on", "condition", "safety", "energy", "accessibility", "hours")
        yield Set({name: getattr(facts.payload, name) for name in names})


class FindIncomplete(Effect):
    """The day of completeness is taken back, and with it the place in the queue."""

    def products(self, facts: Facts) -> Iterable[Product]:  # noqa: ARG002 - that it happened is all there is to say.
        """No day any more."""
        yield Set({"complete_on": None})


@dataclass(frozen=True, slots=True)
class AnnulDrafts(Effect):
    """A decision that waits is taken back, with its reservation, by what makes it untrue; of these kinds only, or of all."""

    kinds: tuple[str, ...] = ()
    NEEDS: ClassVar[frozenset[str]] = frozenset({"decisions"})

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """The steps that follow."""
        for one in facts.need("decisions"):
            if one.state in (Decision.DRAFTED, Decision.SIGNED) and one.kind in (self.kinds or (one.kind,)):
                yield Then(Change("decision", "annul", one.pk))


class TakeReason(Effect):
    """Why a draft was taken back, when that was said."""

    def products(self, facts: Facts) -> Iterable[Product]:
        """The reason in the row."""
        if reason := getattr(facts.payload, "reason", ""):
            yield Set({"annulled_because": reason})


class TakeParty(Effect):
    """Write down what was asked, and by whom."""

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """All of the request."""
        asked = facts.payload
        yield Set(
            {
                "application_id": asked.application,
                "kind": asked.kind,
                "contact_id": asked.contact,
                "organisation_id": asked.organisation,
                "details": canonical(asked.details) if asked.details else "",
                "evidence": asked.evidence,
                "evidence_sha256": asked.evidence_sha256,
                "entered_by": facts.actor.person,
                "asked_on": facts.today,
            }
        )


class PutPartyInForce(Effect):
    """The new party takes over in the same act; who it was hears it first, at the address that was known."""

    LETTERS: ClassVar[tuple[str, ...]] = ("party_change",)
    NEEDS: ClassVar[frozenset[str]] = frozenset({"party"})

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """The letter to who it was, the entry in the register or the step of the application, and the day."""
        change, organisation = facts.row, facts.need("party").organisation
        assert isinstance(change, PartyChange)
        yield Set({"decided_on": facts.today})
        order = LetterOrder(
            "party_change", facts.application.pk, None, {"kind": change.kind, "asked_on": change.asked_on}
        )
        yield Then(Change("letter", "request", uuid.uuid5(change.pk, "letter/old"), order, change.stream_id))
        if change.kind == Kind.DETAILS:
            assert organisation is not None, "guarded: details are those of an organisation"
            entries = Entries("partners", (), ((organisation, json.loads(change.details)),))
            yield Then(Change("register", "record", register_id("partners"), entries))
        else:
            assert change.contact_id is not None
            party = ByParty(change.contact_id, change.organisation_id)
            yield Then(Change("application", "change_party", facts.application.pk, party))


class RefuseChange(Effect):
    """The day on which a change of account or party was refused."""

    def products(self, facts: Facts) -> Iterable[Product]:
        """The day in the row."""
        yield Set({"decided_on": facts.today})


class TakeOver(Effect):
    """From today the application is about another contact, or about the successor with all rights and duties.

    A successor has no account here yet: it names one, and is paid once two people compared it. What the one before asked is refused,
    and of a joint application the successor is the lead.
    """

    NEEDS: ClassVar[frozenset[str]] = frozenset({"account_changes", "lead"})

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """The parties in the row, and an end to what the one before asked."""
        party = facts.payload
        yield Set({"contact_id": party.contact})
        if party.organisation:
            yield Set(
                {"organisation_id": party.organisation, "bank_account_id": None, "account_changed_on": facts.today}
            )
            for asked in facts.need("account_changes"):
                if asked.state in (AccountChange.ASKED, AccountChange.CHECKED):
                    yield Then(Change("account_change", "refuse_account", asked.pk))
            if lead := facts.need("lead"):
                yield Revise(lead, {"organisation_id": party.organisation})
