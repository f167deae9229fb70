"""Answering the questions of any scheme on the screen, by their kind: a new scheme is answered without a new line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator

from tests.e2e.hands import Finger
from workflow import questions as kinds
from workflow.amounts import grouped
from workflow.form import Asked

WORDS = {
    "name": "Ada Proef", "email": "ada@proef.example", "phone": "050 000 00 01", "function": "voorzitter", "street": "Proefkade",
    "number": "2", "postcode": "9711 XX", "place": "Voorbeeldstad",
}  # fmt: skip
"""What one fills in of a person and of an address."""

DAYS = [date(2026, month, month) for month in range(4, 13)]
"""The days that are given in turn, so that a later question has a later day; the day is the number of the month."""


@dataclass
class Answering:
    """Somebody who answers: with their hands, asking an amount in euros, with a file for every attachment but those sent later."""

    hands: Finger
    euros: int
    file: Path
    later: set[str] = field(default_factory=set)
    days: list[date] = field(default_factory=lambda: list(DAYS))

    def answer(self, question: Asked) -> None:
        """Answer one question that stands on the page; what we filled in already, stays."""
        ANSWERS[type(question)](self, question)

    def _at(self, *name: object) -> Locator:
        return self.hands.page.locator(f'[name="{".".join(map(str, name))}"]')

    def _write(self, text: str, *name: object) -> None:
        where = self._at(*name)
        if not where.input_value():
            self.hands.write(where, text)

    def text(self, question: kinds.Text) -> None:
        self._write("Soep op straat"[: question.max_chars], question.id)

    def long_text(self, question: kinds.LongText) -> None:
        self._write("Wij koken elke maand een pan soep voor de hele straat.", question.id)

    def choice(self, question: kinds.Choice) -> None:
        code, where = question.codes[0], self._at(question.id)
        if where.first.evaluate("el => el.tagName") == "SELECT":
            self.hands.choose(where, code)
        else:
            self.hands.tick(self.hands.page.locator(f'[name="{question.id}"][value="{code}"]'))

    def area(self, question: Asked) -> None:
        where = self._at(question.id)
        self.hands.choose(where, str(where.locator("option").last.get_attribute("value")))

    def day(self, question: Asked) -> None:
        self.hands.date(self._at(question.id), self.days.pop(0))

    def whole(self, question: kinds.Integer) -> None:
        self._write(str(max(question.minimum, min(question.maximum, 100))), question.id)

    def yes_or_no(self, question: Asked) -> None:
        self.hands.tick(self.hands.page.locator(f'[name="{question.id}"][value="ja"]'))

    def money(self, question: kinds.Money) -> None:
        self._write(str(-(-question.minimum_cents // 100)), question.id)

    def budget(self, question: kinds.BudgetTable) -> None:
        """Half of the costs is asked and the other half is paid by who asks, in as many lines as the scheme wants."""
        lines = max(1, question.min_rows - 2)
        each, rest = divmod(2 * self.euros, lines)
        for number in range(lines):
            if not self._at(question.id, "costs", number, "what").count():
                self.hands.press(self.hands.page.get_by_role("button", name="Regels erbij"))
            self.hands.write(self._at(question.id, "costs", number, "what"), f"Post {number + 1}")
            self.hands.write(self._at(question.id, "costs", number, "amount"), grouped(each + rest * (number == 0)))
        for number, (kind, what) in enumerate((("subsidie", "Gemeente"), ("eigen_geld", "Spaarpot"))):
            self.hands.choose(self._at(question.id, "income", number, "kind"), kind)
            self.hands.write(self._at(question.id, "income", number, "what"), what)
            self.hands.write(self._at(question.id, "income", number, "amount"), grouped(self.euros))

    def quotes(self, question: kinds.Quotes) -> None:
        for number in range(min(question.maximum, 2)):
            self._write(f"Bouwbedrijf {number + 1}", question.id, number, "firm")
            self._write(grouped(2 * self.euros + number), question.id, number, "amount")

    def person(self, question: kinds.PersonQuestion) -> None:
        for name in question.fields:
            self._write(WORDS[name], question.id, 0, name)

    def address(self, question: kinds.Address) -> None:
        for name in question.FIELDS:
            self._write(WORDS[name], question.id, 0, name)

    def kvk(self, question: Asked) -> None:
        self._write("12345678", question.id)

    def account(self, question: Asked) -> None:
        self._write("NL03 VBLD 0910 0000 01", question.id)

    def upload(self, question: Asked) -> None:
        here = self.hands.page.locator(f"#stuk-{question.id}")
        if question.id in self.later:
            self.hands.press(here.get_by_role("button", name="Ik stuur dit later"))
            here.get_by_text("U stuurt dit later").wait_for()
            return
        self.hands.hand_over(here.locator("input[type=file]"), self.file)
        self.hands.press(here.get_by_role("button", name="Stuur dit bestand"))
        here.get_by_text(self.file.name).first.wait_for()


ANSWERS: Mapping[type, Callable[[Answering, Any], None]] = {
    kinds.Address: Answering.address,
    kinds.AreaChoice: Answering.area,
    kinds.Boolean: Answering.yes_or_no,
    kinds.BudgetTable: Answering.budget,
    kinds.Choice: Answering.choice,
    kinds.DateQuestion: Answering.day,
    kinds.Iban: Answering.account,
    kinds.Integer: Answering.whole,
    kinds.Kvk: Answering.kvk,
    kinds.LongText: Answering.long_text,
    kinds.Money: Answering.money,
    kinds.PersonQuestion: Answering.person,
    kinds.Quotes: Answering.quotes,
    kinds.Text: Answering.text,
    kinds.Upload: Answering.upload,
}
"""How each kind of question is answered; a declaration is signed under the form."""
