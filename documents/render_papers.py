"""Papers that are no letters: nobody sends them and no act commits to them. Made by the press of the letters, and as accessible."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from documents import formats, letters
from documents.formats import AMSTERDAM
from documents.letters.parts import Head
from documents.render import to_page


@dataclass(frozen=True, slots=True)
class Reason:
    """What was found on one criterion: its mean level in hundredths, and why."""

    criterion: str
    mean_hundredths: int
    reason: str


@dataclass(frozen=True, slots=True)
class Line:
    """One application on the list; amounts in cents, everything else in words."""

    rank: str
    title: str
    reference: str
    organisation: str
    basis: str
    scores: str
    wanted_cents: int
    amount_cents: int
    remarks: Sequence[str]
    reasons: Sequence[Reason]
    is_first_below: bool = False


@dataclass(frozen=True, slots=True)
class MeetingPaper:
    """The ranking of a round for a meeting; a concept until the round is ranked."""

    municipality: str
    title: str
    round: str
    made_on: date
    is_concept: bool
    figures: Sequence[tuple[str, str]]
    how: Sequence[str]
    head: str
    cut: str
    firm: str
    is_judged: bool
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of the amount of a decision: from which budget line, how it is paid, and by when; in cents."""

    book: str
    how: str
    due_on: date | None
    amount_cents: int


@dataclass(frozen=True, slots=True)
class CollegePaper:
    """A decision that the college takes itself, as a proposal to it; `resolution` says how it decided, and is empty before that."""

    municipality: str
    title: str
    reference: str
    made_on: date
    resolution: str
    figures: Sequence[tuple[str, str]]
    proposed: Sequence[str]
    why_college: str
    why: Sequence[str]
    reasons: Sequence[Reason]
    parts: Sequence[Slice]
    money: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class JoiningPaper:
    """A code by post. It looks as the letters do, and is none: what a letter says is kept in the dossier, and a code is kept nowhere."""

    head: Head
    organisation: str
    code: str
    good_until: datetime
    page: str
    title: str = "Uw code om online mee te kijken"
    label: str = "Code"

    @property
    def summary(self) -> tuple[letters.Line, ...]:
        """What it comes down to."""
        until = formats.end_moment(self.good_until)
        return (
            letters.Line("U krijgt een code.", "Daarmee ziet u uw aanvragen online."),
            letters.Line("Gebruik de code op tijd.", f"De code werkt één keer, tot {until}."),
        )


def print_joining(paper: JoiningPaper) -> bytes:
    """The letter as PDF/A-3a that is PDF/UA-1 as well."""
    from documents.render_pdf import write_pdf

    made_at = datetime.combine(paper.head.sent_on, time(), AMSTERDAM)
    values = {"letter": paper, "watermark": False, "created": made_at.isoformat()}
    return write_pdf(to_page("papers/joining.html", values), "letters/letter.css")


def print_college(paper: CollegePaper) -> bytes:
    """The proposal as PDF/A-3a that is PDF/UA-1 as well, with CONCEPT behind the text until the college decided."""
    return _printed("papers/college.html", paper, paper.made_on, is_concept=not paper.resolution)


def print_meeting(paper: MeetingPaper) -> bytes:
    """The paper as PDF/A-3a that is PDF/UA-1 as well, with CONCEPT behind the text of every page until it is none."""
    return _printed("papers/meeting.html", paper, paper.made_on, is_concept=paper.is_concept)


def _printed(template: str, paper: object, made_on: date, *, is_concept: bool) -> bytes:
    from documents.render_pdf import write_pdf  # WeasyPrint takes two seconds to import.

    made_at = datetime.combine(made_on, time(), AMSTERDAM)
    page = to_page(template, {"paper": paper, "created": made_at.isoformat()})
    marks = ["papers/concept.css"] if is_concept else []
    return write_pdf(page, "letters/letter.css", "papers/meeting.css", *marks)
