"""An account in the eyes of who sends it: each line as budgeted and as it came out, and what amount may be expected, with its sum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from grants.accounting import COSTS, SIDES, DeviationRule, Line, lines
from grants.afterwards import Grant
from grants.determining import Computed, Counted, compute, promised
from grants.models import Application
from grants.models.scheme import scheme_of
from grants.payloads import Account
from grants.portal import taking
from grants.sent import sent


@dataclass(frozen=True, slots=True)
class Row:
    """A line with whether its difference must be explained, and the explanation that was typed."""

    line: Line
    asks: bool
    explained: str


@dataclass(frozen=True, slots=True)
class Outlook:
    """What may be expected: the method in a sentence, from which difference on a line is explained, and once amounts were typed the sum.

    `costs` and `income` are empty, and `computed` is None, before that. It binds nobody: the municipality decides (Awb 4:46).
    """

    method: str
    share: int
    floor_cents: int
    costs: Sequence[Row] = ()
    income: Sequence[Row] = ()
    computed: Computed | None = None
    all_done: bool = True
    missing: Sequence[str] = ()
    """What the account should have with it and has not, by what is asked. It can be sent without."""

    @property
    def sums(self) -> tuple[int, int, int]:
        """The costs as budgeted, as they came out, and the difference, in cents."""
        budgeted = sum(one.line.budgeted_cents for one in self.costs)
        actual = sum(one.line.actual_cents for one in self.costs)
        return budgeted, actual, actual - budgeted

    @property
    def sum(self) -> Sequence[str]:
        """The sum of the amount, without its last sentence: what is determined is for the municipality to say."""
        return self.computed.sentences[:-1] if self.computed else ()

    @property
    def unexplained(self) -> int:
        """How many lines still ask for an explanation."""
        return sum(one.asks and not one.explained for one in (*self.costs, *self.income))


def look(sheet: taking.Sheet) -> Outlook | None:
    """What an account leads to; None where nothing was granted."""
    case = sheet.asked.case
    if case is None or case.granted_cents is None:
        return None
    figures = case.round.figures
    rule = DeviationRule.of(figures)
    known = Outlook(promised(figures, case.granted_cents, case.regime), int(rule.share * 100), rule.floor_cents)
    if not sheet.form.is_bound or not sheet.form.is_valid():
        return known
    given = sheet.form.payload()
    assert isinstance(given, Account)
    rows = [Row(one, rule.asks(one), given.explained.get(one.key, "").strip()) for one in _lines(case, given)]
    costs = [one for one in rows if one.line.side == COSTS]
    counted = [Counted(one.line.label, one.line.budgeted_cents, one.line.actual_cents) for one in costs]
    found = compute(figures, case.granted_cents, given.actual_cents, counted)
    income = [one for one in rows if one.line.side != COSTS]
    asked = Grant(scheme_of(case.round.scheme_version_id), figures, case.granted_cents).missing(given.answers)
    missing = [one.label for one in asked]
    return replace(known, costs=costs, income=income, computed=found, all_done=given.all_done, missing=missing)


def _lines(case: Application, given: Account) -> Sequence[Line]:
    """The account beside the budget that was sent last; none where they do not fit, which the door says."""
    budget = sent([case])[case.pk].answers.get("begroting")
    if not budget or any(len(budget.get(side, ())) != len(given.actuals[side]) for side in SIDES):
        return ()
    return tuple(lines(budget, given.actuals))
