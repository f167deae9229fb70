"""Registering and choosing another password by a link in a mail: to a real mail server, and without telling who is known."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from grants.models import Application
from grants.tasks import clean_links, send_link
from partners import factors, links, one_time
from partners.models import Account, Membership, Organisation, PasswordLink, Person
from tests import world
from tests.grants.portal.office import Visitor, text
from tests.mail_server import Catcher
from tests.world import World
from workflow import clock
from workflow.models import Event, Outbox
from workflow.verify import verify

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail_server")]

ADDRESS, PASSWORD, OTHER = "noor@voorbeeld.example", "vier woorden op een rij", "vijf heel andere woorden hier"
NEW = {"name": "Noor Bewoner", "phone": "", "new_password1": PASSWORD, "new_password2": PASSWORD}
OVER = "Deze link werkt niet meer. Vraag hier een nieuwe."


def work(town: World) -> None:
    """Let the worker handle every message about a link."""
    for message in Outbox.objects.filter(topic=links.TOPIC, done_at=None).order_by("created_at"):
        with clock.at(town.now):
            send_link(str(message.pk), {"reference": str(_reference(message))})


def _reference(message: Outbox) -> str:
    [found] = re.findall(r"[0-9a-f-]{36}", message.payload)
    return str(found)


def body(mail_server: Catcher, number: int = -1) -> str:
    content = mail_server.caught[number][1].get_payload(decode=True)
    assert isinstance(content, bytes)
    return content.decode()


def asked(visitor: Visitor, mail_server: Catcher, address: str = ADDRESS, **more: str) -> str:
    """Ask for a link, and give the address in the mail that came."""
    assert visitor.post("/inloggen/link/", email=address, **more).url == "/inloggen/link/verstuurd/"
    work(visitor.town)
    [found] = re.findall(r"https://subsidie.example(/inloggen/link/\S+/)", body(mail_server))
    return str(found)


def registered(mail_server: Catcher, town: World) -> Visitor:
    """Somebody who registered, and is signed in."""
    visitor = Visitor(town, None)
    assert visitor.get(asked(visitor, mail_server)).url == "/inloggen/wachtwoord/"
    assert visitor.post("/inloggen/wachtwoord/", **NEW).url == "/"
    return visitor


def test_who_is_new_makes_an_account_with_a_link_and_signs_in_with_it_afterwards(mail_server: Catcher) -> None:
    town = world.found()
    visitor = registered(mail_server, town)
    assert "Met deze link maakt u een account." in body(mail_server)
    assert visitor.get("/mijn/").status_code == 200
    person = Person.objects.get(email=ADDRESS)
    assert (person.name, [one.username for one in person.accounts.all()]) == ("Noor Bewoner", [ADDRESS])
    assert [mail_server.caught[0][0], Event.objects.filter(system="sign-in").count()] == [[ADDRESS], 1]
    assert verify().differences == []
    again = Visitor(town, None)
    assert again.post("/inloggen/", username="Noor@Voorbeeld.example", password=PASSWORD).url == "/"


def test_a_link_is_good_once_and_not_used_up_by_looking(mail_server: Catcher) -> None:
    town = world.found()
    first, second = Visitor(town, None), Visitor(town, None)
    link = asked(first, mail_server)
    assert [one.get(link).url for one in (first, second, first)] == ["/inloggen/wachtwoord/"] * 3
    assert first.post("/inloggen/wachtwoord/", **NEW).url == "/"
    assert second.post("/inloggen/wachtwoord/", **NEW).url == "/inloggen/link/"
    assert OVER in text(second.get("/inloggen/link/"))
    assert (Account.objects.filter(username=ADDRESS).count(), PasswordLink.objects.count()) == (1, 0)


def test_a_password_that_is_chosen_ends_the_other_links_of_the_address(mail_server: Catcher) -> None:
    town = world.found()
    visitor = Visitor(town, None)
    first, second = asked(visitor, mail_server), asked(visitor, mail_server)
    visitor.get(second)
    visitor.post("/inloggen/wachtwoord/", **NEW)
    assert Visitor(town, None).get(first).url == "/inloggen/link/"


def test_a_link_is_good_for_a_day_and_then_let_go(mail_server: Catcher) -> None:
    town = world.found()
    visitor = Visitor(town, None)
    link = asked(visitor, mail_server)
    town.now += links.LIFETIME - timedelta(seconds=1)
    assert visitor.get(link).url == "/inloggen/wachtwoord/"
    town.now += timedelta(seconds=1)
    assert visitor.get(link).url == "/inloggen/link/"
    assert visitor.get("/inloggen/wachtwoord/").url == "/inloggen/link/"
    with clock.at(town.now):
        assert (clean_links(), PasswordLink.objects.count()) == (1, 0)


@pytest.mark.parametrize("change", [lambda token: token[:-3] + "abc", lambda token: "x" + token, lambda _: "verzonnen"])
def test_a_link_that_is_made_up_leads_nowhere(change: Any, mail_server: Catcher) -> None:
    visitor = Visitor(world.found(), None)
    token = asked(visitor, mail_server).split("/")[-2]
    assert visitor.get(f"/inloggen/link/{change(token)}/").url == "/inloggen/link/"


def test_the_page_answers_the_same_for_an_address_that_is_known_new_closed_or_of_a_colleague(
    mail_server: Catcher,
) -> None:
    town = world.found()
    person = Person.objects.get(pk=town.people["intake_clerk"])
    for name, active in (("bekend", True), ("dicht", False)):
        home = world.new_party(town.now)[0]
        Account.objects.create(username=f"{name}@voorbeeld.example", person=home, is_active=active)
    Account.objects.create(username="collega@voorbeeld.example", person=person)
    answers = set()
    for name in ("bekend", "nieuw", "dicht", "collega"):
        visitor = Visitor(town, None)
        answer = visitor.post("/inloggen/link/", email=f"{name}@voorbeeld.example")
        page = re.sub(r'value="[^"]{64}"', "", text(visitor.get(answer.url)))
        answers.add((answer.status_code, answer.url, page))
    assert len(answers) == 1
    work(town)
    assert sorted(to for [to], _ in mail_server.caught) == ["bekend@voorbeeld.example", "nieuw@voorbeeld.example"]
    assert Outbox.objects.filter(topic=links.TOPIC, done_at=None).count() == 0


def test_who_forgot_a_password_chooses_another_and_every_other_session_ends(mail_server: Catcher) -> None:
    town = world.found()
    elsewhere, here = registered(mail_server, town), Visitor(town, None)
    here.get(asked(here, mail_server))
    assert "Met deze link kiest u een nieuw wachtwoord" in body(mail_server)
    assert "Uw naam" not in text(here.get("/inloggen/wachtwoord/"))
    assert here.post("/inloggen/wachtwoord/", new_password1=OTHER, new_password2=OTHER).url == "/"
    assert [one.get("/mijn/").status_code for one in (here, elsewhere)] == [200, 302]
    wrong = Visitor(town, None).post("/inloggen/", username=ADDRESS, password=PASSWORD)
    assert "horen niet bij elkaar" in text(wrong)
    assert Person.objects.filter(email=ADDRESS).count() == 1


def test_a_link_does_not_take_the_place_of_the_second_factor(mail_server: Catcher) -> None:
    town, key = world.found(), one_time.new_key()
    registered(mail_server, town)
    account = Account.objects.get(username=ADDRESS)
    with clock.at(town.now - timedelta(hours=1)):
        factors.add_app(account, "Telefoon", key, one_time.code_at(key, one_time.step_of(clock.now())))
    visitor = Visitor(town, None)
    visitor.get(asked(visitor, mail_server))
    answer = visitor.post("/inloggen/wachtwoord/", new_password1=OTHER, new_password2=OTHER)
    assert answer.url == "/inloggen/code/"
    assert visitor.get("/mijn/").url == "/inloggen/?next=/mijn/"
    assert visitor.post("/inloggen/code/", bewijs=one_time.code_at(key, one_time.step_of(town.now))).url == "/"


def test_where_a_second_factor_is_asked_who_registers_adds_one_and_goes_on_where_they_were(
    settings: Any, mail_server: Catcher
) -> None:
    settings.SECOND_FACTOR = True
    town = world.found()
    visitor, there = Visitor(town, None), "/mijn/nieuw/BF-jaar/"
    visitor.get(asked(visitor, mail_server, next=there))
    assert visitor.post("/inloggen/wachtwoord/", **NEW).url == there
    assert visitor.get(there).url == "/mijn-account/"
    visitor.get("/mijn-account/app/")
    code = one_time.code_at(visitor.client.session["key-of-new-app"], one_time.step_of(town.now))
    page = text(visitor.post("/mijn-account/app/", label="Mijn telefoon", code=code))
    assert ("Uw herstelcodes" in page, 'href="/"' in page) == (True, True)
    assert [visitor.get("/").url, visitor.get(there).status_code, visitor.get("/").url] == [there, 200, "/mijn/"]


def test_who_registers_applies_as_the_one_who_answers_for_a_group(mail_server: Catcher) -> None:
    town = world.found()
    visitor = registered(mail_server, town)
    begun = visitor.post("/mijn/nieuw/BF-jaar/").url
    where = {"street": "Kerkstraat", "number": "1", "postcode": "9999 XA", "place": "Voorbeeldstad"}
    group = {"name": "Buurtgroep De Brug", "form": "informal_group", "iban": "", "kvk": "", **where}
    page = text(visitor.get(f"{begun}organisatie/nieuw/"))
    [key] = re.findall(r'name="sleutel" value="([^"]+)"', page)
    assert "U bent dan de persoon die voor de groep verantwoordelijk is." in page
    assert visitor.post(f"{begun}organisatie/nieuw/", sleutel=key, **group).status_code == 302
    organisation = Organisation.objects.get(name="Buurtgroep De Brug")
    case = Application.objects.get(contact__email=ADDRESS)
    acts = Membership.objects.filter(organisation=organisation).values_list("person", "role")
    assert list(acts) == [(case.contact_id, "signer")]


def test_five_links_are_on_their_way_at_most_and_those_stay_good(mail_server: Catcher) -> None:
    town = world.found()
    visitor = Visitor(town, None)
    first = asked(visitor, mail_server)
    for _ in range(7):
        town.now += timedelta(minutes=16)
        visitor.post("/inloggen/link/", email=ADDRESS)
        work(town)
    assert len(mail_server.caught) == links.MOST
    assert visitor.get(first).url == "/inloggen/wachtwoord/"


def test_who_asks_too_often_is_told_to_wait_whatever_the_address(mail_server: Catcher) -> None:
    visitor = Visitor(world.found(), None)
    pages = [visitor.post("/inloggen/link/", email=ADDRESS) for _ in range(6)]
    assert [page.status_code for page in pages] == [302] * 5 + [200]
    assert "Wacht 15 minuten" in text(pages[-1])


def test_no_outsider_keeps_somebody_out_of_the_browser_that_they_use_nor_from_their_mail(mail_server: Catcher) -> None:
    town = world.found()
    own = registered(mail_server, town)
    own.post("/uitloggen/")
    outsider, elsewhere = Visitor(town, None), Visitor(town, None)
    for _ in range(6):
        outsider.post("/inloggen/", username=ADDRESS, password="geraden")
    assert "Wacht 15 minuten" in text(elsewhere.post("/inloggen/", username=ADDRESS, password=PASSWORD))
    assert own.post("/inloggen/", username=ADDRESS, password=PASSWORD).url == "/"
    elsewhere.get(asked(elsewhere, mail_server))
    assert elsewhere.post("/inloggen/wachtwoord/", new_password1=OTHER, new_password2=OTHER).url == "/"


def test_a_browser_that_is_known_guesses_five_times_as_well_and_the_mark_of_one_name_is_of_no_use_for_another(
    mail_server: Catcher,
) -> None:
    town = world.found()
    own = registered(mail_server, town)
    own.post("/uitloggen/")
    other = Account.objects.create(username="ander@voorbeeld.example", person=world.new_party(town.now)[0])
    other.choose_password(OTHER)
    for name in (ADDRESS, other.username):
        pages = [text(own.post("/inloggen/", username=name, password="geraden")) for _ in range(6)]
        assert ["Wacht 15 minuten" in page for page in pages] == [False] * 5 + [True]
    forger = Visitor(town, None)
    forger.client.cookies["known-browser"] = own.client.cookies["known-browser"].value + "x"
    for _ in range(5):
        forger.post("/inloggen/", username=ADDRESS, password="geraden")
    elsewhere = Visitor(town, None).post("/inloggen/", username=ADDRESS, password=PASSWORD)
    assert "Wacht 15 minuten" in text(elsewhere)  # What a mark that is made up hides is nothing.


def test_a_message_that_comes_twice_sends_a_link_that_was_used_to_nobody(mail_server: Catcher) -> None:
    town = world.found()
    registered(mail_server, town)
    message = Outbox.objects.get(topic=links.TOPIC)
    with clock.at(town.now):
        send_link(str(message.pk), {"reference": _reference(message)})
    assert len(mail_server.caught) == 1


def test_a_mail_server_that_is_away_gets_the_link_later(mail_server: Catcher) -> None:
    town = world.found()
    mail_server.answer = "451 even niet"
    Visitor(town, None).post("/inloggen/link/", email=ADDRESS)
    with pytest.raises(OSError, match="451"):
        work(town)
    assert Outbox.objects.get(topic=links.TOPIC).last_error == "SMTPDataError"
    mail_server.answer = "250 OK"
    work(town)
    assert [to for to, _ in mail_server.caught] == [[ADDRESS]]


def test_what_is_not_filled_in_well_is_said_and_nothing_is_lost(mail_server: Catcher) -> None:
    visitor = Visitor(world.found(), None)
    assert "Dit e-mailadres klopt niet." in text(visitor.post("/inloggen/link/", email="noor@"))
    visitor.get(asked(visitor, mail_server))
    page = text(visitor.post("/inloggen/wachtwoord/", **{**NEW, "new_password2": "anders"}))
    assert ("De twee wachtwoorden zijn niet gelijk." in page, 'value="Noor Bewoner"' in page) == (True, True)
    assert Account.objects.filter(username=ADDRESS).count() == 0


def test_an_installation_that_does_not_offer_it_has_none_of_these_pages(settings: Any) -> None:
    settings.SIGN_UP = False
    visitor = Visitor(world.found(), None)
    paths = ("/inloggen/link/", "/inloggen/link/verstuurd/", "/inloggen/link/x/", "/inloggen/wachtwoord/")
    assert [visitor.get(path).status_code for path in paths] == [404] * 4
    assert "/inloggen/link/" not in text(visitor.get("/inloggen/"))
