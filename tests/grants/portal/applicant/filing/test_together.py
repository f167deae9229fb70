"""Writing along on a draft: asked by who applies, with a link that works once, under one's own name, without sending anything."""

from __future__ import annotations

import json
import re
import uuid
from datetime import timedelta

import pytest

from grants import co_writing, drafts
from grants.models import CoWriter
from grants.tasks import ask_along
from tests import world
from tests.grants.portal.applicant.filing.filling import Home, at_home
from tests.grants.portal.applicant.filing.test_filing import filled, shown
from tests.grants.portal.office import Visitor
from tests.mail_server import Catcher
from tests.world import World
from workflow import clock
from workflow.models import Outbox
from workflow.verify import verify

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]

WRITER = "Nieuwe medewerker (voorbeeld)"


ADDRESS = "helper@voorbeeld.example"


def work(town: World) -> None:
    """Let the worker handle every invitation that is to be mailed."""
    for message in Outbox.objects.filter(topic=co_writing.TOPIC, done_at=None).order_by("created_at"):
        with clock.at(town.now):
            ask_along(str(message.pk), json.loads(message.payload))


def mailed(mail_server: Catcher) -> list[tuple[list[str], str, str]]:
    """To whom, the subject and the text of every mail that came."""
    return [(to, str(mail["Subject"]), str(mail.get_payload(decode=True), "utf-8")) for to, mail in mail_server.caught]  # type: ignore[arg-type]


def link_of(home: Home) -> str:
    """The address that an applicant is shown, once."""
    page = home.browser.post(home.at("samen"), vraag="ja")
    found = re.search(r'value="http://testserver(/mijn/meeschrijven/[^"]+)"', page.content.decode())
    assert found
    return found[1]


def somebody(home: Home, *roles: str) -> Home:
    """Another person at the form of this applicant."""
    person = home.town.hire(*roles).person
    assert person
    return Home(home.town, person, home.organisation, Visitor(home.town, person), home.reference)


def along(home: Home) -> Home:
    """Somebody who was asked and writes along."""
    other = somebody(home)
    assert other.browser.post(link_of(home)).url == home.at()
    return other


def begun() -> tuple[World, Home]:
    town = world.found()
    home = at_home(town)
    filled(home)
    return town, home


def test_who_was_asked_fills_in_under_their_own_name_and_both_see_who_did_what() -> None:
    town, home = begun()
    other, link = somebody(home), link_of(home)
    assert other.browser.get(home.at()).status_code == 404
    assert "Ada Voorbeeld vraagt u mee te schrijven" in shown(other.browser.get(link))
    assert CoWriter.objects.get().person_id is None
    assert other.browser.post(link).url == home.at()
    assert "U schrijft mee aan de aanvraag van Ada Voorbeeld" in shown(other.browser.get(home.at()))
    assert home.at() in shown(other.browser.get("/mijn/"))
    other.fill("plan", idee_titel="Soep met brood")
    assert drafts.typed(drafts.newest(home.case)["idee_titel"]) == "Soep met brood"
    page = shown(home.browser.get(home.at("wie-deed-wat")))
    assert [f"<strong>{WRITER}</strong>" in page, f"{WRITER} · veranderd" in page, "schrijft mee" in page] == [True] * 3
    assert verify().differences == []
    assert town.now == home.town.now


def test_who_writes_along_says_not_for_whom_it_is_asks_nobody_and_sends_nothing() -> None:
    _, home = begun()
    other = along(home)
    for page in ("organisatie", "organisatie/nieuw", "samen"):
        assert [other.browser.get(home.at(page)).url, other.browser.post(home.at(page)).url] == [home.at()] * 2
    check = shown(other.browser.get(home.at("controleren")))
    assert ["Indienen doet wie aanvraagt." in check, "Dien aanvraag in" in check] == [True, False]
    assert other.send().status_code == 200
    assert other.browser.post(f"/mijn/{home.reference}/stap/application/withdraw/{home.case.pk}/").status_code == 404
    assert home.case.state == "draft"
    assert home.send().status_code == 302
    assert (home.case.state, CoWriter.objects.count()) == ("submitted", 0)
    assert [other.browser.get(one).status_code for one in (home.at(), f"/mijn/{home.reference}/")] == [404, 404]


