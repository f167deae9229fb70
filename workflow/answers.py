"""Answers as they come in, from a form or from another system, brought into the shape in which they are kept.

Everything here either gives a value of canonical JSON, or None for an answer that was left open, or raises `Fault`.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from workflow.amounts import euros, grouped, read_cents, read_whole

LARGEST_AMOUNT_CENTS = 10**11
"""A billion euros: far above any subsidy, and far below what a sum of lines could make too large for the database."""

FIELD_LABELS = {
    "name": "Naam",
    "function": "Functie",
    "email": "E-mailadres",
    "phone": "Telefoonnummer",
    "street": "Straat",
    "number": "Huisnummer",
    "postcode": "Postcode",
    "place": "Plaats",
}
FIELD_MAX_CHARS = 120

_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_DUTCH_DAY = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4})", re.ASCII)
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_PHONE = re.compile(r"\+?[\d ()-]{7,20}", re.ASCII)
_POSTCODE = re.compile(r"([1-9]\d{3})\s?([A-Z]{2})", re.ASCII)


class Fault(Exception):  # noqa: N818 - it is what is wrong with an answer, not an error of the program.
    """What is wrong with an answer: a stable code and a Dutch sentence that goes on after the label of the question."""

    def __init__(self, code: str, sentence: str) -> None:
        """Remember both."""
        super().__init__(code)
        self.code, self.sentence = code, sentence


def text_of(raw: object, max_chars: int) -> str | None:
    """A text without control signs, composed (NFC), with single line ends; None when nothing is left of it."""
    if raw is None:
        return None
    if not isinstance(raw, str) or any("\ud800" <= sign <= "\udfff" for sign in raw):
        raise Fault("answer-not-text", "vul hier tekst in.")
    lines = unicodedata.normalize("NFC", raw.replace("\r\n", "\n").replace("\r", "\n"))
    text = "".join(sign for sign in lines if sign in "\n\t" or unicodedata.category(sign) != "Cc").strip()
    if len(text) > max_chars:
        sentence = f"schrijf hoogstens {grouped(max_chars)} tekens. U schreef er {grouped(len(text))}."
        raise Fault("answer-too-long", sentence)
    return text or None


def whole_of(raw: object) -> int | None:
    """A whole number, None when nothing was filled in."""
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None
    number = read_whole(raw) if isinstance(raw, str) else raw
    if not isinstance(number, int) or isinstance(number, bool):
        raise Fault("answer-not-a-number", "vul een heel getal in.")
    return number


def amount_of(raw: object) -> int | None:
    """Cents: a text is euros, a number is cents already; None when nothing was filled in."""
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None
    amount = read_cents(raw) if isinstance(raw, str) else raw
    if not isinstance(amount, int) or isinstance(amount, bool) or amount < 0:
        raise Fault("amount-invalid", "vul een bedrag in, zoals 1.250,00.")
    if amount > LARGEST_AMOUNT_CENTS:
        raise Fault("amount-too-high", f"vul hoogstens {euros(LARGEST_AMOUNT_CENTS)} in.")
    return amount


def date_of(raw: object) -> str | None:
    """A day as ISO text, from ISO or from day-month-year; None when nothing was filled in."""
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw.isoformat()
    stripped = raw.strip() if isinstance(raw, str) else ""
    iso, dutch = _ISO_DAY.fullmatch(stripped), _DUTCH_DAY.fullmatch(stripped)
    parts = iso.groups() if iso else dutch.groups()[::-1] if dutch else ("0", "0", "0")
    try:
        return date(*(int(part) for part in parts)).isoformat()
    except ValueError:
        raise Fault("answer-not-a-date", "vul een dag in, zoals 31-12-2026.") from None


def rows_of(raw: object, texts: Mapping[str, int], max_rows: int) -> list[dict[str, Any]]:
    """The rows of a table with one amount per row: `texts` names the other columns, with the characters they may hold.

    The amount comes as `amount_cents`, or as `amount` in euros. Rows that were left blank are taken out.
    """
    if raw is None or raw == "":
        return []
    if not isinstance(raw, list | tuple) or any(not isinstance(row, Mapping) for row in raw):
        raise Fault("table-invalid", "wij kunnen deze tabel niet lezen.")
    filled = [row for row in raw if any(row.get(name) not in (None, "") for name in (*texts, "amount", "amount_cents"))]
    if len(filled) > max_rows:
        raise Fault("table-too-long", f"vul hoogstens {max_rows} regels in.")
    return [_row(row, texts) for row in filled]


def _row(row: Mapping[str, Any], texts: Mapping[str, int]) -> dict[str, Any]:
    columns = {name: text_of(row.get(name), max_chars) for name, max_chars in texts.items()}
    amount = amount_of(row["amount_cents"] if row.get("amount_cents") not in (None, "") else row.get("amount"))
    if not amount or None in columns.values():
        raise Fault("table-row-incomplete", "vul in elke regel een omschrijving en een bedrag in.")
    return {**columns, "amount_cents": amount}


def fields_of(raw: object, names: tuple[str, ...]) -> dict[str, str]:
    """The fields of a person or an address that were filled in, each held against its own form."""
    if raw is None or raw == "":
        return {}
    if not isinstance(raw, Mapping):
        raise Fault("fields-invalid", "wij kunnen deze gegevens niet lezen.")
    given = {name: text_of(raw.get(name), FIELD_MAX_CHARS) for name in names}
    return {name: _field(name, " ".join(text.split())) for name, text in given.items() if text}


def _field(name: str, text: str) -> str:
    if name == "email" and not _EMAIL.fullmatch(text):
        raise Fault("email-invalid", "dit e-mailadres klopt niet.")
    if name == "phone" and not _PHONE.fullmatch(text):
        raise Fault("phone-invalid", "dit telefoonnummer klopt niet.")
    if name != "postcode":
        return text
    found = _POSTCODE.fullmatch(text.upper())
    if found is None:
        raise Fault("postcode-invalid", "vul een postcode in, zoals 9711 XX.")
    return f"{found[1]} {found[2]}"
