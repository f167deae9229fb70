"""Sample rejections, one for each ground and each order of distribution."""

from dataclasses import replace
from datetime import UTC, date, datetime

from documents.letters.parts import HelpOffer
from documents.letters.rejection import (
    CeilingGround,
    CriterionGround,
    LateGround,
    LegalGround,
    NotListedGround,
    Order,
    Rejection,
    ScoreGround,
    ShareGround,
    WrongSchemeGround,
)
from documents.letters.tables import RankRow, RankTable, ScoreRow, ScoreTable
from tests.documents.sample_parts import (
    APRIL_17,
    APRIL_24,
    ATELIER,
    CHALLENGE,
    HALL,
    HALLS,
    SUBMIT,
    TOY_SCORES,
    head,
    remedy,
    rules,
    scores,
    signature,
)

LOW_SCORES = scores(
    ("Impact", 167, 1000, 30, "Het effect is klein en duurt kort."),
    ("Draagvlak", 300, 1200, 20, "Een paar bewoners steunen het plan."),
    ("Ondernemend", 333, 1333, 20, "De inkomsten zijn goed onderbouwd, maar er is nog geen eerste klant."),
    ("Schaalbaar", 267, 800, 15, "Uitbreiden kost veel extra geld."),
    ("Vernieuwend", 233, 700, 15, "Het lijkt sterk op iets dat er al is."),
    total=5033,
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
HELP = (
    HelpOffer(
        subject="Volgende ronde",
        text="U mag opnieuw meedoen. Met inkomsten voor het tweede jaar krijgt u meer punten.",
    ),
    HelpOffer(subject="Innovatieatelier", text="Deze regeling past misschien ook bij u."),
    HelpOffer(subject="Uitleg", text="De jury vertelt u graag wat sterk was en wat beter kan."),
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
SEVENTH = CeilingGround(
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
)
ARRIVAL = replace(CEILING, head=head(APRIL_17, "IA-2026-0012", ATELIER), ground=SEVENTH, scores=None)
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
    help=(HelpOffer(subject="Volgende ronde", text="Komt er een nieuwe ronde? Dan mag uw idee weer mee."),),
)
DRAWN = replace(
    ARRIVAL,
    ground=replace(SEVENTH, order=Order.DRAW),
    help=(
        HelpOffer(
            subject="Reservelijst",
            text="Uw plan blijft op de lijst staan. Komt er geld vrij? Dan krijgt u vanzelf een nieuw besluit.",
        ),
    ),
)
TOO_SMALL = ShareGround(
    ceiling_cents=3_000_000,
    published_on=date(2025, 12, 15),
    asked_together_cents=4_500_000,
    share_cents=240_000,
    minimum_cents=250_000,
)
SHARED = replace(ARRIVAL, ground=TOO_SMALL)
SHARED_WITHOUT_MINIMUM = replace(ARRIVAL, ground=replace(TOO_SMALL, minimum_cents=360_000, minimum_stated=False))
NOT_LISTED = replace(
    ARRIVAL,
    ground=NotListedGround(regulation="Regeling buurtaccommodaties 2026 (verzonnen)", listed=12),
    help=(HelpOffer(subject="Ander geld", text="Wij weten welke fondsen en regelingen er nog meer zijn."),),
)
LEGAL = replace(
    ARRIVAL,
    rules=rules(("Afwijzen", "Awb, artikel 4:35 en 4:51")),
    ground=LegalGround(
        words="uw plan kan waarschijnlijk niet doorgaan",
        explanation="U hebt een vergunning nodig. Die is geweigerd. Daarom kan het feest niet op deze plek.",
    ),
    help=(HelpOffer(subject="Opnieuw aanvragen", text="U mag in een volgende ronde opnieuw meedoen."),),
)
WRONG_SCHEME = replace(
    CEILING,
    head=head(APRIL_17, "OC-2026-0050", CHALLENGE),
    rules=rules(("Een andere regeling", "Awb, artikel 4:23 en 4:35")),
    project="Koffie voor de straat",
    ground=WrongSchemeGround(
        purpose="Voor ondernemers die iets nieuws beginnen voor de stad.",
        fits="Innovatieatelier",
        fits_purpose="Voor bewoners die samen iets nieuws proberen in hun wijk.",
        submit_url=SUBMIT,
        explanation="U vraagt geen klanten en heeft geen bedrijf.",
    ),
    scores=None,
    help=(HelpOffer(subject="Meedenken", text="Wij denken graag met u mee."),),
)