def test_a_link_works_once_and_not_after_a_week_nor_when_it_was_taken_back() -> None:
    town, home = begun()
    used, old, back = link_of(home), link_of(home), link_of(home)
    first, second = somebody(home), somebody(home)
    assert first.browser.post(used).status_code == 302
    assert (second.browser.get(used).status_code, second.browser.post(used).status_code) == (404, 404)
    with clock.at(town.now):
        row = co_writing.asked(back.split("/")[-2])
    assert row
    home.browser.post(home.at("samen"), stop=str(row.pk))
    town.wait(days=7)
    assert [second.browser.post(one).status_code for one in (old, back)] == [404, 404]
    assert "Deze link werkt niet meer" in shown(second.browser.get(old))
    assert second.browser.get(home.at()).status_code == 404
    said = re.findall(r'<span class="badge">([^<]*)</span>', shown(home.browser.get(home.at("samen"))))
    assert sorted(said) == ["ingetrokken", "schrijft mee", "verlopen"]


def test_the_applicant_ends_it_and_nobody_else_does() -> None:
    town, home = begun()
    other, stranger = along(home), at_home(town)
    row = CoWriter.objects.get()
    for one in (
        other.browser.post(home.at("samen"), stop=str(row.pk)),
        stranger.browser.post(stranger.at("samen"), stop=str(row.pk)),
    ):
        assert one.status_code == 302
    assert other.browser.get(home.at()).status_code == 200
    home.browser.post(home.at("samen"), stop=str(row.pk))
    assert (other.browser.get(home.at()).status_code, other.fill("plan", idee_titel="Nog iets").status_code) == (
        404,
        404,
    )
    assert home.at() not in shown(other.browser.get("/mijn/"))


def test_the_link_is_not_kept_and_the_own_link_leads_to_the_own_form() -> None:
    _, home = begun()
    link = link_of(home)
    secret, row = link.split("/")[-2], CoWriter.objects.get()
    assert (len(secret) > 40, secret == row.digest, secret in shown(home.browser.get(home.at("samen")))) == (
        True,
        False,
        False,
    )
    assert home.browser.post(link).url == home.at()
    assert CoWriter.objects.get().person_id is None


@pytest.mark.parametrize(
    ("roles", "may"), [((), True), (("adviser",), True), (("adviser", "assessor"), False), (("auditor",), False)]
)
def test_who_may_come_to_judge_or_decide_writes_along_on_nothing(roles: tuple[str, ...], may: bool) -> None:
    _, home = begun()
    other, link = somebody(home, *roles), link_of(home)
    assert ("U kunt hier niet meeschrijven" in shown(other.browser.get(link))) is not may
    other.browser.post(link)
    assert bool(CoWriter.objects.get().person_id) is may


def test_five_write_along_at_most_and_a_link_that_ran_out_makes_room() -> None:
    town, home = begun()
    for _ in range(co_writing.MOST):
        link_of(home)
    page = shown(home.browser.post(home.at("samen"), vraag="ja"))
    assert ["Er schrijven al 5 mensen mee" in page, CoWriter.objects.count()] == [True, co_writing.MOST]
    town.now += timedelta(days=8)
    link_of(home)


def test_a_link_to_a_draft_that_was_filed_meanwhile_leads_nowhere() -> None:
    _, home = begun()
    link = link_of(home)
    home.send()
    assert somebody(home).browser.post(link).status_code == 404
    with pytest.raises(drafts.Over):
        co_writing.invite(home.case, home.person)
    assert somebody(home).browser.get(f"/mijn/meeschrijven/{uuid.uuid4()}/").status_code == 404


