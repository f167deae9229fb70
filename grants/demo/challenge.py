"""The Ondernemers Challenge of 2017 on the calendar of 2026: 104 ideas, 48 plans, one ranking, awards, prizes and final determinations."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from grants.allocation import Finalist, combined_prize_mark, hundredths, rank_finale
from grants.demo import answers, data, hearing, money
from grants.demo.municipality import book_of, enter, party
from grants.demo.stage import Stage, at, id_of, step
from grants.models import Application, Decision
from grants.models.decision import Part
from grants.payloads import (
    Account,
    Advice,
    Completion,
    CompletionRequest,
    Draft,
    Filing,
    Idea,
    Interest,
    Remainder,
    RoundPlan,
    Scoring,
    Seed,
    Start,
    Withdrawal,
)
from grants.payment_plan import at_once, award_parts, balance_parts
from partners.models import Person
from workflow.errors import Refusal
from workflow.facts import Change
from workflow.law.determination import determined_by_share

ROUND = id_of("round", "OC-2026")
INVITED = "Uw idee past bij de Challenge en kan mensen in de wijk vooruit helpen."
ADVISED = "Uw idee is nog niet ver genoeg voor een plan met eigen inkomsten."
REFERRED = "Uw idee past beter bij een andere regeling van de gemeente."


@cache
def told() -> data.Table:
    """The data of the Challenge."""
    return data.challenge()


@cache
def plans() -> dict[str, data.Table]:
    """The plans by key."""
    return {plan["key"]: plan for plan in told()["plan"]}


def case_of(idea: str) -> uuid.UUID:
    """The id of the application that an idea became, or is."""
    return id_of("case", idea)


def plan_case(key: str) -> uuid.UUID:
    """The id of the application of a plan."""
    return case_of(plans()[key]["idea"])


def decision_of(key: str, kind: str = "round") -> uuid.UUID:
    """The id of a decision on a plan."""
    return uuid.uuid5(plan_case(key), f"decision/{kind}")


def run(stage: Stage) -> None:
    """Play the whole Challenge."""
    prepare(stage)
    ideas(stage)
    file_plans(stage)
    judge(stage)
    decide(stage)
    advances(stage)
    prizes(stage)
    accounts(stage)
    determinations(stage)


def prepare(stage: Stage) -> None:
    """Publish the rules, the ceiling and the hash of the seed before the first idea can arrive (Awb 4:26, 4:27)."""
    figures, calendar = told()["round"], told()["calendar"]
    parameters = {
        "weights": dict(zip(figures["criteria_order"], figures["weights"], strict=True)),
        "draw_seed_commitment": figures["draw_seed_commitment"],
        "draw_keys_given": True,
        "contact": str(id_of("person", "S12")),
    }
    plan = RoundPlan(
        code=figures["code"],
        title=figures["title"],
        scheme_version=id_of("scheme", "ondernemers-challenge"),
        rule="tender",
        prefix="OC-2026",
        opens_at=at(calendar["ideas_open"], 0),
        closes_at=calendar["plans_close"],
        ceiling_cents=figures["ceiling_cents"],
        book=book_of(figures["budget_line"]),
        prize_ceiling_cents=figures["prize_ceiling_cents"],
        prize_book=book_of(figures["prize_budget_line"]),
        parameters=parameters,
    )
    stage.take(at(calendar["rules_published"]), "S12", step("round", "prepare", ROUND, plan))
    stage.take(at(calendar["rules_published"], 10), "S12", step("round", "open", ROUND))
    enter(list(_parties()), "challenge", calendar["rules_published"])


def _parties() -> Iterator[Any]:
    for plan in told()["plan"]:
        yield from party(plan["key"], plan, plan["organisation"], plan["contact"], plan["legal_form"])
    for idea in told()["idea"]:
        if "plan" not in idea:
            yield Person(id=id_of("person", idea["id"]), name=idea["contact"], email=idea["email"])


def ideas(stage: Stage) -> None:
    """Every idea is received, and a few days later invited, advised, referred or withdrawn; none starts a legal clock."""
    for idea in told()["idea"]:
        case, who = case_of(idea["id"]), idea.get("plan", idea["id"])
        sent = Idea(
            ROUND, idea["title"], idea["sentence"], id_of("person", who), idea["theme"], id_of("area", idea["area"])
        )
        stage.take(idea["received"], who, step("application", "register_idea", case, sent))
        stage.take(_talked(idea["received"]), "S15" if idea["status"] != "withdrawn" else who, _after_talk(idea, case))


def _talked(received: datetime) -> datetime:
    """The adviser calls three days later, and before the plans open."""
    return min(received + timedelta(days=3), at(told()["calendar"]["plans_open"], 8))


def _after_talk(idea: Mapping[str, Any], case: uuid.UUID) -> Change:
    status = idea["status"]
    if status == "withdrawn":
        return step("application", "withdraw", case, Withdrawal("De indiener heeft geen tijd meer."))
    if status == "referred":
        return step("application", "refer_idea", case, Advice(REFERRED, "innovatie-atelier"))
    if status == "advice_no_plan" or idea.get("invited") is False:
        return step("application", "advise_idea", case, Advice(ADVISED))
    return step("application", "invite", case, Advice(INVITED))


def file_plans(stage: Stage) -> None:
    """48 plans arrive, one twelve minutes late; two complete what was missing within the week that everyone gets."""
    calendar = told()["calendar"]
    by_idea = {idea["id"]: idea for idea in told()["idea"]}
    for key, plan in sorted(plans().items(), key=lambda item: item[1]["received"]):
        case = plan_case(key)
        stage.take(plan["received"] - timedelta(hours=1), key, step("application", "draft", case, Start()))
        given = answers.challenge(plan, by_idea[plan["idea"]], calendar["execution_through"])
        filing = Filing(
            given,
            id_of("organisation", key),
            id_of("person", key),
            id_of("account", key),
            id_of("area", plan["area"]),
            draw_key=plan["draw_key"],
        )
        stage.take(plan["received"], key, step("application", "file", case, filing))
    for key, plan in plans().items():
        case, incomplete = plan_case(key), not plan["complete"]
        if incomplete:
            ask = CompletionRequest(("bijlage_eigen",), calendar["completion_until"])
            stage.take(at(calendar["completion_letters"]), "S01", step("application", "request_completion", case, ask))
            sent = Completion({"bijlage_eigen": [{"id": f"{key}/bijlage_eigen", **answers.FILE}]})
            stage.take(at(plan["completed_on"], 12), key, step("application", "complete", case, sent))
    in_time = [key for key, plan in plans().items() if plan["received"] <= calendar["plans_close"]]
    stage.take(
        at(calendar["completion_until"], 16), "S01", [step("application", "intake", plan_case(key)) for key in in_time]
    )
    stage.take(at(calendar["completion_letters"], 8), "S12", step("round", "close", ROUND, Remainder()))


def assessment_of(key: str, juror: str) -> uuid.UUID:
    """The id of what one juror finds of one plan."""
    return uuid.uuid5(plan_case(key), f"assessment/{juror}")


def judge(stage: Stage) -> None:
    """Three jurors score on their own, one declares an interest in one plan; then each locks their levels."""
    calendar, order = told()["calendar"], told()["round"]["criteria_order"]
    for row in told()["interest"]:
        declared = Interest(plan_case(row["plan"]), row["reason"])
        mine = assessment_of(row["plan"], row["juror"])
        stage.take(
            at(row["declared_on"]),
            row["juror"],
            step("assessment", "declare_interest", mine, declared, _stream(row["plan"])),
        )
    for n, juror in enumerate(told()["juror"]):
        name = juror["key"]
        given = {key: plan["scores"][name] for key, plan in plans().items() if name in plan.get("scores", {})}
        levels = {key: dict(zip(order, row, strict=True)) for key, row in given.items()}
        asked = [
            step("assessment", "score", assessment_of(key, name), _scoring(key, levels[key]), _stream(key))
            for key in given
        ]
        stage.take(at(calendar["jury_locked"] - timedelta(days=2), 10 + n), name, asked)
        locked = [step("assessment", "lock", assessment_of(key, name)) for key in given]
        stage.take(at(calendar["jury_locked"], 10 + n), name, locked)


def _scoring(key: str, levels: dict[str, int]) -> Scoring:
    """Levels with a reason each: the plan's own where the data have them, else the sentence that goes with the level."""
    bank, own = told()["reason_bank"], plans()[key].get("reasons", {})
    return Scoring(
        plan_case(key), levels, {code: own.get(code) or bank[code][level - 1] for code, level in levels.items()}
    )


