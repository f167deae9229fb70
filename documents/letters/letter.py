"""What makes a letter a letter, and a decision a decision."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, ClassVar, NamedTuple

from documents.letters.part import Law, Part
from documents.letters.parts import Head, LegalBasis, Remedy, Signature

TITLE_LENGTH = 55  # What fits on one line in the type of a heading.
OBJECTION_TERM = timedelta(weeks=6)
OBJECTION_ARTICLES = "Awb, artikel 6:4 tot en met 6:8, 6:16 en 8:81"
LONGEST_EXTENSION = timedelta(weeks=2)  # No row of holidays moves the last day of a term further than this.


class Line(NamedTuple):
    """A line of "In het kort": a lead that is set in bold, and the rest of the sentence."""

    lead: str
    rest: str


Summary = tuple[Line, Line, Line]


def headline(*candidates: str) -> str:
    """Choose the first heading that fits on one line; the last one has to."""
    return next((each for each in candidates if len(each) <= TITLE_LENGTH), candidates[-1])


@dataclass(frozen=True, kw_only=True)
class Letter(Part):
    """A letter to an applicant. The title is the message; the summary gives it in exactly three lines."""

    kind: ClassVar[str]
    label: ClassVar[str]
    is_decision: ClassVar[bool] = False

    head: Annotated[Head, Law("Awb 3:41")]

    @property
    def title(self) -> str:
        """Say the message in one line of at most `TITLE_LENGTH` characters."""
        raise AssertionError("each kind of letter says this itself")

    @property
    def summary(self) -> Summary:
        """Say in three lines what counts for the reader."""
        raise AssertionError("each kind of letter says this itself")


@dataclass(frozen=True, kw_only=True)
class Decision(Letter):
    """A letter with legal effect: signed under a mandate, with its legal basis and with the remedy (Awb 3:45-3:47)."""

    is_decision: ClassVar[bool] = True

    signature: Annotated[Signature, Law("Awb 10:10")]
    remedy: Annotated[Remedy, Law("Awb 3:45")]
    rules: Annotated[tuple[LegalBasis, ...], Law("Awb 3:47(2)")]

    def check(self) -> None:
        """Refuse a last day for objection that does not follow from the day of sending."""
        given = self.remedy.objection_until - self.head.sent_on
        in_time = OBJECTION_TERM <= given <= OBJECTION_TERM + LONGEST_EXTENSION
        self.demand(in_time, "remedy.objection_until", "is niet zes weken na verzending", "Awb 6:7")

    @property
    def bases(self) -> tuple[LegalBasis, ...]:
        """Give all articles on which the decision rests, per subject, as they are printed; objection stands last."""
        return (*self.rules, *self.further_bases, LegalBasis(subject="Bezwaar", articles=self.objection_articles))

    @property
    def further_bases(self) -> tuple[LegalBasis, ...]:
        """Give the articles that other parts of the letter bring with them."""
        return ()

    @property
    def objection_articles(self) -> str:
        """Give the articles on objecting to this decision."""
        return OBJECTION_ARTICLES
