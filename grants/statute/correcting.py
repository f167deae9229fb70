"""What the law asks of the steps that follow from a decision which changes, takes back or puts right an earlier one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from grants import guards
from grants.effects import amending, terms
from grants.effects.letters import Write
from grants.payloads import ByDecision
from workflow.facts import Payload
from workflow.scheme import Effect, Guard

PAYLOADS: Mapping[str, type[Payload]] = dict.fromkeys(["amend", "revoke", "rectify"], ByDecision)

GUARDS: Mapping[str, Sequence[Guard]] = {"amend": [guards.StillAsDrafted()]}

EFFECTS: Mapping[str, Sequence[Effect]] = {
    "amend": [amending.Amend(), terms.Start("objection_term"), terms.Start("payment_term"), Write("amendment")],
    "revoke": [amending.Revoke(), terms.Start("objection_term"), Write("revocation")],
    "rectify": [Write("rectification")],
}
