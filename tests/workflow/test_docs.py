import re
from pathlib import Path

import pytest
from django.core.management import call_command

from workflow.catalogue import ROOT
from workflow.pages import pages, stale

WRITTEN = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
RECORDS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
SOURCES = "\n".join(
    path.read_text("utf-8")
    for app in ("budgets", "config", "documents", "grants", "partners", "workflow")
    for path in sorted((ROOT / app).rglob("*.py"))
)

by_page = pytest.mark.parametrize("page", WRITTEN, ids=lambda page: str(page.relative_to(ROOT)))
by_record = pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.stem)


def test_every_page_that_comes_from_the_code_says_what_the_code_says() -> None:
    assert stale() == [], "run: manage.py docs"


def test_a_page_that_is_missing_or_changed_or_left_over_is_named(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    for path, text in pages(docs).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    assert stale(docs) == []
    (docs / "errors.md").write_text("iets anders", "utf-8")
    (docs / "machines.md").unlink()
    (docs / "diagrams" / "opgeheven.svg").write_text("<svg/>", "utf-8")
    assert stale(docs) == [Path("docs/diagrams/opgeheven.svg"), Path("docs/errors.md"), Path("docs/machines.md")]


def test_the_check_of_the_command_says_nothing_when_all_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("docs", "--check")
    assert capsys.readouterr().out == ""


@by_page
def test_every_link_to_a_file_leads_to_one(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@by_page
def test_every_excerpt_of_code_stands_in_the_file_that_it_names(page: Path) -> None:
    for name, body in re.findall(r"```python\n# (\S+)\n(.*?)```", page.read_text("utf-8"), re.DOTALL):
        source = (ROOT / name).read_text("utf-8").splitlines()
        at = 0
        for line in filter(None, body.splitlines()):
            assert line in source[at:], f"{page.name}: {name} has no {line!r} there"
            at = source.index(line, at) + 1


@by_page
def test_every_command_that_is_named_exists(page: Path) -> None:
    named = set(re.findall(r"manage\.py ([a-z_]+)", page.read_text("utf-8")))
    own = {path.stem for path in ROOT.glob("*/management/commands/*.py")}
    assert named - own - {"help", "migrate", "runserver", "clearsessions"} == set()


def test_every_identifier_of_the_glossary_stands_in_the_source() -> None:
    rows = [
        line.split("|")
        for line in (ROOT / "docs" / "glossary.md").read_text("utf-8").splitlines()
        if line.startswith("| ")
    ]
    named = [name for row in rows for name in re.findall(r"`([^`]+)`", row[2])]
    words = set(re.findall(r"\w+", SOURCES))
    assert len(named) > 100
    assert [name for name in named if name not in words] == []


def test_the_glossary_has_one_line_for_each_dutch_term() -> None:
    rows = [
        line.split("|")[1].strip()
        for line in (ROOT / "docs" / "glossary.md").read_text("utf-8").splitlines()
        if line.startswith("| ")
    ]
    terms = [term for term in rows if term not in ("Dutch", "---")]
    assert sorted(terms) == sorted(set(terms))


@by_record
def test_a_decision_record_is_titled_with_the_rule_and_has_its_four_parts(record: Path) -> None:
    text = record.read_text("utf-8")
    number, _, slug = record.stem.partition("-")
    title = re.match(rf"# {number}\. (.+)\n\nStatus: (in force|superseded by \d{{4}})\n", text)
    assert title
    assert re.sub(r"[^a-z0-9]+", "-", title[1].lower().replace(",", "")).strip("-") == slug
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"]


def test_the_records_are_numbered_without_gaps() -> None:
    assert [record.stem[:4] for record in RECORDS] == [f"{number:04d}" for number in range(1, len(RECORDS) + 1)]
