"""Amounts at the edges: how a text becomes integer cents, and how cents are written in Dutch.

Between these edges an amount is an `int` of cents. A text is refused rather than rounded.
"""

import re

from workflow.canonical import LARGEST
from workflow.errors import Obstacle, Refusal

NBSP = "\u00a0"
MINUS = "\u2212"

_PLAIN = re.compile(r"(?P<minus>-?)(?P<euros>[0-9]{1,20})(?:\.(?P<cents>[0-9]{1,2}))?", re.ASCII)
_DUTCH = re.compile(
    r"(?P<minus>[-\u2212]?)€?(?P<euros>[0-9]{1,3}(?:\.[0-9]{3}){1,6}|[0-9]{1,20})(?:,(?P<cents>[0-9]{2}|-))?", re.ASCII
)


def cents(text: str, *, negative: bool = False) -> int:
    """The cents of an amount with a point for the decimals, as files and the API write it.

    Raises:
        Refusal: `amount-invalid` for more than two decimals, for what is no number, below zero unless `negative`, or
            beyond 64 bits.

    >>> cents("1234.50"), cents("1234"), cents("-0.05", negative=True)
    (123450, 123400, -5)
    """
    return _counted(_PLAIN.fullmatch(text), negative=negative)


def dutch_cents(text: str, *, negative: bool = False) -> int:
    """The cents of an amount as a person types it: points between thousands, a comma for the decimals, perhaps a sign.

    Raises:
        Refusal: as `cents` does; "12.50" too, because it may mean twelve and a half or twelve hundred and fifty.

    >>> dutch_cents("€ 1.234,50"), dutch_cents("1234"), dutch_cents("75,-")
    (123450, 123400, 7500)
    """
    return _counted(_DUTCH.fullmatch(re.sub(r"\s", "", text)), negative=negative)


def _counted(found: re.Match[str] | None, *, negative: bool) -> int:
    if not found:
        raise _invalid("Dit is geen bedrag in euro's met hoogstens twee cijfers achter de komma.")
    decimals = (found["cents"] or "").replace("-", "").ljust(2, "0")
    amount = int(found["euros"].replace(".", "")) * 100 + int(decimals)
    if amount > LARGEST:
        raise _invalid("Dit bedrag is te groot.")
    if found["minus"] and not negative:
        raise _invalid("Dit bedrag mag niet negatief zijn.")
    return -amount if found["minus"] else amount


def amount_obstacle(amount_cents: int) -> Obstacle | None:
    """What keeps a number of cents from being moved, paid or granted: it is zero, negative or beyond 64 bits."""
    if 0 < amount_cents <= LARGEST:
        return None
    return Obstacle("amount-invalid", "Een bedrag is meer dan nul en past in het grootboek.")


def _invalid(sentence: str) -> Refusal:
    return Refusal("malformed", Obstacle("amount-invalid", sentence))


def euro(amount_cents: int) -> str:
    """Write cents as euros, with no-break spaces so that an amount never breaks over two lines.

    >>> euro(450000).replace(NBSP, " "), euro(-40000).replace(NBSP, " "), euro(5).replace(NBSP, " ")
    ('€ 4.500,00', '− € 400,00', '€ 0,05')
    """
    sign = f"{MINUS}{NBSP}" if amount_cents < 0 else ""
    return f"{sign}€{NBSP}{bare_euro(abs(amount_cents))}"


def bare_euro(amount_cents: int) -> str:
    """Write cents as euros without the sign of the euro, for a column that says "in euro's" in its head.

    >>> bare_euro(-650000)
    '−6.500,00'
    """
    euros, left = divmod(abs(amount_cents), 100)
    thousands = f"{euros:,}".replace(",", ".")
    return f"{MINUS if amount_cents < 0 else ''}{thousands},{left:02d}"
