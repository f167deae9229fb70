"""How each kind of question reads an answer, and what it says when it cannot."""

import dataclasses
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.canonical import canonical
from workflow.form import Around, Asked, asked, blocking, misfits, missing, read_answers, requested_cents
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
    Quotes,
    Text,
    Upload,
)
from workflow.scheme import Scheme

COLOURS = (("rood", "Rood"), ("geel", "Geel"), ("blauw", "Blauw"))
TITLE = Text("titel", "idee", "Hoe heet uw idee?", "Kort.", personal=False, max_chars=10)
STORY = LongText("plan", "plan", "Wat gaat u doen?", "", max_chars=20)
COLOUR = Choice("kleur", "plan", "Welke kleur?", "", personal=False, options=COLOURS)
COLOUR_MANY = Choice(
    "kleuren", "plan", "Welke kleuren?", "", required=False, personal=False, options=COLOURS, many=True
)
AREA = AreaChoice("wijk", "idee", "In welke wijk?", "", personal=False)
START = DateQuestion("start", "plan", "Wanneer begint u?", "", personal=False, after="today")
END = DateQuestion("eind", "plan", "Wanneer bent u klaar?", "", personal=False, after="start")
PEOPLE = Integer("deelnemers", "plan", "Hoeveel mensen doen mee?", "", personal=False, minimum=1, maximum=10_000)
AGREED = Boolean("akkoord", "plan", "Doet u mee?", "", personal=False)
SIGNED = Declaration("verklaring", "klaar", "Is alles waar?", "", personal=False)
RATE = Money("tarief", "geld", "Hoeveel per uur?", "", personal=False, minimum_cents=1, maximum_cents=2500)
MINIMUM = Money("minimum", "geld", "Met welk bedrag lukt het nog?", "", personal=False, at_most_requested=True)
BUDGET = BudgetTable("begroting", "geld", "Wat kost het?", "", personal=False, min_rows=2, max_rows=4)
QUOTES = Quotes("offertes", "geld", "Welke offertes heeft u?", "", personal=False, only_for="B", minimum=1, maximum=2)
TWO_QUOTES = dataclasses.replace(QUOTES, minimum=2)
CHOSEN = Choice(
    "gekozen", "geld", "Welke offerte kiest u?", "", personal=False, only_for="B",
    options=(("1", "Offerte 1"), ("2", "Offerte 2")), rows_of="offertes",
)  # fmt: skip
KVK = Kvk("kvk", "wie", "Wat is uw KvK-nummer?", "", required=False)
ACCOUNT = Iban("iban", "geld", "Op welke rekening?", "")
SIGNER = PersonQuestion("tekenaar", "wie", "Wie mag tekenen?", "", fields=("name", "function", "email", "phone"))
OTHERS = PersonQuestion(
    "anderen", "wie", "Wie doet er mee?", "", required=False, fields=("name", "postcode"), maximum=2
)
HOME = Address("adres", "wie", "Wat is uw postadres?", "")
PROOF = Upload("bewijs", "bijlagen", "Bewijs", "", kinds=("pdf", "jpg"), max_mb=1, max_files=2)
NAME = Text("naam", "wie", "Hoe heet u?", "", max_chars=100, identity=True)

ALL: tuple[Asked, ...] = (
    TITLE, AREA, COLOUR_MANY, NAME, KVK, SIGNER, OTHERS, HOME, STORY, COLOUR, START, END, PEOPLE, AGREED,
    BUDGET, MINIMUM, RATE, QUOTES, CHOSEN, ACCOUNT, PROOF, SIGNED,
)  # fmt: skip
FORM = Scheme("proef", "1", "Proef", "PR", "4.1.1", "", "", rounds=(), questions=ALL)

BALANCED = {
    "costs": [{"what": "Zaal", "amount_cents": 60000}, {"what": "Soep", "amount_cents": 15050}],
    "income": [
        {"kind": "subsidie", "what": "Gemeente", "amount_cents": 50000},
        {"kind": "eigen_uren", "what": "Wij", "amount_cents": 25050},
    ],
}
FILE = {"id": "f1", "kind": "pdf", "bytes": 1048576}
HOUSE = {"street": "Modelweg", "number": "8", "postcode": "9791 XW", "place": "Ten Boer"}


