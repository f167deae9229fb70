"""The Innovatieatelier of 2017 on the calendar of 2026: twelve initiatives in four tranches, first come on completeness."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from typing import Any

from grants.demo import answers, data, money
from grants.demo.municipality import book_of, enter, party
from grants.demo.stage import Stage, at, id_of, step
from grants.models import Application, Decision
from grants.models.decision import Part
from grants.payloads import Completion, CompletionRequest, Draft, Filing, Remainder, RoundPlan, Scoring, Withdrawal
from workflow.clock import AMSTERDAM

QUESTION_OF = {
    "begroting met inkomsten": "bijlage_bank",
    "bewijs van de bankrekening": "bijlage_bank",
    "bewijs van steun": "bijlage_steun",
    "begroting": "bijlage_bank",
}


@cache
def told() -> data.Table:
    """The data of the atelier."""
    return data.atelier()


def round_of(tranche: str) -> uuid.UUID:
    """The id of a tranche."""
    return id_of("round", f"IA-{tranche}")


def tranche_of(row: Mapping[str, Any]) -> str:
    """The tranche in which an initiative was received."""
    day = row["received"].date()
    found: str = next(one["code"] for one in told()["round"]["tranche"] if one["from"] <= day <= one["through"])
    return found


def case_of(key: str) -> uuid.UUID:
    """The id of the application of an initiative."""
    return id_of("case", key)


def decision_of(key: str) -> uuid.UUID:
    """The id of the decision on an initiative."""
    return uuid.uuid5(case_of(key), "decision/first")


def run(stage: Stage) -> None:
    """Play the four tranches, initiative by initiative, in order of receipt."""
    prepare(stage)
    rows = sorted(told()["initiative"], key=lambda row: row["received"])
    for one, following in pairwise([*told()["round"]["tranche"], None]):
        mine = [row for row in rows if tranche_of(row) == one["code"]]
        for row in mine:
            initiative(stage, row)
        if following:
            close(stage, one, following, mine)


def close(stage: Stage, tranche: Mapping[str, Any], following: Mapping[str, Any], rows: list[Any]) -> None:
    """Close a tranche once everything in it is decided; what is left under its ceiling moves on to the next."""
    decided = [row["expected"]["decision"]["announced"] for row in rows if "decision" in row["expected"]]
    day = max(tranche["through"], *decided) + timedelta(days=1)
    remainder = Remainder(round_of(following["code"]))
    stage.take(at(day), "S12", step("round", "close", round_of(tranche["code"]), remainder))


def sample_seed(tranche: str) -> str:
    """The seed of the sample of a tranche; invented, and no secret of anyone's."""
    return f"steekproef {tranche}"


def prepare(stage: Stage) -> None:
    """Four tranches, each with its own ceiling and the hash of its seed."""
    figures = told()["round"]
    for one in figures["tranche"]:
        commitment = hashlib.sha256(one["draw_seed"].encode()).hexdigest()
        plan = RoundPlan(
            code=f"{figures['code']}-{one['code']}",
            title=f"Innovatieatelier 2026, deel {one['code'][1:]}",
            rule="tranche",
            prefix="IA-2026",
            scheme_version=id_of("scheme", "innovatie-atelier"),
            opens_at=at(one["from"], 0),
            closes_at=datetime.combine(one["through"], time(23, 59, 59), AMSTERDAM),
            ceiling_cents=one["ceiling_cents"],
            book=book_of(figures["budget_line"]),
            parameters={
                "draw_seed_commitment": commitment,
                "sample_seed_commitment": hashlib.sha256(sample_seed(one["code"]).encode()).hexdigest(),
                "draw_keys_given": True,
                "contact": str(id_of("person", "S12")),
            },
        )
        stage.take(at(date(2025, 12, 15), 11), "S12", step("round", "prepare", round_of(one["code"]), plan))
        stage.take(at(date(2025, 12, 15), 12), "S12", step("round", "open", round_of(one["code"])))
    rows = [
        each
        for row in told()["initiative"]
        for each in party(row["key"], row, row["applicant"], row["responsible_person"], row["applicant_type"])
    ]
    enter(rows, "atelier", date(2025, 12, 15))


