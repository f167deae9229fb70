"""When a view must be asked before a decision, and when one may decide without, Awb 4:7 to 4:12."""

from enum import StrEnum


class Unheard(StrEnum):
    """Why the view was not asked: the exceptions of the law, in order of article."""

    OWN_DATA = "own_data"
    SMALL_DIFFERENCE = "small_difference"
    NOT_SUPPLIED = "not_supplied"
    URGENT = "urgent"
    HEARD_BEFORE = "heard_before"
    PURPOSE_DEFEATED = "purpose_defeated"
    FINANCIAL = "financial"

    @property
    def article(self) -> str:
        """The article of the exception.

        >>> print(*(one.article for one in Unheard), sep=chr(10))
        Awb 4:7, eerste lid, en 4:8, eerste lid
        Awb 4:7, tweede lid
        Awb 4:8, tweede lid
        Awb 4:11, onder a
        Awb 4:11, onder b
        Awb 4:11, onder c
        Awb 4:12, eerste lid
        """
        return _SAID[self][0]

    @property
    def sentence(self) -> str:
        """Why the recipient was not asked, in words for the letter.

        >>> Unheard("heard_before").sentence
        'U kon uw mening al eerder geven, en daarna is er niets veranderd.'
        """
        return _SAID[self][1]


_SAID = {
    Unheard.OWN_DATA: (
        "Awb 4:7, eerste lid, en 4:8, eerste lid",
        "Wij gebruiken alleen gegevens die u zelf gaf. Daarom vroegen wij niet om uw mening.",
    ),
    Unheard.SMALL_DIFFERENCE: (
        "Awb 4:7, tweede lid",
        "Het verschil met uw gegevens is voor u van weinig belang. Daarom vroegen wij niet om uw mening.",
    ),
    Unheard.NOT_SUPPLIED: (
        "Awb 4:8, tweede lid",
        "U stuurde de gegevens niet die u moest sturen. Daarom vroegen wij niet om uw mening.",
    ),
    Unheard.URGENT: ("Awb 4:11, onder a", "Er was haast. Daarom vroegen wij niet om uw mening."),
    Unheard.HEARD_BEFORE: (
        "Awb 4:11, onder b",
        "U kon uw mening al eerder geven, en daarna is er niets veranderd.",
    ),
    Unheard.PURPOSE_DEFEATED: (
        "Awb 4:11, onder c",
        "Ons besluit werkt alleen als u het niet van tevoren weet. Daarom vroegen wij niet om uw mening.",
    ),
    Unheard.FINANCIAL: (
        "Awb 4:12, eerste lid",
        "Dit besluit gaat over geld en kan in bezwaar hersteld worden. Daarom vroegen wij niet om uw mening.",
    ),
}


def financial_allowed(basis: str) -> bool:
    """Whether a decision of an article may go without a view because it is financial and can be undone, Awb 4:12.

    (1) lets the view be left out of financial decisions; (2) takes that back for refusals under 4:35 and 4:51, lower determinations,
    and revocations and amendments to the detriment of the recipient.

    >>> financial_allowed("4:25"), financial_allowed("4:34"), financial_allowed("4:57")
    (True, True, True)
    >>> [financial_allowed(basis) for basis in ("4:35(1)a", "4:46(2)a", "4:48(1)b", "4:49(1)c", "4:50(1)a", "4:51")]
    [False, False, False, False, False, False]
    """
    return not basis.startswith(("4:35", "4:46", "4:48", "4:49", "4:50", "4:51"))
