"""What the municipality says in every letter: its names, addresses and channels, its regulations, and its own terms.

It is the body of a `LegalProfile`, as canonical JSON; a later row with another body changes letters from its day on, never earlier ones.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from functools import lru_cache
from typing import Any

from documents.letters import LetterIncomplete
from workflow.canonical import canonical

SOURCES = {
    "privacy_url": "AVG 13",
    "objection_url": "Awb 3:45",
    "objection_address": "Awb 6:4",
    "court": "Awb 8:81",
    "mandate_text": "Awb 10:10",
    "regulations": "Awb 3:47(2)",
    "iban": "Awb 4:86",
    "account_name": "Awb 4:86",
}
"""Which article asks for a field; the others rest on Awb 3:41, by which a letter is sent."""


@dataclass(frozen=True, kw_only=True)
class Profile:
    """The sender and the law of one municipality. No field may be left out but `payment_rule` (`grants.payment_rule`).

    `authority` reads on after "het", `court` after "de", `reporting_within` after "Bel of mail ons". `regulations` cites the regulation
    of a scheme by its code. The terms of days and weeks are the municipality's own, for where a scheme sets none.
    """

    name: str
    department: str
    authority: str
    return_address: str
    phone: str
    hours: str
    email: str
    privacy_url: str
    portal_url: str
    objection_url: str
    objection_address: str
    court: str
    mandate_text: str
    iban: str
    account_name: str
    asv: str
    regulations: Mapping[str, str]
    reporting_within: str
    reporting_events: tuple[str, ...]
    decision_weeks: int
    determination_weeks: int
    execution_months: int
    evidence_years: int
    call_days: int
    reminder_days: int
    payment_rule: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> str:
        """Write the body of a legal profile."""
        return canonical(asdict(self))

    @staticmethod
    @lru_cache(maxsize=16)
    def from_json(body: str) -> Profile:
        """Read the body of a legal profile. Raises `LetterIncomplete` when something is missing: no letter can be written without."""
        read = json.loads(body)
        for part in fields(Profile):
            if not read.get(part.name) and part.name != "payment_rule":
                raise LetterIncomplete(f"LegalProfile.{part.name}", SOURCES.get(part.name, "Awb 3:41"))
        return Profile(**{**read, "reporting_events": tuple(read["reporting_events"])})


def profile_of(told: Mapping[str, Any]) -> Profile:
    """The profile of the municipality in the demo data: its tables `municipality` and `legal_profile`."""
    town, law = told["municipality"], told["legal_profile"]
    said, address = law["letters"], f"{town['street']}, {town['postcode']} {town['place']}"
    short = re.sub(r"^Gemeente | \(.*\)$", "", town["name"])
    return Profile(
        name=town["name"],
        department=town["department"],
        authority=town["authority"],
        return_address=address,
        phone=town["phone"],
        hours=town["visiting_hours"],
        email=town["email"],
        privacy_url=said["privacy_url"],
        portal_url=said["portal_url"],
        objection_url=said["objection_url"],
        objection_address=address,
        court=said["court"],
        mandate_text=f"namens het {town['authority']} van {short}",
        iban=town["iban"],
        account_name=f"Gemeente {short}",
        asv=law["asv_citation"],
        regulations={row["scheme"]: row["citation"] for row in law["regulation"]},
        reporting_within=said["reporting_within"],
        reporting_events=tuple(said["reporting_events"]),
        decision_weeks=law["decision_term_weeks"],
        determination_weeks=said["determination_weeks"],
        execution_months=said["execution_months"],
        evidence_years=said["evidence_years"],
        call_days=said["call_days"],
        reminder_days=said["reminder_days"],
    )
