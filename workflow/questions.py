"""The kinds of question that a form can ask, and how each of them reads an answer.

Reading is pure: `read` gives the value to keep, or the obstacle that says in Dutch what is wrong with it. Values are
what canonical JSON can hold: texts, whole numbers, cents, ISO dates, lists and objects of those. Reading a value again
gives the same value, so that a draft may be read as often as needed. An answer that is not there is None and never a
fault: what is missing does not block submitting (Awb 4:5 asks for it later), except who asks and that it is signed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from stdnum import iban

from workflow.amounts import euros, grouped
from workflow.answers import Fault, amount_of, date_of, fields_of, rows_of, text_of, whole_of
from workflow.errors import Obstacle
from workflow.form import Around, Asked, missing, requested_cents
from workflow.scheme import word

__all__ = [
    "Address",
    "AreaChoice",
    "Boolean",
    "BudgetTable",
    "Choice",
    "DateQuestion",
    "Declaration",
    "Iban",
    "Integer",
    "Kvk",
    "LongText",
    "Money",
    "PersonQuestion",
    "Quotes",
    "Text",
    "Upload",
    "missing",
    "requested_cents",
]

INCOME_KINDS = ("subsidie", "eigen", "eigen_geld", "eigen_uren", "fonds", "sponsor", "verkoop")
"""Where the money of a budget comes from; only "subsidie" is asked of the municipality, a fund gives "fonds"."""

KVK_DIGITS = 8
MEGABYTE = 1024 * 1024
WHAT_MAX_CHARS = 120


@word
@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Asked):
    """One line of text; `identity` marks the name under which the applicant applies (Awb 4:2(1)a)."""

    max_chars: int
    identity: bool = False

    @property
    def blocks(self) -> bool:
        """A name blocks, other lines do not."""
        return self.required and self.identity

    def value(self, raw: object) -> str | None:
        """The text on one line."""
        text = text_of(raw, self.max_chars)
        return " ".join(text.split()) if text else None


@word
@dataclass(frozen=True, slots=True, kw_only=True)
class LongText(Asked):
    """A text of some length, always personal: nobody can say beforehand what people write about themselves."""

    ALWAYS_PERSONAL: ClassVar[bool] = True

    max_chars: int

    def value(self, raw: object) -> str | None:
        """The text with its own lines."""
        return text_of(raw, self.max_chars)


@word
@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Asked):
    """One of the options (code, Dutch label), or many; `rows_of` names a table whose rows the options number."""

    options: tuple[tuple[str, str], ...]
    many: bool = False
    rows_of: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes in the order of the form, which is the order of the levels where a rule gives points for them."""
        return tuple(code for code, _ in self.options)

    def value(self, raw: object) -> str | list[str] | None:
        """The code, or the codes in the order of the form."""
        if raw in (None, "", [], ()):
            return None
        given = raw if self.many and isinstance(raw, list | tuple) else [raw]
        if any(not isinstance(item, str) or item not in self.codes for item in given):
            raise Fault("answer-not-a-choice", "kies een van de antwoorden uit de lijst.")
        return [code for code in self.codes if code in given] if self.many else str(given[0])

    def misfit(self, value: Any, around: Around) -> Obstacle | None:
        """An option that numbers a row which is not there."""
        if not self.rows_of or self.codes.index(value) < len(around.answers.get(self.rows_of) or ()):
            return None
        return self.obstacle(Fault("answer-not-a-choice", "u koos een regel die u niet heeft ingevuld."))


@word
@dataclass(frozen=True, slots=True)
class AreaChoice(Asked):
    """A wijk or dorp by name; which ones there are is known to the municipality, not to the scheme."""

    def value(self, raw: object) -> str | None:
        """The name of the area."""
        return text_of(raw, WHAT_MAX_CHARS)

    def misfit(self, value: Any, around: Around) -> Obstacle | None:
        """A name that is not on the list."""
        if value in around.areas:
            return None
        return self.obstacle(Fault("area-unknown", "kies een wijk of dorp uit de lijst."))


@word
@dataclass(frozen=True, slots=True, kw_only=True)
class DateQuestion(Asked):
    """A day, as ISO text; `after` is "today" or the id of the question whose day must come first."""

    after: str = ""

    def value(self, raw: object) -> str | None:
        """The day as ISO text."""
        return date_of(raw)

    def misfit(self, value: Any, around: Around) -> Obstacle | None:
        """A day that is not after the day it has to follow."""
        bound = around.today.isoformat() if self.after == "today" else around.answers.get(self.after)
        if not bound or value > bound:
            return None
        shown = date.fromisoformat(bound).strftime("%d-%m-%Y")
        return self.obstacle(Fault("date-too-early", f"kies een dag na {shown}."))


