"""Amounts and whole numbers as people type them in Dutch, read into cents and back into a text for a sentence."""

import re

_THOUSANDS = r"[1-9]\d{0,2}(?:\.\d{3}){1,3}"
_AMOUNT = re.compile(
    rf"(?:€[\s\u00a0]*)?(?P<euros>{_THOUSANDS}(?=$|,)|\d{{1,12}})(?:[.,](?P<cents>\d{{1,2}})|,-)?", re.ASCII
)
_WHOLE = re.compile(rf"{_THOUSANDS}|\d{{1,12}}", re.ASCII)


def read_cents(text: str) -> int | None:
    """Cents of an amount in euros, None when it cannot be read without guessing.

    A point with three digits after it stands between thousands, one with one or two before the cents; never both in one amount.

    >>> [read_cents(text) for text in ("€ 1.250,50", "1250.5", "1.250", "12,-", "1,250", "1.250.50", "1 250", "-5", "")]
    [125050, 125050, 125000, 1200, None, None, None, None, None]
    """
    found = _AMOUNT.fullmatch(text.strip())
    if found is None:
        return None
    return int(found["euros"].replace(".", "")) * 100 + int((found["cents"] or "0").ljust(2, "0"))


def read_whole(text: str) -> int | None:
    """A whole number from zero, with or without points between the thousands; None when it is something else.

    >>> [read_whole(text) for text in ("1.250", " 12 ", "1.25", "12,5", "-1")]
    [1250, 12, None, None, None]
    """
    stripped = text.strip()
    return int(stripped.replace(".", "")) if _WHOLE.fullmatch(stripped) else None


def euros(amount_cents: int) -> str:
    r"""An amount as it stands in a Dutch sentence, with a no-break space so that it never breaks over two lines.

    >>> euros(125050)
    '€\xa01.250,50'
    """
    whole, cents = divmod(amount_cents, 100)
    return f"€\u00a0{grouped(whole)},{cents:02d}"


def grouped(value: int) -> str:
    """A whole number with points between the thousands.

    >>> grouped(1234567)
    '1.234.567'
    """
    return f"{value:,}".replace(",", ".")
