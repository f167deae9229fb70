import re
from pathlib import Path

import pytest
from django.core.management import call_command

from workflow import catalogue
from workflow.catalogue import APPS, KEBAB, PASSED_ON, SHARED, Saying, entries, page, sayings, unwritten
from workflow.errors import PRECEDENCE

PLANTED = """
class Fond(LawRefusal):
    code = "fond-empty"
    article = "Awb 4:25"

class Year(LawRefusal):
    code = "year-unknown"

    def __init__(self, year):
        super().__init__(f"Het jaar {year} is niet bekend.")

class Enough(Guard):
    def check(self, facts):
        sentence = f"Er is {euro(facts.left)} te weinig."
        if facts.late:
            return Obstacle("too-late", "Te laat." if facts.by_post else "Te laat gebracht.", article="Awb 6:9")
        return Obstacle("not-enough", sentence, "Awb 4:25", {"left": facts.left})

def read(raw):
    raise Fault("answer-odd", "vul iets anders in.")

def ask(code):
    raise refuse("malformed", "odd", f"Bij {code} hoort iets.".replace(".", "!"), "Awb 4:2")

def law():
    raise Fond("Er is niets meer.")

def passes(code):
    return Obstacle(code, "x")
"""


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    for app in APPS:
        (tmp_path / app).mkdir()
    (tmp_path / "grants" / "planted.py").write_text(PLANTED, "utf-8")
    return tmp_path


def test_every_way_to_say_a_code_is_found_with_its_sentence_and_article(planted: Path) -> None:
    where = "grants.planted"
    assert sorted(sayings(planted), key=lambda one: one.code) == [
        Saying("answer-odd", "vul iets anders in.", "", where, f"{where}.read"),
        Saying("fond-empty", "Er is niets meer.", "Awb 4:25", where, f"{where}.law"),
        Saying("not-enough", "Er is … te weinig.", "Awb 4:25", where, f"{where}.Enough.check"),
        Saying("odd", "Bij … hoort iets.", "Awb 4:2", where, f"{where}.ask"),
        Saying("too-late", "Te laat. / Te laat gebracht.", "Awb 6:9", where, f"{where}.Enough.check"),
    ]


def test_a_refusal_of_the_law_that_makes_its_own_sentence_is_found_with_it(planted: Path) -> None:
    source = planted / "grants" / "planted.py"
    source.write_text(PLANTED + "\ndef later():\n    raise Year(2031)\n", "utf-8")
    assert [one.sentence for one in sayings(planted) if one.code == "year-unknown"] == ["Het jaar … is niet bekend."]


def test_a_code_that_is_not_written_out_is_found(planted: Path) -> None:
    assert unwritten(planted) == ["grants.planted.passes"]


def test_no_code_is_said_without_being_written_out() -> None:
    assert unwritten() == []


def test_every_place_that_passes_a_code_on_is_still_there() -> None:
    assert {one.place for one in catalogue._all(catalogue.ROOT) if not one.code} == set(PASSED_ON)


def test_every_code_is_kebab_case() -> None:
    assert [entry.code for entry in entries() if not KEBAB.fullmatch(entry.code)] == []


@pytest.mark.parametrize("code", ["Ceiling", "ceiling_exceeded", "-a", "a--b", "a-"])
def test_what_is_no_kebab_case_is_told_from_it(code: str) -> None:
    assert not KEBAB.fullmatch(code)


def test_a_code_in_more_modules_has_one_meaning_and_says_which() -> None:
    assert {
        entry.code: entry.modules for entry in entries() if len(entry.modules) > 1 and entry.code not in SHARED
    } == {}


def test_no_code_is_excused_without_need() -> None:
    assert {entry.code for entry in entries() if len(entry.modules) > 1} >= set(SHARED)


def test_every_code_is_named_by_a_test() -> None:
    """A refusal that no test asks for could be lost without anyone noticing."""
    asked = "".join(file.read_text("utf-8") for file in Path(__file__).parents[1].rglob("*.py"))
    codes = {one.code for one in sayings()}
    assert sorted(code for code in codes if not re.search(rf"(?<![\w-]){code}(?![\w-])", asked)) == []


def test_every_code_has_its_own_heading_on_the_page() -> None:
    headings = [line.removeprefix("### ") for line in page().splitlines() if line.startswith("### ")]
    assert sorted(headings) == [entry.code for entry in entries()]


def test_the_page_gives_the_order_of_precedence() -> None:
    assert "".join(f"{number}. `{kind}`\n" for number, kind in enumerate(PRECEDENCE, 1)) in page()


def test_the_command_writes_the_page_to_the_screen(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("catalogue")
    assert capsys.readouterr().out == page()
