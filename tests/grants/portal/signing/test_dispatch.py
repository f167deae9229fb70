"""The letters of a day by the way along which they go, and those that the post brought back."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from documents.models import CameBack, Letter, Rendered, SentAgain
from grants.models import Decision, Receipt
from partners.models import Person
from tests import world
from tests.grants.portal.office import colleague, step_path, text
from tests.world import World
from workflow import clock, door
from workflow.errors import Refusal
from workflow.facts import Actor

pytestmark = pytest.mark.django_db

LIST = "/bekendmaken/brieven/"
NEW = ("Buren van de straat", "Proefkade 2", "9711 XX Voorbeeldstad")


def refused(act: Callable[[], Any]) -> str:
    with pytest.raises(Refusal) as told:
        act()
    return told.value.obstacles[0].code


def sent() -> tuple[World, Letter]:
    """A town with one announced decision, and the letter about it with its file made."""
    town = world.found()
    decision = town.decide(town.assessed())
    letter = Letter.objects.get(kind="award", stream=decision.application.stream_id)
    with clock.at(town.now):
        made = Rendered("0" * 64, "proef")
        door.perform("letter", "render", letter.pk, made, actor=Actor(system="letter-worker"), key=str(uuid.uuid4()))
    return town, letter


def test_what_came_back_is_a_task_of_the_post_room_until_it_went_out_again_with_the_date_that_it_had() -> None:
    town, letter = sent()
    clerk, announced = colleague(town, "intake_clerk"), Decision.objects.get().announced_on
    town.wait(days=3)
    back = step_path("BF-2026-0001", "letter", "return_post", letter.pk)
    form = {"returned_on": clock.day_of(town.now).isoformat(), "fase": "bevestigen", "sleutel": str(uuid.uuid4())}
    assert clerk.post(back, **form).status_code == 302
    page = text(clerk.get(LIST))
    again = step_path("BF-2026-0001", "letter", "send_again", letter.pk)
    assert ("Teruggekomen post (1)" in page, f'href="{again}"' in page) == (True, True)
    assert "dan eindigt de tijd voor bezwaar" in page
    assert "Brieven: 1 kwam terug" in text(clerk.get(reverse("post")))
    assert "Buren van de straat" in text(clerk.get(again))
    form = {"address": "\r\n".join(NEW), "fase": "bevestigen", "sleutel": str(uuid.uuid4())}
    assert clerk.post(again, **form).status_code == 302
    page = text(clerk.get(LIST))
    assert "Teruggekomen post" not in page
    assert ("Per post (1)" in page, "Proefkade 2" in page, "opnieuw verzonden, brief van" in page) == (True,) * 3
    kept = Letter.objects.get(pk=letter.pk)
    assert (kept.sent_on, kept.facts, kept.resent_on) == (letter.sent_on, letter.facts, clock.day_of(town.now))
    assert Decision.objects.get().announced_on == announced


def test_a_letter_does_not_come_back_before_it_went_nor_goes_to_half_an_address() -> None:
    town, letter = sent()
    today = clock.day_of(town.now)

    def take(action: str, payload: Any) -> str:
        return refused(lambda: town.take("intake_clerk", "letter", action, letter.pk, payload))

    assert [take("return_post", CameBack(day)) for day in (date(2026, 1, 1), date(2027, 1, 1))] == [
        "back-on-another-day"
    ] * 2
    assert take("send_again", SentAgain(NEW)) == "wrong-state"
    town.take("intake_clerk", "letter", "return_post", letter.pk, CameBack(today))
    assert take("send_again", SentAgain(("Buren",))) == "envelope-incomplete"


def test_what_to_do_when_the_address_was_our_mistake_stands_beside_what_came_back() -> None:
    town, letter = sent()
    town.take("intake_clerk", "letter", "return_post", letter.pk, CameBack(clock.day_of(town.now)))
    for role in ("intake_clerk", "policy_officer"):
        page = text(colleague(town, role).get(LIST)).partition("Stond het adres bij ons verkeerd?")[2]
        assert "beginnen pas op de dag nadat u de brief naar het goede adres stuurt (Awb 3:41, 6:8)." in page
        assert page.partition("<ol")[2].partition("</ol>")[0].count("<li>") == 3


def test_only_the_post_room_sends_again_and_the_others_read_whose_turn_it_is() -> None:
    town, letter = sent()
    town.take("intake_clerk", "letter", "return_post", letter.pk, CameBack(clock.day_of(town.now)))
    officer = colleague(town, "policy_officer")
    page = text(officer.get(LIST))
    assert "De postkamer is aan de beurt" in page
    again = step_path("BF-2026-0001", "letter", "send_again", letter.pk)
    assert (again in page, officer.get(again).status_code) == (False, 404)


def test_who_wrote_by_mail_and_has_no_address_for_it_gets_a_letter_by_post() -> None:
    town = world.found()
    case = town.assessed()
    officer = colleague(town, "policy_officer")
    town.decide(case)
    assert "Via het portaal (2)" in text(officer.get(LIST))
    Receipt.objects.bulk_create(
        [Receipt(application=case, number=99, about="file", channel="email", received_at=town.now, entered_at=town.now)]
    )
    assert "Per e-mail (2)" in text(officer.get(LIST))
    Person.objects.filter(pk=case.contact_id).update(email="")
    assert "Per post (2)" in text(officer.get(LIST))


def test_a_day_of_many_letters_is_read_page_by_page() -> None:
    town = world.found()
    for _ in range(32):
        town.file()
    clerk = colleague(town, "intake_clerk")
    first, second = text(clerk.get(LIST)), text(clerk.get(LIST, weg="portaal", pagina="2"))
    assert ("Via het portaal (32)" in first, "Pagina 1 van 2" in first, "Pagina 2 van 2" in second) == (True,) * 3
    assert (first.count('<th scope="row">'), second.count('<th scope="row">')) == (30, 2)


def test_a_decision_is_taken_back_or_put_right_from_the_lists_in_one_click() -> None:
    town = world.found()
    decision = town.draft(town.assessed())
    officer = colleague(town, "policy_officer")
    town.take("mandate_holder", "decision", "sign", decision)
    annul = step_path("BF-2026-0001", "decision", "annul", decision)
    assert f'href="{annul}"' in text(officer.get("/bekendmaken/"))
    assert officer.get(annul).status_code == 200
    town.take("policy_officer", "decision", "announce", decision)
    right = f"{step_path('BF-2026-0001', 'decision', 'draft_decision', 'nieuw')}?soort=rectification"
    for page in (LIST, "/dossier/BF-2026-0001/"):
        assert f'href="{right}"' in text(officer.get(page))
    assert '<option value="rectification" selected>' in text(officer.get(right))
