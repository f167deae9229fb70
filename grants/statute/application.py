"""What the law asks of every step of the application, from idea to final account."""

from __future__ import annotations

from grants import guards, payloads
from grants.effects import intake, money, monitoring, suspension, terms
from grants.effects.account_change import PayOnAccount, VerifyAccount
from grants.effects.letters import Write
from grants.facts import ROUND, load_cases
from grants.models import Application
from grants.payloads import ByDecision
from grants.statute import correcting, following, receiving
from grants.statute.account_change import accounts
from workflow.registry import Rules


def application() -> Rules:
    """The application: from idea to final account."""
    return Rules(
        Application,
        load_cases,
        along=ROUND,
        spans=lambda changes: [*accounts(changes), *receiving.others(changes)],
        payloads={
            **receiving.PAYLOADS,
            **correcting.PAYLOADS,
            "register_idea": payloads.Idea, "advise_idea": payloads.Advice, "refer_idea": payloads.Advice, "draft": payloads.Start,
            **following.PAYLOADS,
            **dict.fromkeys(["award", "determine_directly", "reject", "set_aside", "determine", "prize", "recover"], ByDecision),
            "suspend_payments": payloads.Suspicion, "change_account": payloads.ByAccount,
            "verify_account": payloads.NameCheck,
        },
        guards={
            "award": [guards.FromReserveList()],
            **receiving.GUARDS,
            **correcting.GUARDS,
            "register_idea": [guards.RoundOpened(), guards.InScheme()],
            **dict.fromkeys(["advise_idea", "invite", "refer_idea"], (guards.InScheme(),)),
            "draft": [guards.RoundOpened()],
            **following.GUARDS,
            "verify_account": [guards.AccountOwn()],
            **dict.fromkeys(["suspend_payments", "lift_suspension"], (guards.MaySuspend(),)),
        },
        effects={
            **receiving.EFFECTS,
            **correcting.EFFECTS,
            **following.EFFECTS,
            "register_idea": [intake.TakeIdea()],
            "draft": [intake.StartDraft()],
            "award": [money.Commit(), terms.Start("objection_term"), terms.Start("payment_term"), terms.OweOpinion(),
                monitoring.ImposeObligations()],
            "determine_directly": [money.Commit(), terms.Start("objection_term"), terms.Start("payment_term"),
                monitoring.ImposeObligations()],
            "reject": [terms.Start("objection_term")],
            "set_aside": [terms.Start("objection_term")],
            "prize": [money.Commit(), terms.Start("objection_term"), terms.Start("payment_term")],
            "suspend_payments": [suspension.SuspendPayments(), Write("suspicion_notice")],
            "lift_suspension": [suspension.LiftSuspension()],
            "change_account": [PayOnAccount()],
            "verify_account": [VerifyAccount()],
            "determine": [money.Settle(), terms.Start("objection_term"), terms.Start("payment_term")],
            "recover": [terms.Start("objection_term"), terms.Start("payment_term")],
        },
    )  # fmt: skip