@word
@dataclass(frozen=True, slots=True, kw_only=True)
class Integer(Asked):
    """A whole number between bounds that are both allowed."""

    minimum: int
    maximum: int

    def value(self, raw: object) -> int | None:
        """The number."""
        number = whole_of(raw)
        if number is not None and not self.minimum <= number <= self.maximum:
            bounds = f"{grouped(self.minimum)} en {grouped(self.maximum)}"
            raise Fault("number-out-of-range", f"vul een getal in tussen {bounds}.")
        return number


@word
@dataclass(frozen=True, slots=True)
class Boolean(Asked):
    """Yes or no; no answer is neither of the two."""

    def value(self, raw: object) -> bool | None:
        """True for yes, False for no."""
        if raw is None or raw == "":
            return None
        if isinstance(raw, bool):
            return raw
        if raw not in ("ja", "nee"):
            raise Fault("answer-not-yes-or-no", "kies ja of nee.")
        return raw == "ja"


@word
@dataclass(frozen=True, slots=True)
class Declaration(Asked):
    """The tick under the form by which the applicant signs; a tick that is not set is no answer, and blocks."""

    @property
    def blocks(self) -> bool:
        """An application is signed (Awb 4:2(1))."""
        return True

    def value(self, raw: object) -> bool | None:
        """True, or nothing."""
        if raw in (None, "", False, "nee"):
            return None
        if raw not in (True, "ja", "on"):
            raise Fault("answer-not-yes-or-no", "zet een vinkje.")
        return True


@word
@dataclass(frozen=True, slots=True, kw_only=True)
class Money(Asked):
    """An amount in cents between bounds that are both allowed; as a text it is read as euros, as a number as cents."""

    minimum_cents: int = 0
    maximum_cents: int | None = None
    at_most_requested: bool = False

    def value(self, raw: object) -> int | None:
        """The amount in cents."""
        amount = amount_of(raw)
        if amount is None:
            return None
        if amount < self.minimum_cents:
            raise Fault("amount-too-low", f"vul minstens {euros(self.minimum_cents)} in.")
        if self.maximum_cents is not None and amount > self.maximum_cents:
            raise Fault("amount-too-high", f"vul hoogstens {euros(self.maximum_cents)} in.")
        return amount

    def misfit(self, value: Any, around: Around) -> Obstacle | None:
        """A minimum above what is asked."""
        requested = requested_cents(around.answers)
        if not self.at_most_requested or not requested or value <= requested:
            return None
        return self.obstacle(Fault("amount-above-requested", f"u vraagt {euros(requested)}. Vul niet meer in dan dat."))


@word
@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetTable(Asked):
    """Costs and income, line by line and equal in sum; the bounds count the lines of both sides together.

    {"costs": [{what, amount_cents}], "income": [{kind, what, amount_cents}]}
    """

    min_rows: int
    max_rows: int

    def value(self, raw: object) -> dict[str, Any] | None:
        """The lines, those left blank taken out."""
        if raw in (None, ""):
            return None
        if not isinstance(raw, Mapping):
            raise Fault("budget-invalid", "wij kunnen deze begroting niet lezen.")
        costs = rows_of(raw.get("costs"), {"what": WHAT_MAX_CHARS}, self.max_rows)
        income = rows_of(raw.get("income"), {"kind": WHAT_MAX_CHARS, "what": WHAT_MAX_CHARS}, self.max_rows)
        if not costs and not income:
            return None
        self._check(costs, income)
        return {"costs": costs, "income": income}

    def _check(self, costs: list[dict[str, Any]], income: list[dict[str, Any]]) -> None:
        if not self.min_rows <= len(costs) + len(income) <= self.max_rows:
            raise Fault("budget-rows", f"vul {self.min_rows} tot {self.max_rows} regels in.")
        if any(line["kind"] not in INCOME_KINDS for line in income):
            raise Fault("budget-kind-unknown", "kies bij elk bedrag van wie het komt.")
        spent, earned = (sum(line["amount_cents"] for line in side) for side in (costs, income))
        if spent != earned:
            raise Fault(
                "budget-not-balanced",
                f"uw kosten zijn {euros(spent)} en uw inkomsten {euros(earned)}. Maak die gelijk.",
            )


@word
@dataclass(frozen=True, slots=True, kw_only=True)
class Quotes(Asked):
    """Quotes of firms: [{firm, amount_cents}]."""

    minimum: int
    maximum: int

    def value(self, raw: object) -> list[dict[str, Any]] | None:
        """The quotes, those left blank taken out."""
        quotes = rows_of(raw, {"firm": WHAT_MAX_CHARS}, self.maximum)
        if quotes and not self.minimum <= len(quotes) <= self.maximum:
            raise Fault("quotes-rows", f"vul {self.minimum} tot {self.maximum} offertes in.")
        return quotes or None