def test_an_invitation_is_mailed_says_nothing_of_who_asks_or_what_and_its_link_works_once(mail_server: Catcher) -> None:
    town, home = begun()
    asked = home.browser.post(home.at("samen"), vraag="mail", email=" Helper@voorbeeld.example ")
    assert asked.url == home.at("samen")
    page = shown(home.browser.get(home.at("samen")))
    assert [
        one in page for one in ("Wij sturen een uitnodiging naar Helper@voorbeeld.example.", "nog niet aangenomen")
    ] == [True] * 2
    work(town)
    [(to, subject, body)] = mailed(mail_server)
    assert (to, subject) == ([ADDRESS], "U bent gevraagd om mee te schrijven")
    for word in ("Ada", "Soep", "Buurtfeest", "buurtfeest", home.reference):
        assert word not in body + subject
    assert "tot 12\xa0januari\xa02026 om 10.00\xa0uur" in body
    [link] = re.findall(r"https://subsidie.example(/mijn/meeschrijven/\S+/)", body)
    assert link.split("/")[-2] not in Outbox.objects.get(topic=co_writing.TOPIC).payload + CoWriter.objects.get().digest
    other = somebody(home)
    assert other.browser.post(link).url == home.at()
    assert somebody(home).browser.post(link).status_code == 404
    assert f"via {ADDRESS}" in shown(home.browser.get(home.at("wie-deed-wat")))


def test_an_invitation_that_was_taken_back_or_ran_out_before_it_left_is_not_mailed(mail_server: Catcher) -> None:
    town, home = begun()
    home.browser.post(home.at("samen"), vraag="mail", email=ADDRESS)
    home.browser.post(home.at("samen"), stop=str(CoWriter.objects.get().pk))
    work(town)
    assert (mail_server.caught, Outbox.objects.filter(topic=co_writing.TOPIC, done_at=None).count()) == ([], 0)
    home.browser.post(home.at("samen"), vraag="mail", email=ADDRESS)
    town.wait(days=7)
    work(town)
    assert mail_server.caught == []
    home.browser.post(home.at("samen"), vraag="mail", email=ADDRESS)
    home.send()
    work(town)
    assert (mail_server.caught, CoWriter.objects.count()) == ([], 0)


def test_an_address_gets_few_mails_a_day_whoever_asks_and_nobody_is_told_so(mail_server: Catcher) -> None:
    town, home = begun()
    other = at_home(town)
    filled(other)
    for by in (home, home, other, other):
        by.browser.post(by.at("samen"), vraag="mail", email=ADDRESS)
        assert f"Wij sturen een uitnodiging naar {ADDRESS}." in shown(by.browser.get(by.at("samen")))
    work(town)
    assert (len(mail_server.caught), CoWriter.objects.count()) == (co_writing.MAILED_TO_ONE, 4)
    town.wait(days=1)
    home.browser.post(home.at("samen"), vraag="mail", email=ADDRESS)
    work(town)
    assert len(mail_server.caught) == co_writing.MAILED_TO_ONE + 1


def test_one_person_lets_few_invitations_leave_in_a_day_and_a_link_is_still_there() -> None:
    town, home = begun()
    for number in range(co_writing.MAILED_BY_ONE):
        home.browser.post(home.at("samen"), vraag="mail", email=f"buur{number}@voorbeeld.example")
        home.browser.post(home.at("samen"), stop=str(CoWriter.objects.get(ended_at=None).pk))
    page = shown(home.browser.post(home.at("samen"), vraag="mail", email=ADDRESS))
    assert "U liet vandaag al veel mensen vragen." in page
    assert f'value="{ADDRESS}"' in page
    assert Outbox.objects.filter(topic=co_writing.TOPIC).count() == co_writing.MAILED_BY_ONE
    link_of(home)
    town.wait(days=1)
    assert home.browser.post(home.at("samen"), vraag="mail", email=ADDRESS).status_code == 302


@pytest.mark.parametrize(
    ("typed", "said"), [("", "Vul het e-mailadres in van wie u wilt vragen."), ("buur", "Dit e-mailadres klopt niet.")]
)
def test_an_address_that_is_none_is_said_and_nobody_is_asked(typed: str, said: str) -> None:
    _, home = begun()
    assert said in shown(home.browser.post(home.at("samen"), vraag="mail", email=typed))
    assert (CoWriter.objects.count(), Outbox.objects.filter(topic=co_writing.TOPIC).count()) == (0, 0)
