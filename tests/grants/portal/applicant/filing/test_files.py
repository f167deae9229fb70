"""Attachments at home: sent as one goes, taken back, promised for later; given out to who may, and never to run in a browser."""

from __future__ import annotations

import html
import uuid
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from documents import uploads
from documents.inside import MEGABYTE
from documents.models import Upload
from grants import drafts, payloads
from grants.models import Version
from grants.schemes.innovatie_atelier import INNOVATIE_ATELIER
from tests import world
from tests.documents import good_files
from tests.grants.portal.applicant.filing.filling import Home
from tests.grants.portal.office import Visitor
from tests.world import World
from workflow.facts import Actor

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300), pytest.mark.usefixtures("private_storage")]

PDF, PNG = good_files.pdf(), good_files.png()


def at_home(town: World) -> Home:
    person, organisation, _ = world.new_party(town.now)
    browser = Visitor(town, person.pk)
    begun = browser.post("/mijn/nieuw/IA-tranche/", sleutel=str(uuid.uuid4()))
    return Home(town, person.pk, organisation.pk, browser, begun.url.split("/")[2])


def send(home: Home, content: bytes, name: str = "afschrift.pdf", question: str = "bijlage_bank") -> Any:
    return home.browser.post(home.at(f"bestand/{question}"), bestand=SimpleUploadedFile(name, content))


def shown(home: Home) -> str:
    return html.unescape(home.browser.get(home.at("bijlagen")).content.decode())


def answer(home: Home, question: str = "bijlage_bank") -> Any:
    return drafts.typed(drafts.newest(home.case).get(question))


def test_a_file_is_kept_once_named_in_the_answer_and_given_out_as_a_file_only() -> None:
    home = at_home(world.found(INNOVATIE_ATELIER))
    assert send(home, PDF).url == f"{home.at('bijlagen')}#stuk-bijlage_bank"
    [row] = Upload.objects.all()
    assert answer(home) == [{"id": row.sha256, "kind": "pdf", "bytes": len(PDF)}]
    page = shown(home)
    assert ["afschrift.pdf" in page, f"/mijn/{home.reference}/bestand/{row.pk}/" in page] == [True, True]
    given = home.browser.get(f"/mijn/{home.reference}/bestand/{row.pk}/")
    assert given.content == PDF
    assert {
        name: given[name] for name in ("Content-Disposition", "Content-Security-Policy", "X-Content-Type-Options")
    } == {
        "Content-Disposition": f'attachment; filename="{home.reference}_bijlage_bank.pdf"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
    }


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("afschrift.pdf", b"<html><script>alert(1)</script>", "Stuur een bestand van deze soort: pdf, jpg, png."),
        ("foto.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Stuur een bestand van deze soort: pdf, jpg, png."),
        ("macro.docm", good_files.docx(), "Stuur een bestand van deze soort: pdf, jpg, png."),
        ("leeg.pdf", b"", "Dit bestand is leeg. Kies een ander bestand."),
        ("groot.pdf", PDF + b"x" * 10 * MEGABYTE, "Dit bestand is te groot. Het mag 10 MB zijn."),
    ],
)
def test_what_is_not_what_was_asked_does_not_come_in_whatever_it_is_called(name: str, content: bytes, why: str) -> None:
    home = at_home(world.found(INNOVATIE_ATELIER))
    send(home, content, name)
    assert why in shown(home)
    assert [Upload.objects.count(), answer(home), default_storage.exists("uploads")] == [0, None, False]


def test_more_than_is_asked_or_than_a_dossier_holds_does_not_come_in(monkeypatch: pytest.MonkeyPatch) -> None:
    home = at_home(world.found(INNOVATIE_ATELIER))
    send(home, PDF)
    send(home, PNG, "foto.png")
    assert "Stuur hoogstens 1 bestanden." in shown(home)
    monkeypatch.setattr(uploads, "MOST_FILES", 1)
    send(home, PNG, "foto.png", "bijlage_steun")
    assert "U stuurde al heel veel. Stuur de rest per post." in shown(home)
    assert Upload.objects.count() == 1


def test_a_file_is_taken_back_and_its_content_goes_when_nothing_else_names_it() -> None:
    home = at_home(world.found(INNOVATIE_ATELIER))
    send(home, PDF)
    send(home, PDF, question="bijlage_statuten")
    first, second = Upload.objects.order_by("question")
    home.browser.post(home.at("bestand/bijlage_bank"), weg=str(first.pk))
    assert [answer(home), default_storage.exists(uploads.place_of(first.sha256))] == [None, True]
    home.browser.post(home.at("bestand/bijlage_statuten"), weg=str(second.pk))
    assert default_storage.exists(uploads.place_of(first.sha256)) is False


def test_what_is_promised_for_later_is_said_so_and_still_counts_as_missing() -> None:
    home = at_home(world.found(INNOVATIE_ATELIER))
    home.browser.post(home.at("bestand/bijlage_bank"), later="ja")
    assert "dan staat onze termijn stil" in shown(home)
    assert "Bewijs van uw bankrekening" in html.unescape(home.browser.get(home.at("controleren")).content.decode())
    home.browser.post(home.at("bestand/bijlage_bank"), later="nee")
    assert "dan staat onze termijn stil" not in shown(home)
    home.browser.post(home.at("bestand/bijlage_bank"))
    assert "Kies eerst een bestand." in shown(home)
    assert home.browser.post(home.at("bestand/plan_wat"), later="ja").status_code == 404


def test_a_file_is_there_for_its_applicant_and_once_sent_for_the_office() -> None:
    town = world.found(INNOVATIE_ATELIER)
    home = at_home(town)
    send(home, PDF)
    row = Upload.objects.get()
    stranger, _, _ = world.new_party(town.now)
    clerk, other = Visitor(town, town.people["intake_clerk"]), Visitor(town, stranger.pk)
    at_office, at_mine = f"/dossier/{home.reference}/bestand/{row.pk}/", f"/mijn/{home.reference}/bestand/{row.pk}/"
    assert [one.get(path).status_code for one in (clerk, other) for path in (at_office, at_mine)] == [404] * 4
    home.choose()
    home.send()
    assert Version.objects.count() == 1
    assert [one.get(path).status_code for one in (clerk, other) for path in (at_office, at_mine)] == [
        200,
        404,
        404,
        404,
    ]
    assert clerk.get(at_office)["Content-Disposition"] == f'attachment; filename="{home.reference}_bijlage_bank.pdf"'
    assert at_office in clerk.get(f"/postkamer/{home.reference}/controle/").content.decode()


def test_the_files_of_what_was_never_sent_go_with_it() -> None:
    home = at_home(world.found(INNOVATIE_ATELIER))
    send(home, PDF)
    row = Upload.objects.get()
    drafts.clean()
    assert uploads.found(row.stream_id, row.pk) == row
    home.town.take(Actor(person=home.person), "application", "withdraw", home.case.pk, payloads.Withdrawal())
    drafts.clean()
    assert [Upload.objects.count(), default_storage.exists(uploads.place_of(row.sha256))] == [0, False]
