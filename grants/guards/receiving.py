"""Guards on how and when something came in, who applies together, and what came twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from documents.formats import moment
from grants.models import Application, Decision, Receipt
from partners.models import Organisation
from workflow.errors import Obstacle
from workflow.law.wording import dutch_date
from workflow.scheme import Guard

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grants.facts import CaseFacts

INFORMAL = Organisation.LegalForm.INFORMAL_GROUP.value


class ReceiptSound(Guard):
    """Only a clerk says how and when something came in; never in the future, never before it could, and earlier with a reason."""

    NEEDS_PAYLOAD: ClassVar[bool] = True

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """The first thing that is wrong with the receipt."""
        given = facts.payload
        portal = given.channel == Receipt.Channel.PORTAL
        if facts.actor.person in facts.applicants:
            said = not portal or given.received_at or given.receipt_reason or given.scan_sha256
            sentence = "Het moment van ontvangst is nu. Alleen een medewerker legt een eerder moment vast."
            return Obstacle("receipt-not-yours", sentence, "Awb 4:13") if said else None
        if portal:
            return Obstacle(
                "channel-missing", "Zeg hoe dit binnenkwam: op papier, aan de balie of per e-mail.", "Awb 2:1"
            )
        if given.channel == Receipt.Channel.PAPER and not given.scan_sha256:
            return Obstacle("scan-missing", "Voeg de scan van het papier toe.", "Archiefwet")
        return next(moments(facts, earliest(facts)), None) or self._unexplained(facts)

    @staticmethod
    def _unexplained(facts: CaseFacts) -> Obstacle | None:
        if facts.received_at == facts.now or facts.payload.receipt_reason.strip():
            return None
        return Obstacle(
            "receipt-reason-missing", "Leg uit waarom u een eerder moment van ontvangst vastlegt.", "Awb 3:2"
        )


def earliest(facts: CaseFacts) -> Iterator[tuple[object, str]]:
    """Before which moments nothing can have come in, with a name for each."""
    yield facts.round.opens_at, "De ronde opende op"
    if facts.change.action != "correct_receipt" and facts.application.received_at:
        yield facts.application.received_at, "De aanvraag kwam op"


def moments(facts: CaseFacts, after: Iterator[tuple[object, str]]) -> Iterator[Obstacle]:
    """What is wrong with a moment of receipt: it lies ahead, or before what must come first."""
    received = facts.received_at
    figures: dict[str, object] = {"received_at": received.isoformat()}
    if received > facts.now:
        sentence = f"Het is nu {moment(facts.now)}. Ontvangst op {moment(received)} ligt in de toekomst."
        yield Obstacle("receipt-in-future", sentence, "Awb 4:13", {**figures, "now": facts.now.isoformat()})
    for bound, name in after:
        if received < bound:  # type: ignore[operator]
            sentence = f"{name} {moment(bound)}. Ontvangst op {moment(received)} kan dus niet."  # type: ignore[arg-type]
            yield Obstacle("receipt-too-early", sentence, "Awb 4:13", figures)


class ReceiptLookedAt(Guard):
    """A moment of receipt that a clerk entered afterwards counts once a colleague has looked at it."""

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle while nobody else has looked."""
        if facts.application.receipt_by is None:
            return None
        sentence = "Een collega moet het moment van ontvangst nog bevestigen."
        return Obstacle("receipt-not-confirmed", sentence, "Gemeentewet 212")


class SecondLook(Guard):
    """Another person than who entered the moment of receipt looks at it."""

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when nothing waits, or one's own entry does."""
        waits = facts.application.receipt_by
        if waits is None:
            return Obstacle("nothing-to-confirm", "Er wacht geen moment van ontvangst op bevestiging.")
        if waits != facts.actor.person:
            return None
        return Obstacle("own-receipt", "U legde dit moment zelf vast. Vraag een collega.", "Gemeentewet 212")


