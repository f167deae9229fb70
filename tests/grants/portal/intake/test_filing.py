"""Paper is filed as it came: what is missing never blocks, what was typed is never lost, and it is filed once."""

from __future__ import annotations

import hashlib
import json

import pytest

from grants.models import Application, PersonalAnswer, Receipt, Version
from partners.models import BankAccount, Membership, Organisation
from tests import world
from tests.grants.portal.intake.paper import (
    KEY,
    PDF,
    party,
    path_for,
    scan,
    typed,
    unseen,
)
from tests.grants.portal.office import colleague, text
from tests.invariants.tables import counts
from workflow import clock
from workflow.verify import verify

pytestmark = pytest.mark.django_db


def test_paper_is_filed_as_it_was_typed_with_its_scan_and_once() -> None:
    town = world.found()
    clerk, path = colleague(town, "intake_clerk"), path_for(*party(town))
    shown = clerk.post(path, sleutel=KEY, fase="controleren", **typed())
    assert "Wat u invulde" in text(shown)
    assert Application.objects.count() == 0
    for _ in range(2):
        done = clerk.post(path, fase="bevestigen", **unseen(shown))
        assert (done.status_code, done.url) == (302, "/postkamer/BF-2026-0001/controle/")
    case = Application.objects.get()
    assert (case.state, case.title, case.requested_cents) == ("submitted", "Soep aan de kade", 1_250_50)
    version = Version.objects.get()
    assert json.loads(version.answers)["begroting"] == {
        "costs": [{"amount_cents": 1_250_50, "what": "Soep"}],
        "income": [{"amount_cents": 1_250_50, "kind": "subsidie", "what": "Gemeente"}],
    }
    address = json.loads(PersonalAnswer.objects.get(question="adres").value)
    assert address == {"street": "Proefkade", "number": "2", "postcode": "9711 XX", "place": "Groningen"}
    receipt = Receipt.objects.get()
    assert (receipt.channel, receipt.scan_name, receipt.scan_sha256) == (
        "paper", "brief.pdf", hashlib.sha256(PDF).hexdigest(),
    )  # fmt: skip
    assert verify().differences == []


def test_who_files_for_another_reads_that_a_call_alone_is_no_application_and_what_to_do_then() -> None:
    town = world.found()
    clerk = colleague(town, "intake_clerk")
    told = "Een telefoontje alleen is geen aanvraag: die moet schriftelijk zijn (Awb 4:1)."
    then = "Schrijf de aanvraag samen op en laat haar ondertekenen, of stuur het formulier."
    pages = [text(clerk.get(path)) for path in ("/postkamer/nieuw/", path_for(*party(town)))]
    assert [(told in page, then in page) for page in pages] == [(True, True)] * 2


def test_a_second_click_says_so_and_other_words_under_the_same_key_are_kept_and_refused() -> None:
    town = world.found()
    clerk, path = colleague(town, "intake_clerk"), path_for(*party(town))
    shown = clerk.post(path, sleutel=KEY, fase="controleren", **typed())
    clerk.post(path, fase="bevestigen", **unseen(shown))
    before = counts()
    again = clerk.post(path, fase="bevestigen", **unseen(shown))
    assert "Dit deed u al. Er is niets veranderd." in text(clerk.get(again.url))
    other = {**unseen(shown), "answers.idee_titel": "Een ander feest"}
    page = text(clerk.post(path, fase="bevestigen", **other))
    assert "<title>Fout:" in page
    assert 'value="Een ander feest"' in page
    assert counts() == before


def test_what_is_missing_is_said_and_never_in_the_way_of_filing() -> None:
    town = world.found()
    clerk, path = colleague(town, "intake_clerk"), path_for(*party(town))
    bare = {
        name: value
        for name, value in typed(channel="counter").items()
        if "begroting" not in name and "titel" not in name
    }
    shown = clerk.post(path, sleutel=KEY, fase="controleren", **bare)
    assert "Dit ontbreekt nog: 2" in text(shown)
    clerk.post(path, fase="bevestigen", **unseen(shown))
    case = Application.objects.get()
    assert (case.state, case.requested_cents) == ("submitted", None)


def test_what_cannot_be_read_is_linked_to_its_field_kept_and_may_be_left_out() -> None:
    town = world.found()
    clerk, path = colleague(town, "intake_clerk"), path_for(*party(town))
    crooked = typed(channel="counter", **{"answers.begroting.income.0.amount": "9,00"})
    page = clerk.post(path, sleutel=KEY, fase="controleren", **crooked)
    sentence = "Wat kost het? Uw kosten zijn € 1.250,50 en uw inkomsten € 9,00. Maak die gelijk."
    assert f'<a href="#id_answers.begroting">{sentence}</a>' in text(page)
    assert 'value="9,00"' in text(page)
    assert "Ga verder zonder wat niet te lezen is" in text(page)
    shown = clerk.post(path, sleutel=KEY, zonder="ja", **{**crooked, "scan_name": scan()})
    assert "Dit laten wij weg, omdat wij het niet kunnen lezen: Wat kost het?." in text(shown)
    clerk.post(path, fase="bevestigen", **unseen(shown))
    assert json.loads(Version.objects.get().answers) == {"idee_titel": "Soep aan de kade", "verklaring": True}


