"""How somebody works a page: with a finger or a mouse, or with a keyboard and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from playwright.sync_api import Locator, Page

MOST_STEPS = 400
"""So often somebody presses a key on one page before they would give up."""


@dataclass(frozen=True, slots=True)
class Finger:
    """Points at things."""

    page: Page

    def press(self, button: Locator) -> None:
        button.click()

    def write(self, field: Locator, text: str) -> None:
        field.fill(text)

    def date(self, field: Locator, day: date) -> None:
        field.fill(day.isoformat())

    def tick(self, box: Locator) -> None:
        box.check()

    def choose(self, field: Locator, value: str) -> None:
        field.select_option(value)

    def hand_over(self, field: Locator, file: Path) -> None:
        field.set_input_files(file)


@dataclass(frozen=True, slots=True)
class Keyboard(Finger):
    """Goes from one thing to the next with the tab key; what cannot be reached so, is not there."""

    def press(self, button: Locator) -> None:
        """Press, and wait for the page that follows, as a finger does by itself."""
        self._reach(button)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def write(self, field: Locator, text: str) -> None:
        self._reach(field)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def date(self, field: Locator, day: date) -> None:
        assert day.day == day.month, "whether a browser wants the day first or the month, is not for us to know"
        self._reach(field)
        self.page.keyboard.type(f"{day:%d%m%Y}")

    def tick(self, box: Locator) -> None:
        if box.is_checked():
            return
        if box.get_attribute("type") == "radio":
            self._reach(self.page.locator(f'[name="{box.get_attribute("name")}"]'))
            self._until(box, "el => el.checked", "ArrowDown")
        else:
            self._reach(box)
            self.page.keyboard.press("Space")

    def choose(self, field: Locator, value: str) -> None:
        self._reach(field)
        self._until(field, f"el => el.value === '{value}'", "ArrowDown")

    def hand_over(self, field: Locator, file: Path) -> None:
        self._reach(field)
        with self.page.expect_file_chooser() as chooser:
            self.page.keyboard.press("Space")
        chooser.value.set_files(file)

    def _reach(self, goal: Locator) -> None:
        """Press the tab key until the goal, or one of its group, is where a person is; and see that they can see it."""
        goal.first.wait_for()
        for _ in range(MOST_STEPS):
            if goal.evaluate_all("all => all.includes(document.activeElement)"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"no keyboard reaches {goal}")

    def _until(self, goal: Locator, held: str, key: str) -> None:
        for _ in range(MOST_STEPS):
            if goal.evaluate(held):
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"no key brings {goal} there")
