"""What cannot be right, in every way that a caller can send it: refused with a problem document, and nothing is changed."""

from __future__ import annotations

import base64
import http.client
import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application

from tests import world
from tests.grants.api.callers import API, SystemCaller, calling
from tests.world import World
from workflow import clock
from workflow.models import Event

READ, TAKE = "dossiers:read", "steps:take"
JSON = "application/json"
STEPS = "/applications/BF-2026-0001/steps"


def step(data: str = "{}", more: str = "") -> bytes:
    """A step in JSON as it is typed, with something in it that no program would write."""
    said = f'{{"machine": "application", "action": "intake", "subject": null, "data": {data}{more}}}'
    return said.encode("utf-8", "surrogatepass")


def nested(depth: int) -> str:
    return '{"x": ' * depth + "1" + "}" * depth


BODIES: dict[str, tuple[bytes, str, int, str]] = {
    "one name twice": (step(more=', "action": "intake"'), JSON, 400, "named-twice"),
    "one name twice, deep in it": (step('{"a": [{"b": 1, "b": 1}]}'), JSON, 400, "named-twice"),
    "not a number": (step('{"x": NaN}'), JSON, 400, "number-not-whole"),
    "infinite": (step('{"x": Infinity}'), JSON, 400, "number-not-whole"),
    "minus infinite": (step('{"x": -Infinity}'), JSON, 400, "number-not-whole"),
    "10 to the 400th": (step('{"x": 1' + "0" * 400 + "}"), JSON, 400, "number-not-whole"),
    "10 to the 400th, short": (step('{"x": 1e400}'), JSON, 400, "number-not-whole"),
    "a part of a number": (step('{"x": 0.1}'), JSON, 400, "number-not-whole"),
    "more digits than Python reads": (step('{"x": ' + "9" * 5_000 + "}"), JSON, 400, "number-not-whole"),
    "half a character": (step('{"x": "\\ud800"}'), JSON, 400, "text-not-whole"),
    "half a character, the other half": (step('{"x": "\\udfff\\ud800"}'), JSON, 400, "text-not-whole"),
    "half a character in a name": (step('{"\\udfff": 1}'), JSON, 400, "text-not-whole"),
    "half a character in bytes": (step('{"x": "\ud800"}'), JSON, 400, "not-json"),
    "NUL": (step('{"x": "a\\u0000b"}'), JSON, 400, "text-not-whole"),
    "NUL in bytes": (step('{"x": "a\x00b"}'), JSON, 400, "not-json"),
    "ten megabytes": (step('{"x": "' + "a" * 10_000_000 + '"}'), JSON, 413, "too-long"),
    "a little too much": (b" " * 1_000_001, JSON, 413, "too-long"),
    "deeper than anybody means": (step(nested(30)), JSON, 400, "too-deep"),
    "deeper than Python goes": (step(nested(90_000)), JSON, 400, "not-json"),
    "lists without end": (b"[" * 200_000, JSON, 400, "not-json"),
    "another alphabet": (step().decode().encode("utf-16"), JSON, 400, "not-json"),
    "a mark of the order of bytes": (b"\xef\xbb\xbf" + step(), JSON, 400, "not-json"),
    "another charset": (step(), f"{JSON}; charset=latin-1", 415, ""),
    "a charset that there is not": (step(), f"{JSON}; charset=klingon", 415, ""),
    "a form": (b"machine=application&action=intake", "application/x-www-form-urlencoded", 415, ""),
    "a text": (step(), "text/plain", 415, ""),
    "XML": (b"<step/>", "application/xml", 415, ""),
    "parts": (b"--x\r\n\r\n--x--", "multipart/form-data; boundary=x", 415, ""),
    "no type": (step(), "", 415, ""),
    "nothing": (b"", JSON, 400, "request-invalid"),
    "half": (b'{"machine": "application"', JSON, 400, "not-json"),
    "two": (step() + step(), JSON, 400, "not-json"),
    "a list": (b"[]", JSON, 400, ""),
    "a text in JSON": (b'"intake"', JSON, 400, ""),
    "null": (b"null", JSON, 400, ""),
    "a name that we do not know": (step(more=', "force": true'), JSON, 400, "request-invalid"),
    "a machine that there is not": (b'{"machine": "x", "action": "intake"}', JSON, 400, "request-invalid"),
    "a subject that is no id": (b'{"machine": "application", "action": "intake", "subject": "1"}', JSON, 400, "request-invalid"),
    "data that are a list": (step("[1]"), JSON, 400, "request-invalid"),
    "data that are a text": (step('"x"'), JSON, 400, "request-invalid"),
    "an action that is a number": (b'{"machine": "application", "action": 7, "subject": "x"}', JSON, 400, "request-invalid"),
}  # fmt: skip

