from pathlib import Path
from typing import Any

import pytest

from workflow.law.example_input import BadInput, ExampleInput
from workflow.law.example_rules import RULES
from workflow.law.vectors import Difference, Report, VectorsMalformed, check, parse

HERE = Path(__file__).parent
GIVEN = parse((HERE / "given_vectors.json").read_text("utf-8"))
OWN = parse((HERE / "vectors.json").read_text("utf-8"))
PLAIN: dict[str, Any] = {
    "id": "X",
    "rule": "term",
    "desc": "",
    "basis": "4:13(2)",
    "input": {"event": "2026-01-05", "weeks": 8},
    "expected": {"deadline": "2026-03-02"},
    "note": "",
}


def sentences(**changes: object) -> list[tuple[str, str]]:
    return [(found.fact, found.sentence) for found in check([{**PLAIN, **changes}]).differences]


def test_the_given_examples_agree() -> None:
    assert check(GIVEN) == Report(19, 0, ())


def test_our_own_examples_agree() -> None:
    assert check(OWN) == Report(len(OWN), 0, ())


def test_our_own_examples_are_three_times_as_many_and_cover_every_rule() -> None:
    assert len(OWN) >= 3 * len(GIVEN)
    assert {example["rule"] for example in OWN} == set(RULES)
    assert {f"R{number}" for number in range(1, 16)} <= {example["id"].split("-")[0] for example in OWN}


@pytest.mark.parametrize("example", [*GIVEN, *OWN], ids=lambda example: example["id"])
def test_an_example_notices_when_its_fact_is_changed(example: dict[str, Any]) -> None:
    for fact, value in example["expected"].items():
        changed = {**example, "expected": {fact: (not value) if isinstance(value, bool) else f"not {value}"}}
        report = check([changed])
        assert [(found.id, found.fact) for found in report.differences] == [(example["id"], fact)]
        assert report.differences[0].steps


def test_a_wrong_example_is_reported_with_the_sum_of_our_answer() -> None:
    wrong = {**PLAIN, "expected": {"raw_end": "2026-03-02", "deadline": "2026-03-03", "plan_by": "2026-03-02"}}
    assert check([PLAIN, {**wrong, "id": "Y"}]) == Report(
        checked=2,
        differing=1,
        differences=(
            Difference(
                id="Y",
                fact="deadline",
                sentence="verwacht 2026-03-03, berekend 2026-03-02",
                steps=(
                    "De termijn gaat in na 5 januari 2026.",
                    "8 weken later is 2 maart 2026.",
                    "De laatste dag is maandag 2 maart 2026.",
                ),
            ),
        ),
    )


def test_a_truth_value_is_no_number() -> None:
    assert sentences(expected={"atw_applies": 1}) == [("atw_applies", "verwacht 1, berekend true")]


def test_what_was_expected_is_shown_as_it_was_written() -> None:
    assert sentences(expected={"deadline": ["één"]}) == [("deadline", 'verwacht ["één"], berekend 2026-03-02')]


def test_an_unknown_rule_is_reported_with_the_known_ones() -> None:
    ((fact, sentence),) = sentences(rule="easter")
    assert (fact, sentence.startswith("de regel 'easter' is onbekend; bekend zijn term, ")) == ("rule", True)


def test_an_unknown_fact_is_reported_with_the_known_ones() -> None:
    ((fact, sentence),) = sentences(expected={"dead_line": "2026-03-02"})
    assert (fact, sentence.startswith("dit feit kennen wij niet; bekend zijn raw_end, ")) == ("dead_line", True)
    assert sentences(rule="de_minimis_register", input={"granted": "2026-04-20"}, expected={"steps": []}) == [
        ("steps", "dit feit kennen wij niet; bekend zijn conservative, nl_holidays, obligatory")
    ]


def test_a_refusal_of_the_law_is_a_difference_unless_it_was_expected() -> None:
    far = {"event": "2028-12-01", "weeks": 6}
    assert sentences(input=far) == [
        ("deadline", "verwacht 2026-03-02, maar de wet geeft geen antwoord (calendar-exhausted)")
    ]
    assert sentences(input=far, expected={"refusal": "calendar-exhausted"}) == []
    assert sentences(input=far, expected={"refusal": "term-malformed"}) == [
        ("refusal", "verwacht term-malformed, maar de wet geeft geen antwoord (calendar-exhausted)")
    ]
    assert sentences(expected={"refusal": "calendar-exhausted"}) == [
        ("refusal", "verwacht dat de wet geen antwoord geeft (calendar-exhausted), maar er is een antwoord")
    ]


