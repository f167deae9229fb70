"""Letters about the term to decide, the moment of receipt and an application that came twice. None of them is a decision."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, ClassVar

from documents.formats import day, local_day, moment
from documents.letters.letter import Letter, Line, Summary
from documents.letters.part import Law
from documents.letters.parts import LegalBasis


@dataclass(frozen=True, kw_only=True)
class AboutTerm(Letter):
    """What all of them name: the plan, the day on which it arrived, and the articles they rest on."""

    article: ClassVar[str] = "Awb 4:14"

    project: str
    applied_on: date
    rules: tuple[LegalBasis, ...]


@dataclass(frozen=True, kw_only=True)
class SuspensionNotice(AboutTerm):
    """Tells that the term stands still, why, and up to when at most (Awb 4:15(3)). `cause` says the ground in a sentence."""

    article: ClassVar[str] = "Awb 4:15(3)"
    kind: ClassVar[str] = "suspension_notice"
    label: ClassVar[str] = "Bericht dat onze termijn stilstaat"

    cause: str
    reason: str
    suspended_from: date
    until: date
    decide_by: Annotated[date, Law("Awb 4:15(3)")]
    term_steps: tuple[str, ...]

    def check(self) -> None:
        """Refuse a standstill that ends before it begins."""
        self.demand(self.until >= self.suspended_from, "until", "ligt voor het begin")

    @property
    def title(self) -> str:
        """Say that the clock stands still."""
        return "Onze tijd om te besluiten staat stil"

    @property
    def summary(self) -> Summary:
        """Give the standstill, the new last day and what is asked of the reader."""
        return (
            Line("Onze tijd", f"staat stil vanaf {day(self.suspended_from)}."),
            Line("Wij besluiten", f"nu uiterlijk op {day(self.decide_by)}."),
            Line("Loopt de tijd weer?", "Dan krijgt u een brief van ons."),
        )


@dataclass(frozen=True, kw_only=True)
class ResumptionNotice(AboutTerm):
    """Tells that the term runs on, and until when (Awb 4:15(4)). `cause` says which standstill ended."""

    article: ClassVar[str] = "Awb 4:15(4)"
    kind: ClassVar[str] = "resumption_notice"
    label: ClassVar[str] = "Bericht dat onze termijn weer loopt"

    cause: str
    decide_by: date
    term_steps: tuple[str, ...]

    @property
    def title(self) -> str:
        """Say that the clock runs."""
        return "Onze tijd om te besluiten loopt weer"

    @property
    def summary(self) -> Summary:
        """Give that it runs, the last day and what is asked of the reader."""
        return (
            Line("Onze tijd", f"loopt weer vanaf {day(self.head.sent_on)}."),
            Line("Wij besluiten", f"uiterlijk op {day(self.decide_by)}."),
            Line("U hoeft", "nu niets te doen."),
        )


@dataclass(frozen=True, kw_only=True)
class Extension(AboutTerm):
    """Extends the term, where the regulation gives the power to (verdaging). `was` is the last day as it was."""

    article: ClassVar[str] = "Awb 4:13"
    kind: ClassVar[str] = "extension"
    label: ClassVar[str] = "Bericht van verdaging"

    reason: Annotated[str, Law("Awb 3:46")]
    was: date
    decide_by: date
    term_steps: tuple[str, ...]

    def check(self) -> None:
        """Refuse an extension that gives no more time."""
        self.demand(self.decide_by > self.was, "decide_by", "ligt niet na de oude dag")

    @property
    def title(self) -> str:
        """Say that it takes longer."""
        return "Wij hebben meer tijd nodig voor ons besluit"

    @property
    def summary(self) -> Summary:
        """Give the old day, the new one and that nothing is asked."""
        return (
            Line("Wij zouden besluiten", f"vóór of op {day(self.was)}."),
            Line("Wij besluiten", f"nu uiterlijk op {day(self.decide_by)}."),
            Line("U hoeft", "nu niets te doen."),
        )


@dataclass(frozen=True, kw_only=True)
class DelayNotice(AboutTerm):
    """Tells when a decision that is late can be expected; the term stays as it is (Awb 4:14(1))."""

    article: ClassVar[str] = "Awb 4:14(1)"
    kind: ClassVar[str] = "delay_notice"
    label: ClassVar[str] = "Bericht dat ons besluit later komt"

    reason: str
    decide_by: date
    expected_on: date

    @property
    def title(self) -> str:
        """Say that it is late."""
        return "Ons besluit komt later dan wij schreven"

    @property
    def summary(self) -> Summary:
        """Give the term, the day one can expect and that rights stay."""
        return (
            Line("Wij moesten besluiten", f"uiterlijk op {day(self.decide_by)}."),
            Line("U krijgt", f"ons besluit naar verwachting op {day(self.expected_on)}."),
            Line("Uw rechten", "blijven gelijk. De oude dag blijft gelden."),
        )


@dataclass(frozen=True, kw_only=True)
class ReceiptCorrected(AboutTerm):
    """Corrects the moment of receipt that was confirmed before, and the last day that follows from it.

    `closed_at` is when the round closed, where the right moment lies after it.
    """

    article: ClassVar[str] = "Awb 4:13"
    kind: ClassVar[str] = "receipt_corrected"
    label: ClassVar[str] = "Verbeterde ontvangstbevestiging"

    was_received_at: datetime
    received_at: datetime
    decide_by: date
    term_steps: tuple[str, ...]
    closed_at: datetime | None = None

    def check(self) -> None:
        """Refuse to correct nothing, and to call late what came in time."""
        self.demand(self.received_at != self.was_received_at, "received_at", "is niet anders")
        self.demand(not self.closed_at or self.received_at > self.closed_at, "closed_at", "ligt niet vóór de ontvangst")

    @property
    def title(self) -> str:
        """Say what was wrong."""
        return "Wij verbeteren de dag van ontvangst"

    @property
    def summary(self) -> Summary:
        """Give the right moment, the last day and what to do when that is wrong as well."""
        return (
            Line("Wij ontvingen", f"uw aanvraag op {moment(self.received_at)}."),
            Line("Wij besluiten", f"uiterlijk op {day(self.decide_by)}."),
            Line("Let op:", "dat was te laat. Waarschijnlijk wijzen wij uw aanvraag af.")
            if self.closed_at
            else Line("Klopt dit niet?", "Bel ons dan."),
        )


@dataclass(frozen=True, kw_only=True)
class Merged(AboutTerm):
    """Tells which of two applications goes on, when the same one came twice."""

    article: ClassVar[str] = "Awb 4:1"
    kind: ClassVar[str] = "merged"
    label: ClassVar[str] = "Bericht over uw dubbele aanvraag"

    other_reference: str
    other_project: str
    other_received_at: datetime

    @property
    def title(self) -> str:
        """Say that it came twice."""
        return "Uw aanvraag kwam twee keer binnen"

    @property
    def summary(self) -> Summary:
        """Give which one goes on, which one ends, and what to do when they are not the same."""
        return (
            Line("Wij gaan verder", f"met de aanvraag van {local_day(self.other_received_at)}."),
            Line("Het kenmerk", f"daarvan is {self.other_reference}."),
            Line("Zijn het twee plannen?", "Bel ons dan binnen twee weken."),
        )
