"""What a determination comes to: as granted, by the method of the award, or less on a ground of Awb 4:46(2). Pure; cents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from budgets.figures import euro
from grants.accounting import COSTS
from grants.regimes import EVIDENCE, EX_OFFICIO
from workflow.law.determination import LowerGround, determined_by_share, rounded_half_up

BUDGET_LINES = "budget_lines"


@dataclass(frozen=True, slots=True)
class Counted:
    """A line of costs as it was budgeted and came out."""

    label: str
    budgeted_cents: int
    actual_cents: int

    @property
    def counted_cents(self) -> int:
        """What counts of it: what was spent, no more than was budgeted."""
        return min(self.budgeted_cents, self.actual_cents)


@dataclass(frozen=True, slots=True)
class Computed:
    """What is to be determined: the kind of decision, the amount, the ground of less, and the sum in Dutch."""

    kind: str
    amount_cents: int
    entitled_cents: int
    granted_cents: int
    ground: str
    sentences: tuple[str, ...]


def method_share(figures: Mapping[str, Any]) -> Fraction | None:
    """The share of the actual costs that the scheme pays, where it pays one."""
    found: Fraction | None = figures.get("share") or figures.get("funding_share")
    return found


def cost_lines(rows: Sequence[Any]) -> tuple[Counted, ...]:
    """The costs among the lines of an account."""
    return tuple(Counted(row.label, row.budgeted_cents, row.actual_cents) for row in rows if row.side == COSTS)


def entitled_cents(
    figures: Mapping[str, Any], granted_cents: int, actual_cents: int | None, rows: Sequence[Counted] = ()
) -> int:
    """What the award entitles to: by its lines or a share of the actual costs where the scheme says so, else what was granted."""
    if _by_lines(figures, rows):
        counted, budgeted = _totals(rows)
        return rounded_half_up(Fraction(granted_cents * counted, budgeted))
    share = method_share(figures)
    if share is None or actual_cents is None:
        return granted_cents
    return determined_by_share(actual_cents, share, granted_cents)


def compute(
    figures: Mapping[str, Any],
    granted_cents: int,
    actual_cents: int | None,
    rows: Sequence[Counted] = (),
    *,
    ground: str = "",
    lower_cents: int | None = None,
) -> Computed:
    """The determination that follows: by the method of the award; less only on a ground, to `lower_cents` where that is given."""
    entitled = entitled_cents(figures, granted_cents, actual_cents, rows)
    amount = entitled if not ground or lower_cents is None else lower_cents
    sentences = [f"Verleend is {euro(granted_cents)}.", *_method(figures, granted_cents, actual_cents, rows, entitled)]
    if ground and (found := ground_of(ground)):
        sentences.append(f"Lager vastgesteld omdat {found.text}.")
    sentences.append(f"Vastgesteld wordt {euro(amount)}.")
    kind = "lower_determination" if ground else "determination"
    return Computed(kind, amount, entitled, granted_cents, ground, tuple(sentences))


def promised(figures: Mapping[str, Any], granted_cents: int, regime: str) -> str:
    """By which method of the award the final amount follows, before anything was spent, in one Dutch sentence (Awb 4:46, eerste lid)."""
    most = f"hoogstens {euro(granted_cents)}"
    if figures.get("determination_method") == BUDGET_LINES and EVIDENCE.get(regime, EVIDENCE[EX_OFFICIO]).lines:
        return f"Per regel telt wat u echt uitgaf, tot wat u begrootte. Dat deel van de subsidie krijgt u, {most}."
    share = method_share(figures)
    if share is None:
        return f"Deed u wat u van plan was? Dan stellen wij vast wat wij toezegden: {euro(granted_cents)}."
    return f"U krijgt {share * 100}% van uw werkelijke kosten, {most}."


def _by_lines(figures: Mapping[str, Any], rows: Sequence[Counted]) -> bool:
    """Whether the lines decide: the scheme says so, and something was budgeted to take a part of."""
    return figures.get("determination_method") == BUDGET_LINES and any(row.budgeted_cents for row in rows)


def _totals(rows: Sequence[Counted]) -> tuple[int, int]:
    """What counts of all lines, which is never more than the second, what was budgeted."""
    return sum(row.counted_cents for row in rows), sum(row.budgeted_cents for row in rows)


def _method(
    figures: Mapping[str, Any], granted: int, actual: int | None, rows: Sequence[Counted], entitled: int
) -> list[str]:
    """The sum of the method, one sentence a step."""
    if _by_lines(figures, rows):
        said = [
            f"{row.label}: begroot {euro(row.budgeted_cents)}, werkelijk {euro(row.actual_cents)}, "
            f"telt mee voor {euro(row.counted_cents)}."
            for row in rows
        ]
        counted, budgeted = _totals(rows)
        part = f"Samen telt {euro(counted)} mee van {euro(budgeted)}. Dat deel van {euro(granted)} is {euro(entitled)}."
        return [*said, part]
    share = method_share(figures)
    if share is None or actual is None:
        return ["De subsidie wordt vastgesteld zoals zij verleend is."]
    return [
        f"De werkelijke kosten zijn {euro(actual)}.",
        f"Daarvan {share * 100}%, hoogstens {euro(granted)}, is {euro(entitled)}.",
    ]


def ground_of(code: str) -> LowerGround | None:
    """The ground of Awb 4:46(2) by its letter, "a" or at the end of "4:46(2)a"; None for what is no such ground."""
    letter = code.removeprefix("4:46(2)")
    return LowerGround(letter) if letter in tuple(LowerGround) else None
