"""The tale of the demo itself: run again it changes nothing, what it tells is what stands in the database, and all of it adds up."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command

from budgets import checker
from grants.demo import report
from tests.invariants import tables
from workflow.verify import verify

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_the_end")]


def spoken(text: str) -> list[str]:
    """A line of a report as words, without its columns."""
    return text.replace("\u00a0", " ").split()


def test_a_second_run_of_the_demo_changes_no_row_of_any_table() -> None:
    before = tables.everything()
    told = io.StringIO()
    call_command("demo", workers=0, stdout=told)
    assert tables.everything() == before
    assert len(before["workflow_event"]) > 2000


def test_the_demo_tells_the_funnel_and_shows_what_verify_says() -> None:
    told = io.StringIO()
    call_command("demo", workers=0, stdout=told)
    lines = [spoken(line) for line in told.getvalue().splitlines()]
    counted = [(words[0], int(words[-1])) for words in lines if words and words[0] in dict(report.funnel())]
    assert counted == [("ideeën", 104), ("plannen", 48), ("verleend", 31), ("prijzen", 3), ("vastgesteld", 31)]
    assert [words[1:] for words in lines if words[:1] == ["✓"]] == [
        [f"{verify().events}", "gebeurtenissen", "in", f"{verify().chains}", "ketens"], ["bewaking", "in", "de", "database"],
        ["geld:", "elke", "pot", "opnieuw", "opgeteld"], ["naspelen:", "elke", "rij", "opnieuw", "opgebouwd"],
    ]  # fmt: skip
    assert next(words for words in lines if words[:1] == ["verify:"])[1] == "grants_ranking"


def test_the_report_gives_every_round_and_every_line_with_its_figures() -> None:
    assert [spoken(line) for line in report.outcomes()] == [
        f"{code} {cases} zaken verleend € {granted} nog onder het plafond € {left}".split()
        for code, cases, granted, left in (
            ("DH-A-2026", 12, "24.084,80", "915,20"), ("DH-B-2026", 10, "217.863,30", "2.136,70"),
            ("IA-2026-T1", 4, "19.050,00", "0,00"), ("IA-2026-T2", 4, "14.600,00", "0,00"), ("IA-2026-T3", 3, "12.450,00", "0,00"),
            ("IA-2026-T4", 2, "4.200,00", "70.700,00"), ("OC-2026", 104, "111.100,00", "1.400,00"),
        )
    ]  # fmt: skip
    assert [spoken(line) for line in report.ledger()][1:] == [
        line.split()
        for line in (
            "12.2-TENBOER 2026 60.000,00 59.000,00 - - - 1.000,00 -",
            "4.1.1-IA 2026 120.000,00 70.700,00 - - 31.300,00 18.000,00 -",
            "4.1.1-OC 2026 112.500,00 1.935,00 - - - 110.565,00 -",
            "4.1.1-OC-PRIJS 2026 15.000,00 - - - - 15.000,00 -",
            "4.1.2-DH-A 2026 25.000,00 915,20 - - - 24.084,80 -",
            "4.1.2-DH-B 2026 60.000,00 1.124,18 - - 47.235,82 10.500,00 1.140,00",
            "4.1.2-DH-B 2027 54.000,00 1.004,18 - 52.995,82 - - -",
            "4.1.2-DH-B 2028 54.000,00 1.004,18 - 52.995,82 - - -",
            "4.1.2-DH-B 2029 54.000,00 2.954,16 - 51.045,84 - - -",
        )
    ]


def test_at_the_end_everything_adds_up() -> None:
    found = verify()
    assert (found.broken, found.guards_missing, found.conservation_differences, found.replay_differences) == (
        [],
        [],
        [],
        [],
    )
    assert checker.differences() == []
