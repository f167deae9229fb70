"""A tale in which every table gets a row: the toy scheme with one criterion, an idea, a completion, an inspection, a ranking."""

from __future__ import annotations

import dataclasses
import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

from budgets.models import Indicator, IndicatorValue, Payment, PolicyField
from documents.models import Letter, Rendered
from grants import payloads
from grants.effects.assessment import AssessWhenLocked
from grants.effects.rounds import DecideAll
from grants.models import Absence, Application, AuditSample, AuditVerdict, Decision, LetterText, Obligation, Report
from partners.models import Area, AreaTeam
from tests import world
from tests.toy import BUURTFEEST
from tests.world import World
from workflow import clock
from workflow.canonical import canonical
from workflow.facts import Actor
from workflow.registers import AUDIT, INDICATORS, TEXTS, Entries, record, register_id
from workflow.scheme import Criterion, ObligationRule, Step

LEVELS = ("niets", "weinig", "genoeg", "veel", "alles")
STRAATFEEST = dataclasses.replace(
    BUURTFEEST,
    code="straatfeest",
    prefix="SF",
    criteria=(Criterion("samen", "Samen", "Doet iedereen mee?", 100, LEVELS),),
    obligations=(ObligationRule("Begin snel.", "Awb 4:37(1)a", "binnen drie maanden", months=3),),
    steps={
        **BUURTFEEST.steps,
        "register_idea": Step(),
        "advise_idea": Step(),
        "intake": Step(),
        "assessment.lock": Step(effects=(AssessWhenLocked(by=1),)),
        "round.rank": Step(effects=(DecideAll(),)),
    },
)
QUIET = dataclasses.replace(BUURTFEEST, code="stil", prefix="ST", steps={**BUURTFEEST.steps, "reject": Step()})
"""The toy scheme without a letter about a refusal, which would want the facts of a ranking."""

WORKER = Actor(system="letters")


@dataclasses.dataclass
class Tale:
    """Who and what the tale is about: an application that went all the way, one that was ranked, and an idea that stayed one."""

    town: World
    case: Application
    ranked: Application
    idea: uuid.UUID
    award: Decision
    payment: uuid.UUID

    @property
    def order(self) -> uuid.UUID:
        """The order to the bank that the payment was in."""
        order: uuid.UUID = Payment.objects.values_list("order", flat=True).get(pk=self.payment)
        return order

    @property
    def absence(self) -> uuid.UUID:
        """The absence that was reported."""
        first: uuid.UUID = Absence.objects.order_by("stream__reference").values_list("pk", flat=True)[0]
        return first

    @property
    def applicant(self) -> Actor:
        """Who applied in the first case."""
        return Actor(person=self.town.applicants[self.case.pk])


def tell() -> Tale:
    """Tell the whole tale, from the founding of the municipality to the ranking of what was left in January."""
    town = world.found(STRAATFEEST)
    _area(town)
    idea = _idea(town)
    _paper(town)
    case = town.file(1_000_00)
    applicant = Actor(person=town.applicants[case.pk])
    _complete(town, case, applicant)
    _assess(town, case)
    award = town.decide(case)
    payment = town.pay(award)
    town.change_account(case)
    _another_contact(town, case)
    _objected(town, case, award)
    _at_the_desk(town, case)
    _written(town, case)
    _follow(town, case)
    town.wait(days=60)
    account = payloads.Account(
        900_00, "Het was een mooi feest.", (900_00,), (1_000_00,), {"costs/0": "De tent was goedkoper."}
    )
    town.take(applicant, "application", "account", case.pk, account)
    town.take("policy_officer", "report", "accept_report", Report.objects.get(application=case).pk)
    town.decide(case, 1_000_00, "determination", parts=())
    letter = Letter.objects.order_by("sent_on", "pk").first()
    assert letter
    town.take(WORKER, "letter", "render", letter.pk, Rendered("0" * 64, "proef"))
    _judged(town, award)
    _measured(town)
    _reworded(town)
    ranked = _rank(town)
    return Tale(town, case, ranked, idea, award, payment)


def _written(town: World, case: Application) -> None:
    """The applicant writes twice and we do: a message is answered and that is read, or asks for none; of ours one is settled."""
    applicant = Actor(person=town.applicants[case.pk])
    for one, words in ((first := uuid.uuid4(), "Mag de tent ook rood zijn?"), (thanks := uuid.uuid4(), "Dank u wel.")):
        said = payloads.Writing(case.pk, words)
        town.take(applicant, "message", "write_message", one, said, stream=case.stream_id)
    town.take("finance_maker", "message", "answer_message", first, payloads.Reply("Ja, rood mag ook."))
    town.take("finance_maker", "message", "see_message", thanks)
    town.take(applicant, "message", "read_answer", first)
    for one in (asked := uuid.uuid4(), told := uuid.uuid4()):
        said = payloads.Beginning(case.pk, "Hoe groot wordt de tent?")
        town.take("finance_maker", "message", "begin_message", one, said, stream=case.stream_id)
        town.take(applicant, "message", "read_message", one)
    town.take(applicant, "message", "reply_message", asked, payloads.ReplyHome("Zes bij zes meter."))
    town.take("finance_maker", "message", "see_reply", asked)
    town.take("finance_maker", "message", "settle_message", told)


