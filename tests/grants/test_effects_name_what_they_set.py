"""An effect says which letters and dates follow from it, so that the steps of a scheme can be read without taking them."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from documents.letters import KINDS
from grants import effects
from grants.dates import TERMS
from grants.effects import terms
from grants.portal.policy import standing
from workflow.scheme import VOCABULARY

WRITES, SETS = ("letter", "LetterOrder"), ("deadline", "set_date")


def classes() -> Iterator[ast.ClassDef]:
    """Every effect of the law, as it is written; the body of a word of schemes stays as it was published."""
    for path in sorted(Path(str(effects.__path__[0])).glob("*.py")):
        found = (node for node in ast.parse(path.read_text()).body if isinstance(node, ast.ClassDef))
        yield from (one for one in found if not any(getattr(mark, "id", "") == "word" for mark in one.decorator_list))


def named(one: ast.ClassDef, *callers: str) -> set[str]:
    """The words that an effect gives to these functions."""
    calls = [node for node in ast.walk(one) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    found = [
        arg.value for call in calls if called(call) in callers for arg in call.args if isinstance(arg, ast.Constant)
    ]
    return {word for word in found if isinstance(word, str)}


def called(call: ast.Call) -> str:
    assert isinstance(call.func, ast.Name)
    return call.func.id


def said(one: ast.ClassDef, name: str) -> set[str]:
    """What an effect says of itself under a name."""
    values = [
        node.value for node in one.body if isinstance(node, ast.AnnAssign) and getattr(node.target, "id", "") == name
    ]
    return {word for value in values if value for word in ast.literal_eval(value)}


def wrong(name: str, callers: tuple[str, ...], known: Mapping[str, object]) -> list[str]:
    return [
        one.name
        for one in classes()
        if not named(one, *callers) <= said(one, name) or not said(one, name) <= known.keys()
    ]


def test_every_letter_that_an_effect_has_written_is_named() -> None:
    assert wrong("LETTERS", WRITES, KINDS) == []


def test_every_date_that_an_effect_sets_is_named() -> None:
    assert wrong("STARTS", SETS, TERMS) == []


def test_every_word_of_a_scheme_that_sets_a_date_says_which() -> None:
    words = {one for one in VOCABULARY.values() if one.__module__ == terms.__name__} - {terms.Start}
    assert words == standing.OF_WORDS.keys()
    assert set(standing.OF_WORDS.values()) <= TERMS.keys()