QUERIES = {
    "a broken cursor": "cursor=%00", "a cursor of somebody else": "cursor=x",
    "a cursor that is no text": "cursor=" + base64.b64encode(b"\xff\xfe\xfd").decode(),
    "a cursor with an offset": "cursor=" + base64.b64encode(b"o=-1").decode(),
    "a cursor with a long offset": "cursor=" + base64.b64encode(b"o=" + b"9" * 5_000).decode(),
    "a cursor with NUL": "cursor=" + base64.b64encode(b"p=%00").decode(),
    "a key twice": "state=awarded&state=idea", "a size twice": "pageSize=1&pageSize=2", "two keys and a strange one": "state=idea&x=1",
    "no rows": "pageSize=0", "too many rows": "pageSize=101", "less than none": "pageSize=-1", "a part of a row": "pageSize=1.5",
    "rows by the name of another alphabet": "pageSize=%D9%A3", "rows without end": "pageSize=" + "9" * 5_000,
    "NUL": "state=%00", "another name": "State=awarded",
}  # fmt: skip


def send(caller: SystemCaller, path: str, body: bytes, media: str, **headers: str) -> Any:
    with clock.at(caller.town.now):
        return caller.client.generic("POST", f"{API}{path}", body, content_type=media, headers=headers)


@pytest.fixture
def town(db: None) -> World:
    found = world.found()
    found.file()
    return found


def test_a_body_that_cannot_be_right_is_a_problem_and_changes_nothing(town: World) -> None:
    caller, answers = calling(town, "intake_clerk", TAKE), {}
    before = Event.objects.count()
    for kind, (body, media, _, code) in BODIES.items():
        answer = send(caller, STEPS, body, media, idempotency_key="a-1")
        found = answer.json()
        answers[kind] = (answer.status_code, found["obstacles"][0]["code"] if code else "")
        assert (answer.headers["Content-Type"], found["status"]) == ("application/problem+json", answer.status_code)
    assert answers == {kind: (status, code) for kind, (_, _, status, code) in BODIES.items()}
    assert Event.objects.count() == before


@pytest.mark.django_db
def test_a_query_that_cannot_be_right_is_a_problem() -> None:
    reader = calling(world.found(), "policy_officer", READ)
    answers = {}
    for kind, query in QUERIES.items():
        with clock.at(reader.town.now):
            answer = reader.client.get(f"{API}/applications?{query}")
        answers[kind] = (answer.status_code, answer.headers["Content-Type"])
    assert answers == dict.fromkeys(QUERIES, (400, "application/problem+json"))


@pytest.mark.django_db
def test_a_key_or_a_head_that_cannot_be_right_is_a_problem(town: World) -> None:
    caller = calling(town, "intake_clerk", TAKE)
    for headers in (
        {}, {"idempotency_key": ""}, {"idempotency_key": "a b"}, {"idempotency_key": "k" * 151},
        {"idempotency_key": "a-1", "if_match": "7"}, {"idempotency_key": "a-1", "if_match": 'W/"7"'},
        {"idempotency_key": "a-1", "if_match": f'"{"9" * 400}"'},
    ):  # fmt: skip
        answer = send(caller, STEPS, step(), JSON, **headers)
        assert (answer.status_code, answer.headers["Content-Type"]) in {
            (400, "application/problem+json"), (404, "application/problem+json"),
        }  # fmt: skip
        assert answer.status_code == 400 or "if_match" in headers


class Quiet(WSGIRequestHandler):
    """A server that writes nothing down."""

    def log_message(self, *_: Any) -> None:
        """Nothing."""


@contextmanager
def serving(town: World) -> Iterator[int]:
    """A real server on this machine, in the time of a town; its port."""
    application = get_wsgi_application()

    def app(environ: Any, start: Any) -> Any:
        with clock.at(town.now):
            return application(environ, start)

    server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    server.daemon_threads, server.request_queue_size = True, 64
    server.socket.listen(64)
    server.set_app(app)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def retried(port: int, path: str, token: str, body: bytes) -> tuple[int, bytes]:
    """One call over a connection of its own."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=110)
    headers = {"Authorization": token, "Content-Type": JSON, "Idempotency-Key": "a-1"}
    line.request("POST", f"{API}{path}", body, headers)
    answer = line.getresponse()
    try:
        return answer.status, answer.read()
    finally:
        line.close()


@pytest.mark.usefixtures("committed")
def test_fifty_calls_at_once_under_one_key_have_one_effect_and_get_fifty_equal_answers() -> None:
    town = world.found()
    case = town.file()
    token = calling(town, "intake_clerk", TAKE).client.defaults["HTTP_AUTHORIZATION"]
    said = {"machine": "application", "action": "intake", "subject": str(case.pk)}
    path, together = f"/applications/{case.stream.reference}/steps", threading.Barrier(50)
    with serving(town) as port:

        def call(_: int) -> tuple[int, bytes]:
            together.wait()
            return retried(port, path, token, json.dumps(said).encode())

        with ThreadPoolExecutor(50) as pool:
            answers = list(pool.map(call, range(50)))
        other = {**said, "action": "notify_delay", "data": {"expected": "2026-04-01"}}
        reused, _ = retried(port, path, token, json.dumps(other).encode())
    assert ({status for status, _ in answers}, len({content for _, content in answers})) == ({200}, 1)
    assert Event.objects.filter(stream=case.stream_id, action="intake").count() == 1
    assert reused == 422
