"""Letters about objections: the receipt of one, and what was decided on it."""

from __future__ import annotations

from datetime import timedelta

from documents.letters import LetterIncomplete
from documents.letters.objecting import Appeal, ObjectionDecision, ObjectionReceipt
from documents.letters.parts import LegalBasis
from grants.letters import head
from grants.letters.dossier import Dossier, working_day
from workflow.clock import day_of
from workflow.law.terms import objection_term

REPAIR = timedelta(weeks=2)
"""How long somebody has to say why, who only said that they object; the law leaves the length to the authority (Awb 6:6)."""


def receipt(dossier: Dossier) -> ObjectionReceipt:
    """That an objection came, whether in time, what is missing, and by when is decided on it."""
    about = dossier.about
    asked = working_day(dossier.today + REPAIR) if not about["has_grounds"] else None
    return ObjectionReceipt(
        head=head.head(dossier),
        project=dossier.case.title,
        decision_label=about["decision_label"],
        decided_on=about["decided_on"],
        received_at=about["received_at"],
        last_day=about["last_day"],
        decide_by=about["decide_by"],
        term_steps=about["term_steps"],
        is_late=not about["in_time"],
        late_explained=about["late_explained"],
        grounds_by=asked,
        rules=(
            LegalBasis(subject="Bezwaar", articles="Awb, artikel 6:6 tot en met 6:16"),
            LegalBasis(subject="Horen en beslissen", articles="Awb, artikel 7:2 en 7:10"),
        ),
    )


def decision(dossier: Dossier) -> ObjectionDecision:
    """What was decided on an objection, and how to appeal."""
    about, said = dossier.about, dossier.profile
    signer = dossier.need("handlers").get(about["handler"])
    if signer is None:
        raise LetterIncomplete("ObjectionDecision.signer", "Awb 10:10")
    return ObjectionDecision(
        head=head.head(dossier),
        project=dossier.case.title,
        decision_label=about["decision_label"],
        decided_on=about["decided_on"],
        received_on=day_of(about["received_at"]),
        outcome=about["outcome"],
        reason=about["reason"],
        hearing=about["hearing"],
        handled_after_all=about["set_aside"],
        appeal=Appeal(until=objection_term(dossier.today).deadline, court=said.court),
        mandate_text=said.mandate_text,
        signer=signer.name,
        function=signer.function,
        rules=(
            LegalBasis(subject="Bezwaar", articles="Awb, artikel 7:2, 7:11 en 7:12"),
            LegalBasis(subject="Beroep", articles="Awb, artikel 6:7, 6:8, 8:1 en 8:81"),
        ),
    )
