"""Every example of the day of a bureau is typed in order after the demo, and does what it says."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import call_command

from grants.dates import dates_of
from grants.due_list import due_in
from grants.models import Application
from workflow import clock
from workflow.registry import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_the_end", "private_storage")]

PAGE = Path(__file__).parents[2] / "docs" / "the-day-of-a-bureau.md"
DAY = datetime(2026, 11, 26, 9, tzinfo=UTC)
"""A day after the demo, and before the days in the examples."""

BLOCK = re.compile(r"^```(?P<kind>sh|json) ?(?P<name>\S*)\n(?P<text>.*?)^```", re.MULTILINE | re.DOTALL)


def typed(line: str) -> tuple[str, str]:
    """What a line prints, and the file it goes to."""
    words = shlex.split(line, comments=True)
    assert words.pop(0) == "manage.py", line
    file = words.pop() if ">" in words else ""
    out = io.StringIO()
    with contextlib.suppress(ValueError):
        words.remove(">")
    call_command(*words, stdout=out, stderr=out)
    return out.getvalue(), file


def test_every_example_can_be_followed_after_the_demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said: dict[str, str] = {}
    with clock.at(DAY):
        for block in BLOCK.finditer(PAGE.read_text("utf-8")):
            if block["kind"] == "json":
                Path(block["name"]).write_text(block["text"], "utf-8")
                continue
            for line in block["text"].splitlines():
                printed, file = typed(line)
                said[" ".join(line.split()[1:4])] = printed
                assert "niet: " not in printed, line
                assert "niets: " not in printed, line
                assert "Dit deed u al" not in printed, line
                if file:
                    Path(file).write_text(printed, "utf-8")
    assert said["sign IA-2026-0005 --as"] == "1 besluit ondertekend.\n"
    assert said["announce IA-2026-T4 --as"] == "1 besluit bekendgemaakt.\n"
    assert said["pay order --as"].startswith("1 betaling in opdracht gegeven, samen €\N{NO-BREAK SPACE}2.100,00.")
    assert said["follow sample IA-2026-T1"].count("getrokken. De ontvanger legt verantwoording af") == 1
    assert "✓ naspelen" in said["verify # chains,"]


def test_every_case_of_the_demo_has_its_dates_each_with_a_sum_and_an_article() -> None:
    with clock.at(DAY):
        for case in Application.objects.select_related("round", "stream"):
            found = dates_of(case, due_in(case, clock.today(), desk := Desk()), desk)
            assert [one for one in found if not (one.sum and one.article)] == []
