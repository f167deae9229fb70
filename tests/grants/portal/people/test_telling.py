"""Who asks what is kept about them gets it from one role, that proves who it is, and each time is on record (AVG 15)."""

from __future__ import annotations

import json
import uuid
from datetime import date

import pytest

from grants import personal_desk, personal_file, signed_in
from grants.desk import desk_of
from grants.models import Application
from partners.models import Membership, Person
from tests import world
from tests.grants.portal.office import Visitor, text
from tests.world import World
from workflow import clock
from workflow.errors import Refusal
from workflow.models import Event
from workflow.registers import record
from workflow.verify import verify

pytestmark = pytest.mark.django_db

PATH = "/mensen/inzage/"


def boss(town: World, *, proven: bool = True) -> Visitor:
    found = Visitor(town, town.hire("administrator").person)
    if not proven:
        session = found.client.session
        session[signed_in.PROVED] = 0
        session.save()
    return found


def fetches() -> list[Event]:
    return list(Event.objects.filter(machine="register", action="disclose").order_by("seq"))


def test_the_file_on_the_screen_is_that_of_the_command_and_each_fetching_is_on_record() -> None:
    town = world.found()
    case = town.file(idee_titel="Kanariefeest")
    person, visitor = Person.objects.get(pk=case.contact_id), boss(town)
    who = {"persoon": str(person.pk)}
    page = text(visitor.post(PATH, doe="look", **who))
    assert f"Wij bewaren {sum(len(one.rows) for one in personal_file.about(person))} rijen" in page
    assert [one for one in personal_file.left_out() if one not in page] == []
    assert ("Kanariefeest" in page, fetches()) == (False, [])
    answer = visitor.post(PATH, doe="fetch", vorm="json", **who)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="inzage.json"'
    said = json.loads(answer.content)
    with clock.at(town.now):
        assert said == json.loads(personal_file.as_json(person, personal_file.about(person)))
    assert said["left_out"] == personal_file.left_out()
    read = visitor.post(PATH, doe="fetch", vorm="text", **who).content.decode()
    assert ("  titel: Kanariefeest\n" in read, "Wat hier niet in staat" in read) == (True, True)
    assert [one.person for one in fetches()] == [visitor.account and visitor.account.person_id] * 2
    assert [str(person.pk) in one.data for one in fetches()] == [True, True]
    assert [("Kanariefeest" in one.data, person.email in one.data) for one in fetches()] == [(False, False)] * 2
    assert verify().differences == []


def test_nobody_sees_or_fetches_anything_without_a_fresh_proof() -> None:
    town = world.found()
    case, visitor = town.file(idee_titel="Kanariefeest"), boss(town, proven=False)
    for asked in ({"doe": "look"}, {"doe": "fetch", "vorm": "json"}):
        answer = visitor.post(PATH, persoon=str(case.contact_id), **asked)
        assert (answer.templates[0].name, b"Kanariefeest" in answer.content) == ("portal/account/prove.html", False)
    assert fetches() == []


def test_who_has_an_interest_in_a_dossier_of_somebody_leaves_it_to_a_colleague() -> None:
    town = world.found()
    case, visitor = town.file(), boss(town)
    assert visitor.account
    assert case.organisation_id
    joined = Membership(
        person_id=visitor.account.person_id, organisation_id=case.organisation_id, role="member", valid_from=date(2026, 1, 5)
    )  # fmt: skip
    with clock.at(town.now):
        record("partners", joined, actor=world.INSTALLATION, key=world.key())
    for asked in ({"doe": "look"}, {"doe": "fetch"}):
        page = text(visitor.post(PATH, persoon=str(case.contact_id), **asked))
        assert "U hebt een belang in een dossier van deze persoon. Vraag een collega." in page
        assert "rijen" not in page
    desk = desk_of(visitor.account.person_id, "")
    assert desk
    with clock.at(town.now), pytest.raises(Refusal) as refused:
        personal_desk.fetch(case.contact_id, desk)
    assert [one.code for one in refused.value.obstacles] == ["interest-in-file"]
    assert fetches() == []


def test_somebody_is_found_by_a_part_of_a_name_an_address_or_a_dossier_and_a_name_stands_in_no_address() -> None:
    town = world.found()
    case, visitor = town.file(), boss(town)
    person = Person.objects.get(pk=case.contact_id)
    Person.objects.filter(pk=person.pk).update(name="Kanarie Vogel", email="kanarie@voorbeeld.example")
    for words in ("narie vo", "KANARIE@voorbeeld.example", case.stream.reference.lower()):
        assert str(person.pk) in text(visitor.post(PATH, zoek=words)), words
    assert str(person.pk) not in text(visitor.post(PATH, zoek="ka"))
    assert str(person.pk) not in text(visitor.get(PATH, zoek="Kanarie"))
    assert "Wij vonden niemand" in text(visitor.post(PATH, zoek="bestaat niet"))


def test_a_list_that_was_cut_says_that_there_may_be_more() -> None:
    town = world.found()
    visitor, more = boss(town), "Meer laten wij er niet zien."
    people = [world.new_party(town.now)[0].pk for _ in range(personal_desk.MOST)]
    Person.objects.filter(pk__in=people[1:]).update(name="Kanarie Vogel")
    assert more not in text(visitor.post(PATH, zoek="kanarie"))
    Person.objects.filter(pk=people[0]).update(name="Kanarie Vogel")
    assert more in text(visitor.post(PATH, zoek="kanarie"))


def test_of_nobody_there_is_nothing() -> None:
    town = world.found()
    visitor = boss(town)
    codes = [
        visitor.post(PATH, doe=asked, persoon=who).status_code
        for asked in ("look", "fetch")
        for who in ("x", "", str(uuid.uuid4()))
    ]
    assert codes == [404] * 6
    assert (fetches(), Application.objects.count()) == ([], 0)
