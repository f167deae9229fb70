"""Dutch that everybody can read (B1), as something to measure: sentences, words of officials, who does it, and how hard a text is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

LONGEST = 25
"""Words in a sentence, at most."""

PLAIN: Mapping[str, str] = {
    "aangaande": "over", "aanwenden": "gebruiken", "alsmede": "en", "alvorens": "voordat", "behoudens": "behalve",
    "benevens": "en", "bewerkstelligen": "zorgen voor", "conform": "volgens", "daarenboven": "ook", "derhalve": "daarom",
    "desalniettemin": "toch", "desbetreffende": "deze", "desgewenst": "als u wilt", "dienaangaande": "daarover",
    "dienen te": "moeten", "dient te": "moet", "dientengevolge": "daardoor", "doch": "maar", "door middel van": "met",
    "dusdanig": "zo", "echter": "maar", "evenals": "en ook", "evenwel": "maar", "gaarne": "graag", "geenszins": "niet",
    "gelieve": "wilt u", "geschieden": "gebeuren", "hierbij delen wij": "wij schrijven u", "hieromtrent": "hierover",
    "hoofdzakelijk": "vooral", "in casu": "hier", "in het kader van": "voor", "indien": "als", "ingevolge": "volgens",
    "inzake": "over", "jegens": "tegenover", "krachtens": "volgens", "leeuwendeel": "meeste", "met betrekking tot": "over",
    "met dien verstande": "maar", "middels": "met", "mits": "als", "naar aanleiding van": "door", "niettegenstaande": "ook al",
    "nochtans": "toch", "omtrent": "over", "onderhavige": "deze", "ongeacht": "wat ook", "onverwijld": "meteen",
    "onzerzijds": "van ons", "op grond van het bovenstaande": "daarom", "opdat": "zodat", "reeds": "al", "tenzij": "behalve als",
    "teneinde": "om", "ten aanzien van": "over", "ten behoeve van": "voor", "ten gevolge van": "door", "ter zake": "hierover",
    "terzake": "hierover", "thans": "nu", "trachten": "proberen", "tevens": "ook", "uwerzijds": "van u", "vanwege het feit dat": "omdat",
    "veelal": "vaak", "verzoeken wij u": "vragen wij u", "vigerende": "geldende", "voornoemd": "die", "voorts": "ook",
    "vooralsnog": "voorlopig", "welke termijn": "een termijn die", "wordt verzocht": "wij vragen u", "zodoende": "zo",
    "zorg dragen": "zorgen", "zulks": "dit", "zijdens": "van",
}  # fmt: skip
"""A word of officials, and what one says instead; our own list."""

NOBODY = re.compile(
    r"\b(?:wordt|worden|werd|werden)\b(?:[ ,]+\w+){0,5}?[ ,]+(?!bekend\b)"
    r"(?:(?:aan|af|be|in|na|op|uit|ver|vast|voor)?ge\w+(?:d|t|en)|be\w+d|ver\w+d)\b"
)
"""Something that is done without saying by whom: "wordt … gedaan"."""

VOWELS = re.compile(r"aai|ooi|oei|eeu|ieu|aa|ee|ie|oo|uu|oe|eu|ui|ij|ei|ou|au|[aeiouyëïöüéè]")
WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’-][A-Za-zÀ-ÿ]+)*")
ENOUGH = 5
"""Words that make a sentence; fewer are a label."""


def sentences(text: str) -> list[str]:
    """The sentences of a text; a line ends one as well."""
    return [one.strip() for one in re.split(r"(?<=[.?!:])\s+|\n+", text) if one.strip()]


def faults(text: str) -> Iterator[str]:
    """What is wrong with a text: a sentence that is too long, a word of officials, nobody who does it, or a reader who is not "u"."""
    for sentence in sentences(text):
        if (number := len(sentence.split())) > LONGEST:
            yield f"{number} words: {sentence}"
    lowered = text.lower()
    for word, plainly in PLAIN.items():
        if re.search(rf"\b{re.escape(word)}\b", lowered):
            yield f"{word!r} is ‘{plainly}’: {text}"
    yield from (f"nobody does {found[0]!r}: {text}" for found in NOBODY.finditer(lowered))
    yield from (f"not ‘u’: {text}" for _ in re.findall(r"\b(?:je|jij|jouw|jullie)\b", lowered))


def syllables(word: str) -> int:
    """The syllables of a word, by its vowels.

    >>> [syllables(one) for one in ("u", "aanvraag", "subsidie", "verantwoording")]
    [1, 2, 3, 4]
    """
    return max(1, len(VOWELS.findall(word.lower())))


def words_a_sentence(texts: Iterable[str]) -> int:
    """The mean number of words of a sentence, in hundredths; of labels nothing is said."""
    lengths = [len(one.split()) for text in texts for one in sentences(text)]
    counted = [one for one in lengths if one >= ENOUGH]
    return 100 * sum(counted) // len(counted)


def ease(texts: Iterable[str]) -> int:
    """How easy texts read together (Flesch, by Douma for Dutch), in hundredths: 100 is easy, 60 is plain, 30 is for scholars."""
    told = [WORD.findall(one) for text in texts for one in sentences(text)]
    found = [words for words in told if len(words) >= ENOUGH]
    words, parts = sum(map(len, found)), sum(syllables(one) for words in found for one in words)
    return 20684 - 93 * words // len(found) - 7700 * parts // words
