"""Sample letters about the term to decide, the moment of receipt and an application that came twice."""

from dataclasses import replace
from datetime import UTC, date, datetime

from documents.letters.parts import LegalBasis
from documents.letters.terms import DelayNotice, Extension, Merged, ReceiptCorrected, ResumptionNotice, SuspensionNotice
from tests.documents.sample_parts import ATELIER, head

PROJECT, APPLIED = "Moestuin op het dak", date(2026, 2, 26)
TERM = (LegalBasis(subject="Termijn", articles="Awb, artikel 4:15, tweede lid, onder a, en derde lid"),)
SUSPENSION = SuspensionNotice(
    head=head(date(2026, 3, 16), "IA-2026-0011", ATELIER),
    project=PROJECT,
    applied_on=APPLIED,
    rules=TERM,
    cause="U ging er schriftelijk mee akkoord dat wij later besluiten.",
    reason="U wacht op de toestemming van de eigenaar van het dak.",
    suspended_from=date(2026, 3, 16),
    until=date(2026, 3, 29),
    decide_by=date(2026, 5, 7),
    term_steps=(
        "Ontvangen op 26 februari 2026.",
        "8 weken later is 23 april 2026.",
        "De termijn stond 14 dagen stil (16 tot en met 29 maart 2026).",
        "Het einde wordt daardoor 7 mei 2026.",
    ),
)
RESUMPTION = ResumptionNotice(
    head=head(date(2026, 3, 23), "IA-2026-0011", ATELIER),
    project=PROJECT,
    applied_on=APPLIED,
    rules=(LegalBasis(subject="Termijn", articles="Awb, artikel 4:15, tweede lid, onder a, en vierde lid"),),
    cause="U ging er schriftelijk mee akkoord dat wij later besluiten.",
    decide_by=date(2026, 5, 1),
    term_steps=("Ontvangen op 26 februari 2026.", "8 weken later is 23 april 2026.", "De termijn stond 8 dagen stil."),
)
EXTENSION = Extension(
    head=head(date(2026, 4, 13), "IA-2026-0011", ATELIER),
    project=PROJECT,
    applied_on=APPLIED,
    rules=(LegalBasis(subject="Verdagen", articles="Regeling Innovatieatelier 2026, artikel 9; Awb, artikel 4:13"),),
    reason="Een beoordelaar is ziek. Een collega leest uw plan opnieuw.",
    was=date(2026, 4, 23),
    decide_by=date(2026, 5, 21),
    term_steps=(
        "Ontvangen op 26 februari 2026. De termijn van 8 weken is met 4 weken verlengd.",
        "12 weken later is 21 mei 2026.",
    ),
)
DELAY = DelayNotice(
    head=head(date(2026, 4, 20), "IA-2026-0011", ATELIER),
    project=PROJECT,
    applied_on=APPLIED,
    rules=(LegalBasis(subject="Later besluit", articles="Awb, artikel 4:14, eerste lid, en 4:17"),),
    reason="Er kwamen veel meer aanvragen dan wij dachten.",
    decide_by=date(2026, 4, 23),
    expected_on=date(2026, 5, 12),
)
CORRECTED = ReceiptCorrected(
    head=head(date(2026, 3, 5), "IA-2026-0011", ATELIER),
    project=PROJECT,
    applied_on=date(2026, 2, 24),
    rules=(LegalBasis(subject="Termijn", articles="Awb, artikel 4:13"),),
    was_received_at=datetime(2026, 2, 26, 9, 30, tzinfo=UTC),
    received_at=datetime(2026, 2, 24, 15, 10, tzinfo=UTC),
    decide_by=date(2026, 4, 21),
    term_steps=("Ontvangen op 24 februari 2026.", "8 weken later is 21 april 2026."),
)
CORRECTED_TO_LATE = replace(
    CORRECTED,
    head=head(date(2026, 4, 8), "IA-2026-0011", ATELIER),
    applied_on=date(2026, 4, 1),
    rules=(*CORRECTED.rules, LegalBasis(subject="Te laat", articles="Awb, artikel 4:26 en 4:35")),
    was_received_at=datetime(2026, 3, 31, 9, 30, tzinfo=UTC),
    received_at=datetime(2026, 4, 1, 7, 10, tzinfo=UTC),
    decide_by=date(2026, 5, 27),
    term_steps=("Ontvangen op 1 april 2026.", "8 weken later is 27 mei 2026."),
    closed_at=datetime(2026, 3, 31, 21, 59, tzinfo=UTC),
)
MERGED = Merged(
    head=head(date(2026, 3, 5), "IA-2026-0014", ATELIER),
    project=PROJECT,
    applied_on=date(2026, 3, 2),
    rules=(LegalBasis(subject="Aanvraag", articles="Awb, artikel 4:1"),),
    other_reference="IA-2026-0011",
    other_project=PROJECT,
    other_received_at=datetime(2026, 2, 26, 9, 30, tzinfo=UTC),
)