@pytest.mark.parametrize(
    ("given", "fact", "sentence"),
    [
        ({"weeks": 8}, "event", "ontbreekt"),
        ({"event": "5 januari", "weeks": 8}, "event", "'5 januari' is geen datum zoals 2026-05-04"),
        ({"event": "2026-02-30", "weeks": 8}, "event", "'2026-02-30' is geen datum zoals 2026-05-04"),
        ({"event": "20260105", "weeks": 8}, "event", "'20260105' is geen datum zoals 2026-05-04"),
        ({"event": 20260105, "weeks": 8}, "event", "20260105 is geen datum zoals 2026-05-04"),
        ({"event": "2026-01-05", "weeks": "8"}, "weeks", "'8' is geen geheel getal"),
        ({"event": "2026-01-05", "weeks": True}, "weeks", "True is geen geheel getal"),
        ({"event": "2026-01-05", "weeks": 8, "atw": "ja"}, "atw", "'ja' is niet true of false"),
        (
            {"event": "2026-01-05", "weeks": 8, "week": 8},
            "week",
            "deze invoer hoort niet bij deze regel of mist een andere",
        ),
        (
            {"event": "2026-01-05", "weeks": 8, "week": 8, "day": 8},
            "day",
            "deze invoer hoort niet bij deze regel of mist een andere",
        ),
    ],
)
def test_input_that_cannot_be_read_is_a_difference(given: dict[str, Any], fact: str, sentence: str) -> None:
    assert sentences(input=given) == [(fact, sentence)]


@pytest.mark.parametrize(
    ("rule", "given", "fact"),
    [
        ("decision_term", {"received": "2026-02-02", "weeks": 8, "suspensions": 3}, "suspensions"),
        ("decision_term", {"received": "2026-02-02", "weeks": 8, "suspensions": [["2026-02-03"]]}, "suspensions"),
        ("decision_term", {"received": "2026-02-02", "weeks": 8, "invited": "2026-02-03"}, "invited"),
        ("arrival", {"received_at": "gisteren", "last_day": "2026-02-02"}, "received_at"),
        ("arrival", {"received_at": 3, "last_day": "2026-02-02"}, "received_at"),
        ("de_minimis", {"ceiling": "veel", "history": [], "grant": ["2026-02-02", 1]}, "ceiling"),
        ("de_minimis", {"ceiling": 10**20, "history": [], "grant": ["2026-02-02", 1]}, "ceiling"),
        ("de_minimis", {"ceiling": 300000, "history": [], "grant": "2026-02-02"}, "grant"),
        ("de_minimis_register", {"granted": None}, "granted"),
        (
            "decision_term",
            {"received": "2026-02-02", "weeks": 8, "suspensions": [["9999-12-01", "9999-12-31"]] * 2},
            "input",
        ),
    ],
)
def test_input_of_other_rules_is_read_with_the_same_care(rule: str, given: dict[str, Any], fact: str) -> None:
    assert [found[0] for found in sentences(rule=rule, input=given)] == [fact]


def test_amounts_in_an_example_are_exact_to_the_cent() -> None:
    text = (
        '{"ceiling": 300000, "history": [["2026-01-01", 0.1], ["2026-01-02", 0.2]], "grant": ["2026-06-14", 299999.7]}'
    )
    example = (
        f'[{{"id": "X", "rule": "de_minimis", "input": {text}, "expected": {{"allowed": true, "headroom": 299999.7}}}}]'
    )
    assert check(parse(example)) == Report(1, 0, ())
    less = parse(example.replace("299999.7]", "299999.705]"))
    assert [(found.fact, found.sentence) for found in check(less).differences] == [
        ("grant", "Decimal('299999.705') is geen bedrag in hele centen")
    ]


def test_a_pair_is_a_list_and_an_amount_is_no_truth_value() -> None:
    given = ExampleInput({"periods": ["ab"], "amount": True})
    with pytest.raises(BadInput, match="^periods: 'ab' is geen paar van twee waarden$"):
        given.periods("periods")
    with pytest.raises(BadInput, match="^amount: True is geen bedrag in euro$"):
        given.cents("amount")


def test_an_amount_in_an_example_has_at_most_sixteen_digits() -> None:
    given = ExampleInput({"longest": 10**16 - 1, "longer": 10**16})
    assert given.cents("longest") == (10**16 - 1) * 100
    with pytest.raises(BadInput) as wrong:
        given.cents("longer")
    assert str(wrong.value) == "longer: 10000000000000000 is geen bedrag in hele centen"


@pytest.mark.parametrize(
    ("changes", "fact"),
    [
        ({"id": ""}, "id"),
        ({"id": 3}, "id"),
        ({"input": None}, "input"),
        ({"input": []}, "input"),
        ({"expected": None}, "expected"),
        ({"expected": {}}, "expected"),
        ({"expected": ["deadline"]}, "expected"),
        ({"rule": ["term"]}, "rule"),
    ],
)
def test_an_example_that_is_not_whole_is_a_difference(changes: dict[str, Any], fact: str) -> None:
    assert [found[0] for found in sentences(**changes)] == [fact]


def test_an_example_without_an_id_is_called_by_its_place_and_a_double_one_is_reported() -> None:
    assert [(found.id, found.sentence) for found in check([PLAIN, "tekst", PLAIN]).differences] == [
        ("voorbeeld 2", "dit is geen voorbeeld maar iets anders"),
        ("voorbeeld 3", "X komt twee keer voor"),
    ]


@pytest.mark.parametrize("text", ["", "{", "{}", "[]", "3", "null", "[NaN]", "[" * 100_000, "[" + "9" * 5000 + "]"])
def test_a_text_that_is_no_list_of_examples_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(VectorsMalformed) as refusal:
        parse(text)
    assert (refusal.value.code, refusal.value.sentence.count("\n")) == ("vectors-malformed", 0)
