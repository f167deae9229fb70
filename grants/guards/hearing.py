"""The view of the recipient before a decision against them: asked, or a reason of the law why not (Awb 4:7 to 4:12)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from grants.allocation import (
    REFUSED_CEILING,
    REFUSED_LATE,
    REFUSED_MINIMUM,
    REFUSED_NOT_LISTED,
    REFUSED_PASS_MARK,
)
from grants.guards.deciding import STATES_BY_KIND, drafts_any
from grants.payloads import WRONG_SCHEME
from workflow.errors import Obstacle
from workflow.law.hearing import Unheard, financial_allowed
from workflow.law.wording import dutch_date
from workflow.scheme import Guard

if TYPE_CHECKING:
    from grants.facts import CaseFacts
    from grants.models import Application
    from grants.payloads import Draft
    from workflow.facts import Change


@dataclass(frozen=True, slots=True)
class HearingRule:
    """A kind of decision before which the test is made: the article that takes back 4:12(1), and the intention that asks the view.

    `known` gives by ground what the test comes to when the engine can tell by itself; `only_lower` is for a kind that may also favour.
    """

    basis: str
    intention: str
    known: Mapping[str, Unheard]
    only_lower: bool = False


KNOWN = {
    REFUSED_CEILING: Unheard.FINANCIAL,
    REFUSED_LATE: Unheard.OWN_DATA,
    REFUSED_PASS_MARK: Unheard.OWN_DATA,
    REFUSED_MINIMUM: Unheard.OWN_DATA,
    REFUSED_NOT_LISTED: Unheard.OWN_DATA,
    WRONG_SCHEME: Unheard.OWN_DATA,
}
"""A ceiling is arithmetic, and can be undone in objection; a day of receipt, a score and a list rest on what the applicant sent."""

RULES: dict[str, HearingRule] = {
    "refusal": HearingRule("4:35", "rejection", KNOWN),
    "lower_determination": HearingRule("4:46(2)", "lower_determination", {}),
    "amendment": HearingRule("4:48", "amendment", {}, only_lower=True),
    "revocation": HearingRule("4:48", "revocation", {}),
}
"""Every kind of decision before which the test is made and recorded (Awb 4:12, tweede lid)."""


def rule_for(draft: Draft, case: Application) -> HearingRule | None:
    """The rule of a draft; none when it is not against the recipient."""
    rule = RULES.get(draft.kind)
    if rule and rule.only_lower and draft.amount_cents >= (case.granted_cents or 0):
        return None
    return rule


def unheard(draft: Draft, case: Application) -> str:
    """The code of the reason why no view was asked: what the draft says, or what the engine can tell by the ground; "" for none."""
    rule = rule_for(draft, case)
    if rule is None:
        return ""
    return draft.hearing_exempt or str(rule.known.get(draft.ground, ""))


class HeardFirst(Guard):
    """Before a decision against the recipient the view was asked and had its time, or the draft says why not (Awb 4:7-4:12)."""

    NEEDS_PAYLOAD: ClassVar[bool] = True

    def needs(self, changes: Sequence[Change]) -> frozenset[str]:
        """Only a decision that may be against the recipient looks at the intention that was sent."""
        return frozenset({"letter_letters"}) if drafts_any(changes, *RULES) else frozenset()

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when nobody was asked, the reason does not hold, or the time to answer runs and no answer came."""
        draft, rule = facts.payload, rule_for(facts.payload, facts.application)
        if rule is None:
            return None
        if said := unheard(draft, facts.application):
            return _reason_holds(said, draft, rule)
        letter = facts.need("letter_letters").get("hearing_intention")
        asked = json.loads(letter.facts) if letter else {}
        if asked.get("intention") != rule.intention or not draft.view:
            return Obstacle("not-heard", "Vraag eerst de mening van de ontvanger.", "Awb 4:12, tweede lid")
        until = date.fromisoformat(asked["view_until"])
        if facts.today > until or draft.details.get("view_received"):
            return None
        return Obstacle("view-still-open", f"De ontvanger kan nog reageren tot en met {dutch_date(until)}.", "Awb 4:9")


def _reason_holds(said: str, draft: Draft, rule: HearingRule) -> Obstacle | None:
    """A reason is one of the law; that a decision is financial never excuses one of Awb 4:12(2)."""
    if said not in tuple(Unheard):
        sentence = "Deze reden om niet naar de mening te vragen kent de wet niet."
        return Obstacle("hearing-exemption-unknown", sentence, "Awb 4:7, 4:8, 4:11", {"reason": said})
    basis = "4:25" if rule.known.get(draft.ground) == Unheard.FINANCIAL else rule.basis
    if said == Unheard.FINANCIAL and not financial_allowed(basis):
        sentence = "Bij dit besluit moet u om een mening vragen, ook al gaat het over geld."
        return Obstacle("hearing-exemption-not-allowed", sentence, "Awb 4:12, tweede lid", {"reason": said})
    return None


class IntentionFits(Guard):
    """A view is asked about a decision that can be taken where the application stands."""

    NEEDS_PAYLOAD: ClassVar[bool] = True

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when no such decision can follow."""
        kind, state = facts.payload.kind, facts.application.state
        if kind in RULES and state in STATES_BY_KIND.get(kind, ()):
            return None
        sentence = f"Dit voornemen kan niet bij een aanvraag in de stand ‘{facts.application.state_word}’."
        return Obstacle("intention-does-not-fit", sentence, "Awb 4:7, 4:8", {"state": state, "kind": kind})
