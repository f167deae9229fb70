"""Amounts at the edge: how integer cents are written in Dutch, and which of them can be an amount at all.

How a text becomes cents stands in `workflow.amounts`.
"""

from workflow.canonical import LARGEST
from workflow.errors import Obstacle

NBSP = "\u00a0"
MINUS = "\u2212"


def amount_obstacle(amount_cents: int) -> Obstacle | None:
    """What keeps a number of cents from being moved, paid or granted: it is zero, negative or beyond 64 bits."""
    if 0 < amount_cents <= LARGEST:
        return None
    return Obstacle("amount-invalid", "Een bedrag is meer dan nul en past in het grootboek.")


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