def test_more_rows_come_from_the_server_with_what_was_typed_still_there() -> None:
    town = world.found()
    clerk, path = colleague(town, "intake_clerk"), path_for(*party(town))
    first = text(clerk.get(path))
    assert first.count("answers.begroting.costs.") == 4 * 2  # Two rows of two cells, each with a name and an id.
    rows = {f"answers.begroting.costs.{n}.what": f"Post {n}" for n in range(5)}
    more = text(clerk.post(path, sleutel=KEY, fase="invullen", **typed(**rows)))
    assert [f'value="Post {n}"' in more for n in range(5)] == [True] * 5
    assert 'name="answers.begroting.costs.6.what"' in more
    assert "brief.pdf" in more


def test_what_is_known_of_the_applicant_is_filled_in() -> None:
    town = world.found()
    organisation, person = party(town)
    page = text(colleague(town, "intake_clerk").get(path_for(organisation, person)))
    assert 'value="Voorbeeldstraat"' in page
    assert "Aanvraag van Buren van de straat" in page


@pytest.mark.parametrize("words", ["buren van", "12345678", "Ada", "BF-2026-0001"])
def test_an_applicant_is_found_by_name_number_contact_and_reference(words: str) -> None:
    town = world.found()
    case = town.file()
    Organisation.objects.update(kvk="12345678")
    page = text(colleague(town, "intake_clerk").get("/postkamer/nieuw/", ronde="BF-jaar", zoek=words))
    assert f'href="/postkamer/nieuw/BF-jaar/{case.organisation_id}/{case.contact_id}/"' in page


def test_who_does_not_act_for_the_organisation_any_more_is_not_found() -> None:
    town = world.found()
    organisation, person = party(town)
    yesterday = clock.day_of(town.now)
    Membership.objects.filter(person=person).update(valid_through=yesterday)
    town.wait(days=2)
    clerk = colleague(town, "intake_clerk")
    assert "Wij kennen niemand die zo heet" in text(clerk.get("/postkamer/nieuw/", ronde="BF-jaar", zoek="buren"))
    assert clerk.get(path_for(organisation, person)).status_code == 404


NEW = {
    "name": "Buren van de kade", "form": "informal_group", "street": "Proefkade", "number": "2", "postcode": "9711xx",
    "place": "Groningen", "contact": "Ada Kade", "iban": "NL73 VBLD 0910 0000 02",
}  # fmt: skip


def test_somebody_new_is_entered_once_and_their_application_follows() -> None:
    town = world.found()
    clerk, path = colleague(town, "intake_clerk"), "/postkamer/nieuw/aanvrager/?ronde=BF-jaar"
    for _ in range(2):
        done = clerk.post(path, sleutel=KEY, **NEW)
    organisation = Organisation.objects.get(name="Buren van de kade")
    assert (organisation.postcode, BankAccount.objects.get(organisation=organisation).iban) == (
        "9711 XX", "NL73VBLD0910000002",
    )  # fmt: skip
    assert clerk.get(done.url).status_code == 200
    assert "Aanvraag van Buren van de kade" in text(clerk.get(done.url))


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"name": ""}, "Vul de naam in."),
        ({"iban": "NL00VBLD0910000002"}, "Dit is geen geldig IBAN. Controleer het rekeningnummer."),
        ({"kvk": "12"}, "Een KvK-nummer heeft 8 cijfers. Controleer wat u hebt ingevuld."),
        ({"kvk": "1234 5678"}, "Dit nummer is van Buren van de straat. Zoek die naam op."),
        ({"postcode": "12"}, "Een postcode heeft vier cijfers en twee letters, bijvoorbeeld 9711 XX."),
        ({"phone": "1" * 41}, "Schrijf hoogstens 40 tekens."),
    ],
)
def test_what_is_wrong_with_somebody_new_is_said_beside_what_was_typed(other: dict[str, str], sentence: str) -> None:
    town = world.found()
    organisation, _ = party(town)
    Organisation.objects.filter(pk=organisation.pk).update(kvk="12345678")
    page = text(colleague(town, "intake_clerk").post("/postkamer/nieuw/aanvrager/", sleutel=KEY, **{**NEW, **other}))
    assert sentence in page
    assert 'value="Ada Kade"' in page
    assert Organisation.objects.count() == 1
