"""The pieces that the sample letters share. All people, amounts and plans are invented."""

from datetime import date, timedelta

from documents.letters.parts import Contact, DeMinimis, Head, LegalBasis, Remedy, Sender, Signature
from documents.letters.tables import CalculationRow, PaymentRow, PaymentSchedule, ScoreRow, ScoreTable

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


TOY_SCORES = scores(
    ("Impact", 333, 2000, 30, "Kinderen spelen meer en ouders besparen geld."),
    ("Draagvlak", 400, 1600, 20, "Twee scholen en een wijkvereniging doen mee."),
    ("Ondernemend", 267, 1067, 20, "De inkomsten na het eerste jaar zijn mager."),
    ("Schaalbaar", 400, 1200, 15, "De bakfiets kan makkelijk meer wijken doen."),
    ("Vernieuwend", 300, 900, 15, "Speelgoed lenen bestaat al, de vaste route is nieuw."),
    total=6767,
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


SUBMIT = "https://gemeente.example/mijn-aanvraag"
