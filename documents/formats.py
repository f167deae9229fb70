"""How amounts, dates and numbers stand on paper and on screen in Dutch.

Every function joins what belongs together with a no-break space (U+00A0), so that an amount or a date never
breaks over two lines. Minus is U+2212. Nothing here depends on a locale of the operating system.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from workflow.clock import last_day_of

NBSP = "\u00a0"
MINUS = "\u2212"
AMSTERDAM = ZoneInfo("Europe/Amsterdam")

_MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
_ORDINALS = ("eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende", "tiende")
_NUMBERS = ("nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien")
_ARTICLE = re.compile(r"^(?P<law>.+?) (?P<number>\d+[\d:.]*[a-z]?)(?P<rest>(\(\d+\))?(\(?[a-z]\)?)?)$")


def euro(amount_cents: int) -> str:
    r"""Write cents as euros.

    >>> euro(450000), euro(-40000), euro(5)
    ('€\xa04.500,00', '−\xa0€\xa0400,00', '€\xa00,05')
    """
    sign = f"{MINUS}{NBSP}" if amount_cents < 0 else ""
    return f"{sign}€{NBSP}{bare_euro(abs(amount_cents))}"


def bare_euro(amount_cents: int) -> str:
    r"""Write cents as euros without the sign of the euro, for a column that says "in euro's" in its head.

    >>> bare_euro(-650000)
    '−6.500,00'
    """
    euros, cents = divmod(abs(amount_cents), 100)
    return f"{MINUS if amount_cents < 0 else ''}{number(euros)},{cents:02d}"


def number(value: int) -> str:
    """Write a whole number with points between the thousands.

    >>> number(1234567)
    '1.234.567'
    """
    return f"{value:,}".replace(",", ".").replace("-", MINUS)


def hundredths(value: int, *, whole: bool = False) -> str:
    """Write a number that is kept in hundredths (points, marks) with two decimals, or without when `whole`.

    >>> hundredths(8733), hundredths(8500, whole=True)
    ('87,33', '85')
    """
    return number(value // 100) if whole else bare_euro(value)


def day(value: date) -> str:
    r"""Write a date in full: 8 december 2026.

    >>> day(date(2026, 12, 8))
    '8\xa0december\xa02026'
    """
    return f"{value.day}{NBSP}{_MONTHS[value.month - 1]}{NBSP}{value.year}"


def local_day(value: datetime) -> str:
    """Write the day in Amsterdam on which an instant falls."""
    return day(value.astimezone(AMSTERDAM).date())


def hour(value: datetime) -> str:
    """Write the hour in Amsterdam of an instant: 17.00 uur."""
    local = value.astimezone(AMSTERDAM)
    return f"{local.hour}.{local.minute:02d}{NBSP}uur"


def moment(value: datetime) -> str:
    r"""Write an instant as day and hour in Amsterdam.

    >>> moment(datetime.fromisoformat("2026-03-31T15:00:00+00:00"))
    '31\xa0maart\xa02026 om 17.00\xa0uur'
    """
    return f"{local_day(value)} om {hour(value)}"


def end_moment(value: datetime, between: str = " om ") -> str:
    r"""Write the instant at which something ends: midnight is the end of the day before.

    >>> end_moment(datetime.fromisoformat("2026-12-31T23:00:00+00:00"))
    '31\xa0december\xa02026 om 24.00\xa0uur'
    >>> end_moment(datetime.fromisoformat("2026-12-31T22:59:00+00:00"), ", ")
    '31\xa0december\xa02026, 23.59\xa0uur'
    """
    last = last_day_of(value)
    said = hour(value) if last == value.astimezone(AMSTERDAM).date() else f"24.00{NBSP}uur"
    return f"{day(last)}{between}{said}"


def listing(words: Sequence[str]) -> str:
    """Join words as a Dutch sentence does.

    >>> listing(["2027", "2028", "2029"])
    '2027, 2028 en 2029'
    """
    *first, last = words
    return f"{', '.join(first)} en {last}" if first else last


def counted(amount: int, one: str, many: str) -> str:
    """Write an amount with its noun: 1 plan, 48 plannen."""
    return f"{number(amount)}{NBSP}{one if amount == 1 else many}"


def in_words(value: int) -> str:
    """Write a whole number up to ten as a word: drie; above that in figures."""
    return _NUMBERS[value] if 0 <= value < len(_NUMBERS) else number(value)


def ordinal(rank: int) -> str:
    """Write a rank as a word up to ten: eerste, tweede; above that 11e.

    >>> ordinal(2), ordinal(11)
    ('tweede', '11e')
    """
    return _ORDINALS[rank - 1] if 1 <= rank <= len(_ORDINALS) else f"{rank}e"


def iban(value: str) -> str:
    r"""Write an account number in groups of four that stay together.

    >>> iban("NL03VBLD0910000001")
    'NL03\xa0VBLD\xa00910\xa00000\xa001'
    """
    compact = value.replace(" ", "").replace(NBSP, "")
    return NBSP.join(compact[at : at + 4] for at in range(0, len(compact), 4))


def postcode_line(line: str) -> str:
    r"""Set the no-break spaces of a postal code in a line of an address; other lines come back as they are.

    >>> postcode_line("9723 ZL Groningen")
    '9723\xa0ZL\xa0\xa0Groningen'
    """
    return re.sub(r"^(\d{4}) ?([A-Z]{2}) +", rf"\1{NBSP}\2{NBSP}{NBSP}", line)


def article(code: str) -> str:
    r"""Write the short code of an article in words; a code of another shape comes back as it is.

    >>> article("Awb 4:37(1)a")
    'Awb, artikel\xa04:37, eerste lid, onder a'
    >>> article("ASV meldingsplicht")
    'ASV meldingsplicht'
    """
    if not (found := _ARTICLE.match(code)):
        return code
    words = [found["law"], f"artikel{NBSP}{found['number']}"]
    if paragraph := re.search(r"\((\d+)\)", found["rest"]):
        words.append(f"{ordinal(int(paragraph[1]))} lid")
    if letter := re.search(r"([a-z])\)?$", found["rest"]):
        words.append(f"onder {letter[1]}")
    return ", ".join(words)


def fixed(text: str) -> str:
    """Keep a short text, such as a telephone number, on one line."""
    return text.replace(" ", NBSP)


def articles(codes: Sequence[str]) -> str:
    r"""Write short codes in words, each once, those of one paragraph together.

    >>> articles(["Awb 4:37(1)a", "Awb 4:38", "Awb 4:37(1)e"])
    'Awb, artikel\xa04:37, eerste lid, onder a en e; Awb, artikel\xa04:38'
    >>> articles(["Awb 4:33(b), 4:38"])
    'Awb, artikel\xa04:33, onder b; Awb, artikel\xa04:38'
    """
    letters: dict[str, list[str]] = {}
    for code in dict.fromkeys(one for several in codes for one in _apart(several)):
        paragraph, _, letter = article(code).partition(", onder ")
        letters.setdefault(paragraph, []).extend([letter] if letter else [])
    return "; ".join(f"{each}, onder {listing(found)}" if found else each for each, found in letters.items())


def _apart(code: str) -> Iterator[str]:
    """The articles of one short code, each with its law: "Awb 4:33(b), 4:38" names two."""
    law = code.split(" ", 1)[0]
    for part in code.split(", "):
        yield f"{law} {part}" if part[:1].isdigit() else part


def web_address(url: str) -> str:
    """Write an address of the web without its scheme."""
    return url.removeprefix("https://").rstrip("/")
