"""The one clock of the engine: injected, so that a replay, a test or a demo can say what time it is.

Instants are aware and in UTC; legal dates are days in Europe/Amsterdam (Awb 6:9: a message that arrives at 23:59:59 on the
last day is in time there, whatever day it is in UTC).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

_source: ContextVar[Callable[[], datetime]] = ContextVar("clock", default=lambda: datetime.now(UTC))


def now() -> datetime:
    """The present instant, aware, in UTC, with microseconds."""
    return _source.get()().astimezone(UTC)


def today() -> date:
    """The present day in Europe/Amsterdam: the day that legal terms are counted from."""
    return day_of(now())


def day_of(instant: datetime) -> date:
    """The day in Europe/Amsterdam on which an aware instant falls."""
    return instant.astimezone(AMSTERDAM).date()


def last_day_of(end: datetime) -> date:
    """The last day in Europe/Amsterdam of what ends at an aware instant: of what ends at midnight that is the day before.

    >>> last_day_of(datetime(2026, 12, 31, 23, tzinfo=UTC)), last_day_of(datetime(2026, 12, 31, 23, 1, tzinfo=UTC))
    (datetime.date(2026, 12, 31), datetime.date(2027, 1, 1))
    """
    return day_of(end - timedelta(microseconds=1))


@contextmanager
def at(instant: datetime) -> Iterator[None]:
    """Let the clock stand still at an aware instant for as long as the block runs."""
    assert instant.tzinfo is not None, "a clock without a time zone shifts legal dates by a day"
    token = _source.set(lambda: instant)
    try:
        yield
    finally:
        _source.reset(token)
