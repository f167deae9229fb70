"""Letters that change, take back or put right what was decided before: amendment, revocation, rectification."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from documents.formats import day, euro
from documents.letters.letter import Decision, Letter, Line, Summary, headline
from documents.letters.part import Law
from documents.letters.parts import Hearing, LegalBasis
from documents.letters.tables import PaymentRow


@dataclass(frozen=True, kw_only=True)
class Amendment(Decision):
    """Changes a grant: the amount, or what is still paid of it (Awb 4:48, 4:50). Cents.

    `paid_cents` was paid already, `undue_cents` of it was made undue by an earlier decision; `payments` is what is still paid. Of one
    against the recipient it says on which ground, from when, what came of the hearing, and whether loss is compensated.
    """

    article: ClassVar[str] = "Awb 4:48"
    kind: ClassVar[str] = "amendment"
    label: ClassVar[str] = "Besluit tot wijziging"

    project: str
    granted_on: date
    before_cents: int
    amount_cents: int
    paid_cents: int
    reason: Annotated[str, Law("Awb 3:46")]
    effective_on: Annotated[date, Law("Awb 4:48(2), 4:50(1)")]
    payments: tuple[PaymentRow, ...] = ()
    undue_cents: int = 0
    compensated: bool = False
    hearing: Hearing | None = None
    unheard: str = ""
    proportionality: str = ""

    def check(self) -> None:
        """Refuse payments that do not add up to the new amount, and a lower amount without hearing or reason why not."""
        super().check()
        still = sum(row.amount_cents for row in self.payments)
        owed = max(0, self.owed_cents)
        self.demand(still == owed, "payments", "telt niet op tot wat u nog krijgt", "Awb 4:31")
        heard = self.hearing or self.unheard
        self.demand(not self.is_lower or (heard and self.proportionality), "hearing", "ontbreekt", "Awb 4:8, 3:4(2)")

    @property
    def is_lower(self) -> bool:
        """Tell whether it is against the reader."""
        return self.amount_cents < self.before_cents

    @property
    def owed_cents(self) -> int:
        """Give what is still to pay of the new amount; below nought it was paid too much."""
        return self.amount_cents - self.paid_cents + self.undue_cents

    @property
    def too_much_cents(self) -> int:
        """Give what this decision makes undue."""
        return max(0, -self.owed_cents)

    @property
    def title(self) -> str:
        """Say what becomes of the grant."""
        if self.amount_cents == self.before_cents:
            return "U krijgt dezelfde subsidie, met een ander plan"
        word = "minder" if self.is_lower else "meer"
        return headline(f"U krijgt {word} subsidie: {euro(self.amount_cents)}", f"U krijgt {word} subsidie")

    @property
    def summary(self) -> Summary:
        """Give the new amount, from when, and what that means for the payments."""
        last = (
            Line("U betaalt", f"{euro(self.too_much_cents)} terug. Daarover krijgt u een apart besluit.")
            if self.too_much_cents
            else Line("Wij betalen", f"u nog {euro(self.owed_cents)}.")
        )
        return (
            Line("U krijgt", f"samen {euro(self.amount_cents)}. Dat was {euro(self.before_cents)}."),
            Line("Dit geldt", f"vanaf {day(self.effective_on)}."),
            last,
        )


@dataclass(frozen=True, kw_only=True)
class Revocation(Decision):
    """Takes a grant back as a whole (Awb 4:48-4:50). Cents.

    `paid_cents` was paid. Of it `claimed_cents` was claimed by earlier decisions and `kept_cents` may be kept, where the ground does not
    work back (4:50); the rest is claimed by a decision of its own.
    """

    article: ClassVar[str] = "Awb 4:48"
    kind: ClassVar[str] = "revocation"
    label: ClassVar[str] = "Besluit tot intrekking"

    project: str
    granted_on: date
    before_cents: int
    paid_cents: int
    reason: Annotated[str, Law("Awb 3:46")]
    effective_on: Annotated[date, Law("Awb 4:48(2), 4:49(2), 4:50(1)")]
    proportionality: Annotated[str, Law("Awb 3:4(2)")]
    claimed_cents: int = 0
    kept_cents: int = 0
    compensated: bool = False
    hearing: Hearing | None = None
    unheard: str = ""

    def check(self) -> None:
        """Refuse it without hearing or reason why not."""
        super().check()
        self.demand(self.hearing or self.unheard, "hearing", "ontbreekt", "Awb 4:8")

    @property
    def left_cents(self) -> int:
        """Give what was paid, may not be kept and is not claimed yet."""
        return self.paid_cents - self.claimed_cents - self.kept_cents

    @property
    def _kept(self) -> str:
        if self.kept_cents == self.paid_cents:
            return "Wat wij al betaalden, mag u houden."
        return f"U mag {euro(self.kept_cents)} houden."

    @property
    def title(self) -> str:
        """Say that it is taken back."""
        return "U krijgt deze subsidie niet meer"

    @property
    def summary(self) -> Summary:
        """Give the decision, from when, and what becomes of what was paid."""
        last = (
            Line("U betaalt", f"{euro(self.left_cents)} terug. Daarover krijgt u een apart besluit.")
            if self.left_cents
            else Line("Wij betalen", f"u niets meer. {self._kept}")
            if self.kept_cents
            else Line("Wij betalen", "u niets meer. Wat te veel was, vroegen wij al terug.")
            if self.paid_cents
            else Line("Wij betalen", "u niets meer. U hoeft niets terug te betalen.")
        )
        return (
            Line("Wij trekken", f"uw subsidie van {euro(self.before_cents)} in."),
            Line("Dit geldt", f"vanaf {day(self.effective_on)}."),
            last,
        )


@dataclass(frozen=True, kw_only=True)
class Rectification(Letter):
    """Puts a slip of the pen right in the letter about a decision; rights and terms stay as they are."""

    article: ClassVar[str] = "Awb 3:46"
    kind: ClassVar[str] = "rectification"
    label: ClassVar[str] = "Herstel van een fout in onze brief"

    project: str
    decided_on: date
    decision_label: str
    correction: str
    objection_until: Annotated[date, Law("Awb 6:7")]
    rules: tuple[LegalBasis, ...]

    @property
    def title(self) -> str:
        """Say that the earlier letter held a mistake."""
        return "Er stond een fout in onze brief"

    @property
    def summary(self) -> Summary:
        """Give which letter, that nothing changes, and the term that stays."""
        return (
            Line("Het gaat", f"om onze brief van {day(self.decided_on)}."),
            Line("Uw rechten", "blijven gelijk. Alleen de tekst was fout."),
            Line("Bezwaar maken", f"kan nog steeds tot en met {day(self.objection_until)}."),
        )


@dataclass(frozen=True, kw_only=True)
class PartyChange(Letter):
    """Tells who the case is about from now on: sent to who it was, at the address that was known, and to who it is."""

    article: ClassVar[str] = "Awb 2:1"
    kind: ClassVar[str] = "party_change"
    label: ClassVar[str] = "Verandering van naam of contactpersoon"

    project: str
    what: str
    changed_on: date
    consequence: str
    asked_on: date | None = None

    @property
    def title(self) -> str:
        """Say what changed."""
        return headline(f"Er verandert iets: {self.what}", "Er verandert iets in uw gegevens")

    @property
    def summary(self) -> Summary:
        """Give what changed, from when, and what to do when it was somebody else."""
        return (
            Line("Er komt", f"een {self.what}." if not self.what.startswith("de ") else f"{self.what}."),
            Line("Dit geldt", f"vanaf {day(self.changed_on)}."),
            Line("Klopt dit niet?", "Bel ons dan vandaag nog."),
        )
