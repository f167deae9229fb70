"""What comes with each step of the grants machines, by the moment in the life of a case."""

from grants.payloads.account_change import ByAccount, NameCheck, NewAccount
from grants.payloads.accounting import Account, Intention, ReportOwed, ReportText
from grants.payloads.amounts import LARGEST_CENTS
from grants.payloads.assessing import Findings, Interest, Scoring
from grants.payloads.deciding import ByDecision, Draft
from grants.payloads.intake import Advice, Completion, CompletionRequest, Filing, Idea, Start, Withdrawal
from grants.payloads.letters import LetterOrder
from grants.payloads.paying import (
    ByOrder,
    Credited,
    Mistake,
    Order,
    Proposal,
    Receipt,
    Returned,
    Suspicion,
)
from grants.payloads.rounds import CeilingChange, Remainder, RoundPlan, Sample, Seed

__all__ = [
    "LARGEST_CENTS",
    "Account",
    "Advice",
    "ByAccount",
    "ByDecision",
    "ByOrder",
    "CeilingChange",
    "Completion",
    "CompletionRequest",
    "Credited",
    "Draft",
    "Filing",
    "Findings",
    "Idea",
    "Intention",
    "Interest",
    "LetterOrder",
    "Mistake",
    "NameCheck",
    "NewAccount",
    "Order",
    "Proposal",
    "Receipt",
    "Remainder",
    "ReportOwed",
    "ReportText",
    "Returned",
    "RoundPlan",
    "Sample",
    "Scoring",
    "Seed",
    "Start",
    "Suspicion",
    "Withdrawal",
]
