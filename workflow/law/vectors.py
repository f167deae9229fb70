"""Worked examples of legal terms, written by a jurist as JSON and compared with our answers.

An example is `{id, rule, desc, basis, input, expected, note}`. `expected` holds only the facts the example is about.
What cannot be read or computed is a difference that says so, never an error of the program. A refusal of the law is an
answer too: the fact `refusal` holds its code.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from workflow.law.example_input import BadInput, ExampleInput
from workflow.law.example_rules import RULES, Answer, Facts
from workflow.law.refusals import LawRefusal


class VectorsMalformed(LawRefusal):
    """The file is no list of worked examples."""

    code = "vectors-malformed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact in which an example and our answer differ, in Dutch, with the sum of our answer."""

    id: str
    fact: str
    sentence: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """How many examples were checked, how many of them differ, and each difference."""

    checked: int
    differing: int
    differences: tuple[Difference, ...]


def parse(text: str) -> list[Any]:
    """The examples in a JSON text. Raises `VectorsMalformed` with one sentence.

    >>> parse("{")
    Traceback (most recent call last):
    workflow.law.vectors.VectorsMalformed: Dit is geen geldige JSON (regel 1, teken 2).
    """
    try:
        found = json.loads(text, parse_float=Decimal, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise VectorsMalformed(f"Dit is geen geldige JSON (regel {error.lineno}, teken {error.colno}).") from error
    except (RecursionError, ValueError) as error:
        raise VectorsMalformed("Dit is geen geldige JSON.") from error
    if not isinstance(found, list) or not found:
        raise VectorsMalformed("Het bestand moet een lijst met ten minste een voorbeeld zijn.")
    return found


def _no_number(name: str) -> None:
    raise ValueError(name)


def check(examples: Sequence[Any]) -> Report:
    """Compare every example with our answer; the order of the file is kept.

    >>> example = {"id": "A", "rule": "term", "desc": "", "basis": "", "input": {"event": "2026-01-05", "weeks": 8},
    ...            "expected": {"deadline": "2026-03-03"}, "note": ""}
    >>> [difference.sentence for difference in check([example]).differences]
    ['verwacht 2026-03-03, berekend 2026-03-02']
    """
    seen: set[str] = set()
    found = [_differences(example, place, seen) for place, example in enumerate(examples, start=1)]
    return Report(len(examples), sum(map(bool, found)), tuple(difference for each in found for difference in each))


def _differences(example: object, place: int, seen: set[str]) -> list[Difference]:
    name = f"voorbeeld {place}"
    try:
        name = _name(example, seen)
        assert isinstance(example, dict)
        facts, steps = _answer(example)
    except BadInput as error:
        return [Difference(name, error.what, error.sentence, ())]
    expected = example["expected"]
    return [
        Difference(name, fact, _compared(facts, fact, expected[fact]), steps)
        for fact in expected
        if fact not in facts or not _same(facts[fact], expected[fact])
    ]


def _name(example: object, seen: set[str]) -> str:
    """The id of a well-formed example; raises `BadInput`, after which the caller names the place in the file."""
    if not isinstance(example, dict):
        raise BadInput("voorbeeld", "dit is geen voorbeeld maar iets anders")
    name = example.get("id")
    if not isinstance(name, str) or not name:
        raise BadInput("id", "ontbreekt")
    if name in seen:
        raise BadInput("id", f"{name} komt twee keer voor")
    seen.add(name)
    return name


def _answer(example: Mapping[str, Any]) -> Answer:
    rule, given, expected = example.get("rule"), example.get("input"), example.get("expected")
    if not isinstance(rule, str) or rule not in RULES:
        raise BadInput("rule", f"de regel {rule!r} is onbekend; bekend zijn {', '.join(RULES)}")
    if not isinstance(given, dict):
        raise BadInput("input", "ontbreekt")
    if not isinstance(expected, dict) or not expected:
        raise BadInput("expected", "er is niets om mee te vergelijken")
    values = ExampleInput(given)
    try:
        facts, steps = RULES[rule](values)
    except LawRefusal as refusal:
        return {"refusal": refusal.code}, (refusal.sentence,)
    except OverflowError as error:
        raise BadInput("input", "een datum valt buiten de jaartelling") from error
    values.reject_unread()
    return _plain(facts), steps


def _compared(facts: Facts, fact: str, expected: object) -> str:
    if fact == "refusal" and fact not in facts:
        return f"verwacht dat de wet geen antwoord geeft ({_shown(expected)}), maar er is een antwoord"
    if "refusal" in facts:
        return f"verwacht {_shown(expected)}, maar de wet geeft geen antwoord ({facts['refusal']})"
    if fact not in facts:
        return f"dit feit kennen wij niet; bekend zijn {', '.join(facts)}"
    return f"verwacht {_shown(expected)}, berekend {_shown(facts[fact])}"


def _same(ours: object, theirs: object) -> bool:
    """Equal, and a truth value is no number: 1 is not true."""
    return ours == theirs and isinstance(ours, bool) == isinstance(theirs, bool)


def _shown(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _plain(facts: Facts) -> Facts:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in facts.items()}
