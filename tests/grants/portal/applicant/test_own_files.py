"""Files that come later: kept as those of a filing are, linked for who may read them, and given out to nobody else."""

from __future__ import annotations

import html
import re
import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from documents import uploads
from documents.models import Letter, Rendered, Upload
from grants import drafts, payloads
from grants.attached import attached
from grants.models import PersonalAnswer, Version
from grants.schemes.innovatie_atelier import INNOVATIE_ATELIER
from tests import world
from tests.documents import good_files
from tests.grants.portal.applicant.filing.filling import Home
from tests.grants.portal.office import Visitor, colleague
from tests.world import World
from workflow import clock
from workflow.facts import Actor

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300), pytest.mark.usefixtures("private_storage")]

BANK, SUPPORT = "bijlage_bank", "bijlage_steun"


def asked_for(town: World, *missing: str) -> Home:
    """Somebody who filed without attachments, and was asked for them."""
    person, organisation, _ = world.new_party(town.now)
    browser = Visitor(town, person.pk)
    begun = browser.post("/mijn/nieuw/IA-tranche/", sleutel=str(uuid.uuid4()))
    home = Home(town, person.pk, organisation.pk, browser, begun.url.split("/")[2])
    home.choose()
    home.send()
    asking = payloads.CompletionRequest(missing, date(2026, 1, 26), why=dict.fromkeys(missing, "Wij missen dit."))
    town.take("intake_clerk", "application", "request_completion", home.case.pk, asking)
    return home


def completes(home: Home, phase: str, **sent: Any) -> Any:
    """The page on which one completes, with what is typed in it."""
    return home.browser.post(f"/mijn/{home.reference}/stap/application/complete/{home.case.pk}/", fase=phase, **sent)


