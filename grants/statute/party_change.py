"""What is asked of a change of party: membership, four eyes, and letters to who it was and who it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet

from grants import guards, payloads
from grants.effects import correcting as effects
from grants.facts import CASE, load_cases
from grants.models import PartyChange
from workflow.facts import Change
from workflow.models import Register
from workflow.registers import register_id
from workflow.registry import Rules


def along(changes: Sequence[Change]) -> Iterator[QuerySet[Any, Any]]:
    """The register of partners, in which another name or address is entered: an approval locks it."""
    if any(change.action == "approve_party_change" for change in changes):
        yield Register.objects.filter(pk=register_id("partners")).values("stream")


def party_change() -> Rules:
    """The change of party."""
    return Rules(
        PartyChange,
        load_cases,
        along=CASE,
        payloads={"ask_party_change": payloads.NewParty},
        guards={
            "ask_party_change": [guards.PartyFits()],
            "approve_party_change": [guards.NotWhoAsked()],
        },
        effects={
            "ask_party_change": [effects.TakeParty()],
            "approve_party_change": [effects.PutPartyInForce()],
            "refuse_party_change": [effects.RefuseChange()],
        },
        spans=along,
    )
