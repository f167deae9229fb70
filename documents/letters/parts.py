"""The pieces that many letters share: head, signature, remedy, obligations, state aid, hearing, repayment."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from documents.formats import articles
from documents.letters.part import Law, Part

MAX_ADDRESS_LINES = 6  # What the window of an envelope shows.


@dataclass(frozen=True, kw_only=True)
class Sender(Part):
    """The municipality that writes (Awb 1:1). `authority` reads on after "het": college van ..."""

    article: ClassVar[str] = "Awb 1:1"
    name: str
    department: str
    authority: str
    return_address: str
    privacy_url: Annotated[str, Law("AVG 13")]

    def check(self) -> None:
        """Refuse an address of the web that is not safe to print as a link."""
        self.demand(self.privacy_url.startswith("https://"), "privacy_url", "is geen https-adres", "AVG 13")


@dataclass(frozen=True, kw_only=True)
class Contact(Part):
    """The person who answers questions about the letter."""

    article: ClassVar[str] = "law.md 4.1"
    name: str
    phone: str
    hours: str
    email: str


@dataclass(frozen=True, kw_only=True)
class Head(Part):
    """What stands above every letter. `salutation` reads on after "Beste"; `sent_on` dates the whole letter.

    `also_for` names the organisations that apply together with the addressee; `note` is what the municipality adds to letters of this kind.
    """

    article: ClassVar[str] = "Awb 3:41"
    sender: Sender
    addressee: tuple[str, ...]
    salutation: str
    sent_on: date
    reference: str
    scheme_title: str
    contact: Contact
    also_for: tuple[str, ...] = ()
    note: str = ""

    def check(self) -> None:
        """Refuse an address that the window of an envelope cannot show."""
        self.demand(len(self.addressee) <= MAX_ADDRESS_LINES, "addressee", "telt meer dan zes regels")


@dataclass(frozen=True, kw_only=True)
class Signature(Part):
    """Who signed, and by which mandate (Awb 10:10). `mandate_text` is the whole line under the greeting."""

    article: ClassVar[str] = "Awb 10:10"
    mandate_text: str
    name: str
    function: str
    mandate_reference: str
    signed_on: date


@dataclass(frozen=True, kw_only=True)
class LegalBasis(Part):
    """The articles on which one subject of a decision rests (Awb 3:47(2))."""

    article: ClassVar[str] = "Awb 3:47(2)"
    subject: str
    articles: str


@dataclass(frozen=True, kw_only=True)
class Remedy(Part):
    """How to object: until which day, on which page, at which address, and at which court (Awb 3:45, 6:4-6:8)."""

    article: ClassVar[str] = "Awb 3:45"
    objection_until: Annotated[date, Law("Awb 6:7")]
    objection_url: str
    postal_address: str
    court: Annotated[str, Law("Awb 8:81")]

    def check(self) -> None:
        """Refuse an address of the web that is not safe to print as a link."""
        self.demand(self.objection_url.startswith("https://"), "objection_url", "is geen https-adres")


@dataclass(frozen=True, kw_only=True)
class Obligation(Part):
    """What the recipient has to do, on which basis, and when: by a day or, what `lasts`, through it; or in words ("meteen", "altijd")."""

    article: ClassVar[str] = "Awb 4:37"
    text: str
    basis: str
    due_on: date | None = None
    due_text: str = ""
    lasts: bool = False

    def check(self) -> None:
        """Refuse an obligation without a moment, or with two."""
        self.demand(bool(self.due_on) != bool(self.due_text), "due_on", "moet één keer gezegd worden")


def basis_of(obligations: tuple[Obligation, ...]) -> tuple[LegalBasis, ...]:
    """Give the articles on which obligations rest, each once, as one subject; nothing when there are none."""
    found = articles([each.basis for each in obligations])
    return (LegalBasis(subject="Wat u moet doen", articles=found),) if found else ()


@dataclass(frozen=True, kw_only=True)
class ReportingDuty(Part):
    """Which changes the recipient has to report, and how soon. `within` reads on after "Bel of mail ons"."""

    article: ClassVar[str] = "ASV meldingsplicht"
    within: str
    events: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Deviation(Part):
    """Where the decision differs from what was asked, and why. `subject` is set in bold before the reason."""

    subject: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class DeMinimis(Part):
    """Aid to an undertaking under the de-minimis regulation; amounts in cents."""

    article: ClassVar[str] = "(EU) 2023/2831"
    regulation: str
    amount_cents: int
    ceiling_cents: int
    declared_on: date
    before_cents: int
    total_cents: int
    register_by: date
    years: int = 3
    granted_cents: int = 0

    def check(self) -> None:
        """Refuse a sum that is wrong, or aid above the ceiling; `granted_cents` is what we gave after the declaration."""
        total = self.before_cents + self.granted_cents + self.amount_cents
        self.demand(total == self.total_cents, "total_cents", "is niet de som")
        self.demand(self.total_cents <= self.ceiling_cents, "total_cents", "komt boven het plafond voor steun")

    @property
    def basis(self) -> LegalBasis:
        """Give the regulation as a line of the rules (4.6: title and place in the Official Journal)."""
        return LegalBasis(subject="Europese steunregels", articles=self.regulation)


@dataclass(frozen=True, kw_only=True)
class BudgetCondition(Part):
    """The part of a grant that rests on budgets which the council has still to adopt (Awb 4:34)."""

    article: ClassVar[str] = "Awb 4:34(1)"
    years: tuple[int, ...]
    amount_cents: int


@dataclass(frozen=True, kw_only=True)
class Ranking(Part):
    """The place of a plan among all that were judged, and the last place for which there is money."""

    place: int
    of: int
    last_funded: int

    @property
    def sentence(self) -> str:
        """Say the place, and how far the money goes."""
        return f"Uw aanvraag eindigde op plaats {self.place} van {self.of}. Er is geld voor {self._funded}."

    @property
    def _funded(self) -> str:
        return "plaats 1" if self.last_funded == 1 else f"plaats 1 tot en met {self.last_funded}"


@dataclass(frozen=True, kw_only=True)
class HelpOffer(Part):
    """A way on for somebody who gets no grant. `subject` is set in bold before the text."""

    subject: str
    text: str


class Consequence(StrEnum):
    """What follows when something that was asked for does not come: no decision without it, or one on what there is."""

    SET_ASIDE = "set_aside"
    JUDGED_WITHOUT = "judged_without"


@dataclass(frozen=True, kw_only=True)
class MissingItem(Part):
    """Something that the application lacks, what it is needed for, and what follows when it does not come."""

    article: ClassVar[str] = "Awb 4:5(1)"
    what: str
    why: Annotated[str, Law("Awb 4:2(2)")]
    consequence: Consequence = Consequence.SET_ASIDE

    @property
    def consequence_sentence(self) -> str:
        """Say what follows when it does not come."""
        if self.consequence is Consequence.JUDGED_WITHOUT:
            return "Komt dit niet? Dan beoordelen wij uw aanvraag zonder."
        return "Komt dit niet? Dan behandelen wij uw aanvraag misschien niet."


@dataclass(frozen=True, kw_only=True)
class Advance(Part):
    """An advance that was paid (Awb 4:95(4)); cents."""

    article: ClassVar[str] = "Awb 4:95(4)"
    paid_on: date
    amount_cents: int


@dataclass(frozen=True, kw_only=True)
class HearingPoint(Part):
    """One point of the view that was given, and what the authority does with it."""

    article: ClassVar[str] = "Awb 4:8"
    subject: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class Hearing(Part):
    """That the view was asked, until when, and what came of it (Awb 4:7-4:9)."""

    article: ClassVar[str] = "Awb 4:8"
    asked_on: date
    until: date
    answered_on: date | None = None
    points: tuple[HearingPoint, ...] = ()

    def check(self) -> None:
        """Refuse a view without an answer, or an answer to a view that was not given."""
        self.demand(bool(self.answered_on) == bool(self.points), "points", "past niet bij de reactie", "Awb 3:46")


@dataclass(frozen=True, kw_only=True)
class PaymentPlan(Part):
    """An example of paying in parts: months, and cents a month."""

    article: ClassVar[str] = "Awb 4:94"
    months: int
    monthly_cents: int


@dataclass(frozen=True, kw_only=True)
class Repayment(Part):
    """What the recipient has to pay back, until when, and how (Awb 4:86, 4:87, 4:94)."""

    article: ClassVar[str] = "Awb 4:86"
    amount_cents: int
    pay_by: Annotated[date, Law("Awb 4:87(1)")]
    iban: str
    account_name: str
    payment_reference: str
    plan: PaymentPlan | None = None

    def check(self) -> None:
        """Refuse nothing to pay, and a plan that does not just reach the amount."""
        self.demand(self.amount_cents > 0, "amount_cents", "is niet meer dan nul")
        if self.plan:
            short = (self.plan.months - 1) * self.plan.monthly_cents
            reached = short < self.amount_cents <= short + self.plan.monthly_cents
            self.demand(reached, "plan", "komt niet uit op het bedrag", "Awb 4:94")