@pytest.mark.parametrize(
    ("question", "raw", "value"),
    [
        (TITLE, " Soep\n op ", "Soep op"),
        (TITLE, "te\u0301", "té"),
        (TITLE, "a\x00b\x07", "ab"),
        (STORY, "een\r\ntwee\rdrie", "een\ntwee\ndrie"),
        (COLOUR, "geel", "geel"),
        (COLOUR_MANY, ["blauw", "rood", "rood"], ["rood", "blauw"]),
        (COLOUR_MANY, "geel", ["geel"]),
        (AREA, " Ten Boer ", "Ten Boer"),
        (START, "2026-02-28", "2026-02-28"),
        (START, "1-5-2026", "2026-05-01"),
        (START, date(2026, 5, 1), "2026-05-01"),
        (PEOPLE, "1.250", 1250),
        (PEOPLE, 1, 1),
        (PEOPLE, "10000", 10000),
        (AGREED, "ja", True),
        (AGREED, False, False),
        (SIGNED, "on", True),
        (SIGNED, "nee", None),
        (SIGNED, False, None),
        (RATE, "€ 5,60", 560),
        (RATE, 2500, 2500),
        (MINIMUM, "1.250,5", 125050),
        (MINIMUM, "1250", 125000),
        (MINIMUM, "0", 0),
        (BUDGET, BALANCED, BALANCED),
        (BUDGET, {"costs": [{"what": "", "amount": ""}], "income": []}, None),
        (QUOTES, [{"firm": "Dak", "amount": "100,-"}, {"firm": ""}], [{"firm": "Dak", "amount_cents": 10000}]),
        (KVK, "9000.7041", "90007041"),
        (ACCOUNT, "nl70 vbld 0380 0061 21", "NL70VBLD0380006121"),
        (
            SIGNER,
            {"name": " Roelf  N ", "email": "r@dorp.example", "bsn": "1"},
            {"name": "Roelf N", "email": "r@dorp.example"},
        ),
        (OTHERS, [{"name": "A", "postcode": "9711xx"}, {"name": ""}], [{"name": "A", "postcode": "9711 XX"}]),
        (OTHERS, {"name": "A"}, [{"name": "A"}]),
        (HOME, {**HOUSE, "postcode": "9791xw"}, HOUSE),
        (PROOF, {**FILE, "name": "pas van Jan.pdf"}, [FILE]),
    ],
)
def test_an_answer_is_read_into_the_value_that_is_kept(question: Asked, raw: object, value: object) -> None:
    assert question.read(raw) == (value, None)
    assert question.read(value) == (value, None)


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.id)
@pytest.mark.parametrize("raw", [None, "", "  ", [], {}], ids=repr)
def test_no_answer_is_no_fault(question: Asked, raw: object) -> None:
    value, obstacle = question.read(raw)
    if raw in (None, ""):
        assert (value, obstacle) == (None, None)
    assert value is None


