"""Ondernemers Challenge: entrepreneurs with a plan; a tender judged by a jury, with prizes for the best three.

Names of regulations are invented; what is real and what is proposed stands with each figure in `DEFAULTS`.
"""

from datetime import date
from fractions import Fraction

from grants.allocation import Tender
from grants.effects.intake import HandIn, Receive
from grants.effects.letters import Write
from grants.effects.rounds import DecideAll
from grants.effects.terms import Owe, RegisterStateAid, Start
from grants.guards import GoodEnough, JudgedBy, ReasonAtTheEnds, ReportAccepted, ShareOfCosts, WithinMaximum
from grants.leaflet import Aim, Leaflet
from grants.themes import THEMES
from workflow.questions import (
    Address,
    AreaChoice,
    BudgetTable,
    Choice,
    DateQuestion,
    Declaration,
    Iban,
    Integer,
    Kvk,
    LongText,
    Money,
    PersonQuestion,
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

MAKERS = (
    ("ondernemer", "Ja, ik heb een onderneming"),
    ("oprichting", "Ik richt een onderneming op"),
    ("organisatie", "Ik ben van een stichting of vereniging"),
    ("bewonersgroep", "Nee, wij zijn een groep bewoners"),
    ("bewoner", "Nee, ik ben bewoner"),
)
LEGAL_FORMS = (
    ("eenmanszaak", "Eenmanszaak"),
    ("vof", "Vennootschap onder firma (vof)"),
    ("bv", "Besloten vennootschap (bv)"),
    ("stichting", "Stichting"),
    ("vereniging", "Vereniging"),
    ("cooperatie", "Coöperatie"),
)

TENDER = RoundRule(
    code="tender",
    title="Ondernemers Challenge",
    allocation=Tender(pass_mark=60, minimum_mean=2, ties=("impact", "vernieuwend", "draw"), remainder=True),
    decision_term_weeks=13,
    decision_term_from="closes",
    basis="Awb 4:13(1); artikel 7 (verzonnen)",
    parameters={
        "ceiling_cents": 112_500_00,
        "maximum_cents": 5_000_00,
        "funding_share": Fraction(1, 2),  # The entrepreneur pays the other half.
        "own_hours_share": Fraction(2, 3),  # Own hours are at most this share of what the entrepreneur pays.
        "one_award_per_undertaking": True,
        "pass_mark": 60,
        "minimum_mean": 2,
        "ties": ("impact", "vernieuwend", "draw"),
        "remainder": True,
        "repair_term_weeks": 1,
        "advance_share": Fraction(4, 5),
        "regime": "ex_officio_after_report",
        "determination_weeks_after_end": 13,
        "execution_through": date(2026, 9, 30),
        "accounts_due": date(2026, 10, 30),
        "de_minimis_cents": 300_000_00,
        "prize_ceiling_cents": 15_000_00,
        "prizes_cents": (7_500_00, 5_000_00, 2_500_00),
        "jury_share": 60,
        "vote_share": 40,
        "prize_ties": ("jury_grade", "draw"),
    },
)

# Laid out by hand, so that each form and each list reads as a table.
# fmt: off
QUESTIONS = (
    Text("idee_titel", "idee", "Hoe heet uw idee?", "Een korte naam is genoeg.", personal=False, max_chars=80),
    Text("idee_zin", "idee", "Wat is uw idee in één zin?", "Een idee is nog geen aanvraag.",
        personal=False, max_chars=200),
    AreaChoice("wijk", "idee", "In welke wijk of welk dorp?", "Kies de plek waar u begint.", personal=False),
    Choice("thema", "idee", "Waar gaat uw idee over?", "Kies wat het beste past.", personal=False, options=THEMES),
    Choice("soort", "idee", "Bent u al ondernemer?", "Een onderneming mag nog in oprichting zijn.",
        personal=False, options=MAKERS),
    PersonQuestion("contact", "idee", "Hoe bereiken wij u?", "Een begeleider belt u voor een gesprek."),
    Text("organisatie", "wie", "Hoe heet uw onderneming?", "De naam bij de Kamer van Koophandel.",
        max_chars=100, identity=True),
    Kvk("kvk", "wie", "Wat is uw KvK-nummer?", "Acht cijfers."),
    Choice("rechtsvorm", "wie", "Welke rechtsvorm heeft u?", "Bijvoorbeeld stichting, bv of eenmanszaak.",
        personal=False, options=LEGAL_FORMS),
    PersonQuestion("tekenaar", "wie", "Wie mag tekenen?", "Deze persoon dient de aanvraag in.",
        fields=("name", "function", "email", "phone")),
    Address("adres", "wie", "Wat is uw postadres?", "Straat, huisnummer, postcode en plaats."),
    LongText("plan_wat", "plan", "Wat gaat u doen?", "Vertel wat u doet, voor wie en waar.", max_chars=4000),
    LongText("plan_impact", "plan", "Wat verandert er voor mensen?", "Hoe merkt u dat het werkt?", max_chars=2000),
    LongText("plan_draagvlak", "plan", "Wie doet er mee?", "Noem bewoners, klanten en partners.", max_chars=2000),
    LongText("plan_ondernemend", "plan", "Hoe verdient u uw geld?", "Ook na het eerste jaar.", max_chars=2000),
    LongText("plan_schaal", "plan", "Kan het ook in andere wijken?", "Wat is daarvoor nodig?", max_chars=1500),
    LongText("plan_nieuw", "plan", "Wat is er nieuw aan?", "Bestaat er al iets dat erop lijkt?", max_chars=1500),
    DateQuestion("start", "plan", "Wanneer begint u?", "Na ons besluit.", personal=False, after="today"),
    DateQuestion("eind", "plan", "Wanneer bent u klaar?", "Uiterlijk op de einddatum van de ronde.",
        personal=False, after="start"),
    BudgetTable("begroting", "geld", "Wat kost het en wie betaalt?", "U betaalt minstens de helft zelf.",
        personal=False, min_rows=4, max_rows=40),
    Money("minimum", "geld", "Met welk bedrag lukt het nog?", "Wij geven minder als het geld bijna op is.",
        personal=False, minimum_cents=1, at_most_requested=True),
    Money("steun_eerder", "geld", "Hoeveel overheidssteun kreeg u eerder?",
        "In de laatste drie jaar, met verbonden bedrijven.",
        personal=False, minimum_cents=0, maximum_cents=30_000_000),
    Iban("iban", "geld", "Op welke rekening betalen wij?", "De rekening staat op naam van de onderneming."),
    Upload("bijlage_bank", "bijlagen", "Bewijs van uw bankrekening", "Een afschrift is genoeg.",
        kinds=("pdf", "jpg", "png"), max_mb=10),
    Upload("bijlage_eigen", "bijlagen", "Bewijs van uw eigen deel", "Bijvoorbeeld een toezegging of saldo.",
        kinds=("pdf",), max_mb=10),
    Upload("bijlage_minimis", "bijlagen", "Verklaring over eerdere steun", "Wij hebben een formulier voor u.",
        kinds=("pdf",), max_mb=10),
    LongText("publiek", "bijlagen", "Wat mogen stemmers lezen?", "Deze tekst komt op de website.", max_chars=600),
    Declaration("verklaring", "klaar", "Is alles naar waarheid ingevuld?", "U geeft wijzigingen meteen door.",
        personal=False),
)

AFTERWARDS = (
    Afterwards(Integer("na_klanten", "achteraf", "Hoeveel mensen bereikte u?", "Klanten, deelnemers en bezoekers samen.",
        required=False, personal=False, minimum=0, maximum=1_000_000), in_report=True),
    Afterwards(Upload("na_resultaat", "achteraf", "Bewijs van wat u bereikte", "Bijvoorbeeld een foto, flyer of factuur.",
        personal=False, kinds=("pdf", "jpg", "png"), max_mb=10, max_files=5)),
)

CRITERIA = (
    Criterion("impact", "Impact", "Wat verandert er voor mensen in de wijk?", 30, (
        "Er verandert niets dat wij kunnen zien.",
        "Er verandert iets voor een paar mensen, voor korte tijd.",
        "Een kleine groep merkt een duidelijk verschil.",
        "Veel mensen, of mensen die hulp nodig hebben, merken een duidelijk verschil.",
        "Mensen die hulp nodig hebben zijn blijvend beter af, en dat wordt gemeten.",
    )),
    Criterion("draagvlak", "Draagvlak", "Wie doet er mee en wie steunt het plan?", 20, (
        "Er is nog met niemand gesproken.",
        "Alleen bekenden van de aanvrager steunen het plan.",
        "Een paar mensen uit de wijk steunen het plan.",
        "Bewoners of partners hebben toegezegd dat zij meedoen.",
        "Bewoners en partners doen nu al mee, en dat is te zien.",
    )),
    Criterion("ondernemend", "Ondernemend", "Kan het plan na een jaar zelf verder?", 20, (
        "Er is geen idee over inkomsten.",
        "Er is een idee over inkomsten, zonder bedragen.",
        "De bedragen zijn er, maar het plan blijft deels van subsidie afhankelijk.",
        "De inkomsten zijn onderbouwd en dekken het grootste deel van de kosten.",
        "De inkomsten zijn onderbouwd en dekken alle kosten na een jaar.",
    )),
    Criterion("schaalbaar", "Schaalbaar", "Kan het ook in een andere wijk of stad?", 15, (
        "Het kan alleen op deze plek en met deze mensen.",
        "Het kan elders, maar met veel extra geld of werk.",
        "Het kan in één andere wijk met wat aanpassing.",
        "Het kan in meer wijken, en de aanvrager zegt hoe.",
        "Het kan snel in veel wijken, en de eerste stap is afgesproken.",
    )),
    Criterion("vernieuwend", "Vernieuwend", "Wat is er nieuw aan het plan?", 15, (
        "Dit bestaat al op dezelfde manier in de wijk.",
        "Het is een kleine verandering van iets dat bestaat.",
        "Het is nieuw voor deze wijk.",
        "Het is nieuw voor de gemeente.",
        "Het is nieuw voor de gemeente en anderen kunnen ervan leren.",
    )),
)

FIT_CHECK = (
    FitQuestion("Gebeurt het plan in onze gemeente?", "Begin in onze gemeente.", "proposed"),
    FitQuestion("Heeft u een onderneming, of richt u die op?", "Bewoners kunnen naar het Innovatieatelier.",
        "proposed"),
    FitQuestion("Betaalt u zelf minstens de helft?", "Verlaag de kosten of zoek een partner.",
        "real (challenge website 2017)"),
    FitQuestion("Vraagt u niet meer dan € 5.000?", "Vraag minder.", "proposed"),
    FitQuestion("Vraagt u met deze onderneming maar één keer aan?", "Kies uw beste plan.", "proposed"),
)

OBLIGATIONS = (
    ObligationRule("Begin met uw plan.", "Awb 4:37(1)a", "binnen drie maanden na ons besluit",
        months=3),
    ObligationRule("Rond het plan af.", "Awb 4:37(1)a",
        "voor de einddatum van de ronde", from_="fixed", parameter="execution_through"),
    ObligationRule("Betaal minstens de helft van de kosten zelf.", "Awb 4:33(b), 4:38", "bij het eindverslag"),
    ObligationRule("Meld het meteen als iets anders gaat.", "ASV meldingsplicht", "meteen"),
    ObligationRule("Stuur een kort eindverslag met kosten en inkomsten.", "Awb 4:37(1)e",
        "op de verslagdatum van de ronde", from_="fixed", parameter="accounts_due"),
    ObligationRule("Bewaar bonnen zeven jaar. Wij controleren soms.", "Awb 4:37(1)b", "tot zeven jaar na het einde",
        years=7, from_="end"),
)

DEFAULTS = (
    Default("plafond", "€ 112.500 plus € 15.000 prijzen", "Awb 4:25", "proposed; real: more than € 100,000"),
    Default("verdeling", "tender, jury, rangorde", "Awb 4:26", "real (jury, criteria); proposed rules"),
    Default("gewichten", "30/20/20/15/15", "scheme", "proposed"),
    Default("drempel", "60 van 100; elk criterium gemiddeld 2", "scheme", "proposed"),
    Default("gelijke stand", (
        "Impact, dan Vernieuwend, dan loting met vooraf vastgelegd getal; bij de prijs: jurycijfer, dan "
        "loting"
    ), "scheme", "proposed"),
    Default("past niet meer", "rest geven als het plan daarmee kan, anders weigeren en stoppen", "Awb 4:25(2)",
        "proposed"),
    Default("maximum", "€ 5.000, hoogstens 50% van de kosten", "scheme", "50% real; € 5.000 proposed"),
    Default("eigen uren", "hoogstens twee derde van het eigen deel", "scheme", "proposed"),
    Default("prijzen", "€ 7.500, € 5.000, € 2.500", "scheme", "sum € 15,000 real; split proposed"),
    Default("prijs telt", (
        "jury: 60 x cijfer / 100; publiek: 40 x stemmen / hoogste aantal stemmen; exact vergeleken, twee "
        "decimalen getoond"
    ), "scheme", "proposed (both real)"),
    Default("beslistermijn", "13 weken na sluiting van de ronde", "Awb 4:13(1)", "proposed, by regulation"),
    Default("hersteltermijn", "1 week, voor iedereen gelijk", "Awb 4:5(1)", "proposed"),
    Default("voorschot", "80%", "Awb 4:95", "proposed"),
    Default("vaststelling", "ambtshalve na eindverslag, binnen 13 weken", "Awb 4:47", "proposed"),
    Default("de-minimis", "€ 300.000 in drie jaar; register binnen 20 werkdagen", "(EU) 2023/2831", "real (law)"),
    Default("betaling", "binnen 6 weken na bekendmaking", "Awb 4:87(1)", "real (law)"),
)
# fmt: on

ONDERNEMERS_CHALLENGE = Scheme(
    code="ondernemers-challenge",
    version="2026.1",
    title="Ondernemers Challenge",
    prefix="OC",
    policy_field="4.1.1",
    purpose="Voor ondernemers met een plan dat mensen in de gemeente vooruit helpt.",
    regulation="Subsidieregeling Ondernemers Challenge Voorbeeldstad 2026 (verzonnen)",
    rounds=(TENDER,),
    questions=QUESTIONS,
    criteria=CRITERIA,
    fit_check=FIT_CHECK,
    obligations=OBLIGATIONS,
    defaults=DEFAULTS,
    afterwards=AFTERWARDS,
    documents=(
        Document("Plan (in het formulier)", "altijd"),
        Document("Begroting met eigen helft", "altijd"),
        Document("Bewijs van bankrekening", "altijd"),
        Document("Bewijs van eigen deel", "altijd"),
        Document("Verklaring de-minimissteun", "altijd"),
        Document("Uittreksel KvK (wij halen het op)", "altijd"),
    ),
    letters={
        "idee_ontvangen": "Dank voor uw idee {titel}. Het is nog geen aanvraag. {begeleider} belt u voor {beldatum}.",
        "uitnodiging": (
            "Wij nodigen u uit om een plan te maken. Stuur het uiterlijk {sluitdatum}, {sluituur} uur. Daarna "
            "is het te laat."
        ),
        "idee_zonder_uitnodiging": (
            "Wij nodigen u niet uit voor de Challenge, omdat {reden}. U mag toch een plan indienen. Past "
            "{andere_regeling} misschien beter?"
        ),
        "verlening": (
            "U krijgt € {bedrag} voor {titel}. Uw plan staat op plaats {plaats} met {score} punten. U krijgt "
            "nu {voorschot_procent}% als voorschot. De rest volgt na uw eindverslag."
        ),
        "verlening_deel": (
            "U krijgt € {bedrag}. Dat is minder dan u vroeg, want het geld was bijna op. U schreef dat het "
            "plan kan met minstens € {minimum}."
        ),
        "afwijzing_plafond": (
            "Uw plan is goed genoeg, met {score} punten. Toch geven wij geen subsidie. Het geld is op. Er was "
            "€ {plafond}. De {aantal} plannen boven u krijgen samen € {som}. Er bleef € {rest} over. Uw plan "
            "kan met minstens € {minimum}."
        ),
        "afwijzing_score": (
            "Wij geven geen subsidie voor {titel}. Het plan kreeg {score} punten. Nodig is {drempel}. "
            "Hieronder leest u per criterium waarom."
        ),
        "afwijzing_minimum": (
            "Wij geven geen subsidie voor {titel}. Voor {criterium} kreeg u gemiddeld {cijfer}. Nodig is "
            "minstens 2. Daarom telt de rest van uw score niet mee."
        ),
        "afwijzing_te_laat": (
            "Wij kregen uw plan op {ontvangen_op}. De ronde sloot op {sluitdatum} om {sluituur} uur. Daarom "
            "beoordelen wij het plan niet. Uw idee mag mee in de volgende ronde."
        ),
        "prijs": (
            "U wint de {rang} prijs: € {bedrag}. Het publiek en de jury kozen uw plan. U gebruikt de prijs "
            "voor: {vervolg}."
        ),
        "vaststelling": "Wij stellen uw subsidie vast op € {bedrag}. U kreeg al € {voorschot}. U krijgt nog € {rest}.",
        "vaststelling_lager": (
            "Wij stellen uw subsidie vast op € {bedrag}. Dat is € {verschil} lager, omdat {reden}. Wij vroegen "
            "eerst uw mening: {zienswijze}."
        ),
    },
    steps={
        "register_idea": Step(effects=(Write("idea_received"),)),
        "invite": Step(effects=(Write("invitation"),)),
        "advise_idea": Step(effects=(Write("idea_advice"),)),
        "refer_idea": Step(effects=(Write("idea_advice"),)),
        "file": Step(effects=(Receive(), Start("decision_term"), Write("acknowledgement"))),
        "request_completion": Step(effects=(Write("completion_request"),)),
        "withdraw": Step(effects=(Write("withdrawal_confirmed"),)),
        "assessment.score": Step(guards=(JudgedBy("juror"),)),
        "assessment.lock": Step(guards=(ReasonAtTheEnds(),)),
        "round.rank": Step(effects=(DecideAll(),)),
        "decision.draft_decision": Step(
            guards=(GoodEnough(), WithinMaximum(), ShareOfCosts(Fraction(1, 2)), ReportAccepted())
        ),
        "award": Step(effects=(RegisterStateAid(), Owe("eindverslag", "accounts_due"), Write("award"))),
        "reject": Step(effects=(Write("rejection"),)),
        "set_aside": Step(effects=(Write("set_aside"),)),
        "prize": Step(effects=(RegisterStateAid(), Write("prize"))),
        "account": Step(effects=(HandIn("eindverslag"), Write("account_receipt"))),
        "determine": Step(effects=(Write("determination"),)),
        "recover": Step(effects=(Write("recovery"),)),
    },
)

LEAFLET = Leaflet(
    "ondernemers-challenge",
    aims=(
        Aim("ondernemen", "Ondernemen voor mensen in de wijk"),
        Aim("meedoen", "Zorgen dat meer mensen meedoen"),
    ),
    for_whom="Ondernemers, ook als de onderneming nog in oprichting is.",
)
