"""Who may sign a decision, and under which mandate (Awb 10:1-10:12). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from budgets.figures import euro
from grants.guards.deciding import CORRECTIVE
from grants.models import Application, Decision, Mandate
from workflow.errors import Obstacle
from workflow.law.wording import dutch_date
from workflow.scheme import Guard

if TYPE_CHECKING:
    from grants.facts import CaseFacts

Kind = Decision.Kind
ADVANCE = "advance"


def weighed(decision: Decision, application: Application) -> int:
    """The amount that a mandate must reach, in cents: of what lowers or takes back a grant that grant, however little is left of it."""
    granted = application.granted_cents or 0
    lowers = decision.kind in (*CORRECTIVE, Kind.LOWER_DETERMINATION)
    return max(decision.amount_cents, granted) if lowers else decision.amount_cents


def asked_of(decision: Decision, application: Application) -> list[tuple[str, int]]:
    """For what a mandate is needed: the decision, and its advance when there is one; by kind, with the amount in cents."""
    advance = sum(part.amount_cents for part in decision.payable if part.kind == ADVANCE)
    return [(decision.kind, weighed(decision, application)), *([(ADVANCE, advance)] if advance else [])]


def covering(mandates: Iterable[Mandate], scheme: str, kind: str, amount_cents: int) -> list[Mandate]:
    """Of these mandates those that cover a decision of this kind and amount in a scheme, the narrowest first."""
    fitting = (one for one in mandates if one.kind == kind and one.scheme in ("*", scheme))
    return sorted(
        (one for one in fitting if amount_cents <= one.maximum_cents), key=lambda m: (m.maximum_cents, m.reference)
    )


def resolution_of(decision: Decision) -> str:
    """The resolution of the college under which a decision is signed that it took itself (Awb 10:11); nothing where it did not."""
    if decision.resolved_on is None:
        return ""
    return f"besluit van het college van {dutch_date(decision.resolved_on)}, nummer {decision.resolution}"


def named_under(decision: Decision, application: Application, scheme: str, mandates: Iterable[Mandate]) -> str:
    """What a signature names: the resolution of the college, or the narrowest of these mandates that covers what is weighed."""
    kind, amount = asked_of(decision, application)[0]
    found = covering(mandates, scheme, kind, amount)
    return resolution_of(decision) or (found[0].reference if found else "")


def signed_under(facts: CaseFacts) -> str:
    """What the signature of the actor names."""
    assert facts.decision is not None
    return named_under(facts.decision, facts.application, facts.scheme.code, facts.need("mandates"))


class ResolvedBefore(Guard):
    """A resolution of the college was taken before it is recorded."""

    NEEDS_PAYLOAD: ClassVar[bool] = True

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle for a day that has yet to come."""
        if facts.payload.resolved_on <= facts.today:
            return None
        return Obstacle(
            "resolution-to-come", "Deze dag moet nog komen. Leg vast wat het college al besloot.", "Awb 10:11"
        )


class Mandated(Guard):
    """The signer has a mandate for this kind of decision, this scheme and this amount, today (Awb 10:3, 10:10).

    What the college decided itself is signed for it, whatever the amount (Awb 10:11).
    """

    ABOUT_ACTOR: ClassVar[bool] = True
    NEEDS: ClassVar[frozenset[str]] = frozenset({"mandates"})

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when no mandate covers the decision and its advance."""
        assert facts.decision is not None
        if facts.decision.resolved_on:
            return None
        for kind, amount in asked_of(facts.decision, facts.application):
            if not covering(facts.need("mandates"), facts.scheme.code, kind, amount):
                word = Kind(kind).label if kind in Kind else "voorschot"
                sentence = f"U heeft geen mandaat voor dit besluit ({word}, {euro(amount)})."
                return Obstacle("no-mandate", sentence, "Awb 10:3", {"kind": kind, "amount_cents": amount})
        return None
