"""The toy scheme with a letter at every step, small variants of it for every way of dividing money, and ways to reach a letter."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any, TypeVar

from budgets import ledger
from budgets.ledger import Kind, accounts_of, transfer
from budgets.models import BudgetLine, PolicyField
from documents.letters import Letter as Typed
from documents.letters import from_json
from documents.models import Letter
from grants import payloads
from grants.allocation import Formula, Need, NeedPoints, Tender
from grants.effects.assessment import AssessWhenLocked
from grants.effects.intake import HandIn
from grants.effects.letters import Write, WriteAdvancePaid
from grants.effects.rounds import DecideAll
from grants.models import Application
from tests import world
from tests.toy import BUURTFEEST
from tests.world import World
from workflow import clock
from workflow.facts import Actor
from workflow.models import Stream
from workflow.questions import Integer, Money, Upload
from workflow.registers import record
from workflow.scheme import Allocation, Criterion, Document, ObligationRule, Scheme, Step

L = TypeVar("L", bound=Typed)

ALL_LETTERS: Mapping[str, Step] = {
    "register_idea": Step(effects=(Write("idea_received"),)),
    "invite": Step(effects=(Write("invitation"),)),
    "advise_idea": Step(effects=(Write("idea_advice"),)),
    "request_completion": Step(effects=(Write("completion_request"),)),
    "withdraw": Step(effects=(Write("withdrawal_confirmed"),)),
    "set_aside": Step(effects=(Write("set_aside"),)),
    "determine_directly": Step(effects=(Write("direct_determination"),)),
    "prize": Step(effects=(Write("prize"),)),
    "account": Step(effects=(HandIn("eindverslag"), Write("account_receipt"))),
    "payment.settle_payment": Step(effects=(WriteAdvancePaid(),)),
    "recover": Step(effects=(Write("recovery"),)),
}
BANK = Upload(
    id="bijlage_bank", part="geld", label="Bewijs van uw bankrekening", help="Een afschrift.", kinds=("pdf",), max_mb=1
)
FEAST = replace(BUURTFEEST, questions=(*BUURTFEEST.questions, BANK), steps={**BUURTFEEST.steps, **ALL_LETTERS})
OBLIGATIONS = (
    ObligationRule("Begin snel.", "Awb 4:37(1)a; direct: Awb 4:38", "binnen drie maanden", months=3),
    ObligationRule(
        "Stuur een verslag.", "Awb 4:37(1)e", "zes weken na het einde", weeks=6, from_="end", above_cents=5_000_00
    ),
    ObligationRule("Houd de straat tien jaar open.", "Awb 4:38, 4:41", "tien jaar", years=10),
    ObligationRule(
        "Wees klaar voor de dag van de ronde.",
        "Awb 4:37(1)a",
        "op de dag",
        from_="fixed",
        parameter="execution_through",
    ),
    ObligationRule("Meld het meteen.", "ASV meldingsplicht", "meteen"),
)


def criterion(code: str, label: str, weight: int) -> Criterion:
    return Criterion(code, label, "Hoe goed?", weight, tuple(f"{label} op niveau {level}." for level in range(1, 6)))


JUDGED = (criterion("plezier", "Plezier", 60), criterion("buren", "Buren", 40))
FOUND = tuple(criterion(*row) for row in (
    ("conditie", "Conditie", 40), ("veiligheid", "Veiligheid", 25), ("gebruik", "Gebruik", 15),
    ("energie", "Energie", 10), ("toegankelijkheid", "Toegankelijkheid", 10),
))  # fmt: skip
POINTS = NeedPoints(
    (0, 5, 10, 25, 35, 40), (0, 10, 20, 25), ((10, 3), (20, 7), (30, 11), (None, 15)), (0, 5, 10), (0, 5, 10)
)
MINIMUM = Money(
    id="minimum", part="geld", label="Met welk bedrag lukt het nog?", help="", required=False, personal=False
)
AID = Money(id="steun_eerder", part="geld", label="Welke steun kreeg u?", help="", required=False, personal=False)
HALL = (
    Integer(
        id="inwoners",
        part="plan",
        label="Hoeveel inwoners?",
        help="",
        required=False,
        personal=False,
        minimum=1,
        maximum=99_999,
    ),
    Integer(
        id="oppervlakte",
        part="plan",
        label="Hoeveel m²?",
        help="",
        required=False,
        personal=False,
        minimum=1,
        maximum=9_999,
    ),
)


def divided(by: Allocation, criteria: tuple[Criterion, ...] = (), **parameters: Any) -> Scheme:
    """The feast, with money that is divided in another way by ranking the round."""
    rule = replace(
        FEAST.rounds[0],
        allocation=by,
        decision_term_from="closes",
        parameters={**FEAST.rounds[0].parameters, **parameters},
    )
    steps = {**FEAST.steps, "round.rank": Step(effects=(DecideAll(),)), "intake": Step()}
    questions = (*FEAST.questions, MINIMUM, AID, *HALL)
    return replace(FEAST, rounds=(rule,), criteria=criteria, steps=steps, questions=questions)


TENDER = divided(Tender(pass_mark=60, minimum_mean=2, ties=("plezier", "draw")), JUDGED, pass_mark=60, minimum_mean=2)
FORMULA = divided(Formula(brackets=((500, 500_00), (None, 1_000_00)), per_m2_cents=3_32), regime="direct")
NEED = divided(Need(4, POINTS, ("condition", "draw")), FOUND, share=Fraction(3, 5), regime="method")
JUDGED_ONE_BY_ONE = replace(
    FEAST, criteria=JUDGED, steps={**FEAST.steps, "intake": Step(), "assessment.lock": Step(effects=(AssessWhenLocked(by=2),))}
)  # fmt: skip
WITH_DOCUMENTS = replace(
    FEAST, documents=(Document("Plan", "altijd"), Document("Uittreksel (wij halen het op)", "altijd"))
)


def open_with_prizes(town: World) -> None:
    """A further round of the town, with money for prizes."""
    town.round = uuid.uuid4()
    plan = payloads.RoundPlan(
        code="BF-prijs", title="Buurtfeest met prijs", scheme_version=town.version.pk, rule="jaar", prefix="BF-2026", opens_at=world.START,
        closes_at=datetime(2026, 12, 31, 16, tzinfo=UTC), ceiling_cents=10_000_00, book=town.book, prize_ceiling_cents=500_00,
        prize_book=town.book, parameters={"jury_share": 60, "vote_share": 40},
    )  # fmt: skip
    town.take("policy_officer", "round", "prepare", town.round, plan)
    town.take("policy_officer", "round", "open", town.round)


def last(kind: type[L]) -> L:
    """The letter of this kind that was asked for last, as its dossier committed to it."""
    row = Letter.objects.filter(kind=kind.kind).order_by("stream__reference", "sent_on").last()
    assert row is not None, f"no {kind.kind} was written"
    letter = from_json(row.kind, row.facts)
    assert isinstance(letter, kind)
    return letter


def applicant(town: World, case: Application) -> Actor:
    return Actor(person=town.applicants[case.pk])


def idea(town: World) -> uuid.UUID:
    """An idea that was handed in."""
    person, _, _ = world.new_party(town.now)
    case = uuid.uuid4()
    sent = payloads.Idea(town.round, "Feest op het plein", "Wij willen samen eten.", person.pk)
    town.take(Actor(person=person.pk), "application", "register_idea", case, sent)
    return case


def score(town: World, case: Application, *levels: Mapping[str, int], **reasons: str) -> None:
    """Levels by an assessor and a juror, locked; the juror gives the reasons."""
    for role, given in zip(("assessor", "juror"), levels, strict=True):
        mine = uuid.uuid4()
        said = reasons if role == "juror" else {}
        town.take(role, "assessment", "score", mine, payloads.Scoring(case.pk, given, said), stream=case.stream_id)
        town.take(role, "assessment", "lock", mine)


def scored(town: World, cents: int, plezier: int, buren: int, **answers: Any) -> Application:
    """A complete application with the same levels of both assessors."""
    case = town.file(cents, **answers)
    town.take("intake_clerk", "application", "intake", case.pk)
    score(town, case, *[{"plezier": plezier, "buren": buren}] * 2)
    return case


def inspected(town: World, cents: int, condition: int, **answers: Any) -> Application:
    """A complete application with what an inspector found."""
    case = town.file(cents, **answers)
    town.take("intake_clerk", "application", "intake", case.pk)
    found = payloads.Findings(case.pk, clock.day_of(town.now), condition, 1, 2, 0, 25)
    town.take("inspector", "inspection", "inspect", uuid.uuid4(), found, stream=case.stream_id)
    return case


def rank(town: World) -> None:
    """Rank the round after it closed."""
    town.now = datetime(2027, 1, 4, 9, tzinfo=UTC)
    town.take("policy_officer", "round", "rank", town.round, payloads.Seed())


def announce(town: World, case: Application) -> None:
    """Sign and announce what the ranking drafted."""
    decision = case.decisions.get().pk
    town.take("mandate_holder", "decision", "sign", decision)
    town.take("policy_officer", "decision", "announce", decision)


def budget(costs: int, asked: int) -> dict[str, list[dict[str, object]]]:
    """A budget of which the applicants pay what they do not ask."""
    income = [{"kind": "subsidie", "what": "Gemeente", "amount_cents": asked}]
    rest = [{"kind": "eigen_geld", "what": "Wij", "amount_cents": costs - asked}] if costs > asked else []
    return {"costs": [{"what": "Tent", "amount_cents": costs}], "income": income + rest}


def filed(town: World, **answers: Any) -> Application:
    """An application with these answers, ready to be decided."""
    case = town.file(**answers)
    town.take("intake_clerk", "application", "intake", case.pk)
    return Application.objects.get(pk=case.pk)


def accounted(town: World, cents: int, actual_cents: int, costs: int | None = None) -> Application:
    """A case that was awarded, paid its advance and accounted for; its costs are what was asked unless told otherwise."""
    case = filed(town, begroting=budget(costs or cents, cents))
    award = town.decide(case)
    town.pay(award)
    town.wait(days=60)
    town.take(applicant(town, case), "application", "account", case.pk, payloads.Account(actual_cents, "Het was mooi."))
    town.take("policy_officer", "report", "accept_report", uuid.uuid5(case.pk, "report/eindverslag"))
    return Application.objects.get(pk=case.pk)


def later_line(town: World, year: int, *, adopted: bool) -> None:
    """The budget line of the town in another year, with money on it."""
    field = PolicyField.objects.get(code="4.1.1")
    line = BudgetLine(
        code="4.1.1-TEST", year=year, name="Later", policy_field=field, holder_id=town.people["administrator"], adopted=adopted
    )  # fmt: skip
    with clock.at(town.now):
        record("budget", line, *accounts_of(line.book), actor=world.INSTALLATION, key=world.key())
        stream = Stream.objects.get(reference__startswith="REG-BUDGET")
        row = transfer(Kind.AUTHORISE, line.book, 100_000_00, stream=stream.pk, booked_on=clock.today())
        record("budget", row, actor=world.INSTALLATION, key=world.key())


def days(count: int, since: date) -> date:
    return since + timedelta(days=count)


def positions(case: Application) -> Mapping[str, Mapping[str, int]]:
    """What stands in each pot of each book for a case, the empty ones left out."""
    found = ledger.positions([case.stream_id])[case.stream_id]
    return {book: {pot: cents for pot, cents in pots.items() if cents} for book, pots in found.items()}
