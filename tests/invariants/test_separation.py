"""Two accounts of one person, and a role swapped midway, do not beat separation of duties."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date

import pytest

from budgets.models import Payment
from grants import payloads
from grants.models import Application, Decision
from partners.models import Account, Membership, Organisation, Person
from tests import world
from tests.invariants import mutants
from tests.invariants.tale import STRAATFEEST
from tests.world import World
from workflow import clock
from workflow.errors import Obstacle, Refusal
from workflow.facts import Actor
from workflow.models import Event, RoleGrant
from workflow.registers import record

pytestmark = pytest.mark.django_db

FINANCE = Obstacle(
    "separation",
    "U deed in dit dossier al iets als medewerker betalingen. "
    "Dan mag u hier niet ook optreden als controleur betalingen. Vraag een collega.",
    "Gemeentewet 212; Awb 2:4",
    {"role": "finance_checker", "earlier": "finance_maker"},
)
APPLICANT = Obstacle(
    "separation",
    "U hoort bij de aanvrager. Dan mag u hier niet optreden als beoordelaar. Vraag een collega.",
    "Gemeentewet 212; Awb 2:4",
    {"role": "assessor", "earlier": "applicant"},
)


def person_of(actor: Actor) -> uuid.UUID:
    """The person behind an actor."""
    assert actor.person
    return actor.person


def answer(step: Callable[[], object]) -> Obstacle | None:
    """What stood in the way of a step, None when nothing did."""
    try:
        step()
    except Refusal as refusal:
        return refusal.obstacles[0]
    return None


def proposed(town: World, maker: Actor) -> uuid.UUID:
    """A payment that somebody proposed on an award of somebody else."""
    award = town.decide(town.assessed())
    payment = uuid.uuid4()
    proposal = payloads.Proposal(award.pk, 0, clock.day_of(town.now))
    town.take(maker, "payment", "propose_payment", payment, proposal, stream=award.stream_id)
    return payment


def approval_by_one_person_with_both_roles() -> Obstacle | None:
    town = world.found()
    both = town.hire("finance_maker", "finance_checker")
    payment = proposed(town, both)
    return answer(lambda: town.take(both, "payment", "approve_payment", payment))


def approval_with_a_second_account() -> Obstacle | None:
    town = world.found()
    both = town.hire("finance_maker", "finance_checker")
    person = Person.objects.get(pk=person_of(both))
    accounts = [Account.objects.create_account(name, None, person=person) for name in ("daan", "daan-controle")]
    first, second = (Actor(person=account.person_id) for account in accounts)
    payment = proposed(town, first)
    return answer(lambda: town.take(second, "payment", "approve_payment", payment))


def approval_after_a_role_was_swapped() -> Obstacle | None:
    town = world.found()
    swapper = town.hire("finance_maker")
    payment = proposed(town, swapper)
    old = RoleGrant.objects.get(person=person_of(swapper))
    with clock.at(town.now):
        other = RoleGrant(person=person_of(swapper), role="finance_checker", valid_from=date(2026, 1, 1))
        ended = [(old, {"valid_through": date(2026, 1, 4)})]
        record("roles", other, revised=ended, actor=world.INSTALLATION, key=world.key())
    return answer(lambda: town.take(swapper, "payment", "approve_payment", payment))


FINANCE_SCENARIOS = (
    approval_by_one_person_with_both_roles,
    approval_with_a_second_account,
    approval_after_a_role_was_swapped,
)


@pytest.mark.parametrize("scenario", FINANCE_SCENARIOS, ids=lambda one: one.__name__)
def test_nobody_approves_a_payment_that_they_proposed(scenario: Callable[[], Obstacle | None]) -> None:
    assert scenario() == FINANCE
    assert Payment.objects.get().state == Payment.PROPOSED


@pytest.mark.parametrize("scenario", FINANCE_SCENARIOS, ids=lambda one: one.__name__)
def test_a_door_without_separation_pays_on_the_word_of_one_person(scenario: Callable[[], Obstacle | None]) -> None:
    with mutants.no_separation():
        assert scenario() is None


def test_a_door_that_looks_at_the_roles_of_today_is_beaten_by_swapping_them() -> None:
    with mutants.separation_by_roles_of_today():
        assert approval_after_a_role_was_swapped() is None


def assessment_by_a_member_of_the_applicant() -> Obstacle | None:
    town = world.found(STRAATFEEST)
    member = town.hire("assessor")
    case = town.file()
    organisation = Organisation.objects.get(applications=case)
    with clock.at(town.now):
        joined = Membership(
            person_id=person_of(member), organisation=organisation, role="member", valid_from=date(2026, 1, 2)
        )
        record("partners", joined, actor=world.INSTALLATION, key=world.key())
    scores = payloads.Scoring(case.pk, {"samen": 5})
    return answer(lambda: town.take(member, "assessment", "score", uuid.uuid4(), scores, stream=case.stream_id))


def test_a_member_of_the_applicant_may_not_assess_though_they_never_acted_in_the_dossier() -> None:
    assert assessment_by_a_member_of_the_applicant() == APPLICANT


@pytest.mark.parametrize(
    "mutant", [mutants.no_separation, mutants.applicants_who_did_nothing_may_assess], ids=lambda one: one.__name__
)
def test_a_door_that_forgets_who_the_applicant_is_lets_them_assess(mutant: mutants.Mutant) -> None:
    with mutant():
        assert assessment_by_a_member_of_the_applicant() is None


def signature_in_another_dossier() -> tuple[Obstacle | None, int]:
    """The assessor of one case has it decided in the dossier of another, where the trail knows nothing of them."""
    town = world.found(STRAATFEEST)
    both = town.hire("assessor", "policy_officer")
    case, other = town.file(), town.file()
    draft = payloads.Draft(
        case.pk, "refusal", 1_000_00, ground="4:35(1)a", reason="Het mag niet.", hearing_exempt="own_data"
    )
    drafted = answer(lambda: town.take(both, "decision", "draft_decision", uuid.uuid4(), draft, stream=other.stream_id))
    return drafted, Decision.objects.count()


def test_nothing_of_a_case_can_be_put_in_another_dossier_where_nobody_knows_who_did_what() -> None:
    assert signature_in_another_dossier() == (Obstacle("other-dossier", "Dit hoort niet in dit dossier."), 0)


def test_an_application_cannot_be_born_in_the_dossier_of_somebody_else() -> None:
    town = world.found()
    victim = town.file()
    person, organisation, account = world.new_party(town.now)
    filing = payloads.Filing(world.answers_for(100), organisation.pk, person.pk, account.pk, round=town.round)
    refused = answer(
        lambda: town.take(Actor(person=person.pk), "application", "file", uuid.uuid4(), filing, stream=victim.stream_id)
    )
    assert refused == Obstacle("other-dossier", "Dit hoort niet in dit dossier.")
    assert Event.objects.filter(stream=victim.stream_id).count() == 2
    assert Application.objects.count() == 1


def test_the_same_person_may_do_the_other_duty_in_another_dossier() -> None:
    town = world.found()
    both = town.hire("finance_maker", "finance_checker")
    proposed(town, both)
    payment = proposed(town, town.actor("finance_maker"))
    assert answer(lambda: town.take(both, "payment", "approve_payment", payment)) is None


def test_somebody_who_proposed_one_payment_of_a_dossier_does_not_approve_another_of_it() -> None:
    town = world.found()
    both = town.hire("finance_maker", "finance_checker")
    award = town.decide(town.assessed())
    first, second = uuid.uuid4(), uuid.uuid4()
    proposal = payloads.Proposal(award.pk, 0, clock.day_of(town.now))
    town.take(both, "payment", "propose_payment", first, proposal, stream=award.stream_id)
    town.take(both, "payment", "cancel_payment", first)
    town.take("finance_maker", "payment", "propose_payment", second, proposal, stream=award.stream_id)
    assert answer(lambda: town.take(both, "payment", "approve_payment", second)) == FINANCE


def test_duties_clash_whichever_of_the_two_is_done_first() -> None:
    town = world.found(STRAATFEEST)
    both = town.actor("mandate_holder")
    with clock.at(town.now):
        granted = RoleGrant(person=person_of(both), role="assessor", valid_from=date(2026, 1, 1))
        record("roles", granted, actor=world.INSTALLATION, key=world.key())
    case = town.file()
    decision = uuid.uuid4()
    draft = payloads.Draft(
        case.pk, "refusal", 1_000_00, ground="4:35(1)a", reason="Het mag niet.", hearing_exempt="own_data"
    )
    town.take("policy_officer", "decision", "draft_decision", decision, draft, stream=case.stream_id)
    town.take(both, "decision", "sign", decision)
    scores = payloads.Scoring(case.pk, {"samen": 5})
    refused = answer(lambda: town.take(both, "assessment", "score", uuid.uuid4(), scores, stream=case.stream_id))
    assert refused is not None
    assert refused.detail == {"role": "assessor", "earlier": "mandate_holder"}
