"""The client for other systems at a real server: the example of the docs, pages, a token that ended, and an answer that got lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import requests
from django.conf import settings

from grants.api import client as clients
from grants.api.client import Client, Refused
from grants.models import Application
from partners.models import SystemToken
from tests import world
from tests.documents import good_files
from tests.grants.api.callers import API, system
from tests.grants.api.test_attachments import FEAST_WITH_FILES
from tests.grants.api.test_completions import ask_for_offers
from tests.grants.api.test_submissions import FORM
from tests.world import World
from workflow.models import Event

INTAKE = "application.intake"


@pytest.fixture
def town(served: str) -> World:
    """A town with an application that waits for the check."""
    town = world.found()
    town.file()
    return town


def secret_of(town: World) -> tuple[str, str]:
    """What a system of the post room shows for a token."""
    person = town.hire("intake_clerk").person
    assert person
    found, secret = system(town, person, "dossiers:read", "steps:take")
    return found.client_id, secret


@pytest.fixture
def at_home(served: str, town: World) -> Client:
    """A system of the post room."""
    return Client(f"{served}{API}", *secret_of(town))


def test_the_example_of_the_docs_reads_takes_a_step_and_says_what_is_in_the_way(
    served: str, town: World, capsys: pytest.CaptureFixture[str]
) -> None:
    here = example(0).replace("https://subsidies.example", served).replace("OC-2027-0001", "BF-2026-0001")
    identity, secret = secret_of(town)
    for _ in range(2):
        exec(here.replace("OC-2027", "BF-jaar"), {"CLIENT_ID": identity, "SECRET": secret})  # noqa: S102 - our own page.
    assert capsys.readouterr().out.splitlines() == [
        "BF-2026-0001 submitted 1000.00",
        "done: BF-2026-0001",
        "BF-2026-0001 assessed 1000.00",
        "wrong-state Deze stap kan niet in de stand ‘beoordeeld’. Awb 4:5",
    ]


def example(number: int) -> str:
    """An example of the docs; there are two."""
    page = (Path(settings.BASE_DIR) / "docs" / "api.md").read_text("utf-8")
    found: list[str] = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    assert len(found) == 2
    return found[number]


def test_the_example_of_the_docs_files_a_form_completes_another_one_with_a_file_and_fetches_that(
    served: str, private_storage: None, capsys: pytest.CaptureFixture[str]
) -> None:
    town = world.found(FEAST_WITH_FILES)
    ask_for_offers(town, town.file())
    person, offer = town.hire("intake_clerk").person, good_files.pdf()
    assert person
    found, secret = system(town, person, "schemes:read", "dossiers:read", "forms:send")
    here = example(1).replace("https://subsidies.example", served).replace("OC-2027-0001", "BF-2026-0001")
    said = {"CLIENT_ID": found.client_id, "SECRET": secret, "ANSWERS": FORM["values"], "OFFER": offer}
    exec(here.replace("OC-2027", "BF-jaar"), said)  # noqa: S102 - our own page.
    questions = [
        "idee_titel Text",
        "adres Address",
        "begroting BudgetTable",
        "verklaring Declaration",
        "bijlage Upload",
    ]
    done = ["filed: BF-2026-0002", "completed: BF-2026-0001", "bijlage pdf True"]
    assert capsys.readouterr().out.splitlines() == [*questions, *done]


def test_a_list_is_read_page_after_page_and_what_is_not_there_is_said(at_home: Client, town: World) -> None:
    for _ in range(2):
        town.file()
    found = [one["reference"] for one in at_home.each("applications", pageSize=1)]
    assert found == ["BF-2026-0001", "BF-2026-0002", "BF-2026-0003"]
    with pytest.raises(Refused) as refused:
        at_home.read("applications/BF-2026-9999")
    assert (refused.value.status, refused.value.obstacles) == (404, [])


def test_a_token_that_was_closed_is_asked_for_anew(at_home: Client) -> None:
    first = at_home.read("applications/BF-2026-0001")
    SystemToken.objects.all().delete()
    assert at_home.read("applications/BF-2026-0001") == first


def test_what_was_read_before_something_happened_is_not_acted_upon(at_home: Client, town: World) -> None:
    read = at_home.read("applications/BF-2026-0001")
    town.take("intake_clerk", "application", "intake", Application.objects.get().pk)
    with pytest.raises(Refused) as refused:
        at_home.take("applications/BF-2026-0001", INTAKE, subject=read.data["id"], seen=read.mark)
    assert refused.value.status == 412


@pytest.fixture
def forgetful(served: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a line that passes everything on, and loses the first answer to a step."""
    lost: list[str] = []
    monkeypatch.setattr(clients, "PATIENCE", 0)

    class Line(BaseHTTPRequestHandler):
        def _pass_on(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            said = {name: value for name, value in self.headers.items() if name != "Host"}
            answer = requests.request(self.command, f"{served}{self.path}", data=body, headers=said, timeout=60)
            if self.command == "POST" and self.path.endswith("/steps") and not lost:
                lost.append(answer.text)
                self.close_connection = True
                return
            self.send_response(answer.status_code)
            self.send_header("Content-Type", answer.headers["Content-Type"])
            self.send_header("Content-Length", str(len(answer.content)))
            self.end_headers()
            self.wfile.write(answer.content)

        do_GET = do_POST = _pass_on  # noqa: N815 - the names that the library asks for.

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    line = ThreadingHTTPServer(("127.0.0.1", 0), Line)
    Thread(target=line.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{line.server_port}"
    line.shutdown()
    line.server_close()
    assert lost, "an answer got lost"


def test_a_step_of_which_the_answer_got_lost_is_taken_once(forgetful: str, town: World) -> None:
    through = Client(f"{forgetful}{API}", *secret_of(town))
    case = Application.objects.get()
    done = through.take("applications/BF-2026-0001", INTAKE, subject=str(case.pk))
    assert (done["reference"], Event.objects.filter(action="intake").count()) == ("BF-2026-0001", 1)