def initiative(stage: Stage, row: Mapping[str, Any]) -> None:
    """One initiative, from filing to its payment."""
    key = row["key"]
    filing = Filing(
        answers.atelier(row),
        id_of("organisation", key),
        id_of("person", key),
        id_of("account", key),
        id_of("area", row["area"]),
        round_of(tranche_of(row)),
        row["draw_key"],
    )
    stage.take(row["received"], key, step("application", "file", case_of(key), filing))
    outcome = row["expected"]["outcome"]
    if outcome == "withdrawn":
        stage.take(
            at(row["expected"]["withdrawn_on"]),
            key,
            step("application", "withdraw", case_of(key), Withdrawal(row["expected"]["reason"])),
        )
        return
    complete(stage, row)
    if outcome != "set_aside":
        score(stage, row)
    decide(stage, row)


def complete(stage: Stage, row: Mapping[str, Any]) -> None:
    """Ask for what is missing, receive it, and find the application complete."""
    key, asked = row["key"], row.get("completion")
    if asked:
        missing = tuple(sorted({QUESTION_OF[one] for one in asked["missing"]}))
        stage.take(
            at(asked["invited"]),
            "S02",
            step("application", "request_completion", case_of(key), CompletionRequest(missing, asked["term_until"])),
        )
        if not asked["completed"]:
            return
        sent = Completion({id_: [{"id": f"{key}/{id_}", **answers.FILE}] for id_ in missing})
        stage.take(at(asked["completed"], 14), key, step("application", "complete", case_of(key), sent))
    found = max(at(row["complete_on"], 16), row["received"] + timedelta(hours=1))
    stage.take(found, "S02", step("application", "intake", case_of(key)))


def _stream(key: str) -> uuid.UUID:
    return Application.objects.values_list("stream_id", flat=True).get(pk=case_of(key))


def score(stage: Stage, row: Mapping[str, Any]) -> None:
    """Two assessors score on their own and lock; with the second lock the application is assessed."""
    key, signed = row["key"], row["expected"]["decision"]["signed"]
    for n, who in enumerate(told()["assessor"]):
        levels = dict(zip(told()["round"]["criteria_order"], row["scores"][who["key"]], strict=True))
        mine = uuid.uuid5(case_of(key), f"assessment/{who['key']}")
        when = at(signed - timedelta(days=3), 10 + n)
        stage.take(when, who["person"], step("assessment", "score", mine, Scoring(case_of(key), levels), _stream(key)))
        stage.take(when + timedelta(minutes=30), who["person"], step("assessment", "lock", mine))


def decide(stage: Stage, row: Mapping[str, Any]) -> None:
    """Draft, sign and announce on the days of the data, and pay what is owed."""
    key, decided = row["key"], row["expected"]["decision"]
    made, stream = decision_of(key), _stream(key)
    ground = {"refusal": "refused_pass_mark", "set_aside": "incomplete"}.get(decided["kind"], "")
    draft = Draft(case_of(key), decided["kind"], decided["amount_cents"], parts_of(row), ground)
    stage.take(at(decided["signed"], 9), "S12", step("decision", "draft_decision", made, draft, stream))
    stage.take(at(decided["signed"], 15), decided["signed_by"], step("decision", "sign", made))
    stage.take(at(decided["announced"], 10), "S12", step("decision", "announce", made))
    if row["expected"]["outcome"] == "awarded":
        dues: Iterable[money.Due] = [
            money.Due(made, number, stream) for number in range(len(Decision.objects.get(pk=made).payable))
        ]
        money.pay(stage, dues, decided["announced"] + timedelta(days=1))


def parts_of(row: Mapping[str, Any]) -> tuple[Part, ...]:
    """What is paid from which line: one line, or the line of an area team beside it; an advance above the limit, else at once."""
    if row["expected"]["outcome"] != "awarded":
        return ()
    kind = "advance" if row["expected"]["decision"]["kind"] == "award" else "balance"
    alone = [{"line": told()["round"]["budget_line"], "amount_cents": row["expected"]["awarded_cents"]}]
    return tuple(Part(book_of(one["line"]), kind, None, one["amount_cents"]) for one in row.get("funding", alone))
