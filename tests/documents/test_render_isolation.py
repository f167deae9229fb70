"""A letter is made of its facts and of what is packaged: nothing comes in from outside, and the bytes stay the same."""

import hashlib
import html
import json
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.template import Context
from hypothesis import given, settings
from hypothesis import strategies as st
from weasyprint.urls import FatalURLFetchingError

from documents import render as renderer
from documents.letters import from_json, to_json
from documents.render import fingerprint, render, to_html
from documents.render_pdf import PackagedAssets, assets, write_pdf
from tests.documents.sample_awards import AWARD
from tests.documents.sample_intake import WITHDRAWN
from tests.documents.samples import SAMPLES

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    """A real port of this machine that nobody may knock at."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        yield server


def knocked(server: socket.socket) -> bool:
    try:
        server.accept()
    except BlockingIOError:
        return False
    return True


def test_the_canary_notices_a_knock(listening: socket.socket) -> None:
    with socket.create_connection(listening.getsockname()):
        listening.settimeout(5)
        assert knocked(listening)


def requests(canary: Path, port: int) -> list[str]:
    """Every way in which a page can ask for something that is not packaged."""
    outside = [
        canary.as_uri(),
        f"http://127.0.0.1:{port}/",
        "data:text/plain,x",
        "asset:../../render.py",
        "ftp://127.0.0.1/x",
    ]
    ways = [
        '<img src="{}" alt="">',
        '<link rel="attachment" href="{}">',
        '<link rel="stylesheet" href="{}">',
        "<style>@import url({});</style>",
        '<style>@font-face {{ font-family: X; src: url({}) }}</style><p style="font-family: X">x',
        '<p style="background: url({})">x',
        '<object data="{}"></object>',
        '<svg xmlns="http://www.w3.org/2000/svg"><image href="{}" width="9" height="9"/></svg>',
    ]
    return [way.format(address) for address in outside for way in ways]


def test_a_page_that_asks_for_anything_outside_is_not_printed(tmp_path: Path, listening: socket.socket) -> None:
    canary = tmp_path / "canary.txt"
    canary.write_text("the canary sings")
    port = listening.getsockname()[1]
    for request in requests(canary, port):
        page = f'<html lang="nl"><head><title>x</title></head><body><p>x</p>{request}</body></html>'
        try:
            printed = write_pdf(page, "letters/letter.css")
        except FatalURLFetchingError:
            continue
        assert b"the canary sings" not in printed, request
        assert b"/EmbeddedFile" not in printed, request
    assert not knocked(listening)


@pytest.mark.parametrize("address", ["file:///etc/hostname", "http://127.0.0.1/", "data:,x", "asset:letter.css", ""])
def test_the_press_serves_packaged_assets_only(address: str) -> None:
    with pytest.raises(FatalURLFetchingError, match="a letter loads nothing from outside"):
        PackagedAssets().fetch(address)


def test_the_press_serves_what_is_packaged() -> None:
    assert PackagedAssets().fetch("asset:mark.svg").read() == assets()["asset:mark.svg"]


def hostile_facts(words: str) -> dict[str, Any]:
    """Facts of an award with the same words in every free text."""
    facts: dict[str, Any] = json.loads(to_json(AWARD))
    for field in ("project", "activities", "motivation", "subject", "asset_compensation"):
        facts[field] = words
    facts["conditions"] = [words]
    facts["head"]["addressee"] = [words, words]
    facts["head"]["salutation"] = words
    facts["scores"]["rows"][0]["reason"] = words
    facts["obligations"][0]["text"] = words
    facts["calculation"]["rows"][0]["label"] = words
    facts["rules"][0]["articles"] = words
    return facts


def test_markup_in_a_text_is_printed_and_not_obeyed(tmp_path: Path, listening: socket.socket) -> None:
    canary = tmp_path / "canary.txt"
    canary.write_text("the canary sings")
    words = (
        " ".join(requests(canary, listening.getsockname()[1])) + "{{ letter.head }} {% include 'x' %} </p></section>"
    )
    printed = render("award", json.dumps(hostile_facts(words)), watermark=False)
    assert b"the canary sings" not in printed
    assert b"/EmbeddedFile" not in printed
    assert not knocked(listening)


PRINTABLE = st.text(min_size=1).filter(lambda text: text.strip())


@given(PRINTABLE)
def test_any_text_is_escaped_in_every_place(words: str) -> None:
    page = to_html(from_json("award", json.dumps(hostile_facts(words))), watermark=False)
    assert page.count("<script") == page.count("<img") == page.count("<link") == 0
    assert page.count("<h1") == page.count("</html>") == 1
    assert page.count("<section") == page.count("</section>")
    assert not renderer._UNPRINTABLE.search(page)


@given(PRINTABLE)
def test_visible_text_arrives_as_it_was_written(words: str) -> None:
    letter = replace(WITHDRAWN, project=words)
    page = html.unescape(to_html(letter, watermark=False))
    assert f"‘{renderer._UNPRINTABLE.sub('', words)}’" in page


@settings(max_examples=12)
@given(PRINTABLE)
def test_any_text_can_be_printed(words: str) -> None:
    letter = replace(WITHDRAWN, project=words, head=replace(WITHDRAWN.head, salutation=words))
    assert render(letter.kind, to_json(letter), watermark=False).startswith(b"%PDF-")


@pytest.mark.parametrize(
    "words", ["\x00\x1b", "\ud800 half", "\u202e omgekeerd", "é\u0301\u0301", "漢字 и 🙂", "x" * 3000]
)
def test_unusual_characters_do_not_stop_the_press(words: str) -> None:
    facts = json.loads(to_json(WITHDRAWN)) | {"project": f"a{words}"}
    assert render("withdrawal_confirmed", json.dumps(facts), watermark=True).startswith(b"%PDF-")


def digest(name: str) -> str:
    letter = SAMPLES[name]
    return hashlib.sha256(render(letter.kind, to_json(letter), watermark=True)).hexdigest()


def test_the_same_facts_give_the_same_bytes_in_this_process_and_in_another() -> None:
    names = ["award", "lower_determination", "acknowledgement"]
    program = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "from tests.documents.test_render_isolation import digest, fingerprint\n"
        f"print(*map(digest, {names!r}), fingerprint())"
    )
    elsewhere = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert [*map(digest, names), fingerprint()] == elsewhere.stdout.split()
    assert digest("award") == digest("award")


def test_the_fingerprint_changes_with_every_kind_of_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / "documents"
    shutil.copytree(ROOT / "documents", copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(renderer, "_HERE", copy)
    seen = {fingerprint()}
    for source in (
        "static/letters/letter.css",
        "templates/letters/parts/effect.html",
        "formats.py",
        "letters/award.py",
    ):
        with (copy / source).open("a") as file:
            file.write("\n")
        seen.add(fingerprint())
    assert len(seen) == 5


def test_the_fingerprint_of_a_copy_is_that_of_the_original(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint()
    copy = tmp_path / "elsewhere"
    shutil.copytree(ROOT / "documents", copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(renderer, "_HERE", copy)
    assert fingerprint() == before


def test_a_web_process_can_compose_letters_without_loading_the_press() -> None:
    program = "import sys, documents.letters, documents.render; print('weasyprint' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert said.stdout.strip() == "False"


def test_a_name_that_no_letter_has_stops_the_template() -> None:
    template = renderer._engine().from_string("{{ letter.bedrag }}")
    with pytest.raises(LookupError, match=r"no letter has letter\.bedrag"):
        template.render(Context({"letter": AWARD}))
