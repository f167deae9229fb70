"""A form that was filled in elsewhere: it is filed once, for who applies, and nobody gets in under the number of another."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from grants.models import Application
from grants.sent import sent as sent_in
from partners.models import BankAccount, Membership, Organisation, Person
from tests import world
from tests.grants.api.callers import SystemCaller, calling, system, token_of
from tests.world import World
from workflow.models import Event
from workflow.verify import verify

pytestmark = pytest.mark.django_db

SEND, READ = "forms:send", "schemes:read"
PATH = "/rounds/BF-jaar/submissions"
PARTY = {
    "name": "Stichting Feest", "form": "stichting", "kvk": "90007287", "street": "Voorbeeldstraat", "number": "1",
    "postcode": "9711XX", "place": "Groningen", "contact": "Ada Voorbeeld", "email": "ada@feest.example",
    "iban": "NL03VBLD0910000001",
}  # fmt: skip
FORM = {
    "values": {
        "aanvrager": PARTY,
        "idee_titel": "Feest op het plein",
        "adres": {"street": "Voorbeeldstraat", "number": "1", "postcode": "9711 XX", "place": "Groningen"},
        "begroting": {
            "costs": [{"what": "Tent", "amount": "900.00"}],
            "income": [{"kind": "subsidie", "what": "Gemeente", "amount": "900.00"}],
        },
        "verklaring": True,
    },
    "values_schema": {"type": "object"},
    "metadata": {"public_reference": "OF-8814", "form_name": "Buurtfeest"},
    "metadata_schema": {},
}


def form(reference: str = "OF-8814", party: dict[str, str] | None = None, **values: Any) -> dict[str, Any]:
    """The form as Open Forms sends it, with other values."""
    made: dict[str, Any] = deepcopy(FORM)
    made["metadata"]["public_reference"] = reference
    made["values"] |= {"aanvrager": PARTY | (party or {})} | values
    return made


def post_room(town: World) -> SystemCaller:
    return calling(town, "intake_clerk", READ, SEND)


def on_two_days(town: World) -> Iterator[SystemCaller]:
    """One system of the post room, today and tomorrow, when it needs another token."""
    person = town.hire("intake_clerk").person
    assert person
    found, secret = system(town, person, READ, SEND)
    for days in (0, 1):
        town.wait(days=days)
        yield SystemCaller(town, token_of(town, found, secret).json()["access_token"])


def test_a_form_is_an_application_of_who_applies_and_the_same_form_again_is_the_same_one() -> None:
    town = world.found()
    first, again = (sender.send(PATH, FORM) for sender in on_two_days(town))
    assert (first.status_code, first.json()["reference"]) == (200, "BF-2026-0001")
    assert again.json() == first.json()
    assert post_room(town).send(PATH, FORM).status_code == 409
    case = Application.objects.select_related("organisation", "contact", "bank_account").get()
    assert (case.title, case.requested_cents, case.state) == ("Feest op het plein", 900_00, "submitted")
    assert case.organisation
    assert (case.organisation.name, case.organisation.kvk) == ("Stichting Feest", "90007287")
    assert (case.contact.name, case.contact.email) == ("Ada Voorbeeld", "ada@feest.example")
    assert case.bank_account
    assert case.bank_account.iban == "NL03VBLD0910000001"
    [sent] = sent_in([case]).values()
    assert sent.answers["begroting"]["costs"] == [{"what": "Tent", "amount_cents": 900_00}]
    assert Event.objects.filter(machine="application", action="file").count() == 1
    assert verify().differences == []


def test_the_same_system_gets_the_same_answer_and_another_form_under_the_reference_is_refused() -> None:
    town = world.found()
    sender = post_room(town)
    first = sender.send(PATH, FORM)
    assert sender.send(PATH, FORM).json() == first.json()
    other = sender.send(PATH, form(idee_titel="Iets heel anders"))
    assert (other.status_code, Application.objects.get().title) == (422, "Feest op het plein")


def test_an_organisation_that_is_known_applies_again_by_who_acts_for_it_and_by_nobody_else() -> None:
    town = world.found()
    sender = post_room(town)
    assert sender.send(PATH, FORM).status_code == 200
    assert sender.send(PATH, form("OF-2", {"email": "ADA@feest.example"})).json()["reference"] == "BF-2026-0002"
    assert Application.objects.values("organisation", "contact", "bank_account").distinct().count() == 1
    stranger = sender.send(PATH, form("OF-3", {"email": "mallory@elders.example"}))
    assert [one["code"] for one in stranger.json()["obstacles"]] == ["party-not-acting"]
    assert "Stichting" not in stranger.content.decode()
    assert (Organisation.objects.filter(kvk="90007287").count(), Application.objects.count()) == (1, 2)


def test_somebody_who_acts_no_longer_does_not_apply_and_another_account_is_not_taken_over() -> None:
    town = world.found()
    sender = post_room(town)
    sender.send(PATH, FORM)
    other = sender.send(PATH, form("OF-2", {"iban": "NL73VBLD0910000002"})).json()["reference"]
    assert Application.objects.get(stream__reference=other).bank_account is None
    assert BankAccount.objects.filter(organisation__kvk="90007287").count() == 1
    Membership.objects.filter(organisation__kvk="90007287").update(valid_through=town.now.date())
    assert [one.send(PATH, form(f"OF-{town.now}".replace(" ", "_"))).status_code for one in on_two_days(town)] == [
        200,
        409,
    ]


@pytest.mark.parametrize(
    ("sent", "at"),
    [
        (form(onbekend="x"), "values.onbekend"),
        (form(party={"kvk": "123"}), "values.aanvrager"),
        (form(party={"email": ""}), "values.aanvrager"),
        (form(party={"baas": "ja"}), "values.aanvrager"),
        ({**FORM, "values": {}}, "values.aanvrager"),
        ({**FORM, "metadata": {}}, "metadata"),
        ({**FORM, "metadata": {"public_reference": "met spaties"}}, "metadata"),
        ({**FORM, "meer": 1}, "meer"),
    ],
)
def test_what_is_wrong_is_said_at_its_place_and_nobody_is_entered(sent: dict[str, Any], at: str) -> None:
    town = world.found()
    sender = post_room(town)
    people = Person.objects.count()
    answer = sender.send(PATH, sent)
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/problem+json")
    assert at in answer.content.decode()
    assert (Application.objects.count(), Person.objects.count()) == (0, people)


def test_only_the_post_room_sends_and_only_with_the_scope() -> None:
    town = world.found()
    assert calling(town, "intake_clerk", READ).send(PATH, FORM).status_code == 403
    assert calling(town, "auditor", SEND).send(PATH, FORM).status_code == 404
    assert post_room(town).send("/rounds/BF-XX/submissions", FORM).status_code == 404
    assert not Organisation.objects.filter(kvk="90007287").exists()


def test_who_makes_the_form_reads_which_keys_it_has() -> None:
    told = calling(world.found(), "policy_officer", READ).ask(PATH).json()["results"]
    assert told[0] == {"key": "idee_titel", "label": "Hoe heet uw feest?", "kind": "Text", "required": True}
    assert [one["key"] for one in told] == ["idee_titel", "adres", "begroting", "verklaring"]
