"""What the law asks of a grant that runs: following it, accounting for it, and asking a view before a decision against the recipient."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from grants import guards, payloads
from grants.effects import accounting, monitoring, receipt, sampling
from grants.effects.letters import Write

if TYPE_CHECKING:
    from workflow.facts import Payload
    from workflow.scheme import Effect, Guard

PAYLOADS: Mapping[str, type[Payload]] = {
    "account": payloads.Account,
    "ask_view": payloads.Intention,
    "remind": payloads.Reminding,
    "report_deviation": payloads.Deviation,
}

GUARDS: Mapping[str, Sequence[Guard]] = {
    "account": [guards.ReceiptSound(), guards.AccountFits(), guards.DeviationsExplained(), guards.AnswersAfterwards()],
    "ask_view": [guards.IntentionFits()],
    "plan_monitoring": [guards.PlanRuns()],
    "remind": [guards.ReportOverdue()],
}

EFFECTS: Mapping[str, Sequence[Effect]] = {
    "account": [accounting.TakeAccount(), receipt.TakeReceipt()],
    "ask_view": [Write("hearing_intention")],
    "plan_monitoring": [monitoring.PlanChecks()],
    "remind": [Write("reminder")],
    "report_deviation": [monitoring.SignalDeviation(), Write("deviation_receipt")],
    "sample": [sampling.TakeSample()],
}
