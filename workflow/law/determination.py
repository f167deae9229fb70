"""The final amount of a grant, Awb 4:46: as granted is the duty, lower needs a ground, higher is never."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from workflow.law.refusals import AmountMalformed, LawRefusal, checked_cents
from workflow.law.wording import euros


class LowerGround(StrEnum):
    """The grounds of Awb 4:46(2), in the words of the article."""

    NOT_PERFORMED = "a"
    OBLIGATION_BROKEN = "b"
    WRONG_DATA = "c"
    AWARD_WRONG = "d"

    @property
    def text(self) -> str:
        """The ground in the words of the law.

        >>> LowerGround.NOT_PERFORMED.text
        'de activiteiten waarvoor subsidie is verleend niet of niet geheel hebben plaatsgevonden'
        """
        return _TEXTS[self]

    @property
    def article(self) -> str:
        """The article of the ground.

        >>> LowerGround("c").article
        'Awb 4:46, lid 2, onder c'
        """
        return f"Awb 4:46, lid 2, onder {self.value}"


_TEXTS = {
    LowerGround.NOT_PERFORMED: (
        "de activiteiten waarvoor subsidie is verleend niet of niet geheel hebben plaatsgevonden"
    ),
    LowerGround.OBLIGATION_BROKEN: (
        "de subsidie-ontvanger niet heeft voldaan aan de aan de subsidie verbonden verplichtingen"
    ),
    LowerGround.WRONG_DATA: (
        "de subsidie-ontvanger onjuiste of onvolledige gegevens heeft verstrekt en de verstrekking van juiste of "
        "volledige gegevens tot een andere beschikking op de aanvraag tot subsidieverlening zou hebben geleid"
    ),
    LowerGround.AWARD_WRONG: (
        "de subsidieverlening anderszins onjuist was en de subsidie-ontvanger dit wist of behoorde te weten"
    ),
}


class DeterminedAboveGrant(LawRefusal):
    """More was determined than was granted."""

    code = "determined-above-grant"
    article = "Awb 4:46, lid 1"


class GroundMissing(LawRefusal):
    """Less was determined than the award entitles to, without a ground."""

    code = "ground-missing"
    article = "Awb 4:46, lid 2"


class GroundUnfounded(LawRefusal):
    """A ground for less was given, but nothing less was determined."""

    code = "ground-unfounded"
    article = "Awb 4:46, lid 1"


@dataclass(frozen=True, slots=True)
class Determination:
    """What was granted and what is determined, in cents, with the ground when it is less than the award entitles to."""

    granted_cents: int
    determined_cents: int
    ground: LowerGround | None
    article: str
    steps: tuple[str, ...]


def rounded_half_up(amount: Fraction) -> int:
    """An exact non-negative amount to whole cents, a half cent upwards.

    >>> rounded_half_up(Fraction(5, 2)), rounded_half_up(Fraction(249, 100))
    (3, 2)
    """
    return (2 * amount.numerator + amount.denominator) // (2 * amount.denominator)


def determined_by_share(actual_cents: int, share: Fraction, granted_cents: int) -> int:
    """The amount by the method of the award (Awb 4:31(1), 4:46(1)): a share of the actual costs, at most the grant.

    All in cents; rounded half up to the cent. Raises `AmountMalformed` for a negative amount or a share outside 0 to 1.

    >>> determined_by_share(820_001, Fraction(1, 2), 500_000), determined_by_share(1_200_000, Fraction(1, 2), 500_000)
    (410001, 500000)
    >>> determined_by_share(10_00, Fraction(1, 3), 500_000)
    333
    """
    checked_cents(actual_cents, "Het bedrag van de werkelijke kosten")
    checked_cents(granted_cents, "Het verleende bedrag")
    if not 0 <= share <= 1:
        raise AmountMalformed("Het aandeel in de kosten ligt tussen 0 en 1.")
    return min(granted_cents, rounded_half_up(actual_cents * Fraction(share)))


def determination(
    granted_cents: int, determined_cents: int, *, entitled_cents: int | None = None, ground: LowerGround | None = None
) -> Determination:
    """A checked determination, Awb 4:46.

    (1): "Indien een beschikking tot subsidieverlening is gegeven, stelt het bestuursorgaan de subsidie overeenkomstig
    de subsidieverlening vast." `entitled_cents` is what the method of the award gives, when it states one; that amount
    is "as granted". Below it a ground of (2) is needed. Raises `DeterminedAboveGrant`, `GroundMissing`,
    `GroundUnfounded` and `AmountMalformed`.

    >>> determination(500_000, 500_000).article
    'Awb 4:46, lid 1'
    >>> determination(500_000, 410_000, entitled_cents=410_000).ground is None
    True
    >>> determination(500_000, 263_500, ground=LowerGround.NOT_PERFORMED).article
    'Awb 4:46, lid 2, onder a'
    >>> determination(500_000, 263_500)
    Traceback (most recent call last):
    workflow.law.determination.GroundMissing: Lager vaststellen dan € 5.000 kan alleen met een grond van artikel 4:46, \
lid 2.
    """
    checked_cents(granted_cents, "Het verleende bedrag")
    checked_cents(determined_cents, "Het vastgestelde bedrag")
    entitled = granted_cents if entitled_cents is None else checked_cents(entitled_cents, "Het berekende bedrag")
    limit = min(entitled, granted_cents)
    _check(granted_cents, determined_cents, limit, ground)
    steps = [f"Verleend is {euros(granted_cents)}."]
    if entitled_cents is not None:
        steps.append(f"De berekening uit de verlening geeft {euros(limit)}.")
    steps += [f"Lager vastgesteld omdat {ground.text}."] if ground else []
    steps.append(f"Vastgesteld is {euros(determined_cents)}.")
    article = ground.article if ground else "Awb 4:46, lid 1"
    return Determination(granted_cents, determined_cents, ground, article, tuple(steps))


def _check(granted_cents: int, determined_cents: int, limit: int, ground: LowerGround | None) -> None:
    if determined_cents > granted_cents:
        raise DeterminedAboveGrant(f"Vaststellen boven het verleende bedrag van {euros(granted_cents)} kan niet.")
    if determined_cents > limit:
        raise DeterminedAboveGrant(f"De berekening uit de verlening geeft niet meer dan {euros(limit)}.")
    if determined_cents < limit and ground is None:
        raise GroundMissing(f"Lager vaststellen dan {euros(limit)} kan alleen met een grond van artikel 4:46, lid 2.")
    if determined_cents == limit and ground is not None:
        raise GroundUnfounded("Er is een grond voor een lager bedrag, maar het bedrag is niet lager.")
