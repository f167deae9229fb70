"""Sample letters that change, take back or put right an earlier decision."""

from dataclasses import replace
from datetime import UTC, date, datetime

from documents.letters.correction import Amendment, PartyChange, Rectification, Revocation
from documents.letters.objecting import Appeal, ObjectionDecision, ObjectionReceipt
from documents.letters.parts import Hearing, HearingPoint, LegalBasis
from documents.letters.tables import PaymentRow
from tests.documents.sample_parts import (
    APRIL_17,
    CHALLENGE,
    OCTOBER_26,
    head,
    remedy,
    rules,
    signature,
)
from workflow.law.hearing import Unheard

REFERENCE = "OC-2026-0003"
HIGHER = Amendment(
    head=head(OCTOBER_26, REFERENCE, CHALLENGE),
    signature=signature(date(2026, 10, 23)),
    remedy=remedy(OCTOBER_26),
    rules=rules(("Wijziging", "Awb, artikel 4:29 en 4:31")),
    project="De kantine op bakfietswielen",
    granted_on=APRIL_17,
    before_cents=400_000,
    amount_cents=450_000,
    paid_cents=320_000,
    reason="U liet ons op 1 oktober zien dat de tweede bus duurder is. Wij telden die kosten eerst niet mee.",
    effective_on=OCTOBER_26,
    payments=(PaymentRow(what="Laatste deel, na het eindbedrag", amount_cents=130_000),),
)
LOWER_AMENDMENT = replace(
    HIGHER,
    rules=rules(("Wijziging", "Awb, artikel 4:48, eerste lid, onder a"), ("Uw reactie", "Awb, artikel 4:8 en 4:12")),
    amount_cents=250_000,
    payments=(),
    reason="U meldde op 1 oktober dat de tweede bus er niet komt. Dat was een deel van uw plan.",
    effective_on=APRIL_17,
    hearing=Hearing(
        asked_on=date(2026, 10, 5),
        until=date(2026, 10, 19),
        answered_on=date(2026, 10, 12),
        points=(HearingPoint(subject="Uw reactie", answer="U bent het eens met dit bedrag."),),
    ),
    proportionality="Ja, vinden wij. Wij verlagen alleen voor de bus die er niet komt.",
)
REVOKED = Revocation(
    head=head(OCTOBER_26, REFERENCE, CHALLENGE),
    signature=signature(date(2026, 10, 23)),
    remedy=remedy(OCTOBER_26),
    rules=rules(("Intrekking", "Awb, artikel 4:50, eerste lid, onder b"), ("Uw reactie", "Awb, artikel 4:8 en 4:12")),
    project="De kantine op bakfietswielen",
    granted_on=APRIL_17,
    before_cents=400_000,
    paid_cents=0,
    reason="De raad besloot om met deze regeling te stoppen. Uw plan is nog niet begonnen.",
    effective_on=date(2027, 1, 29),
    proportionality="Ja, vinden wij. U heeft drie maanden de tijd om iets anders te regelen.",
    compensated=True,
    unheard=Unheard.HEARD_BEFORE.sentence,
)
REVOKED_AND_CLAIMED = replace(
    REVOKED,
    rules=rules(("Intrekking", "Awb, artikel 4:48, eerste lid, onder c"), ("Uw reactie", "Awb, artikel 4:8 en 4:12")),
    paid_cents=320_000,
    reason="U schreef dat u de helft zelf betaalt. Dat klopt niet. Anders had u geen subsidie gekregen.",
    effective_on=APRIL_17,
    compensated=False,
    unheard=Unheard.OWN_DATA.sentence,
)
HIGHER_AGAIN = replace(
    HIGHER, paid_cents=400_000, undue_cents=80_000, before_cents=320_000,
    payments=(PaymentRow(what="Laatste deel, na het eindbedrag", amount_cents=130_000),),
)  # fmt: skip
REVOKED_AFTER_A_CLAIM = replace(REVOKED_AND_CLAIMED, claimed_cents=120_000)
REVOKED_FROM_NOW_ON = replace(REVOKED, paid_cents=320_000, claimed_cents=50_000, kept_cents=250_000)
REVOKED_AFTER_ALL_WAS_CLAIMED = replace(REVOKED_AND_CLAIMED, claimed_cents=320_000)
RECTIFIED = Rectification(
    head=head(OCTOBER_26, REFERENCE, CHALLENGE),
    project="De kantine op bakfietswielen",
    decided_on=date(2026, 10, 19),
    decision_label="wijziging",
    correction="Er stond: u bent klaar op 30 oktober 2025. Dat moet zijn: u bent klaar op 30 oktober 2026.",
    objection_until=date(2026, 11, 30),
    rules=(LegalBasis(subject="Herstel van een fout", articles="Awb, artikel 3:46 en 6:7"),),
)
SUCCEEDED = PartyChange(
    head=head(OCTOBER_26, REFERENCE, CHALLENGE),
    project="De kantine op bakfietswielen",
    what="nieuwe aanvrager",
    changed_on=OCTOBER_26,
    consequence="De nieuwe aanvrager neemt alles over: de subsidie, de afspraken en de verantwoording.",
    asked_on=date(2026, 10, 19),
)

OBJECTION_RULES = (
    LegalBasis(subject="Bezwaar", articles="Awb, artikel 6:6 tot en met 6:16"),
    LegalBasis(subject="Horen en beslissen", articles="Awb, artikel 7:2 en 7:10"),
)
OBJECTED = ObjectionReceipt(
    head=head(OCTOBER_26, REFERENCE, CHALLENGE),
    project="De kantine op bakfietswielen",
    decision_label="afwijzing",
    decided_on=date(2026, 10, 5),
    received_at=datetime(2026, 10, 23, 19, 4, tzinfo=UTC),
    last_day=date(2026, 11, 16),
    decide_by=date(2026, 12, 28),
    term_steps=("De bezwaartermijn eindigde op 16 november 2026.", "Daarna zes weken: tot en met 28 december 2026."),
    rules=OBJECTION_RULES,
)
OBJECTED_LATE = replace(
    OBJECTED,
    head=head(date(2026, 11, 20), REFERENCE, CHALLENGE),
    received_at=datetime(2026, 11, 20, 9, 30, tzinfo=UTC),
    is_late=True,
    grounds_by=date(2026, 12, 4),
)
OBJECTION_UNFOUNDED = ObjectionDecision(
    head=head(date(2026, 12, 21), REFERENCE, CHALLENGE),
    project="De kantine op bakfietswielen",
    decision_label="afwijzing",
    decided_on=date(2026, 10, 5),
    received_on=date(2026, 10, 23),
    outcome="unfounded",
    reason="U vindt dat uw plan meer punten verdient. Wij keken opnieuw naar alle punten. Het aantal blijft gelijk.",
    hearing="Op 3 december vertelde u uw bezwaar aan de telefoon. Het verslag stuurden wij u op 4 december.",
    appeal=Appeal(until=date(2027, 2, 1), court="rechtbank Noord-Nederland"),
    mandate_text="namens het college van burgemeester en wethouders van Voorbeeldstad",
    signer="Roos Elzinga",
    function="jurist bezwaar en beroep",
    rules=(
        LegalBasis(subject="Bezwaar", articles="Awb, artikel 7:2, 7:11 en 7:12"),
        LegalBasis(subject="Beroep", articles="Awb, artikel 6:7, 6:8, 8:1 en 8:81"),
    ),
)
OBJECTION_FOUNDED = replace(
    OBJECTION_UNFOUNDED, outcome="founded", reason="Wij telden de tweede bus niet mee. Dat hadden wij wel moeten doen."
)
