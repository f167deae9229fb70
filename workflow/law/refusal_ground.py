"""The grounds on which a subsidy may be refused besides an exhausted ceiling, Awb 4:35 and 4:51."""

from enum import StrEnum


class RefusalGround(StrEnum):
    """The grounds, by article, paragraph and letter."""

    NOT_PERFORMED = "4:35(1)a"
    NOT_COMPLIANT = "4:35(1)b"
    NOT_ACCOUNTED = "4:35(1)c"
    WRONG_DATA = "4:35(2)a"
    INSOLVENT = "4:35(2)b"
    CHANGED = "4:51"

    @property
    def words(self) -> str:
        """The ground in a few words, as the rest of "want".

        >>> RefusalGround("4:35(1)a").words
        'uw plan kan waarschijnlijk niet doorgaan'
        """
        return _WORDS[self]


_WORDS = {
    RefusalGround.NOT_PERFORMED: "uw plan kan waarschijnlijk niet doorgaan",
    RefusalGround.NOT_COMPLIANT: "u komt de afspraken waarschijnlijk niet na",
    RefusalGround.NOT_ACCOUNTED: "u kunt de kosten waarschijnlijk niet tonen",
    RefusalGround.WRONG_DATA: "een deel van uw gegevens klopt niet",
    RefusalGround.INSOLVENT: "u kunt uw schulden niet betalen",
    RefusalGround.CHANGED: "de omstandigheden zijn veranderd",
}
