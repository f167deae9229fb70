"""The sample budget of a scheme: what its form and its rounds say, with sums that the sheet makes and no formula of anybody else."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from html import unescape
from xml.etree.ElementTree import Element, fromstring
from zipfile import ZipFile

import pytest

from grants.open_data.table import DANGEROUS
from grants.portal.answer_fields import INCOME
from grants.portal.public import catalogue, sample_budget
from grants.portal.public.sample_budget import Sample
from grants.schemes.dorpshuis_onderhoud import DORPSHUIS_ONDERHOUD
from grants.schemes.innovatie_atelier import INNOVATIE_ATELIER
from grants.schemes.ondernemers_challenge import ONDERNEMERS_CHALLENGE
from tests import world
from tests.grants.portal.office import Visitor
from workflow.questions import BudgetTable
from workflow.scheme import Scheme

pytestmark = pytest.mark.django_db

NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
FILL, LOOK = 1, 2
"""The sheets: to fill in, and how it can look."""


def read(parts: ZipFile, name: str) -> Element:
    """One part of a workbook."""
    return fromstring(parts.read(f"xl/{name}.xml"))  # noqa: S314 - we made it a moment ago.


class Book:
    """A workbook as its parts tell it."""

    def __init__(self, content: bytes) -> None:
        with ZipFile(io.BytesIO(content)) as parts:
            said = read(parts, "sharedStrings")
            self.texts = ["".join(one.itertext()) for one in said]
            self.sheets = [read(parts, f"worksheets/sheet{n}") for n in (FILL, LOOK)]

    def cells(self, sheet: int) -> list[Element]:
        return list(self.sheets[sheet - 1].iter(f"{NS}c"))

    def text(self, sheet: int) -> dict[str, str]:
        """What stands in the cells that hold a text."""
        return {
            one.attrib["r"]: self.texts[int(one.findtext(f"{NS}v", ""))]
            for one in self.cells(sheet)
            if one.get("t") == "s"
        }

    def numbers(self, sheet: int) -> list[str]:
        """The amounts that were written."""
        plain = [one for one in self.cells(sheet) if one.get("t") is None and one.find(f"{NS}f") is None]
        return [said for one in plain if (said := one.findtext(f"{NS}v"))]

    def formulas(self, sheet: int) -> list[str]:
        return [said for one in self.cells(sheet) if (said := one.findtext(f"{NS}f"))]


def book_of(scheme: Scheme) -> Book:
    """The sample of a scheme, fetched as a visitor does."""
    answer = Visitor(world.found(scheme), None).get(f"/subsidies/{scheme.code}/voorbeeldbegroting.xlsx")
    named = f'attachment; filename="voorbeeldbegroting-{scheme.code}.xlsx"'
    assert (answer.status_code, answer["Content-Disposition"]) == (200, named)
    return Book(b"".join(answer.streaming_content))


@pytest.mark.parametrize(
    "scheme", [INNOVATIE_ATELIER, ONDERNEMERS_CHALLENGE, DORPSHUIS_ONDERHOUD], ids=lambda one: one.code
)
def test_the_sample_says_what_the_form_asks_in_its_kinds_and_lines(scheme: Scheme) -> None:
    book = book_of(scheme)
    [question] = [one for one in scheme.questions if isinstance(one, BudgetTable)]
    said = book.text(FILL)
    assert (said["A1"], said["A2"]) == (f"Begroting: {scheme.title}", f"{question.label} {question.help}")
    validation = book.sheets[0].findtext(f".//{NS}dataValidation/{NS}formula1")
    assert unescape(str(validation)) == '"' + ",".join(label for _, label in INCOME) + '"'
    side = min(20, question.max_rows // 2)
    assert [one.get("sqref") for one in book.sheets[0].iter(f"{NS}dataValidation")] == [f"A{10 + side}:A{9 + 2 * side}"]
    assert book.numbers(FILL) == []


def test_the_sums_of_the_sheet_are_those_of_the_rules() -> None:
    book = book_of(INNOVATIE_ATELIER)
    spent, full = "C27", "MIN(C27,5000)"
    assert book.formulas(FILL) == [
        "SUM(C7:C26)",
        "SUM(C30:C49)",
        "C27-C50",
        'SUMIF(A30:A49,"Subsidie van ons",C30:C49)',
        f"MIN({spent},10000,{full}+ROUNDDOWN(({spent}-{full})*1/2,2))",
    ]
    assert book.formulas(LOOK) == book.formulas(FILL)


@pytest.mark.parametrize(
    ("scheme", "shares"),
    [(INNOVATIE_ATELIER, ["2000"]), (ONDERNEMERS_CHALLENGE, ["1000", "1000"])],
    ids=["alles", "de helft"],
)
def test_the_example_is_in_balance_and_asks_what_the_scheme_gives(scheme: Scheme, shares: list[str]) -> None:
    book = book_of(scheme)
    assert book.numbers(LOOK) == ["600", "900", "150", "350", *shares]
    kinds = [
        text for cell, text in book.text(LOOK).items() if re.match(r"A\d+$", cell) and text in dict(INCOME).values()
    ]
    assert kinds == ["Subsidie van ons", "Eigen bijdrage"][: len(shares)]


@pytest.mark.parametrize("sign", DANGEROUS)
def test_no_text_of_a_scheme_becomes_a_formula(sign: str) -> None:
    [question] = [one for one in INNOVATIE_ATELIER.questions if isinstance(one, BudgetTable)]
    sample = Sample("Soep", replace(question, label=f"{sign}HYPERLINK(1)"), {})
    file = io.BytesIO()
    sample_budget.write(sample, file)
    book = Book(file.getvalue())
    assert book.text(FILL)["A2"].replace("_x000D_", "\r").startswith(f"'{sign}HYPERLINK(1)")
    assert [one for one in book.formulas(FILL) if "HYPERLINK" in one] == []


def test_the_end_of_the_check_and_the_page_of_the_subsidy_lead_to_it_and_one_without_a_budget_has_none() -> None:
    town = world.found(INNOVATIE_ATELIER)
    visitor, address = Visitor(town, None), f"/subsidies/{INNOVATIE_ATELIER.code}/"
    fits = "&".join(f"v{n}=ja" for n, _ in enumerate(INNOVATIE_ATELIER.fit_check, start=1))
    for page in (f"{address}past-het/?{fits}", address):
        shown = visitor.get(page).content.decode()
        assert [one in shown for one in (f"{address}voorbeeldbegroting.xlsx", "Download een voorbeeldbegroting")] == [
            True
        ] * 2


def test_a_subsidy_without_a_budget_has_no_sample() -> None:
    without = replace(
        INNOVATIE_ATELIER, questions=tuple(one for one in INNOVATIE_ATELIER.questions if one.id != "begroting")
    )
    card = catalogue.Card(without, None, (), ())
    assert (card.asks_a_budget, sample_budget.sample_of(card)) == (False, None)
    assert Visitor(world.found(), None).get("/subsidies/soep/voorbeeldbegroting.xlsx").status_code == 404
