"""What comes with each step of the grants machines, by the moment in the life of a case."""

from grants.payloads.account_change import ByAccount, NameCheck, NewAccount
from grants.payloads.accounting import Account, Intention, Reminding, ReportOwed, ReportText
from grants.payloads.amounts import LARGEST_CENTS
from grants.payloads.assessing import Consensus, Findings, Interest, Scoring
from grants.payloads.correcting import Because, BetterFindings, ByParty, NewParty, Why
from grants.payloads.deciding import WRONG_SCHEME, ByDecision, Draft, Resolution
from grants.payloads.desk import Answer, Away, Contact, Handing, Help
from grants.payloads.intake import (
    JUDGED_WITHOUT,
    SET_ASIDE,
    Advice,
    Completion,
    CompletionRequest,
    Filing,
    Idea,
    Merging,
    Start,
    Withdrawal,
)
from grants.payloads.letters import LetterOrder
from grants.payloads.message import Beginning, Reply, ReplyHome, Writing
from grants.payloads.monitoring import CheckPlan, Deviation, Imposed, Note, Seen
from grants.payloads.objecting import ByPost, Objecting, ObjectionOutcome
from grants.payloads.paying import (
    ByOrder,
    Credited,
    Doubt,
    Mistake,
    Order,
    Proposal,
    Receipt,
    Returned,
    Suspicion,
)
from grants.payloads.receipt import OnPaper, ReceiptCorrection
from grants.payloads.rounds import CeilingChange, NoInterest, PlanWithdrawal, Remainder, RoundPlan, Sample, Seed
from grants.payloads.terms import Delay, Extension, Resumption, Standstill

__all__ = [
    "JUDGED_WITHOUT",
    "LARGEST_CENTS",
    "SET_ASIDE",
    "WRONG_SCHEME",
    "Account",
    "Advice",
    "Answer",
    "Away",
    "Because",
    "Beginning",
    "BetterFindings",
    "ByAccount",
    "ByDecision",
    "ByOrder",
    "ByParty",
    "ByPost",
    "CeilingChange",
    "CheckPlan",
    "Completion",
    "CompletionRequest",
    "Consensus",
    "Contact",
    "Credited",
    "Delay",
    "Deviation",
    "Doubt",
    "Draft",
    "Extension",
    "Filing",
    "Findings",
    "Handing",
    "Help",
    "Idea",
    "Imposed",
    "Intention",
    "Interest",
    "LetterOrder",
    "Merging",
    "Mistake",
    "NameCheck",
    "NewAccount",
    "NewParty",
    "NoInterest",
    "Note",
    "Objecting",
    "ObjectionOutcome",
    "OnPaper",
    "Order",
    "PlanWithdrawal",
    "Proposal",
    "Receipt",
    "ReceiptCorrection",
    "Remainder",
    "Reminding",
    "Reply",
    "ReplyHome",
    "ReportOwed",
    "ReportText",
    "Resolution",
    "Resumption",
    "Returned",
    "RoundPlan",
    "Sample",
    "Scoring",
    "Seed",
    "Seen",
    "Standstill",
    "Start",
    "Suspicion",
    "Why",
    "Withdrawal",
    "Writing",
]
