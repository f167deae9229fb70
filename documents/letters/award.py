"""Decisions that give: the award (verlening), direct determination (directe vaststelling) and the prize."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from documents.formats import day, euro, ordinal
from documents.letters.letter import Decision, Line, Summary, headline
from documents.letters.part import Law, Part
from documents.letters.parts import (
    BudgetCondition,
    DeMinimis,
    Deviation,
    LegalBasis,
    Obligation,
    Ranking,
    ReportingDuty,
    basis_of,
)
from documents.letters.tables import Calculation, PaymentSchedule, ScoreTable


@dataclass(frozen=True, kw_only=True)
class AwardMethod(Part):
    """The method by which the amount follows from the actual costs: a percentage, up to the amount (Awb 4:31)."""

    article: ClassVar[str] = "Awb 4:31(1)"
    percent: int
    costs_cents: int


@dataclass(frozen=True, kw_only=True)
class Settlement(Part):
    """How the final amount comes about: on a report, ex officio by a day or on request by a day (Awb 4:44, 4:47)."""

    article: ClassVar[str] = "Awb 4:44"
    report: str
    ex_officio_by: date | None = None
    request_by: date | None = None

    def check(self) -> None:
        """Refuse both ways at once, and neither."""
        one = bool(self.ex_officio_by) != bool(self.request_by)
        self.demand(one, "ex_officio_by", "en request_by: precies een van de twee", "Awb 4:47(a)")


@dataclass(frozen=True, kw_only=True)
class Grant(Decision):
    """What every decision that gives has: activities, amount and its calculation, reasons, payment, obligations.

    `subject` is a short name for the plan ("uw reparatiebus") for the heading. Amounts in cents.
    """

    article: ClassVar[str] = "Awb 3:46"

    project: str
    applied_on: date
    activities: Annotated[str, Law("Awb 4:30")]
    amount_cents: Annotated[int, Law("Awb 4:31")]
    requested_cents: int
    calculation: Annotated[Calculation, Law("Awb 4:31")]
    payments: Annotated[PaymentSchedule, Law("Awb 4:86")]
    obligations: Annotated[tuple[Obligation, ...], Law("Awb 4:37")]
    deviations: tuple[Deviation, ...] = ()
    scores: ScoreTable | None = None
    ranking: Ranking | None = None
    motivation: str = ""
    de_minimis: DeMinimis | None = None
    subject: str = ""

    def check(self) -> None:
        """Refuse an amount that differs from its calculation or its payments, and one without reasons."""
        super().check()
        self.demand(self.amount_cents > 0, "amount_cents", "is niet meer dan nul", "Awb 4:31")
        self.demand(self.calculation.total_cents == self.amount_cents, "calculation", "komt niet uit op het bedrag")
        self.demand(self.payments.total_cents == self.amount_cents, "payments", "komt niet uit op het bedrag")
        self.demand(self.scores or self.motivation.strip(), "motivation", "ontbreekt", "Awb 3:46")
        explained = self.deviations or not self.is_partial
        self.demand(explained, "deviations", "ontbreekt: u krijgt minder dan u vroeg", "Awb 3:46")
        aid = self.de_minimis
        self.demand(not aid or aid.amount_cents == self.amount_cents, "de_minimis", "noemt een ander bedrag")

    @property
    def is_partial(self) -> bool:
        """Tell whether the applicant gets less than was asked."""
        return self.amount_cents < self.requested_cents

    @property
    def title(self) -> str:
        """Say what the applicant gets."""
        amount = euro(self.amount_cents)
        if self.is_partial:
            return headline(f"U krijgt {amount} subsidie: minder dan u vroeg")
        subject = [f"U krijgt {amount} subsidie voor {self.subject}"] if self.subject else []
        return headline(*subject, f"U krijgt {amount} subsidie voor uw plan", f"U krijgt {amount} subsidie")

    @property
    def further_bases(self) -> tuple[LegalBasis, ...]:
        """Add the articles of the obligations and of the aid."""
        aid = (self.de_minimis.basis,) if self.de_minimis else ()
        return (*basis_of(self.obligations), *aid)

    @property
    def first_obligation(self) -> Line:
        """Give the obligation that comes first, as a line of the summary."""
        due = (each.due_on for each in self.obligations if each.due_on and not each.lasts)
        dated = [day_ for day_ in due if day_ > self.head.sent_on]
        if not dated:
            return Line("U leest", "hieronder wat u moet doen.")
        return Line("U leest", f"hieronder wat u moet doen. De eerste datum is {day(min(dated))}.")


@dataclass(frozen=True, kw_only=True)
class Award(Grant):
    """The award of a grant: law.md 4.6. With a `method` the amount is a maximum."""

    kind: ClassVar[str] = "award"
    label: ClassVar[str] = "Besluit tot verlening van subsidie"

    period_from: Annotated[date, Law("Awb 4:30")]
    period_until: Annotated[date, Law("Awb 4:30")]
    reporting_duty: Annotated[ReportingDuty, Law("ASV meldingsplicht")]
    settlement: Annotated[Settlement, Law("Awb 4:44")]
    method: AwardMethod | None = None
    conditions: tuple[str, ...] = ()
    budget_condition: BudgetCondition | None = None
    asset_compensation: str = ""

    def check(self) -> None:
        """Refuse a period that ends before it starts, and a maximum that the method does not reach."""
        super().check()
        self.demand(self.period_from <= self.period_until, "period_until", "ligt vóór het begin", "Awb 4:30")
        reached = not self.method or self.amount_cents * 100 <= self.method.percent * self.method.costs_cents + 99
        self.demand(reached, "method", "komt niet tot het maximum", "Awb 4:31(2)")

    @property
    def summary(self) -> Summary:
        """Give the amount, the first payment and the first obligation."""
        first = self.payments.first
        assert first.due_on
        gets = f"{euro(self.amount_cents)}."
        if self.method:
            gets = f"{self.method.percent}% van uw kosten, maximaal {gets}"
        part = "" if first.amount_cents == self.amount_cents else "eerst "
        return (
            Line("U krijgt", gets),
            Line("Wij betalen", f"{part}{euro(first.amount_cents)}, uiterlijk op {day(first.due_on)}."),
            self.first_obligation,
        )


@dataclass(frozen=True, kw_only=True)
class DirectDetermination(Grant):
    """A grant that is determined at once, without an award before it (Awb 4:43): law.md 4.9."""

    kind: ClassVar[str] = "direct_determination"
    label: ClassVar[str] = "Besluit tot vaststelling van subsidie"

    keep_evidence_until: Annotated[date, Law("Awb 4:49(1)c")]

    @property
    def summary(self) -> Summary:
        """Give the amount, the payment and that no report is due."""
        first = self.payments.first
        assert first.due_on
        return (
            Line("U krijgt", f"{euro(self.amount_cents)}. Dit bedrag staat vast."),
            Line("Wij betalen", f"uiterlijk op {day(first.due_on)}."),
            Line("U stuurt", f"geen verslag. Bewaar uw bonnen tot en met {day(self.keep_evidence_until)}."),
        )


@dataclass(frozen=True, kw_only=True)
class PrizeScore(Part):
    """The points of a finalist: of the jury and of the public, in hundredths, with the votes they come from."""

    article: ClassVar[str] = "Awb 3:46"
    jury_grade: int
    jury_hundredths: int
    votes: int
    most_votes: int
    public_hundredths: int
    total_hundredths: int
    finalists: int
    jury_maximum: int = 60
    public_maximum: int = 40

    def check(self) -> None:
        """Refuse points that do not add up, and more votes than the most."""
        total = self.jury_hundredths + self.public_hundredths
        self.demand(total == self.total_hundredths, "total_hundredths", "is niet de som van de punten")
        self.demand(0 <= self.votes <= self.most_votes, "votes", "is meer dan het hoogste aantal stemmen")


@dataclass(frozen=True, kw_only=True)
class Prize(Decision):
    """A prize: determined directly (Awb 4:43) for a follow-up activity, on jury and public vote. Cents."""

    article: ClassVar[str] = "Awb 4:43"
    kind: ClassVar[str] = "prize"
    label: ClassVar[str] = "Besluit over de prijs"

    project: str
    place: int
    amount_cents: Annotated[int, Law("Awb 4:31")]
    score: Annotated[PrizeScore, Law("Awb 3:46")]
    follow_up: Annotated[str, Law("Awb 4:30")]
    payments: Annotated[PaymentSchedule, Law("Awb 4:86")]
    obligations: Annotated[tuple[Obligation, ...], Law("Awb 4:38")]
    de_minimis: DeMinimis | None = None
    jury_words: str = ""

    def check(self) -> None:
        """Refuse payments or aid of another amount."""
        super().check()
        self.demand(self.payments.total_cents == self.amount_cents, "payments", "komt niet uit op het bedrag")
        aid = self.de_minimis
        self.demand(not aid or aid.amount_cents == self.amount_cents, "de_minimis", "noemt een ander bedrag")

    @property
    def further_bases(self) -> tuple[LegalBasis, ...]:
        """Add the articles of the obligations and of the aid."""
        aid = (self.de_minimis.basis,) if self.de_minimis else ()
        return (*basis_of(self.obligations), *aid)

    @property
    def title(self) -> str:
        """Congratulate."""
        return headline(f"U wint de {ordinal(self.place)} prijs: {euro(self.amount_cents)}")

    @property
    def summary(self) -> Summary:
        """Give the prize, the payment and its use."""
        first = self.payments.first
        assert first.due_on
        return (
            Line("U wint", f"de {ordinal(self.place)} prijs van {euro(self.amount_cents)}."),
            Line("Wij betalen", f"uiterlijk op {day(first.due_on)}."),
            Line("U gebruikt", "de prijs voor de volgende stap van uw plan."),
        )
