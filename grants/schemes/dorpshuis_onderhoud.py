"""Onderhoud dorpshuizen: boards of village halls; part A by formula, part B by need, so that people keep meeting there.

Names of regulations are invented; what is real and what is proposed stands with each figure in `DEFAULTS`.
"""

from dataclasses import asdict
from fractions import Fraction

from grants.allocation import Formula, Need, NeedPoints
from grants.effects.intake import HandIn, Receive
from grants.effects.letters import Write, WriteAdvancePaid
from grants.effects.rounds import DecideAll
from grants.effects.terms import Owe, Start
from grants.guards import QuotesEnough, ReportAccepted, ShareOfCosts, WithinMaximum
from grants.leaflet import Aim, Leaflet
from workflow.questions import (
    Address,
    AreaChoice,
    Boolean,
    BudgetTable,
    Choice,
    Declaration,
    Iban,
    Integer,
    Kvk,
    LongText,
    Money,
    PersonQuestion,
    Quotes,
    Text,
    Upload,
)
from workflow.scheme import (
    Afterwards,
    Criterion,
    Default,
    Document,
    FitQuestion,
    ObligationRule,
    RoundRule,
    Scheme,
    Step,
)

OWNERSHIP = (("eigenaar", "Eigenaar"), ("huur", "Huur met einddatum"))
CONDITIONS = (
    ("1", "1: als nieuw"),
    ("2", "2: goed"),
    ("3", "3: redelijk"),
    ("4", "4: matig"),
    ("5", "5: slecht"),
    ("6", "6: zeer slecht"),
)
DANGERS = (
    ("geen", "Er is geen gevaar"),
    ("aandacht", "Er is een punt van aandacht"),
    ("binnen_2_jaar", "Het gevaar moet binnen twee jaar weg"),
    ("nu", "Het gevaar moet nu weg"),
)
LABEL_STEPS = (("0", "Geen"), ("1", "Eén"), ("2", "Twee of meer"))
ACCESS = (("nee", "Nee"), ("deels", "Deels"), ("ja", "Ja"))
QUOTE_NUMBERS = tuple((str(number), f"Offerte {number}") for number in range(1, 7))

BRACKETS = ((500, 500_00), (1_000, 1_000_00), (1_500, 1_500_00), (None, 2_000_00))
"""Cents by number of inhabitants, below each bound."""

POINTS = NeedPoints(
    condition=(0, 5, 10, 25, 35, 40),
    safety=(0, 10, 20, 25),
    hours=((10, 3), (20, 7), (30, 11), (None, 15)),
    energy=(0, 5, 10),
    accessibility=(0, 5, 10),
)

SMALL = RoundRule(
    code="A",
    title="A: klein onderhoud",
    allocation=Formula(brackets=BRACKETS, per_m2_cents=3_32, over_ceiling="pro_rata"),
    decision_term_weeks=13,
    decision_term_from="closes",
    basis="Awb 4:13(1); artikel 8 (verzonnen)",
    parameters={
        "ceiling_cents": 25_000_00,
        "brackets": BRACKETS,
        "per_m2_cents": 3_32,
        "over_ceiling": "pro_rata",
        "repair_term_weeks": 3,
        "regime": "direct",  # Determined at once (Awb 4:43), no report and no advance.
    },
)

LARGE = RoundRule(
    code="B",
    title="B: groot onderhoud",
    allocation=Need(
        first_group_condition=4, points=POINTS, ties=("condition", "safety", "hours", "draw"), remainder=True
    ),
    decision_term_weeks=13,
    decision_term_from="closes",
    basis="Awb 4:13(1); artikel 8 (verzonnen)",
    parameters={
        "ceiling_cents": 220_000_00,  # Over the four years together.
        "share": Fraction(3, 5),
        "maximum_cents": 75_000_00,
        "regime": "method",  # The award states the method: this share of the actual costs (Awb 4:31, 4:46(1)).
        "advance_share": Fraction(1),
        "instalments": 4,
        "instalment_years": (2026, 2027, 2028, 2029),
        "instalment_month": 6,
        "instalment_day": 1,
        "at_once_below_cents": 10_000_00,
        "quotes_required": ((0, 1), (10_000_00, 2), (50_000_00, 3)),  # Above which cents, how many quotes.
        "first_group_condition": 4,
        "points": asdict(POINTS),
        "ties": ("condition", "safety", "hours", "draw"),
        "remainder": True,
        "keep_meeting_function_years": 10,
        "report_from_cents": 25_000_00,
        "accountant_from_cents": 125_000_00,
        "repair_term_weeks": 3,
    },
)

