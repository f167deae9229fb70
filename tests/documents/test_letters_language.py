"""The letters in the words of their reader: B1, short, active, and with everything in it that was put in."""

import json
import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import date, datetime
from html import unescape
from typing import Any

import pytest

from documents import formats
from documents.letters import KINDS, Letter, from_json, to_json
from documents.letters.letter import TITLE_LENGTH
from documents.letters.objecting import ObjectionDecision
from documents.letters.part import Part
from documents.render import to_html
from tests.documents.samples import SAMPLES
from tests.plain import NOBODY, PLAIN, ease

EASY = 6_000
"""How easy a letter reads at least, in hundredths (`tests.plain.ease`)."""

EURO_TO_A_CENT = re.compile(r"€(?!\u00a0\d)|\d€")


def body(letter: Letter) -> str:
    """The text of a letter without its head and without the block of rules, a line for each paragraph, item or cell."""
    html = to_html(letter, watermark=False)
    html = re.sub(r"<head>.*?</head>|<div class=\"head\">.*?</table></div>\s*</div>", "", html, flags=re.DOTALL)
    html = re.sub(r'<section class="part[^"]*rules">.*?</section>', "", html, flags=re.DOTALL)
    text = re.sub(r"</(p|li|td|th|h1|h2|caption|tr)>|<br>", "\n", html)
    return unescape(re.sub(r"<[^>]+>", "", text))


def sentences(letter: Letter) -> list[str]:
    parts = re.split(r"(?<=[.?!:])\s+|\n+", body(letter).replace("\u00a0", "_"))
    return [part for part in parts if len(part.split()) > 1]


@pytest.mark.parametrize("name", SAMPLES)
def test_sentences_are_short(name: str) -> None:
    lengths = [len(sentence.split()) for sentence in sentences(SAMPLES[name])]
    assert sum(lengths) / len(lengths) <= 10
    assert max(lengths) <= 20, max(sentences(SAMPLES[name]), key=lambda sentence: len(sentence.split()))


@pytest.mark.parametrize("name", SAMPLES)
def test_no_word_of_officials_is_used(name: str) -> None:
    text = body(SAMPLES[name]).lower()
    assert [word for word in PLAIN if re.search(rf"\b{re.escape(word)}\b", text)] == []


@pytest.mark.parametrize("name", SAMPLES)
def test_a_letter_reads_easily_and_says_who_does_what(name: str) -> None:
    text = body(SAMPLES[name]).replace("\u00a0", "_")
    assert ease([text]) >= EASY
    assert [found[0] for found in NOBODY.finditer(text.lower())] == []


@pytest.mark.parametrize("name", SAMPLES)
def test_no_article_stands_outside_the_block_of_rules(name: str) -> None:
    assert re.findall(r"\bartikel\b|\bAwb\b|\d:\d+\(", body(SAMPLES[name])) == []


@pytest.mark.parametrize("name", SAMPLES)
def test_the_title_fits_on_one_line_and_the_summary_in_three(name: str) -> None:
    letter = SAMPLES[name]
    assert len(letter.title) <= TITLE_LENGTH
    assert len(letter.summary) == 3
    for line in letter.summary:
        assert len(f"{line.lead} {line.rest}") <= 77
        assert line.lead[0].isupper()
        assert line.rest.endswith(".")


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_of_python_or_of_templates_shows_through(name: str) -> None:
    text = body(SAMPLES[name])
    assert re.findall(r"\bNone\b|\bTrue\b|\bFalse\b|datetime|\{\{|\{%|&lt;|\(\)|\s[.,]|\.\.", text) == []
    assert EURO_TO_A_CENT.findall(text) == []


@pytest.mark.parametrize("name", SAMPLES)
def test_every_decision_tells_how_to_object_and_where_to_ask_for_a_halt(name: str) -> None:
    letter = SAMPLES[name]
    text = body(letter)
    remedy = "U kunt in beroep gaan" if isinstance(letter, ObjectionDecision) else "U kunt bezwaar maken tot en met"
    told = [remedy in text, "voorlopige voorziening" in text, "namens het college" in text]
    assert told == [letter.is_decision] * 3


def leaves(read: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for key, value in read.items() if isinstance(read, dict) else enumerate(read):
        if isinstance(value, (dict, list)):
            yield from leaves(value, (*path, key))
        elif isinstance(value, str):
            yield (*path, key), value


CHOICES = {"consequence", "outcome", "tag", "kind", "order", "ground", "intention", "subject_of_title"}
DATES = re.compile(r"\d{4}-\d\d-\d\d.*")


@pytest.mark.parametrize("name", SAMPLES)
def test_every_text_that_is_given_is_printed(name: str) -> None:
    letter = SAMPLES[name]
    for path, value in leaves(json.loads(to_json(letter))):
        if path[-1] in CHOICES or DATES.fullmatch(value) or not value or value.startswith("https://"):
            continue
        facts = json.loads(to_json(letter))
        holder = facts
        for step in path[:-1]:
            holder = holder[step]
        short = path[-1] == "account_last4"
        holder[path[-1]] = "Qz9w" if short else "Qzw"
        if path == ("subject",) and facts["amount_cents"] < facts["requested_cents"]:
            continue  # The title says that it is less than was asked.
        if path[-1] == "authority" and not letter.is_decision:
            continue  # Only a decision is taken by the authority itself, and only to it one objects.
        printed = to_html(from_json(letter.kind, json.dumps(facts)), watermark=False)
        assert "Qz" in printed, path


UNPRINTED = {  # What decides about the letter without standing in it.
    ("CeilingGround", "minimum_cents"),
}


def values(part: Part) -> Iterator[tuple[str, str, object]]:
    for field in fields(part):
        value = getattr(part, field.name)
        for each in value if isinstance(value, tuple) else [value]:
            if isinstance(each, Part):
                yield from values(each)
            else:
                yield type(part).__name__, field.name, each


@pytest.mark.parametrize("name", SAMPLES)
def test_every_date_and_every_amount_that_is_given_is_printed(name: str) -> None:
    text = unescape(to_html(SAMPLES[name], watermark=False))
    for part, field, value in values(SAMPLES[name]):
        if (part, field) in UNPRINTED:
            continue
        if isinstance(value, datetime):
            assert formats.local_day(value) in text, field
        elif isinstance(value, date):
            assert formats.day(value) in text, field
        elif isinstance(value, int) and field.endswith("_cents"):
            assert formats.bare_euro(abs(value)) in text, field


def test_every_kind_has_a_dutch_name() -> None:
    assert len({kind.label for kind in KINDS.values()}) >= len(KINDS) - 1
