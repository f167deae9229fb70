"""Letters after the work is done: account, reminder, intention, determination, lower determination, recovery."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, ClassVar

from documents.formats import day, euro, in_words, moment
from documents.letters.letter import Decision, Letter, Line, Summary, headline
from documents.letters.part import Law, Part
from documents.letters.parts import Advance, Hearing, LegalBasis, Obligation, Repayment, basis_of
from documents.letters.tables import Calculation, CostTable, PaymentSchedule, is_share


@dataclass(frozen=True, kw_only=True)
class AccountReceipt(Letter):
    """Confirms the receipt of an account of the work."""

    article: ClassVar[str] = "Awb 4:44"
    kind: ClassVar[str] = "account_receipt"
    label: ClassVar[str] = "Ontvangst van uw verantwoording"

    project: str
    received_at: Annotated[datetime, Law("Wmebv afd. 2.3")]
    received: Annotated[tuple[str, ...], Law("Wmebv afd. 2.3")]
    decide_by: Annotated[date, Law("Awb 4:13")]
    next_steps: tuple[str, ...]

    @property
    def title(self) -> str:
        """Say that it arrived."""
        return "Wij hebben uw verslag ontvangen"

    @property
    def summary(self) -> Summary:
        """Give receipt, last day and what is asked of the reader."""
        return (
            Line("Wij ontvingen", f"uw verslag op {moment(self.received_at)}."),
            Line("Wij bepalen", f"uiterlijk op {day(self.decide_by)} het eindbedrag."),
            Line("U hoeft", "nu niets te doen. Mist er iets? Dan hoort u dat van ons."),
        )


@dataclass(frozen=True, kw_only=True)
class DeviationReceipt(Letter):
    """Confirms that a recipient reported that something goes otherwise than in the plan."""

    article: ClassVar[str] = "Awb 4:37"
    kind: ClassVar[str] = "deviation_receipt"
    label: ClassVar[str] = "Ontvangst van uw melding"

    project: str
    received_at: Annotated[datetime, Law("Wmebv afd. 2.3")]
    reported: Annotated[str, Law("Wmebv afd. 2.3")]
    answer_by: date

    @property
    def title(self) -> str:
        """Say that it arrived."""
        return "Wij hebben uw melding ontvangen"

    @property
    def summary(self) -> Summary:
        """Give receipt, the day of the answer, and what goes on."""
        return (
            Line("Wij ontvingen", f"uw melding op {moment(self.received_at)}."),
            Line("U hoort van ons", f"uiterlijk op {day(self.answer_by)}."),
            Line("Tot die tijd", "blijft ons besluit gelden zoals het is."),
        )


@dataclass(frozen=True, kw_only=True)
class Reminder(Letter):
    """Reminds of an account that is overdue, and sets a last term (Awb 4:44(3))."""

    article: ClassVar[str] = "Awb 4:44(3)"
    kind: ClassVar[str] = "reminder"
    label: ClassVar[str] = "Herinnering aan uw verantwoording"

    project: str
    granted_cents: int
    was_due_on: date
    until: date
    to_send: tuple[str, ...]
    submit_url: str
    paid_cents: int = 0

    def check(self) -> None:
        """Refuse a reminder before the account is overdue, and a term in the past."""
        self.demand(self.was_due_on < self.head.sent_on < self.until, "until", "ligt niet na deze brief")

    @property
    def title(self) -> str:
        """Say what is missing."""
        return "Wij missen uw verslag"

    @property
    def summary(self) -> Summary:
        """Give what is missing, until when, and the consequence."""
        return (
            Line("Wij missen", f"uw verslag. U moest het uiterlijk op {day(self.was_due_on)} sturen."),
            Line("U stuurt", f"het alsnog, uiterlijk op {day(self.until)}."),
            Line("Krijgen wij het niet?", "Dan kan uw subsidie lager worden."),
        )


class LowerGround(StrEnum):
    """The grounds of Awb 4:46(2), by letter."""

    NOT_PERFORMED = "a"
    OBLIGATION_BREACHED = "b"
    WRONG_DATA = "c"
    WRONG_AWARD = "d"

    @property
    def words(self) -> str:
        """Say the ground as the rest of "De reden:"."""
        return _GROUNDS[self]

    @property
    def articles(self) -> str:
        """Cite the article."""
        return f"Awb, artikel 4:46, tweede lid, onder {self.value}"


_GROUNDS = {
    LowerGround.NOT_PERFORMED: "een deel van het plan is niet gedaan.",
    LowerGround.OBLIGATION_BREACHED: "u deed niet alles wat wij afspraken.",
    LowerGround.WRONG_DATA: "een deel van uw gegevens klopte niet.",
    LowerGround.WRONG_AWARD: "ons eerste besluit klopte niet, en dat kon u weten.",
}


class Intention(StrEnum):
    """What the authority intends to decide."""

    LOWER_DETERMINATION = "lower_determination"
    REJECTION = "rejection"
    AMENDMENT = "amendment"
    REVOCATION = "revocation"


@dataclass(frozen=True, kw_only=True)
class HearingIntention(Letter):
    """Tells what the authority intends to decide, and asks for the view on it (Awb 4:7-4:9). Cents.

    A lower determination has the ground and the tables that its decision will have.
    """

    article: ClassVar[str] = "Awb 4:8"
    kind: ClassVar[str] = "hearing_intention"
    label: ClassVar[str] = "Voornemen"

    project: str
    intention: Intention
    facts: tuple[str, ...]
    reasons: str
    view_until: Annotated[date, Law("Awb 4:9")]
    view_url: Annotated[str, Law("Awb 4:9")]
    rules: tuple[LegalBasis, ...]
    granted_cents: int | None = None
    intended_cents: int | None = None
    ground: LowerGround | None = None
    calculation: Calculation | None = None
    costs: CostTable | None = None

    def check(self) -> None:
        """Refuse a lower amount that is not lower, rests on no ground, or that the calculation does not reach."""
        if self.intention is Intention.LOWER_DETERMINATION:
            lower = self.granted_cents and self.intended_cents is not None and self.intended_cents < self.granted_cents
            self.demand(lower, "intended_cents", "is niet lager dan toegekend", "Awb 4:46(2)")
            self.demand(self.ground, "ground", "ontbreekt", "Awb 4:46(2)")
            self.demand(self.calculation, "calculation", "ontbreekt", "Awb 4:46(2)")
        reached = not self.calculation or self.calculation.total_cents == self.intended_cents
        self.demand(reached, "calculation", "komt niet uit op het bedrag")
        self.demand(self.view_until > self.head.sent_on, "view_until", "ligt niet na deze brief", "Awb 4:9")

    @property
    def title(self) -> str:
        """Say the intention."""
        if self.intention is Intention.REJECTION:
            return "Wij willen uw aanvraag afwijzen. Wat vindt u?"
        if self.intention is Intention.AMENDMENT:
            return "Wij willen uw subsidie wijzigen. Wat vindt u?"
        if self.intention is Intention.REVOCATION:
            return "Wij willen uw subsidie intrekken. Wat vindt u?"
        return "Wij willen uw subsidie verlagen. Wat vindt u?"

    @property
    def summary(self) -> Summary:
        """Give the intention, until when one can react, and that nothing is decided."""
        return (
            Line("Wij willen", self.plan),
            Line("U kunt", f"reageren tot en met {day(self.view_until)}."),
            Line("Dit is", "nog geen besluit. Wij lezen eerst uw reactie."),
        )

    @property
    def plan(self) -> str:
        """Say the intention as the rest of "Wij willen"."""
        if self.intention is Intention.LOWER_DETERMINATION and self.intended_cents is not None:
            return f"uw subsidie vaststellen op {euro(self.intended_cents)}. Dat is lager dan toegekend."
        if self.intention is Intention.REJECTION:
            return "uw aanvraag afwijzen."
        if self.intention is Intention.AMENDMENT:
            return (
                "uw subsidie wijzigen."
                if not self.intended_cents
                else f"uw subsidie wijzigen in {euro(self.intended_cents)}."
            )
        return "uw subsidie intrekken."


@dataclass(frozen=True, kw_only=True)
class ByMethod(Part):
    """The method of the award, applied to the actual costs; `reason` says why they are lower. Cents."""

    article: ClassVar[str] = "Awb 4:46(1)"
    percent: int
    actual_costs_cents: int
    released_cents: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class Final(Decision):
    """What every determination has: granted, determined, advances and the balance in cents (Awb 4:46, 4:52, 4:95(4)).

    `payments` is the balance to pay; it is left out when there is none. `undue_cents` is what an earlier decision made undue of the
    advances: the reader paid it back, or still has to by that decision.
    """

    article: ClassVar[str] = "Awb 4:46"

    project: str
    granted_on: Annotated[date, Law("Awb 4:29")]
    granted_cents: int
    determined_cents: int
    reported_on: date | None = None
    advances: tuple[Advance, ...] = ()
    undue_cents: int = 0
    payments: PaymentSchedule | None = None
    obligations: tuple[Obligation, ...] = ()
    keep_evidence_until: date | None = None

    def check(self) -> None:
        """Refuse more than was granted, and payments that are not the balance."""
        super().check()
        self.demand(0 <= self.determined_cents <= self.granted_cents, "determined_cents", "is hoger dan toegekend")
        to_pay = self.payments.total_cents if self.payments else 0
        self.demand(to_pay == max(self.balance_cents, 0), "payments", "is niet wat er nog te betalen is", "Awb 4:52")

    @property
    def further_bases(self) -> tuple[LegalBasis, ...]:
        """Add the articles of the obligations that go on."""
        return basis_of(self.obligations)

    @property
    def advances_cents(self) -> int:
        """Give the advances together."""
        return sum(advance.amount_cents for advance in self.advances)

    @property
    def balance_cents(self) -> int:
        """Give what is still to pay; below nought it is to be paid back by this decision."""
        return self.determined_cents - self.advances_cents + self.undue_cents

    @property
    def balance_line(self) -> Line:
        """Give the balance as a line of the summary."""
        if self.payments:
            return Line("Wij betalen", f"u nog {euro(self.payments.total_cents)}{self._when(self.payments)}.")
        if self.balance_cents < 0:
            return Line("U kreeg", f"al {euro(self.advances_cents)}. Dat is {euro(-self.balance_cents)} te veel.")
        kept = self.advances_cents - self.undue_cents
        of_it = f"Daarvan houdt u {euro(kept)}." if self.undue_cents else "Wij betalen niets meer."
        return Line("U kreeg", f"al {euro(self.advances_cents)}. {of_it}")

    @staticmethod
    def _when(payments: PaymentSchedule) -> str:
        """In how many parts, and when the last of them comes."""
        last = max(row.due_on for row in payments.rows if row.due_on)
        if len(payments.rows) == 1:
            return f", uiterlijk op {day(last)}"
        return f" in {in_words(len(payments.rows))} delen, het laatste op {day(last)}"


@dataclass(frozen=True, kw_only=True)
class Determination(Final):
    """Determines a grant as it was granted, or by the method that the award states (Awb 4:46(1)): law.md 4.12."""

    kind: ClassVar[str] = "determination"
    label: ClassVar[str] = "Besluit tot vaststelling van subsidie"

    by_method: ByMethod | None = None
    by_lines: CostTable | None = None

    def check(self) -> None:
        """Refuse an amount that differs from the award without the method that leads to it."""
        super().check()
        computed = self.by_method or self.by_lines
        self.demand(self.balance_cents >= 0 or computed, "advances", "is meer dan het eindbedrag", "Awb 4:95(4)")
        if self.by_lines:
            exact = (
                self.by_lines.budgeted_cents * self.determined_cents - self.granted_cents * self.by_lines.counted_cents
            )
            near = abs(2 * exact) <= self.by_lines.budgeted_cents
            self.demand(near and not self.by_method, "by_lines", "komt niet uit op het bedrag")
            return
        if not (method := self.by_method):
            self.demand(self.determined_cents == self.granted_cents, "determined_cents", "wijkt af van de verlening")
            return
        follows = is_share(self.determined_cents, method.percent, method.actual_costs_cents)
        self.demand(follows or self.determined_cents == self.granted_cents, "by_method", "komt niet uit op het bedrag")
        released = self.granted_cents - self.determined_cents
        self.demand(released == method.released_cents, "by_method", "noemt een andere vrijval")

    @property
    def title(self) -> str:
        """Say the final amount."""
        return f"Uw subsidie is vastgesteld op {euro(self.determined_cents)}"

    @property
    def summary(self) -> Summary:
        """Give the amount, the balance and that the case is done."""
        as_granted = self.determined_cents == self.granted_cents
        why = "Dat is het bedrag dat wij toekenden." if as_granted else "Dat volgt uit uw kosten."
        return (
            Line("U krijgt", f"{euro(self.determined_cents)} subsidie. {why}"),
            self.balance_line,
            Line("U hoeft", "niets meer te sturen. Bedankt voor uw werk."),
        )


@dataclass(frozen=True, kw_only=True)
class LowerDetermination(Final):
    """Determines less than was granted on a ground of Awb 4:46(2): law.md 4.13.

    `repayment` is left out when a separate decision on recovery follows; `unheard` says why no view was asked, when none was.
    """

    kind: ClassVar[str] = "lower_determination"
    label: ClassVar[str] = "Besluit tot lagere vaststelling van subsidie"

    ground: Annotated[LowerGround, Law("Awb 4:46(2)")]
    reason: Annotated[str, Law("Awb 3:46")]
    calculation: Annotated[Calculation, Law("Awb 4:46(2)")]
    proportionality: Annotated[str, Law("Awb 3:4(2)")]
    hearing: Hearing | None = None
    unheard: str = ""
    costs: CostTable | None = None
    repayment: Repayment | None = None

    def check(self) -> None:
        """Refuse an amount that is not lower, that its calculation does not reach, or a wrong amount to repay."""
        super().check()
        self.demand(self.determined_cents < self.granted_cents, "determined_cents", "is niet lager dan toegekend")
        self.demand(
            bool(self.hearing) != bool(self.unheard), "hearing", "noemt niet of wij om uw mening vroegen", "Awb 4:8"
        )
        reached = self.calculation.total_cents == self.determined_cents
        self.demand(reached, "calculation", "komt niet uit op het bedrag", "Awb 4:46(2)")
        owed = not self.repayment or self.repayment.amount_cents == -self.balance_cents
        self.demand(owed, "repayment", "is niet wat er te veel betaald is", "Awb 4:57(1)")

    @property
    def title(self) -> str:
        """Say what the reader gets or has to pay back."""
        if self.repayment:
            return f"U betaalt {euro(self.repayment.amount_cents)} subsidie terug"
        amount = euro(self.determined_cents)
        return headline(f"U krijgt {amount} subsidie, minder dan toegekend", f"U krijgt {amount} subsidie")

    @property
    def summary(self) -> Summary:
        """Give the amount, the balance and the reason."""
        balance = self.balance_line
        if self.repayment:
            balance = Line(
                "U betaalt", f"{euro(self.repayment.amount_cents)} terug, uiterlijk op {day(self.repayment.pay_by)}."
            )
        return (
            Line("U krijgt", f"{euro(self.determined_cents)}. Toegekend was {euro(self.granted_cents)}."),
            balance,
            Line("De reden:", self.ground.words),
        )
