"""The effect that composes a letter: from the facts of the case to the typed facts that the dossier commits to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from documents.letters import Letter, LetterIncomplete, to_json
from grants.letters import award, correction, intake, objecting, paying, prize, rejection, settlement, terms
from grants.letters.dossier import Dossier
from grants.payloads import LetterOrder
from workflow.errors import Obstacle, Refusal
from workflow.facts import Change, Product, Set
from workflow.scheme import Effect

if TYPE_CHECKING:
    from grants.facts import CaseFacts

ALWAYS = frozenset({"people", "party", "profile"})
GIVEN = frozenset({"adopted", "assessments", "inspection", "sent", "standings"})
REST = frozenset({"decisions", "money", "payments"})
FINAL = REST | {"account_lines", "accounts", "sent"}


@dataclass(frozen=True, slots=True)
class Kind:
    """How a letter of one kind is written, and what is looked at for it besides what every letter needs."""

    write: Callable[[Dossier], Letter]
    looks_at: frozenset[str] = frozenset()

    @property
    def needs(self) -> frozenset[str]:
        """The names of the selectors."""
        return frozenset(f"letter_{name}" for name in ALWAYS | self.looks_at)


KINDS: dict[str, Kind] = {
    "idea_received": Kind(intake.idea_received),
    "invitation": Kind(intake.invitation),
    "idea_advice": Kind(intake.idea_advice),
    "acknowledgement": Kind(intake.acknowledgement),
    "completion_request": Kind(intake.completion_request),
    "withdrawal_confirmed": Kind(intake.withdrawal_confirmed),
    "receipt_corrected": Kind(terms.receipt_corrected),
    "suspension_notice": Kind(terms.suspension_notice),
    "resumption_notice": Kind(terms.resumption_notice),
    "extension": Kind(terms.extension),
    "delay_notice": Kind(terms.delay_notice),
    "merged": Kind(terms.merged),
    "set_aside": Kind(intake.set_aside, frozenset({"letters"})),
    "award": Kind(award.award, GIVEN),
    "direct_determination": Kind(award.direct_determination, GIVEN),
    "rejection": Kind(rejection.rejection, frozenset({"assessments", "ceiling", "inspection", "standings"})),
    "prize": Kind(prize.prize, frozenset({"sent"})),
    "account_receipt": Kind(settlement.account_receipt, frozenset({"sent"})),
    "deviation_receipt": Kind(settlement.deviation_receipt),
    "reminder": Kind(settlement.reminder, frozenset({"payments", "reports"})),
    "hearing_intention": Kind(settlement.hearing_intention, frozenset({"account_lines", "accounts", "sent"})),
    "determination": Kind(settlement.determination, FINAL),
    "lower_determination": Kind(settlement.lower_determination, FINAL | {"letters"}),
    "advance_paid": Kind(paying.advance_paid),
    "payment_returned": Kind(paying.payment_returned),
    "account_change": Kind(paying.account_change),
    "suspicion_notice": Kind(paying.suspicion_notice),
    "payments_resumed": Kind(paying.payments_resumed),
    "amendment": Kind(correction.amendment, REST | {"letters"}),
    "revocation": Kind(correction.revocation, REST | {"letters"}),
    "party_change": Kind(correction.party_change),
    "rectification": Kind(correction.rectification, frozenset({"decisions"})),
    "objection_receipt": Kind(objecting.receipt),
    "objection_decision": Kind(objecting.decision, frozenset({"handlers"})),
    "recovery": Kind(settlement.recovery, REST),
}
"""Every kind of letter that a scheme can have written."""


class Compose(Effect):
    """Compose the letter that is ordered. What it cannot say yet is the obstacle of the whole act, which then changes nothing."""

    def needs(self, changes: Sequence[Change]) -> frozenset[str]:
        """What the letters of a run of changes look at, by their kinds."""
        ordered = (change.payload.kind for change in changes if isinstance(change.payload, LetterOrder))
        return frozenset[str]().union(*(KINDS[kind].needs for kind in ordered))

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """The facts of the letter in its row.

        Raises:
            Refusal: `letter-incomplete` when the law asks for content that is not there.
        """
        kind = facts.payload.kind
        try:
            said = to_json(KINDS[kind].write(Dossier(facts)))
        except LetterIncomplete as incomplete:
            obstacle = Obstacle(
                incomplete.code, str(incomplete), incomplete.article, {"letter": kind, "field": incomplete.field}
            )
            raise Refusal("guard", obstacle, subject=facts.application.pk) from incomplete
        yield Set({"kind": kind, "sent_on": facts.today, "facts": said})
