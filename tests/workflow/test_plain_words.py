"""Everything a person reads is B1: short sentences, "u", no words of officials. Letters have a test of their own."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping

import pytest

from documents import mails as notices
from grants import link_mail
from grants.explanation import TURNS, WAITING
from tests.plain import ease, faults, words_a_sentence
from workflow import roles
from workflow.catalogue import ROOT, sayings
from workflow.registry import MACHINES, SCHEMES

MEAN, EASY = 1_000, 6_500
"""Hundredths: the mean of the words in a sentence, and how easy a kind of text reads at least."""

MESSAGES = ROOT / "config" / "locale" / "en" / "LC_MESSAGES" / "django.po"


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
    """Every text of every screen: what is collected for the translation, with something in the place of what is filled in."""
    messages = re.findall(
        r'^msgid(?:_plural)? ((?:"(?:[^"\\\\]|\\\\.)*"\n)+)', MESSAGES.read_text("utf-8"), re.MULTILINE
    )
    for one in messages:
        text = "".join(map(ast.literal_eval, one.splitlines()))
        yield re.sub(r"%\(\w+\)[sd]|{}", "iets", text)


def mails() -> Iterator[str]:
    """Every line of every mail that is written here, with something in the place of what is filled in."""
    for module in (notices, link_mail):
        for name, text in vars(module).items():
            if name.isupper() and isinstance(text, str):
                yield from re.sub(r"{\w+}", "iets", text).splitlines()


TEXTS = {
    "mails": mails,
    "refusals": refusals,
    "labels": labels,
    "schemes": schemes,
    "explanations": explanations,
    "screens": screens,
}


ALLOWED: Mapping[str, str] = {
    "Iedereen mag komen, maar niemand wordt uitgenodigd.": "a level of a criterion: who invites, is what is judged",
    "Mensen die weinig meedoen worden zelf gevraagd.": "the same",
    "Mensen die hulp nodig hebben zijn blijvend beter af, en dat wordt gemeten.": "the same, of who measures",
}
"""Texts that stay as they are, each with its reason."""


@pytest.mark.parametrize("kind", TEXTS)
def test_every_text_is_short_and_plain(kind: str) -> None:
    texts = list(TEXTS[kind]())
    assert len(texts) > 10
    assert [fault for text in texts if text not in ALLOWED for fault in faults(text)] == []


@pytest.mark.parametrize("kind", TEXTS)
def test_texts_read_easily_together(kind: str) -> None:
    texts = list(TEXTS[kind]())
    assert words_a_sentence(texts) <= MEAN
    assert ease(texts) >= EASY


def test_nothing_is_allowed_that_is_not_there_or_not_at_fault() -> None:
    every = {text for texts in TEXTS.values() for text in texts()}
    assert [text for text in ALLOWED if text not in every or not list(faults(text))] == []


@pytest.mark.parametrize(
    "text",
    [
        "Dit dient te gebeuren.", "Stuur je plan.", " ".join(["woord"] * 26) + ".", "Uw plan wordt binnenkort beoordeeld.",
        "Tevens sturen wij een brief.",
    ],
)  # fmt: skip
def test_a_text_that_is_not_plain_is_found(text: str) -> None:
    assert len(list(faults(text))) == 1


def test_a_text_of_officials_is_hard_to_read() -> None:
    hard = (
        "Overeenkomstig bovengenoemde verordening geschiedt subsidieverstrekking uitsluitend voorzover "
        "begrotingsmiddelen ontoereikendheid niet veroorzaken."
    )
    assert ease([hard]) < 3_000 < EASY < ease(["Wij kijken of alles er is. Mist er iets? Dan vragen wij u dat."])