# Laid out by hand, so that each form and each list reads as a table.
# fmt: off
QUESTIONS = (
    Text("bestuur", "wie", "Welk bestuur vraagt aan?", "De naam bij de Kamer van Koophandel.",
        max_chars=100, identity=True),
    Kvk("kvk", "wie", "Wat is uw KvK-nummer?", "Acht cijfers."),
    PersonQuestion("tekenaar", "wie", "Wie mag tekenen?", "Dit staat in uw statuten.",
        fields=("name", "function", "email", "phone")),
    Address("adres", "wie", "Wat is uw postadres?", "Straat, huisnummer, postcode en plaats."),
    Text("dorpshuis", "huis", "Hoe heet het dorpshuis?", "Zoals het op de gevel staat.", personal=False, max_chars=100),
    AreaChoice("dorp", "huis", "In welk dorp of welke wijk?", "Kies uit de lijst.", personal=False),
    Integer("inwoners", "huis", "Hoeveel inwoners heeft het dorp?", "Wij vullen dit vooraf in. Klopt het?",
        personal=False, minimum=1, maximum=30_000),
    Integer("oppervlakte", "huis", "Hoeveel vierkante meter is het huis?", "De vloer van alle ruimtes samen.",
        personal=False, minimum=20, maximum=3_000),
    Choice("eigendom", "huis", "Bent u eigenaar of huurt u?", "Huurt u? Dan nog minstens tien jaar.",
        personal=False, options=OWNERSHIP),
    Integer("uren", "huis", "Hoeveel uur per week open?", "Een gewone week in de winter.",
        personal=False, minimum=0, maximum=120),
    Integer("vrijwilligers", "huis", "Hoeveel vrijwilligers heeft u?", "Een schatting is goed.",
        personal=False, minimum=0, maximum=500),
    Boolean("deel_a", "keuze", "Wilt u geld voor klein onderhoud?", "Het bedrag rekenen wij zelf uit.", personal=False),
    Boolean("deel_b", "keuze", "Wilt u geld voor groot onderhoud?", "Dan stellen wij nog een paar vragen.",
        personal=False),
    LongText("werk_wat", "werk", "Wat wilt u laten doen?", "Noem elk onderdeel apart.", only_for="B", max_chars=3000),
    Choice("conditie", "werk", "Welke conditie heeft het onderdeel?", "Het cijfer staat in uw onderhoudsplan.",
        personal=False, only_for="B", options=CONDITIONS),
    Choice("veilig", "werk", "Is er gevaar?", "Kies wat in het rapport staat.",
        personal=False, only_for="B", options=DANGERS),
    Choice("energie", "werk", "Hoeveel labelstappen wint u?", "Dit staat in het energieadvies.",
        personal=False, only_for="B", options=LABEL_STEPS),
    Choice("toegang", "werk", "Wordt het huis beter toegankelijk?", "Denk aan rolstoel en kinderwagen.",
        personal=False, only_for="B", options=ACCESS),
    Quotes("offertes", "geld", "Welke offertes heeft u?", "Boven € 10.000 twee, boven € 50.000 drie.",
        personal=False, only_for="B", minimum=1, maximum=6),
    Choice("gekozen", "geld", "Welke offerte kiest u?", "Niet de laagste? Leg dan uit waarom.",
        personal=False, only_for="B", options=QUOTE_NUMBERS, rows_of="offertes"),
    BudgetTable("begroting", "geld", "Wie betaalt wat?", "Wij betalen hoogstens 60 procent.",
        personal=False, only_for="B", min_rows=2, max_rows=20),
    Money("reserve", "geld", "Hoeveel reserve heeft u?", "De stand van het laatste jaar.", personal=False),
    Money("minimum", "geld", "Met welk bedrag lukt het nog?", "Wij geven minder als het geld bijna op is.",
        personal=False, only_for="B", minimum_cents=1, at_most_requested=True),
    Boolean("ineens", "geld", "Wilt u het bedrag in één keer?", "Dit kan onder € 10.000.",
        personal=False, only_for="B"),
    Iban("iban", "geld", "Op welke rekening betalen wij?", "De rekening staat op naam van het bestuur."),
    Upload("bijlage_mjop", "bijlagen", "Onderhoudsplan van uw gebouw", "Hoogstens vier jaar oud.",
        personal=False, only_for="B", kinds=("pdf",), max_mb=20),
    Upload("bijlage_epa", "bijlagen", "Energieadvies voor uw gebouw", "Hoogstens drie jaar oud.",
        personal=False, only_for="B", kinds=("pdf",), max_mb=20),
    Upload("bijlage_offertes", "bijlagen", "Alle offertes", "Met prijs per onderdeel.",
        only_for="B", kinds=("pdf",), max_mb=20, max_files=6),
    Upload("bijlage_jaarrekening", "bijlagen", "Laatste jaarrekening", "Met de reserves.",
        only_for="B", kinds=("pdf",), max_mb=20),
    Upload("bijlage_eigendom", "bijlagen", "Bewijs van eigendom of huur", "Akte of contract.",
        only_for="B", kinds=("pdf",), max_mb=20),
    Upload("bijlage_foto", "bijlagen", "Foto's van het onderdeel", "Liever geen mensen op de foto.",
        required=False, kinds=("jpg", "png"), max_mb=10, max_files=6),
    Declaration("verklaring", "klaar", "Is alles naar waarheid ingevuld?", "U geeft wijzigingen meteen door.",
        personal=False),
)

