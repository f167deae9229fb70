"""Texts as banks can carry them: the letters, figures and few signs of SEPA, whatever a name is written in."""

import re
import unicodedata

SPELLED = str.maketrans(
    {"ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d",
     "Ð": "D", "þ": "th", "Þ": "Th", "&": "+", "’": "'", "‘": "'", "–": "-", "—": "-", "_": "-"}
)  # fmt: skip
"""Letters that do not come apart into a letter and a mark, and signs with one that is near."""

OUTSIDE = re.compile(r"[^A-Za-z0-9/\-?:().,'+ ]+")
NOTHING = "NOTPROVIDED"
"""What banks write where a name must stand and there is none."""


def sepa_text(text: str, longest: int) -> str:
    """A text in the characters of SEPA, cut off at a length; never with a slash at an end or two of them side by side.

    >>> sepa_text("Stichting Café “De Brug” & Zn.", 70), sepa_text("/a//b/", 70), sepa_text("Ωμέγα", 70)
    ('Stichting Cafe De Brug + Zn.', 'a/b', 'NOTPROVIDED')
    """
    plain = unicodedata.normalize("NFKD", text.translate(SPELLED))
    marks = "".join(one for one in plain if not unicodedata.combining(one))
    known = re.sub("/{2,}", "/", " ".join(OUTSIDE.sub(" ", marks).split()))
    return known.strip("/ ")[:longest].strip("/ ") or NOTHING
