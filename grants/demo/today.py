"""Today at the office: in a new round of each scheme, work waits on every desk, so that whoever signs in finds some.

All of it is invented, and the names say so. The words of the plans are those of 2017; the tale of that year is not touched by it: the
rounds are those of 2027, and what money moves stands on a budget line of its own.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Model

from budgets.ledger import Kind, accounts_of, transfer
from budgets.models import BudgetLine
from grants.demo import accounts, answers, atelier, challenge, data, drawing, halls, money, unsent
from grants.demo.municipality import book_of, enter, enter_budget, party
from grants.demo.stage import Stage, at, id_of, step
from grants.models import Application, LetterText
from grants.models.decision import Part
from grants.models.handling import handling_id
from grants.payloads import (
    Away,
    Beginning,
    CompletionRequest,
    Contact,
    Draft,
    Filing,
    Handing,
    Help,
    Idea,
    Interest,
    Objecting,
    Reply,
    RoundPlan,
    Scoring,
    Writing,
)
from workflow.clock import AMSTERDAM
from workflow.facts import Actor, Change
from workflow.registers import TEXTS, Entries, register_id

PREPARED, OPENED, FILED, CHECKED, JUDGED, DRAFTED, SIGNED, ANNOUNCED, PAID = (
    date(2026, 11, day) for day in (16, 17, 18, 19, 20, 23, 23, 24, 25)
)
AWAY = date(2026, 12, 31)
"""The last day on which a clerk is away."""

CLOSES = datetime(2027, 1, 31, 23, 59, 59, tzinfo=AMSTERDAM)
YEAR, CENTS, CEILING_CENTS = 2027, 60_000_00, 57_500_00
"""The year, the money on a line, and the ceiling of the atelier: under it one more award fits, and not the two that wait for it."""

LATER = date(2027, 2, 1)
"""The day on which a round opens that is only prepared: until then it can become another one."""

LINE = "4.1.1-IA-EXTRA"
"""The line of the atelier: of this year, for money of a later year waits for that year."""

BOOK = book_of(LINE)

SEED = "00" * 32
"""No number of anything: these rounds are not drawn before the demo ends."""

WAITING = (
    ("Straatbieb Zuid", "filed"), ("Dakmoes", "filed"), ("Buurtlunch", "asked"), ("Repaircafé", "checked"),
    ("Wandelschool", "checked"), ("Geveltuinen", "scored"), ("Muziekhuis", "locked"), ("Fietsles", "drafted"),
    ("Taalwandeling", "drafted"), ("Pluktuin", "signed"), ("Leenkast", "announced"), ("Speelstraat", "announced"),
    ("Klusbus", "proposed"), ("Buurtkrant", "proposed"), ("Waterfeest", "approved"),
    ("Theetuin", "to the college"), ("Tuinbieb", "locked"),
)  # fmt: skip
"""The initiatives of the atelier, each with the last thing that was done with it."""

COLLEGE = "to the college"
"""A grant that is taken back: no mandate reaches that."""

WRONG_DATA = "De groep schreef zelf dat de cijfers in de aanvraag niet klopten. (verzonnen)"

ROAD = ("filed", "checked", "scored", "locked", "drafted", "signed", "announced", "proposed", "approved")


def run(stage: Stage) -> None:
    """Open three rounds, and bring each case as far as it waits."""
    money_for(LINE, CENTS)
    for code, scheme, rule, book, cents in (
        ("IA-2027", "innovatie-atelier", "tranche", BOOK, CEILING_CENTS),
        ("OC-2027", "ondernemers-challenge", "tender", book_of("4.1.1-OC"), CENTS),
        ("DH-B-2027", "dorpshuis-onderhoud", "B", book_of("4.1.2-DH-B", YEAR), CENTS),
    ):
        open_round(stage, code, scheme, rule, book, cents)
    prepare_round(
        stage, "IA-2027-2", "innovatie-atelier", "tranche", BOOK, CENTS, opens=LATER, closes=CLOSES + timedelta(days=90)
    )
    for n, (name, until) in enumerate(WAITING):
        _initiative(stage, n, name, until)
    _paper(stage)
    _challenge(stage)
    _halls(stage)
    _around(stage)
    _objection(stage)
    unsent.begin(stage, PAID)
    accounts.open_applicants()


def money_for(code: str, cents: int) -> None:
    """A budget line like that of the atelier, with money on it."""
    [line] = [one for one in data.organisation()["budget_line"] if one["code"] == "4.1.1-IA"]
    book = book_of(code)
    row = BudgetLine(
        id=id_of("line", code), code=code, year=FILED.year, name=f"{line['name']} (verzonnen)",
        policy_field_id=id_of("field", line["policy_field"]), holder_id=id_of("person", line["holder"]), adopted=line["budget_adopted"],
    )  # fmt: skip

    def authorised(stream: uuid.UUID) -> Any:
        made = transfer(Kind.AUTHORISE, book, cents, stream=stream, booked_on=PREPARED)
        made.id = id_of("authorised", book)
        return made

    enter_budget([row, *accounts_of(book)], authorised, "today" if code == LINE else code, PREPARED)


TITLES = {
    "innovatie-atelier": "Innovatieatelier",
    "ondernemers-challenge": "Ondernemers Challenge",
    "dorpshuis-onderhoud": "Onderhoud dorpshuizen, deel B",
}


def open_round(stage: Stage, code: str, scheme: str, rule: str, book: str, cents: int) -> None:
    """A round that is open since a few days."""
    prepare_round(stage, code, scheme, rule, book, cents, opens=OPENED, closes=CLOSES)
    stage.take(at(PREPARED, 10), "S12", step("round", "open", id_of("round", code)))


def prepare_round(
    stage: Stage, code: str, scheme: str, rule: str, book: str, cents: int, *, opens: date, closes: datetime
) -> None:
    """A round that nobody opened yet."""
    plan = RoundPlan(
        code=code,
        title=f"{TITLES[scheme]} 2027 (verzonnen)",
        scheme_version=id_of("scheme", scheme),
        rule=rule,
        prefix=code,
        opens_at=at(opens, 0),
        closes_at=closes,
        ceiling_cents=cents,
        book=book,
        parameters={
            "draw_seed_commitment": SEED,
            **({"sample_seed_commitment": SEED} if rule == "tranche" else {}),
            "draw_keys_given": True,
            "contact": str(id_of("person", "S12")),
        },
    )
    stage.take(at(PREPARED, 9), "S12", step("round", "prepare", id_of("round", code), plan))


def _iban(n: int) -> str:
    """An account number that no bank gave out, with the check digits that it would have."""
    account = f"VBLD{2027_000_000 + n:010d}"
    digits = "".join(str(int(one, 36)) for one in f"{account}NL00")
    return f"NL{98 - int(digits) % 97:02d}{account}"


def applicant(key: str, n: int, name: str, like: Mapping[str, Any]) -> Sequence[Model]:
    """A group that does not exist, with an address and an account of its own."""
    told = {**like, "iban": _iban(n), "email": f"{key.lower()}@voorbeeld.example", "kvk": ""}
    return party(key, told, f"{name} (verzonnen)", f"Contactpersoon {name} (verzonnen)", "informele groep")


def _enter(key: str, n: int, name: str, like: Mapping[str, Any]) -> None:
    enter(list(applicant(key, n, name, like)), f"today/{key}", PREPARED)


def filing_of(key: str, code: str, given: Mapping[str, Any], area: str, **more: Any) -> Filing:
    named = (id_of("organisation", key), id_of("person", key), id_of("account", key), id_of("area", area))
    return Filing(given, *named, id_of("round", code), key, **more)


def case_of(key: str) -> uuid.UUID:
    """The id of the case of an applicant."""
    return id_of("case", key)


def stream_of(key: str) -> uuid.UUID:
    return Application.objects.values_list("stream_id", flat=True).get(pk=case_of(key))


def _initiative(stage: Stage, n: int, name: str, until: str) -> None:
    """One initiative, along the road until it waits."""
    key, like = f"VANDAAG{n:02d}", next(row for row in atelier.told()["initiative"] if row["key"] == "IA01")
    _enter(key, n, f"Bewonersgroep {name}", like)
    given = {**answers.atelier(like), "idee_titel": f"{name} (verzonnen)"}
    stage.take(
        at(FILED, 9, n), key, step("application", "file", case_of(key), filing_of(key, "IA-2027", given, like["area"]))
    )
    if until == "asked":
        ask = CompletionRequest(("bijlage_bank",), CHECKED + timedelta(days=14))
        stage.take(at(CHECKED, 10), "S02", step("application", "request_completion", case_of(key), ask))
        return
    for when, who, change in road(key, like, until):
        stage.take(when, who, change)


def road(key: str, like: Mapping[str, Any], until: str, book: str = BOOK) -> Iterator[tuple[datetime, str, Change]]:
    """The steps after filing, in their order, up to the last one that was taken."""
    far, case, stream = ROAD.index("announced" if until == COLLEGE else until), case_of(key), stream_of(key)
    made, decided = uuid.uuid5(case, "decision"), like["expected"]["decision"]
    order = atelier.told()["round"]["criteria_order"]
    if far >= ROAD.index("checked"):
        yield at(CHECKED, 11), "S02", step("application", "intake", case)
    for n, assessor in enumerate(atelier.told()["assessor"]):
        levels = dict(zip(order, like["scores"][assessor["key"]], strict=True))
        mine = uuid.uuid5(case, f"assessment/{assessor['key']}")
        if far >= ROAD.index("locked") or (until == "scored" and n == 0):
            yield (
                at(JUDGED, 10 + n),
                assessor["person"],
                step("assessment", "score", mine, Scoring(case, levels), stream),
            )
            yield at(JUDGED, 10 + n, 30), assessor["person"], step("assessment", "lock", mine)
    if far >= ROAD.index("drafted"):
        kind = "advance" if decided["kind"] == "award" else "balance"
        parts = (Part(book, kind, None, decided["amount_cents"]),)
        draft = Draft(case, decided["kind"], decided["amount_cents"], parts)
        yield at(DRAFTED, 9), "S12", step("decision", "draft_decision", made, draft, stream)
    if far >= ROAD.index("signed"):
        yield at(SIGNED, 14), "S06", step("decision", "sign", made)
    if far >= ROAD.index("announced"):
        yield at(ANNOUNCED, 10), "S12", step("decision", "announce", made)
    if until == COLLEGE:
        back = Draft(case, "revocation", 0, ground="4:48(1)c", hearing_exempt="own_data", reason=WRONG_DATA)
        yield at(PAID, 10), "S12", step("decision", "draft_decision", uuid.uuid5(case, "revocation"), back, stream)
    due = money.Due(made, 0, stream)
    if far >= ROAD.index("proposed"):
        yield at(PAID, 9), money.PAYS, money.proposed(due, PAID)
    if far >= ROAD.index("approved"):
        yield at(PAID, 11), money.CHECKS, step("payment", "approve_payment", due.payment)


def _paper(stage: Stage) -> None:
    """An application on paper, entered afterwards: a colleague takes the second look at its moment of receipt."""
    key, like = "VANDAAGP", next(row for row in atelier.told()["initiative"] if row["key"] == "IA10")
    _enter(key, 80, "Bewonersgroep Papieren Bootje", {**like, "email": ""})
    given = {**answers.atelier(like), "idee_titel": "Papieren bootje (verzonnen)"}
    filing = filing_of(
        key, "IA-2027", given, like["area"], channel="paper", received_at=at(FILED, 12),
        receipt_reason="De brief lag bij de receptie.", scan_name="brief.pdf", scan_sha256="0" * 64,
    )  # fmt: skip
    clerk = Actor(person=id_of("person", "S02"), on_behalf_of=id_of("person", key))
    stage.take(at(PAID, 9), clerk, step("application", "file", case_of(key), filing))


def _challenge(stage: Stage) -> None:
    """Two ideas to talk about, and four plans that the jury has not scored; one juror has an interest in one of them."""
    ideas = {one["id"]: one for one in challenge.told()["idea"]}
    like = [(plan, ideas[plan["idea"]]) for plan in list(challenge.plans().values())[:6]]
    for n, (plan, idea) in enumerate(like[:2]):
        _enter(key := f"VANDAAGI{n}", 20 + n, f"Idee {n + 1}", plan)
        about = (idea["sentence"], id_of("person", key), idea["theme"], id_of("area", idea["area"]))
        sent = Idea(id_of("round", "OC-2027"), f"Idee {n + 1} (verzonnen)", *about)
        stage.take(at(FILED, 13, n), key, step("application", "register_idea", case_of(key), sent))
    for n, (plan, idea) in enumerate(like[2:]):
        _enter(key := f"VANDAAGC{n}", 30 + n, f"Plan {n + 1}", plan)
        given = answers.challenge(plan, idea, date(YEAR, 11, 1)) | {
            "idee_titel": f"Plan {n + 1} (verzonnen)",
            "start": f"{YEAR}-05-01",
        }
        filing = filing_of(key, "OC-2027", given, plan["area"])
        stage.take(at(FILED, 14, n), key, step("application", "file", case_of(key), filing))
        stage.take(at(CHECKED, 14, n), "S01", step("application", "intake", case_of(key)))
    juror = challenge.told()["juror"][0]["key"]
    interest = Interest(case_of("VANDAAGC3"), "Mijn zus doet mee. (verzonnen)")
    mine = uuid.uuid5(case_of("VANDAAGC3"), f"assessment/{juror}")
    stage.take(at(JUDGED, 15), juror, step("assessment", "declare_interest", mine, interest, stream_of("VANDAAGC3")))


def _halls(stage: Stage) -> None:
    """Three village halls: one to check, two to visit."""
    for n, (hall, _) in enumerate(list(halls.filed("b"))[:3]):
        key = f"VANDAAGD{n}"
        _enter(key, 40 + n, f"Stichting Dorpshuis {n + 1}", hall)
        given = {**answers.hall(hall, "b"), "dorpshuis": f"Dorpshuis {n + 1} (verzonnen)"}
        stage.take(
            at(FILED, 15, n),
            key,
            step("application", "file", case_of(key), filing_of(key, "DH-B-2027", given, hall["village"])),
        )
        if n:
            stage.take(at(CHECKED, 15, n), "S01", step("application", "intake", case_of(key)))


def objection_of(key: str) -> uuid.UUID:
    """The id of the objection of an applicant."""
    return uuid.uuid5(case_of(key), "objection")


def _objection(stage: Stage) -> None:
    """Somebody objects to the amount of their grant, and a jurist takes it up."""
    key, made = "VANDAAG10", objection_of("VANDAAG10")
    said = Objecting(case_of(key), uuid.uuid5(case_of(key), "decision"), OBJECTS)
    stage.take(at(PAID, 13), key, step("objection", "object_to_decision", made, said, stream_of(key)))
    stage.take(at(PAID, 16), "S16", step("objection", "handle_objection", made))


OBJECTS = "De huur van de kast telde niet mee. Zonder huur kunnen wij niet beginnen. (verzonnen)"


def _better_words() -> LetterText:
    """A paragraph that a colleague wants in the letter about a receipt, and that waits for another."""
    words = "Wilt u iets vragen of erbij vertellen? Bel {contact} op {telefoon}. U hoeft niet op onze brief te wachten."
    return LetterText(
        id=id_of("text", "acknowledgement"), scheme="innovatie-atelier", name="acknowledgement", number=1, text=words,
        proposed_by=id_of("person", "S12"), proposed_on=PAID,
    )  # fmt: skip


def _around(stage: Stage) -> None:
    """Around the cases: one is of a clerk who is away, in another a call ended in a promise, in a third somebody asks for help."""
    theirs, called, asked = case_of("VANDAAG00"), case_of("VANDAAG02"), case_of("VANDAAG03")
    clerk, away = id_of("person", "S01"), id_of("person", "S02")
    _thread(stage, called, stream_of("VANDAAG02"))
    call = Contact(
        called, PAID, "phone", "Contactpersoon Buurtlunch (verzonnen)", "Zij vraagt of een foto van de bankpas genoeg is.",
        "Ik vraag het na bij de betaaladministratie en bel terug.", PAID + timedelta(days=5),
    )  # fmt: skip
    question = Help(asked, clerk, PAID + timedelta(days=6), "Stond de begroting er bij ontvangst al zo in?")
    given = Handing(theirs, "intake_clerk", away)
    for hour, who, change in (
        (12, "S12", step("handling", "assign", handling_id(theirs, "intake_clerk"), given, stream_of("VANDAAG00"))),
        (13, "S02", step("absence", "report_absence", id_of("absence", "S02"), Away(away, PAID, AWAY, clerk))),
        (14, "S01", step("contact_note", "note_contact", uuid.uuid5(called, "call"), call, stream_of("VANDAAG02"))),
        (11, "S12", step("register", "word", register_id(TEXTS), Entries(TEXTS, (_better_words(),)))),
        (15, "S03", step("help_request", "ask_help", uuid.uuid5(asked, "help"), question, stream_of("VANDAAG03"))),
    ):
        stage.take(at(PAID, hour), who, change)


def _thread(stage: Stage, case: uuid.UUID, stream: uuid.UUID) -> None:
    """The applicant of the case that is called later asks twice, once with a drawing; of ours one question waits for them.

    One of theirs is answered and that was read, the other waits.
    """
    first, second = (uuid.uuid5(case, f"message/{number}") for number in (1, 2))
    photo = Writing(case, "Moet de foto van de bankpas ook de achterkant laten zien? (verzonnen)")
    drawn = drawing.kept(stream, id_of("person", "VANDAAG02"), at(PAID, 11))
    quote = Writing(case, "Staan de tafels zo goed? Wij maakten een tekening. (verzonnen)", files=drawn)
    table = Beginning(case, "Op welke dag zet u de tafels op straat? Dan geven wij het door aan de wijk. (verzonnen)")
    told = Reply("Nee, de voorkant is genoeg. Dek het nummer van de pas gerust af. (verzonnen)")
    for hour, who, change in (
        (9, "VANDAAG02", step("message", "write_message", first, photo, stream)),
        (11, "VANDAAG02", step("message", "write_message", second, quote, stream)),
        (13, "S01", step("message", "answer_message", first, told)),
        (14, "S01", step("message", "begin_message", uuid.uuid5(case, "message/ours"), table, stream)),
        (16, "VANDAAG02", step("message", "read_answer", first)),
    ):
        stage.take(at(PAID, hour), who, change)
