"""Letters about an objection: that it was received, and what was decided on it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, ClassVar

from documents.formats import day, moment
from documents.letters.letter import Letter, Line, Summary
from documents.letters.part import Law, Part
from documents.letters.parts import LegalBasis

FOUNDED, PARTLY, UNFOUNDED, INADMISSIBLE = "founded", "partly", "unfounded", "inadmissible"

TITLES = {
    FOUNDED: "U krijgt gelijk in uw bezwaar",
    PARTLY: "U krijgt voor een deel gelijk",
    UNFOUNDED: "U krijgt geen gelijk in uw bezwaar",
    INADMISSIBLE: "Wij kunnen uw bezwaar niet behandelen",
}
WORDS = {
    FOUNDED: "uw bezwaar gegrond is",
    PARTLY: "uw bezwaar voor een deel gegrond is",
    UNFOUNDED: "uw bezwaar ongegrond is",
    INADMISSIBLE: "uw bezwaar niet-ontvankelijk is",
}
"""What was decided, as it reads on after "dat"."""


@dataclass(frozen=True, kw_only=True)
class ObjectionReceipt(Letter):
    """Confirms the receipt of an objection (Awb 6:14). `term_steps` are the sentences that explain the last day.

    `is_late` says that it came after `last_day`, `late_explained` that the reader said why. Where it has no grounds they are asked for, by
    `grounds_by` (Awb 6:6).
    """

    article: ClassVar[str] = "Awb 6:14"
    kind: ClassVar[str] = "objection_receipt"
    label: ClassVar[str] = "Ontvangst van uw bezwaar"

    project: str
    decision_label: str
    decided_on: Annotated[date, Law("Awb 6:5")]
    received_at: Annotated[datetime, Law("Awb 6:14")]
    last_day: Annotated[date, Law("Awb 6:7")]
    decide_by: Annotated[date, Law("Awb 7:10")]
    term_steps: tuple[str, ...]
    rules: tuple[LegalBasis, ...]
    is_late: bool = False
    late_explained: bool = False
    grounds_by: date | None = None

    @property
    def title(self) -> str:
        """Say that it arrived."""
        return "Uw bezwaar kwam te laat" if self.is_late else "Wij hebben uw bezwaar ontvangen"

    @property
    def summary(self) -> Summary:
        """Give receipt, last day, and what is asked of the reader."""
        last = (
            Line("Laat ons weten", f"waarom u het niet eens bent, uiterlijk {day(self.grounds_by)}.")
            if self.grounds_by
            else Line("Laat ons weten", "waarom uw bezwaar later kwam.")
            if self.is_late and not self.late_explained
            else Line("U hoeft nu", "niets te doen. Wij bellen of schrijven u.")
        )
        return (
            Line("Wij ontvingen", f"uw bezwaar op {moment(self.received_at)}."),
            Line("Wij beslissen", f"uiterlijk op {day(self.decide_by)}."),
            last,
        )


@dataclass(frozen=True, kw_only=True)
class Appeal(Part):
    """How to appeal: until which day, and at which court; `court` reads on after "de" (Awb 6:23)."""

    article: ClassVar[str] = "Awb 6:23"
    until: date
    court: str


@dataclass(frozen=True, kw_only=True)
class ObjectionDecision(Letter):
    """Tells what was decided on an objection, why, how the reader was heard, and how to appeal (Awb 7:12).

    `mandate_text` is the whole line under the greeting; who signs did not sign the decision that it is about (Awb 10:3, derde lid).
    `handled_after_all` says that the decision was to set an application aside: where it changes, the application is handled.
    """

    article: ClassVar[str] = "Awb 7:12"
    kind: ClassVar[str] = "objection_decision"
    label: ClassVar[str] = "Beslissing op uw bezwaar"
    is_decision: ClassVar[bool] = True

    project: str
    decision_label: str
    decided_on: Annotated[date, Law("Awb 6:5")]
    received_on: Annotated[date, Law("Awb 6:14")]
    outcome: str
    reason: Annotated[str, Law("Awb 7:12")]
    hearing: Annotated[str, Law("Awb 7:2, 7:3 en 7:7")]
    appeal: Appeal
    mandate_text: Annotated[str, Law("Awb 10:10")]
    signer: Annotated[str, Law("Awb 10:10")]
    rules: Annotated[tuple[LegalBasis, ...], Law("Awb 3:47(2)")]
    function: str = ""
    handled_after_all: bool = False

    def check(self) -> None:
        """Refuse an outcome that the law does not know."""
        self.demand(self.outcome in WORDS, "outcome", "is geen beslissing op bezwaar")

    @property
    def words(self) -> str:
        """Say what was decided, after "dat"."""
        return WORDS[self.outcome]

    @property
    def changes(self) -> bool:
        """Tell whether the decision that it is about changes."""
        return self.outcome in (FOUNDED, PARTLY)

    @property
    def title(self) -> str:
        """Say what was decided."""
        return TITLES[self.outcome]

    @property
    def summary(self) -> Summary:
        """Give what was decided, what it means, and until when one can appeal."""
        anew = "behandelen uw aanvraag alsnog." if self.handled_after_all else "nemen een nieuw besluit."
        what = f"{anew} U krijgt daarover een brief." if self.changes else "veranderen ons besluit niet."
        return (
            Line("Wij beslissen", f"dat {self.words}."),
            Line("Wij", what),
            Line("In beroep gaan", f"kan tot en met {day(self.appeal.until)}."),
        )
