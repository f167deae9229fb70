"""Sample letters after the work is done."""

from dataclasses import replace
from datetime import UTC, date, datetime

from documents.letters.parts import Advance, Hearing, HearingPoint, LegalBasis, Obligation, PaymentPlan, Repayment
from documents.letters.recovery import Recovery
from documents.letters.settlement import (
    AccountReceipt,
    ByMethod,
    Determination,
    DeviationReceipt,
    HearingIntention,
    Intention,
    LowerDetermination,
    LowerGround,
    Reminder,
)
from documents.letters.tables import Calculation, CalculationRow, CostRow, CostTable, RowKind
from tests.documents.sample_parts import (
    APRIL_17,
    APRIL_24,
    CHALLENGE,
    HALL,
    HALLS,
    NOVEMBER_9,
    NOVEMBER_16,
    OCTOBER_26,
    SUBMIT,
    add,
    head,
    remedy,
    rules,
    schedule,
    signature,
)
from workflow.law.hearing import Unheard

ACCOUNT = AccountReceipt(
    head=head(date(2026, 10, 7), "OC-2026-0003", CHALLENGE),
    project="De kantine op bakfietswielen",
    received_at=datetime(2026, 10, 7, 9, 30, tzinfo=UTC),
    received=("Eindverslag", "Overzicht van kosten en inkomsten", "Zes foto’s"),
    decide_by=date(2027, 1, 29),
    next_steps=("Wij lezen uw verslag en kijken naar uw kosten.", "Daarna betalen wij het laatste deel."),
)
DEVIATION = DeviationReceipt(
    head=head(date(2026, 7, 6), "OC-2026-0003", CHALLENGE),
    project="De kantine op bakfietswielen",
    received_at=datetime(2026, 7, 6, 8, 15, tzinfo=UTC),
    reported="Onze bakfiets is later klaar. Wij beginnen daarom drie weken later.",
    answer_by=date(2026, 7, 20),
)
REMINDER = Reminder(
    head=head(date(2026, 11, 2), "OC-2026-0016", CHALLENGE),
    project="De kantine op bakfietswielen",
    granted_cents=267_500,
    was_due_on=date(2026, 10, 30),
    until=date(2026, 11, 16),
    to_send=("Een eindverslag van 2 pagina’s", "Een overzicht van uw kosten en inkomsten"),
    submit_url=SUBMIT,
    paid_cents=214_000,
)
LOWER_BY_SHARE = Calculation(
    rows=(
        add("Kosten volgens de offerte", 980_000),
        add("Leidingen in de keuken: niet vervangen", -190_000),
        CalculationRow(label="Kosten die meetellen", amount_cents=790_000, kind=RowKind.SUBTOTAL),
        CalculationRow(label="Daarvan 60%", amount_cents=474_000, kind=RowKind.SHARE, percent=60),
    ),
    total_label="Vastgestelde subsidie",
    total_cents=474_000,
)
INTENTION = HearingIntention(
    head=head(date(2026, 9, 28), "DH-2026-0016", HALLS, HALL, "mevrouw Doornbosch"),
    project="Elektra en meterkast",
    intention=Intention.LOWER_DETERMINATION,
    facts=(
        "U kreeg € 5.880,00 subsidie voor nieuwe leidingen en een nieuwe meterkast.".replace("€ ", "€\u00a0"),
        "De leidingen in de keuken zijn niet vervangen. Dat deel kostte € 1.900,00 in de offerte.".replace(
            "€ ", "€\u00a0"
        ),
    ),
    reasons="Wij betalen alleen voor werk dat gedaan is. Daarom willen wij dit deel niet betalen.",
    view_until=date(2026, 10, 12),
    view_url=SUBMIT,
    rules=(
        LegalBasis(subject="Lager eindbedrag", articles="Awb, artikel 4:46, tweede lid, onder a"),
        LegalBasis(subject="Uw reactie", articles="Awb, artikel 4:7 tot en met 4:9 en 4:12"),
    ),
    granted_cents=588_000,
    intended_cents=474_000,
    ground=LowerGround.NOT_PERFORMED,
    calculation=replace(LOWER_BY_SHARE, total_label="Dit bedrag willen wij vaststellen"),
)
DETERMINATION = Determination(
    head=head(NOVEMBER_16, "OC-2026-0003", CHALLENGE),
    signature=signature(date(2026, 11, 13)),
    remedy=remedy(NOVEMBER_16),
    rules=rules(
        ("Eindbedrag", "Awb, artikel 4:46, eerste lid, en 4:47"), ("Betalen", "Awb, artikel 4:52, 4:87 en 4:95")
    ),
    project="De kantine op bakfietswielen",
    granted_on=APRIL_17,
    granted_cents=465_000,
    determined_cents=465_000,
    reported_on=date(2026, 10, 7),
    advances=(Advance(paid_on=date(2026, 5, 12), amount_cents=372_000),),
    payments=schedule(("Laatste deel", 93_000, date(2026, 12, 28))),
    keep_evidence_until=date(2033, 12, 31),
)
BY_METHOD = replace(
    DETERMINATION,
    head=head(NOVEMBER_9, "DH-2026-0012", HALLS, HALL, "mevrouw Doornbosch"),
    signature=signature(date(2026, 11, 6)),
    remedy=remedy(NOVEMBER_9),
    project="Verwarming",
    granted_on=APRIL_24,
    granted_cents=2_304_000,
    determined_cents=2_109_000,
    reported_on=date(2026, 10, 12),
    by_method=ByMethod(
        percent=60,
        actual_costs_cents=3_515_000,
        released_cents=195_000,
        reason="De leverancier gaf korting op de warmtepomp. Al het werk is gedaan.",
    ),
    advances=(Advance(paid_on=date(2026, 5, 28), amount_cents=576_000),),
    payments=schedule(
        ("Tweede deel", 511_000, date(2027, 6, 1)),
        ("Derde deel", 511_000, date(2028, 6, 1)),
        ("Laatste deel", 511_000, date(2029, 6, 1)),
        last4="2242",
    ),
    obligations=(
        Obligation(
            text="U houdt het huis open voor ontmoeting.", basis="Awb 4:38", due_on=date(2036, 4, 24), lasts=True
        ),
    ),
)
REPAYMENT = Repayment(
    amount_cents=114_000,
    pay_by=date(2026, 12, 7),
    iban="NL03VBLD0910000001",
    account_name="Gemeente Voorbeeldstad",
    payment_reference="DH-2026-0016",
    plan=PaymentPlan(months=12, monthly_cents=9_500),
)
BY_LINES = replace(
    DETERMINATION,
    determined_cents=434_000,
    by_lines=CostTable(
        rows=(
            CostRow(label="Bakfiets", budgeted_cents=600_000, spent_cents=640_000, counted_cents=600_000),
            CostRow(label="Keuken", budgeted_cents=330_000, spent_cents=268_000, counted_cents=268_000),
        ),
        budgeted_cents=930_000,
        spent_cents=908_000,
        counted_cents=868_000,
    ),
    payments=schedule(("Laatste deel", 62_000, date(2026, 12, 28))),
)
LOWER = LowerDetermination(
    head=head(OCTOBER_26, "DH-2026-0016", HALLS, HALL, "mevrouw Doornbosch"),
    signature=signature(date(2026, 10, 23)),
    remedy=remedy(OCTOBER_26),
    rules=rules(
        ("Lager eindbedrag", "Awb, artikel 4:46, tweede lid, onder a; Regeling Onderhoud dorpshuizen 2026, artikel 9"),
        ("Uw reactie, redelijkheid", "Awb, artikel 4:8, 4:12 en 3:4, tweede lid"),
        ("Terugbetalen", "Awb, artikel 4:57, 4:86, 4:87, 4:94, 4:95 en 4:97"),
    ),
    project="Elektra en meterkast",
    granted_on=APRIL_24,
    granted_cents=588_000,
    determined_cents=474_000,
    reported_on=date(2026, 9, 21),
    ground=LowerGround.NOT_PERFORMED,
    reason="De leidingen in de keuken zijn niet vervangen. Dat hoorde wel bij uw plan.",
    costs=CostTable(
        rows=(
            CostRow(label="Meterkast", budgeted_cents=420_000, spent_cents=420_000, counted_cents=420_000),
            CostRow(label="Leidingen in de zaal", budgeted_cents=370_000, spent_cents=370_000, counted_cents=370_000),
            CostRow(
                label="Leidingen in de keuken",
                budgeted_cents=190_000,
                spent_cents=0,
                counted_cents=0,
                reason="niet gedaan",
            ),
        ),
        budgeted_cents=980_000,
        spent_cents=790_000,
        counted_cents=790_000,
    ),
    calculation=LOWER_BY_SHARE,
    hearing=Hearing(
        asked_on=date(2026, 9, 28),
        until=date(2026, 10, 12),
        answered_on=date(2026, 10, 8),
        points=(
            HearingPoint(subject="Bedrag", answer="U bent het eens met dit bedrag. Daarom verandert er niets."),
            HearingPoint(
                subject="Keuken",
                answer="U wilt de keuken volgend jaar doen. Dat mag, maar niet met deze subsidie. "
                "Het werk moest nu klaar zijn.",
            ),
        ),
    ),
    proportionality="Ja, vinden wij. Wij verlagen alleen voor werk dat niet is gedaan. Het andere werk is goed gedaan.",
    advances=(Advance(paid_on=date(2026, 5, 28), amount_cents=588_000),),
    repayment=REPAYMENT,
    obligations=(
        Obligation(
            text="U houdt het huis open voor ontmoeting.", basis="Awb 4:38", due_on=date(2036, 4, 24), lasts=True
        ),
    ),
    keep_evidence_until=date(2033, 12, 31),
)
LOWER_TO_PAY = replace(
    LOWER,
    head=head(NOVEMBER_16, "OC-2026-0024", CHALLENGE),
    remedy=remedy(NOVEMBER_16),
    project="De wasbar",
    granted_on=APRIL_17,
    granted_cents=450_000,
    determined_cents=418_000,
    reason="Er zijn twee wasmachines gekocht in plaats van drie.",
    costs=None,
    calculation=Calculation(
        rows=(
            add("Uw echte kosten", 836_000),
            CalculationRow(label="Daarvan 50%", amount_cents=418_000, kind=RowKind.SHARE, percent=50),
        ),
        total_label="Vastgestelde subsidie",
        total_cents=418_000,
    ),
    hearing=Hearing(asked_on=date(2026, 10, 26), until=date(2026, 11, 9)),
    advances=(Advance(paid_on=date(2026, 5, 12), amount_cents=360_000),),
    payments=schedule(("Laatste deel", 58_000, date(2026, 12, 28))),
    repayment=None,
    obligations=(),
)
LOWER_THEN_RECOVERY = replace(LOWER, repayment=None)
LOWER_UNHEARD = replace(LOWER_TO_PAY, hearing=None, unheard=Unheard.OWN_DATA.sentence)
INTENDED_REJECTION = replace(
    INTENTION, intention=Intention.REJECTION, granted_cents=None, intended_cents=None, calculation=None, ground=None,
    facts=("De kamer van koophandel kent uw stichting niet.",), reasons="Wij geven alleen subsidie aan een stichting of vereniging.",
    rules=(LegalBasis(subject="Afwijzen", articles="Awb, artikel 4:35 en 4:51"), INTENTION.rules[1]),
)  # fmt: skip
INTENDED_AMENDMENT = replace(
    INTENTION, intention=Intention.AMENDMENT, calculation=None, ground=None,
    rules=(LegalBasis(subject="Wijzigen", articles="Awb, artikel 4:48, 4:49 en 4:50"), INTENTION.rules[1]),
)  # fmt: skip
RECOVERY = Recovery(
    head=head(OCTOBER_26, "DH-2026-0016", HALLS, HALL, "mevrouw Doornbosch"),
    signature=signature(date(2026, 10, 23)),
    remedy=remedy(OCTOBER_26),
    rules=rules(("Terugbetalen", "Awb, artikel 4:57, 4:86, 4:87, 4:94, 4:95, 4:97 en 4:112")),
    project="Elektra en meterkast",
    determined_on=OCTOBER_26,
    determined_cents=474_000,
    reason="U kreeg het hele bedrag vooraf. Een deel van het werk is niet gedaan. Daarom is het eindbedrag lager.",
    advances=(Advance(paid_on=date(2026, 5, 28), amount_cents=588_000),),
    repayment=REPAYMENT,
)
RECOVERY_AGAIN = replace(
    RECOVERY, determined_cents=460_000, claimed_cents=50_000, left_cents=14_000, to_pay_cents=50_000,
)  # fmt: skip
DETERMINATION_AFTER_A_CLAIM = replace(
    DETERMINATION,
    granted_cents=300_000,
    determined_cents=300_000,
    undue_cents=72_000,
    payments=None,
)