class AnotherCorrects(Guard):
    """Another person than who entered a moment of receipt corrects it, with a moment that can be, before anything is drafted on it."""

    NEEDS_PAYLOAD: ClassVar[bool] = True
    NEEDS: ClassVar[frozenset[str]] = frozenset({"decisions", "receipts"})

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """The first thing that is in the way."""
        entered = [one for one in facts.need("receipts") if one.about in ("file", "correct_receipt")]
        if facts.application.receipt_by == facts.actor.person or (
            entered and entered[-1].entered_by == facts.actor.person
        ):
            return Obstacle("own-receipt", "U legde dit moment zelf vast. Vraag een collega.", "Gemeentewet 212")
        if facts.need("decisions"):
            return Obstacle("decision-under-way", "Er ligt een besluit. Trek eerst het ontwerp in.", "Awb 3:2")
        completed = facts.application.completed_on
        if completed and facts.received_on > completed:
            sentence = f"De aanvulling kwam op {dutch_date(completed)}. De aanvraag kwam dus niet later dan die dag."
            return Obstacle("receipt-after-completion", sentence, "Awb 4:13")
        return next(moments(facts, earliest(facts)), None)


class OneResponsible(Guard):
    """A group without legal form applies through one person who signs for it: somebody must be bound by the grant."""

    NEEDS_PAYLOAD: ClassVar[bool] = True
    NEEDS: ClassVar[frozenset[str]] = frozenset({"filing_parties"})

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when the contact of such a group does not sign for it."""
        found = facts.need("filing_parties")
        if not found.informal or facts.payload.contact in found.signers:
            return None
        sentence = "Een groep zonder rechtsvorm vraagt aan via één persoon die voor de groep tekent. Noem die persoon."
        return Obstacle("no-responsible-person", sentence, "Awb 4:2, eerste lid; BW 2:3")


class PartnersKnown(Guard):
    """Who applies together with the lead is known to us, each with a name and an address."""

    NEEDS_PAYLOAD: ClassVar[bool] = True
    NEEDS: ClassVar[frozenset[str]] = frozenset({"filing_parties"})

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when one of them is not known."""
        if set(facts.payload.partners) <= facts.need("filing_parties").partners:
            return None
        return Obstacle(
            "partner-unknown", "Wij kennen een van de partners nog niet. Leg die eerst vast.", "Awb 4:2, eerste lid"
        )


class SameApplication(Guard):
    """Two applications of one applicant in one round are merged while both are undecided; the one received first stays."""

    NEEDS_PAYLOAD: ClassVar[bool] = True
    NEEDS: ClassVar[frozenset[str]] = frozenset({"decisions", "other"})

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """The first thing that is in the way."""
        case, found = facts.application, facts.need("other")
        stays = found.case
        if stays is None or stays.pk == case.pk:
            return Obstacle("not-a-duplicate", "Kies de andere aanvraag, die eerst kwam.")
        same = (stays.organisation_id or stays.contact_id) == (case.organisation_id or case.contact_id)
        if not same or stays.round_id != case.round_id:
            return Obstacle("not-a-duplicate", "Dit is niet dezelfde aanvrager in dezelfde ronde.", "Awb 4:1")
        standing = [*facts.need("decisions"), *found.decisions]
        if stays.state not in Application.UNDECIDED or any(one.state != Decision.ANNULLED for one in standing):
            return Obstacle("duplicate-decided", "Over een van de twee ligt al een besluit.", "Awb 1:3")
        if stays.receipt_by or case.receipt_by:
            sentence = "Een collega moet het moment van ontvangst nog bevestigen."
            return Obstacle("receipt-not-confirmed", sentence, "Gemeentewet 212")
        if stays.received_at <= case.received_at:
            return None
        return Obstacle(
            "received-first", "De aanvraag die het eerst kwam, gaat verder. Voeg de andere samen.", "Awb 4:26"
        )