@word
@dataclass(frozen=True, slots=True)
class Kvk(Asked):
    """A number of the Chamber of Commerce: eight digits, no check digit; whether it exists is asked elsewhere."""

    ALWAYS_PERSONAL: ClassVar[bool] = True

    def value(self, raw: object) -> str | None:
        """The eight digits, without spaces and points."""
        text = text_of(raw, WHAT_MAX_CHARS)
        digits = "".join(sign for sign in text or "" if sign not in " .-")
        if text and not (digits.isascii() and digits.isdigit() and len(digits) == KVK_DIGITS):
            raise Fault("kvk-invalid", "een KvK-nummer heeft acht cijfers.")
        return digits or None


@word
@dataclass(frozen=True, slots=True)
class Iban(Asked):
    """A bank account, held against its length and check digits (ISO 13616)."""

    ALWAYS_PERSONAL: ClassVar[bool] = True

    def value(self, raw: object) -> str | None:
        """The account without spaces."""
        text = text_of(raw, WHAT_MAX_CHARS)
        if text and not iban.is_valid(text):
            raise Fault("iban-invalid", "dit rekeningnummer klopt niet. Kijk het na.")
        return str(iban.compact(text)) if text else None


@word
@dataclass(frozen=True, slots=True, kw_only=True)
class PersonQuestion(Asked):
    """One person {name, email, …}, or up to `maximum` in a list. Only the name is needed: not everyone has e-mail."""

    ALWAYS_PERSONAL: ClassVar[bool] = True

    fields: tuple[str, ...] = ("name", "email", "phone")
    maximum: int = 1

    @property
    def blocks(self) -> bool:
        """Who applies must be known."""
        return self.required

    def value(self, raw: object) -> dict[str, str] | list[dict[str, str]] | None:
        """The person, or the persons."""
        given = raw if self.maximum > 1 and isinstance(raw, list | tuple) else [raw]
        if len(given) > self.maximum:
            raise Fault("persons-too-many", f"vul hoogstens {self.maximum} personen in.")
        persons = [person for person in (fields_of(item, self.fields) for item in given) if person]
        if any("name" not in person for person in persons):
            raise Fault("person-incomplete", "vul een naam in.")
        if not persons:
            return None
        return persons[0] if self.maximum == 1 else persons


@word
@dataclass(frozen=True, slots=True)
class Address(Asked):
    """A postal address: {street, number, postcode, place}, all four needed (Awb 4:2(1)a)."""

    ALWAYS_PERSONAL: ClassVar[bool] = True
    FIELDS: ClassVar[tuple[str, ...]] = ("street", "number", "postcode", "place")

    @property
    def blocks(self) -> bool:
        """An application names an address."""
        return self.required

    def value(self, raw: object) -> dict[str, str] | None:
        """The four fields."""
        address = fields_of(raw, self.FIELDS)
        if address and len(address) < len(self.FIELDS):
            raise Fault("address-incomplete", "vul straat, huisnummer, postcode en plaats in.")
        return address or None


@word
@dataclass(frozen=True, slots=True, kw_only=True)
class Upload(Asked):
    """Files that were uploaded before: [{id, kind, bytes}]. What is really in a file is looked at when it comes in."""

    kinds: tuple[str, ...]
    max_mb: int
    max_files: int = 1

    def value(self, raw: object) -> list[dict[str, Any]] | None:
        """The files, without their names: a name of a file may name a person."""
        if raw in (None, "", [], ()):
            return None
        given = raw if isinstance(raw, list | tuple) else [raw]
        if len(given) > self.max_files:
            raise Fault("uploads-too-many", f"stuur hoogstens {self.max_files} bestanden.")
        return [self._file(item) for item in given]

    def _file(self, item: object) -> dict[str, Any]:
        if not isinstance(item, Mapping):
            raise Fault("upload-invalid", "stuur het bestand opnieuw.")
        id_, kind, size = text_of(item.get("id"), WHAT_MAX_CHARS), item.get("kind"), item.get("bytes")
        if id_ is None or not isinstance(size, int) or isinstance(size, bool) or size < 1:
            raise Fault("upload-invalid", "stuur het bestand opnieuw.")
        if kind not in self.kinds:
            raise Fault("upload-kind", f"stuur een bestand van de soort {', '.join(self.kinds)}.")
        if size > self.max_mb * MEGABYTE:
            raise Fault("upload-too-large", f"het bestand is te groot. Het mag {self.max_mb} MB zijn.")
        return {"id": id_, "kind": kind, "bytes": size}
