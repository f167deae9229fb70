"""Letters about the term to decide, the moment of receipt and an application that came twice."""

from __future__ import annotations

from typing import Any

from documents.letters.parts import LegalBasis
from documents.letters.terms import DelayNotice, Extension, Merged, ReceiptCorrected, ResumptionNotice, SuspensionNotice
from grants.letters import head
from grants.letters.dossier import Dossier
from grants.letters.rejection import too_late
from grants.models import Suspension

Ground = Suspension.Ground

CAUSES: dict[str, tuple[str, str]] = {
    Ground.FOREIGN: (
        "Wij vroegen informatie aan een overheid in het buitenland.",
        "Awb, artikel 4:15, eerste lid, onder b",
    ),
    Ground.CONSENT: (
        "U ging er schriftelijk mee akkoord dat wij later besluiten.",
        "Awb, artikel 4:15, tweede lid, onder a",
    ),
    Ground.APPLICANT: ("Wij wachten op iets van u.", "Awb, artikel 4:15, tweede lid, onder b"),
    Ground.FORCE_MAJEURE: ("Door overmacht kunnen wij nu niet besluiten.", "Awb, artikel 4:15, tweede lid, onder c"),
    Ground.BIBOB: ("Wij vroegen advies aan het Landelijk Bureau Bibob.", "Wet Bibob, artikel 31"),
}
"""Each ground as the applicant reads it, with its article."""


def _about(dossier: Dossier, subject: str, articles: str) -> dict[str, Any]:
    """What all of these letters name."""
    return {
        "head": head.head(dossier),
        "project": dossier.case.title,
        "applied_on": dossier.applied_on,
        "rules": (LegalBasis(subject=subject, articles=articles),),
    }


def _term(dossier: Dossier) -> dict[str, Any]:
    term = dossier.about["term"]
    return {"decide_by": term.deadline, "term_steps": term.steps}


def suspension_notice(dossier: Dossier) -> SuspensionNotice:
    """The term stands still."""
    cause, articles = CAUSES[dossier.about["ground"]]
    said = dossier.about
    return SuspensionNotice(
        **_about(dossier, "Termijn", f"{articles}; Awb, artikel 4:15, derde lid"),
        **_term(dossier),
        cause=cause,
        reason=said["reason"],
        suspended_from=said["first"],
        until=said["until"],
    )


def resumption_notice(dossier: Dossier) -> ResumptionNotice:
    """The term runs on."""
    cause, articles = CAUSES[dossier.about["ground"]]
    return ResumptionNotice(
        **_about(dossier, "Termijn", f"{articles}; Awb, artikel 4:15, vierde lid"), **_term(dossier), cause=cause
    )


def extension(dossier: Dossier) -> Extension:
    """The term is extended by power of the regulation."""
    return Extension(
        **_about(dossier, "Verdagen", f"{dossier.regulation}; Awb, artikel 4:13"),
        **_term(dossier),
        reason=dossier.about["reason"],
        was=dossier.about["was"],
    )


def delay_notice(dossier: Dossier) -> DelayNotice:
    """The decision is late, and when it can be expected."""
    said = dossier.about
    return DelayNotice(
        **_about(dossier, "Later besluit", "Awb, artikel 4:14, eerste lid, en 4:17"),
        reason=said["reason"],
        decide_by=said["decide_by"],
        expected_on=said["expected_on"],
    )


def receipt_corrected(dossier: Dossier) -> ReceiptCorrected:
    """Another moment of receipt counts."""
    received = dossier.case.received_at
    assert received
    said = _about(dossier, "Termijn", "Awb, artikel 4:13")
    return ReceiptCorrected(
        **{**said, "rules": (*said["rules"], *too_late(dossier))},
        **_term(dossier),
        was_received_at=dossier.about["was"],
        received_at=received,
        closed_at=dossier.closed_at,
    )


def merged(dossier: Dossier) -> Merged:
    """The same application came twice."""
    said = dossier.about
    return Merged(
        **_about(dossier, "Aanvraag", "Awb, artikel 4:1"),
        other_reference=said["reference"],
        other_project=said["project"],
        other_received_at=said["received_at"],
    )
