"""The gate for files of applicants: what people send comes in, and of what is hostile nothing is kept."""

from __future__ import annotations

import re
import resource
import socketserver
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from documents import inside, uploads
from documents.inside.look import look
from documents.uploads import NotTaken, checked
from grants.not_taken import SENTENCES
from tests.documents.good_files import GOOD, pdf
from tests.documents.hostile_files import HOSTILE

ALL = tuple(uploads.TYPES)
MAX_MB = 10


def refused(name: str, content: bytes, kinds: tuple[str, ...] = ALL) -> str:
    """Why a file does not come in; "" when it does."""
    file = SimpleUploadedFile("naam", content)
    file._name = name  # type: ignore[attr-defined]  # As it was sent, before Django makes it tidy.
    try:
        checked(file, kinds, MAX_MB)
    except NotTaken as why:
        return why.why
    return ""


def seen(content: bytes) -> str:
    """What is wrong inside a file, as the process that looks finds it; "" when nothing is."""
    try:
        look(content)
    except inside.Wrong as wrong:
        return wrong.why
    return ""


@pytest.mark.parametrize("name", ["IMG_2041.JPG", "scan.pdf", "brief.docx"])
def test_what_people_send_comes_in(name: str) -> None:
    assert refused(name, GOOD[name]) == ""


def test_in_nothing_that_people_send_anything_is_wrong() -> None:
    assert {name: seen(content) for name, content in GOOD.items()} == dict.fromkeys(GOOD, "")


THROUGH_THE_GATE = ("a PDF that swells", "a PDF with a script", "a document with macros", "SVG", "an empty file")
AT_THE_GATE = {uploads.EMPTY, uploads.NAME}


@pytest.mark.parametrize("which", HOSTILE, ids=lambda one: one[0])
def test_what_is_hostile_does_not_come_in_and_is_told_why(which: tuple[str, str, bytes, str]) -> None:
    """Most are looked at here; those of the gate, and some of each sort, by the process that it starts."""
    what, name, content, why = which
    at_the_gate = why in AT_THE_GATE or what in THROUGH_THE_GATE
    assert (refused(name, content) if at_the_gate else seen(content)) == why
    said = SENTENCES[why] % {"max_mb": 10, "kinds": "pdf", "most": 1}
    assert re.fullmatch(r"[A-Z][^%]*\.", said)


def test_there_are_enough_of_them_and_each_reason_is_tried() -> None:
    assert len(HOSTILE) > 80
    tried = {one[3] for one in HOSTILE}
    beyond = {uploads.TOO_LARGE, uploads.TOO_MUCH, uploads.TOO_MANY, uploads.VIRUS, uploads.NOT_NOW}
    assert SENTENCES.keys() - tried == beyond


def test_a_kind_that_was_not_asked_does_not_come_in_however_good_it_is() -> None:
    assert refused("brief.docx", GOOD["brief.docx"], ("pdf", "jpg")) == inside.OTHER_KIND


def test_what_is_cut_off_anywhere_never_does_more_than_be_refused() -> None:
    for name in ("IMG_2041.JPG", "schermafdruk.png", "brief.docx", "plan.odt", "scan.pdf"):
        content = GOOD[name]
        for at in range(1, len(content) - 20, max(1, len(content) // 60)):
            with pytest.raises(inside.Wrong):
                look(content[:at])


@pytest.mark.proof
@pytest.mark.parametrize("which", HOSTILE, ids=lambda one: one[0])
def test_the_gate_refuses_each_with_less_than_256_mb_and_within_five_seconds(
    which: tuple[str, str, bytes, str],
) -> None:
    """The memory of the other process is measured as the system counted it."""
    what, name, content, why = which
    began = time.monotonic()
    assert (what, refused(name, content)) == (what, why)
    assert time.monotonic() - began < 5
    measured = (
        "import os, subprocess, sys; subprocess.run([sys.executable, '-m', 'documents.inside'], stdout=subprocess.DEVNULL);"
        "import resource; print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    peak = subprocess.run([sys.executable, "-c", measured], input=content, capture_output=True, check=True)
    assert int(peak.stdout) * 1024 < 256 * inside.MEGABYTE


@pytest.mark.proof
@pytest.mark.parametrize("name", GOOD)
def test_the_gate_lets_in_each_that_is_good(name: str) -> None:
    assert refused(name, GOOD[name]) == ""


class Scanner(socketserver.BaseRequestHandler):
    """A scanner that speaks the protocol of clamd, and knows one virus."""

    def handle(self) -> None:
        """Read a stream piece by piece, and say what is in it."""
        assert self._read(10) == b"zINSTREAM\0"
        content = b""
        while size := int.from_bytes(self._read(4)):
            content += self._read(size)
        self.request.sendall(b"stream: Proef.Virus FOUND\0" if b"VIRUS" in content else self.server.answer)  # type: ignore[attr-defined]

    def _read(self, size: int) -> bytes:
        content = b""
        while len(content) < size:
            content += self.request.recv(size - len(content))
        return content


@pytest.fixture
def scanner() -> Iterator[socketserver.ThreadingTCPServer]:
    """One that listens on the loopback."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Scanner) as server:
        server.answer = b"stream: OK\0"  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_a_scanner_that_is_named_is_asked_about_every_file(scanner: Any, settings: Any) -> None:
    settings.CLAMD = f"127.0.0.1:{scanner.server_address[1]}"
    assert refused("scan.pdf", pdf()) == ""
    assert refused("scan.pdf", pdf().replace(b"%%EOF", b"%VIRUS\n%%EOF")) == uploads.VIRUS
    scanner.answer = b"INSTREAM size limit exceeded. ERROR\0"
    assert refused("scan.pdf", pdf()) == uploads.NOT_NOW


def test_a_scanner_that_does_not_answer_lets_nothing_in(settings: Any, tmp_path: Path) -> None:
    settings.CLAMD = str(tmp_path / "nergens.sock")
    assert refused("scan.pdf", pdf()) == uploads.NOT_NOW


def test_the_process_that_looks_takes_no_more_than_its_limits() -> None:
    asked = (
        "from documents.inside.__main__ import limit; limit(); import resource as r;"
        "print(*r.getrlimit(r.RLIMIT_AS), *r.getrlimit(r.RLIMIT_CPU))"
    )
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True, text=True).stdout
    assert told.split() == [str(256 * inside.MEGABYTE)] * 2 + ["4"] * 2
    assert resource.getrlimit(resource.RLIMIT_CPU)[0] != 4
