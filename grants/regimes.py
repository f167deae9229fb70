"""By which regime a grant is accounted for and determined: by the granted amount, frozen on the award (Awb 4:43 to 4:47). Pure; cents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

DIRECT, EX_OFFICIO, ACTIVITY_REPORT = "direct", "ex_officio", "activity_report"
METHOD, FINANCIAL_REPORT, AUDIT_OPINION = "method", "financial_report", "audit_opinion"
OPINION = "controleverklaring"
"""The kind of report in which an accountant gives an opinion."""

LABELS = {
    DIRECT: "direct vastgesteld",
    EX_OFFICIO: "ambtshalve, met steekproef",
    ACTIVITY_REPORT: "verslag van de activiteiten",
    METHOD: "kosten volgens de berekening in ons besluit",
    FINANCIAL_REPORT: "verslag met kosten per regel",
    AUDIT_OPINION: "verslag met kosten per regel en een controleverklaring",
}
NAMED = {"ex_officio_after_report": ACTIVITY_REPORT, METHOD: METHOD, DIRECT: DIRECT}
"""What a round means that names one regime for all its grants."""


@dataclass(frozen=True, slots=True)
class Band:
    """Grants up to and with an amount fall under a regime; None is without limit."""

    through_cents: int | None
    regime: str


TABLE: tuple[tuple[date, tuple[Band, ...]], ...] = (
    (
        date(2024, 1, 1),
        (
            Band(5_000_00, DIRECT),
            Band(24_999_99, EX_OFFICIO),
            Band(124_999_99, ACTIVITY_REPORT),
            Band(None, AUDIT_OPINION),
        ),
    ),
)
"""The bands that hold from a day on where a round sets none: proposed, after the model regulation and the threshold of 125,000 euros."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What must lie there, accepted, before a grant of a regime is determined."""

    report: bool = False
    account: bool = False
    lines: bool = False
    opinion: bool = False


EVIDENCE = {
    DIRECT: Evidence(),
    EX_OFFICIO: Evidence(),
    ACTIVITY_REPORT: Evidence(report=True),
    METHOD: Evidence(report=True, account=True),
    FINANCIAL_REPORT: Evidence(report=True, account=True, lines=True),
    AUDIT_OPINION: Evidence(report=True, account=True, lines=True, opinion=True),
}


def bands(figures: Mapping[str, Any], on: date) -> tuple[Band, ...]:
    """The bands of a round: its own `regimes` (pairs of amount and regime), or those of the table on a day."""
    if own := figures.get("regimes"):
        return tuple(Band(through, regime) for through, regime in own)
    return next(rows for since, rows in reversed(TABLE) if since <= on)


def regime_of(figures: Mapping[str, Any], granted_cents: int, on: date, *, direct: bool = False) -> str:
    """The regime of a grant: what the round names, else by its amount. What was awarded first is never determined directly.

    >>> [regime_of({}, cents, date(2026, 1, 1)) for cents in (5_000_00, 24_999_99, 25_000_00, 125_000_00)]
    ['ex_officio', 'ex_officio', 'activity_report', 'audit_opinion']
    >>> regime_of({"regime": "method"}, 10_000_00, date(2026, 1, 1)), regime_of({}, 1, date(2026, 1, 1), direct=True)
    ('method', 'direct')
    """
    if direct:
        return DIRECT
    found = NAMED.get(figures.get("regime", "")) or next(
        band.regime for band in bands(figures, on) if band.through_cents is None or granted_cents <= band.through_cents
    )
    return EX_OFFICIO if found == DIRECT else found
