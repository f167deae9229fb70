"""What the law refuses to answer: a stable code, one Dutch sentence, the article; never a guess.

`LawRefusal` has the same three facts as the engine's obstacle, so that the layer above can pass it on without
knowing this package.
"""

from typing import ClassVar

LARGEST_AMOUNT_CENTS = 10**15
"""Ten thousand billion euros: more is a typing error, and this still fits a 64-bit column with room to add up."""


class LawRefusal(ValueError):  # noqa: N818 - a refusal is an answer and the word of the law for it, not a fault.
    """The law gives no answer here: a stable kebab-case `code`, a Dutch `sentence`, the `article` or ""."""

    code: ClassVar[str]
    article: ClassVar[str] = ""

    def __init__(self, sentence: str) -> None:
        """Refuse with one Dutch sentence for the person who asked."""
        self.sentence = sentence
        super().__init__(sentence)


class TermMalformed(LawRefusal):
    """A term without a length, with two lengths, or one that leaves the calendar (year 9999)."""

    code = "term-malformed"


class AmountMalformed(LawRefusal):
    """An amount in cents, a share or a count that cannot be one: negative, too large, not a whole number."""

    code = "amount-malformed"


def checked_cents(amount_cents: int, what: str) -> int:
    """The amount itself, a whole number of cents from 0 to `LARGEST_AMOUNT_CENTS`; else raises `AmountMalformed`.

    >>> checked_cents(0, "Het bedrag")
    0
    >>> checked_cents(-1, "Het bedrag")
    Traceback (most recent call last):
    workflow.law.refusals.AmountMalformed: Het bedrag kan niet lager zijn dan nul.
    """
    if isinstance(amount_cents, bool) or not isinstance(amount_cents, int):
        raise AmountMalformed(f"{what} moet een geheel aantal centen zijn.")
    if amount_cents < 0:
        raise AmountMalformed(f"{what} kan niet lager zijn dan nul.")
    if amount_cents > LARGEST_AMOUNT_CENTS:
        raise AmountMalformed(f"{what} is te hoog om een bedrag te kunnen zijn.")
    return amount_cents