def _stream(key: str) -> uuid.UUID:
    return Application.objects.values_list("stream_id", flat=True).get(pk=plan_case(key))


def decide(stage: Stage) -> None:
    """Rank and draft as one act; try an award over the ceiling; sign; announce all on one day."""
    calendar = told()["calendar"]
    stage.take(at(calendar["ranking"]), "S12", step("round", "rank", ROUND, Seed(told()["round"]["draw_seed"])))
    over_the_ceiling(stage, at(calendar["ranking"], 11))
    keys = sorted(plans())
    stage.take(at(calendar["decisions_signed"]), "S06", [step("decision", "sign", decision_of(key)) for key in keys])
    stage.take(
        at(calendar["decisions_announced"]), "S12", [step("decision", "announce", decision_of(key)) for key in keys]
    )


def over_the_ceiling(stage: Stage, when: datetime) -> None:
    """The first short act: a colleague wants to award the plan below the line as well. Refused with the sum; nothing changes."""
    key = told()["cases"]["above_pass_mark_no_room"][0]
    case = Application.objects.get(pk=plan_case(key))
    if case.state != Application.ASSESSED:
        return
    cents = plans()[key]["requested_cents"]
    book = book_of(told()["round"]["budget_line"])
    extra = Draft(case.pk, "award", cents, award_parts(book, cents, case.round.figures))
    swap = [
        step("decision", "annul", decision_of(key)),
        step("decision", "draft_decision", decision_of(key, "extra"), extra, case.stream_id),
    ]
    try:
        stage.take(when, "S12", swap)
    except Refusal as refusal:
        stage.refusals["ceiling"] = refusal


