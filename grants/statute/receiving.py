"""What the law asks of an application until it is assessed: how it came in, what was missing, and the term to decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from grants import guards, payloads
from grants.effects import correcting, intake, receipt, standstill
from grants.models import Application

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from workflow.facts import Change, Payload
    from workflow.scheme import Effect, Guard

PAYLOADS: Mapping[str, type[Payload]] = {
    "file": payloads.Filing,
    "request_completion": payloads.CompletionRequest,
    "complete": payloads.Completion,
    "withdraw": payloads.Withdrawal,
    "correct_receipt": payloads.ReceiptCorrection,
    "suspend": payloads.Standstill,
    "resume": payloads.Resumption,
    "extend_term": payloads.Extension,
    "notify_delay": payloads.Delay,
    "merge": payloads.Merging,
    "absorb": payloads.Merging,
}

GUARDS: Mapping[str, Sequence[Guard]] = {
    "file": [
        guards.RoundOpened(), guards.OwnParties(), guards.OneResponsible(), guards.PartnersKnown(), guards.ReceiptSound(),
        guards.DrawKeyPublished(), guards.Identified(), guards.AnswersValid(),
    ],
    "intake": [guards.ReceiptLookedAt()],
    "request_completion": [guards.RepairDateAhead(), guards.MissingIsAsked()],
    "complete": [guards.ReceiptSound(), guards.AnswersValid()],
    "take_up": [guards.CompletionLapsed()],
    "withdraw": [guards.ReceiptSound()],
    "confirm_receipt": [guards.SecondLook()],
    "correct_receipt": [guards.AnotherCorrects()],
    "suspend": [guards.TermRuns(), guards.TermOfApplication(), guards.Suspendable()],
    "resume": [guards.Suspended()],
    "extend_term": [guards.TermRuns(), guards.TermOfApplication(), guards.PowerToExtend()],
    "notify_delay": [guards.TermRuns(), guards.ExpectedAhead()],
    "merge": [guards.SameApplication()],
}  # fmt: skip

EFFECTS: Mapping[str, Sequence[Effect]] = {
    "file": [receipt.TakeReceipt(), receipt.TakeParticipants()],
    "intake": [intake.FindComplete()],
    "request_completion": [intake.AskCompletion(), standstill.AskedToComplete()],
    "complete": [
        intake.ReceiveCompletion(),
        receipt.TakeReceipt(),
        standstill.Completed(),
        correcting.AnnulDrafts(("set_aside",)),
    ],
    "take_up": [intake.TakeUp()],
    "withdraw": [receipt.TakeReceipt(), correcting.AnnulDrafts()],
    "confirm_receipt": [receipt.ConfirmReceipt()],
    "correct_receipt": [receipt.CorrectReceipt(), standstill.Restart()],
    "suspend": [standstill.StandStill()],
    "resume": [standstill.RunOn()],
    "extend_term": [standstill.Extend()],
    "notify_delay": [standstill.Notify()],
    "merge": [receipt.Merge()],
}


def others(changes: Sequence[Change]) -> list[QuerySet[Any, Any]]:
    """The streams that merging touches besides its own: those of the applications that go on."""
    named = [change.payload.other for change in changes if isinstance(change.payload, payloads.Merging)]
    return [Application.objects.filter(pk__in=named).values("stream")] if named else []
