"""The letter about a prize: what the jury and the public gave, exactly."""

from __future__ import annotations

from fractions import Fraction

from documents.letters import LetterIncomplete
from documents.letters.award import Prize, PrizeScore
from documents.letters.parts import Obligation
from grants.allocation import points_shown
from grants.guards.grounds import PRIZE_MARKS
from grants.letters import amounts, head, obligations
from grants.letters.dossier import Dossier


def prize(dossier: Dossier) -> Prize:
    """A prize, determined directly for the next step of the plan."""
    decision = dossier.decision
    return Prize(
        head=head.head(dossier),
        signature=head.signature(dossier),
        remedy=head.remedy(dossier),
        rules=head.rules(
            dossier, ("Prijs", "Awb, artikel 4:42 en 4:43"), ("Betalen", "Awb, artikel 4:52, 4:86 en 4:87")
        ),
        project=dossier.case.title,
        place=_marks(dossier)["place"],
        amount_cents=decision.amount_cents,
        score=_score(dossier),
        follow_up=decision.reason.strip(),
        payments=amounts.schedule(dossier),
        obligations=(
            Obligation(
                text="U gebruikt de prijs voor de volgende stap van uw plan.", basis="Awb 4:38", due_text="Altijd"
            ),
            Obligation(text="U meldt het ons als iets anders gaat.", basis="Awb 4:38", due_text="Meteen"),
        ),
        de_minimis=obligations.de_minimis(
            dossier, decision.amount_cents, granted_cents=dossier.case.granted_cents or 0
        ),
    )


def _marks(dossier: Dossier) -> dict[str, int]:
    for name in PRIZE_MARKS:
        if dossier.details.get(name) is None:
            raise LetterIncomplete(f"PrizeScore.{name}", "Awb 3:46")
    return {name: dossier.details[name] for name in PRIZE_MARKS}


def _score(dossier: Dossier) -> PrizeScore:
    marks = _marks(dossier)
    jury_share, public_share = dossier.figures["jury_share"], dossier.figures["vote_share"]
    jury = Fraction(jury_share * marks["jury_grade"], 100)
    public = Fraction(public_share * marks["votes"], marks["most_votes"]) if marks["most_votes"] else Fraction(0)
    of_jury, of_public = points_shown([jury, public])
    return PrizeScore(
        jury_grade=marks["jury_grade"],
        jury_hundredths=of_jury,
        votes=marks["votes"],
        most_votes=marks["most_votes"],
        public_hundredths=of_public,
        total_hundredths=of_jury + of_public,
        finalists=marks["finalists"],
        jury_maximum=jury_share,
        public_maximum=public_share,
    )
