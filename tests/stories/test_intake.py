"""Tales of the front office: paper that lay in the post, a plan that came too late, the same plan twice, and who applies together."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from documents.letters import from_json
from documents.letters.intake import Acknowledgement
from documents.letters.rejection import CeilingGround, LateGround, Rejection, WrongSchemeGround
from documents.letters.terms import Merged, ReceiptCorrected
from documents.models import Letter
from grants import payloads
from grants.models import Application, Participant, Receipt
from partners.models import BankAccount, Membership, Organisation, Person
from tests import world
from tests.invariants.tables import everything
from tests.world import World
from workflow import clock, door
from workflow.errors import Refusal
from workflow.facts import Actor, Change
from workflow.models import Deadline, Event
from workflow.registers import Entries, record, register_id
from workflow.verify import verify

pytestmark = pytest.mark.django_db

SCAN: dict[str, Any] = {"scan_name": "aanvraag.pdf", "scan_sha256": "ab" * 32}
MONDAY = datetime(2026, 2, 2, 9, tzinfo=UTC)


def filing(
    town: World, party: tuple[Person, Organisation, BankAccount], cents: int = 1_000_00, **more: Any
) -> payloads.Filing:
    """A complete application of a party."""
    person, organisation, account = party
    return payloads.Filing(world.answers_for(cents), organisation.pk, person.pk, account.pk, round=town.round, **more)


def on_paper(clerk: Actor, party: tuple[Person, Organisation, BankAccount]) -> Actor:
    """The clerk, on behalf of the party."""
    return replace(clerk, on_behalf_of=party[0].pk)


def last(kind: str, case: Application | uuid.UUID) -> Any:
    """The last letter of a kind in a dossier."""
    stream = Application.objects.get(pk=getattr(case, "pk", case)).stream_id
    row = Letter.objects.filter(kind=kind, stream=stream).order_by("sent_on").last()
    assert row
    return from_json(kind, row.facts)


def refusal(step: Any, *where: Any, **more: Any) -> str:
    """The code with which a step is refused; nothing may have changed."""
    before = everything()
    with pytest.raises(Refusal) as refused:
        step(*where, **more)
    assert everything() == before
    return refused.value.code


def terms(case: uuid.UUID) -> list[tuple[date, date, int]]:
    """Every computation of the term to decide, the first in front: start, end, days that stood still."""
    rows = Deadline.objects.filter(subject=case, kind="decision_term").order_by("revision")
    return list(rows.values_list("starts_on", "legal_deadline", "suspended_days"))


def test_a_paper_application_is_entered_days_later_looked_at_corrected_and_decided() -> None:
    town = world.found()
    town.now = MONDAY
    one, two = town.hire("intake_clerk"), town.hire("intake_clerk")
    person = Person(name="Bep Voorbeeld", email="")
    hall = Organisation(
        name="Buurtvereniging Oost",
        legal_form="informal_group",
        street="Laan",
        number="2",
        postcode="9711 XX",
        place="Groningen",
    )
    member = Membership(person=person, organisation=hall, role="signer", valid_from=date(2026, 1, 1))
    account = BankAccount(organisation=hall, iban="NL03VBLD0910000001", holder="Buurtvereniging Oost")
    entries = Entries("partners", (person, hall, member, account))
    town.take(one, "register", "enter", register_id("partners"), entries)

    party, case = (person, hall, account), uuid.uuid4()
    stamped = MONDAY - timedelta(days=4)
    paper = filing(
        town, party, channel="paper", received_at=stamped, receipt_reason="De brief lag bij de post.", **SCAN
    )
    town.take(on_paper(one, party), "application", "file", case, paper)
    row = Application.objects.get(pk=case)
    assert (row.received_at, row.receipt_by, terms(case)) == (
        stamped,
        one.person,
        [(date(2026, 1, 29), date(2026, 3, 26), 0)],
    )
    assert last("acknowledgement", case).received_at == stamped

    assert refusal(town.take, one, "application", "intake", case) == "receipt-not-confirmed"
    assert refusal(town.take, one, "application", "confirm_receipt", case) == "own-receipt"
    early = payloads.Draft(case, "refusal", 1_000_00, ground="refused_late")
    assert (
        refusal(town.take, "policy_officer", "decision", "draft_decision", uuid.uuid4(), early, stream=row.stream_id)
        == "receipt-not-confirmed"
    )
    town.take(two, "application", "confirm_receipt", case)
    town.take(one, "application", "intake", case)
    assert Application.objects.get(pk=case).complete_on == date(2026, 1, 29)

    assert verify().differences == []


def test_a_wrong_day_of_receipt_is_corrected_by_another_person_and_everything_that_follows_moves() -> None:
    town = world.found()
    town.now = MONDAY
    one, two = town.hire("intake_clerk"), town.hire("intake_clerk")
    party, case = world.new_party(town.now), uuid.uuid4()
    wrong, right = MONDAY - timedelta(days=4), MONDAY - timedelta(days=7)
    paper = filing(town, party, channel="paper", received_at=wrong, receipt_reason="Het lag bij de post.", **SCAN)
    town.take(on_paper(one, party), "application", "file", case, paper)
    correction = payloads.ReceiptCorrection(right, "De stempel zegt 26 januari.")
    assert refusal(town.take, one, "application", "correct_receipt", case, correction) == "own-receipt"
    town.take(two, "application", "correct_receipt", case, correction)

    row = Application.objects.get(pk=case)
    assert (row.received_at, row.receipt_by) == (right, None)
    assert terms(case) == [(date(2026, 1, 29), date(2026, 3, 26), 0), (date(2026, 1, 26), date(2026, 3, 23), 0)]
    said = list(
        Receipt.objects.filter(application=case)
        .order_by("number")
        .values_list("about", "received_at", "entered_by", "reason")
    )
    assert said == [
        ("file", wrong, one.person, "Het lag bij de post."),
        ("correct_receipt", right, two.person, "De stempel zegt 26 januari."),
    ]
    letter = last("receipt_corrected", case)
    assert isinstance(letter, ReceiptCorrected)
    assert (letter.was_received_at, letter.received_at, letter.decide_by) == (wrong, right, date(2026, 3, 23))

    town.take(one, "application", "intake", case)
    assert Application.objects.get(pk=case).complete_on == date(2026, 1, 26)
    town.decide(Application.objects.get(pk=case))
    assert Application.objects.get(pk=case).state == Application.AWARDED
    again = payloads.ReceiptCorrection(wrong, "Toch niet.")
    assert refusal(town.take, two, "application", "correct_receipt", case, again) == "wrong-state"
    assert verify().differences == []


def test_a_moment_of_receipt_through_the_portal_is_corrected_by_two_clerks_and_never_under_a_decision() -> None:
    town = world.found()
    case = town.file()
    one, two = town.hire("intake_clerk"), town.hire("intake_clerk")
    town.wait(days=2)
    outage = payloads.ReceiptCorrection(town.now - timedelta(days=1), "Het portaal stond stil.")
    town.take(one, "application", "correct_receipt", case.pk, outage)
    assert refusal(town.take, one, "application", "intake", case.pk) == "receipt-not-confirmed"
    town.take(two, "application", "confirm_receipt", case.pk)
    assert refusal(town.take, two, "application", "confirm_receipt", case.pk) == "nothing-to-confirm"
    town.take(one, "application", "intake", case.pk)
    town.draft(Application.objects.get(pk=case.pk))
    assert refusal(town.take, two, "application", "correct_receipt", case.pk, outage) == "decision-under-way"


def test_a_receipt_that_cannot_be_is_refused_and_nothing_changes() -> None:
    town = world.found()
    town.now = MONDAY
    party, clerk = world.new_party(town.now), town.actor("intake_clerk")

    def code(**receipt: Any) -> str:
        return refusal(
            town.take, on_paper(clerk, party), "application", "file", uuid.uuid4(), filing(town, party, **receipt)
        )

    late: dict[str, Any] = {"received_at": MONDAY - timedelta(days=1)}
    why: dict[str, Any] = {"receipt_reason": "Het lag bij de post."}
    paper: dict[str, Any] = {"channel": "paper", **SCAN}
    assert code(**paper, received_at=MONDAY + timedelta(minutes=1)) == "receipt-in-future"
    assert code(**paper, **why, received_at=world.START - timedelta(minutes=1)) == "receipt-too-early"
    assert code(**paper, **late) == "receipt-reason-missing"
    assert code(channel="paper") == "scan-missing"
    assert code() == "channel-missing"
    assert code(channel="fax") == "payload-invalid"
    assert code(**{**paper, "scan_sha256": "ab"}) == "payload-invalid"
    assert code(**paper, received_at=MONDAY.replace(tzinfo=None)) == "payload-invalid"
    own = filing(town, party, **late)
    assert (
        refusal(town.take, Actor(person=party[0].pk), "application", "file", uuid.uuid4(), own) == "receipt-not-yours"
    )
    ahead = filing(town, party, **paper, received_at=MONDAY + timedelta(days=1))
    with pytest.raises(Refusal) as refused:
        town.take(on_paper(clerk, party), "application", "file", uuid.uuid4(), ahead)
    assert refused.value.detail == {"received_at": "2026-02-03T09:00:00+00:00", "now": "2026-02-02T09:00:00+00:00"}
    assert refused.value.sentence.replace("\u00a0", " ") == (
        "Het is nu 2 februari 2026 om 10.00 uur. Ontvangst op 3 februari 2026 om 10.00 uur ligt in de toekomst."
    )


def test_a_clerk_enters_a_new_applicant_and_nothing_of_one_that_is_known() -> None:
    town = world.found()
    _, known, _ = world.new_party(town.now)
    clerk = town.actor("intake_clerk")
    person, group = Person(name="Nieuw"), Organisation(name="Nieuw", legal_form="stichting", postcode="9711 XX")

    def code(*rows: Any, register: str = "partners", **more: Any) -> str:
        return refusal(town.take, clerk, "register", "enter", register_id(register), Entries(register, rows, **more))

    day = date(2026, 1, 1)
    assert code(BankAccount(organisation=known, iban="NL03VBLD0910000001", holder="X")) == "party-known-already"
    assert (
        code(person, Membership(person=person, organisation=known, role="signer", valid_from=day))
        == "party-known-already"
    )
    assert clerk.person
    mine = Membership(person_id=clerk.person, organisation=group, role="signer", valid_from=day)
    assert code(group, mine) == "own-party"
    assert code(revised=((known, {"name": "Anders"}),)) == "not-for-clerks"
    assert code(register="law") == "not-for-clerks"


def test_a_late_plan_is_received_and_answered_by_decision() -> None:
    town = world.found()
    town.now = datetime(2026, 12, 31, 16, 12, tzinfo=UTC)
    case = town.file()
    assert isinstance(last("acknowledgement", case), Acknowledgement)
    town.wait(hours=1)
    town.decide(case, kind="refusal", ground="refused_late")
    letter = last("rejection", case)
    assert isinstance(letter, Rejection)
    assert isinstance(letter.ground, LateGround)
    assert (letter.ground.received_at, Application.objects.get(pk=case.pk).state) == (case.received_at, "rejected")


def test_an_application_on_an_exhausted_ceiling_is_received_and_answered_with_the_sum() -> None:
    town = world.found(ceiling_cents=1_500_00)
    first = town.assessed(1_000_00)
    town.decide(first)
    second = town.assessed(800_00)
    town.decide(second, kind="refusal", ground="refused_ceiling")
    ground = last("rejection", second).ground
    assert isinstance(ground, CeilingGround)
    table = ground.table
    assert (table.ceiling_cents, table.granted_cents, table.remainder_cents, ground.minimum_cents, ground.place) == (
        1_500_00, 1_000_00, 500_00, 800_00, 2,
    )  # fmt: skip


def test_a_plan_under_the_wrong_scheme_is_answered_with_the_name_of_the_one_that_fits() -> None:
    town = world.found()
    case = town.file()
    draft = payloads.Draft(case.pk, "refusal", 1_000_00, ground="wrong_scheme", details={"fits": "bestaat-niet"})
    assert (
        refusal(town.take, "policy_officer", "decision", "draft_decision", uuid.uuid4(), draft, stream=case.stream_id)
        == "scheme-unknown"
    )
    town.decide(
        case,
        kind="refusal",
        ground="wrong_scheme",
        details={"fits": "innovatie-atelier"},
        reason="U zoekt steun voor een nieuw plan.",
    )
    ground = last("rejection", case).ground
    assert isinstance(ground, WrongSchemeGround)
    assert (ground.fits, ground.explanation) == (
        "Innovatieatelier Sociaal Domein",
        "U zoekt steun voor een nieuw plan.",
    )


def test_the_same_application_twice_is_found_and_merged_into_the_one_that_came_first() -> None:
    town = world.found()
    party = world.new_party(town.now)
    first, second, other = uuid.uuid4(), uuid.uuid4(), town.file()
    applicant = Actor(person=party[0].pk)
    town.take(applicant, "application", "file", first, filing(town, party))
    town.wait(days=1)
    town.take(applicant, "application", "file", second, filing(town, party))
    out = StringIO()
    call_command("duplicates", "BF-jaar", stdout=out)
    references = dict(Application.objects.values_list("pk", "stream__reference"))
    alike = "organisatie, contactpersoon, rekening, titel, bedrag"
    lines = [line for line in out.getvalue().splitlines() if references[other.pk] not in line]
    assert lines == [f"{references[first]} en {references[second]}: zelfde {alike}."]

    clerk = "intake_clerk"
    assert refusal(town.take, clerk, "application", "merge", first, payloads.Merging(second)) == "received-first"
    assert refusal(town.take, clerk, "application", "merge", second, payloads.Merging(second)) == "not-a-duplicate"
    assert refusal(town.take, clerk, "application", "merge", second, payloads.Merging(other.pk)) == "not-a-duplicate"
    assert (
        refusal(town.take, clerk, "application", "merge", second, payloads.Merging(uuid.uuid4())) == "not-a-duplicate"
    )
    town.take(clerk, "application", "merge", second, payloads.Merging(first))
    ended = Application.objects.get(pk=second)
    assert (ended.state, ended.merged_into_id) == ("merged", first)
    letter = last("merged", second)
    assert isinstance(letter, Merged)
    assert (letter.other_reference, letter.other_received_at) == (references[first], world.START)
    goes_on = Application.objects.get(pk=first)
    assert list(Event.objects.filter(subject=first).order_by("seq").values_list("action", flat=True)) == [
        "file",
        "absorb",
    ]
    town.take(clerk, "application", "intake", first)
    town.decide(Application.objects.get(pk=first))
    assert (goes_on.state, Application.objects.get(pk=first).state) == ("submitted", "awarded")
    assert verify().differences == []


def test_nothing_is_merged_once_money_is_reserved_for_one_of_the_two() -> None:
    town = world.found()
    party = world.new_party(town.now)
    first, second = uuid.uuid4(), uuid.uuid4()
    for case in (first, second):
        town.take(Actor(person=party[0].pk), "application", "file", case, filing(town, party))
    town.take("intake_clerk", "application", "intake", first)
    town.draft(Application.objects.get(pk=first))
    assert (
        refusal(town.take, "intake_clerk", "application", "merge", second, payloads.Merging(first))
        == "duplicate-decided"
    )


def test_nothing_is_merged_while_nobody_has_confirmed_which_of_the_two_came_first() -> None:
    town = world.found()
    town.now = MONDAY
    party, first, second = world.new_party(town.now), uuid.uuid4(), uuid.uuid4()
    clerk = town.actor("intake_clerk")
    day_before = {"received_at": MONDAY - timedelta(days=1), "receipt_reason": "Het lag bij de post.", **SCAN}
    paper = filing(town, party, channel="paper", **day_before)
    town.take(on_paper(clerk, party), "application", "file", first, paper)
    town.take(Actor(person=party[0].pk), "application", "file", second, filing(town, party))
    assert refusal(town.take, clerk, "application", "merge", second, payloads.Merging(first)) == "receipt-not-confirmed"
    town.take(town.hire("intake_clerk"), "application", "confirm_receipt", first)
    town.take(clerk, "application", "merge", second, payloads.Merging(first))
    assert Application.objects.get(pk=second).state == "merged"


def test_who_applies_together_stands_in_every_letter_to_the_lead() -> None:
    town = world.found()
    party, partner = world.new_party(town.now), world.new_party(town.now)
    lead, other, case = party[1], partner[1], uuid.uuid4()
    applicant = Actor(person=party[0].pk)
    for wrong in ((other.pk, other.pk), (lead.pk,), tuple(uuid.uuid4() for _ in range(11))):
        assert (
            refusal(town.take, applicant, "application", "file", case, filing(town, party, partners=wrong))
            == "payload-invalid"
        )
    stranger = filing(town, party, partners=(uuid.uuid4(),))
    assert refusal(town.take, applicant, "application", "file", case, stranger) == "partner-unknown"
    town.take(applicant, "application", "file", case, filing(town, party, partners=(other.pk,)))
    rows = Participant.objects.filter(application=case).values_list("organisation", "role")
    assert set(rows) == {(lead.pk, "lead"), (other.pk, "partner")}
    assert last("acknowledgement", case).head.also_for == (other.name,)
    member = Actor(person=partner[0].pk)
    change = Change("application", "withdraw", case, payloads.Withdrawal())
    with clock.at(town.now):
        assert door.act([change], actor=member, key=world.key(), write=False).taken


def test_a_member_of_a_partner_belongs_to_the_applicant_and_does_not_handle_the_case() -> None:
    town = world.found()
    party, partner = world.new_party(town.now), world.new_party(town.now)
    case = uuid.uuid4()
    town.take(Actor(person=party[0].pk), "application", "file", case, filing(town, party, partners=(partner[1].pk,)))
    clerk = town.hire("intake_clerk")
    assert clerk.person
    joined = Membership(person_id=clerk.person, organisation=partner[1], role="member", valid_from=date(2026, 1, 1))
    with clock.at(town.now):
        record("partners", joined, actor=world.INSTALLATION, key=world.key())
    assert refusal(town.take, clerk, "application", "intake", case) == "separation"


def test_a_group_without_legal_form_applies_through_one_person_who_signs() -> None:
    town = world.found()
    person = Person(name="Cor Voorbeeld")
    group = Organisation(name="Groep", legal_form="informal_group", postcode="9711 XX")
    member = Membership(person=person, organisation=group, role="member", valid_from=date(2026, 1, 1))
    account = BankAccount(organisation=group, iban="NL03VBLD0910000001", holder="Groep")
    town.take(
        "intake_clerk",
        "register",
        "enter",
        register_id("partners"),
        Entries("partners", (person, group, member, account)),
    )
    party = (person, group, account)
    code = refusal(town.take, Actor(person=person.pk), "application", "file", uuid.uuid4(), filing(town, party))
    assert code == "no-responsible-person"