def _at_the_desk(town: World, case: Application) -> None:
    """A colleague handles the case, notes a call with a promise, asks for help, and goes away for a week."""
    maker, today = town.people["finance_maker"], clock.day_of(town.now)
    given = payloads.Handing(case.pk, "finance_maker", maker)
    town.take("policy_officer", "handling", "assign", uuid.uuid4(), given, stream=case.stream_id)
    note, spoken = uuid.uuid4(), payloads.Contact(case.pk, today, "phone", "Ada", "Ze belde.", "Wij bellen.", today)
    town.take("finance_maker", "contact_note", "note_contact", note, spoken, stream=case.stream_id)
    town.take("finance_maker", "contact_note", "keep_promise", note)
    question, asked = uuid.uuid4(), payloads.Help(case.pk, maker, today, "Is de rekening veranderd?")
    town.take("assessor", "help_request", "ask_help", question, asked, stream=case.stream_id)
    town.take("finance_maker", "help_request", "answer_help", question, payloads.Answer("Ja, gisteren."))
    away = payloads.Away(maker, today, today + timedelta(days=7), town.people["finance_third"])
    town.take("finance_maker", "absence", "report_absence", uuid.uuid4(), away)


def _follow(town: World, case: Application) -> None:
    """An obligation that was met, and a visit with a photo and an answer."""
    met = Obligation.objects.get(application=case)
    town.take("policy_officer", "obligation", "meet", met.pk, payloads.Note("Ze begonnen op tijd."))
    visit, plan = uuid.uuid4(), payloads.CheckPlan(case.pk, "site_visit", clock.day_of(town.now))
    town.take("policy_officer", "check", "plan_check", visit, plan, stream=case.stream_id)
    seen = payloads.Seen("De tent stond er.", (("tent.jpg", "0" * 64),))
    town.take("policy_officer", "check", "carry_out", visit, seen)
    town.take("policy_officer", "check", "follow_up", visit, payloads.Note("Wij spraken af dat het zo goed is."))


def _judged(town: World, award: Decision) -> None:
    """An auditor keeps a sample of one award, and finds it in order but for ten euros."""
    auditor, item = town.people["auditor"], str(award.pk)
    sample = AuditSample(
        question="{}",
        items=canonical([{"key": item, "cents": award.amount_cents}]),
        population=1,
        total_cents=award.amount_cents,
        population_sha256="0" * 64,
        kept_by=auditor,
        kept_on=clock.day_of(town.now),
    )
    _kept(town, "auditor", "audit", AUDIT, sample)
    verdict = AuditVerdict(
        sample=sample,
        item=item,
        number=1,
        word="error",
        error_cents=10_00,
        reason="De bon van de koffie ontbreekt.",
        given_by=auditor,
        given_on=clock.day_of(town.now),
    )
    _kept(town, "auditor", "audit", AUDIT, verdict)


def _measured(town: World) -> None:
    """What the neighbours think of each other, as it was measured this year."""
    field = PolicyField.objects.get(code="4.1.1")
    asked = Indicator(
        code="buren",
        policy_field=field,
        name="Buren die elkaar groeten",
        unit="procent",
        direction="increase",
        source="peiling",
    )
    with clock.at(town.now):
        record("budget", asked, actor=world.INSTALLATION, key=world.key())
    value = IndicatorValue(indicator=asked, year=2026, kind="realised", text="81", source="peiling 2026")
    _kept(town, "policy_officer", "measure", INDICATORS, value)


def _reworded(town: World) -> None:
    """The letters of another scheme get a paragraph: one colleague writes it, another releases it."""
    officer, signer, day = town.people["policy_officer"], town.people["mandate_holder"], clock.day_of(town.now)
    words = LetterText(
        scheme="innovatie-atelier",
        name="acknowledgement",
        number=1,
        text="Kom gerust langs.",
        proposed_by=officer,
        proposed_on=day,
    )
    _kept(town, "policy_officer", "word", TEXTS, words)
    released = {"decided_by": signer, "decided_on": day, "released": True}
    town.take("mandate_holder", "register", "word", register_id(TEXTS), Entries(TEXTS, (), ((words, released),)))


