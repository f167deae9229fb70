"""How an amount comes about, and when it is paid: the tables of a decision that gives. Amounts in cents."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from budgets.ledger import year_of
from documents.formats import euro, number, ordinal
from documents.letters.award import AwardMethod
from documents.letters.parts import BudgetCondition, Deviation
from documents.letters.tables import Calculation, CalculationRow, PaymentRow, PaymentSchedule, RowKind, is_share
from grants.allocation import AWARDED_PARTLY, Formula, ProRata
from grants.letters.dossier import Dossier
from grants.models.decision import Part
from workflow.law.terms import payment_term


def share_of(dossier: Dossier) -> Fraction | None:
    """The share of the costs that the scheme pays, where it pays one."""
    found: Fraction | None = dossier.figures.get("share") or dossier.figures.get("funding_share")
    return found


def percent_of(dossier: Dossier) -> int | None:
    """The same as whole percents."""
    share = share_of(dossier)
    return int(share * 100) if share and (share * 100).denominator == 1 else None


def calculation(dossier: Dossier) -> Calculation:
    """From the costs, or the formula, to the amount of the decision."""
    amount, maximum = dossier.decision.amount_cents, dossier.figures.get("maximum_cents")
    rows = _formula_rows(dossier) if isinstance(dossier.rule, Formula) else _cost_rows(dossier)
    so_far = _outcome(rows)
    for label, bound in _bounds(dossier):
        if bound is not None and amount <= bound < so_far:
            rows.append(CalculationRow(label=label, amount_cents=bound, kind=RowKind.CAP))
            so_far = bound
    if amount < so_far:
        rows.append(CalculationRow(label=_last_label(dossier), amount_cents=amount, kind=RowKind.CAP))
    total = f"Subsidie (hoogstens {euro(maximum)})" if maximum else "Subsidie"
    return Calculation(rows=tuple(rows), total_label=total, total_cents=amount)


def _outcome(rows: list[CalculationRow]) -> int:
    so_far = 0
    for row in rows:
        so_far = row.after(so_far)
    return so_far


def _formula_rows(dossier: Dossier) -> list[CalculationRow]:
    assert isinstance(dossier.rule, Formula)
    people, area = dossier.answers["inwoners"], dossier.answers["oppervlakte"]
    first = f"Vast bedrag voor een dorp met {number(people)} inwoners"
    second = f"{number(area)} m² maal {euro(dossier.rule.per_m2_cents)} per m²"
    return [
        CalculationRow(label=first, amount_cents=dossier.details["inhabitants_cents"]),
        CalculationRow(label=second, amount_cents=dossier.details["area_cents"]),
    ]


def _cost_rows(dossier: Dossier) -> list[CalculationRow]:
    costs = dossier.costs_cents
    if not costs:
        return [CalculationRow(label="Dit vroeg u", amount_cents=dossier.asked_cents)]
    chosen = "Kosten volgens de gekozen offerte" if dossier.answers.get("offertes") else "Kosten in uw begroting"
    rows = [CalculationRow(label=chosen, amount_cents=costs)]
    share, percent = share_of(dossier), percent_of(dossier)
    if share and percent:
        rows.append(
            CalculationRow(
                label=f"Daarvan {percent}%", amount_cents=int(costs * share), kind=RowKind.SHARE, percent=percent
            )
        )
    above, full = dossier.figures.get("share_above"), dossier.figures.get("full_up_to_cents", 0)
    if above and costs > full:
        own = (costs - full) - int((costs - full) * above)
        rows.append(CalculationRow(label=f"Uw eigen deel van de kosten boven {euro(full)}", amount_cents=-own))
    return rows


def _bounds(dossier: Dossier) -> tuple[tuple[str, int | None], ...]:
    return (
        ("Hoogste bedrag van de regeling", dossier.figures.get("maximum_cents")),
        ("Dit vroeg u", dossier.case.requested_cents),
    )


def _last_label(dossier: Dossier) -> str:
    if isinstance(dossier.rule, Formula | ProRata):
        return "Er is te weinig geld: ieder krijgt hetzelfde deel"
    return "Er was nog over" if _is_remainder(dossier) else "Dit kennen wij toe"


def _is_remainder(dossier: Dossier) -> bool:
    return dossier.place is not None and dossier.place.outcome == AWARDED_PARTLY


def deviations(dossier: Dossier) -> tuple[Deviation, ...]:
    """Why the applicant gets less than was asked; what the ranking does not explain, the officer who drafted it explains."""
    amount, decision = dossier.decision.amount_cents, dossier.decision
    if amount >= dossier.asked_cents:
        return ()
    if isinstance(dossier.rule, Formula):
        return (
            Deviation(
                subject="Te weinig geld",
                reason="Er is te weinig geld voor alle aanvragen. Daarom krijgt ieder hetzelfde deel.",
            ),
        )
    if _is_remainder(dossier):
        minimum = euro(dossier.case.minimum_cents or amount)
        reason = f"Er was nog {euro(amount)} over. U schreef dat uw plan kan met minstens {minimum}."
        return (Deviation(subject="Het geld was bijna op", reason=reason),)
    return (Deviation(subject="Een lager bedrag", reason=decision.reason),) if decision.reason else ()


def method(dossier: Dossier) -> AwardMethod | None:
    """The method (Awb 4:31): where the share of the costs leads to the amount, or the round says so."""
    amount, costs, percent = dossier.decision.amount_cents, dossier.costs_cents, percent_of(dossier)
    if not percent or not costs:
        return None
    stated = dossier.figures.get("regime") == "method" or is_share(amount, percent, costs)
    return AwardMethod(percent=percent, costs_cents=costs) if stated else None


def merged(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """What the recipient notices of the parts: one payment for all books that pay on the same day."""
    seen: dict[tuple[str, date | None], int] = {}
    for part in parts:
        seen[part.kind, part.due_on] = seen.get((part.kind, part.due_on), 0) + part.amount_cents
    return tuple(Part("", kind, due_on, cents) for (kind, due_on), cents in seen.items())


def schedule(dossier: Dossier, *, paid_before: int = 0) -> PaymentSchedule:
    """When the parts of the decision are paid. A part without a day is paid in the term of the law; the rest after the determination."""
    return rows_of(dossier, merged(dossier.decision.payable), paid_before)


def rows_of(dossier: Dossier, parts: tuple[Part, ...], paid_before: int = 0) -> PaymentSchedule:
    """The same for parts that no decision holds."""
    account, total = dossier.party.bank_account, sum(part.amount_cents for part in parts)
    last4 = account.iban[-4:] if account else ""
    return PaymentSchedule(rows=payment_rows(dossier, parts, paid_before), total_cents=total, account_last4=last4)


def payment_rows(dossier: Dossier, parts: tuple[Part, ...], paid_before: int = 0) -> tuple[PaymentRow, ...]:
    """The payments alone, where all of them may wait for the determination."""
    soon = payment_term(dossier.today).deadline
    total = sum(part.amount_cents for part in parts)
    return tuple(
        PaymentRow(
            what=_what(parts, n, paid_before, total),
            amount_cents=part.amount_cents,
            due_on=None if part.kind == "rest" else part.due_on or soon,
        )
        for n, part in enumerate(parts)
    )


def _what(parts: tuple[Part, ...], number_: int, paid_before: int, total: int) -> str:
    part, advances = parts[number_], sum(one.kind == "advance" for one in parts)
    exact = Fraction(part.amount_cents * 100, total)
    share = f" ({exact}%)" if exact.denominator == 1 else ""
    if part.kind == "rest":
        return f"Laatste deel{share}, na ons besluit over het eindbedrag"
    if part.kind == "advance":
        if advances > 1:
            return f"{ordinal(number_ + 1).capitalize()} voorschot"
        return "Voorschot: het hele bedrag" if len(parts) == 1 else f"Voorschot{share}"
    if number_ == len(parts) - 1 and (paid_before or number_):
        return "Laatste deel"
    return (
        f"{ordinal(paid_before + number_ + 1).capitalize()} deel"
        if paid_before or len(parts) > 1
        else "Het hele bedrag"
    )


def budget_condition(dossier: Dossier) -> BudgetCondition | None:
    """The parts that rest on a budget which the council has still to adopt (Awb 4:34)."""
    adopted = dossier.need("adopted")
    open_ = [
        part
        for part in dossier.decision.payable
        if not adopted.get(part.book, year_of(part.book) <= dossier.today.year)
    ]
    if not open_:
        return None
    years = tuple(sorted({year_of(part.book) for part in open_}))
    return BudgetCondition(years=years, amount_cents=sum(part.amount_cents for part in open_))
