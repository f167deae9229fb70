"""The letter that asks back what was paid too much."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from documents.formats import day, euro
from documents.letters.letter import Decision, Line, Summary
from documents.letters.part import Law
from documents.letters.parts import Advance, Repayment


@dataclass(frozen=True, kw_only=True)
class Recovery(Decision):
    """Asks an undue amount back (Awb 4:57, 4:95(4)): law.md 4.15. Cents.

    `advances` is all that was paid, `determined_cents` what the reader may keep, of which `to_pay_cents` was not paid yet. `claimed_cents`
    was asked back by earlier letters; `left_cents` is not asked back now, for the authority may ask less than it could.
    """

    article: ClassVar[str] = "Awb 4:57(1)"
    kind: ClassVar[str] = "recovery"
    label: ClassVar[str] = "Besluit tot terugvordering"

    project: str
    determined_on: date
    determined_cents: int
    reason: Annotated[str, Law("Awb 3:46")]
    advances: Annotated[tuple[Advance, ...], Law("Awb 4:95(4)")]
    repayment: Annotated[Repayment, Law("Awb 4:86")]
    claimed_cents: int = 0
    left_cents: int = 0
    to_pay_cents: int = 0

    def check(self) -> None:
        """Refuse to ask back another amount than was paid too much and is not asked back yet."""
        super().check()
        undue = sum(advance.amount_cents for advance in self.advances) - self.determined_cents + self.to_pay_cents
        asked = self.repayment.amount_cents + self.claimed_cents + self.left_cents
        self.demand(
            asked == undue and min(self.left_cents, self.to_pay_cents) >= 0,
            "repayment",
            "is niet wat er te veel betaald is",
        )

    @property
    def title(self) -> str:
        """Say what has to be paid back."""
        return f"U betaalt {euro(self.repayment.amount_cents)} subsidie terug"

    @property
    def summary(self) -> Summary:
        """Give the amount with its day, the reason and the help."""
        kept = (
            f"u kreeg meer dan uw subsidie van {euro(self.determined_cents)}."
            if self.determined_cents
            else "u heeft geen recht meer op deze subsidie."
        )
        return (
            Line("U betaalt", f"{euro(self.repayment.amount_cents)} uiterlijk op {day(self.repayment.pay_by)}."),
            Line("De reden:", kept),
            Line("Lukt dat niet", "in één keer? Bel ons dan. Samen maken wij een afspraak."),
        )