@pytest.mark.parametrize(
    ("question", "raw", "code", "sentence"),
    [
        (TITLE, "elf tekens!", "answer-too-long", "schrijf hoogstens 10 tekens. U schreef er 11."),
        (TWO_QUOTES, [{"firm": "a", "amount_cents": 1}], "quotes-rows", "vul 2 tot 2 offertes in."),
        (TITLE, 12, "answer-not-text", "vul hier tekst in."),
        (TITLE, "\ud800", "answer-not-text", "vul hier tekst in."),
        (STORY, "x" * 21, "answer-too-long", "schrijf hoogstens 20 tekens. U schreef er 21."),
        (COLOUR, "paars", "answer-not-a-choice", "kies een van de antwoorden uit de lijst."),
        (COLOUR, ["geel"], "answer-not-a-choice", "kies een van de antwoorden uit de lijst."),
        (COLOUR_MANY, ["geel", 3], "answer-not-a-choice", "kies een van de antwoorden uit de lijst."),
        (START, "31-02-2026", "answer-not-a-date", "vul een dag in, zoals 31-12-2026."),
        (START, "20260228", "answer-not-a-date", "vul een dag in, zoals 31-12-2026."),
        (START, datetime(2026, 5, 1), "answer-not-a-date", "vul een dag in, zoals 31-12-2026."),  # noqa: DTZ001 - refused.
        (PEOPLE, "0", "number-out-of-range", "vul een getal in tussen 1 en 10.000."),
        (PEOPLE, 10001, "number-out-of-range", "vul een getal in tussen 1 en 10.000."),
        (PEOPLE, "veel", "answer-not-a-number", "vul een heel getal in."),
        (PEOPLE, True, "answer-not-a-number", "vul een heel getal in."),
        (PEOPLE, 1.5, "answer-not-a-number", "vul een heel getal in."),
        (AGREED, "misschien", "answer-not-yes-or-no", "kies ja of nee."),
        (SIGNED, "misschien", "answer-not-yes-or-no", "zet een vinkje."),
        (RATE, "0", "amount-too-low", "vul minstens €\u00a00,01 in."),
        (RATE, "25,01", "amount-too-high", "vul hoogstens €\u00a025,00 in."),
        (MINIMUM, "-5", "amount-invalid", "vul een bedrag in, zoals 1.250,00."),
        (MINIMUM, -500, "amount-invalid", "vul een bedrag in, zoals 1.250,00."),
        (MINIMUM, "1,250", "amount-invalid", "vul een bedrag in, zoals 1.250,00."),
        (MINIMUM, 12.5, "amount-invalid", "vul een bedrag in, zoals 1.250,00."),
        (MINIMUM, 10**30, "amount-too-high", "vul hoogstens €\u00a01.000.000.000,00 in."),
        (BUDGET, "duizend", "budget-invalid", "wij kunnen deze begroting niet lezen."),
        (BUDGET, {"costs": "x"}, "table-invalid", "wij kunnen deze tabel niet lezen."),
        (
            BUDGET,
            {**BALANCED, "income": BALANCED["income"][:1]},
            "budget-not-balanced",
            "uw kosten zijn €\u00a0750,50 en uw inkomsten €\u00a0500,00. Maak die gelijk.",
        ),
        (BUDGET, {"costs": BALANCED["costs"][:1]}, "budget-rows", "vul 2 tot 4 regels in."),
        (BUDGET, {**BALANCED, "costs": BALANCED["costs"] * 2}, "budget-rows", "vul 2 tot 4 regels in."),
        (BUDGET, {"costs": BALANCED["costs"] * 3}, "table-too-long", "vul hoogstens 4 regels in."),
        (
            BUDGET,
            {**BALANCED, "income": [{"kind": "loterij", "what": "x", "amount_cents": 75050}]},
            "budget-kind-unknown",
            "kies bij elk bedrag van wie het komt.",
        ),
        (
            BUDGET,
            {"costs": [{"what": "Zaal", "amount_cents": 0}]},
            "table-row-incomplete",
            "vul in elke regel een omschrijving en een bedrag in.",
        ),
        (QUOTES, [{"firm": "a", "amount": "1"}] * 3, "table-too-long", "vul hoogstens 2 regels in."),
        (KVK, "9000704", "kvk-invalid", "een KvK-nummer heeft acht cijfers."),
        (KVK, "9000704१", "kvk-invalid", "een KvK-nummer heeft acht cijfers."),
        (ACCOUNT, "NL71VBLD0380006121", "iban-invalid", "dit rekeningnummer klopt niet. Kijk het na."),
        (SIGNER, {"email": "r@dorp.example"}, "person-incomplete", "vul een naam in."),
        (SIGNER, {"name": "R", "email": "r@dorp"}, "email-invalid", "dit e-mailadres klopt niet."),
        (SIGNER, {"name": "R", "phone": "bel mij"}, "phone-invalid", "dit telefoonnummer klopt niet."),
        (SIGNER, ["R"], "fields-invalid", "wij kunnen deze gegevens niet lezen."),
        (OTHERS, [{"name": "a"}] * 3, "persons-too-many", "vul hoogstens 2 personen in."),
        (HOME, {**HOUSE, "place": ""}, "address-incomplete", "vul straat, huisnummer, postcode en plaats in."),
        (HOME, {**HOUSE, "postcode": "0123 AB"}, "postcode-invalid", "vul een postcode in, zoals 9711 XX."),
        (PROOF, {**FILE, "kind": "exe"}, "upload-kind", "stuur een bestand van de soort pdf, jpg."),
        (PROOF, {**FILE, "bytes": 1048577}, "upload-too-large", "het bestand is te groot. Het mag 1 MB zijn."),
        (PROOF, {**FILE, "id": ""}, "upload-invalid", "stuur het bestand opnieuw."),
        (PROOF, [FILE] * 3, "uploads-too-many", "stuur hoogstens 2 bestanden."),
    ],
)
def test_what_cannot_be_read_is_said_in_dutch_with_the_name_of_the_question(
    question: Asked, raw: object, code: str, sentence: str
) -> None:
    value, obstacle = question.read(raw)
    assert value is None
    assert obstacle is not None
    assert (obstacle.code, obstacle.sentence) == (code, f"Bij ‘{question.label}’: {sentence}")
    assert obstacle.detail == {"question": question.id}


