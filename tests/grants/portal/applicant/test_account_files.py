"""Files with an account and a report at home: chosen, carried along, kept, shown to the office, and nobody else's."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from documents.models import Upload
from grants import drafts
from grants.afterwards import OTHER
from grants.attached import attached
from grants.guards import JudgedBy
from grants.models import Application, FinalAccount, Report
from tests.documents import good_files
from tests.grants.portal.applicant.test_own_files import hidden
from tests.grants.portal.office import Visitor, colleague, text
from tests.grants.test_afterwards import FEAST, granted
from tests.world import World
from workflow import clock
from workflow.scheme import Step
from workflow.verify import verify

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300), pytest.mark.usefixtures("private_storage")]

TYPED = {"actual_cents": "1.000,00", "text": "Mooi.", "costs.0": "1.000,00", "income.0": "1.000,00", "all_done": "on"}


def own(case: Application) -> str:
    return f"/mijn/{case.stream.reference}/stap/application/account/{case.pk}/"


def chosen(name: str = "factuur.pdf", content: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or good_files.pdf())


def sent(town: World, case: Application, **files: Any) -> Visitor:
    """Somebody who accounted: looked at what follows first, and confirmed."""
    home = Visitor(town, case.contact_id)
    looked = home.post(own(case), fase="controleren", **TYPED, **files)
    carried = {f"answers.{one}": hidden(looked, one) for one in ("na_gasten", "na_factuur", OTHER.id)}
    assert home.post(own(case), fase="bevestigen", **TYPED, **carried).status_code == 302
    return home


def test_the_page_asks_for_files_by_the_amount_and_for_values_beside_what_was_planned() -> None:
    town, case = granted()
    page = text(Visitor(town, case.contact_id).get(own(case)))
    assert "In uw aanvraag staat: 30." in page
    assert [f'name="answers.{one.question.id}"' in page for one in FEAST.afterwards] == [True, True, False]
    assert 'enctype="multipart/form-data"' in page


def test_what_goes_along_is_kept_named_in_the_account_and_given_out_as_an_attachment() -> None:
    town, case = granted()
    home = sent(
        town, case, **{"answers.na_gasten": "41", "answers.na_factuur": chosen(),
        f"answers.{OTHER.id}": SimpleUploadedFile("straat.png", good_files.png())},
    )  # fmt: skip
    files = attached(case)
    assert {id_: [one.name for one in rows] for id_, rows in files.items()} == {
        "na_factuur": ["factuur.pdf"],
        OTHER.id: ["straat.png"],
    }
    answers = json.loads(FinalAccount.objects.get().answers)
    assert (answers["na_gasten"], answers["na_factuur"][0]["id"]) == (41, files["na_factuur"][0].sha256)
    office = colleague(town, "policy_officer")
    dossier = text(office.get(f"/dossier/{case.stream.reference}/"))
    assert ["Alles wat wij vroegen, kwam mee." in dossier, "gepland: 30" in dossier, "factuur.pdf" in dossier] == [
        True, True, True,
    ]  # fmt: skip
    for visitor, place in ((office, "dossier"), (home, "mijn")):
        given = visitor.get(f"/{place}/{case.stream.reference}/bestand/{files['na_factuur'][0].pk}/")
        assert (given.status_code, given["Content-Disposition"].split(";")[0]) == (200, "attachment"), place
    mine = text(home.get(f"/mijn/{case.stream.reference}/antwoorden/"))
    assert ["factuur.pdf" in mine, "straat.png" in mine, ">41<" in mine] == [True, True, True]
    assert verify().differences == []


def test_who_sends_nothing_along_is_warned_and_the_account_is_taken_and_the_office_reads_what_is_missing() -> None:
    town, case = granted()
    home = Visitor(town, case.contact_id)
    looked = text(home.post(own(case), fase="controleren", **TYPED))
    assert "Dit gaat nog niet mee. U kunt wel versturen." in looked
    assert '<ul lang="nl"><li>Hoeveel gasten kwamen er?</li><li>De facturen</li></ul>' in looked
    assert home.post(own(case), fase="bevestigen", **TYPED).status_code == 302
    dossier = text(colleague(town, "policy_officer").get(f"/dossier/{case.stream.reference}/"))
    assert 'Dit kwam niet mee:</p><ul lang="nl"><li>Hoeveel gasten kwamen er?</li><li>De facturen</li></ul>' in dossier


def test_a_file_that_is_no_such_file_is_refused_beside_its_question_and_what_was_typed_stays() -> None:
    town, case = granted()
    page = text(
        Visitor(town, case.contact_id).post(
            own(case), fase="controleren", **TYPED, **{"answers.na_factuur": chosen(content=b"MZ geen pdf")}
        )
    )
    assert ["Stap 1 van 2" in page, 'value="1.000,00"' in page] == [True, True]
    assert Upload.objects.count() == 0


def test_nobody_opens_or_names_the_file_of_somebody_else() -> None:
    town, case = granted()
    sent(town, case, **{"answers.na_factuur": chosen()})
    [file] = attached(case)["na_factuur"]
    other = town.file(1_000_00, gasten=5)
    town.take("intake_clerk", "application", "intake", other.pk)
    town.decide(Application.objects.get(pk=other.pk))
    stranger = Visitor(town, other.contact_id)
    for reference in (case.stream.reference, other.stream.reference):
        assert stranger.get(f"/mijn/{reference}/bestand/{file.pk}/").status_code == 404
    named = json.dumps([{"id": file.sha256, "kind": "pdf", "bytes": file.bytes}])
    assert stranger.post(own(other), fase="bevestigen", **TYPED, **{"answers.na_factuur": named}).status_code == 302
    assert FinalAccount.objects.get(application=other).answers == ""
    assert (attached(other), Upload.objects.count()) == ({}, 1)


def test_who_only_judges_sees_the_dossier_and_opens_nothing_of_an_account() -> None:
    judged = {**FEAST.steps, "assessment.score": Step(guards=(JudgedBy("assessor"),))}
    town, case = granted(scheme=dataclasses.replace(FEAST, steps=judged), weights={"sfeer": 100})
    sent(town, case, **{"answers.na_factuur": chosen()})
    [file] = attached(case)["na_factuur"]
    dossier = f"/dossier/{case.stream.reference}/"
    for role, status, shown in (("policy_officer", 200, True), ("assessor", 404, False)):
        visitor = colleague(town, role)
        page = visitor.get(dossier)
        assert (page.status_code, "factuur.pdf" in text(page), "kwam niet mee" in text(page)) == (200, shown, shown)
        assert visitor.get(f"{dossier}bestand/{file.pk}/").status_code == status


def test_a_report_takes_photos_and_values_and_they_stay_when_what_was_never_sent_goes() -> None:
    town, case = granted()
    report, home = Report.objects.get(application=case), Visitor(town, case.contact_id)
    path = f"/mijn/{case.stream.reference}/stap/report/report/{report.pk}/"
    photo = SimpleUploadedFile("straat.png", good_files.png())
    looked = home.post(path, fase="controleren", text="Het gaat goed.", **{f"answers.{OTHER.id}": photo})
    home.post(path, fase="controleren", text="", **{f"answers.{OTHER.id}": chosen("nooit.pdf")})
    carried = {f"answers.{OTHER.id}": hidden(looked, OTHER.id), "answers.na_gasten": "12"}
    assert home.post(path, fase="bevestigen", text="Het gaat goed.", **carried).status_code == 302
    town.wait(hours=24 * 40)
    with clock.at(town.now):
        drafts.clean()
    assert [one.name for rows in attached(case).values() for one in rows] == ["straat.png"]
    assert list(Upload.objects.values_list("name", flat=True)) == ["straat.png"]
    assert json.loads(Report.objects.get(pk=report.pk).answers)["na_gasten"] == 12
