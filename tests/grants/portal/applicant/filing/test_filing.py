"""Filing at home: begin, fill in, look it over and send; whatever is pressed twice, late or wrong, one application comes of it."""

from __future__ import annotations

import html
import uuid
from datetime import timedelta
from typing import Any

import pytest

from grants import drafts, payloads
from grants.models import Application, DraftAnswer, Round, Version
from partners.models import Membership
from tests import world
from tests.grants.portal.applicant.filing.filling import Home, at_home, typed_in
from tests.grants.portal.office import Visitor, text
from workflow import clock
from workflow.errors import Refusal
from workflow.facts import Actor
from workflow.models import Deadline, Event
from workflow.registers import record
from workflow.verify import verify

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]


def shown(response: Any) -> str:
    return html.unescape(response.content.decode())


def street(name: str) -> dict[str, Any]:
    """An address of which only the street was typed."""
    return {"adres.0.street": name, "adres": ""}


def filled(home: Home) -> None:
    """All that the toy scheme asks."""
    home.choose()
    home.fill("plan", idee_titel="Soep aan de kade")
    home.fill("geld", **typed_in("Soep"))


def test_beginning_twice_with_one_key_is_one_draft_and_the_page_offers_to_go_on() -> None:
    town = world.found()
    person, _, _ = world.new_party(town.now)
    browser, key = Visitor(town, person.pk), str(uuid.uuid4())
    assert "U bent al begonnen" not in shown(browser.get("/mijn/nieuw/BF-jaar/"))
    first, again = (browser.post("/mijn/nieuw/BF-jaar/", sleutel=key).url for _ in range(2))
    assert first == again
    assert Application.objects.count() == 1
    page = shown(browser.get("/mijn/nieuw/BF-jaar/"))
    assert ["U bent al begonnen" in page, first in page] == [True, True]


def test_nobody_begins_more_than_ten_times_in_one_round() -> None:
    town = world.found()
    person, _, _ = world.new_party(town.now)
    browser = Visitor(town, person.pk)
    for _ in range(drafts.MOST_DRAFTS + 2):
        browser.post("/mijn/nieuw/BF-jaar/", sleutel=str(uuid.uuid4()))
    assert Application.objects.count() == drafts.MOST_DRAFTS
    assert "Ga met een van die verder." in shown(browser.get("/mijn/nieuw/BF-jaar/"))


def test_a_round_says_when_it_opens_that_it_closed_and_nothing_when_nobody_knows_of_it() -> None:
    town = world.found()
    person, _, _ = world.new_party(town.now)
    browser = Visitor(town, person.pk)
    assert "U kunt aanvragen tot en met" in shown(browser.get("/mijn/nieuw/BF-jaar/"))
    town.now = world.CLOSES + timedelta(seconds=1)
    browser = Visitor(town, person.pk)
    assert "U mag nog aanvragen." in shown(browser.get("/mijn/nieuw/BF-jaar/"))
    Round.objects.filter(code="BF-jaar").update(
        opens_at=town.now + timedelta(days=1), closes_at=town.now + timedelta(days=2)
    )
    page = shown(browser.get("/mijn/nieuw/BF-jaar/"))
    assert ["is nog niet open" in page, "Begin met de aanvraag</button>" in page] == [True, False]
    browser.post("/mijn/nieuw/BF-jaar/", sleutel=str(uuid.uuid4()))
    assert Application.objects.count() == 0
    assert browser.get("/mijn/nieuw/BF-anders/").status_code == 404


def test_what_is_typed_is_kept_said_when_it_cannot_be_read_and_never_in_the_way() -> None:
    home = at_home(world.found())
    answer = home.fill("geld", **typed_in("Tent", "honderd"))
    page = shown(answer)
    assert answer.status_code == 200
    assert ["Fout: Stap 4 van 5: Het geld" in page, 'value="honderd"' in page, "vul een bedrag in" in page.lower()] == [
        True
    ] * 3
    again = home.browser.post(
        home.at("geld"), naar="verder", gezegd="begroting", **{"versie.begroting": "1", **typed_in("Tent", "honderd")}
    )
    assert again.url == home.at("controleren")
    assert DraftAnswer.objects.filter(question="begroting").count() == 1
    assert shown(home.browser.get(home.at())).count("Bezig") == 1


def test_the_buttons_lead_on_back_and_out_and_keep_what_was_typed_whichever_is_pressed() -> None:
    home = at_home(world.found())
    where = {go: home.fill("wie", go, **street(go)).url for go in ("terug", "later")}
    assert where == {"terug": home.at("plan"), "later": home.at()}
    assert drafts.typed(drafts.newest(home.case)["adres"])["street"] == "later"
    assert home.fill("plan", idee_titel="Feest").url == home.at("wie")
    came = home.browser.post(
        f"{home.at('plan')}?terug=controleren", naar="verder", **{"versie.idee_titel": "1", "idee_titel": "Soep"}
    )
    assert came.url == home.at("controleren")


