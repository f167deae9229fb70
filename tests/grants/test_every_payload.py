"""What comes with a step is looked at before anything else: too long, empty or impossible gets its own code."""

from __future__ import annotations

import uuid
from datetime import date

import pytest

from grants import payloads
from workflow.facts import Payload

DAY = date(2026, 3, 2)
CASE = uuid.UUID(int=1)
LONG = "x" * 10_001

FAULTS: dict[str, tuple[str, Payload]] = {
    "a check of no known kind": ("check-kind-unknown", payloads.CheckPlan(CASE, "bezoekje", DAY)),
    "a signal without end": ("note-too-long", payloads.CheckPlan(CASE, "signal", DAY, LONG)),
    "a note without end": ("note-too-long", payloads.Note(LONG)),
    "a visit of which nothing is written down": ("report-empty", payloads.Seen(" ")),
    "a photograph without its sum": ("photos-invalid", payloads.Seen("Gezien.", (("werk.jpg", "0"),))),
    "fifty photographs": ("photos-invalid", payloads.Seen("Gezien.", (("werk.jpg", "0" * 64),) * 50)),
    "a visit without end": ("note-too-long", payloads.Seen(LONG)),
    "a deviation that says nothing": ("report-empty", payloads.Deviation("")),
    "a deviation without end": ("note-too-long", payloads.Deviation(LONG)),
    "a proposal sent back without a word": ("sent-back-unexplained", payloads.Doubt(" ")),
    "a mistake without a reason": ("mistake-unexplained", payloads.Mistake(" ")),
    "a suspicion without end": ("mistake-unexplained", payloads.Suspicion(LONG)),
    "an order of ten thousand payments": (
        "order-too-large",
        payloads.Order(tuple(uuid.UUID(int=n) for n in range(10_001))),
    ),
    "another ceiling without a reason": ("reason-missing", payloads.CeilingChange(100_00, "")),
    "an annulment with a reason without end": ("reason-too-long", payloads.Why(LONG)),
    "a correction with a reason without end": ("reason-too-long", payloads.Because(LONG)),
}


@pytest.mark.parametrize(("code", "given"), FAULTS.values(), ids=FAULTS.keys())
def test_what_cannot_be_taken_is_refused_with_its_own_code(code: str, given: Payload) -> None:
    assert [getattr(one, "code", one) for one in given.obstacles()] == [code]