AFTERWARDS = (
    Afterwards(Integer("na_uren", "achteraf", "Hoeveel uur per week is het huis nu open?", "Een gewone week in de winter.",
        personal=False, minimum=0, maximum=120), planned="uren", in_report=True),
    Afterwards(Integer("na_vrijwilligers", "achteraf", "Hoeveel vrijwilligers heeft u nu?", "Een schatting is goed.",
        personal=False, minimum=0, maximum=500), planned="vrijwilligers", in_report=True),
    Afterwards(Upload("na_facturen", "achteraf", "Facturen van het werk", "Met wat er is gedaan en wat het kostte.",
        personal=False, kinds=("pdf", "jpg", "png"), max_mb=20, max_files=10), figure="report_from_cents"),
    Afterwards(Upload("na_controleverklaring", "achteraf", "Controleverklaring van een accountant",
        "Getekend en met een datum.", personal=False, kinds=("pdf",), max_mb=20), figure="accountant_from_cents"),
)

CRITERIA = (
    Criterion("conditie", "Conditie van het gebouw", "Hoe slecht is het onderdeel?", 40, (
        "Score 1: als nieuw.",
        "Score 2: goed, met kleine gebreken.",
        "Score 3: redelijk, herstel kan wachten.",
        "Score 4: matig, herstel binnen vier jaar.",
        "Score 5 of 6: slecht, herstel kan niet wachten.",
    )),
    Criterion("veiligheid", "Veiligheid", "Is er gevaar voor bezoekers?", 25, (
        "Er is geen gevaar en er is gekeurd.",
        "Er is geen gevaar bekend.",
        "Er is een punt van aandacht.",
        "Het gevaar moet binnen twee jaar weg.",
        "Het gevaar moet nu weg.",
    )),
    Criterion("gebruik", "Gebruik", "Hoe vaak komen mensen er samen?", 15, (
        "Het huis is bijna nooit open.",
        "Minder dan tien uur per week.",
        "Tien tot twintig uur per week.",
        "Twintig tot dertig uur per week.",
        "Dertig uur per week of meer.",
    )),
    Criterion("energie", "Energie", "Wordt het huis zuiniger?", 10, (
        "Het verbruik stijgt.",
        "Het verbruik blijft gelijk.",
        "Er zijn kleine maatregelen.",
        "Het huis wint één labelstap.",
        "Het huis wint twee labelstappen of meer.",
    )),
    Criterion("toegankelijkheid", "Toegankelijkheid", "Kan iedereen naar binnen?", 10, (
        "Het huis wordt slechter bereikbaar.",
        "Er verandert niets.",
        "Er zijn kleine verbeteringen.",
        "Een deel van het huis wordt bereikbaar.",
        "Iedereen kan in het hele huis komen.",
    )),
)

