"""What is shown and filled in about texts of letters: what differs word by word, and what a text may name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from documents.letters import KINDS
from grants.letters import texts
from grants.portal.fields import HouseRenderer
from grants.text_desk import Text

WORDS = re.compile(r"\S+\s*|\s+")

Piece = tuple[str, str]
"""A piece of text, and what is done with it: "" where it stays, "ins" where it comes, "del" where it goes."""


class Rewording(forms.Form):
    """Another wording of a text."""

    default_renderer = HouseRenderer
    use_required_attribute = False

    tekst = forms.CharField(
        label=gettext_lazy("De tekst"),
        strip=False,
        max_length=texts.LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "max_length": gettext_lazy("Deze tekst is te lang. Maak haar korter."),
            "required": gettext_lazy("Schrijf een tekst. Een besluit zegt altijd waarom."),
        },
    )

    def __init__(self, data: QueryDict | None, text: Text) -> None:
        super().__init__(data, initial={"tekst": text.stands.text})
        self.fields["tekst"].required = not text.is_note


def pieces(old: str, new: str) -> Iterator[Piece]:
    """What differs between two wordings, word by word.

    >>> list(pieces("U krijgt geld.", "U krijgt subsidie."))
    [('U krijgt ', ''), ('geld.', 'del'), ('subsidie.', 'ins')]
    """
    before, after = WORDS.findall(old), WORDS.findall(new)
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            yield "".join(before[a:b]), ""
            continue
        if b > a:
            yield "".join(before[a:b]), "del"
        if d > c:
            yield "".join(after[c:d]), "ins"


def named(text: Text) -> Sequence[tuple[str, str]]:
    """What a text may name between braces, with what is put in its place, in the order of the table."""
    known = texts.may_name(text.scheme, text.name)
    return [(f"{{{name}}}", gettext(words)) for name, words in texts.NAMED.items() if name in known]


def waiting(text: Text) -> Sequence[dict[str, Any]]:
    """Each wording that waits, with how it differs from what stands."""
    return [{"one": one, "pieces": list(pieces(text.stands.text, one.text))} for one in text.waiting]


def letters() -> Sequence[tuple[str, str]]:
    """Every kind of letter by its name, to add a paragraph to."""
    return sorted(((kind, letter.label) for kind, letter in KINDS.items()), key=lambda one: one[1])
