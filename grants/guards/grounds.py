"""Guards on why a decision is taken: its ground, whether the dossier bears it out, and the reason that the letter gives. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from budgets.figures import euro
from grants.allocation import (
    AWARDED_PARTLY,
    REFUSED_CEILING,
    REFUSED_LATE,
    REFUSED_MINIMUM,
    REFUSED_NOT_LISTED,
    REFUSED_PASS_MARK,
    Formula,
    hundredths,
)
from grants.guards.chosen import exact_score
from grants.guards.deciding import gives
from grants.models import Decision
from grants.payloads import WRONG_SCHEME
from workflow.clock import day_of
from workflow.errors import Obstacle
from workflow.law.refusal_ground import RefusalGround
from workflow.law.wording import dutch_date
from workflow.registry import SCHEMES
from workflow.scheme import Guard

if TYPE_CHECKING:
    from grants.facts import CaseFacts
    from workflow.facts import Change

Kind = Decision.Kind
MARKS = {REFUSED_PASS_MARK: "pass_mark", REFUSED_MINIMUM: "minimum_mean"}
"""The figure of the round that a refusal by score rests on."""

PRIZE_MARKS = ("place", "jury_grade", "votes", "most_votes", "finalists")
"""What the details of the draft say of a prize; the reason is what the prize will be used for."""

FORMULA_PARTS = ("inhabitants_cents", "area_cents")
"""What the details say of an amount by formula."""

REFUSALS = {REFUSED_CEILING, REFUSED_LATE, REFUSED_NOT_LISTED, WRONG_SCHEME, *MARKS, *map(str, RefusalGround)}
"""Every ground on which an application is refused."""


class Grounded(Guard):
    """A refusal, a lower determination and a claim rest on a ground; a letter without one is never written."""

    NEEDS_PAYLOAD: ClassVar[bool] = True
    ARTICLES: ClassVar[dict[str, str]] = {
        Kind.REFUSAL: "Awb 3:46, 4:25, 4:35",
        Kind.LOWER_DETERMINATION: "Awb 4:46, tweede lid",
        Kind.RECOVERY: "Awb 4:57",
        Kind.SET_ASIDE: "Awb 4:5",
    }

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when the ground is missing, or is none of this round."""
        ground, article = facts.payload.ground, self.ARTICLES.get(facts.payload.kind)
        if article is None:
            return None
        if not ground:
            return Obstacle("ground-missing", "Geef de grond van dit besluit.", article)
        if ground == WRONG_SCHEME and not _fits_elsewhere(facts):
            return Obstacle("scheme-unknown", "Noem de regeling waar dit plan wel bij past.", "Awb 3:46")
        if MARKS.get(ground, "") not in ("", *facts.figures):
            return Obstacle("ground-does-not-fit", "Deze ronde kent de grens niet waarop u afwijst.", article)
        if facts.payload.kind != Kind.REFUSAL or ground in REFUSALS:
            return None
        return Obstacle(
            "refusal-ground-unknown", "Deze reden om af te wijzen kennen wij niet.", article, {"ground": ground}
        )


def _fits_elsewhere(facts: CaseFacts) -> bool:
    """Whether a draft names another scheme of ours, in which the plan fits."""
    return facts.payload.details.get("fits") in SCHEMES.keys() - {facts.scheme.code}