KEYS = (*HOUSE, "name", "costs", "income", "what", "kind", "amount", "amount_cents", "id", "bytes", "firm")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["pdf", "ja", "1", "geel"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=12,
)


@given(JSON)
def test_reading_never_raises_and_what_it_keeps_reads_back_as_itself(raw: object) -> None:
    for question in ALL:
        value, obstacle = question.read(raw)
        assert value is None or obstacle is None
        assert canonical(value)
        assert question.read(value) == (value, None)


AMOUNTS = st.lists(st.integers(1, 10**9), min_size=1, max_size=20)


@given(AMOUNTS, st.integers(1, 10**9))
def test_a_budget_is_kept_only_when_both_sides_are_equal(costs: list[int], subsidy: int) -> None:
    budget = BudgetTable("begroting", "geld", "Wat kost het?", "", personal=False, min_rows=2, max_rows=40)
    raw = {
        "costs": [{"what": "x", "amount_cents": amount} for amount in costs],
        "income": [{"kind": "subsidie", "what": "x", "amount_cents": subsidy}],
    }
    value, obstacle = budget.read(raw)
    assert (value == raw) == (sum(costs) == subsidy)
    assert (obstacle is None) == (sum(costs) == subsidy)


def test_what_is_asked_is_the_sum_of_the_lines_of_kind_subsidie() -> None:
    more = [{"kind": "fonds", "what": "x", "amount_cents": 7}, {"kind": "subsidie", "what": "y", "amount_cents": 1}]
    assert requested_cents({"begroting": {**BALANCED, "income": BALANCED["income"] + more}}) == 50001
    assert requested_cents({"begroting": None}) == requested_cents({}) == 0


ANSWERS: dict[str, Any] = {
    "titel": "Soep",
    "wijk": "Ten Boer",
    "naam": "Wij",
    "tekenaar": {"name": "R"},
    "adres": HOUSE,
    "plan": "Soep",
    "kleur": "geel",
    "start": "2026-06-01",
    "eind": "2026-07-01",
    "deelnemers": 3,
    "akkoord": False,
    "begroting": BALANCED,
    "minimum": 50000,
    "tarief": 1,
    "offertes": [{"firm": "a", "amount_cents": 1}],
    "gekozen": "1",
    "iban": "NL70VBLD0380006121",
    "bewijs": [FILE],
    "verklaring": True,
}
AROUND = Around(ANSWERS, date(2026, 5, 1), frozenset({"Ten Boer"}))


def test_nothing_is_missing_from_a_complete_form_and_no_is_an_answer() -> None:
    assert missing(FORM, ANSWERS, "B") == ()
    assert misfits(FORM, AROUND, "B") == ()


