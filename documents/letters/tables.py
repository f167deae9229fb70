"""The tables of a letter. Each carries its own total, and refuses rows that do not add up to it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import accumulate
from typing import Annotated, ClassVar

from documents.formats import in_words
from documents.letters.part import Law, Part


class RowKind(StrEnum):
    """What a row of a calculation does with the amount so far."""

    ADD = "add"
    SUBTOTAL = "subtotal"
    SHARE = "share"
    CAP = "cap"


@dataclass(frozen=True, kw_only=True)
class CalculationRow(Part):
    """One step of a calculation, in cents.

    ADD adds `amount_cents` (below nought for what goes off). SUBTOTAL repeats the amount so far. SHARE takes `percent`
    of it, rounded to a cent either way. CAP lowers it to `amount_cents`.
    """

    label: str
    amount_cents: int
    kind: RowKind = RowKind.ADD
    percent: int | None = None

    def after(self, so_far_cents: int) -> int:
        """Give the amount after this row. Raises `LetterIncomplete` when the row is not what its kind says."""
        if self.kind is RowKind.ADD:
            return so_far_cents + self.amount_cents
        self.demand(self._follows(so_far_cents), "amount_cents", f"klopt niet met de rij erboven: {self.label}")
        return self.amount_cents

    def _follows(self, so_far_cents: int) -> bool:
        if self.kind is RowKind.SUBTOTAL:
            return self.amount_cents == so_far_cents
        if self.kind is RowKind.CAP:
            return self.amount_cents <= so_far_cents
        return is_share(self.amount_cents, self.percent or 0, so_far_cents)


def is_share(amount_cents: int, percent: int, whole_cents: int) -> bool:
    """Tell whether an amount is a percentage of a whole, rounded to a cent either way."""
    return abs(100 * amount_cents - percent * whole_cents) < 100  # noqa: PLR2004 - less than one cent, in hundredths


@dataclass(frozen=True, kw_only=True)
class Calculation(Part):
    """How an amount comes about, row by row (Awb 4:31, 4:46)."""

    article: ClassVar[str] = "Awb 4:31"
    rows: tuple[CalculationRow, ...]
    total_label: str
    total_cents: int
    caption: str = ""

    def check(self) -> None:
        """Refuse rows that do not lead to the total."""
        so_far = 0
        for row in self.rows:
            so_far = row.after(so_far)
        self.demand(so_far == self.total_cents, "total_cents", "is niet de uitkomst van de rijen")


@dataclass(frozen=True, kw_only=True)
class ScoreRow(Part):
    """The judgement on one criterion. Points and mean level in hundredths; the mean is absent for points of need."""

    criterion: str
    points_hundredths: int
    maximum: int
    reason: str
    mean_hundredths: int | None = None


@dataclass(frozen=True, kw_only=True)
class ScoreTable(Part):
    """The score of a plan: levels given by `assessors`, or points of need taken from an inspection."""

    rows: tuple[ScoreRow, ...]
    total_hundredths: int
    assessors: int
    maximum: int = 100
    pass_mark: int | None = None
    scale: int = 5

    def check(self) -> None:
        """Refuse points that do not add up, exceed their maximum, or mix the two kinds of score."""
        total = sum(row.points_hundredths for row in self.rows)
        self.demand(total == self.total_hundredths, "total_hundredths", "is niet de som van de punten")
        self.demand(sum(row.maximum for row in self.rows) == self.maximum, "maximum", "is niet de som van de maxima")
        within = all(0 <= row.points_hundredths <= 100 * row.maximum for row in self.rows)
        self.demand(within, "rows", "heeft meer punten dan het maximum")
        self.demand(len({row.mean_hundredths is None for row in self.rows}) == 1, "rows", "mengt cijfers en nood")

    @property
    def is_rounded(self) -> bool:
        """Tell whether the points differ from what a reader reckons with the mean level that is shown; points of need never do."""
        return any(
            row.mean_hundredths is not None and row.points_hundredths * self.scale != row.mean_hundredths * row.maximum
            for row in self.rows
        )

    @property
    def of_need(self) -> bool:
        """Tell whether these are points of need, which are whole and have no mean level."""
        return self.rows[0].mean_hundredths is None

    @property
    def how(self) -> str:
        """Say in sentences where the points come from."""
        if self.of_need:
            return (
                "Wij geven punten voor hoe hard het werk nodig is. De punten volgen uit uw aanvraag en onze inspectie."
            )
        scale = f"een cijfer van 1 tot en met {self.scale}"
        if self.assessors == 1:
            return f"Eén beoordelaar gaf uw plan {scale}. Dat cijfer bepaalt uw punten."
        who = f"{in_words(self.assessors).capitalize()} beoordelaars"
        return f"{who} gaven uw plan los van elkaar {scale}. Het gemiddelde bepaalt uw punten."


@dataclass(frozen=True, kw_only=True)
class PaymentRow(Part):
    """One payment: what, how much in cents, and the last day for it (none when a later decision sets the day)."""

    what: str
    amount_cents: int
    due_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class PaymentSchedule(Part):
    """When the recipient gets money, and on which account (Awb 4:86, 4:87, 4:95)."""

    article: ClassVar[str] = "Awb 4:86"
    rows: Annotated[tuple[PaymentRow, ...], Law("Awb 4:95")]
    total_cents: int
    account_last4: str

    def check(self) -> None:
        """Refuse parts that do not add up, and more of an account than its last four characters."""
        paid = sum(row.amount_cents for row in self.rows)
        self.demand(paid == self.total_cents, "total_cents", "is niet de som van de betalingen")
        self.demand(len(self.account_last4) == 4, "account_last4", "telt geen vier tekens")  # noqa: PLR2004 - its name
        self.demand(self.rows[0].due_on, "rows", "heeft geen datum voor de eerste betaling", "Awb 4:87")

    @property
    def first(self) -> PaymentRow:
        """Give the payment that comes first."""
        return self.rows[0]


@dataclass(frozen=True, kw_only=True)
class CostRow(Part):
    """One item of a budget beside what was spent on it and what counts, in cents."""

    label: str
    budgeted_cents: int
    spent_cents: int
    counted_cents: int
    reason: str = ""

    @property
    def difference_cents(self) -> int:
        """Give what counts less what was budgeted."""
        return self.counted_cents - self.budgeted_cents


@dataclass(frozen=True, kw_only=True)
class CostTable(Part):
    """Budget and account side by side, with the totals of the dossier in cents (Awb 4:46(2))."""

    article: ClassVar[str] = "Awb 4:46(2)"
    rows: tuple[CostRow, ...]
    budgeted_cents: int
    spent_cents: int
    counted_cents: int

    def check(self) -> None:
        """Refuse a column that does not add up."""
        for name in ("budgeted_cents", "spent_cents", "counted_cents"):
            total = sum(getattr(row, name) for row in self.rows)
            self.demand(total == getattr(self, name), name, "is niet de som van de rijen")

    @property
    def difference_cents(self) -> int:
        """Give what counts less what was budgeted, over all rows."""
        return self.counted_cents - self.budgeted_cents


@dataclass(frozen=True, kw_only=True)
class RankRow(Part):
    """A place on the ranking, or a range of places of which `points_hundredths` are the lowest points.

    There are no points where the order is that of arrival.
    """

    place: str
    amount_cents: int
    points_hundredths: int | None = None
    or_more: bool = False


@dataclass(frozen=True, kw_only=True)
class RankTable(Part):
    """The ranking around the line under which there is no money; the last row is the plan of this letter (Awb 4:25).

    `ceiling_cents` is the ceiling, `granted_cents` what the better plans got together.
    """

    article: ClassVar[str] = "Awb 4:25(2)"
    rows: tuple[RankRow, ...]
    ceiling_cents: int
    granted_cents: int

    def check(self) -> None:
        """Refuse a ranking in which this plan would fit, or the better plans do not get what they are said to get."""
        funded = [row for row in self.lines if row.funded]
        self.demand(not self.own.funded, "rows", "past onder het plafond", "Awb 4:25(2)")
        self.demand(self.granted_cents == sum(line.row.amount_cents for line in funded), "granted_cents", "klopt niet")

    @property
    def lines(self) -> tuple["RankLine", ...]:
        """Give the rows with their running total; after the first that does not fit, nobody is funded."""
        totals = accumulate(row.amount_cents for row in self.rows)
        return tuple(
            RankLine(row, total, total <= self.ceiling_cents) for row, total in zip(self.rows, totals, strict=True)
        )

    @property
    def own(self) -> "RankLine":
        """Give the line of the plan that this letter is about."""
        return self.lines[-1]

    @property
    def first_unfunded(self) -> "RankLine":
        """Give the first plan under the line."""
        return next(line for line in self.lines if not line.funded)

    @property
    def remainder_cents(self) -> int:
        """Give what is left of the ceiling."""
        return self.ceiling_cents - self.granted_cents

    @property
    def excess_cents(self) -> int:
        """Give by how much the ceiling would be passed with this plan and all above it."""
        return self.own.total_cents - self.ceiling_cents


@dataclass(frozen=True)
class RankLine:
    """A row of a ranking as it is shown: with the total so far, and whether it lies above the line."""

    row: RankRow
    total_cents: int
    funded: bool
