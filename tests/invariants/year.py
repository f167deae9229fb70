"""A year in the municipality of the demo: its staff, its rounds, and the applications of all three schemes that may come."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db import transaction

from grants import payloads
from grants.demo import answers, atelier, challenge, data, halls, municipality
from grants.demo.stage import Stage, at, id_of
from workflow.facts import Change, Payload

BEGIN = at(date(2025, 12, 15))
OPENING = at(date(2026, 1, 5), 8)
AFTER_CLOSE = at(date(2026, 4, 1), 8)
SCHEMES = ("challenge", "atelier", "halls")
IDEAS, PLANS = ("ID-001", "ID-016"), ("P01", "P20")
INITIATIVES = ("IA01", "IA02", "IA04", "IA03", "IA07")
HALLS_A, HALLS_B = ("DH04-A", "DH01-A"), ("DH06-B", "DH02-B")


class Script(Stage):
    """A stage on which nothing happens: it writes down what the demo would do, so that clerks can do it in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.written: list[Change] = []

    def take(self, _: datetime, __: object, changes: Any) -> None:
        """Write down."""
        self.written += [changes] if isinstance(changes, Change) else list(changes)


@dataclass(frozen=True)
class Case:
    """An application that may come: how it begins, what is filed, who applies, which assessors it meets."""

    id: uuid.UUID
    begin: Payload
    filing: payloads.Filing
    contact: uuid.UUID
    assessors: tuple[str, ...] = ()
    inspected: bool = False


def cases(schemes: Collection[str] = SCHEMES) -> dict[uuid.UUID, Case]:
    """The applications that may come, of these schemes; ideas always."""
    found = [idea_case(idea) for idea in IDEAS]
    if "challenge" in schemes:
        found += [plan_case(key) for key in PLANS]
    if "atelier" in schemes:
        found += [initiative_case(key) for key in INITIATIVES]
        found.append(replace(found[-1], id=id_of("application", "twice")))  # The same application comes once more.
    if "halls" in schemes:
        found += [hall_case(key, "a") for key in HALLS_A] + [hall_case(key, "b") for key in HALLS_B]
    return {case.id: case for case in found}


def _filing(key: str, given: Mapping[str, Any], **more: Any) -> payloads.Filing:
    return payloads.Filing(given, id_of("organisation", key), id_of("person", key), id_of("account", key), **more)


def _told(idea: Mapping[str, Any], who: str) -> payloads.Idea:
    return payloads.Idea(challenge.ROUND, idea["title"], idea["sentence"], id_of("person", who), idea["theme"])


def idea_case(key: str) -> Case:
    idea = next(one for one in challenge.told()["idea"] if one["id"] == key)
    plan = plan_case("P03")
    return Case(challenge.case_of(key), _told(idea, key), plan.filing, id_of("person", key), ("J1", "J2"))


def plan_case(key: str) -> Case:
    plan = challenge.plans()[key]
    idea = next(one for one in challenge.told()["idea"] if one["id"] == plan["idea"])
    given = answers.challenge(plan, idea, challenge.told()["calendar"]["execution_through"])
    filing = _filing(key, given, draw_key=plan["draw_key"])
    return Case(challenge.plan_case(key), _told(idea, key), filing, id_of("person", key), ("J1", "J2"))


def initiative_case(key: str) -> Case:
    row = next(one for one in atelier.told()["initiative"] if one["key"] == key)
    given = {**answers.atelier(row), "bijlage_bank": [{"id": f"{key}/bank", **answers.FILE}]}
    filing = _filing(key, given, round=atelier.round_of("T1"), draw_key=key)
    return Case(atelier.case_of(key), filing, filing, id_of("person", key), ("S03", "S04"))


def hall_case(key: str, part: str) -> Case:
    hall, _ = next(both for both in halls.filed(part) if both[1]["key"] == key)
    filing = _filing(hall["key"], answers.hall(hall, part), round=halls.round_of(part), draw_key=key)
    return Case(halls.case_of(key), filing, filing, id_of("person", hall["key"]), inspected=part == "b")


@cache
def staff() -> dict[str, tuple[str, ...]]:
    """Who has which role, by the keys of the data."""
    people = data.organisation()["person"]
    roles = {role for one in people for role in (one["role"], *one.get("extra_roles", ()))}
    return {
        role: tuple(one["key"] for one in people if role in (one["role"], *one.get("extra_roles", ())))
        for role in sorted(roles)
    }


@contextmanager
def year() -> Iterator[None]:
    """A year that never was: what the clerks do in this block is undone at its end. The door may open its own transactions in it."""
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]
    with block:
        yield
        transaction.set_rollback(True)


def written() -> tuple[Change, ...]:
    """All rounds, as the demo writes them down."""
    script = Script()
    challenge.prepare(script)
    atelier.prepare(script)
    for part in ("a", "b"):
        halls.prepare(script, part)
    return tuple(one for one in script.written if one.action == "prepare")


def found() -> tuple[Change, ...]:
    """Found the municipality with its schemes and all parties; the rounds, which the clerks have yet to prepare."""
    municipality.found()
    rounds = written()
    keys = {key[:4] for key in (*HALLS_A, *HALLS_B)}
    rows = [h for h in halls.told()["hall"] if h["key"] in keys]
    municipality.enter(
        [each for h in rows for each in municipality.party(h["key"], h, h["board"], h["contact"], "stichting")],
        "halls",
        BEGIN.date(),
    )
    tranches = {atelier.round_of(code) for code in ("T2", "T3", "T4")}
    return tuple(_roomier(one) for one in rounds if one.subject not in tranches)


def _roomier(prepared: Change) -> Change:
    """A round by a regulation that lets a term be extended, which no scheme of the demo does."""
    plan = prepared.payload
    assert isinstance(plan, payloads.RoundPlan)
    return replace(prepared, payload=replace(plan, parameters={**plan.parameters, "extension_weeks": 4}))
