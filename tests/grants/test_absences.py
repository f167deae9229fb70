"""Absences: reported for days to come, over by themselves, and never a power: a substitute does only what they might do before."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest

from grants import absences, payloads
from grants.models import Absence
from tests import world
from tests.invariants.asking import good_payloads, steps, subject_of
from tests.invariants.tale import Tale
from tests.world import World
from workflow import clock, door
from workflow.errors import Refusal
from workflow.facts import NOTHING, Actor, Change

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2026, 1, 12), date(2026, 1, 16)


def away(
    town: World, who: str = "assessor", other: str = "adviser", first: date = FIRST, last: date = LAST, by: str = ""
) -> uuid.UUID:
    """Report an absence, by who is away unless told otherwise."""
    absence = uuid.uuid4()
    given = payloads.Away(town.people[who], first, last, town.people[other])
    town.take(by or who, "absence", "report_absence", absence, given)
    return absence


def test_an_absence_begins_and_ends_by_itself_and_the_substitute_knows_whose_cases_they_look_after() -> None:
    town = world.found()
    away(town)
    me, them = town.people["adviser"], town.people["assessor"]
    seen = {}
    for day in (FIRST - timedelta(days=1), FIRST, LAST, LAST + timedelta(days=1)):
        seen[day] = absences.looked_after(me, day)
    known = {them: ("Medewerker assessor (voorbeeld)", LAST)}
    assert list(seen.values()) == [{}, known, known, {}]
    assert absences.looked_after(them, FIRST) == {}


def test_who_is_back_earlier_ends_it_and_a_colleague_or_the_administrator_reports_it_for_who_is_ill() -> None:
    town = world.found()
    absence = away(town, by="intake_clerk")
    town.take("assessor", "absence", "end_absence", absence)
    assert absences.looked_after(town.people["adviser"], FIRST) == {}
    away(town, by="administrator")
    assert list(Absence.objects.order_by("state").values_list("state", flat=True)) == ["ended", "reported"]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("absence-period", {"last": date(2026, 1, 11)}),
        ("absence-period", {"last": date(2027, 1, 14)}),
        ("absence-own-substitute", {"other": "assessor"}),
        ("absence-over", {"first": date(2026, 1, 1), "last": date(2026, 1, 4)}),
        ("absence-of-stranger", {"other": "auditor"}),
        ("absent-already", {"last": date(2026, 1, 30)}),
        ("substitute-absent", {"who": "juror", "other": "assessor"}),
    ],
)
def test_an_absence_that_cannot_be_looked_after_is_refused(code: str, said: dict[str, str | date]) -> None:
    town = world.found()
    away(town)
    with pytest.raises(Refusal) as no:
        away(town, **said, by="policy_officer")  # type: ignore[arg-type]
    assert no.value.code == code
    assert Absence.objects.count() == 1


@pytest.mark.parametrize("duties", [("finance_maker", "finance_checker"), ("intake_clerk", "assessor"), ("juror",), ()])
def test_an_absence_opens_no_step_to_the_substitute_and_shuts_none(told: Tale, duties: tuple[str, ...]) -> None:
    """Whatever the door answers to the substitute about any step of a dossier, it answered before the absence."""
    me = told.town.hire(*duties, "area_lead")
    assert me.person
    before = answers(told, me)
    start = clock.day_of(told.town.now)
    for role in ("finance_maker", "finance_checker", "intake_clerk", "assessor", "juror", "mandate_holder"):
        given = payloads.Away(told.town.people[role], start, start + timedelta(days=5), me.person)
        told.town.take("administrator", "absence", "report_absence", uuid.uuid4(), given)
    with clock.at(told.town.now):
        assert len(absences.looked_after(me.person, start)) == 6
    assert answers(told, me) == before


def answers(told: Tale, who: Actor) -> list[tuple[str, str, str, str]]:
    """What the door says of every step: the role in which it is open, or what is in the way."""
    given, found = good_payloads(told), []
    with clock.at(told.town.now):
        for machine, action in steps():
            change = Change(machine, action, subject_of(told, machine), given.get((machine, action), NOTHING))
            option = door.tried([change], actor=who)[0]
            found.append((machine, action, option.role, " ".join(one.sentence for one in option.obstacles)))
    return found


def test_a_substitute_who_did_the_one_duty_is_refused_the_other_under_any_absence() -> None:
    town = world.found()
    both = town.hire("finance_maker", "finance_checker")
    assert both.person
    award = town.decide(town.assessed())
    today, payment = clock.day_of(town.now), uuid.uuid4()
    proposal = payloads.Proposal(award.pk, 0, today)
    town.take(both, "payment", "propose_payment", payment, proposal, stream=award.stream_id)
    given = payloads.Away(town.people["finance_checker"], today, today, both.person)
    town.take("finance_checker", "absence", "report_absence", uuid.uuid4(), given)
    with pytest.raises(Refusal, match="separation: U deed in dit dossier al iets als medewerker betalingen"):
        town.take(both, "payment", "approve_payment", payment)
