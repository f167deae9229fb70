"""How less than was granted comes about: reckoned and put in words the same in the intention as in the decision."""

from __future__ import annotations

from documents.letters import LetterIncomplete
from documents.letters.settlement import LowerGround
from documents.letters.tables import Calculation, CalculationRow, CostRow, CostTable, RowKind, is_share
from grants.determining import BUDGET_LINES, cost_lines, entitled_cents
from grants.letters import amounts
from grants.letters.dossier import Dossier

DETERMINED = "Vastgestelde subsidie"


def ground(code: str, field: str) -> LowerGround:
    """The ground by its letter: "a", or at the end of "4:46(2)a". Raises `LetterIncomplete` for another, naming the field."""
    letter = code.removeprefix("4:46(2)")
    if letter not in tuple(LowerGround):
        why = f"kent de grond ‘{code}’ niet" if code else "ontbreekt"
        raise LetterIncomplete(field, "Awb 4:46(2)", why)
    return LowerGround(letter)


def actual_costs(dossier: Dossier) -> int:
    """The actual costs in cents, as they were accounted for; else as the draft of a decision says."""
    if dossier.account:
        return dossier.account.actual_cents
    found: int = dossier.details.get("actual_cents", 0) if dossier.facts.decision else 0
    return found


def cost_table(dossier: Dossier) -> CostTable | None:
    """The costs line by line, where the award counts them so."""
    rows = cost_lines(dossier.need("account_lines"))
    if dossier.figures.get("determination_method") != BUDGET_LINES or not rows:
        return None
    return CostTable(
        rows=tuple(
            CostRow(
                label=row.label,
                budgeted_cents=row.budgeted_cents,
                spent_cents=row.actual_cents,
                counted_cents=row.counted_cents,
            )
            for row in rows
        ),
        budgeted_cents=sum(row.budgeted_cents for row in rows),
        spent_cents=sum(row.actual_cents for row in rows),
        counted_cents=sum(row.counted_cents for row in rows),
    )


def calculation(dossier: Dossier, to_cents: int, total_label: str = DETERMINED) -> Calculation:
    """From what the award entitles to by its method to an amount below the grant; what no method explains is the lowering itself."""
    rows = _method_rows(dossier, to_cents)
    if rows[-1].amount_cents < to_cents:
        rows = [_granted(dossier)]
    if rows[-1].amount_cents > to_cents:
        rows.append(CalculationRow(label="Verlaging", amount_cents=to_cents - rows[-1].amount_cents))
    return Calculation(rows=tuple(rows), total_label=total_label, total_cents=to_cents)


def _granted(dossier: Dossier) -> CalculationRow:
    return CalculationRow(label="Toegekende subsidie", amount_cents=dossier.case.granted_cents or 0)


def _method_rows(dossier: Dossier, to_cents: int) -> list[CalculationRow]:
    """The costs and their share up to the grant, or the grant down to what the costs bear out; each row gives the amount so far."""
    granted, actual, percent = _granted(dossier), actual_costs(dossier), amounts.percent_of(dossier)
    lines = cost_lines(dossier.need("account_lines"))
    if dossier.figures.get("determination_method") == BUDGET_LINES and lines:
        counted = entitled_cents(dossier.figures, granted.amount_cents, actual, lines)
        return [granted, CalculationRow(label="Wat volgens uw kosten meetelt", amount_cents=counted, kind=RowKind.CAP)]
    if percent and actual:
        share = to_cents if is_share(to_cents, percent, actual) else (actual * percent + 50) // 100
        rows = [
            CalculationRow(label="Uw werkelijke kosten", amount_cents=actual),
            CalculationRow(label=f"Daarvan {percent}%", amount_cents=share, kind=RowKind.SHARE, percent=percent),
        ]
        cap = CalculationRow(
            label="Hoogstens de toegekende subsidie", amount_cents=granted.amount_cents, kind=RowKind.CAP
        )
        return [*rows, cap] if cap.amount_cents < share else rows
    spent = CalculationRow(label="Uw werkelijke kosten", amount_cents=actual, kind=RowKind.CAP)
    return [granted, spent] if actual == to_cents else [granted]
