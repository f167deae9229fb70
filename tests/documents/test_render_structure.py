"""The finished files, opened: archivable (PDF/A-3a), accessible (PDF/UA-1), complete in themselves.

These assertions follow the checkpoints of the Matterhorn Protocol that a program can decide; they are no substitute
for a validator such as veraPDF.
"""

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pikepdf
import pytest

from documents.letters import Letter, to_json
from documents.letters.tables import CostRow, CostTable
from documents.render import render, to_html
from tests.documents.sample_awards import AWARD, CANTEEN_SCORES
from tests.documents.sample_settlements import LOWER
from tests.documents.samples import SAMPLES

PAGES = {
    "acknowledgement": 1,
    "acknowledgement_late": 1,
    "completion_late": 2,
    "payment_returned": 1,
    "amendment": 2,
    "amendment_lower": 2,
    "amendment_again": 2,
    "revocation": 2,
    "revocation_claimed": 2,
    "revocation_after_a_claim": 2,
    "revocation_after_all": 2,
    "revocation_from_now_on": 2,
    "rectification": 1,
    "objection_receipt": 1,
    "objection_receipt_late": 1,
    "objection_decision": 1,
    "objection_decision_founded": 1,
    "party_change": 1,
    "idea_received": 1,
    "invitation": 1,
    "idea_advice": 1,
    "completion_request": 1,
    "set_aside": 1,
    "withdrawal_confirmed": 1,
    "award": 2,
    "award_partial": 3,
    "award_hall": 3,
    "direct_formula": 2,
    "direct_atelier": 2,
    "prize": 2,
    "rejection_ceiling": 2,
    "rejection_need": 2,
    "rejection_behind_another": 2,
    "rejection_arrival": 2,
    "rejection_score": 2,
    "rejection_criterion": 2,
    "rejection_late": 1,
    "rejection_legal": 1,
    "rejection_drawn": 2,
    "rejection_share": 2,
    "rejection_share_without_minimum": 2,
    "rejection_not_listed": 1,
    "rejection_wrong_scheme": 2,
    "suspension_notice": 1,
    "resumption_notice": 1,
    "extension": 1,
    "delay_notice": 1,
    "receipt_corrected": 1,
    "receipt_corrected_late": 1,
    "merged": 1,
    "account_receipt": 1,
    "deviation_receipt": 1,
    "reminder": 1,
    "hearing_intention": 2,
    "determination": 2,
    "determination_after_a_claim": 2,
    "determination_by_method": 2,
    "determination_by_lines": 2,
    "lower_determination": 2,
    "lower_to_pay": 2,
    "lower_then_recovery": 2,
    "lower_unheard": 2,
    "intended_rejection": 1,
    "intended_amendment": 1,
    "recovery": 2,
    "recovery_again": 2,
    "advance_paid": 1,
    "advance_paid_last": 1,
    "advance_paid_whole": 1,
    "account_change": 1,
    "account_change_of_more": 1,
    "suspicion_notice": 1,
    "payments_resumed": 1,
}
UA_PART = "{http://www.aiim.org/pdfua/ns/id/}part"


@cache
def printed(name: str, *, watermark: bool = False) -> bytes:
    return of(SAMPLES[name], watermark=watermark)


def of(letter: Letter, *, watermark: bool = False) -> bytes:
    return render(letter.kind, to_json(letter), watermark=watermark)


def opened(file: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(file))


def elements(node: Any) -> Iterator[Any]:
    """All elements of the structure tree, in reading order."""
    if isinstance(node, pikepdf.Array):
        for each in node:
            yield from elements(each)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from elements(node.K)


def tags(pdf: pikepdf.Pdf) -> Counter[str]:
    return Counter(str(element.S) for element in elements(pdf.Root.StructTreeRoot))


def attribute(element: Any, name: str) -> Any:
    found = element.get("/A", [])
    return next((each[name] for each in (found if isinstance(found, pikepdf.Array) else [found]) if name in each), None)


def dictionaries(pdf: pikepdf.Pdf, kind: str) -> list[Any]:
    return [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == kind]


def test_every_sample_has_its_number_of_pages_in_this_table() -> None:
    assert set(PAGES) == set(SAMPLES)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_letter_has_the_pages_that_its_author_counted_on(name: str) -> None:
    assert len(opened(printed(name)).pages) == PAGES[name]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_letter_identifies_itself_as_archivable_and_as_accessible(name: str) -> None:
    pdf = opened(printed(name))
    metadata = pdf.open_metadata()
    assert (metadata.pdfa_status, str(metadata[UA_PART])) == ("3A", "1")
    assert bytes(pdf.Root.Metadata.read_bytes()).count(b"<rdf:RDF") == 1
    assert str(pdf.Root.Lang) == "nl"
    assert bool(pdf.Root.MarkInfo.Marked)
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert str(pdf.docinfo["/Title"]) == f"{SAMPLES[name].title} ({SAMPLES[name].head.reference})"
    assert [str(intent.S) for intent in pdf.Root.OutputIntents] == ["/GTS_PDFA1"]
    assert all(page.get("/Tabs") == "/S" for page in pdf.pages)