def file(content: bytes, name: str = "afschrift.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def hidden(response: Any, question: str) -> str:
    """What a page carries along unseen."""
    page = response.content.decode()
    _, _, rest = page.partition(f'name="answers.{question}" value="')
    return html.unescape(rest.partition('"')[0])


def files_on(response: Any) -> list[str]:
    """What a page says of the files that were chosen before."""
    _, _, rest = response.content.decode().partition('<ul class="chosen-files">')
    rows = rest.partition("</ul>")[0].split("</li>")[:-1]
    return [" ".join(re.sub("<[^>]+>", " ", html.unescape(row)).split()) for row in rows]


def test_a_file_that_was_chosen_and_never_sent_goes_after_a_month_and_one_that_was_sent_stays() -> None:
    home = asked_for(world.found(INNOVATIE_ATELIER), BANK)
    wrong, right = good_files.pdf(), good_files.pdf() + b"%"
    completes(home, "controleren", **{f"answers.{BANK}": file(wrong)})
    looked = completes(home, "controleren", **{f"answers.{BANK}": file(right)})
    completes(home, "bevestigen", **{f"answers.{BANK}": hidden(looked, BANK)})
    chosen, sent = Upload.objects.order_by("bytes")
    assert [one.pk for one in attached(home.case)[BANK]] == [sent.pk]
    left = []
    for days in (30, 31, 32):
        with clock.at(home.town.now + timedelta(days=days) - timedelta(seconds=1)):
            drafts.clean()
            left.append([default_storage.exists(uploads.place_of(one.sha256)) for one in (chosen, sent)])
    assert left == [[True, True], [False, True], [False, True]]
    assert list(Upload.objects.values_list("pk", flat=True)) == [sent.pk]


def test_a_file_that_completes_is_kept_with_the_dossier_and_named_in_the_answer() -> None:
    home = asked_for(world.found(INNOVATIE_ATELIER), BANK)
    pdf = good_files.pdf()
    asks = home.browser.get(f"/mijn/{home.reference}/stap/application/complete/{home.case.pk}/").content.decode()
    assert "Soort: pdf, jpg, png. Hoogstens 10 MB. Aantal: hoogstens 1." in asks
    looked = completes(home, "controleren", **{f"answers.{BANK}": file(pdf)})
    [row] = Upload.objects.all()
    assert attached(home.case) == {}  # It was chosen, and not sent.
    completes(home, "bevestigen", **{f"answers.{BANK}": hidden(looked, BANK)})
    assert Version.objects.filter(application=home.case).count() == 2
    assert {question: [one.pk for one in rows] for question, rows in attached(home.case).items()} == {BANK: [row.pk]}
    page = home.browser.get(f"/mijn/{home.reference}/antwoorden/").content.decode()
    assert f"/mijn/{home.reference}/bestand/{row.pk}/" in page
    assert home.browser.get(f"/mijn/{home.reference}/bestand/{row.pk}/").content == pdf


def test_what_is_hostile_is_refused_beside_its_field_and_the_rest_stays() -> None:
    home = asked_for(world.found(INNOVATIE_ATELIER), BANK, "plan_wat")
    sent = {f"answers.{BANK}": file(b"MZ\x90\0" * 99), "answers.plan_wat": "Wij koken soep voor de straat."}
    page = html.unescape(completes(home, "controleren", **sent).content.decode())
    assert "Stuur een bestand van deze soort: pdf, jpg, png." in page
    assert "Wij koken soep voor de straat." in page
    assert [Upload.objects.count(), default_storage.exists("uploads")] == [0, False]
    assert Version.objects.count() == 1


def test_more_files_are_added_to_what_was_sent_or_replace_it() -> None:
    home = asked_for(world.found(INNOVATIE_ATELIER), SUPPORT)
    name, two = f"answers.{SUPPORT}", [file(good_files.jpeg(), "a.jpg"), file(good_files.png(), "b.png")]
    first = hidden(completes(home, "controleren", **{name: two}), SUPPORT)
    more = hidden(completes(home, "controleren", **{name: [file(good_files.pdf(), "c.pdf"), first]}), SUPPORT)
    assert [first.count('"id"'), more.count('"id"')] == [2, 3]
    instead = {name: [file(good_files.pdf(), "c.pdf"), more], f"{name}.anders": "on"}
    assert hidden(completes(home, "controleren", **instead), SUPPORT).count('"id"') == 1
    too_many = {name: [*(file(good_files.jpeg(), f"{at}.jpg") for at in range(3)), more]}
    assert "Stuur hoogstens 5 bestanden." in html.unescape(completes(home, "controleren", **too_many).content.decode())


def test_a_page_that_names_a_file_of_somebody_else_is_not_believed() -> None:
    town = world.found(INNOVATIE_ATELIER)
    mine, other = asked_for(town, BANK), asked_for(town, BANK)
    looked = completes(other, "controleren", **{f"answers.{BANK}": file(good_files.pdf())})
    completes(mine, "bevestigen", **{f"answers.{BANK}": hidden(looked, BANK)})
    assert PersonalAnswer.objects.filter(version__application=mine.case, question=BANK).exclude(value="").count() == 0
    assert attached(mine.case) == {}


def test_who_is_asked_for_a_file_again_sees_that_it_was_sent() -> None:
    home = asked_for(world.found(INNOVATIE_ATELIER), BANK)
    looked = completes(home, "controleren", **{f"answers.{BANK}": file(good_files.pdf())})
    completes(home, "bevestigen", **{f"answers.{BANK}": hidden(looked, BANK)})
    asking = payloads.CompletionRequest((BANK,), date(2026, 1, 26), why={BANK: "Dit is niet te lezen."})
    home.town.take("intake_clerk", "application", "request_completion", home.case.pk, asking)
    page = home.browser.get(f"/mijn/{home.reference}/stap/application/complete/{home.case.pk}/")
    again = "Dit stuurde u op 5 januari 2026, 10.00 uur. Het is niet genoeg. Daarom vragen wij het opnieuw."
    assert files_on(page) == [f"afschrift.pdf {again}"]
    assert hidden(page, BANK).count('"id"') == 1
    better = completes(
        home, "controleren", **{f"answers.{BANK}": [file(good_files.png(), "scan.png"), hidden(page, BANK)]}
    )
    edited = completes(home, "invullen", **{f"answers.{BANK}": hidden(better, BANK)})
    assert files_on(edited) == ["scan.png Dit koos u net. Het is nog niet verstuurd."]


def test_of_more_files_each_says_whether_it_was_sent_before() -> None:
    home = asked_for(world.found(INNOVATIE_ATELIER), SUPPORT)
    name = f"answers.{SUPPORT}"
    looked = completes(home, "controleren", **{name: [file(good_files.jpeg(), "a.jpg")]})
    completes(home, "bevestigen", **{name: hidden(looked, SUPPORT)})
    asking = payloads.CompletionRequest((SUPPORT,), date(2026, 1, 26), why={SUPPORT: "De tweede brief ontbreekt."})
    home.town.take("intake_clerk", "application", "request_completion", home.case.pk, asking)
    first = hidden(home.browser.get(f"/mijn/{home.reference}/stap/application/complete/{home.case.pk}/"), SUPPORT)
    more = completes(home, "controleren", **{name: [file(good_files.png(), "b.png"), first]})
    said = files_on(completes(home, "invullen", **{name: hidden(more, SUPPORT)}))
    assert [one.split(" ")[:4] for one in said] == [["a.jpg", "Dit", "stuurde", "u"], ["b.png", "Dit", "koos", "u"]]


def test_colleagues_find_the_files_in_the_dossier_and_who_judges_no_statement_of_a_bank() -> None:
    town = world.found(INNOVATIE_ATELIER)
    home = asked_for(town, BANK, SUPPORT)
    sent = {f"answers.{BANK}": file(good_files.pdf()), f"answers.{SUPPORT}": file(good_files.jpeg(), "steun.jpg")}
    looked = completes(home, "controleren", **sent)
    completes(home, "bevestigen", **{f"answers.{one}": hidden(looked, one) for one in (BANK, SUPPORT)})
    town.take("intake_clerk", "application", "intake", home.case.pk)
    rows = {row.question: f"/dossier/{home.reference}/bestand/{row.pk}/" for row in Upload.objects.all()}
    clerk, judge = colleague(town, "intake_clerk"), colleague(town, "assessor")
    page = clerk.get(f"/dossier/{home.reference}/").content.decode()
    assert [rows[BANK] in page, rows[SUPPORT] in page] == [True, True]
    assert [clerk.get(one).status_code for one in rows.values()] == [200, 200]
    judge.post("/beoordelen/belangen/IA-tranche/", gezien=[str(home.case.pk)])
    sheet = judge.get(f"/beoordelen/{home.reference}/").content.decode()
    assert [rows[BANK] in sheet, rows[SUPPORT] in sheet] == [False, True]
    assert [judge.get(rows[BANK]).status_code, judge.get(rows[SUPPORT]).status_code] == [404, 200]


def test_the_receipt_leads_to_our_letters_once_they_are_made() -> None:
    town = world.found(INNOVATIE_ATELIER)
    home = asked_for(town, BANK)
    letter = Letter.objects.filter(stream=home.case.stream).earliest("sent_on", "pk")
    receipt, address = f"/mijn/{home.reference}/ontvangen/", f"/mijn/{home.reference}/brief/{letter.pk}/"
    assert address not in home.browser.get(receipt).content.decode()
    town.take(Actor(system="letter-worker"), "letter", "render", letter.pk, Rendered("0" * 64, "proef"))
    assert address in home.browser.get(receipt).content.decode()
