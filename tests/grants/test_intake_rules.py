"""Rules that are often got wrong about receiving, completing and the term to decide: 3, 4, 5 and 20 of the twenty."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from documents.letters import from_json
from documents.letters.intake import CompletionRequest, SetAside
from documents.letters.parts import Consequence
from documents.letters.terms import DelayNotice, Extension, ResumptionNotice, SuspensionNotice
from documents.models import Letter
from grants import payloads
from grants.models import Application, Receipt, Suspension
from tests import world
from tests.grants.letters.feasts import FEAST
from tests.invariants.tables import everything
from tests.invariants.tale import STRAATFEEST
from tests.world import World
from workflow.errors import Obstacle, Refusal
from workflow.facts import Actor, Payload
from workflow.models import Deadline
from workflow.verify import verify

pytestmark = pytest.mark.django_db

CLERK = "policy_officer"
WHY = "Wij wachten op een brief."


def on(town: World, day: date) -> None:
    """It is ten in the morning of a day."""
    town.now = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


def refused(town: World, who: str | Actor, action: str, case: Application, payload: Payload | None = None) -> Obstacle:
    """Why a step is refused; nothing changes."""
    before = everything()
    with pytest.raises(Refusal) as refusal:
        town.take(who, "application", action, case.pk, *([payload] if payload else []))
    assert everything() == before
    return refusal.value.obstacles[0]


def term(case: Application) -> Deadline:
    """The term to decide that counts."""
    return Deadline.objects.filter(subject=case.pk, kind="decision_term").latest("revision")


def letter(kind: str) -> Any:
    """The last letter of a kind."""
    row = Letter.objects.filter(kind=kind).order_by("sent_on", "pk").last()
    assert row
    return from_json(kind, row.facts)


def ask(town: World, case: Application, until: date, *missing: str, without: tuple[str, ...] = ()) -> None:
    """Ask to complete."""
    asked = payloads.CompletionRequest(missing or ("bijlage_bank",), until, without)
    town.take("intake_clerk", "application", "request_completion", case.pk, asked)


def test_rule_3_a_notice_of_delay_does_not_move_the_deadline() -> None:
    town = world.found()
    case = town.file()
    before = term(case)
    on(town, date(2026, 2, 27))
    town.take("intake_clerk", "application", "notify_delay", case.pk, payloads.Delay(date(2026, 3, 20), WHY))
    after = term(case)
    assert (after.pk, after.revision, after.legal_deadline) == (before.pk, 1, date(2026, 3, 2))
    said = letter("delay_notice")
    assert isinstance(said, DelayNotice)
    assert (said.decide_by, said.expected_on, said.reason) == (date(2026, 3, 2), date(2026, 3, 20), WHY)
    past = payloads.Delay(date(2026, 2, 27), WHY)
    assert refused(town, CLERK, "notify_delay", case, past).code == "expected-day-invalid"


def test_rule_4_setting_aside_after_four_weeks_is_blocked_and_the_application_is_taken_up_instead() -> None:
    town = world.found(FEAST)
    case = town.file()
    ask(town, case, date(2026, 1, 19))
    assert refused(town, "intake_clerk", "take_up", case).code == "completion-still-open"
    aside = payloads.Draft(case.pk, "set_aside", 0, ground="incomplete")
    on(town, date(2026, 2, 17))  # Four weeks after 19 January is 16 February.
    with pytest.raises(Refusal) as late:
        town.take(CLERK, "decision", "draft_decision", uuid.uuid4(), aside, stream=case.stream_id)
    assert (late.value.code, late.value.article) == ("set-aside-out-of-time", "Awb 4:5, vierde lid")
    town.take("intake_clerk", "application", "take_up", case.pk)
    row = Application.objects.get(pk=case.pk)
    assert (row.state, row.complete_on, row.completed_on) == ("submitted", date(2026, 2, 17), None)
    town.take("intake_clerk", "application", "intake", case.pk)
    town.decide(Application.objects.get(pk=case.pk))
    assert Application.objects.get(pk=case.pk).state == "awarded"
    assert verify().differences == []


def test_rule_4_setting_aside_on_the_last_day_of_the_four_weeks_is_in_time() -> None:
    town = world.found(FEAST)
    case = town.file()
    ask(town, case, date(2026, 1, 19))
    on(town, date(2026, 2, 16))
    town.decide(case, 1_000_00, "set_aside", ground="incomplete")
    assert Application.objects.get(pk=case.pk).state == "set_aside"


def test_rule_5_overlapping_suspensions_are_a_union_and_never_a_sum() -> None:
    town = world.found()
    case = town.file()
    ask(town, case, date(2026, 1, 26), "idee_titel")  # Stands still from 6 through 25 January: 20 days.
    on(town, date(2026, 1, 12))
    town.take(CLERK, "application", "suspend", case.pk, payloads.Standstill("consent", date(2026, 1, 30), WHY))
    row = term(case)
    assert (row.suspensions, row.suspended_days) == ('[["2026-01-06","2026-01-30"]]', 25)  # Not 20 and 19.
    assert row.legal_deadline == date(2026, 3, 27)
    on(town, date(2026, 1, 20))
    town.take(Actor(person=town.applicants[case.pk]), "application", "complete", case.pk, payloads.Completion({}))
    row = term(case)
    assert (row.revision, row.suspensions, row.suspended_days) == (4, '[["2026-01-06","2026-01-30"]]', 25)
    on(town, date(2026, 1, 22))
    town.take(CLERK, "application", "resume", case.pk, payloads.Resumption("consent"))
    row = term(case)
    assert (row.revision, row.suspensions, row.suspended_days) == (5, '[["2026-01-06","2026-01-22"]]', 17)
    assert row.legal_deadline == letter("resumption_notice").decide_by == date(2026, 3, 19)
    rows = Suspension.objects.order_by("ground").values_list("ground", "first", "last", "running")
    assert list(rows) == [
        ("completion", date(2026, 1, 6), date(2026, 1, 19), False),
        ("consent", date(2026, 1, 12), date(2026, 1, 22), False),
    ]
    assert verify().differences == []


def test_rule_20_an_idea_starts_no_clock_and_a_plan_does() -> None:
    town = world.found(STRAATFEEST)
    person, organisation, account = world.new_party(town.now)
    case, maker = uuid.uuid4(), Actor(person=person.pk)
    idea = payloads.Idea(town.round, "Lange tafel", "Samen eten.", person.pk)
    town.take(maker, "application", "register_idea", case, idea)
    assert not Deadline.objects.filter(subject=case).exists()
    plan = payloads.Filing(world.answers_for(100_00), organisation.pk, person.pk, account.pk)
    town.take(maker, "application", "draft", case, payloads.Start())
    assert not Deadline.objects.filter(subject=case).exists()
    town.wait(days=3)
    town.take(maker, "application", "file", case, plan)
    assert [row.starts_on for row in Deadline.objects.filter(subject=case)] == [date(2026, 1, 8)]


@pytest.mark.parametrize(
    ("ground", "days", "article"),
    [
        ("foreign", ("2026-01-06", "2026-01-11"), "Awb, artikel 4:15, eerste lid, onder b"),
        ("consent", ("2026-01-06", "2026-01-12"), "Awb, artikel 4:15, tweede lid, onder a"),
        ("applicant", ("2026-01-06", "2026-01-11"), "Awb, artikel 4:15, tweede lid, onder b"),
        ("force_majeure", ("2026-01-06", "2026-01-11"), "Awb, artikel 4:15, tweede lid, onder c"),
        ("bibob", ("2026-01-06", "2026-01-12"), "Wet Bibob, artikel 31"),
    ],
)
def test_each_ground_stops_the_clock_by_its_own_article(ground: str, days: tuple[str, str], article: str) -> None:
    town = world.found()
    case = town.file()
    if ground != "foreign":
        town.wait(days=1)
    town.take(CLERK, "application", "suspend", case.pk, payloads.Standstill(ground, date(2026, 1, 12), WHY))
    row = term(case)
    first, last = (date.fromisoformat(day) for day in days)
    stood = (last - first).days + 1
    assert (row.suspensions, row.suspended_days) == (f'[["{days[0]}","{days[1]}"]]', stood)
    assert row.legal_deadline == date(2026, 3, 9)  # Eight weeks end on 2 March; six days later is a Sunday.
    said = letter("suspension_notice")
    assert isinstance(said, SuspensionNotice)
    assert said.rules[0].articles.startswith(article)
    assert (said.decide_by, said.reason) == (row.legal_deadline, WHY)


def test_a_suspension_that_cannot_be_is_refused() -> None:
    town = world.found()
    case = town.file()
    assert (
        refused(town, CLERK, "suspend", case, payloads.Standstill("consent", date(2026, 1, 5), WHY)).code
        == "suspension-day-invalid"
    )
    assert (
        refused(town, CLERK, "suspend", case, payloads.Standstill("consent", date(2027, 1, 7), WHY)).code
        == "suspension-day-invalid"
    )
    assert (
        refused(town, CLERK, "suspend", case, payloads.Standstill("vakantie", date(2026, 1, 9), WHY)).code
        == "payload-invalid"
    )
    assert (
        refused(town, CLERK, "suspend", case, payloads.Standstill("consent", date(2026, 1, 9), " ")).code
        == "payload-invalid"
    )
    assert refused(town, CLERK, "resume", case, payloads.Resumption("consent")).code == "term-not-suspended"
    town.take(CLERK, "application", "suspend", case.pk, payloads.Standstill("consent", date(2026, 1, 9), WHY))
    again = payloads.Standstill("consent", date(2026, 1, 20), WHY)
    assert refused(town, CLERK, "suspend", case, again).code == "term-suspended-already"
    on(town, date(2026, 1, 12))  # The clock ran on by itself, so one may agree on more.
    town.take(CLERK, "application", "suspend", case.pk, again)
    assert term(case).suspensions == '[["2026-01-06","2026-01-09"],["2026-01-12","2026-01-20"]]'
    town.take(CLERK, "application", "resume", case.pk, payloads.Resumption("consent"))
    assert isinstance(letter("resumption_notice"), ResumptionNotice)
    assert term(case).suspensions == '[["2026-01-06","2026-01-09"],["2026-01-12","2026-01-12"]]'


def test_a_term_is_extended_only_where_the_regulation_gives_the_power() -> None:
    town = world.found()
    case = town.file()
    assert refused(town, CLERK, "extend_term", case, payloads.Extension(2, WHY)).code == "no-power-to-extend"


def test_an_extension_recomputes_the_term_with_its_sum() -> None:
    town = world.found(extension_weeks=4)
    case = town.file()
    long = refused(town, CLERK, "extend_term", case, payloads.Extension(5, WHY))
    assert (long.code, long.detail) == ("extension-too-long", {"asked_weeks": 5, "most_weeks": 4})
    town.take(CLERK, "application", "extend_term", case.pk, payloads.Extension(4, WHY))
    row = term(case)
    assert (row.revision, row.legal_deadline) == (2, date(2026, 3, 30))
    assert row.explanation.split("\n")[:2] == [
        "Ontvangen op 5 januari 2026. De termijn van 8 weken is met 4 weken verlengd.",
        "12 weken later is 30 maart 2026.",
    ]
    said = letter("extension")
    assert isinstance(said, Extension)
    assert (said.was, said.decide_by) == (date(2026, 3, 2), date(2026, 3, 30))
    assert refused(town, CLERK, "extend_term", case, payloads.Extension(1, WHY)).code == "extended-already"
    ask(town, case, date(2026, 1, 26), "idee_titel")
    assert term(case).legal_deadline == date(2026, 4, 20)  # 20 days more, and a Sunday: the extension stays.


def test_a_term_that_has_ended_is_not_extended() -> None:
    town = world.found(extension_weeks=4)
    case = town.file()
    on(town, date(2026, 3, 3))
    assert refused(town, CLERK, "extend_term", case, payloads.Extension(2, WHY)).code == "term-has-ended"


def test_a_request_says_per_item_what_follows_and_only_the_first_kind_sets_aside() -> None:
    town = world.found(FEAST)
    case = town.file()
    ask(town, case, date(2026, 1, 19), "bijlage_bank", "idee_titel", without=("idee_titel",))
    said = letter("completion_request")
    assert isinstance(said, CompletionRequest)
    assert [item.consequence for item in said.missing] == [Consequence.SET_ASIDE, Consequence.JUDGED_WITHOUT]
    on(town, date(2026, 1, 20))
    town.decide(case, 1_000_00, "set_aside", ground="incomplete")
    aside = letter("set_aside")
    assert isinstance(aside, SetAside)
    assert aside.missing == said.missing[:1]


def test_what_is_not_needed_to_decide_is_no_reason_to_set_aside() -> None:
    town = world.found(FEAST)
    case = town.file()
    ask(town, case, date(2026, 1, 19), "idee_titel", without=("idee_titel",))
    on(town, date(2026, 1, 20))
    draft = payloads.Draft(case.pk, "set_aside", 0, ground="incomplete")
    with pytest.raises(Refusal) as refusal:
        town.take(CLERK, "decision", "draft_decision", uuid.uuid4(), draft, stream=case.stream_id)
    assert refusal.value.code == "judged-without"
    town.take("intake_clerk", "application", "take_up", case.pk)
    assert Application.objects.get(pk=case.pk).state == "submitted"


def test_a_completion_on_paper_counts_from_the_day_it_came_and_waits_for_a_second_look() -> None:
    town = world.found()
    case = town.file()
    ask(town, case, date(2026, 1, 26), "idee_titel")
    on(town, date(2026, 1, 21))
    one, two = town.hire("intake_clerk"), town.hire("intake_clerk")
    came = town.now - timedelta(days=2)
    scan = {"scan_name": "begroting.pdf", "scan_sha256": "cd" * 32}
    sent = payloads.Completion({}, channel="paper", received_at=came, receipt_reason="Bij de post.", **scan)
    clerk = Actor(person=one.person, on_behalf_of=case.contact_id)
    town.take(clerk, "application", "complete", case.pk, sent)
    assert (Application.objects.get(pk=case.pk).completed_on, term(case).suspensions) == (
        date(2026, 1, 19),
        '[["2026-01-06","2026-01-18"]]',
    )
    assert refused(town, one, "intake", case).code == "receipt-not-confirmed"
    town.take(two, "application", "confirm_receipt", case.pk)
    town.take(one, "application", "intake", case.pk)


def test_a_withdrawal_on_paper_is_entered_by_a_clerk_with_its_scan() -> None:
    town = world.found()
    case = town.file()
    town.wait(days=1)
    clerk = Actor(person=town.people["intake_clerk"], on_behalf_of=case.contact_id)
    letter = payloads.Withdrawal("Het lukt niet.", channel="paper", scan_name="aanvraag.pdf", scan_sha256="ab" * 32)
    town.take(clerk, "application", "withdraw", case.pk, letter)
    receipt = Receipt.objects.get(application=case)
    assert (receipt.about, receipt.channel, receipt.scan_name) == ("withdraw", "paper", "aanvraag.pdf")
    assert Application.objects.get(pk=case.pk).state == "withdrawn"
