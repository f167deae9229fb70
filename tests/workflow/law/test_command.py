import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

HERE = Path(__file__).parent


def run(path: Path) -> tuple[int, str, str]:
    """The exit status of `terms check`, and what it prints and complains."""
    printed, complained = StringIO(), StringIO()
    try:
        call_command("terms", "check", str(path), stdout=printed, stderr=complained, no_color=True)
    except SystemExit as end:
        return int(str(end.code)), printed.getvalue(), complained.getvalue()
    return 0, printed.getvalue(), complained.getvalue()


@pytest.mark.parametrize(("name", "number"), [("given_vectors.json", 19), ("vectors.json", 145)])
def test_examples_that_agree_end_with_a_count_and_status_zero(name: str, number: int) -> None:
    assert run(HERE / name) == (0, f"Voorbeelden: {number}. Gelijk: {number}. Met verschil: 0.\n", "")


def test_a_wrong_example_is_printed_with_its_sum_and_ends_with_status_one(tmp_path: Path) -> None:
    examples = json.loads((HERE / "given_vectors.json").read_text("utf-8"))[:2]
    examples[1]["expected"]["deadline"] = "2026-04-03"
    file = tmp_path / "wrong.json"
    file.write_text(json.dumps(examples), "utf-8")
    status, printed, complained = run(file)
    assert (status, complained) == (1, "")
    assert printed.splitlines() == [
        "✗ T03 · deadline: verwacht 2026-04-03, berekend 2026-04-07",
        "    De termijn gaat in na 20 februari 2026.",
        "    6 weken later is 3 april 2026.",
        "    3 april 2026 is Goede Vrijdag.",
        "    De Algemene termijnenwet schuift het einde op naar 7 april 2026.",
        "    De laatste dag is dinsdag 7 april 2026.",
        "    Plan het werk uiterlijk op donderdag 2 april 2026.",
        "Voorbeelden: 2. Gelijk: 1. Met verschil: 1.",
    ]


def test_a_file_that_cannot_be_read_gets_one_sentence_and_status_two(tmp_path: Path) -> None:
    broken, binary = tmp_path / "broken.json", tmp_path / "binary.json"
    broken.write_text("[{]", "utf-8")
    binary.write_bytes(b"\xff\xfe[")
    assert [run(path) for path in (tmp_path / "none.json", tmp_path, broken, binary)] == [
        (2, "", f"Het bestand {tmp_path / 'none.json'} bestaat niet.\n"),
        (2, "", f"Het bestand {tmp_path} is niet te lezen.\n"),
        (2, "", f"{broken}: Dit is geen geldige JSON (regel 1, teken 3).\n"),
        (2, "", f"Het bestand {binary} is geen tekst in UTF-8.\n"),
    ]
