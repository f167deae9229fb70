"""Letters about decisions that change, take back or put right an earlier one."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from documents.letters import LetterIncomplete, from_json
from documents.letters.correction import Amendment, PartyChange, Rectification, Revocation
from documents.letters.parts import Hearing, HearingPoint, LegalBasis
from documents.letters.settlement import HearingIntention
from grants.letters import amounts, head
from grants.letters.dossier import Dossier
from grants.models import Decision
from workflow.law.amendment import AdverseGround
from workflow.law.hearing import Unheard
from workflow.law.terms import objection_term

REASONABLE = "Ja, vinden wij. Wij kijken naar wat u deed en naar wat er met het geld moest gebeuren."


def amendment(dossier: Dossier) -> Amendment:
    """A change of the grant: what it was, what it is, and what is still paid."""
    before, decision = dossier.amended(dossier.about["stood"]), dossier.decision
    lower = decision.amount_cents < before.amount_cents
    articles = _ground(dossier).article if lower else "Awb, artikel 4:29 en 4:31"
    return Amendment(
        **_corrects(dossier, before, "Wijziging", articles),
        amount_cents=decision.amount_cents,
        undue_cents=dossier.undue_cents,
        payments=amounts.payment_rows(dossier, amounts.merged(decision.payable), paid_before=len(dossier.advances)),
        proportionality=_proportionality(dossier) if lower else "",
        **(_heard(dossier) if lower else {}),
    )


def revocation(dossier: Dossier) -> Revocation:
    """The grant is taken back."""
    return Revocation(
        **_corrects(dossier, dossier.granting, "Intrekking", _ground(dossier).article),
        claimed_cents=dossier.claimed_cents,
        kept_cents=0 if _ground(dossier).works_back else dossier.paid_cents - dossier.undue_cents,
        proportionality=_proportionality(dossier),
        **_heard(dossier),
    )


def _corrects(dossier: Dossier, before: Decision, subject: str, articles: str) -> dict[str, Any]:
    """What both have in common."""
    assert before.announced_on is not None
    named = dossier.details.get("effective_on")
    ground = dossier.decision.ground
    works_back = ground in tuple(AdverseGround) and AdverseGround(ground).works_back
    return {
        "head": head.head(dossier),
        "signature": head.signature(dossier),
        "remedy": head.remedy(dossier),
        "rules": head.rules(
            dossier, (subject, articles), ("Uw reactie, redelijkheid", "Awb, artikel 3:4, 4:8 en 4:12")
        ),
        "project": dossier.case.title,
        "granted_on": before.announced_on,
        "before_cents": before.amount_cents,
        "paid_cents": dossier.paid_cents,
        "reason": dossier.decision.reason,
        "effective_on": date.fromisoformat(named) if named else before.announced_on if works_back else dossier.today,
        "compensated": ground in tuple(AdverseGround) and AdverseGround(ground).compensated,
    }


def _ground(dossier: Dossier) -> AdverseGround:
    code = dossier.decision.ground
    if code not in tuple(AdverseGround):
        raise LetterIncomplete("Amendment.reason", "Awb 4:48", f"kent de grond ‘{code}’ niet")
    return AdverseGround(code)


def _proportionality(dossier: Dossier) -> str:
    found: str = dossier.details.get("proportionality") or REASONABLE
    return found


def _heard(dossier: Dossier) -> dict[str, Any]:
    """What came of asking the view, or why it was not asked."""
    exempt = dossier.decision.hearing_exempt
    if exempt:
        return {"unheard": Unheard(exempt).sentence}
    sent = dossier.need("letters").get("hearing_intention")
    if sent is None:
        raise LetterIncomplete("Amendment.hearing", "Awb 4:8", "noemt niet wanneer wij uw mening vroegen")
    intention = from_json(sent.kind, sent.facts)
    assert isinstance(intention, HearingIntention)
    said = dossier.details.get("view_received")
    answered = date.fromisoformat(said) if said else None
    points = (HearingPoint(subject="Uw reactie", answer=dossier.decision.view),) if answered else ()
    return {"hearing": Hearing(asked_on=sent.sent_on, until=intention.view_until, answered_on=answered, points=points)}


def rectification(dossier: Dossier) -> Rectification:
    """A slip of the pen is put right; the term to object is that of the first letter."""
    wanted = uuid.UUID(str(dossier.details.get("rectifies")))
    wrong = next((one for one in dossier.need("decisions") if one.pk == wanted), None)
    if wrong is None or wrong.announced_on is None:
        raise LetterIncomplete("Rectification.decided_on", "Awb 3:46")
    return Rectification(
        head=head.head(dossier),
        project=dossier.case.title,
        decided_on=wrong.announced_on,
        decision_label=Decision.Kind(wrong.kind).label,
        correction=dossier.decision.reason,
        objection_until=objection_term(wrong.announced_on).deadline,
        rules=(LegalBasis(subject="Herstel van een fout", articles="Awb, artikel 3:46 en 6:7"),),
    )


WHAT = {
    "contact": "andere contactpersoon",
    "details": "andere naam of een ander adres",
    "successor": "nieuwe aanvrager",
}
MEANING = {
    "contact": "Wij schrijven en bellen voortaan met de nieuwe contactpersoon. Aan de subsidie verandert niets.",
    "details": "Wij gebruiken voortaan de nieuwe naam of het nieuwe adres. Aan de subsidie verandert niets.",
    "successor": (
        "De nieuwe aanvrager neemt alles over: de subsidie, de afspraken en de verantwoording. "
        "Wij betalen pas als wij de rekening van de nieuwe aanvrager hebben gecontroleerd."
    ),
}


def party_change(dossier: Dossier) -> PartyChange:
    """Who the case is about from now on: `about` holds what changed, or the parties that took over."""
    about = dossier.about
    kind = about.get("kind") or ("successor" if about.get("organisation") else "contact")
    return PartyChange(
        head=head.head(dossier),
        project=dossier.case.title,
        what=WHAT[kind],
        changed_on=dossier.today,
        consequence=MEANING[kind],
        asked_on=about.get("asked_on"),
    )
