"""Innovatieatelier Sociaal Domein: residents with a plan; first come, first served by day of completeness.

Names of regulations are invented; what is real and what is proposed stands with each figure in `DEFAULTS`.
"""

from fractions import Fraction

from grants.allocation import FirstCome
from grants.effects.assessment import AssessWhenLocked
from grants.effects.intake import HandIn, Receive
from grants.effects.letters import Write
from grants.effects.terms import OweAfterEnd, Start
from grants.guards import DirectThrough, GoodEnough, JudgedBy, ReportAccepted, ShareOfCosts, WithinMaximum
from grants.leaflet import Aim, Leaflet
from grants.themes import THEMES
from workflow.questions import (
    Address,
    AreaChoice,
    Boolean,
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

HELP = (
    ("meedenken", "Meedenken over het plan"),
    ("mensen", "Mensen vinden die meedoen"),
    ("rekenen", "Een begroting maken"),
    ("plek", "Een plek vinden"),
    ("regels", "Weten welke regels er zijn"),
    ("geld", "Ander geld vinden"),
)
APPLICANTS = (
    ("groep", "Een groep bewoners"),
    ("vereniging", "Een vereniging"),
    ("stichting", "Een stichting"),
    ("cooperatie", "Een coöperatie"),
)

TRANCHE = RoundRule(
    code="tranche",
    title="T1 t/m T4 (per kwartaal)",
    allocation=FirstCome(draw="day"),
    decision_term_weeks=8,
    decision_term_from="received",
    basis="Awb 4:13(1); artikel 6 (verzonnen)",
    parameters={
        "ceiling_cents": 30_000_00,
        "year_ceiling_cents": 120_000_00,
        "carries_over": True,  # What is left of a tranche moves on to the next.
        "maximum_cents": 10_000_00,
        "full_up_to_cents": 5_000_00,  # Costs are paid in full up to here,
        "share_above": Fraction(1, 2),  # and for this share above.
        "pass_mark": 60,
        "minimum_mean": 2,
        "repair_term_weeks": 3,
        "advance_share": Fraction(1),
        "direct_through_cents": 5_000_00,  # Up to here determined at once, without report or advance (Awb 4:43).
        "report_weeks_after_end": 6,
        "determination_weeks_after_end": 13,
    },
)

# Laid out by hand, so that each form and each list reads as a table.
# fmt: off
QUESTIONS = (
    Text("idee_titel", "idee", "Hoe heet uw idee?", "Een korte naam is genoeg.", personal=False, max_chars=80),
    Text("idee_zin", "idee", "Wat is uw idee in één zin?",
        "Dit is nog geen aanvraag. U hoort van ons wat u kunt doen.", personal=False, max_chars=200),
    AreaChoice("wijk", "idee", "In welke wijk of welk dorp?", "Kies de plek waar het gebeurt.", personal=False),
    Choice("thema", "idee", "Waar gaat uw idee over?", "Kies wat het beste past.", personal=False, options=THEMES),
    Choice("hulp", "idee", "Welke hulp zoekt u?", "Bijvoorbeeld meedenken, mensen vinden of rekenen.",
        required=False, personal=False, options=HELP, many=True),
    Choice("aanvrager_soort", "wie", "Wie vraagt aan?", "Een groep bewoners hoeft geen vereniging te zijn.",
        personal=False, options=APPLICANTS),
    Text("groep_naam", "wie", "Hoe heet uw groep of organisatie?", "Dit komt in onze brieven.",
        max_chars=100, identity=True),
    Kvk("kvk", "wie", "Wat is uw KvK-nummer?", "Alleen voor een organisatie.", required=False),
    PersonQuestion("verantwoordelijke", "wie", "Wie is verantwoordelijk voor het geld?",
        "Deze persoon tekent en krijgt onze brieven."),
    Address("adres", "wie", "Wat is uw postadres?", "Straat, huisnummer, postcode en plaats."),
    PersonQuestion("tweede_adres", "wie", "Wie doet er nog meer mee?", "Een groep heeft minstens twee adressen.",
        required=False, fields=("name", "postcode", "number"), maximum=5),
    LongText("plan_wat", "plan", "Wat gaat u doen?", "Vertel wat u doet, waar en hoe vaak.", max_chars=4000),
    LongText("plan_waarom", "plan", "Waarom is dit nodig?",
        "Wat merkt u in de wijk? Schrijf niets over iemands gezondheid.", max_chars=2000),
    LongText("plan_nieuw", "plan", "Wat is er nieuw aan?", "Bestaat er al iets dat erop lijkt?", max_chars=1000),
    LongText("plan_inclusie", "plan", "Hoe kan iedereen meedoen?", "Denk aan taal, geld, trappen en vervoer.",
        max_chars=1000),
    DateQuestion("start", "plan", "Wanneer begint u?", "Binnen drie maanden na ons besluit.",
        personal=False, after="today"),
    DateQuestion("eind", "plan", "Wanneer bent u klaar?", "Uiterlijk twee jaar na ons besluit.",
        personal=False, after="start"),
    Integer("deelnemers", "plan", "Hoeveel mensen doen mee?", "Een schatting is goed.",
        personal=False, minimum=1, maximum=10_000),
    Boolean("dorpsvisie", "plan", "Past het bij de dorpsvisie?", "Alleen voor Ten Boer, Haren en de dorpen.",
        required=False, personal=False),
    BudgetTable("begroting", "geld", "Wat kost het en wie betaalt?", "Kosten en inkomsten zijn samen gelijk.",
        personal=False, min_rows=2, max_rows=40),
    Money("minimum", "geld", "Met welk bedrag lukt het nog?", "Soms is er te weinig geld. Dan weten wij dit.",
        personal=False, minimum_cents=1, at_most_requested=True),
    Boolean("vergoeding", "geld", "Betaalt u vrijwilligers een vergoeding?",
        "Wij controleren dan de grens per maand en jaar.", personal=False),
    Integer("vergoeding_aantal", "geld", "Hoeveel vrijwilligers krijgen een vergoeding?",
        "Alleen als u een vergoeding betaalt.", required=False, personal=False, minimum=1, maximum=500),
    Integer("vergoeding_uren", "geld", "Hoeveel uur per maand per vrijwilliger?",
        "Alleen als u een vergoeding betaalt.", required=False, personal=False, minimum=1, maximum=100),
    Money("vergoeding_tarief", "geld", "Hoeveel betaalt u per uur?", "Alleen als u een vergoeding betaalt.",
        required=False, personal=False, minimum_cents=1, maximum_cents=2_500),
    Integer("vergoeding_maanden", "geld", "Hoeveel maanden betaalt u dit?", "Alleen als u een vergoeding betaalt.",
        required=False, personal=False, minimum=1, maximum=24),
    LongText("andere_subsidie", "geld", "Waar vraagt u nog meer geld?", "Noem ook geld van een gebiedsteam.",
        required=False, max_chars=500),
    Iban("iban", "geld", "Op welke rekening betalen wij?", "De rekening staat op naam van de aanvrager."),
    Upload("bijlage_bank", "bijlagen", "Bewijs van uw bankrekening", "Een foto van de pas of een afschrift.",
        kinds=("pdf", "jpg", "png"), max_mb=10),
    Upload("bijlage_steun", "bijlagen", "Bewijs van steun uit de buurt", "Bijvoorbeeld handtekeningen of berichten.",
        kinds=("pdf", "jpg", "png"), max_mb=10, max_files=5),
    Upload("bijlage_statuten", "bijlagen", "Statuten van uw organisatie", "Alleen als u een organisatie bent.",
        required=False, kinds=("pdf",), max_mb=10),
    Declaration("verklaring", "klaar", "Is alles naar waarheid ingevuld?", "U geeft wijzigingen meteen door.",
        personal=False),
)

AFTERWARDS = (
    Afterwards(Integer("na_deelnemers", "achteraf", "Hoeveel mensen deden mee?", "Een schatting is goed.",
        personal=False, minimum=0, maximum=10_000), planned="deelnemers", in_report=True),
    Afterwards(Upload("na_foto", "achteraf", "Foto's van wat u deed", "Liever geen mensen op de foto.",
        required=False, personal=False, kinds=("jpg", "png"), max_mb=10, max_files=5), in_report=True),
)

CRITERIA = (
    Criterion("sociale-impact", "Sociale impact", "Maakt het plan de stad socialer en vitaler?", 30, (
        "Wij zien geen verschil voor bewoners.",
        "Een paar mensen merken kort iets.",
        "Een kleine groep bewoners merkt duidelijk verschil.",
        "Veel bewoners merken duidelijk verschil.",
        "Bewoners die hulp nodig hebben zijn blijvend beter af.",
    )),
    Criterion("draagvlak", "Draagvlak en eigen inzet", "Wie doet er mee en wat doen zij zelf?", 25, (
        "Er is nog met niemand gesproken.",
        "Alleen de indiener doet iets.",
        "Een paar buren helpen mee.",
        "Een groep bewoners heeft taken verdeeld.",
        "Veel bewoners doen nu al mee, ook zonder subsidie.",
    )),
    Criterion("vernieuwing", "Vernieuwing", "Wat is er nieuw aan het plan?", 20, (
        "Dit bestaat al in de wijk.",
        "Het lijkt sterk op iets dat er al is.",
        "Het is nieuw voor deze wijk.",
        "Het is nieuw voor de gemeente.",
        "Het is nieuw en anderen kunnen ervan leren.",
    )),
    Criterion("haalbaarheid", "Haalbaarheid en begroting", "Kan dit plan met dit geld lukken?", 15, (
        "Het plan of de begroting ontbreekt grotendeels.",
        "Er zijn grote gaten in plan of begroting.",
        "Het plan kan, maar een deel is onzeker.",
        "Plan, planning en begroting passen bij elkaar.",
        "Alles is geregeld en het werk kan meteen beginnen.",
    )),
    Criterion("inclusie", "Inclusie en bereik", "Kunnen mensen die weinig meedoen ook meedoen?", 10, (
        "Een deel van de bewoners kan niet meedoen.",
        "Iedereen mag komen, maar niemand wordt uitgenodigd.",
        "Er is nagedacht over mensen die weinig meedoen.",
        "Mensen die weinig meedoen worden zelf gevraagd.",
        "Mensen die weinig meedoen maken het plan mee.",
    )),
)

FIT_CHECK = (
    FitQuestion("Gaat het plan over onze gemeente?", "Het plan moet in onze gemeente gebeuren.", "proposed"),
    FitQuestion("Helpt het plan meer mensen dan uzelf?", "Het plan moet voor meer mensen zijn.",
        "proposed, after Leiden"),
    FitQuestion("Doen minstens twee adressen mee, of bent u een organisatie?",
        "Zoek iemand die meedoet. Wij helpen u.", "proposed"),
    FitQuestion("Is het plan nog niet begonnen?", "Wij betalen geen kosten van vóór de aanvraag.",
        "proposed, after Loket Leefbaarheid"),
    FitQuestion("Vraagt u niet meer dan € 10.000?", "Vraag minder, of zoek ook een ander die betaalt.", "proposed"),
)

OBLIGATIONS = (
    ObligationRule("Begin met uw plan.", "Awb 4:37(1)a; direct: Awb 4:38",
        "binnen drie maanden na ons besluit", months=3),
    ObligationRule("Rond het plan af.", "Awb 4:37(1)a; direct: Awb 4:38",
        "binnen 24 maanden na ons besluit", months=24),
    ObligationRule("Meld het meteen als iets anders gaat.", "ASV meldingsplicht", "meteen"),
    ObligationRule("Vertel ons wat u leerde, in een gesprek of kort verslag.", "Awb 4:37(1)e",
        "binnen zes weken na het einde", weeks=6, from_="end", above_cents=5_000_00),
    ObligationRule("Noem de gemeente als u over het plan vertelt.", "Awb 4:38", "zolang het plan loopt"),
    ObligationRule("Bewaar bonnen en bewijs zeven jaar. Wij controleren soms.", "Awb 4:37(1)b; direct: Awb 4:38",
        "tot zeven jaar na het einde", years=7, from_="end"),
)

DEFAULTS = (
    Default("plafond", "€ 120.000 per jaar, vier delen van € 30.000", "Awb 4:25, 4:26", "proposed"),
    Default("verdeling", "volgorde van volledige aanvragen, loting per dag", "Awb 4:26", "proposed"),
    Default("maximum", "€ 10.000", "scheme", "proposed, after Leiden"),
    Default("eigen deel", "50% van het deel boven € 5.000", "scheme", "proposed, after Leiden"),
    Default("drempel", "60 van 100, geen criterium onder 2", "scheme", "proposed"),
    Default("beslistermijn", "8 weken na ontvangst", "Awb 4:13(1)", "proposed, by regulation"),
    Default("hersteltermijn", "3 weken", "Awb 4:5(1)", "proposed"),
    Default("buiten behandeling", "binnen 4 weken", "Awb 4:5(4)", "real (law)"),
    Default("betaling", "binnen 6 weken na bekendmaking", "Awb 4:87(1)", "real (law)"),
    Default("bezwaar", "6 weken", "Awb 6:7, 6:8", "real (law)"),
    Default("vaststelling", (
        "t/m € 5.000 direct, zonder verslag; daarboven ambtshalve na kort verslag, binnen 13 weken na de "
        "einddatum"
    ), "Awb 4:43, 4:47", "proposed"),
    Default("voorschot", "100% boven € 5.000; bij directe vaststelling geen voorschot", "Awb 4:95", "proposed"),
    Default("indicator", 'Aantal ondersteunende bewonersinitiatieven: 2019 "-", 2020 "Toename"', "BBV",
        "real (Begroting 2020, gemeente Groningen)"),
)
# fmt: on

INNOVATIE_ATELIER = Scheme(
    code="innovatie-atelier",
    version="2026.1",
    title="Innovatieatelier Sociaal Domein",
    prefix="IA",
    policy_field="4.1.1",
    purpose="Voor bewoners met een plan dat de gemeente socialer en vitaler maakt.",
    regulation="Subsidieregeling Innovatieatelier Sociaal Domein Voorbeeldstad 2026 (verzonnen)",
    rounds=(TRANCHE,),
    questions=QUESTIONS,
    criteria=CRITERIA,
    fit_check=FIT_CHECK,
    obligations=OBLIGATIONS,
    defaults=DEFAULTS,
    afterwards=AFTERWARDS,
    documents=(
        Document("Formulier", "altijd"),
        Document("Begroting (in het formulier)", "altijd"),
        Document("Bewijs van bankrekening", "altijd"),
        Document("Bewijs van steun", "altijd"),
        Document("Statuten", "alleen organisaties"),
        Document("Verklaring de-minimissteun", "alleen bij economische activiteit"),
    ),
    letters={
        "ontvangst": (
            "Wij hebben uw aanvraag ontvangen op {ontvangen_op}. Wij besluiten uiterlijk {beslisdatum}. Mist "
            "er iets? Dan vragen wij u dat op tijd."
        ),
        "idee_ontvangen": (
            "Dank voor uw idee. Een idee is nog geen aanvraag. {begeleider} belt u voor {beldatum} om samen "
            "verder te denken."
        ),
        "aanvulling": (
            "Wij kunnen nog niet besluiten. Wij missen: {ontbreekt}. Stuur dit uiterlijk {hersteldatum}. Tot "
            "die dag staat onze termijn stil. Krijgen wij het niet, dan behandelen wij uw aanvraag niet."
        ),
        "verlening_direct": (
            "Uw plan {titel} past bij deze regeling en kreeg genoeg punten. Er was nog genoeg geld. Daarom "
            "krijgt u € {bedrag}."
        ),
        "verlening_ambtshalve": (
            "Uw plan {titel} past bij deze regeling en kreeg genoeg punten. Er was nog genoeg geld. Daarom "
            "krijgt u € {bedrag}."
        ),
        "afwijzing_score": (
            "Wij geven geen subsidie voor {titel}. Het plan kreeg {score} van de 100 punten. Nodig is "
            "{drempel}. Hieronder leest u per punt waarom. {begeleider} helpt u graag met een beter plan."
        ),
        "buiten_behandeling": (
            "Wij behandelen uw aanvraag niet. Op {verzoek_datum} vroegen wij om {ontbreekt}. Wij kregen dit "
            "niet voor {hersteldatum}. U mag opnieuw aanvragen."
        ),
        "vaststelling": "Wij stellen uw subsidie vast op € {bedrag}. Dank voor uw werk in {wijk}.",
    },
    steps={
        "register_idea": Step(effects=(Write("idea_received"),)),
        "advise_idea": Step(effects=(Write("idea_advice"),)),
        "file": Step(effects=(Receive(), Start("decision_term"), Write("acknowledgement"))),
        "request_completion": Step(effects=(Write("completion_request"),)),
        "withdraw": Step(effects=(Write("withdrawal_confirmed"),)),
        "assessment.score": Step(guards=(JudgedBy("assessor"),)),
        "assessment.lock": Step(effects=(AssessWhenLocked(by=2),)),
        "decision.draft_decision": Step(
            guards=(
                GoodEnough(),
                DirectThrough(),
                WithinMaximum(),
                ShareOfCosts(Fraction(1, 2), full_up_to_cents=5_000_00),
                ReportAccepted(),
            ),
        ),
        "award": Step(effects=(OweAfterEnd("kort verslag", "report_weeks_after_end"), Write("award"))),
        "determine_directly": Step(effects=(Write("direct_determination"),)),
        "reject": Step(effects=(Write("rejection"),)),
        "set_aside": Step(effects=(Write("set_aside"),)),
        "account": Step(effects=(HandIn("kort verslag"), Write("account_receipt"))),
        "determine": Step(effects=(Write("determination"),)),
        "recover": Step(effects=(Write("recovery"),)),
    },
)

LEAFLET = Leaflet(
    "innovatie-atelier",
    aims=(
        Aim("buurt", "Iets doen voor mijn buurt of dorp"),
        Aim("meedoen", "Zorgen dat meer mensen meedoen"),
    ),
    for_whom="Groepen bewoners, verenigingen, stichtingen en coöperaties.",
)
