"""Everything a person reads is B1: short sentences, "u", no words of officials. Letters have a test of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from grants import field_words
from grants.explanation import TURNS, WAITING
from grants.portal.queue import WAITS
from tests.documents.test_letters_language import FORBIDDEN
from workflow import roles
from workflow.catalogue import ROOT, sayings
from workflow.registry import MACHINES, SCHEMES

LONGEST = 25


def refusals() -> Iterator[str]:
    yield from (one.sentence for one in sayings())


def labels() -> Iterator[str]:
    for rules in MACHINES.values():
        yield from (declared.label for declared in rules.model.declarations().values())
        yield from rules.model.WORDS.values()
    yield from roles.LABELS.values()


def schemes() -> Iterator[str]:
    for scheme in SCHEMES.values():
        yield scheme.purpose
        for question in scheme.questions:
            yield from (question.label, question.help)
        for criterion in scheme.criteria:
            yield from (criterion.label, criterion.question, *criterion.anchors)
        yield from (one for fit in scheme.fit_check for one in (fit.question, fit.if_no))
        yield from (rule.text for rule in scheme.obligations)
        yield from scheme.letters.values()


def explanations() -> Iterator[str]:
    yield from (what for _, what, _ in TURNS.values())
    yield from WAITING.values()


def screens() -> Iterator[str]:
    """What stands in the templates of the screens, and how these call the fields of steps."""
    for template in sorted([*ROOT.glob("config/templates/*.html"), *ROOT.glob("grants/templates/portal/*.html")]):
        text = re.sub(r"{%.*?%}|{{.*?}}|<[^>]*>", "\n", template.read_text("utf-8"))
        yield from (line.strip() for line in text.splitlines() if line.strip())
    yield from (*field_words.LABELS.values(), *field_words.HELP.values(), *field_words.ADVERSE.values())
    yield from (one.what for one in WAITS)


TEXTS = {"refusals": refusals, "labels": labels, "schemes": schemes, "explanations": explanations, "screens": screens}


def faults(text: str) -> Iterator[str]:
    """What is wrong with a text: a sentence that is too long, a word of officials, or a reader who is not "u"."""
    for sentence in re.split(r"(?<=[.?!:])\s+", text):
        if len(sentence.split()) > LONGEST:
            yield f"{len(sentence.split())} words: {sentence}"
    lowered = text.lower()
    yield from (f"{word!r} in: {text}" for word in FORBIDDEN if re.search(rf"\b{re.escape(word)}\b", lowered))
    yield from (f"not ‘u’: {text}" for _ in re.findall(r"\b(je|jij|jouw|jullie)\b", lowered))


@pytest.mark.parametrize("kind", TEXTS)
def test_every_text_is_short_and_plain(kind: str) -> None:
    texts = list(TEXTS[kind]())
    assert len(texts) > 10
    assert [fault for text in texts for fault in faults(text)] == []


@pytest.mark.parametrize(
    "text", ["Dit dient te gebeuren.", "Stuur je plan.", " ".join(["woord"] * 26) + "."]
)  # fmt: skip
def test_a_text_that_is_not_plain_is_found(text: str) -> None:
    assert len(list(faults(text))) == 1
