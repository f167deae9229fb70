"""Every legal date of an own dossier, with its sum and article; and the same as a file for a calendar (RFC 5545)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.utils.text import Truncator
from django.utils.translation import gettext

from budgets.models import Payment
from grants import saying
from grants.dates import Dated
from grants.due_list import Due
from grants.models import Application
from grants.portal.applicant.following import said
from grants.portal.dossier import OVER_BY_THEMSELVES, OVER_WITH_THE_DECISION
from workflow import clock

SHORT = 90
"""How much of the text of an obligation stands for all of it."""

PAYS = "payment"
PAYMENT_ARTICLE = "Awb 4:87"


@dataclass(frozen=True, slots=True)
class Day:
    """One date: its kind and number among those of that kind, what it is, the last day, the sum that leads there, the article."""

    kind: str
    number: int
    words: str
    last_day: date
    sum: Sequence[str]
    article: str


def days(case: Application, dated: Iterable[Dated], due: Iterable[Due], payments: Iterable[Payment]) -> tuple[Day, ...]:
    """The dates that somebody still has to keep and that an applicant may see, the first one first."""
    found = sorted(
        [*_terms(case, dated), *_payments(due, payments)], key=lambda one: (one.last_day, one.kind, one.words)
    )
    seen: Counter[str] = Counter()
    numbered = []
    for one in found:
        seen[one.kind] += 1
        numbered.append(Day(one.kind, seen[one.kind], one.words, one.last_day, one.sum, one.article))
    return tuple(numbered)


def _terms(case: Application, dated: Iterable[Dated]) -> Iterator[Day]:
    decided, today = case.state not in Application.UNDECIDED, clock.today()
    for one in dated:
        over = (decided and one.kind in OVER_WITH_THE_DECISION) or (
            one.kind in OVER_BY_THEMSELVES and one.last_day < today
        )
        if one.kind in said.KINDS and not over:
            key = said.KINDS[one.kind]
            yield Day(key, 0, _words(case, key, one), one.last_day, said.reckoned(one.sum), one.article)


def _words(case: Application, key: str, dated: Dated) -> str:
    """What a date is; while something is awaited, the last day to decide is that of who completes no sooner than asked.

    An obligation is called by its own text, with which its sum begins.
    """
    if key == "obligation":
        return Truncator(dated.sum[0].rstrip(".")).chars(SHORT)
    if key == "decision_term" and case.state == Application.INCOMPLETE:
        return gettext("Wij besluiten, als u niet eerder aanvult, uiterlijk")
    return gettext(said.DATES[key])


def _payments(due: Iterable[Due], payments: Iterable[Payment]) -> Iterator[Day]:
    """What we still pay by a day; how far that is inside the house is not said."""
    under_way = [(one.amount_cents, one.due_on) for one in payments if one.state in Payment.UNDER_WAY]
    for cents, day in [*((one.amount_cents, one.due_on) for one in due if one.due_on), *under_way]:
        if day:
            words = gettext("Wij betalen %(amount)s uiterlijk") % {"amount": saying.euro(cents)}
            yield Day(PAYS, 0, words, day, (), PAYMENT_ARTICLE)


FOLD = 75
"""Bytes of a line of a calendar file, without its end (RFC 5545, 3.1)."""


def calendar(reference: str, title: str, found: Sequence[Day], made_at: datetime, host: str) -> bytes:
    """The dates as a calendar file: whole days, with the sum and the article in the description."""
    stamp = f"{made_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Aanjager//Subsidies//NL", "CALSCALE:GREGORIAN"]
    lines += ["METHOD:PUBLISH", f"X-WR-CALNAME:{_text(title)}"]
    for one in found:
        description = " ".join([*one.sum, f"({one.article})"])
        lines += [
            "BEGIN:VEVENT",
            f"UID:{reference.lower()}-{one.kind}-{one.number}@{host}",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{one.last_day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{one.last_day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_text(f'{one.words}: {title} ({reference})')}",
            f"DESCRIPTION:{_text(description)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _text(plain: str) -> str:
    """A text as a calendar file writes it (RFC 5545, 3.3.11)."""
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n"), ("\r", "\\n")):
        plain = plain.replace(sign, written)
    return plain


def _folded(line: str) -> bytes:
    """A line of at most 75 bytes, its rest on lines that begin with a space; no letter is cut in two."""
    pieces: list[bytes] = [b""]
    for sign in line:
        encoded = sign.encode()
        room = FOLD if len(pieces) == 1 else FOLD - 1
        if len(pieces[-1]) + len(encoded) > room:
            pieces.append(b"")
        pieces[-1] += encoded
    return b"\r\n ".join(pieces) + b"\r\n"