def _awards() -> list[Decision]:
    return list(
        Decision.objects.filter(application__round=ROUND, kind="award").exclude(state="annulled").order_by("pk")
    )


def advances(stage: Stage) -> None:
    """80 % at once, by two people; the one who proposed tries to approve as well and is refused."""
    dues = money.propose(stage, [money.Due(one.pk, 0, one.stream_id) for one in _awards()], date(2026, 4, 28))
    try:
        stage.take(at(date(2026, 4, 28), 15), money.PAYS, step("payment", "approve_payment", dues[0].payment))
    except Refusal as refusal:
        stage.refusals["separation"] = refusal
    money.settle(stage, dues, date(2026, 4, 29))


def prizes(stage: Stage) -> None:
    """The jury and the public choose three prizes, on a line of their own; each is tied to a next step and determined directly."""
    finale, calendar = told()["finale"], told()["calendar"]
    rows = {row["plan"]: row for row in told()["finalist"]}
    finalists = [
        Finalist(key, row["jury_grade"], row["valid_votes"], plans()[key]["draw_key"]) for key, row in rows.items()
    ]
    ranked = rank_finale(finalists, finale["jury_share"], finale["vote_share"], finale["draw_seed"])
    most = max(one.votes for one in finalists)
    by_key = {one.id: one for one in finalists}
    winners = ranked[: len(finale["prizes_cents"])]
    drafts: list[Change] = []
    for place, (key, cents) in enumerate(zip(winners, finale["prizes_cents"], strict=True), 1):
        one = by_key[key]
        marks = {
            "place": place,
            "jury_grade": one.jury_grade,
            "votes": one.votes,
            "most_votes": most,
            "finalists": len(finalists),
        }
        marks["total_hundredths"] = hundredths(
            combined_prize_mark(one, most, finale["jury_share"], finale["vote_share"])
        )
        parts = at_once(book_of(told()["round"]["prize_budget_line"]), cents)
        prize = Draft(plan_case(key), "prize", cents, parts, reason=rows[key]["follow_up"], details=marks)
        drafts.append(step("decision", "draft_decision", decision_of(key, "prize"), prize, _stream(key)))
    stage.take(at(calendar["finale"], 22), "S12", drafts)
    made = [decision_of(key, "prize") for key in winners]
    stage.take(
        at(calendar["prizes_announced"] - timedelta(days=1)), "S06", [step("decision", "sign", one) for one in made]
    )
    stage.take(at(calendar["prizes_announced"]), "S12", [step("decision", "announce", one) for one in made])
    money.pay(
        stage, [money.Due(one, 0, _stream(key)) for key, one in zip(winners, made, strict=True)], date(2026, 11, 3)
    )


