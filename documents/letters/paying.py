"""Letters about payments: an advance that was paid, one that came back, payments that stop, and another bank account."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from documents.formats import day, euro
from documents.letters.letter import Letter, Line, Summary, headline
from documents.letters.part import Law, Part
from documents.letters.parts import LegalBasis
from documents.letters.tables import PaymentRow

LONGEST_SUSPENSION_DAYS = 91


@dataclass(frozen=True, kw_only=True)
class AdvancePaid(Letter):
    """Tells that an advance was paid, and what is still to come (law.md 4.10). Cents.

    `decided_on` is the day of the decision it rests on; `remaining` holds the parts that were not paid yet.
    """

    article: ClassVar[str] = "Awb 4:89"
    kind: ClassVar[str] = "advance_paid"
    label: ClassVar[str] = "Betaling van uw voorschot"

    project: str
    decided_on: Annotated[date, Law("Awb 4:95")]
    amount_cents: int
    account_last4: Annotated[str, Law("Awb 4:89")]
    paid_on: Annotated[date, Law("Awb 4:89(3)")]
    remaining: tuple[PaymentRow, ...] = ()

    def check(self) -> None:
        """Refuse a payment of nothing, one that is still to come, and more of an account than its last four characters."""
        self.demand(self.amount_cents > 0, "amount_cents", "is niet meer dan nul")
        self.demand(
            self.decided_on <= self.paid_on <= self.head.sent_on, "paid_on", "ligt niet tussen besluit en brief"
        )
        self.demand(len(self.account_last4) == 4, "account_last4", "telt geen vier tekens")  # noqa: PLR2004 - its name

    @property
    def title(self) -> str:
        """Say what was paid."""
        return f"U kreeg een voorschot van {euro(self.amount_cents)}"

    @property
    def summary(self) -> Summary:
        """Give the payment, what comes after it, and that nothing is asked."""
        return (
            Line("Wij betaalden", f"{euro(self.amount_cents)} op {day(self.paid_on)}."),
            self._next,
            Line("U hoeft", "nu niets te doen."),
        )

    @property
    def _next(self) -> Line:
        coming = next((row for row in self.remaining if row.due_on), None)
        if coming and coming.due_on:
            return Line("Daarna krijgt u", f"{euro(coming.amount_cents)}, uiterlijk op {day(coming.due_on)}.")
        if self.remaining:
            return Line("De rest", "krijgt u na ons besluit over het eindbedrag.")
        return Line("Dit was", "het hele bedrag van uw subsidie.")


@dataclass(frozen=True, kw_only=True)
class PaymentReturned(Letter):
    """Tells that a payment came back, why, and what the recipient does to be paid after all. Cents.

    `why` is a sentence in plain words about the reason that the bank gave.
    """

    article: ClassVar[str] = "Awb 4:89(1)"
    kind: ClassVar[str] = "payment_returned"
    label: ClassVar[str] = "Teruggekomen betaling"

    project: str
    amount_cents: int
    account_last4: Annotated[str, Law("Awb 4:89(1)")]
    returned_on: date
    why: str
    change_url: str

    def check(self) -> None:
        """Refuse nothing that came back, and a day that is still to come."""
        self.demand(self.amount_cents > 0, "amount_cents", "is niet meer dan nul")
        self.demand(self.returned_on <= self.head.sent_on, "returned_on", "ligt na deze brief")

    @property
    def title(self) -> str:
        """Say what happened."""
        return "Onze betaling aan u kwam terug"

    @property
    def summary(self) -> Summary:
        """Give the amount and the day, what we do, and what is asked."""
        return (
            Line("Wij betaalden", f"{euro(self.amount_cents)}. Dat kwam op {day(self.returned_on)} terug."),
            Line("U vertelt ons", "op welke rekening u het geld wilt krijgen."),
            Line("Daarna betalen wij", "opnieuw. U houdt recht op dit bedrag."),
        )


@dataclass(frozen=True, kw_only=True)
class PaidCase(Part):
    """A case that is paid on the account, by its plan and its reference."""

    article: ClassVar[str] = "Awb 4:89(1)"
    project: str
    reference: str


@dataclass(frozen=True, kw_only=True)
class AccountChange(Letter):
    """Tells the recipient, at the address as it was known before, that payments go to another account from now on.

    `others` are the further cases that are paid on it.
    """

    article: ClassVar[str] = "Awb 4:89(1)"
    kind: ClassVar[str] = "account_change"
    label: ClassVar[str] = "Verandering van uw rekening"

    project: str
    asked_on: date
    new_last4: Annotated[str, Law("Awb 4:89(1)")]
    changed_on: Annotated[date, Law("Awb 4:89(1)")]
    old_last4: str = ""
    others: tuple[PaidCase, ...] = ()

    def check(self) -> None:
        """Refuse a change before it was asked, and an account that stays the same to the eye of the reader."""
        self.demand(self.asked_on <= self.changed_on, "changed_on", "ligt voor het verzoek")

    @property
    def title(self) -> str:
        """Say what changed."""
        return headline("Wij betalen voortaan op een andere rekening")

    @property
    def summary(self) -> Summary:
        """Give the new account, the old one, and what to do when it was somebody else."""
        before = f"de rekening die eindigt op {self.old_last4}." if self.old_last4 else "geen rekening van u."
        return (
            Line("Wij betalen", f"op de rekening die eindigt op {self.new_last4}."),
            Line("Eerst was dat", before),
            Line("Vroeg u dit niet?", "Bel ons dan vandaag nog."),
        )


@dataclass(frozen=True, kw_only=True)
class SuspicionNotice(Letter):
    """Gives notice of a serious suspicion, by which payments stop (Awb 4:56; law.md 4.17).

    `reason` says what the authority suspects, `through` is the last day of the thirteen weeks.
    """

    article: ClassVar[str] = "Awb 4:56"
    kind: ClassVar[str] = "suspicion_notice"
    label: ClassVar[str] = "Kennisgeving: wij stoppen met betalen"

    project: str
    reason: Annotated[str, Law("Awb 3:46")]
    through: date
    rules: Annotated[tuple[LegalBasis, ...], Law("Awb 4:56")]

    def check(self) -> None:
        """Refuse a stop that does not last the thirteen weeks of the law."""
        lasting = (self.through - self.head.sent_on).days
        self.demand(lasting == LONGEST_SUSPENSION_DAYS, "through", "is niet dertien weken na deze brief")

    @property
    def title(self) -> str:
        """Say what happens."""
        return "Wij betalen u voorlopig niet"

    @property
    def summary(self) -> Summary:
        """Give the stop, how long it lasts at most, and what the reader can do."""
        return (
            Line("Wij betalen", "vanaf vandaag niets meer, omdat wij ernstig twijfelen."),
            Line("Dit duurt", f"hoogstens tot en met {day(self.through)}."),
            Line("U kunt", "ons vertellen wat er volgens u klopt."),
        )


@dataclass(frozen=True, kw_only=True)
class PaymentsResumed(Letter):
    """Tells that the suspicion is over and payments go on (Awb 4:56). `stopped_on` is the day of the notice by which they stopped."""

    article: ClassVar[str] = "Awb 4:56"
    kind: ClassVar[str] = "payments_resumed"
    label: ClassVar[str] = "Bericht: wij betalen weer"

    project: str
    stopped_on: date
    rules: Annotated[tuple[LegalBasis, ...], Law("Awb 4:56")]

    def check(self) -> None:
        """Refuse to go on before it stopped."""
        self.demand(self.stopped_on <= self.head.sent_on, "stopped_on", "ligt na deze brief")

    @property
    def title(self) -> str:
        """Say what happens."""
        return "Wij betalen u weer"

    @property
    def summary(self) -> Summary:
        """Give that it goes on, what it was about, and that nothing is asked."""
        return (
            Line("Wij betalen", f"weer vanaf vandaag, {day(self.head.sent_on)}."),
            Line("Wij twijfelen", "niet meer of wij mogen betalen."),
            Line("U hoeft", "niets te doen."),
        )
