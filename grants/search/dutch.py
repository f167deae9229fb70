"""Dutch words as somebody looks for them: `dorpshuizen` is found by `dorpshuis`, `subsidies` by `subsidie`, `coöperatie` without its dots.

A word comes down to a few stems, and a text to those of its words. Snowball joins most forms; a short list joins what no rule of spelling
does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import snowballstemmer

Stems = frozenset[str]

PART = 4
"""Letters from which on what is asked for is also found as a part of a longer word."""

BEFORE = 3
"""Letters that come before a part at the end of a word: `huis` is found in `dorpshuis`, and `aard` is not in `paard`."""

MOST_WORDS = 12
"""Of one question; what comes after is not looked for."""

_LONGEST = 60
"""Letters of a word that count, so that a text without spaces takes no more room than it should."""

_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_OWNER = re.compile(r"['’](?:s|en|er|tje|tjes)\b")
_OPEN = re.compile(r"(?:^|[^aeiou])([aeou])[bcdfghjklmnpqrstvwxz](?:en|e)$")
_TWICE = re.compile(r"([bcdfghjklmnpqrstvwxz])\1$")
_DOUBLED = re.compile(r"([aeou])\1(?=[^aeiou]$)")

_PLURALS = {
    "eeën": "ee", "ieën": "ie", "iën": "ie",
    "steden": "stad", "leden": "lid", "schepen": "schip", "kinderen": "kind", "eieren": "ei", "koeien": "koe", "goederen": "goed",
    "bladeren": "blad", "liederen": "lied", "runderen": "rund", "volkeren": "volk", "kleren": "kleed", "redenen": "reden",
    "tekenen": "teken", "musea": "museum", "centra": "centrum", "criteria": "criterium", "podia": "podium", "data": "datum",
    "gymnasia": "gymnasium", "aquaria": "aquarium", "media": "medium", "collegae": "collega", "catalogi": "catalogus",
    "politici": "politicus", "musici": "musicus", "technici": "technicus", "historici": "historicus",
}  # fmt: skip
"""Ends of words that no rule of spelling joins: what they are also found by."""

_snowball = snowballstemmer.stemmer("dutch")
_plain = snowballstemmer.stemmer("dutch_porter")


def folded(text: str) -> str:
    """A text without capitals and accents.

    >>> folded("Coöperatie IDEEËN")
    'cooperatie ideeen'
    """
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in apart if not unicodedata.combining(one))


def words(text: str) -> Iterator[re.Match[str]]:
    """The words of a text where they stand; the end of `foto’s` is none."""
    return _WORD.finditer(_OWNER.sub(lambda end: " " * len(end[0]), text))


@lru_cache(maxsize=65_536)
def stems(word: str) -> Stems:
    """What a word comes down to: itself, its stem, and where its spelling leaves two, both.

    >>> sorted(stems("dorpshuizen")), sorted(stems("dagen")), sorted(stems("bestuursleden"))
    (['dorpshuis', 'dorpshuizen'], ['daag', 'dag', 'dagen'], ['bestuursled', 'bestuursleden', 'bestuursleed', 'bestuurslid'])
    """
    whole = unicodedata.normalize("NFC", word.casefold())[:_LONGEST]
    plain = folded(whole)
    found = {plain}
    if not any(one.isdigit() for one in plain):
        stem = _snowball.stemWord(plain)
        if stem[:2] != plain[:2]:  # It took away "ge", which is as often a part of the word: "gebouw" is no "bouw".
            stem = _TWICE.sub(r"\1", _plain.stemWord(plain))
        found.add(stem)
        if _OPEN.search(plain):
            found.add(_DOUBLED.sub(r"\1", stem))
        found |= {whole.removesuffix(end) + one for end, one in _PLURALS.items() if whole.endswith(end)}
    return frozenset(map(folded, found))


def tokens(texts: Iterable[str]) -> str:
    """What texts are found by, as it is kept: every stem once, each between spaces; "" where there is no word."""
    found = sorted({stem for text in texts for word in words(text) for stem in stems(word[0])})
    return f" {' '.join(found)} " if found else ""


def asked(text: str) -> Sequence[Stems]:
    """What somebody asks for, word by word."""
    return [stems(word[0]) for _, word in zip(range(MOST_WORDS), words(text), strict=False)]


def is_part(stem: str) -> bool:
    """Whether a stem is also looked for in longer words; a number and a short word are not."""
    return len(stem) >= PART and stem.isalpha()


def meets(wanted: Stems, stem: str) -> bool:
    """Whether a stem of a text is what one word of a question asks for: the same, or longer by what comes after or before.

    >>> meets(stems("subsidies"), "subsidieregeling"), meets(stems("huizen"), "dorpshuis"), meets(stems("aard"), "paard")
    (True, True, False)
    """
    if stem in wanted:
        return True
    parts = filter(is_part, wanted)
    return any(stem.startswith(one) or stem[BEFORE:].endswith(one) for one in parts)


def answers(wanted: Sequence[Stems], kept: str) -> bool:
    """Whether every word of a question stands in a text, of which `kept` is what it is found by."""
    found = kept.split()
    return all(any(meets(one, stem) for stem in found) for one in wanted)


def span(wanted: Sequence[Stems], text: str) -> tuple[int, int] | None:
    """Where in a text the first words stand that a question asks for, those that follow on each other together."""
    begin = end = -1
    for word in words(text):
        hit = any(meets(one, stem) for one in wanted for stem in stems(word[0]))
        if hit:
            begin, end = (word.start() if begin < 0 else begin), word.end()
        elif begin >= 0:
            break
    return (begin, end) if begin >= 0 else None
