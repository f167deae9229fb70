"""The village halls: part A by formula, part B by need with quotes and instalments over four years; two dossiers of one board."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

from grants.afterwards import OTHER
from grants.demo import answers, data, drawing, hearing, money
from grants.demo.municipality import book_of, enter, party
from grants.demo.stage import Stage, at, id_of, step
from grants.models import Application, Decision
from grants.payloads import Account, Draft, Filing, Findings, Remainder, RoundPlan, Seed
from grants.payment_plan import INSTALMENT_DAY, balance_parts
from workflow.law.determination import determined_by_share

SAFETY, ACCESS = (0, 10, 20, 25), (0, 5, 10)


@cache
def told() -> data.Table:
    """The data of the halls."""
    return data.halls()


def round_of(part: str) -> uuid.UUID:
    """The id of the round of part "a" or "b"."""
    return id_of("round", f"DH-{part}")


def case_of(key: str) -> uuid.UUID:
    """The id of one of the two applications of a hall, by its own key ("DH01-A")."""
    return id_of("case", key)


def filed(part: str) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """The halls that filed for a part, with what they filed."""
    for hall in told()["hall"]:
        if part in hall:
            yield hall, hall[part]


def run(stage: Stage) -> None:
    """Play both rounds, and the two accounts that came in."""
    for part in ("a", "b"):
        prepare(stage, part)
    rows = [
        each
        for hall in told()["hall"]
        for each in party(hall["key"], hall, hall["board"], hall["contact"], "stichting")
    ]
    enter(rows, "halls", date(2025, 12, 15))
    for part in ("a", "b"):
        file(stage, part)
    inspect(stage)
    decide(stage, "a", date(2026, 3, 11), "")
    decide(stage, "b", date(2026, 4, 21), told()["round_b"]["draw_seed"])
    first_payments(stage)
    for hall, works in filed("b"):
        if "final" in works:
            determine(stage, hall, works)


def prepare(stage: Stage, part: str) -> None:
    """Each part is a round of its own, with its own allocation and ceiling."""
    figures = told()[f"round_{part}"]
    seed = figures.get("draw_seed", "")
    parameters = {"draw_keys_given": True, "contact": str(id_of("person", "S13"))} | (
        {"draw_seed_commitment": hashlib.sha256(seed.encode()).hexdigest()} if seed else {}
    )
    plan = RoundPlan(
        code=figures["code"],
        title=f"Onderhoud dorpshuizen 2026, deel {part.upper()}",
        scheme_version=id_of("scheme", "dorpshuis-onderhoud"),
        rule=part.upper(),
        prefix=f"DH-{part.upper()}-2026",
        opens_at=at(figures["opens"], 0),
        closes_at=figures["closes"],
        ceiling_cents=figures["ceiling_cents"],
        book=book_of(figures["budget_line"]),
        parameters=parameters,
    )
    stage.take(at(date(2025, 12, 15), 13), "S13", step("round", "prepare", round_of(part), plan))
    stage.take(at(date(2025, 12, 15), 14), "S13", step("round", "open", round_of(part)))


def file(stage: Stage, part: str) -> None:
    """Every hall files within the window; the clerk finds everything there."""
    for hall, own in sorted(filed(part), key=lambda both: both[1]["received"]):
        key = hall["key"]
        parties = (
            id_of("organisation", key),
            id_of("person", key),
            id_of("account", key),
            id_of("area", hall["village"]),
        )
        filing = Filing(answers.hall(hall, part), *parties, round_of(part), own.get("draw_key", own["key"]))
        stage.take(own["received"], key, step("application", "file", case_of(own["key"]), filing))
    closes = told()[f"round_{part}"]["closes"]
    stage.take(
        closes + timedelta(days=3),
        "S01",
        [step("application", "intake", case_of(own["key"])) for _, own in filed(part)],
    )
    stage.take(closes + timedelta(days=3, hours=1), "S13", step("round", "close", round_of(part), Remainder()))


def _stream(key: str) -> uuid.UUID:
    return Application.objects.values_list("stream_id", flat=True).get(pk=case_of(key))


def inspect(stage: Stage) -> None:
    """An inspector visits every building of part B."""
    for hall, works in filed("b"):
        visit = works["inspection"]
        found = Findings(
            case_of(works["key"]),
            visit["on"],
            hall["condition"],
            SAFETY.index(works["safety"]),
            works["energy_label_steps"],
            ACCESS.index(works["accessibility"]),
            hall["hours_per_week"],
        )
        inspection = uuid.uuid5(case_of(works["key"]), "inspection")
        stage.take(
            at(visit["on"], 14),
            visit["inspector"],
            step("inspection", "inspect", inspection, found, _stream(works["key"])),
        )


def decision_of(key: str, kind: str = "round") -> uuid.UUID:
    """The id of a decision on an application of a hall."""
    return uuid.uuid5(case_of(key), f"decision/{kind}")


def decide(stage: Stage, part: str, ranked: date, seed: str) -> None:
    """Rank as one act, sign by whoever has the mandate for the amount, announce all on one day."""
    stage.take(at(ranked), "S13", step("round", "rank", round_of(part), Seed(seed)))
    rows = [own for _, own in filed(part)]
    for signer in sorted({own["decision"]["signed_by"] for own in rows}):
        mine = [own for own in rows if own["decision"]["signed_by"] == signer]
        stage.take(
            at(mine[0]["decision"]["signed"]),
            signer,
            [step("decision", "sign", decision_of(own["key"])) for own in mine],
        )
    stage.take(
        at(told()[f"round_{part}"]["announced"]),
        "S13",
        [step("decision", "announce", decision_of(own["key"])) for own in rows],
    )


def first_payments(stage: Stage) -> None:
    """Part A is paid whole; of part B the part of this year, the others wait for their own."""
    for part, when in (("a", date(2026, 3, 24)), ("b", date(2026, 5, 28))):
        made = [(decision_of(own["key"]), _stream(own["key"])) for _, own in filed(part)]
        giving = {one.pk for one in Decision.objects.filter(pk__in=[pk for pk, _ in made]).exclude(kind="refusal")}
        money.pay(stage, [money.Due(pk, 0, stream) for pk, stream in made if pk in giving], when)


def determine(stage: Stage, hall: Mapping[str, Any], works: Mapping[str, Any]) -> None:
    """The account, the determination by the method of the award, and for one hall the claim of what was paid too much."""
    final, key = works["final"], works["key"]
    photo = drawing.kept(_stream(key), id_of("person", hall["key"]), at(final["reported"]), OTHER.id)
    # What came of the house is invented, as the house is.
    told_after = {"na_uren": hall["hours_per_week"] + 2, "na_vrijwilligers": hall["volunteers"], **photo}
    account = Account(final["final_costs_cents"], final["reason"], answers=told_after)
    stage.take(at(final["reported"]), hall["key"], step("application", "account", case_of(key), account))
    report = uuid.uuid5(case_of(key), "report/kostenverslag")
    stage.take(at(final["reported"] + timedelta(days=2)), "S13", step("report", "accept_report", report))
    case = Application.objects.select_related("round").get(pk=case_of(key))
    cents = determined_by_share(final["final_costs_cents"], told()["round_b"]["share"], case.granted_cents or 0)
    due = {book: date(int(book[-4:]), *INSTALMENT_DAY) for book in money.held(case)}
    kind = final["decision"]["kind"]
    details = {"actual_cents": final["final_costs_cents"], **hearing.answer(final)}
    if "intention_sent" in final:
        hearing.ask(stage, "S13", case, final, cents, final["final_costs_cents"])
    ground = final["ground"] if kind == "lower_determination" else ""
    draft = Draft(
        case.pk,
        kind,
        cents,
        balance_parts(money.held(case), cents, due),
        ground,
        final["reason"],
        final.get("view_given", ""),
        details,
    )
    _carry_out(stage, final["decision"], decision_of(key, "final"), draft, case.stream_id)
    if "recovery_decision" in final:
        claimed = final["recovery_decision"]
        claim = Draft(
            case.pk, "recovery", claimed["amount_cents"], ground=final["recovery_ground"], reason=final["reason"]
        )
        _carry_out(stage, claimed, decision_of(key, "recovery"), claim, case.stream_id)


def _carry_out(stage: Stage, decided: Mapping[str, Any], made: uuid.UUID, draft: Draft, stream: uuid.UUID) -> None:
    """Draft the day before the signature; a claim is drafted, signed and announced right after the determination it rests on."""
    claim = draft.kind == "recovery"
    drafted = at(decided["announced"], 11) if claim else at(decided["signed"] - timedelta(days=1))
    stage.take(drafted, "S13", step("decision", "draft_decision", made, draft, stream))
    stage.take(
        at(decided["announced"], 12) if claim else at(decided["signed"]),
        decided["signed_by"],
        step("decision", "sign", made),
    )
    stage.take(at(decided["announced"], 13 if claim else 9), "S13", step("decision", "announce", made))
