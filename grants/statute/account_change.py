"""What is asked of a change of bank account: four eyes, a name check, and a letter to the address that was known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet

from grants import guards, payloads
from grants.effects import account_change as effects
from grants.effects.correcting import RefuseChange
from grants.facts import CASE, load_cases
from grants.models import AccountChange, Application
from workflow.facts import Change
from workflow.models import Register
from workflow.registers import register_id
from workflow.registry import Rules


def along(changes: Sequence[Change]) -> Iterator[QuerySet[Any, Any]]:
    """The other dossiers that are paid on the account that is replaced, and the register of accounts: an approval locks them."""
    approved = [change.subject for change in changes if change.action == "approve_account"]
    if approved:
        old = AccountChange.objects.filter(pk__in=approved).values("application__bank_account")
        yield Application.objects.filter(bank_account__in=old).values("stream")
        yield Register.objects.filter(pk=register_id("partners")).values("stream")


def accounts(changes: Sequence[Change]) -> Iterator[QuerySet[Any, Any]]:
    """The register of accounts: verifying one in a dossier locks it."""
    if any(change.action == "verify_account" for change in changes):
        yield Register.objects.filter(pk=register_id("partners")).values("stream")


def account_change() -> Rules:
    """The change of bank account."""
    return Rules(
        AccountChange,
        load_cases,
        along=CASE,
        payloads={"ask_account_change": payloads.NewAccount, "check_account": payloads.NameCheck},
        guards={
            "ask_account_change": [guards.OneChangeAtATime()],
            "check_account": [guards.NotWhoAsked()],
            "approve_account": [guards.NotWhoAsked(), guards.NameFits()],
        },
        effects={
            "ask_account_change": [effects.TakeRequest()],
            "check_account": [effects.TakeCheck()],
            "approve_account": [effects.ReplaceAccount()],
            "refuse_account": [RefuseChange()],
        },
        spans=along,
    )
