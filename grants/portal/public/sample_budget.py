"""A sample budget of a scheme as a workbook: one sheet to fill in and one as it can look, with the sums and the most that the rules give.

Nothing in it is written twice: kinds of income, numbers of lines and limits are those of the form and of the rounds. Every text is written
as a text, and only the sums of these sheets are formulas.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import IO, Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from grants.open_data.table import DANGEROUS
from grants.portal.answer_fields import INCOME
from grants.portal.applicant.filing.budget import most, shares
from grants.portal.public.catalogue import Card
from workflow.questions import BudgetTable

KINDS = tuple(label for _, label in INCOME)
ASKED, OTHERS = KINDS[0], KINDS[1]
EXAMPLE = (
    ("Huur van een ruimte", 600_00),
    ("Materiaal", 900_00),
    ("Drukwerk en porto", 150_00),
    ("Vergoeding vrijwilligers", 350_00),
)
"""Costs of nobody, in cents: what people often write down."""

LINES = 20
"""Lines of a side at most: a sheet that one sees at a glance."""

Line = tuple[str, str, int | None]


@dataclass(frozen=True, slots=True)
class Sample:
    """What a sample budget is made of: the question, the title of its scheme, and the figures by which the scheme gives."""

    title: str
    question: BudgetTable
    figures: Mapping[str, Any]

    @property
    def lines(self) -> int:
        """How many lines each side has: not more than the form takes."""
        return min(LINES, self.question.max_rows // 2)


def sample_of(card: Card) -> Sample | None:
    """The sample budget of a scheme; None where it asks for no budget. The figures are those of a round to come, else of the rule."""
    question = next((one for one in card.scheme.questions if isinstance(one, BudgetTable)), None)
    if question is None:
        return None
    rounds = [(one.round.rule, one.round.figures) for one in card.rounds]
    rules = [(one.code, one.parameters) for one in card.scheme.rounds]
    figures = next((found for rule, found in [*rounds, *rules] if question.only_for in ("", rule)), {})
    return Sample(card.scheme.title, question, figures)


def write(sample: Sample, file: IO[bytes]) -> None:
    """Write the workbook."""
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        styles = {
            "head": book.add_format({"bold": True, "font_size": 14}),
            "bold": book.add_format({"bold": True}),
            "fill": book.add_format({"bg_color": "#FFF8E1", "border": 1, "text_wrap": True}),
            "money": book.add_format({"bg_color": "#FFF8E1", "border": 1, "num_format": "#,##0.00"}),
            "sum": book.add_format({"bold": True, "top": 1, "num_format": "#,##0.00"}),
        }
        _Sheet(book.add_worksheet("Uw begroting"), styles, sample).fill((), ())
        _Sheet(book.add_worksheet("Zo kan het eruitzien"), styles, sample).fill(*_example(sample))


def _example(sample: Sample) -> tuple[Sequence[Line], Sequence[Line]]:
    """Costs of nobody, and who pays them: as much as the scheme gives for them, and the rest by oneself."""
    costs = sum(cents for _, cents in EXAMPLE)
    given = min(costs, most(costs, sample.figures) or 0)
    paid = ((ASKED, "Wat u van ons vraagt", given), (OTHERS, "Wat u zelf betaalt", costs - given))
    return [("", what, cents) for what, cents in EXAMPLE], [one for one in paid if one[2]]


@dataclass(slots=True)
class _Sheet:
    """One sheet while it is written: columns for of whom, what and how much."""

    sheet: Worksheet
    styles: Mapping[str, Any]
    sample: Sample
    row: int = 0

    def fill(self, costs: Sequence[Line], income: Sequence[Line]) -> None:
        """The texts, both sides and the sums."""
        self.sheet.set_column(0, 0, 24)
        self.sheet.set_column(1, 1, 48)
        self.sheet.set_column(2, 2, 18)
        for style, text in self._texts():
            self._text(0, text, style)
            self.row += 1
        spent, _ = self._side(("Kosten", "Omschrijving"), costs)
        earned, rows = self._side(("Inkomsten: van wie", "Omschrijving"), income, KINDS)
        self._sum("Nog te vinden: kosten min inkomsten", f"{spent}-{earned}")
        first, last = rows
        self._sum("U vraagt van ons", f'SUMIF(A{first}:A{last},"{ASKED}",C{first}:C{last})')
        if limits := list(_limits(self.sample.figures, spent)):
            self._sum("Wij geven voor deze kosten hoogstens", f"MIN({','.join([spent, *limits])})")

    def _texts(self) -> Iterator[tuple[str, str]]:
        yield "head", f"Begroting: {self.sample.title}"
        yield "", f"{self.sample.question.label} {self.sample.question.help}"
        yield "", "Vul de gekleurde vakken in. De sommen rekent dit blad uit."
        yield "", "Neem de regels daarna over in het formulier."
        yield "", ""

    def _side(
        self, head: tuple[str, str], lines: Sequence[Line], kinds: Sequence[str] = ()
    ) -> tuple[str, tuple[int, int]]:
        """One side with its lines, to be filled in: the cell with its sum, and the first and the last of its lines."""
        for column, text in enumerate((*head, "Bedrag in euro")):
            self._text(column, text, "bold")
        first = self.row + 2  # A formula counts from 1.
        blank: Line = ("", "", None)
        for kind, what, cents in [*lines, *[blank] * (self.sample.lines - len(lines))]:
            self.row += 1
            self._text(0, kind, "fill" if kinds else "")
            self._text(1, what, "fill")
            self._amount(cents)
        if kinds:
            self.sheet.data_validation(first - 1, 0, self.row, 0, {"validate": "list", "source": list(kinds)})
        last = self.row + 1
        self.row += 1
        return self._sum("Samen", f"SUM(C{first}:C{last})"), (first, last)

    def _sum(self, text: str, formula: str) -> str:
        self._text(1, text, "bold")
        self.sheet.write_formula(self.row, 2, f"={formula}", self.styles["sum"])
        self.row += 2
        return f"C{self.row - 1}"

    def _amount(self, cents: int | None) -> None:
        if cents is None:
            self.sheet.write_blank(self.row, 2, None, self.styles["money"])
        else:
            self.sheet.write_number(self.row, 2, Decimal(cents) / 100, self.styles["money"])

    def _text(self, column: int, text: str, style: str = "") -> None:
        """A text that stays one, also where it is copied to another sheet."""
        safe = f"'{text}" if text.startswith(DANGEROUS) else text
        self.sheet.write_string(self.row, column, safe, self.styles.get(style))


def _limits(figures: Mapping[str, Any], costs: str) -> Iterator[str]:
    """What bounds a grant, as formulas over the cell of the costs, rounded down to the cent as the guards do."""
    if "maximum_cents" in figures:
        yield str(Decimal(figures["maximum_cents"]) / 100)
    for one in shares(figures):
        full = f"MIN({costs},{Decimal(one.full_up_to_cents) / 100})"
        part = f"{one.share.numerator}/{one.share.denominator}"
        yield f"{full}+ROUNDDOWN(({costs}-{full})*{part},2)"
