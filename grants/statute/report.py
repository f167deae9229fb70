"""What the law asks of the reports that an award asks for."""

from __future__ import annotations

from grants import guards, payloads
from grants.effects import intake
from grants.facts import CASE, load_cases
from grants.models import Report
from workflow.registry import Rules


def reports() -> Rules:
    """The report that an award asks for."""
    return Rules(
        Report,
        load_cases,
        along=CASE,
        payloads={"ask": payloads.ReportOwed, "report": payloads.ReportText, "reopen_report": payloads.Because},
        guards={
            "report": [guards.ReceiptSound(), guards.AnswersAfterwards()],
            "reopen_report": [guards.AnotherPerson(), guards.ReportStillOpen()],
        },
        effects={"ask": [intake.OweReport()], "report": [intake.TakeReport()]},
    )
