"""What the demo tells at the end: the funnel counted from the database, and the ledger per budget line."""

from __future__ import annotations

from collections.abc import Iterator

from budgets import checker
from budgets.chart import chart
from budgets.figures import euro
from budgets.ledger import available
from grants.models import Application, Decision, Round, Version
from workflow.models import Event

ANNOUNCED = {"state": Decision.ANNOUNCED}


def funnel() -> list[tuple[str, int]]:
    """The Challenge from ideas to prizes, counted."""
    mine = Application.objects.filter(round__code="OC-2026")
    decided = Decision.objects.filter(application__in=mine, **ANNOUNCED)
    ideas = Event.objects.filter(machine="application", action="register_idea", subject__in=mine.values("pk")).count()
    plans = Version.objects.filter(application__in=mine, number=1).count()
    return [
        ("ideeën", ideas),
        ("plannen", plans),
        ("verleend", decided.filter(kind="award").count()),
        ("prijzen", decided.filter(kind="prize").count()),
        ("vastgesteld", decided.filter(kind__in=["determination", "lower_determination"]).count()),
    ]


def bars(rows: list[tuple[str, int]], width: int = 48) -> Iterator[str]:
    """The funnel as a picture of text."""
    most = max(count for _, count in rows) or 1
    for name, count in rows:
        yield f"  {name:<12} {'█' * max(1, round(count * width / most))} {count}"


def outcomes() -> Iterator[str]:
    """How each round ended: in how many applications of which state, and for how much."""
    for round_ in Round.objects.order_by("code"):
        cases = Application.objects.filter(round=round_)
        granted = sum(filter(None, cases.values_list("granted_cents", flat=True)))
        if cases.exists():
            left = euro(available(round_.ceiling_book))
            yield f"  {round_.code:<12} {cases.count():>4} zaken   verleend {euro(granted):>14}   nog onder het plafond {left:>14}"


POTS = ("authorised", "available", "reserved", "committed", "advanced", "paid", "recoverable")
HEADS = ("begroot", "vrij", "reservering", "verplicht", "voorschot", "besteed", "terug")


def ledger() -> Iterator[str]:
    """The lines on which something happened, with what stands in each pot, in euros."""
    yield "  " + f"{'in euro':<20}" + "".join(f"{head:>13}" for head in HEADS)
    for line in _used():
        figures = "".join(f"{_figure(getattr(line, pot)):>13}" for pot in POTS)
        yield f"  {line.code + ' ' + str(line.year):<20}{figures}"


def picture() -> str:
    """The same as a picture."""
    return chart(_used(), "Het grootboek van de demo, per begrotingspost")


def _used() -> list[checker.LineReport]:
    return [line for line in checker.report() if line.authorised != line.available]


def _figure(cents: int) -> str:
    return euro(cents).split("\u00a0")[-1] if cents else "-"