def _kept(town: World, role: str, action: str, register: str, row: Any) -> None:
    town.take(role, "register", action, register_id(register), Entries(register, (row,)))


def _another_contact(town: World, case: Application) -> None:
    """The organisation moves; the change is entered by the applicant and put in force by somebody else."""
    change = uuid.uuid4()
    moved = payloads.NewParty(
        case.pk, "details", details={"street": "Proefkade"}, evidence="Een bericht van het bestuur."
    )
    applicant = Actor(person=town.applicants[case.pk])
    town.take(applicant, "party_change", "ask_party_change", change, moved, stream=case.stream_id)
    town.take("policy_officer", "party_change", "approve_party_change", change)


def _objected(town: World, case: Application, award: Decision) -> None:
    """The applicant objects and a jurist decides; then objects again, and takes it back."""
    applicant, jurist = Actor(person=town.applicants[case.pk]), town.hire("objection_handler")
    for one in (first := uuid.uuid4(), second := uuid.uuid4()):
        given = payloads.Objecting(case.pk, award.pk, "De tent telde niet mee.", "Ik was ziek.")
        town.take(applicant, "objection", "object_to_decision", one, given, stream=case.stream_id)
        if one == first:
            town.take(jurist, "objection", "handle_objection", first)
            outcome = payloads.ObjectionOutcome(
                "unfounded", "De tent was geen kosten van het feest.", "U vertelde het ons."
            )
            town.take(jurist, "objection", "decide_objection", first, outcome)
    town.take(applicant, "objection", "withdraw_objection", second)


def _area(town: World) -> None:
    team = AreaTeam(code="NO", name="Noord (voorbeeld)", lead_id=town.people["administrator"], budget_line="4.1.1-NO")
    area = Area(name="Voorbeelddorp", kind="dorp", district="Noord", postcode4="9999", team=team)
    with clock.at(town.now):
        record("partners", team, area, actor=world.INSTALLATION, key=world.key())


def _paper(town: World) -> None:
    """Two organisations apply together on paper, and withdraw."""
    (person, lead, account), (_, partner, _) = world.new_party(town.now), world.new_party(town.now)
    clerk, case = Actor(person=town.people["intake_clerk"], on_behalf_of=person.pk), uuid.uuid4()
    filing = payloads.Filing(
        world.answers_for(100_00),
        lead.pk,
        person.pk,
        account.pk,
        round=town.round,
        partners=(partner.pk,),
        channel="counter",
    )
    town.take(clerk, "application", "file", case, filing)
    town.take(clerk, "application", "withdraw", case, payloads.Withdrawal(channel="counter"))


def _idea(town: World) -> uuid.UUID:
    person, _, _ = world.new_party(town.now)
    idea, words = uuid.uuid4(), "Samen eten op straat, met alle buren."
    town.applicants[idea] = person.pk
    town.take(
        Actor(person=person.pk),
        "application",
        "register_idea",
        idea,
        payloads.Idea(town.round, "Lange tafel", words, person.pk),
    )
    town.take("adviser", "application", "advise_idea", idea, payloads.Advice("Vraag ook de winkeliers."))
    return idea


def _complete(town: World, case: Application, applicant: Actor) -> None:
    asked = payloads.CompletionRequest(("adres",), date(2026, 1, 20))
    town.take("intake_clerk", "application", "request_completion", case.pk, asked)
    town.wait(days=3)
    answers = {"adres": world.answers_for(0)["adres"]}
    town.take(applicant, "application", "complete", case.pk, payloads.Completion(answers))
    town.take("intake_clerk", "application", "intake", case.pk)


def _assess(town: World, case: Application) -> None:
    visit = payloads.Findings(case.pk, date(2026, 1, 8), condition=4, safety=1, energy=2, accessibility=1, hours=12)
    town.take("inspector", "inspection", "inspect", uuid.uuid4(), visit, stream=case.stream_id)
    assessment = uuid.uuid4()
    scores = payloads.Scoring(case.pk, {"samen": 4}, {"samen": "Bijna iedereen doet mee."})
    town.take("assessor", "assessment", "score", assessment, scores, stream=case.stream_id)
    town.take("assessor", "assessment", "lock", assessment)


def _rank(town: World) -> Application:
    case = town.file(2_000_00)
    town.take("intake_clerk", "application", "intake", case.pk)
    interest = payloads.Interest(case.pk, "Het is het feest van mijn zus.")
    town.take("juror", "assessment", "declare_interest", uuid.uuid4(), interest, stream=case.stream_id)
    town.now = datetime(2027, 1, 4, 9, tzinfo=UTC)
    town.take("policy_officer", "round", "rank", town.round, payloads.Seed())
    return Application.objects.get(pk=case.pk)
