"""Writing along on a draft: asked by who applies, with a link that works once, under one's own name, without sending anything."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

import pytest

from grants import co_writing, drafts
from grants.models import CoWriter
from tests import world
from tests.grants.portal.applicant.filing.filling import Home, at_home
from tests.grants.portal.applicant.filing.test_filing import filled, shown
from tests.grants.portal.office import Visitor
from tests.world import World
from workflow import clock
from workflow.verify import verify

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]

WRITER = "Nieuwe medewerker (voorbeeld)"


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