FIT_CHECK = (
    FitQuestion("Staat uw dorpshuis op onze lijst?", "Bel ons. De lijst kan veranderen.",
        "real idea (Groningen keeps a list of 49, 2024)"),
    FitQuestion("Is uw bestuur zonder winst en met vrijwilligers?", "Een bedrijf kan hier niet aanvragen.",
        "real elsewhere (Westerkwartier 2024)"),
    FitQuestion("Bent u eigenaar, of huurt u nog tien jaar?", "Vraag de eigenaar om mee aan te vragen.", "proposed"),
    FitQuestion("Is het werk nog niet begonnen?", "Wij betalen geen werk dat al klaar is.", "proposed"),
)

OBLIGATIONS = (
    ObligationRule("Voer het werk uit.", "Awb 4:37(1)a", "binnen 18 maanden na ons besluit",
        months=18),
    ObligationRule("Houd het huis tien jaar open voor ontmoeting.", "Awb 4:38, 4:41", "tot tien jaar na ons besluit",
        years=10),
    ObligationRule("Verzeker het gebouw goed.", "Awb 4:37(1)d", "altijd"),
    ObligationRule("Vraag ons eerst als u wilt verkopen of lenen op het huis.", "naar Awb 4:71",
        "vier weken van tevoren"),
    ObligationRule("Laat ons het werk zien als wij langskomen.", "Awb 4:37(1)b", "op afspraak"),
    ObligationRule("Stuur na afloop rekeningen en foto's.", "Awb 4:37(1)e", "binnen 13 weken na het werk",
        weeks=13, from_="end"),
)

DEFAULTS = (
    Default("A plafond", "€ 25.000", "Awb 4:25", "proposed"),
    Default("A bedrag", "€ 500/1.000/1.500/2.000 plus € 3,32 per m²", "scheme",
        "real in Waadhoeke 2024; proposed here"),
    Default("A te veel aanvragen", "ieder hetzelfde deel, afgerond naar beneden", "Awb 4:26", "proposed"),
    Default("A vaststelling", "direct, zonder verslag", "Awb 4:43", "proposed"),
    Default("B plafond", "€ 220.000 voor 2026-2029", "Awb 4:25, 4:34", "proposed"),
    Default("B deel", "60%, hoogstens € 75.000 per vier jaar", "scheme", "proposed"),
    Default("B delen", "voorschotten in vier gelijke jaren, het laatste deel krijgt de rest", "Awb 4:95",
        "real in Westerkwartier 2024; proposed here"),
    Default("B volgorde", "conditie 4-6 eerst, dan punten", "scheme", "proposed"),
    Default("beslistermijn", "13 weken na sluiting van de ronde, voor A en B", "Awb 4:13(1)",
        "proposed, by regulation"),
    Default("B vaststelling", (
        "60% van de werkelijke kosten, hoogstens het verleende bedrag; vanaf € 25.000 met kostenverslag; "
        "vanaf € 125.000 met accountant"
    ), "Awb 4:31, 4:45, 4:46(1), ASV", "proposed; € 125.000 from amendment A02 (2024)"),
    Default("terugbetalen", "binnen 6 weken", "Awb 4:57, 4:87", "real (law)"),
    Default("betaling", "binnen 6 weken na bekendmaking, daarna elk jaar op 1 juni een voorschot", "Awb 4:87, 4:95",
        "6 weeks real (law); 1 June proposed"),
)
# fmt: on

