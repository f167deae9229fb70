"""What the law asks of every decision: drafted, signed under mandate, announced, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from grants import guards, payloads
from grants.effects import amending, correcting, money
from grants.facts import CASE, PARTY, load_cases
from grants.guards.hearing import unheard
from grants.models import Application, Decision
from grants.models.decision import Part, parts_json
from grants.payloads import ByDecision
from workflow.canonical import canonical
from workflow.facts import Change, Product, Set, Then
from workflow.registry import Rules
from workflow.scheme import Effect

if TYPE_CHECKING:
    from grants.facts import CaseFacts

Kind = Decision.Kind

CONSEQUENCES: dict[str, str] = {
    Kind.AWARD: "award",
    Kind.REFUSAL: "reject",
    Kind.SET_ASIDE: "set_aside",
    Kind.DETERMINATION: "determine",
    Kind.LOWER_DETERMINATION: "determine",
    Kind.PRIZE: "prize",
    Kind.RECOVERY: "recover",
    Kind.AMENDMENT: "amend",
    Kind.REVOCATION: "revoke",
    Kind.RECTIFICATION: "rectify",
}
"""The step of the application that follows from announcing each kind of decision; what was never awarded is determined directly."""


def _rest(facts: CaseFacts) -> tuple[Part, ...]:
    """What a determination or an amendment pays when the draft leaves it to the engine: all that is still owed."""
    if facts.payload.kind == Kind.AMENDMENT:
        return guards.schedule(facts, facts.payload.amount_cents)
    final = facts.payload.kind in (Kind.DETERMINATION, Kind.LOWER_DETERMINATION)
    return guards.remaining(facts) if final and not guards.gives(facts.payload.kind, facts.application) else ()


class TakeDraft(Effect):
    """Write down a draft decision."""

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """All of the decision."""
        draft = facts.payload
        yield Set(
            {
                "application_id": draft.application,
                "kind": draft.kind,
                "amount_cents": draft.amount_cents,
                "gives": guards.gives(draft.kind, facts.application),
                "parts": parts_json(draft.parts or _rest(facts)),
                "details": canonical(draft.details),
                "ground": draft.ground,
                "reason": draft.reason,
                "view": draft.view,
                "hearing_exempt": unheard(draft, facts.application),
            }
        )


class TakeSignature(Effect):
    """Who signed, when, and under which mandate or resolution (Awb 10:10, 10:11)."""

    NEEDS = frozenset({"mandates"})

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """Signer, day and mandate in the row."""
        mandate = guards.signed_under(facts)
        yield Set({"signed_by": facts.actor.person, "signed_on": facts.today, "mandate": mandate})


class TakeResolution(Effect):
    """When the college decided itself, and by which number that is found in its list of decisions."""

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """Both in the row."""
        yield Set({"resolved_on": facts.payload.resolved_on, "resolution": facts.payload.resolution.strip()})


class Announce(Effect):
    """The announcement: the day, and the step of the application that follows in the same act."""

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """Day and consequence."""
        decision, case = facts.decision, facts.application
        assert decision is not None
        action = CONSEQUENCES[decision.kind]
        if action == "determine" and case.state == Application.ASSESSED:
            action = "determine_directly"
        yield Set({"announced_on": facts.today})
        yield Then(Change("application", action, case.pk, ByDecision(decision.pk)))


def decision() -> Rules:
    """The decision."""
    drafting = [
        guards.ReceiptLookedAt(),
        guards.KindFits(),
        guards.NextOnReserveList(),
        guards.OneOfAKind(),
        guards.Grounded(),
        guards.LessOnAGround(),
        guards.EvidenceAccepted(),
        guards.ExOfficioAllowed(),
        guards.HeardFirst(),
        guards.SetAsideInTime(),
        guards.NeededToDecide(),
        guards.PartsAddUp(),
        guards.PartsInPlace(),
        guards.NothingUnderWay(),
        guards.WithinRequest(),
        guards.AdverseOnAGround(),
        guards.AmendmentAddsUp(),
        guards.RectifiesOne(),
        guards.GroundHolds(),
        guards.SumShown(),
        guards.Explained(),
    ]
    return Rules(
        Decision,
        load_cases,
        along=(*CASE, *PARTY),
        payloads={
            "draft_decision": payloads.Draft,
            "record_resolution": payloads.Resolution,
            "annul": payloads.Why,
        },
        guards={
            "draft_decision": drafting,
            "record_resolution": [guards.ResolvedBefore()],
            "sign": [guards.Mandated(), guards.CeilingReached(), guards.LessExplained()],
            "announce": [guards.SetAsideInTime(), guards.StillFits()],
        },
        effects={
            "draft_decision": [TakeDraft(), money.Reserve(), amending.ReserveMore()],
            "record_resolution": [TakeResolution()],
            "sign": [TakeSignature()],
            "announce": [Announce()],
            "annul": [money.Unreserve(), amending.UnreserveMore(), correcting.TakeReason()],
        },
    )
