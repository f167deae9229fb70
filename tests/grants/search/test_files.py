"""Words in files that applicants sent: found by who sees the dossier, read by a process with limits, and gone with the file."""

from __future__ import annotations

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command

from documents import uploads
from documents.inside.words import MOST_CHARACTERS, words
from documents.models import Upload
from grants.models import Application, SearchText
from grants.search import files, index
from grants.search.files import read_files
from tests import world
from tests.documents import good_files
from tests.grants.api.test_attachments import FEAST_WITH_FILES, PATH, post_room
from tests.grants.api.test_attachments import file as in_form
from tests.grants.api.test_submissions import form
from tests.grants.api.test_who_reads_what import member
from tests.grants.portal.office import Visitor, colleague, text
from tests.grants.portal.test_who_sees_what import scene
from workflow import clock
from workflow.registers import erase

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_storage")]

KINDS = ("pdf", "docx", "odt", "xlsx", "png")
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ODF = "urn:oasis:names:tc:opendocument:xmlns:"


def pdf_with(*pages: str) -> bytes:
    """A PDF with a line of text on each page."""
    file = pikepdf.new()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    for said in pages:
        page = file.add_blank_page(page_size=(595, 842))
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.Contents = file.make_stream(f"BT /F1 12 Tf 72 720 Td ({said}) Tj ET".encode("latin-1"))
    return good_files.saved(file)


def docx_with(said: str) -> bytes:
    """A document of Word in which the first half of each word is written apart from the second."""
    runs = "".join(f"<w:r><w:t>{half}</w:t></w:r>" for half in (said[: len(said) // 2], said[len(said) // 2 :]))
    body = f'<w:document xmlns:w="{W}"><w:body><w:p>{runs}</w:p></w:body></w:document>'
    return good_files.docx({"word/document.xml": body})


def odt_with(said: str) -> bytes:
    """A document of LibreOffice."""
    return good_files.odt(
        {"content.xml": f'<o:document-content xmlns:o="{ODF}office:1.0" xmlns:t="{ODF}text:1.0"><t:p>{said}</t:p></o:document-content>'}
    )  # fmt: skip


def send(case: Application, content: bytes, name: str, question: str = "bijlage") -> Upload:
    """A file that came with an application."""
    row = uploads.take_in(ContentFile(content, name), case.stream, question, case.contact, kinds=KINDS, max_mb=5)
    good_files.name_in_answer(case, row)
    return row


def entries() -> set[tuple[str, str]]:
    return set(SearchText.objects.filter(table=files.TABLE).values_list("row", "tokens"))


def found(said: str) -> set[tuple[str, str]]:
    return set(index.find(said, SearchText.objects.all()).rows)


def queue(visitor: Visitor, said: str, case: Application) -> bool:
    return f"/dossier/{case.stream.reference}/" in text(visitor.get("/werk/", zoek=said))


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (pdf_with("Offerte voor", "alle dorpshuizen"), "offerte.pdf"),
        (docx_with("dorpshuizen"), "offerte.docx"),
        (odt_with("dorpshuizen"), "offerte.odt"),
    ],
    ids=["pdf", "docx", "odt"],
)
def test_a_word_in_a_file_is_found_by_another_form_of_it_once_the_file_was_read(content: bytes, name: str) -> None:
    town = world.found()
    case = town.file()
    send(case, content, name)
    assert found("dorpshuis") == set()
    assert (read_files(), read_files()) == (1, 0)
    assert found("dorpshuis") == {files.PLACE}
    assert queue(colleague(town, "intake_clerk"), "dorpshuis", case)
    assert not queue(colleague(town, "intake_clerk"), "kerktoren", case)


def test_who_does_not_see_the_dossier_does_not_find_the_file() -> None:
    there = scene()
    send(there.case, pdf_with("Zeepkistenrace"), "plan.pdf")
    read_files()
    see = {
        who: queue(Visitor(there.town, person), "zeepkistenraces", there.case) for who, person in there.people.items()
    }
    assert [who for who in ("intake_clerk", "policy_officer") if not see[who]] == []
    assert [who for who in ("juror", "assessor", "visitor", "applicant", "nobody") if see[who]] == []
    assert not queue(Visitor(there.town, member(there)), "zeepkistenraces", there.case)


def test_an_auditor_finds_the_step_that_a_file_came_with_and_its_name() -> None:
    town = world.found(FEAST_WITH_FILES)
    sent = form(bijlage=[in_form(pdf_with("Zeepkistenrace"), "het plan.pdf"), in_form(pdf_with("Tent"), "tent.pdf")])
    reference = post_room(town).send(PATH, sent).json()["reference"]
    read_files()
    auditor = colleague(town, "auditor")
    page = text(auditor.get("/controle/", woord="zeepkistenraces"))
    assert [one in page for one in ("het plan.pdf", reference, "tent.pdf")] == [True, True, False]
    assert "het plan.pdf" not in text(auditor.get("/controle/", woord="kerktoren"))


def test_what_was_not_sent_and_a_statement_of_a_bank_are_not_read() -> None:
    town = world.found()
    case = town.file()
    chosen = ContentFile(pdf_with("Zeepkistenrace"), "plan.pdf")
    uploads.take_in(chosen, case.stream, "bijlage", case.contact, kinds=KINDS, max_mb=5)
    send(case, pdf_with("Zeepkistenbank"), "bank.pdf", "bijlage_bank")
    assert read_files() == 0
    assert SearchText.objects.filter(table=files.TABLE).count() == 0


def test_a_file_that_is_erased_is_not_found_and_what_is_computed_anew_is_the_same() -> None:
    town = world.found()
    case = town.file()
    row, other = (
        send(case, pdf_with("Zeepkistenrace"), "plan.pdf"),
        send(case, docx_with("klaprozen"), "bloem.docx", "bloem"),
    )
    read_files()
    before = entries()
    SearchText.objects.filter(row=str(row.pk)).update(tokens=" anders ")
    call_command("search", rebuild=True)
    assert entries() == before
    with clock.at(town.now):
        erase(row, ground="AVG 17", actor=town.actor("administrator"), key=world.key())
    assert found("zeepkistenrace") == set()
    assert found("klaproos") == {files.PLACE}
    assert read_files() == 0
    assert uploads.words_of(other).strip() == "klaprozen"


def test_a_file_that_says_too_much_is_cut_off_and_one_that_cannot_be_read_says_nothing() -> None:
    town = world.found()
    case = town.file()
    assert sum(map(len, words(docx_with("dorpshuis " * MOST_CHARACTERS), "docx"))) == MOST_CHARACTERS
    row = send(case, good_files.png(), "foto.png")
    assert uploads.words_of(row) == ""
    broken = Upload(sha256=row.sha256, kind="pdf", stream=case.stream)
    assert uploads.words_of(broken) == ""