@pytest.mark.parametrize("name", SAMPLES)
def test_headings_tables_lists_and_links_are_tagged(name: str) -> None:
    pdf = opened(printed(name))
    found = tags(pdf)
    all_elements = list(elements(pdf.Root.StructTreeRoot))
    assert found["/H1"] == 1
    assert not any(found[f"/H{level}"] for level in range(3, 7))
    assert found["/Figure"] == 0
    assert found["/LBody"] == found["/LI"] > 2
    headers = {str(element.ID) for element in all_elements if element.S == "/TH" and "/ID" in element}
    for cell in (element for element in all_elements if element.S == "/TD"):
        named = attribute(cell, "/Headers")
        assert named is not None
        assert {str(each) for each in named} <= headers
    notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
    assert all(note.get("/Contents") for note in notes)
    assert found["/Link"] >= len({str(note.A.URI) for note in notes}) >= 1


@pytest.mark.parametrize("name", SAMPLES)
def test_fonts_are_the_packaged_ones_embedded_and_cut_down(name: str) -> None:
    pdf = opened(printed(name))
    fonts = {str(font.BaseFont) for font in dictionaries(pdf, "/Font")}
    assert {font.split("+")[1].split(",")[0][:15] for font in fonts} == {"Source-Sans-Pro"}
    assert len({font.split("+")[1] for font in fonts}) == 3  # Regular, semibold and bold.
    assert all("/FontFile2" in each or "/FontFile3" in each for each in dictionaries(pdf, "/FontDescriptor"))
    assert len(printed(name)) < 60_000


@pytest.mark.parametrize("name", SAMPLES)
def test_a_letter_carries_no_script_no_attachment_and_no_form(name: str) -> None:
    pdf = opened(printed(name))
    assert not {"/Names", "/AF", "/AcroForm", "/OpenAction", "/AA"} & set(pdf.Root.keys())
    assert not any(
        "/JavaScript" in str(each.get("/S", "")) for each in pdf.objects if isinstance(each, pikepdf.Dictionary)
    )
    assert pdf.check_pdf_syntax() == []


def pages_with_a_word_behind_the_text(pdf: pikepdf.Pdf) -> int:
    """Count the pages that fill a shape in the grey of the watermark, on the page or in a form that it draws."""
    grey = b"0.933333 0.92549 0.909804 rg"
    return sum(any(grey in stream for stream in streams(page)) for page in pdf.pages)


def streams(holder: Any) -> Iterator[bytes]:
    contents = holder.get("/Contents")
    for each in contents if isinstance(contents, pikepdf.Array) else [contents or holder]:
        yield bytes(each.read_bytes())
    for form in holder.get("/Resources", {}).get("/XObject", {}).values():
        yield from streams(form)
    for pattern in holder.get("/Resources", {}).get("/Pattern", {}).values():
        yield from streams(pattern)


@pytest.mark.parametrize(
    ("name", "words"),
    [("award", "Voorbeeld: dit is geen besluit"), ("acknowledgement", "Voorbeeld: dit is geen echte brief")],
)
def test_an_example_says_so_in_words_and_behind_every_page(name: str, words: str) -> None:
    real, example = opened(printed(name)), opened(printed(name, watermark=True))
    assert pages_with_a_word_behind_the_text(real) == 0
    assert pages_with_a_word_behind_the_text(example) == len(example.pages) == len(real.pages)
    assert (tags(example) - tags(real))["/P"] == 1
    assert words in to_html(SAMPLES[name], watermark=True)
    assert words not in to_html(SAMPLES[name], watermark=False)


def test_twenty_seven_lines_of_budget_break_between_rows_and_repeat_their_head() -> None:
    rows = tuple(
        CostRow(
            label=f"Onderdeel {n}", budgeted_cents=100_000, spent_cents=90_000, counted_cents=90_000, reason="korting"
        )
        for n in range(27)
    )
    costs = CostTable(rows=rows, budgeted_cents=2_700_000, spent_cents=2_430_000, counted_cents=2_430_000)
    pdf = opened(of(replace(LOWER, costs=costs)))
    assert len(pdf.pages) == 3
    assert tags(pdf)["/TR"] > tags(opened(printed("lower_determination")))["/TR"] + 20


def test_the_longest_texts_run_on_to_another_page_and_lose_nothing() -> None:
    reason = ("Uw plan is sterk, want u praat met veel mensen en schrijft alles op. " * 3)[:150]
    table = replace(CANTEEN_SCORES, rows=tuple(replace(row, reason=reason) for row in CANTEEN_SCORES.rows))
    letter = replace(AWARD, scores=table, activities="Wij vertellen elkaar verhalen aan een lange tafel. " * 80)
    assert len(opened(of(letter)).pages) == 4


def test_long_names_of_demonstrations_fit_the_head() -> None:
    head = AWARD.head
    letter = replace(
        AWARD,
        head=replace(
            head,
            sender=replace(head.sender, name="Gemeente Voorbeeldstad (demo met namen uit Groningen)"),
            scheme_title="Ondernemers Challenge 2026 (naspel van 2017)",
            contact=replace(
                head.contact,
                hours="maandag tot en met vrijdag van 9.00 tot 16.00 uur",
                email="mees.van-der-laan-okma@gemeente.example",
            ),
        ),
    )
    assert len(opened(of(letter)).pages) == 3