class GroundHolds(Guard):
    """Nobody is refused as too late who was in time, nor for too few points who had enough (Awb 3:46)."""

    NEEDS_PAYLOAD: ClassVar[bool] = True

    def needs(self, changes: Sequence[Change]) -> frozenset[str]:
        """Only a refusal by score looks at the scores."""
        by_score = any(getattr(change.payload, "ground", "") in MARKS for change in changes)
        return frozenset({"assessments"}) if by_score else frozenset()

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle that says what the dossier shows."""
        draft, received = facts.payload, facts.application.received_at
        if draft.kind != Kind.REFUSAL:
            return None
        if draft.ground == REFUSED_LATE and received and received <= facts.round.closes_at:
            return _contradicted(f"Deze aanvraag kwam op tijd: op {dutch_date(day_of(received))}.")
        mark = facts.figures.get(MARKS.get(draft.ground, ""))
        if mark is None:
            return None  # Not for a score, or the round knows no such mark, which is said by another.
        means, total = exact_score(facts)
        found = total if draft.ground == REFUSED_PASS_MARK else min(means.values())
        return None if found < mark else _contradicted(f"Het plan kreeg {_shown(hundredths(found))}. Nodig is {mark}.")


def _contradicted(sentence: str) -> Obstacle:
    return Obstacle("ground-does-not-hold", sentence, "Awb 3:46")


def _shown(hundredths_: int) -> str:
    return f"{hundredths_ // 100},{hundredths_ % 100:02d}"


class SumShown(Guard):
    """What follows from a sum brings the sum along: a formula its two parts, a prize what the jury and the public gave (Awb 3:46)."""

    NEEDS_PAYLOAD: ClassVar[bool] = True

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when the sum is missing, or comes to less than what is given."""
        draft, rule = facts.payload, facts.scheme.round_rule(facts.round.rule).allocation
        if draft.kind == Kind.PRIZE:
            shown = all(_whole(draft.details.get(name)) for name in PRIZE_MARKS) and draft.reason.strip()
            what = "het cijfer van de jury, de stemmen, en waar de prijs voor is"
            return None if shown else Obstacle("sum-missing", f"Bij een prijs hoort {what}.", "Awb 3:46")
        if not isinstance(rule, Formula) or not gives(draft.kind, facts.application):
            return None
        parts = [draft.details.get(name) for name in FORMULA_PARTS]
        if all(_whole(part) for part in parts) and draft.amount_cents <= sum(parts):
            return None
        sentence = "In deze ronde volgt het bedrag uit inwoners en vierkante meters. Neem die berekening over."
        return Obstacle("sum-missing", sentence, "Awb 3:46")


def _whole(value: object) -> bool:
    return type(value) is int and value >= 0


class Explained(Guard):
    """What goes against the recipient, or changes what was granted, says why in words of its own (Awb 3:46, 3:47)."""

    NEEDS_PAYLOAD: ClassVar[bool] = True
    KINDS: ClassVar[frozenset[str]] = frozenset({Kind.LOWER_DETERMINATION, Kind.AMENDMENT, Kind.REVOCATION})

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when the reason is missing."""
        draft = facts.payload
        asked = draft.kind in self.KINDS or (draft.kind == Kind.REFUSAL and draft.ground in tuple(RefusalGround))
        if not asked or draft.reason.strip():
            return None
        return Obstacle("decision-unexplained", "Leg in de brief uit waarom u dit besluit.", "Awb 3:46, 3:47")


class LessExplained(Guard):
    """Who gets less than was asked reads why: from the rule of the round, or from whoever drafted it (Awb 3:46).

    It is looked at when it is signed: a round is ranked and drafted as one act, and nobody signs what cannot be announced.
    """

    NEEDS: ClassVar[frozenset[str]] = frozenset({"ranking"})

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when neither says so."""
        decision, asked = facts.decision, facts.application.requested_cents or 0
        if decision is None or not decision.gives or decision.kind == Kind.PRIZE or decision.amount_cents >= asked:
            return None
        rule, placed = facts.scheme.round_rule(facts.round.rule).allocation, facts.need("ranking")
        if decision.reason.strip() or isinstance(rule, Formula) or (placed and placed.outcome == AWARDED_PARTLY):
            return None
        sentence = f"De aanvrager vroeg {euro(asked)} en krijgt {euro(decision.amount_cents)}. Maak een nieuw ontwerp dat zegt waarom."
        return Obstacle("less-unexplained", sentence, "Awb 3:46")
