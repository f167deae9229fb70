"""Effects on the moment of receipt, and of the same application that came twice."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from grants.effects.letters import letter
from grants.models import Participant, Receipt
from grants.payloads import Merging
from workflow.clock import day_of
from workflow.facts import Change, Facts, Product, Put, Set, Then
from workflow.scheme import Effect

if TYPE_CHECKING:
    from grants.facts import CaseFacts


LOOKED_AT_TWICE = ("file", "complete")
"""On the moment of these rests a place in the queue."""


class TakeReceipt(Effect):
    """What came in by another way than the portal has its receipt on record; one before today may wait for a second look."""

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """The statement of the clerk, and who made it."""
        given = facts.payload
        if given.channel == Receipt.Channel.PORTAL:
            return
        yield Put(
            Receipt(
                id=uuid.uuid5(facts.row.pk, f"receipt/{facts.row.subject_seq}"),
                application=facts.application,
                number=facts.row.subject_seq,
                about=facts.change.action,
                channel=given.channel,
                received_at=facts.received_at,
                entered_at=facts.now,
                entered_by=facts.actor.person,
                reason=given.receipt_reason,
                scan_name=given.scan_name,
                scan_sha256=given.scan_sha256,
            )
        )
        if facts.received_at < facts.now and facts.change.action in LOOKED_AT_TWICE:
            yield Set({"receipt_by": facts.actor.person})


class TakeParticipants(Effect):
    """Who applies together: the lead, which is the applicant, and its partners."""

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """A row for each of them, when there is more than one."""
        filing = facts.payload
        if not filing.partners:
            return
        yield Set({"joint": True})
        roles = {filing.organisation: Participant.Role.LEAD} | dict.fromkeys(filing.partners, Participant.Role.PARTNER)
        for organisation, role in roles.items():
            key = uuid.uuid5(facts.row.pk, f"participant/{organisation}")
            yield Put(Participant(id=key, application=facts.application, organisation_id=organisation, role=role))


class ConfirmReceipt(Effect):
    """A second person looked."""

    def products(self, facts: Facts) -> Iterable[Product]:  # noqa: ARG002 - that it happened is all there is to say.
        """Nobody waits any more."""
        yield Set({"receipt_by": None})


class CorrectReceipt(Effect):
    """Another moment of receipt, by another person than who entered the first; the place in the queue moves with it.

    What came through the portal nobody entered, so there the correction itself waits for a second look.
    """

    NEEDS = frozenset({"receipts"})

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """The moment in the row, and the statement with its reason."""
        case, given = facts.application, facts.payload
        entered = [one for one in facts.need("receipts") if one.about in ("file", "correct_receipt")]
        moved = {"complete_on": day_of(given.received_at)} if case.complete_on and not case.completion_until else {}
        yield Set({"received_at": given.received_at, "receipt_by": None if entered else facts.actor.person, **moved})
        yield Put(
            Receipt(
                id=uuid.uuid5(facts.row.pk, f"receipt/{facts.row.subject_seq}"),
                application=case,
                number=facts.row.subject_seq,
                about=facts.change.action,
                channel=entered[-1].channel if entered else Receipt.Channel.PORTAL,
                received_at=given.received_at,
                entered_at=facts.now,
                entered_by=facts.actor.person,
                reason=given.reason,
            )
        )


class Merge(Effect):
    """This application ends in the one that came first, which goes on; the applicant hears which one."""

    LETTERS: ClassVar[tuple[str, ...]] = ("merged",)
    NEEDS = frozenset({"other"})

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """The other in the row, its own step, and the letter."""
        stays = facts.need("other").case
        yield Set({"merged_into_id": stays.pk})
        yield Then(Change("application", "absorb", stays.pk, Merging(facts.application.pk)))
        about = {"reference": stays.stream.reference, "received_at": stays.received_at, "project": stays.title}
        yield letter(facts, "merged", about)