def test_one_answer_is_kept_by_itself_and_says_when_and_what_is_wrong() -> None:
    home = at_home(world.found())
    said = home.fill("geld", bewaar="begroting", **typed_in("Tent", "1.200"))
    assert ["Bewaard om 10.00 uur" in shown(said), "Sluitend" in shown(said)] == [True, True]
    assert "<html" not in shown(said)
    wrong = home.fill("geld", bewaar="begroting", **{**typed_in("Tent", "1.200"), "begroting.costs.0.amount": "1.500"})
    assert ["Tekort € 300,00" in text(wrong).replace("\xa0", " "), "Maak die gelijk." in shown(wrong)] == [True, True]
    assert home.fill("geld", bewaar="idee_titel", idee_titel="x").status_code == 404


def test_who_writes_where_another_wrote_meanwhile_sees_both_and_chooses() -> None:
    home = at_home(world.found())
    home.fill("plan", sheet=str(uuid.UUID(int=1)), idee_titel="Van de telefoon")
    alone = home.fill("plan", sheet=str(uuid.UUID(int=2)), seen=0, bewaar="idee_titel", idee_titel="Van de laptop")
    assert "veranderde dit ook" in shown(alone)
    both = shown(home.fill("plan", sheet=str(uuid.UUID(int=2)), seen=0, idee_titel="Van de laptop"))
    assert ["Van de telefoon" in both, "Van de laptop" in both, "Ada Voorbeeld" in both] == [True, True, True]
    choice = {
        "versie.idee_titel": "1",
        "keuze.idee_titel": "mijn",
        "mijn.idee_titel": '"Van de laptop"',
        "naar": "verder",
    }
    assert home.browser.post(home.at("plan"), **choice).url == home.at("wie")
    assert drafts.typed(drafts.newest(home.case)["idee_titel"]) == "Van de laptop"
    home.browser.post(home.at("plan"), **{**choice, "versie.idee_titel": "2", "keuze.idee_titel": "hun"})
    home.browser.post(
        home.at("plan"),
        **{**choice, "versie.idee_titel": "2", "keuze.idee_titel": "samen", "samen.idee_titel": "Beide"},
    )
    assert drafts.typed(drafts.newest(home.case)["idee_titel"]) == "Beide"
    told = shown(home.browser.get(home.at("wie-deed-wat")))
    assert [told.count("veranderd"), told.count("ingevuld")] == [2, 1]


def test_for_whom_one_applies_is_somebody_one_acts_for_and_what_we_know_is_filled_in() -> None:
    home = at_home(world.found())
    _, strangers, _ = world.new_party(home.town.now)
    assert "Kies voor wie u aanvraagt." in shown(home.choose(strangers.pk))
    assert home.choose().url == home.at("plan")
    assert drafts.typed(drafts.newest(home.case)["adres"])["street"] == "Voorbeeldstraat"
    home.fill("wie", **street("Zelf getypt"))
    home.choose()
    assert drafts.typed(drafts.newest(home.case)["adres"]) == {
        "street": "Zelf getypt",
        "number": "",
        "postcode": "",
        "place": "",
    }


def test_sending_is_one_application_however_often_and_from_whichever_page_it_is_sent() -> None:
    home = at_home(world.found())
    filled(home)
    key = str(uuid.uuid4())
    sent = [home.send(key), home.send(key), home.send()]
    assert [one.url for one in sent] == [f"/mijn/{home.reference}/ontvangen/"] * 3
    case = home.case
    assert (case.state, case.title, case.requested_cents) == ("submitted", "Soep aan de kade", 100_00)
    assert Event.objects.filter(stream=case.stream_id, action="file").count() == 1
    assert [Version.objects.count(), DraftAnswer.objects.count()] == [1, 0]
    assert [home.browser.get(home.at(page)).url for page in ("", "plan", "controleren")] == [
        f"/mijn/{home.reference}/ontvangen/"
    ] * 3
    assert home.fill("plan", idee_titel="Te laat").url == f"/mijn/{home.reference}/ontvangen/"
    receipt = text(home.browser.get(f"/mijn/{home.reference}/ontvangen/")).replace("\xa0", " ")
    assert [
        word in receipt
        for word in (home.reference, "5 januari 2026, 10.00 uur", "maandag 2 maart 2026", "050 000 00 00")
    ] == [True] * 4
    assert Deadline.objects.get(stream=case.stream_id).legal_deadline.isoformat() == "2026-03-02"
    assert verify().differences == []


def test_only_who_applies_and_the_signature_block_and_the_rest_may_be_missing() -> None:
    home = at_home(world.found())
    assert "Kies voor wie u aanvraagt." in shown(home.send())
    home.choose()
    home.fill("wie", **street(""))
    page = shown(home.send())
    assert ["U kunt nog niet indienen" in page, "Wat is uw postadres?" in page] == [True, True]
    home.choose()
    assert "Zet een vinkje." in shown(home.send(verklaring=""))
    home.fill("geld", **typed_in("Tent", "honderd"))
    page = shown(home.browser.get(home.at("controleren")))
    assert ["Dit ontbreekt nog – u kunt toch indienen" in page, "honderd" in page] == [True, True]
    assert home.send().url == f"/mijn/{home.reference}/ontvangen/"
    assert home.case.requested_cents is None


