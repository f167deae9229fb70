"""Sample decisions that give."""

from dataclasses import replace
from datetime import date

from documents.letters.award import Award, AwardMethod, DirectDetermination, Prize, PrizeScore, Settlement
from documents.letters.parts import BudgetCondition, Deviation, Obligation, Ranking, ReportingDuty
from documents.letters.tables import Calculation, CalculationRow, RowKind, ScoreRow, ScoreTable
from tests.documents.sample_parts import (
    APRIL_17,
    APRIL_24,
    ATELIER,
    CHALLENGE,
    HALL,
    HALLS,
    MARCH_13,
    OCTOBER_29,
    TOY_SCORES,
    add,
    aid,
    head,
    remedy,
    rules,
    schedule,
    scores,
    signature,
)

CANTEEN_SCORES = scores(
    ("Impact", 400, 2400, 30, "Bedrijven leren elkaar kennen en mensen doen werkervaring op."),
    ("Draagvlak", 433, 1733, 20, "Elf bedrijven willen een proefabonnement."),
    ("Ondernemend", 467, 1867, 20, "De prijs per lunch is doorgerekend en haalbaar."),
    ("Schaalbaar", 400, 1200, 15, "Een tweede bakfiets is snel te starten."),
    ("Vernieuwend", 467, 1400, 15, "Een kantine die naar de bedrijven toe komt is verrassend."),
    total=8600,
)
FLOOR_SCORES = ScoreTable(
    rows=(
        ScoreRow(criterion="Conditie", points_hundredths=3500, maximum=40, reason="Conditie 5: slecht."),
        ScoreRow(criterion="Veiligheid", points_hundredths=2500, maximum=25, reason="Het asbest moet nu weg."),
        ScoreRow(criterion="Gebruik", points_hundredths=1500, maximum=15, reason="Het huis is 46 uur per week open."),
        ScoreRow(criterion="Energie", points_hundredths=500, maximum=10, reason="Het huis wint één labelstap."),
        ScoreRow(criterion="Toegankelijkheid", points_hundredths=500, maximum=10, reason="De drempels gaan weg."),
    ),
    total_hundredths=8500,
    assessors=1,
)
CHALLENGE_DUTIES = (
    Obligation(text="U begint met het werk.", basis="Awb 4:37(1)a", due_on=date(2026, 7, 17)),
    Obligation(text="U rondt het werk af.", basis="Awb 4:37(1)a", due_on=date(2026, 9, 30)),
    Obligation(
        text="U stuurt een eindverslag van 2 pagina’s, met uw kosten en inkomsten. U betaalde minstens de helft zelf.",
        basis="Awb 4:37(1)e",
        due_on=date(2026, 10, 30),
    ),
    Obligation(
        text="U bewaart bonnen en betaalbewijzen.",
        basis="Awb 4:37(1)b",
        due_on=date(2033, 12, 31),
        lasts=True,
    ),
)
ATELIER_DUTIES = (
    Obligation(text="U begint met het werk.", basis="Awb 4:38", due_on=date(2026, 6, 13)),
    Obligation(text="U rondt het plan af.", basis="Awb 4:38", due_on=date(2028, 3, 13)),
    Obligation(text="U meldt het ons als iets anders gaat.", basis="Awb 4:38", due_text="Meteen"),
    Obligation(text="U noemt de gemeente als u over het plan vertelt.", basis="Awb 4:38", due_text="Altijd"),
)
REPORTING = ReportingDuty(
    within="binnen 2 weken",
    events=(
        "U kunt het werk niet, niet helemaal of niet op tijd doen.",
        "De kosten worden meer dan 10% hoger of lager.",
        "Uw naam, adres of rekening verandert, of u stopt.",
    ),
)
AWARD = Award(
    head=head(APRIL_17, "OC-2026-0003", CHALLENGE),
    signature=signature(date(2026, 4, 16)),
    remedy=remedy(APRIL_17),
    rules=rules(
        ("Subsidie en bedrag", "Regeling Ondernemers Challenge 2026, artikel 4 en 8; Awb, artikel 4:26 en 4:30"),
        ("Betalen en eindbedrag", "Awb, artikel 4:47, 4:86, 4:87 en 4:95; Regeling, artikel 10"),
    ),
    project="De kantine op bakfietswielen",
    subject="uw kantine op wielen",
    applied_on=date(2026, 3, 19),
    activities="Uw bakfiets rijdt elke werkdag een ronde. Op vier plekken zet u lange tafels neer.",
    period_from=date(2026, 5, 1),
    period_until=date(2026, 9, 30),
    amount_cents=465_000,
    requested_cents=465_000,
    method=AwardMethod(percent=50, costs_cents=930_000),
    calculation=Calculation(
        rows=(
            add("Kosten in uw begroting, die allemaal meetellen", 930_000),
            CalculationRow(label="Daarvan 50%", amount_cents=465_000, kind=RowKind.SHARE, percent=50),
        ),
        total_label="Subsidie (hoogstens € 5.000,00)".replace("€ ", "€\u00a0"),
        total_cents=465_000,
    ),
    scores=CANTEEN_SCORES,
    ranking=Ranking(place=5, of=34, last_funded=31),
    payments=schedule(
        ("Voorschot (80%)", 372_000, date(2026, 5, 29)),
        ("Laatste deel (20%), na ons besluit over het eindbedrag", 93_000, None),
    ),
    obligations=CHALLENGE_DUTIES,
    reporting_duty=REPORTING,
    settlement=Settlement(
        report="Met uw eindverslag kijken wij of het werk gedaan is.",
        ex_officio_by=date(2027, 1, 29),
    ),
    de_minimis=aid(465_000, 300_000),
)
PARTIAL_AWARD = replace(
    AWARD,
    head=head(APRIL_17, "OC-2026-0031", CHALLENGE),
    project="Buurtbarista: koffie met een verhaal",
    subject="",
    amount_cents=280_000,
    requested_cents=400_000,
    method=None,
    calculation=Calculation(
        rows=(
            add("Kosten in uw begroting (u vroeg de helft)", 840_000),
            add("Eten en drinken: dit vergoedt de regeling niet", -40_000),
            CalculationRow(label="Kosten die meetellen", amount_cents=800_000, kind=RowKind.SUBTOTAL),
            CalculationRow(label="Daarvan 50%", amount_cents=400_000, kind=RowKind.SHARE, percent=50),
            CalculationRow(label="Er was nog over", amount_cents=280_000, kind=RowKind.CAP),
        ),
        total_label="Subsidie",
        total_cents=280_000,
    ),
    deviations=(
        Deviation(
            subject="Het geld was bijna op",
            reason="Er was nog € 2.800,00 over. U schreef dat uw plan ook daarmee kan.".replace("€ ", "€\u00a0"),
        ),
    ),
    ranking=Ranking(place=31, of=34, last_funded=31),
    payments=schedule(
        ("Voorschot (80%)", 224_000, date(2026, 5, 29)),
        ("Laatste deel (20%), na ons besluit over het eindbedrag", 56_000, None),
    ),
    de_minimis=aid(280_000),
)
HALL_AWARD = replace(
    AWARD,
    head=head(APRIL_24, "DH-2026-0009", HALLS, HALL, "mevrouw Doornbosch"),
    signature=signature(date(2026, 4, 23)),
    remedy=remedy(APRIL_24),
    rules=rules(
        ("Subsidie en bedrag", "Regeling Onderhoud dorpshuizen 2026, artikel 5 en 7; Awb, artikel 4:26 en 4:30"),
        ("Begroting van de gemeente", "Awb, artikel 4:34"),
        ("Betalen en eindbedrag", "Awb, artikel 4:41, 4:44, 4:86, 4:87 en 4:95"),
    ),
    project="Vloer en asbest",
    subject="de vloer van uw dorpshuis",
    applied_on=date(2026, 2, 14),
    activities="Onder de vloer zit asbest. U laat dat weghalen en legt daarna een nieuwe, vlakke vloer.",
    period_from=date(2026, 5, 1),
    period_until=date(2027, 10, 22),
    amount_cents=3_870_000,
    requested_cents=3_870_000,
    method=AwardMethod(percent=60, costs_cents=6_450_000),
    calculation=Calculation(
        rows=(
            add("Kosten volgens de gekozen offerte", 6_450_000),
            CalculationRow(label="Daarvan 60%", amount_cents=3_870_000, kind=RowKind.SHARE, percent=60),
        ),
        total_label="Subsidie (hoogstens)",
        total_cents=3_870_000,
    ),
    scores=FLOOR_SCORES,
    ranking=Ranking(place=1, of=10, last_funded=7),
    payments=schedule(
        ("Eerste voorschot", 967_500, date(2026, 6, 5)),
        ("Tweede voorschot", 967_500, date(2027, 6, 1)),
        ("Derde voorschot", 967_500, date(2028, 6, 1)),
        ("Vierde voorschot", 967_500, date(2029, 6, 1)),
        last4="6726",
    ),
    obligations=(
        Obligation(text="U rondt het werk af.", basis="Awb 4:37(1)a", due_on=date(2027, 10, 22)),
        Obligation(text="U stuurt ons de rekeningen en foto’s.", basis="Awb 4:37(1)e", due_on=date(2028, 1, 21)),
        Obligation(
            text="U houdt het huis open voor ontmoeting.", basis="Awb 4:38", due_on=date(2036, 4, 24), lasts=True
        ),
        Obligation(text="U verzekert het gebouw goed.", basis="Awb 4:37(1)d", due_text="Altijd"),
        Obligation(
            text="U vraagt ons eerst of het mag, als u wilt verkopen of lenen op het huis.",
            basis="Awb 4:38",
            due_text="4 weken vooraf",
        ),
    ),
    settlement=Settlement(report="U vraagt het eindbedrag aan met de rekeningen.", request_by=date(2028, 1, 21)),
    budget_condition=BudgetCondition(years=(2027, 2028, 2029), amount_cents=2_902_500),
    asset_compensation="Verkoopt u het huis binnen tien jaar, of krijgt het een ander doel? "
    "Dan betaalt u een deel terug: een tiende voor elk jaar dat nog over is.",
    de_minimis=None,
)
FORMULA = DirectDetermination(
    head=head(MARCH_13, "DH-2026-0006", HALLS, HALL, "mevrouw Doornbosch"),
    signature=signature(date(2026, 3, 12)),
    remedy=remedy(MARCH_13),
    rules=rules(
        ("Subsidie en bedrag", "Regeling Onderhoud dorpshuizen 2026, artikel 3; Awb, artikel 4:42 en 4:43"),
        ("Betalen", "Awb, artikel 4:52, 4:86 en 4:87"),
    ),
    project="Klein onderhoud 2026",
    subject="klein onderhoud",
    applied_on=date(2026, 1, 13),
    activities="U doet in 2026 klein onderhoud aan Dorpshuis De Overtoom.",
    amount_cents=405_840,
    requested_cents=405_840,
    motivation="Uw dorpshuis staat op onze lijst. U krijgt een vast bedrag en een bedrag per vierkante meter.",
    calculation=Calculation(
        rows=(
            add("Vast bedrag voor een dorp met 4.600 inwoners", 200_000),
            add("620 m² maal € 3,32 per m²".replace("€ ", "€\u00a0"), 205_840),
        ),
        total_label="Subsidie",
        total_cents=405_840,
    ),
    payments=schedule(("Het hele bedrag", 405_840, date(2026, 4, 24)), last4="6121"),
    obligations=ATELIER_DUTIES[2:],
    keep_evidence_until=date(2033, 12, 31),
)
ATELIER_DIRECT = replace(
    FORMULA,
    head=head(
        MARCH_13,
        "IA-2026-0002",
        ATELIER,
        ("Buurtgroep De Oefenhof", "T.a.v. de heer A. Model", "Oefenhof 4", "9723 ZN Voorbeeldstad"),
        "meneer Model",
    ),
    rules=rules(("Subsidie en bedrag", "Regeling Innovatieatelier 2026, artikel 4 en 6; Awb, artikel 4:42 en 4:43")),
    project="Verhalen aan de lange tafel",
    subject="",
    applied_on=date(2026, 1, 28),
    activities="U houdt twaalf avonden waar buren samen eten. Jong en oud vertellen elkaar hun verhaal.",
    amount_cents=420_000,
    requested_cents=445_000,
    motivation="Uw plan haalde genoeg punten en er was nog geld.",
    deviations=(Deviation(subject="Drank", reason="Alcohol vergoeden wij niet."),),
    calculation=Calculation(
        rows=(add("Kosten in uw begroting", 445_000), add("Alcohol: dit vergoedt de regeling niet", -25_000)),
        total_label="Subsidie: tot € 5.000,00 alle kosten".replace("€ ", "€\u00a0"),
        total_cents=420_000,
    ),
    scores=TOY_SCORES,
    payments=schedule(("Het hele bedrag", 420_000, date(2026, 4, 24)), last4="4513"),
    obligations=ATELIER_DUTIES,
)
PRIZE = Prize(
    head=head(OCTOBER_29, "OC-2026-0021", CHALLENGE),
    signature=signature(date(2026, 10, 28)),
    remedy=remedy(OCTOBER_29),
    rules=rules(("Prijs", "Regeling Ondernemers Challenge 2026, artikel 14; Awb, artikel 4:42 en 4:43")),
    project="De kantine op bakfietswielen",
    place=2,
    amount_cents=500_000,
    score=PrizeScore(
        jury_grade=83,
        jury_hundredths=4980,
        votes=702,
        most_votes=1142,
        public_hundredths=2459,
        total_hundredths=7439,
        finalists=10,
    ),
    follow_up="U start een tweede bakfiets op een ander bedrijventerrein.",
    jury_words="De jury ziet een plan dat meteen werkt. De stap naar een tweede plek is klein.",
    payments=schedule(("De prijs", 500_000, date(2026, 12, 10))),
    obligations=(
        Obligation(text="U laat de tweede bakfiets rijden.", basis="Awb 4:38", due_on=date(2027, 10, 29)),
        Obligation(text="U bewaart bonnen.", basis="Awb 4:38", due_on=date(2033, 12, 31), lasts=True),
    ),
    de_minimis=replace(aid(500_000, 465_000), register_by=date(2026, 11, 26)),
)
