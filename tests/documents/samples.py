"""One realistic letter of every kind, and of every ground. All people, amounts and plans are invented."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from documents.letters import Letter
from documents.letters.award import Award, AwardMethod, DirectDetermination, Prize, PrizeScore, Settlement
from documents.letters.intake import (
    Acknowledgement,
    CompletionRequest,
    IdeaAdvice,
    IdeaReceived,
    Invitation,
    SetAside,
    WithdrawalConfirmed,
)
from documents.letters.parts import (
    Advance,
    BudgetCondition,
    Contact,
    DeMinimis,
    Deviation,
    Head,
    Hearing,
    HearingPoint,
    HelpOffer,
    LegalBasis,
    MissingItem,
    Obligation,
    PaymentPlan,
    Ranking,
    Remedy,
    Repayment,
    ReportingDuty,
    Sender,
    Signature,
)
from documents.letters.rejection import CeilingGround, CriterionGround, LateGround, Order, Rejection, ScoreGround
from documents.letters.settlement import (
    AccountReceipt,
    ByMethod,
    Determination,
    HearingIntention,
    Intention,
    LowerDetermination,
    LowerGround,
    Recovery,
    Reminder,
)
from documents.letters.tables import (
    Calculation,
    CalculationRow,
    CostRow,
    CostTable,
    PaymentRow,
    PaymentSchedule,
    RankRow,
    RankTable,
    RowKind,
    ScoreRow,
    ScoreTable,
)

SENDER = Sender(
    name="Gemeente Voorbeeldstad",
    department="Subsidiebureau",
    authority="college van burgemeester en wethouders",
    return_address="Voorbeeldplein 1, 9711 XX Voorbeeldstad",
    privacy_url="https://gemeente.example/privacy",
)
MOLLEMA = Contact(
    name="Jitske Mollema",
    phone="050 000 00 05",
    hours="ma t/m vr, 9.00–16.00 uur",
    email="subsidies@gemeente.example",
)
APRIL_17, APRIL_24, MARCH_13 = date(2026, 4, 17), date(2026, 4, 24), date(2026, 3, 13)
OCTOBER_26, OCTOBER_29, NOVEMBER_9, NOVEMBER_16 = (
    date(2026, 10, 26),
    date(2026, 10, 29),
    date(2026, 11, 9),
    date(2026, 11, 16),
)
CHALLENGE, ATELIER, HALLS = "Ondernemers Challenge 2026", "Innovatieatelier 2026", "Onderhoud dorpshuizen 2026"

KRAACK = ("Werkpodium Modelweg", "T.a.v. mevrouw L. Proefstra", "Voorbeeldlaan 10", "9723 ZL Voorbeeldstad")
HALL = ("Stichting Dorpshuis De Overtoom", "T.a.v. mevrouw M. Doornbosch", "Oefenpad 23", "9793 ZG Winneweer")

AID = "De-minimisverordening (EU) 2023/2831 (PB L, 2023/2831, 15.12.2023)"


def head(
    sent_on: date,
    reference: str,
    scheme_title: str,
    addressee: tuple[str, ...] = KRAACK,
    salutation: str = "mevrouw Proefstra",
) -> Head:
    return Head(
        sender=SENDER,
        addressee=addressee,
        salutation=salutation,
        sent_on=sent_on,
        reference=reference,
        scheme_title=scheme_title,
        contact=MOLLEMA,
    )


def signature(signed_on: date) -> Signature:
    return Signature(
        mandate_text="namens het college van burgemeester en wethouders van Voorbeeldstad",
        name="Wouter Schaafsma-Ruiter",
        function="teamleider subsidies",
        mandate_reference="het Mandaatbesluit 2026, bijlage 3",
        signed_on=signed_on,
    )


def remedy(sent_on: date) -> Remedy:
    return Remedy(
        objection_until=sent_on + timedelta(weeks=6),
        objection_url="https://gemeente.example/bezwaar",
        postal_address="Voorbeeldplein 1, 9711 XX Voorbeeldstad",
        court="rechtbank Noord-Nederland",
    )


def rules(*pairs: tuple[str, str]) -> tuple[LegalBasis, ...]:
    return tuple(LegalBasis(subject=subject, articles=articles) for subject, articles in pairs)


def add(label: str, amount_cents: int) -> CalculationRow:
    return CalculationRow(label=label, amount_cents=amount_cents)


def scores(*rows: tuple[str, int, int, int, str], total: int) -> ScoreTable:
    return ScoreTable(
        rows=tuple(
            ScoreRow(criterion=name, mean_hundredths=mean, points_hundredths=points, maximum=maximum, reason=reason)
            for name, mean, points, maximum, reason in rows
        ),
        total_hundredths=total,
        assessors=3,
        pass_mark=60,
    )


CANTEEN_SCORES = scores(
    ("Impact", 400, 2400, 30, "Bedrijven leren elkaar kennen en mensen doen werkervaring op."),
    ("Draagvlak", 433, 1733, 20, "Elf bedrijven willen een proefabonnement."),
    ("Ondernemend", 467, 1867, 20, "De prijs per lunch is doorgerekend en haalbaar."),
    ("Schaalbaar", 400, 1200, 15, "Een tweede bakfiets is snel te starten."),
    ("Vernieuwend", 467, 1400, 15, "Een kantine die naar de bedrijven toe komt is verrassend."),
    total=8600,
)
TOY_SCORES = scores(
    ("Impact", 333, 2000, 30, "Kinderen spelen meer en ouders besparen geld."),
    ("Draagvlak", 400, 1600, 20, "Twee scholen en een wijkvereniging doen mee."),
    ("Ondernemend", 267, 1067, 20, "De inkomsten na het eerste jaar zijn mager."),
    ("Schaalbaar", 400, 1200, 15, "De bakfiets kan makkelijk meer wijken doen."),
    ("Vernieuwend", 300, 900, 15, "Speelgoed lenen bestaat al, de vaste route is nieuw."),
    total=6767,
)
LOW_SCORES = scores(
    ("Impact", 167, 1000, 30, "Het effect is klein en duurt kort."),
    ("Draagvlak", 300, 1200, 20, "Een paar bewoners steunen het plan."),
    ("Ondernemend", 333, 1333, 20, "De inkomsten zijn goed onderbouwd, maar er is nog geen eerste klant."),
    ("Schaalbaar", 267, 800, 15, "Uitbreiden kost veel extra geld."),
    ("Vernieuwend", 233, 700, 15, "Het lijkt sterk op iets dat er al is."),
    total=5033,
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
ROOF_SCORES = ScoreTable(
    rows=(
        ScoreRow(criterion="Conditie", points_hundredths=1000, maximum=40, reason="Conditie 3: redelijk."),
        ScoreRow(criterion="Veiligheid", points_hundredths=1000, maximum=25, reason="Er is een punt van aandacht."),
        ScoreRow(criterion="Gebruik", points_hundredths=1500, maximum=15, reason="Het huis is 34 uur per week open."),
        ScoreRow(criterion="Energie", points_hundredths=1000, maximum=10, reason="Het huis wint twee labelstappen."),
        ScoreRow(criterion="Toegankelijkheid", points_hundredths=1000, maximum=10, reason="Iedereen kan overal komen."),
    ),
    total_hundredths=5500,
    assessors=1,
)
CHALLENGE_DUTIES = (
    Obligation(text="U begint met het werk.", basis="Awb 4:37(1)a", due_on=date(2026, 7, 17)),
    Obligation(text="Het werk is klaar.", basis="Awb 4:37(1)a", due_on=date(2026, 9, 30)),
    Obligation(
        text="U stuurt een eindverslag van 2 pagina’s, met uw kosten en inkomsten. U betaalde minstens de helft zelf.",
        basis="Awb 4:37(1)e",
        due_on=date(2026, 10, 30),
    ),
    Obligation(
        text="Tot deze dag bewaart u bonnen en betaalbewijzen.",
        basis="Awb 4:37(1)b",
        due_on=date(2033, 12, 31),
    ),
)
ATELIER_DUTIES = (
    Obligation(text="U begint met het werk.", basis="Awb 4:38", due_on=date(2026, 6, 13)),
    Obligation(text="Het plan is klaar.", basis="Awb 4:38", due_on=date(2028, 3, 13)),
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
HELP = (
    HelpOffer(
        subject="Volgende ronde",
        text="U mag opnieuw meedoen. Met inkomsten voor het tweede jaar krijgt u meer punten.",
    ),
    HelpOffer(subject="Innovatieatelier", text="Deze regeling past misschien ook bij u."),
    HelpOffer(subject="Uitleg", text="De jury vertelt u graag wat sterk was en wat beter kan."),
)


def schedule(*rows: tuple[str, int, date | None], last4: str = "3539") -> PaymentSchedule:
    return PaymentSchedule(
        rows=tuple(PaymentRow(what=what, amount_cents=amount, due_on=due_on) for what, amount, due_on in rows),
        total_cents=sum(amount for _, amount, _ in rows),
        account_last4=last4,
    )


def aid(amount_cents: int, before_cents: int = 0) -> DeMinimis:
    return DeMinimis(
        regulation=AID,
        amount_cents=amount_cents,
        ceiling_cents=30_000_000,
        declared_on=date(2026, 3, 19),
        before_cents=before_cents,
        total_cents=before_cents + amount_cents,
        register_by=date(2026, 5, 18),
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
        Obligation(text="Het werk is klaar.", basis="Awb 4:37(1)a", due_on=date(2027, 10, 22)),
        Obligation(text="U stuurt ons de rekeningen en foto’s.", basis="Awb 4:37(1)e", due_on=date(2028, 1, 21)),
        Obligation(text="Tot deze dag blijft het huis open voor ontmoeting.", basis="Awb 4:38", due_on=date(2036, 4, 24)),
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
    motivation="Uw dorpshuis staat op onze lijst. Elk dorpshuis krijgt een vast bedrag en een bedrag per vierkante meter.",
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
    head=head(MARCH_13, "IA-2026-0002", ATELIER, ("Buurtgroep De Oefenhof", "T.a.v. de heer A. Model", "Oefenhof 4", "9723 ZN Voorbeeldstad"), "meneer Model"),
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
        Obligation(text="De tweede bakfiets rijdt.", basis="Awb 4:38", due_on=date(2027, 10, 29)),
        Obligation(text="Tot deze dag bewaart u bonnen.", basis="Awb 4:38", due_on=date(2033, 12, 31)),
    ),
    de_minimis=replace(aid(500_000, 465_000), register_by=date(2026, 11, 26)),
)
CEILING = Rejection(
    head=head(APRIL_17, "OC-2026-0032", CHALLENGE),
    signature=signature(date(2026, 4, 16)),
    remedy=remedy(APRIL_17),
    rules=rules(
        ("Afwijzing", "Awb, artikel 4:25, tweede lid (weigeren boven het plafond)"),
        ("Verdeling en punten", "Awb, artikel 4:26; Regeling Ondernemers Challenge 2026, artikel 8 en 12"),
    ),
    project="Speelgoed op wielen",
    applied_on=date(2026, 3, 21),
    requested_cents=360_000,
    ground=CeilingGround(
        table=RankTable(
            rows=(
                RankRow(place="1 tot en met 29", points_hundredths=6933, amount_cents=10_410_000, or_more=True),
                RankRow(place="30", points_hundredths=6867, amount_cents=380_000),
                RankRow(place="31", points_hundredths=6800, amount_cents=320_000),
                RankRow(place="32", points_hundredths=6767, amount_cents=360_000),
            ),
            ceiling_cents=11_250_000,
            granted_cents=11_110_000,
        ),
        published_on=date(2025, 12, 15),
        place=32,
        compared=34,
        minimum_cents=300_000,
    ),
    scores=TOY_SCORES,
    help=HELP,
)
NEED_CEILING = replace(
    CEILING,
    head=head(APRIL_24, "DH-2026-0017", HALLS, HALL, "mevrouw Doornbosch"),
    signature=signature(date(2026, 4, 23)),
    remedy=remedy(APRIL_24),
    project="Dak van de grote zaal",
    applied_on=date(2026, 2, 20),
    requested_cents=2_700_000,
    ground=CeilingGround(
        table=RankTable(
            rows=(
                RankRow(place="1 tot en met 6", points_hundredths=4800, amount_cents=19_482_330, or_more=True),
                RankRow(place="7", points_hundredths=4600, amount_cents=2_304_000),
                RankRow(place="8", points_hundredths=5500, amount_cents=2_700_000),
            ),
            ceiling_cents=22_000_000,
            granted_cents=21_786_330,
        ),
        published_on=date(2025, 12, 15),
        place=8,
        compared=10,
        minimum_cents=2_200_000,
        order=Order.NEED,
        order_note="Gebouwen met conditie 4, 5 of 6 gaan altijd voor. Uw gebouw heeft conditie 3.",
    ),
    scores=ROOF_SCORES,
    help=(HelpOffer(subject="Klein onderhoud", text="Daarvoor krijgt u wel een vast bedrag."),),
)
BEHIND_ANOTHER = replace(
    CEILING,
    head=head(APRIL_17, "OC-2026-0033", CHALLENGE),
    ground=CeilingGround(
        table=RankTable(
            rows=(
                RankRow(place="1 tot en met 31", points_hundredths=6800, amount_cents=11_110_000, or_more=True),
                RankRow(place="32", points_hundredths=6783, amount_cents=360_000),
                RankRow(place="33", points_hundredths=6767, amount_cents=100_000),
            ),
            ceiling_cents=11_250_000,
            granted_cents=11_110_000,
        ),
        published_on=date(2025, 12, 15),
        place=33,
        compared=34,
        minimum_cents=100_000,
    ),
)
ARRIVAL = replace(
    CEILING,
    head=head(APRIL_17, "IA-2026-0012", ATELIER),
    ground=CeilingGround(
        table=RankTable(
            rows=(
                RankRow(place="1 tot en met 6", amount_cents=2_850_000),
                RankRow(place="7", amount_cents=360_000),
            ),
            ceiling_cents=3_000_000,
            granted_cents=2_850_000,
        ),
        published_on=date(2025, 12, 15),
        place=7,
        compared=7,
        minimum_cents=250_000,
        order=Order.ARRIVAL,
    ),
    scores=None,
)
LOW_SCORE = replace(
    CEILING,
    head=head(APRIL_17, "OC-2026-0041", CHALLENGE),
    project="Wijkwijzer: een app voor de buurt",
    ground=ScoreGround(score_hundredths=5033, pass_mark=60),
    scores=LOW_SCORES,
)
LOW_CRITERION = replace(
    CEILING,
    head=head(APRIL_17, "OC-2026-0044", CHALLENGE),
    project="De stille fiets",
    ground=CriterionGround(criterion="Impact", mean_hundredths=167, minimum_hundredths=200),
    scores=LOW_SCORES,
)
LATE = replace(
    CEILING,
    head=head(APRIL_17, "OC-2026-0048", CHALLENGE),
    project="Samen zingen in de straat",
    applied_on=date(2026, 3, 31),
    ground=LateGround(
        received_at=datetime(2026, 3, 31, 15, 12, tzinfo=UTC),
        closed_at=datetime(2026, 3, 31, 15, 0, tzinfo=UTC),
    ),
    scores=None,
    help=(HelpOffer(subject="Volgende ronde", text="Uw idee mag mee in de volgende ronde."),),
)
MISSING = (
    MissingItem(what="Bewijs van uw eigen deel", why="Zo zien wij dat u de helft zelf kunt betalen."),
    MissingItem(what="Een begroting die klopt", why="De kosten zijn € 400,00 hoger dan de inkomsten.".replace("€ ", "€\u00a0")),
)
SUBMIT = "https://gemeente.example/mijn-aanvraag"
ACKNOWLEDGEMENT = Acknowledgement(
    head=head(date(2026, 3, 19), "OC-2026-0003", CHALLENGE),
    project="De kantine op bakfietswielen",
    received_at=datetime(2026, 3, 19, 13, 11, tzinfo=UTC),
    received=("Uw plan (formulier)", "Begroting", "Bewijs van uw bankrekening", "Verklaring over eerdere steun"),
    term="13 weken na het sluiten van de ronde",
    decide_by=date(2026, 6, 30),
    term_steps=(
        "De ronde sluit op 31 maart 2026.",
        "13 weken later is het 30 juni 2026.",
        "Een termijn van meer dan 12 weken schuift niet op voor een feestdag.",
    ),
    next_steps=(
        "Wij kijken of uw aanvraag compleet is.",
        "Drie beoordelaars lezen uw plan, los van elkaar.",
        "U krijgt ons besluit met de post en in uw dossier.",
    ),
    requested_cents=465_000,
)
IDEA = IdeaReceived(
    head=head(date(2026, 1, 10), "OC-2026-0093", CHALLENGE),
    idea="De kantine op bakfietswielen",
    received_at=datetime(2026, 1, 9, 14, 49, tzinfo=UTC),
    coach="Zeynep Arslan-Hofstra",
    call_by=date(2026, 1, 24),
)
INVITATION = Invitation(
    head=head(date(2026, 3, 2), "OC-2026-0093", CHALLENGE),
    idea="De kantine op bakfietswielen",
    reason="Uw idee brengt mensen van verschillende bedrijven bij elkaar. Het is nieuw voor onze gemeente.",
    closes_at=datetime(2026, 3, 31, 15, 0, tzinfo=UTC),
    submit_url=SUBMIT,
    to_send=("Uw plan op ons formulier", "Een begroting waarin u de helft zelf betaalt", "Een verklaring over eerdere steun"),
    how_judged="Drie beoordelaars geven punten voor vijf onderdelen. Het plan met de meeste punten krijgt als eerste geld.",
)
ADVICE = IdeaAdvice(
    head=head(date(2026, 3, 2), "OC-2026-0001", CHALLENGE),
    idea="Virtuele reis door het geboortedorp",
    reason="U zoekt geen klanten en geen inkomsten. Deze regeling is voor ondernemers.",
    alternatives=(
        HelpOffer(subject="Innovatieatelier", text="Die regeling is voor bewoners en past waarschijnlijk beter."),
        HelpOffer(subject="Gebiedsteam", text="Het team in uw wijk kent mensen die willen helpen."),
    ),
    submit_url=SUBMIT,
    closes_at=datetime(2026, 3, 31, 15, 0, tzinfo=UTC),
)
COMPLETION = CompletionRequest(
    head=head(date(2026, 4, 1), "OC-2026-0020", CHALLENGE),
    project="De kantine op bakfietswielen",
    applied_on=date(2026, 3, 19),
    missing=MISSING,
    until=date(2026, 4, 8),
    suspended_from=date(2026, 4, 2),
    submit_url=SUBMIT,
    rules=(
        LegalBasis(subject="Aanvullen", articles="Awb, artikel 4:2, tweede lid, 4:3 en 4:5"),
        LegalBasis(subject="Termijn", articles="Awb, artikel 4:15, eerste lid, onder a"),
    ),
)
SET_ASIDE = SetAside(
    head=head(date(2026, 4, 14), "IA-2026-0010", ATELIER),
    signature=signature(date(2026, 4, 13)),
    remedy=remedy(date(2026, 4, 14)),
    rules=rules(("Niet behandelen", "Awb, artikel 4:5, eerste en vierde lid")),
    project="Moestuin op het dak",
    applied_on=date(2026, 2, 26),
    requested_on=date(2026, 3, 9),
    until=date(2026, 3, 30),
    missing=MISSING,
    reapply="U mag opnieuw aanvragen, zo vaak u wilt. De volgende ronde loopt tot en met 30 juni 2026.",
)
WITHDRAWN = WithdrawalConfirmed(
    head=head(date(2026, 3, 25), "IA-2026-0011", ATELIER),
    project="Moestuin op het dak",
    applied_on=date(2026, 2, 26),
    withdrawn_on=date(2026, 3, 24),
    requested_cents=380_000,
)
ACCOUNT = AccountReceipt(
    head=head(date(2026, 10, 7), "OC-2026-0003", CHALLENGE),
    project="De kantine op bakfietswielen",
    received_at=datetime(2026, 10, 7, 9, 30, tzinfo=UTC),
    received=("Eindverslag", "Overzicht van kosten en inkomsten", "Zes foto’s"),
    decide_by=date(2027, 1, 29),
    next_steps=("Wij lezen uw verslag en kijken naar uw kosten.", "Daarna betalen wij het laatste deel."),
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
        "De leidingen in de keuken zijn niet vervangen. Dat deel kostte € 1.900,00 in de offerte.".replace("€ ", "€\u00a0"),
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
    calculation=LOWER_BY_SHARE,
)
DETERMINATION = Determination(
    head=head(NOVEMBER_16, "OC-2026-0003", CHALLENGE),
    signature=signature(date(2026, 11, 13)),
    remedy=remedy(NOVEMBER_16),
    rules=rules(("Eindbedrag", "Awb, artikel 4:46, eerste lid, en 4:47"), ("Betalen", "Awb, artikel 4:52, 4:87 en 4:95")),
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
    obligations=(Obligation(text="Tot deze dag blijft het huis open voor ontmoeting.", basis="Awb 4:38", due_on=date(2036, 4, 24)),),
)
REPAYMENT = Repayment(
    amount_cents=114_000,
    pay_by=date(2026, 12, 7),
    iban="NL03VBLD0910000001",
    account_name="Gemeente Voorbeeldstad",
    payment_reference="DH-2026-0016",
    plan=PaymentPlan(months=12, monthly_cents=9_500),
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
            CostRow(label="Meterkast", budgeted_cents=420_000, spent_cents=430_000, counted_cents=420_000),
            CostRow(label="Leidingen in de zaal", budgeted_cents=370_000, spent_cents=360_000, counted_cents=370_000),
            CostRow(label="Leidingen in de keuken", budgeted_cents=190_000, spent_cents=0, counted_cents=0, reason="niet gedaan"),
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
    obligations=(Obligation(text="Tot deze dag blijft het huis open voor ontmoeting.", basis="Awb 4:38", due_on=date(2036, 4, 24)),),
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

SAMPLES: dict[str, Letter] = {
    "acknowledgement": ACKNOWLEDGEMENT,
    "idea_received": IDEA,
    "invitation": INVITATION,
    "idea_advice": ADVICE,
    "completion_request": COMPLETION,
    "set_aside": SET_ASIDE,
    "withdrawal_confirmed": WITHDRAWN,
    "award": AWARD,
    "award_partial": PARTIAL_AWARD,
    "award_hall": HALL_AWARD,
    "direct_formula": FORMULA,
    "direct_atelier": ATELIER_DIRECT,
    "prize": PRIZE,
    "rejection_ceiling": CEILING,
    "rejection_need": NEED_CEILING,
    "rejection_behind_another": BEHIND_ANOTHER,
    "rejection_arrival": ARRIVAL,
    "rejection_score": LOW_SCORE,
    "rejection_criterion": LOW_CRITERION,
    "rejection_late": LATE,
    "account_receipt": ACCOUNT,
    "reminder": REMINDER,
    "hearing_intention": INTENTION,
    "determination": DETERMINATION,
    "determination_by_method": BY_METHOD,
    "lower_determination": LOWER,
    "lower_to_pay": LOWER_TO_PAY,
    "lower_then_recovery": LOWER_THEN_RECOVERY,
    "recovery": RECOVERY,
}
