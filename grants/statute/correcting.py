"""What the law asks of the steps that follow from a decision which changes, takes back or puts right an earlier one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from grants import guards, payloads
from grants.effects import amending, correcting, objecting, terms
from grants.effects.letters import Write
from workflow.facts import Payload
from workflow.scheme import Effect, Guard

PAYLOADS: Mapping[str, type[Payload]] = {
    **dict.fromkeys(["amend", "revoke", "rectify"], payloads.ByDecision),
    "change_party": payloads.ByParty,
    "find_incomplete": payloads.Because,
}

GUARDS: Mapping[str, Sequence[Guard]] = {
    "amend": [guards.StillAsDrafted()],
    "handle_anew": [guards.SetAsideWrongly()],
    "find_incomplete": [guards.AnotherPerson(), guards.FoundComplete()],
}

EFFECTS: Mapping[str, Sequence[Effect]] = {
    "amend": [amending.Amend(), terms.Start("objection_term"), terms.Start("payment_term"), amending.WriteAmendment()],
    "revoke": [amending.Revoke(), terms.Start("objection_term"), Write("revocation")],
    "rectify": [Write("rectification")],
    "change_party": [correcting.TakeOver(), Write("party_change")],
    "find_incomplete": [correcting.FindIncomplete()],
    "handle_anew": [objecting.HandleAnew()],
}
