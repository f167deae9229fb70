"""Numbers that others gave out: trade register, legal person, bank account, postal code.

Each check takes what a person typed, spaces and points included, and says what is wrong with it, or nothing. What is
stored is the normalised form. A check proves that a number can exist, never that it does or whose it is.
"""

from stdnum import iban as stdnum_iban
from stdnum.exceptions import ValidationError
from stdnum.nl import bsn as eleven_test
from stdnum.nl import postcode as stdnum_postcode

from workflow.errors import Obstacle

KVK_DIGITS = 8
RSIN_DIGITS = 9
SHOWN_OF_AN_IBAN = 4

_SEPARATORS = str.maketrans("", "", " .-\t\u00a0\u202f")


def normalise_kvk(text: str) -> str:
    """The digits of a number in the trade register.

    >>> normalise_kvk(" 9000 7041 ")
    '90007041'
    """
    return text.translate(_SEPARATORS)


def normalise_rsin(text: str) -> str:
    """The digits of the number of a legal person; one of eight digits lost its leading zero.

    >>> normalise_rsin("0012.34.567"), normalise_rsin("12345672")
    ('001234567', '012345672')
    """
    digits = text.translate(_SEPARATORS)
    return digits.zfill(RSIN_DIGITS) if len(digits) == RSIN_DIGITS - 1 else digits


def normalise_iban(text: str) -> str:
    """An account number in capitals without spaces, the form in which it is stored and sent.

    >>> normalise_iban("nl03 vbld 0910 0000 01")
    'NL03VBLD0910000001'
    """
    return text.translate(_SEPARATORS).upper()


def normalise_postcode(text: str) -> str:
    """A Dutch postal code with one space.

    >>> normalise_postcode("9791xw")
    '9791 XW'
    """
    compact = text.translate(_SEPARATORS).upper()
    return f"{compact[:4]} {compact[4:]}"


def kvk(text: str) -> Obstacle | None:
    """What is wrong with a number in the trade register: it has eight digits, and no check digit."""
    digits = normalise_kvk(text)
    if _are_digits(digits) and len(digits) == KVK_DIGITS and int(digits):
        return None
    return Obstacle("kvk-invalid", f"Een KvK-nummer heeft {KVK_DIGITS} cijfers. Controleer wat u hebt ingevuld.")


def rsin(text: str) -> Obstacle | None:
    """What is wrong with the number of a legal person: nine digits that stand up to the eleven-test."""
    digits = normalise_rsin(text)
    if _are_digits(digits) and len(digits) == RSIN_DIGITS and eleven_test.is_valid(digits):
        return None
    return Obstacle("rsin-invalid", "Dit is geen geldig RSIN. Controleer de negen cijfers.")


def iban(text: str) -> Obstacle | None:
    """What is wrong with an account number: the length and form of its country, and the check digits (ISO 13616).

    Whether the bank in it exists is not looked at: banks come and go, and the check digits find every single mistake.
    """
    number = normalise_iban(text)
    try:
        right = number.isascii() and stdnum_iban.validate(number, check_country=False) == number
        # Check digits 00, 01 and 99 satisfy the modulus too, where the standard computes 97, 98 and 02.
        right = right and stdnum_iban.calc_check_digits(number) == number[2:4]
    except ValidationError:
        right = False
    return None if right else Obstacle("iban-invalid", "Dit is geen geldig IBAN. Controleer het rekeningnummer.")


def postcode(text: str) -> Obstacle | None:
    """What is wrong with a Dutch postal code: four digits, the first not zero, and two letters."""
    code = normalise_postcode(text)
    if code.isascii() and stdnum_postcode.is_valid(code) and not code.startswith("NL"):
        return None
    return Obstacle("postcode-invalid", "Een postcode heeft vier cijfers en twee letters, bijvoorbeeld 9711 XX.")


def last4(number: str) -> str:
    """The end of an account number, enough for its owner to recognise it and too little for anyone else.

    >>> last4("NL03 VBLD 0910 0000 01")
    '0001'
    """
    return normalise_iban(number)[-SHOWN_OF_AN_IBAN:]


def _are_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def of_organisation(kvk_number: str, rsin_number: str, postal_code: str) -> Obstacle | None:
    """What is wrong with the numbers of an organisation; those that are not there ("") are not looked at."""
    looked_at = ((kvk, kvk_number), (rsin, rsin_number), (postcode, postal_code))
    return next((fault for check, text in looked_at if text and (fault := check(text))), None)
