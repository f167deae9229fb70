"""What the law asks of every step of the application, from idea to final account."""

from __future__ import annotations

from grants import guards, payloads
from grants.effects import accounting, intake, money, sampling, suspension, terms
from grants.effects.account_change import PayOnAccount, VerifyAccount
from grants.effects.letters import Write
from grants.facts import ROUND, load_cases
from grants.models import Application
from grants.payloads import ByDecision
from grants.statute.account_change import accounts
from workflow.registry import Rules


def application() -> Rules:
    """The application: from idea to final account."""
    return Rules(
        Application,
        load_cases,
        along=ROUND,
        spans=accounts,
        payloads={
            "register_idea": payloads.Idea, "advise_idea": payloads.Advice, "refer_idea": payloads.Advice, "draft": payloads.Start,
            "file": payloads.Filing, "request_completion": payloads.CompletionRequest, "complete": payloads.Completion,
            "withdraw": payloads.Withdrawal, "account": payloads.Account, "ask_view": payloads.Intention,
            **dict.fromkeys(["award", "determine_directly", "reject", "set_aside", "determine", "prize", "recover"], ByDecision),
            "suspend_payments": payloads.Suspicion, "change_account": payloads.ByAccount,
            "verify_account": payloads.NameCheck,
        },
        guards={
            "register_idea": [guards.RoundOpened(), guards.InScheme()],
            **dict.fromkeys(["advise_idea", "invite", "refer_idea"], (guards.InScheme(),)),
            "draft": [guards.RoundOpened()],
            "file": [guards.RoundOpened(), guards.OwnParties(), guards.DrawKeyPublished(), guards.Identified(), guards.AnswersValid()],
            "ask_view": [guards.IntentionFits()],
            "account": [guards.AccountFits(), guards.DeviationsExplained()],
            "request_completion": [guards.RepairDateAhead(), guards.MissingIsAsked()],
            "complete": [guards.AnswersValid()],
            "verify_account": [guards.AccountOwn()],
            **dict.fromkeys(["suspend_payments", "lift_suspension"], (guards.MaySuspend(),)),
        },
        effects={
            "register_idea": [intake.TakeIdea()],
            "draft": [intake.StartDraft()],
            "request_completion": [intake.AskCompletion(), terms.Suspend()],
            "complete": [intake.ReceiveCompletion(), terms.Resume()],
            "intake": [intake.FindComplete()],
            "award": [money.Commit(), terms.Start("objection_term"), terms.Start("payment_term"), terms.OweOpinion()],
            "determine_directly": [money.Commit(), terms.Start("objection_term"), terms.Start("payment_term")],
            "reject": [terms.Start("objection_term")],
            "set_aside": [terms.Start("objection_term")],
            "prize": [money.Commit(), terms.Start("objection_term"), terms.Start("payment_term")],
            "account": [accounting.TakeAccount()],
            "suspend_payments": [suspension.SuspendPayments(), Write("suspicion_notice")],
            "lift_suspension": [suspension.LiftSuspension()],
            "change_account": [PayOnAccount()],
            "verify_account": [VerifyAccount()],
            "ask_view": [Write("hearing_intention")],
            "sample": [sampling.TakeSample()],
            "determine": [money.Settle(), terms.Start("objection_term"), terms.Start("payment_term")],
            "recover": [terms.Start("objection_term"), terms.Start("payment_term")],
        },
    )  # fmt: skip