def test_what_is_missing_is_named_in_the_order_of_the_form() -> None:
    left = {id_: value for id_, value in ANSWERS.items() if id_ not in ("bewijs", "titel", "adres", "offertes")}
    assert missing(FORM, left, "B") == ("titel", "adres", "offertes", "bewijs")
    assert missing(FORM, left, "A") == missing(FORM, left) == ("titel", "adres", "bewijs")
    assert missing(FORM, left, "B", parts={"idee"}) == ("titel",)


def test_an_answer_that_is_blank_or_cannot_be_read_is_missing() -> None:
    raw = {**ANSWERS, "titel": "  ", "verklaring": "nee", "iban": "NL00", "deelnemers": "3"}
    assert missing(FORM, raw, "B") == ("titel", "iban", "verklaring")


def test_only_identity_and_signature_block() -> None:
    assert blocking(FORM, {}) == ("naam", "tekenaar", "adres", "verklaring")
    assert blocking(FORM, ANSWERS) == ()
    assert set(blocking(FORM, {})) < set(missing(FORM, {}))


def test_a_question_of_part_b_is_asked_in_part_b_only() -> None:
    assert {question.id for question in asked(FORM, "B")} - {question.id for question in asked(FORM, "A")} == {
        "offertes",
        "gekozen",
    }


def test_a_whole_form_is_read_at_once_and_what_is_not_asked_is_left_out() -> None:
    raw = {**ANSWERS, "deelnemers": "veel", "kvk": " ", "hobby": "vissen"}
    values, obstacles = read_answers(FORM, raw, "B")
    assert values == {id_: value for id_, value in ANSWERS.items() if id_ != "deelnemers"}
    assert [(one.code, one.detail) for one in obstacles] == [("answer-not-a-number", {"question": "deelnemers"})]


@pytest.mark.parametrize(
    ("id_", "value", "code", "sentence"),
    [
        ("start", "2026-05-01", "date-too-early", "Bij ‘Wanneer begint u?’: kies een dag na 01-05-2026."),
        ("eind", "2026-06-01", "date-too-early", "Bij ‘Wanneer bent u klaar?’: kies een dag na 01-06-2026."),
        ("wijk", "Elders", "area-unknown", "Bij ‘In welke wijk?’: kies een wijk of dorp uit de lijst."),
        (
            "minimum",
            50001,
            "amount-above-requested",
            "Bij ‘Met welk bedrag lukt het nog?’: u vraagt €\u00a0500,00. Vul niet meer in dan dat.",
        ),
        (
            "gekozen",
            "2",
            "answer-not-a-choice",
            "Bij ‘Welke offerte kiest u?’: u koos een regel die u niet heeft ingevuld.",
        ),
    ],
)
def test_answers_are_held_against_each_other(id_: str, value: object, code: str, sentence: str) -> None:
    around = Around({**ANSWERS, id_: value}, AROUND.today, AROUND.areas)
    assert [(one.code, one.sentence, one.detail) for one in misfits(FORM, around, "B")] == [
        (code, sentence, {"question": id_})
    ]


def test_without_the_answer_it_depends_on_nothing_is_held_against_an_answer() -> None:
    alone = {"eind": "2020-01-01", "minimum": 1}
    assert misfits(FORM, Around(alone, date(2026, 5, 1), frozenset()), "B") == ()


def test_a_kind_that_may_hold_personal_data_cannot_be_declared_open() -> None:
    for kind in (Kvk, Iban, Address, PersonQuestion):
        with pytest.raises(AssertionError, match="may hold personal data"):
            kind("x", "wie", "X?", "", personal=False)
    with pytest.raises(AssertionError, match="may hold personal data"):
        LongText("x", "wie", "X?", "", personal=False, max_chars=1)


def test_questions_are_personal_and_required_unless_they_say_otherwise() -> None:
    question = Boolean("x", "wie", "X?", "")
    assert (question.personal, question.required, question.only_for) == (True, True, "")


def test_a_form_of_all_kinds_reads_back_from_the_json_of_its_scheme() -> None:
    assert Scheme.from_json(FORM.to_json()) == FORM
