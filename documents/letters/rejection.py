"""The rejection. It has exactly one ground, and each ground has its own facts (law.md 4.7)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, ClassVar

from documents.formats import end_moment, euro, hundredths, moment
from documents.letters.letter import OBJECTION_ARTICLES, Decision, Line, Summary
from documents.letters.part import Law, Part
from documents.letters.parts import HelpOffer
from documents.letters.tables import RankTable, ScoreTable


class Order(StrEnum):
    """What decides who gets money first."""

    POINTS = "points"
    NEED = "need"
    ARRIVAL = "arrival"
    DRAW = "draw"
    LIST = "list"


@dataclass(frozen=True, kw_only=True)
class RemainderAsked(Part):
    """That the applicant was asked whether the plan works with what is left, and the answer."""

    article: ClassVar[str] = "Awb 4:25(2)"
    asked_on: date
    answered_on: date
    answer: str


@dataclass(frozen=True, kw_only=True)
class CeilingGround(Part):
    """The money is used up (Awb 4:25(2)).

    `minimum_cents` is the least with which the applicant can do the plan; not `minimum_stated`, all that was asked. `place` is the
    place of the plan, `compared` how many were compared. `order_note` says in a sentence what goes before the points, such as the
    condition of a building.
    """

    article: ClassVar[str] = "Awb 4:25(2)"
    tag: ClassVar[str] = "ceiling"
    table: RankTable
    published_on: Annotated[date, Law("Awb 4:27(1)")]
    place: int
    compared: int
    minimum_cents: int
    minimum_stated: bool = True
    order: Order = Order.POINTS
    order_note: str = ""
    remainder_asked: RemainderAsked | None = None

    def check(self) -> None:
        """Refuse this ground when the plan could have had the remainder."""
        too_little = self.table.remainder_cents < self.minimum_cents
        self.demand(not self.is_first_in_line or too_little, "minimum_cents", "past in het bedrag dat over is")

    @property
    def is_first_in_line(self) -> bool:
        """Tell whether no other plan stands between this one and the remainder."""
        return self.table.first_unfunded == self.table.own

    @property
    def has_points(self) -> bool:
        """Tell whether points decide, and so belong in the ranking."""
        return self.order in (Order.POINTS, Order.NEED)

    @property
    def whole_points(self) -> bool:
        """Tell whether points are those of need, which are whole."""
        return self.order is Order.NEED

    @property
    def headline(self) -> str:
        """Say why in a few words."""
        return "het geld is op"

    @property
    def reason(self) -> str:
        """Say why in a sentence of the summary."""
        return "er is te weinig geld voor alle goede plannen."

    @property
    def consequence(self) -> Line:
        """Say where that leaves the reader."""
        return Line("U staat", f"op plaats {self.place} van {self.compared}. Wij denken graag met u mee.")


@dataclass(frozen=True, kw_only=True)
class ScoreGround(Part):
    """The score is below the pass mark. The score is in hundredths of a point, the mark in points."""

    tag: ClassVar[str] = "score"
    score_hundredths: int
    pass_mark: int

    def check(self) -> None:
        """Refuse this ground when the plan passed."""
        self.demand(self.score_hundredths < 100 * self.pass_mark, "score_hundredths", "haalt het minimum")

    @property
    def headline(self) -> str:
        """Say why in a few words."""
        return "te weinig punten"

    @property
    def reason(self) -> str:
        """Say why in a sentence of the summary."""
        return f"uw plan kreeg {hundredths(self.score_hundredths)} punten. Nodig is {self.pass_mark}."

    @property
    def consequence(self) -> Line:
        """Say where that leaves the reader."""
        return Line("U leest", "hieronder per onderdeel waarom. Wij helpen u graag verder.")


@dataclass(frozen=True, kw_only=True)
class CriterionGround(Part):
    """One criterion is below its minimum. Both are mean levels in hundredths."""

    tag: ClassVar[str] = "criterion"
    criterion: str
    mean_hundredths: int
    minimum_hundredths: int

    def check(self) -> None:
        """Refuse this ground when the criterion passed."""
        self.demand(self.mean_hundredths < self.minimum_hundredths, "mean_hundredths", "haalt het minimum")

    @property
    def headline(self) -> str:
        """Say why in a few words."""
        return "één cijfer is te laag"

    @property
    def reason(self) -> str:
        """Say why in a sentence of the summary."""
        least = hundredths(self.minimum_hundredths, whole=self.minimum_hundredths % 100 == 0)
        return f"{self.criterion} kreeg een {hundredths(self.mean_hundredths)}. Nodig is minstens {least}."

    @property
    def consequence(self) -> Line:
        """Say where that leaves the reader."""
        return Line("U leest", "hieronder per onderdeel waarom. Wij helpen u graag verder.")


@dataclass(frozen=True, kw_only=True)
class LateGround(Part):
    """The plan came after the round had closed; both instants aware. It is not scored."""

    tag: ClassVar[str] = "late"
    received_at: datetime
    closed_at: Annotated[datetime, Law("Awb 4:26")]

    def check(self) -> None:
        """Refuse this ground when the plan was in time."""
        self.demand(self.received_at > self.closed_at, "received_at", "is op tijd", "Awb 4:26")

    @property
    def headline(self) -> str:
        """Say why in a few words."""
        return "uw plan was te laat"

    @property
    def reason(self) -> str:
        """Say why in a sentence of the summary."""
        return f"wij kregen uw plan op {moment(self.received_at)}."

    @property
    def consequence(self) -> Line:
        """Say where that leaves the reader."""
        return Line("De ronde", f"sloot op {end_moment(self.closed_at)}.")


@dataclass(frozen=True, kw_only=True)
class ShareGround(Part):
    """Everyone gets the same part, and the plan does not work with it (Awb 4:25(2), 4:26). Cents.

    `minimum_cents` is the least with which the applicant can do the plan; not `minimum_stated`, all that was asked.
    """

    article: ClassVar[str] = "Awb 4:26"
    tag: ClassVar[str] = "share"
    ceiling_cents: int
    published_on: Annotated[date, Law("Awb 4:27(1)")]
    asked_together_cents: int
    share_cents: int
    minimum_cents: int
    minimum_stated: bool = True

    def check(self) -> None:
        """Refuse this ground when the plan works with the share."""
        self.demand(self.share_cents < self.minimum_cents, "share_cents", "is genoeg voor het plan")

    @property
    def headline(self) -> str:
        """Say why in a few words."""
        return "uw deel is te klein"

    @property
    def reason(self) -> str:
        """Say why in a sentence of the summary."""
        return f"uw deel is {euro(self.share_cents)}. Voor uw plan is {euro(self.minimum_cents)} nodig."

    @property
    def consequence(self) -> Line:
        """Say where that leaves the reader."""
        return Line("Wij denken", "graag met u mee over een andere weg.")


@dataclass(frozen=True, kw_only=True)
class NotListedGround(Part):
    """The rules name who can get this grant, and the applicant is not among them (Awb 4:26)."""

    article: ClassVar[str] = "Awb 4:26"
    tag: ClassVar[str] = "not_listed"
    regulation: str
    listed: int

    @property
    def headline(self) -> str:
        """Say why in a few words."""
        return "u staat niet op de lijst"

    @property
    def reason(self) -> str:
        """Say why in a sentence of the summary."""
        return "deze subsidie is er alleen voor wie op de lijst staat."

    @property
    def consequence(self) -> Line:
        """Say where that leaves the reader."""
        return Line("Wij denken", "graag met u mee over een andere weg.")


@dataclass(frozen=True, kw_only=True)
class WrongSchemeGround(Part):
    """The plan does not fit the purpose of this scheme; another one fits better, and is named."""

    tag: ClassVar[str] = "wrong_scheme"
    purpose: str
    fits: str
    fits_purpose: str
    submit_url: str
    explanation: str = ""

    @property
    def headline(self) -> str:
        """Say why in a few words."""
        return "uw plan past hier niet"

    @property
    def reason(self) -> str:
        """Say why in a sentence of the summary."""
        return "uw plan past niet bij het doel van deze regeling."

    @property
    def consequence(self) -> Line:
        """Say where that leaves the reader."""
        return Line("U kunt", f"uw plan wel indienen bij {self.fits}.")


@dataclass(frozen=True, kw_only=True)
class LegalGround(Part):
    """A ground of Awb 4:35 or 4:51, in a few words, with what it means for this plan."""

    article: ClassVar[str] = "Awb 3:46"
    tag: ClassVar[str] = "legal"
    words: str
    explanation: str

    @property
    def headline(self) -> str:
        """Say why in words that fit the title; the ground itself follows in the summary."""
        return "uw plan past niet in de regels"

    @property
    def reason(self) -> str:
        """Say why in a sentence of the summary."""
        return f"{self.words}."

    @property
    def consequence(self) -> Line:
        """Say where that leaves the reader."""
        return Line("U kunt", "opnieuw aanvragen als dit verandert.")


Ground = (
    CeilingGround
    | ScoreGround
    | CriterionGround
    | LateGround
    | ShareGround
    | NotListedGround
    | WrongSchemeGround
    | LegalGround
)


@dataclass(frozen=True, kw_only=True)
class Rejection(Decision):
    """Refuses a grant on one ground. `hearing` says what came of a hearing, where there was one (Awb 4:7). Cents."""

    kind: ClassVar[str] = "rejection"
    label: ClassVar[str] = "Besluit tot afwijzing"

    project: str
    applied_on: date
    requested_cents: int
    ground: Annotated[Ground, Law("Awb 3:46")]
    help: tuple[HelpOffer, ...]
    scores: ScoreTable | None = None
    hearing: str = ""

    def check(self) -> None:
        """Refuse a judgement without its scores, and scores of another plan."""
        super().check()
        judged = isinstance(self.ground, (ScoreGround, CriterionGround)) or (
            isinstance(self.ground, CeilingGround) and self.ground.has_points
        )
        self.demand(self.scores or not judged, "scores", "ontbreekt", "Awb 3:46")
        if isinstance(self.ground, ScoreGround) and self.scores:
            same = self.scores.total_hundredths == self.ground.score_hundredths
            self.demand(same, "scores", "telt niet op tot de score van de afwijzing")

    @property
    def ground_template(self) -> str:
        """Name the piece of the letter that explains the ground."""
        return f"letters/parts/ground_{self.ground.tag}.html"

    @property
    def for_lack_of_money(self) -> bool:
        """Tell whether an upheld objection has to be paid although the ceiling is reached (Awb 4:25(3))."""
        return isinstance(self.ground, CeilingGround | ShareGround)

    @property
    def objection_articles(self) -> str:
        """Add the article that keeps money for who objects with success, although the ceiling is reached."""
        return f"Awb, artikel 4:25, derde lid; {OBJECTION_ARTICLES}" if self.for_lack_of_money else OBJECTION_ARTICLES

    @property
    def title(self) -> str:
        """Say the decision and the ground."""
        return f"U krijgt geen subsidie: {self.ground.headline}"

    @property
    def summary(self) -> Summary:
        """Give the decision, the ground and what it means."""
        return (
            Line("U krijgt", f"geen subsidie. U vroeg {euro(self.requested_cents)}."),
            Line("De reden:", self.ground.reason),
            self.ground.consequence,
        )