def test_a_text_that_is_far_too_long_stays_on_the_page() -> None:
    home = at_home(world.found())
    long = "woord " * 20_000
    page = shown(home.fill("plan", idee_titel=long))
    assert ["Dit is te lang om te bewaren" in page, long in page] == [True, True]
    home.fill("plan", idee_titel="woord " * 10_000)
    assert "U schreef er 59.999." in shown(home.browser.get(home.at("plan")))


def test_what_is_sent_in_the_last_second_is_in_time_and_a_second_later_it_is_received_as_late() -> None:
    late, town = [], world.found()
    for seconds in (0, 1):
        town.now = world.START
        home = at_home(town)
        filled(home)
        town.now = world.CLOSES + timedelta(seconds=seconds)
        home.browser = Visitor(town, home.person)
        assert home.send().url == f"/mijn/{home.reference}/ontvangen/"
        late.append("kwam na de sluiting" in shown(home.browser.get(f"/mijn/{home.reference}/ontvangen/")))
    assert late == [False, True]


def test_what_was_typed_when_the_session_was_over_comes_back_after_signing_in() -> None:
    home = at_home(world.found())
    home.town.now += timedelta(hours=13)
    browser: Any = home.browser
    with clock.at(home.town.now):
        away = browser.client.post(
            home.at("plan"), {"versie.idee_titel": "0", "idee_titel": "Niet kwijt", "naar": "verder"}
        )
    assert away.url.startswith("/inloggen/")
    home.browser = Visitor(home.town, home.person)
    session = browser.client.session
    assert session["typed-before-signing-in"]["path"] == home.at("plan")


def test_a_draft_is_there_for_who_fills_it_in_and_for_nobody_else() -> None:
    town = world.found()
    home = at_home(town)
    home.fill("plan", idee_titel="Zeearend")
    member, _, _ = world.new_party(town.now)
    pages = [home.at(page) for page in ("", "organisatie", "plan", "controleren", "wie-deed-wat")]
    pages.append(f"/mijn/{home.reference}/ontvangen/")
    for person in (member.pk, town.people["intake_clerk"], town.people["policy_officer"]):
        other = Visitor(town, person)
        for page in pages:
            assert [other.get(page).status_code, other.post(page).status_code in (404, 405)] == [404, True]
        assert "Zeearend" not in shown(other.get("/mijn/"))
    assert home.case.title == "Buurtfeest"


def test_who_acts_for_the_organisation_fills_in_as_well_and_sends_it_under_their_own_name() -> None:
    town = world.found()
    home = at_home(town)
    filled(home)
    colleague = town.hire().person
    assert colleague

    def joins(role: str) -> None:
        since = clock.day_of(town.now)
        joined = Membership(person_id=colleague, organisation_id=home.organisation, role=role, valid_from=since)
        with clock.at(town.now):
            record("partners", joined, actor=world.INSTALLATION, key=world.key())

    joins("member")
    with_them = Home(town, colleague, home.organisation, Visitor(town, colleague), home.reference)
    assert with_them.fill("plan", idee_titel="Samen").url == home.at("wie")
    assert "U dient in als Nieuwe medewerker (voorbeeld)." in shown(with_them.browser.get(home.at("controleren")))
    assert "Nieuwe medewerker (voorbeeld)" in shown(home.browser.get(home.at("wie-deed-wat")))
    refused = with_them.send()  # A group without a legal form has one who answers for it.
    assert (refused.status_code, home.case.state) == (200, "draft")
    joins("signer")
    assert with_them.send().status_code == 302
    assert (home.case.state, home.case.contact_id) == ("submitted", colleague)
    assert Event.objects.get(machine="application", action="file").person == colleague
    assert home.browser.get(f"/mijn/{home.reference}/").status_code == 200
    assert verify().differences == []


def test_nobody_sends_a_draft_of_an_organisation_for_which_they_do_not_act_today() -> None:
    town = world.found()
    home, other = at_home(town), at_home(town)
    filled(home)
    sent = payloads.Filing(world.answers_for(100_00), other.organisation, other.person, round=town.round)
    with pytest.raises(Refusal) as told:
        town.take(Actor(person=other.person), "application", "file", home.case.pk, sent)
    assert (told.value.obstacles[0].code, home.case.state) == ("not-permitted", "draft")


def test_a_draft_that_was_withdrawn_is_not_there() -> None:
    home = at_home(world.found())
    home.town.take(Actor(person=home.person), "application", "withdraw", home.case.pk, payloads.Withdrawal())
    assert home.browser.get(home.at()).status_code == 404
