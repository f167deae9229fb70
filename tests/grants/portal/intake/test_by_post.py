"""A code by post: printed for the address that we know, good once and for 28 days, and kept nowhere."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core import serializers
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from grants.models import Application, ContactNote
from grants.tasks import clean_links, tell_joined
from partners import joining, one_time
from partners.models import JoiningCode, Membership, Organisation
from tests import world
from tests.grants.portal.office import Visitor, colleague, text
from tests.mail_server import Catcher
from tests.world import World
from workflow import clock
from workflow.models import Event, Outbox
from workflow.verify import verify

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]

WRONG = "Deze code werkt niet. Bel ons als u een nieuwe brief wilt."


def begun() -> tuple[World, Application, str]:
    """A case on paper, and the address of the page on which the clerk makes a code."""
    town = world.found()
    case = town.file()
    assert case.organisation
    Organisation.objects.filter(pk=case.organisation.pk).update(
        street="Kerkpad", number="1", postcode="9999 ZZ", place="Voorbeeld"
    )
    return town, case, f"/postkamer/{case.stream.reference}/code/"


def made(town: World, page: str) -> str:
    """The code in the letter that the clerk prints."""
    answer = colleague(town, "intake_clerk").post(page, doe="maak", sleutel=str(uuid.uuid4()))
    assert answer["Content-Type"] == "application/pdf"
    said = " ".join(one.extract_text() for one in PdfReader(BytesIO(answer.content)).pages)
    assert "Kerkpad 1" in said
    [code] = re.findall(r"\b[a-z2-7]{4}(?:-[a-z2-7]{4}){3}\b", said)
    return str(code)


def newcomer(town: World) -> Visitor:
    return Visitor(town, town.hire().person)


def tried(visitor: Visitor, code: str) -> Any:
    return visitor.post("/mijn/code/", code=code)


def test_who_fills_in_the_code_sees_the_cases_of_that_applicant_and_no_others() -> None:
    town, case, page = begun()
    other, before = town.file(), verify().differences  # The address that the test gave stands in no trail.
    home = newcomer(town)
    assert home.get(f"/mijn/{case.stream.reference}/").status_code == 404
    assert tried(home, made(town, page).upper().replace("-", " ")).url == "/mijn/"
    assert home.get(f"/mijn/{case.stream.reference}/").status_code == 200
    assert home.get(f"/mijn/{other.stream.reference}/").status_code == 404
    assert home.account
    [member] = Membership.objects.filter(person=home.account.person_id)
    assert (member.organisation_id, member.role, member.valid_from, member.valid_through) == (
        case.organisation_id, "contact", clock.day_of(town.now), None,
    )  # fmt: skip
    [event] = Event.objects.filter(system="sign-in")
    assert (event.machine, event.on_behalf_of) == ("register", home.account.person_id)
    assert JoiningCode.objects.count() == 0
    assert verify().differences == before


def test_a_wrong_old_used_replaced_or_withdrawn_code_gives_one_answer_and_changes_nothing() -> None:
    town, _, page = begun()
    used = made(town, page)
    tried(newcomer(town), used)
    replaced, withdrawn = made(town, page), made(town, page)
    assert "maakte een code op" in text(colleague(town, "intake_clerk").get(page))
    assert colleague(town, "intake_clerk").post(page, doe="intrekken").url == page
    old = made(town, page)
    town.wait(days=29)
    members = Membership.objects.count()
    for code in ("aaaa-bbbb-cccc-dddd", used, replaced, withdrawn, old, "x" * 41):
        assert WRONG in text(tried(newcomer(town), code))
    assert Membership.objects.count() == members
    with clock.at(town.now):
        assert (clean_links(), JoiningCode.objects.count()) == (1, 0)


def test_a_code_is_worth_nothing_to_the_office_and_is_not_used_up_by_it() -> None:
    town, _, page = begun()
    code = made(town, page)
    assert WRONG in text(tried(colleague(town, "assessor"), code))
    assert tried(newcomer(town), code).url == "/mijn/"


def test_who_guesses_has_to_wait_also_with_the_right_code() -> None:
    town, _, page = begun()
    home, code = newcomer(town), made(town, page)
    for _ in range(5):
        assert WRONG in text(tried(home, "aaaa"))
    assert "Dit is te vaak niet gelukt." in text(tried(home, code))
    town.wait(minutes=16)
    assert tried(home, code).url == "/mijn/"


def test_the_code_stands_in_no_row_and_the_dossier_says_that_it_was_made() -> None:
    town, case, page = begun()
    code = made(town, page)
    [row] = JoiningCode.objects.all()
    assert (row.digest, row.expires_at - row.made_at) == (one_time.hashed(code), timedelta(days=28))
    kept = [*JoiningCode.objects.all(), *ContactNote.objects.all(), *Event.objects.all(), *Outbox.objects.all()]
    everything = serializers.serialize("json", kept)
    assert [code in everything, one_time.tidy(code) in everything] == [False, False]
    [note] = ContactNote.objects.filter(application=case)
    assert note.words.startswith("Er is een brief gemaakt met een code om online mee te kijken.")


def test_without_a_whole_address_there_is_no_letter() -> None:
    town, case, page = begun()
    assert case.organisation
    Organisation.objects.filter(pk=case.organisation.pk).update(street="")
    answer = colleague(town, "intake_clerk").post(page, doe="maak", sleutel=str(uuid.uuid4()))
    assert "Wij kennen geen postadres. De code gaat alleen per post." in text(answer)
    assert [one.code for one in answer.context["obstacles"]] == ["no-postal-address"]
    assert (JoiningCode.objects.count(), ContactNote.objects.count()) == (0, 0)


def test_who_joined_is_told_by_mail(mail_server: Catcher) -> None:
    town, _, page = begun()
    home = newcomer(town)
    assert home.account
    type(home.account.person).objects.filter(pk=home.account.person_id).update(email="noor@voorbeeld.example")
    tried(home, made(town, page))
    message = Outbox.objects.get(topic=joining.TOPIC)
    [reference] = re.findall(r"[0-9a-f-]{36}", message.payload)
    with clock.at(town.now):
        tell_joined(str(message.pk), {"reference": reference})
    assert [(to, str(mail["Subject"])) for to, mail in mail_server.caught] == [
        (["noor@voorbeeld.example"], "U gebruikte een code uit een brief")
    ]


def test_the_pages_ask_the_database_a_fixed_number_of_times() -> None:
    town, _, page = begun()
    clerk, home = colleague(town, "intake_clerk"), newcomer(town)
    for visitor, path in ((clerk, page), (home, "/mijn/code/")):
        visitor.get(path)
        with CaptureQueriesContext(connection) as seen:
            assert visitor.get(path).status_code == 200
        assert len(seen.captured_queries) <= 15