DORPSHUIS_ONDERHOUD = Scheme(
    code="dorpshuis-onderhoud",
    version="2026.1",
    title="Onderhoud dorpshuizen",
    prefix="DH",
    policy_field="4.1.2",
    purpose="Voor besturen van dorpshuizen, zodat mensen elkaar daar blijven ontmoeten.",
    regulation="Subsidieregeling Onderhoud dorpshuizen Voorbeeldstad 2026 (verzonnen)",
    rounds=(SMALL, LARGE),
    questions=QUESTIONS,
    criteria=CRITERIA,
    fit_check=FIT_CHECK,
    obligations=OBLIGATIONS,
    defaults=DEFAULTS,
    afterwards=AFTERWARDS,
    documents=(
        Document("Statuten of uittreksel", "altijd"),
        Document("Bewijs van eigendom of huur", "alleen bij B"),
        Document("Onderhoudsplan (D)MJOP, NEN 2767", "alleen bij B"),
        Document("Energieadvies EPA", "alleen bij B"),
        Document("Offertes: 1, boven € 10.000 2, boven € 50.000 3", "alleen bij B"),
        Document("Jaarrekening en reserves", "alleen bij B"),
        Document("Verzekering, vergunningen, foto's", "alleen bij B"),
    ),
    letters={
        "ontvangst": (
            "Wij hebben uw aanvraag voor {dorpshuis} ontvangen op {ontvangen_op}. Wij besluiten uiterlijk "
            "{beslisdatum}."
        ),
        "werk_a": "Het gaat om klein onderhoud aan {titel}.",
        "werk_b": "Het gaat om groot onderhoud aan {titel}. In uw begroting staat dit werk: {onderdelen}.",
        "formule": (
            "U krijgt € {bedrag} voor klein onderhoud. Zo rekenen wij: € {deel_inwoners} voor {inwoners} "
            "inwoners, plus {oppervlakte} m² maal € {tarief}."
        ),
        "inspectie": "Op {datum} komt {inspecteur} naar uw gebouw kijken. Wilt u zorgen dat iemand open kan doen?",
        "verlening_b": (
            "Uw huis staat hoog genoeg op de lijst: wie het werk het hardst nodig heeft, gaat voor. Daarom "
            "krijgt u {procent}% van de werkelijke kosten voor {werk}, hoogstens € {bedrag}."
        ),
        "afwijzing_plafond": (
            "Wij geven nu geen subsidie voor {werk}. Uw huis staat op plaats {plaats} met {punten} punten. "
            "Huizen met meer nood gaan voor. Er bleef € {rest} over en uw werk kan met minstens € {minimum}."
        ),
        "lager_vrijval": (
            "Het werk kostte € {werkelijk}. Wij betalen daarvan {procent}%, zoals in ons besluit staat. Wij "
            "stellen de subsidie vast op € {bedrag}. De laatste delen worden daardoor lager."
        ),
        "vaststelling_lager": (
            "Een deel van het werk is niet gedaan: {ontbreekt}. Daarom stellen wij de subsidie lager vast, op "
            "€ {bedrag}. Wij vroegen eerst uw mening: {zienswijze}."
        ),
        "terugvordering": (
            "Het werk kostte € {werkelijk}. U kreeg € {betaald}. Wij vragen € {terug} terug. Betaal dit binnen "
            "zes weken. Lukt dat niet ineens? Bel ons voor een regeling."
        ),
        "vaststelling": (
            "Wij stellen uw subsidie vast op € {bedrag}. U houdt het huis open voor ontmoeting tot {einddatum}."
        ),
    },
    steps={
        "file": Step(effects=(Receive("dorpshuis"), Start("decision_term"), Write("acknowledgement"))),
        "request_completion": Step(effects=(Write("completion_request"),)),
        "withdraw": Step(effects=(Write("withdrawal_confirmed"),)),
        "round.rank": Step(effects=(DecideAll(),)),
        "decision.draft_decision": Step(
            guards=(WithinMaximum(), ShareOfCosts(Fraction(3, 5)), QuotesEnough(), ReportAccepted())
        ),
        "award": Step(effects=(Owe("kostenverslag"), Write("award"))),
        "determine_directly": Step(effects=(Write("direct_determination"),)),
        "reject": Step(effects=(Write("rejection"),)),
        "set_aside": Step(effects=(Write("set_aside"),)),
        "payment.settle_payment": Step(effects=(WriteAdvancePaid(),)),
        "account": Step(effects=(HandIn("kostenverslag"), Write("account_receipt"))),
        "determine": Step(effects=(Write("determination"),)),
        "recover": Step(effects=(Write("recovery"),)),
    },
)

LEAFLET = Leaflet(
    "dorpshuis-onderhoud",
    aims=(Aim("dorpshuis", "Een dorpshuis opknappen"),),
    for_whom="Besturen van dorpshuizen, zonder winst en met vrijwilligers.",
)
