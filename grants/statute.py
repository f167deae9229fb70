"""What the law asks of every scheme: the guards and effects of the statutory steps, to which a scheme adds its own.

One table per machine. A step that is not named here needs no more than the right person, the right state and what the scheme adds.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from budgets.models import Payment
from documents.models import Letter, Rendered
from grants import guards, payloads
from grants.effects import assessment, intake, money, terms
from grants.effects import rounds as round_effects
from grants.effects.letters import Write
from grants.facts import CASE, PARTY, ROUND, load_cases
from grants.letters import Compose
from grants.models import Application, Assessment, Decision, Inspection, Report, Round
from grants.models.decision import Part, parts_json
from grants.payloads import ByDecision
from grants.rounds import (
    CarriesOver,
    CodeFree,
    EverythingReady,
    SeedAsPublished,
    WindowClosed,
    WindowOpen,
    dossiers,
    load_rounds,
)
from workflow.canonical import canonical
from workflow.facts import Change, Facts, Product, Send, Set, Then
from workflow.registry import Loading, Rules, bare, register
from workflow.scheme import Effect

if TYPE_CHECKING:
    from grants.facts import CaseFacts

Kind = Decision.Kind

CONSEQUENCES: dict[str, str] = {
    Kind.AWARD: "award",
    Kind.REFUSAL: "reject",
    Kind.SET_ASIDE: "set_aside",
    Kind.DETERMINATION: "determine",
    Kind.LOWER_DETERMINATION: "determine",
    Kind.PRIZE: "prize",
    Kind.RECOVERY: "recover",
}
"""The step of the application that follows from announcing each kind of decision; what was never awarded is determined directly."""


def _rest(facts: CaseFacts) -> tuple[Part, ...]:
    """What a determination pays when the draft leaves it to the engine: all that is still owed."""
    final = facts.payload.kind in (Kind.DETERMINATION, Kind.LOWER_DETERMINATION)
    return guards.remaining(facts) if final and not guards.gives(facts.payload.kind, facts.application) else ()


class TakeDraft(Effect):
    """Write down a draft decision."""

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """All of the decision."""
        draft = facts.payload
        yield Set(
            {
                "application_id": draft.application,
                "kind": draft.kind,
                "amount_cents": draft.amount_cents,
                "gives": guards.gives(draft.kind, facts.application),
                "parts": parts_json(draft.parts or _rest(facts)),
                "details": canonical(draft.details),
                "ground": draft.ground,
                "reason": draft.reason,
                "view": draft.view,
            }
        )


class TakeSignature(Effect):
    """Who signed, when, and under which mandate (Awb 10:10)."""

    NEEDS = frozenset({"mandates"})

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """Signer, day and mandate in the row."""
        decision = facts.decision
        assert decision is not None
        mandate = guards.covering(facts, decision.kind, decision.amount_cents)[0]
        yield Set({"signed_by": facts.actor.person, "signed_on": facts.today, "mandate": mandate.reference})


class Announce(Effect):
    """The announcement: the day, and the step of the application that follows in the same act."""

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """Day and consequence."""
        decision, case = facts.decision, facts.application
        assert decision is not None
        action = CONSEQUENCES[decision.kind]
        if action == "determine" and case.state == Application.ASSESSED:
            action = "determine_directly"
        yield Set({"announced_on": facts.today})
        yield Then(Change("application", action, case.pk, ByDecision(decision.pk)))


class MonitorFromAdvance(Effect):
    """Once money has been paid in advance the plan is under way, and is followed."""

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """The step that follows, the first time."""
        if facts.application.state == Application.AWARDED:
            yield Then(Change("application", "monitor", facts.application.pk))


class SendToWorker(Effect):
    """After commit a worker renders the letter."""

    def products(self, facts: Facts) -> Iterable[Product]:
        """The message to the worker."""
        yield Send("render-letter", facts.row.pk)


class TakeRendering(Effect):
    """The hash of the file, and which renderer made it."""

    def products(self, facts: Facts) -> Iterable[Product]:
        """Both in the row."""
        yield Set({"unsealed_sha256": facts.payload.unsealed_sha256, "renderer": facts.payload.renderer})


def load_letters(loading: Loading) -> Mapping[uuid.UUID, Facts]:
    """A letter is written on the facts of its case, and rendered on its own."""
    return load_cases(loading) if isinstance(loading.changes[0].payload, payloads.LetterOrder) else bare(loading)


def application() -> Rules:
    """The application: from idea to final account."""
    return Rules(
        Application,
        load_cases,
        along=ROUND,
        payloads={
            "register_idea": payloads.Idea, "advise_idea": payloads.Advice, "refer_idea": payloads.Advice, "draft": payloads.Start,
            "file": payloads.Filing, "request_completion": payloads.CompletionRequest, "complete": payloads.Completion,
            "withdraw": payloads.Withdrawal, "account": payloads.Account, "ask_view": payloads.Intention,
            **dict.fromkeys(["award", "determine_directly", "reject", "set_aside", "determine", "prize", "recover"], ByDecision),
        },
        guards={
            "register_idea": [guards.RoundOpened(), guards.InScheme()],
            **dict.fromkeys(["advise_idea", "invite", "refer_idea"], (guards.InScheme(),)),
            "draft": [guards.RoundOpened()],
            "file": [guards.RoundOpened(), guards.OwnParties(), guards.DrawKeyPublished(), guards.Identified(), guards.AnswersValid()],
            "request_completion": [guards.RepairDateAhead(), guards.MissingIsAsked()],
            "complete": [guards.AnswersValid()],
        },
        effects={
            "register_idea": [intake.TakeIdea()],
            "draft": [intake.StartDraft()],
            "request_completion": [intake.AskCompletion(), terms.Suspend()],
            "complete": [intake.ReceiveCompletion(), terms.Resume()],
            "intake": [intake.FindComplete()],
            "award": [money.Commit(), terms.Start("objection_term"), terms.Start("payment_term")],
            "determine_directly": [money.Commit(), terms.Start("objection_term"), terms.Start("payment_term")],
            "reject": [terms.Start("objection_term")],
            "set_aside": [terms.Start("objection_term")],
            "prize": [money.Commit(), terms.Start("objection_term"), terms.Start("payment_term")],
            "account": [intake.TakeAccount()],
            "ask_view": [Write("hearing_intention")],
            "determine": [money.Settle(), terms.Start("objection_term"), terms.Start("payment_term")],
            "recover": [terms.Start("objection_term"), terms.Start("payment_term")],
        },
    )  # fmt: skip


def round_() -> Rules:
    """The round."""
    return Rules(
        Round,
        load_rounds,
        payloads={"prepare": payloads.RoundPlan, "close": payloads.Remainder, "rank": payloads.Seed},
        guards={
            "prepare": [CodeFree()],
            "open": [WindowOpen()],
            "close": [WindowClosed(), CarriesOver()],
            "rank": [WindowClosed(), SeedAsPublished(), EverythingReady()],
        },
        effects={
            "prepare": [round_effects.Prepare()],
            "open": [round_effects.Open()],
            "close": [round_effects.CarryOver()],
        },
        spans=dossiers,
    )


def assessments() -> tuple[Rules, Rules]:
    """Assessments and inspections."""
    scoring = [
        guards.OwnAssessment(),
        guards.NoInterest(),
        guards.OnePerAssessor(),
        guards.Assessable(),
        guards.LevelsGiven(),
    ]
    return Rules(
        Assessment,
        load_cases,
        along=CASE,
        payloads={"score": payloads.Scoring, "declare_interest": payloads.Interest},
        guards={
            "score": scoring,
            "lock": [guards.OwnAssessment(), guards.NoInterest(), guards.Assessable()],
            "declare_interest": [guards.OwnAssessment(), guards.OnePerAssessor()],
        },
        effects={
            "score": [assessment.TakeScores()],
            "declare_interest": [assessment.TakeInterest()],
            "lock": [assessment.LockScores()],
        },
    ), Rules(
        Inspection,
        load_cases,
        payloads={"inspect": payloads.Findings},
        guards={"inspect": [guards.NoInterest(), guards.Assessable(), guards.InspectedOnce()]},
        effects={"inspect": [assessment.TakeFindings()]},
    )


def decision() -> Rules:
    """The decision."""
    drafting = [
        guards.KindFits(),
        guards.OneOfAKind(),
        guards.Grounded(),
        guards.HeardFirst(),
        guards.SetAsideInTime(),
        guards.PartsAddUp(),
        guards.PartsInPlace(),
        guards.NothingUnderWay(),
        guards.WithinRequest(),
    ]
    return Rules(
        Decision,
        load_cases,
        along=(*CASE, *PARTY),
        payloads={"draft_decision": payloads.Draft},
        guards={"draft_decision": drafting, "sign": [guards.Mandated()], "announce": [guards.SetAsideInTime()]},
        effects={
            "draft_decision": [TakeDraft(), money.Reserve()],
            "sign": [TakeSignature()],
            "announce": [Announce()],
            "annul": [money.Unreserve()],
        },
    )


def payment() -> Rules:
    """The payment."""
    return Rules(
        Payment,
        load_cases,
        payloads={"propose_payment": payloads.Proposal},
        guards={
            "propose_payment": [guards.Owed()],
            "order_payment": [guards.ThirdSignature()],
            "settle_payment": [guards.AfterOrder()],
        },
        effects={
            "propose_payment": [money.ProposePayment()],
            "approve_payment_third": [money.ThirdApproval()],
            "order_payment": [money.OrderPayment()],
            "settle_payment": [money.BookPayment(), MonitorFromAdvance()],
        },
    )


def reports() -> Rules:
    """The report that an award asks for."""
    return Rules(
        Report,
        load_cases,
        along=CASE,
        payloads={"ask": payloads.ReportOwed, "report": payloads.ReportText},
        effects={"ask": [intake.OweReport()], "report": [intake.TakeReport()]},
    )


def letters() -> Rules:
    """The letter: composed on the facts of the case, rendered by a worker."""
    return Rules(
        Letter,
        load_letters,
        payloads={"request": payloads.LetterOrder, "render": Rendered},
        effects={"request": [Compose(), SendToWorker()], "render": [TakeRendering()]},
    )


def install() -> None:
    """Make the machines of grants known to the door."""
    for rules in (application(), round_(), *assessments(), decision(), payment(), reports(), letters()):
        register(rules)
