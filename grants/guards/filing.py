"""Guards before what the applicant does: filing, completing. Pure; what they look at is named in `NEEDS`."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from grants.models import Round
from workflow.errors import Obstacle
from workflow.form import blocking
from workflow.law.terms import set_by_authority
from workflow.scheme import Guard

if TYPE_CHECKING:
    from grants.facts import CaseFacts


class RoundOpened(Guard):
    """The round has opened. One that has closed still receives: a late application is answered by decision, never blocked."""

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle before the opening."""
        if facts.round.state not in Round.UNANNOUNCED and facts.now >= facts.round.opens_at:
            return None
        return Obstacle("round-not-open", f"De ronde {facts.round.title} is nog niet open.", "Awb 4:27")


class InScheme(Guard):
    """A step that the law leaves to schemes is there only where the scheme of the round names it."""

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle in a scheme that does without the step."""
        if facts.change.action in facts.scheme.steps:
            return None
        return Obstacle("not-in-scheme", f"De regeling {facts.scheme.title} kent deze stap niet.")


class OwnParties(Guard):
    """One files for an organisation that one acts for, and is paid on its account: nobody else's (Awb 2:1, 4:89)."""

    NEEDS_PAYLOAD: ClassVar[bool] = True
    NEEDS: ClassVar[frozenset[str]] = frozenset({"filing_parties"})

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when the contact is no member of the organisation, or the account is not its own."""
        filing, found = facts.payload, facts.need("filing_parties")
        if filing.contact not in found.members:
            return Obstacle(
                "not-for-this-organisation", "De contactpersoon hoort niet bij deze organisatie.", "Awb 2:1"
            )
        if filing.bank_account is None or filing.bank_account in found.accounts:
            return None
        return Obstacle("not-their-account", "Deze rekening is niet van de aanvrager.", "Awb 4:89, eerste lid")


class DrawKeyPublished(Guard):
    """The key of the draw is the reference, unless the rules of the round say that keys are given: nobody picks a winning one."""

    NEEDS_PAYLOAD: ClassVar[bool] = True

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when a key comes along that the round did not announce."""
        if not facts.payload.draw_key or facts.figures.get("draw_keys_given"):
            return None
        return Obstacle("draw-key-not-announced", "U kiest uw plaats in de loting niet zelf.", "Awb 4:26")


class Identified(Guard):
    """Who applies and their signature are there; all other gaps are asked for later (Awb 4:5)."""

    NEEDS_PAYLOAD: ClassVar[bool] = True

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle that names the questions that block."""
        gaps = blocking(facts.scheme, facts.payload.answers, facts.round.rule)
        if not gaps:
            return None
        labels = "; ".join(facts.scheme.question(id_).label for id_ in gaps)
        return Obstacle("not-identified", f"Vul eerst in: {labels}", "Awb 4:2, eerste lid")


class AnswersValid(Guard):
    """Every answer that is given can be read as what its question asks."""

    NEEDS_PAYLOAD: ClassVar[bool] = True

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """The obstacle of the first answer that cannot be read; an answer to a question that is not asked is one."""
        asked = {question.id: question for question in facts.scheme.questions}
        for id_, raw in facts.payload.answers.items():
            if id_ not in asked:
                return Obstacle("answer-not-asked", f"Deze regeling stelt de vraag {id_} niet.")
            if obstacle := asked[id_].read(raw)[1]:  # type: ignore[attr-defined]
                found: Obstacle = obstacle
                return found
        return None


class RepairDateAhead(Guard):
    """The day until which one may complete lies ahead, on a working day."""

    NEEDS_PAYLOAD: ClassVar[bool] = True

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when the day is not a working day after today."""
        until = facts.payload.until
        if until > facts.today and set_by_authority(until) == until:
            return None
        return Obstacle("repair-date-past", "Geef de aanvrager een werkdag die nog komt.", "Awb 4:5, eerste lid")


class MissingIsAsked(Guard):
    """What is said to be missing is an answer to a question of this scheme."""

    NEEDS_PAYLOAD: ClassVar[bool] = True

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """The obstacle of the first that no question asks for."""
        asked = {question.id for question in facts.scheme.questions}
        unknown = [id_ for id_ in facts.payload.missing if id_ not in asked]
        if not unknown:
            return None
        return Obstacle("answer-not-asked", f"Deze regeling stelt de vraag {unknown[0]} niet.")