def accounts(stage: Stage) -> None:
    """Every recipient accounts for what was done; the reports are read and accepted."""
    for row in sorted(told()["account"], key=lambda row: row["received"]):
        text = row.get("reason", "Wij deden wat in het plan staat.")
        stage.take(
            at(row["received"], 12),
            row["plan"],
            step("application", "account", plan_case(row["plan"]), _account(row, text)),
        )
    reports = [uuid.uuid5(plan_case(row["plan"]), "report/eindverslag") for row in told()["account"]]
    stage.take(at(date(2026, 11, 11)), "S13", [step("report", "accept_report", one) for one in reports])


def _account(row: Mapping[str, Any], text: str) -> Account:
    """What was sent; who did other than planned sent no proof of it along, which blocks nothing."""
    proof = {} if "reason" in row else answers.files(row["plan"], "na_resultaat")
    return Account(row["actual_costs_cents"], text, answers=proof)


def determinations(stage: Stage) -> None:
    """As granted by half of the actual costs, lower only on a ground and after the view was asked; the balance is paid."""
    calendar, rows = told()["calendar"], told()["account"]
    for row in rows:
        if "intention_sent" in row:
            case = Application.objects.get(pk=plan_case(row["plan"]))
            hearing.ask(stage, "S12", case, row, row["determined_cents"], row["actual_costs_cents"])
    stage.take(at(date(2026, 11, 12)), "S12", [_determination(row) for row in rows])
    for signer in sorted({row["decision"]["signed_by"] for row in rows}):
        mine = [row["plan"] for row in rows if row["decision"]["signed_by"] == signer]
        stage.take(
            at(date(2026, 11, 13)), signer, [step("decision", "sign", decision_of(key, "final")) for key in mine]
        )
    keys = [row["plan"] for row in rows]
    stage.take(
        at(calendar["determination"]), "S12", [step("decision", "announce", decision_of(key, "final")) for key in keys]
    )
    owed = [key for key in keys if Decision.objects.get(pk=decision_of(key, "final")).payable]
    money.pay(stage, [money.Due(decision_of(key, "final"), 0, _stream(key)) for key in owed], date(2026, 11, 17))


def _determination(row: Mapping[str, Any]) -> Change:
    key = row["plan"]
    case = Application.objects.select_related("round").get(pk=plan_case(key))
    granted = case.granted_cents or 0
    cents = determined_by_share(row["actual_costs_cents"], told()["round"]["funding_share"], granted)
    parts: tuple[Part, ...] = balance_parts(money.held(case), cents, {})
    kind = "lower_determination" if cents < granted else "determination"
    details = {"actual_cents": row["actual_costs_cents"], **hearing.answer(row)}
    draft = Draft(
        case.pk, kind, cents, parts, row.get("ground", ""), row.get("reason", ""), row.get("view_given", ""), details
    )
    return step("decision", "draft_decision", decision_of(key, "final"), draft, case.stream_id)
