"""The input of one worked example: every value is read by its type, and a value that nobody reads is reported."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from workflow.law.suspension import Interval

_REQUIRED = object()
_MOST_DIGITS = 15
"""A longer number is a typing error, and could not be reckoned with exactly."""


class BadInput(ValueError):  # noqa: N818 - named after what is wrong: the example, not the program.
    """A value of an example that cannot be used: `what` is its name, `sentence` says why in Dutch.

    No refusal of the law: the law was not asked anything.
    """

    def __init__(self, what: str, sentence: str) -> None:
        """Refuse one named value."""
        self.what, self.sentence = what, sentence
        super().__init__(f"{what}: {sentence}")


class ExampleInput:
    """The values of one example by name; each reader raises `BadInput`.

    Numbers with decimals are `Decimal`, as `vectors.parse` reads them.
    """

    def __init__(self, values: Mapping[str, Any]) -> None:
        """Read from the `input` of an example."""
        self._values = values
        self._read: set[str] = set()

    def has(self, *names: str) -> bool:
        """Whether all these values are given."""
        return all(name in self._values for name in names)

    def day(self, name: str) -> date:
        """A day as ISO 8601 (2026-05-04)."""
        return _day(name, self._value(name))

    def day_or_none(self, name: str) -> date | None:
        """A day, or None when it is not given or null."""
        return None if self._value(name, default=None) is None else self.day(name)

    def instant(self, name: str) -> datetime:
        """An instant as ISO 8601 with its offset (2026-05-04T23:59:59+02:00)."""
        value = self._value(name)
        try:
            return datetime.fromisoformat(value)
        except (TypeError, ValueError) as error:
            raise BadInput(name, f"{value!r} is geen tijdstip zoals 2026-05-04T23:59:59+02:00") from error

    def whole(self, name: str, *, default: object = _REQUIRED) -> int:
        """A whole number, required unless there is a default."""
        value = self._value(name, default=default)
        if isinstance(value, bool) or not isinstance(value, int):
            raise BadInput(name, f"{value!r} is geen geheel getal")
        return value

    def flag(self, name: str, *, default: bool = False) -> bool:
        """True or false."""
        value = self._value(name, default=default)
        if not isinstance(value, bool):
            raise BadInput(name, f"{value!r} is niet true of false")
        return value

    def cents(self, name: str) -> int:
        """An amount in euros, as cents."""
        return _cents(name, self._value(name))

    def periods(self, name: str) -> list[Interval]:
        """Periods [[from, through], ...]; none when not given."""
        return [(_day(name, first), _day(name, last)) for first, last in self._pairs(name)]

    def award(self, name: str) -> tuple[date, int]:
        """One [day, euros] as day and cents."""
        first, last = _pair(name, self._value(name))
        return _day(name, first), _cents(name, last)

    def awards(self, name: str) -> list[tuple[date, int]]:
        """Several [day, euros] as days and cents; none when not given."""
        return [(_day(name, first), _cents(name, last)) for first, last in self._pairs(name)]

    def reject_unread(self) -> None:
        """Report the values that no rule looked at: most often a typing error in a name."""
        unread = sorted(set(self._values) - self._read)
        if unread:
            raise BadInput(unread[0], "deze invoer hoort niet bij deze regel of mist een andere")

    def _value(self, name: str, *, default: object = _REQUIRED) -> Any:
        self._read.add(name)
        found = self._values.get(name, default)
        if found is _REQUIRED:
            raise BadInput(name, "ontbreekt")
        return found

    def _pairs(self, name: str) -> list[tuple[Any, Any]]:
        value = self._value(name, default=[])
        if not isinstance(value, list):
            raise BadInput(name, f"{value!r} is geen lijst")
        return [_pair(name, each) for each in value]


def _pair(name: str, value: object) -> tuple[Any, Any]:
    if not isinstance(value, list) or len(value) != 2:
        raise BadInput(name, f"{value!r} is geen paar van twee waarden")
    return value[0], value[1]


def _day(name: str, value: object) -> date:
    if isinstance(value, str) and len(value) == len("2026-05-04"):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise BadInput(name, f"{value!r} is geen datum zoals 2026-05-04")


def _cents(name: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise BadInput(name, f"{value!r} is geen bedrag in euro")
    euros = Decimal(value)
    if euros.adjusted() > _MOST_DIGITS or euros * 100 != (euros * 100).to_integral_value():
        raise BadInput(name, f"{value!r} is geen bedrag in hele centen")
    return int(euros * 100)
