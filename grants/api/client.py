"""A client of the API for other systems: tokens, pages, steps and forms that are taken once, files, and refusals that say why.

It needs `requests` and nothing of this project: copy this file, or import it.
"""

from __future__ import annotations

import base64
import time
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import requests

Json = dict[str, Any]

TIMES, PATIENCE = 4, 5
"""How often something is asked where nobody answers or it is too busy, and the seconds before the next time unless the answer says more."""

BUSY = (502, 503, 504)
EARLY = 30
"""Seconds before its end at which a token is no longer used."""


@dataclass(frozen=True, slots=True)
class InTheWay:
    """One thing that is in the way: its stable code, a Dutch sentence, and the article of law ("" where there is none)."""

    code: str
    sentence: str
    article: str


class Refused(Exception):  # noqa: N818 - an answer, not an error of the program.
    """The API said no: with a status, and everything that is in the way."""

    def __init__(self, status: int, problem: Json) -> None:
        self.status, self.problem = status, problem
        self.obstacles = [
            InTheWay(one["code"], one["sentence"], one.get("article", "")) for one in problem.get("obstacles", ())
        ]
        super().__init__(" ".join(one.sentence for one in self.obstacles) or problem.get("title", str(status)))


@dataclass(frozen=True, slots=True)
class Read:
    """What was read, and its mark: what is sent back with it is only done when nothing happened since."""

    data: Json
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a form: its key among the answers, what it asks, of which kind the answer is, and whether there has to be one."""

    key: str
    label: str
    kind: str
    required: bool


def as_file(name: str, content: bytes) -> Json:
    """A file as an answer to a question of the kind `Upload`; for more of them, a list of these."""
    return {"file_name": name, "content": base64.b64encode(content).decode()}


@dataclass
class Client:
    """One system at one installation. `address` is that of the API (`https://subsidies.example/api/v1`); `timeout` in seconds."""

    address: str
    client_id: str
    secret: str = field(repr=False)
    timeout: int = 30
    _session: requests.Session = field(default_factory=requests.Session, repr=False)
    _token: str = field(default="", repr=False)
    _until: int = 0

    def read(self, path: str, **query: Any) -> Read:
        """One thing, such as `applications/OC-2027-0001`. Raises `Refused`, or what `requests` raises where nobody answers."""
        answer = self._ask("GET", path, params=query)
        return Read(answer.json(), answer.headers.get("ETag", ""))

    def each(self, path: str, **query: Any) -> Iterator[Json]:
        """Everything on a list, such as `applications` of a `round`, page after page. Raises `Refused`."""
        answer = self._ask("GET", path, params=query).json()
        while True:
            yield from answer["results"]
            if not answer.get("next"):
                return
            answer = self._ask("GET", answer["next"]).json()

    def take(
        self,
        path: str,
        step: str,
        data: Mapping[str, Any] | None = None,
        *,
        subject: str = "",
        key: str = "",
        seen: str = "",
    ) -> Json:
        """Take a step (`machine.action`) at `applications/…`, `rounds/…` or "", once, however often the answer gets lost on its way.

        `data` is what comes with the step, amounts as texts of euros; `subject` the thing it is taken on. Under the same `key` a later
        call is the same step. With `seen`, the mark of what was read, it is refused when something happened since. Raises `Refused`.
        """
        machine, action = step.split(".")
        body = {"machine": machine, "action": action, "data": dict(data or {})} | (
            {"subject": subject} if subject else {}
        )
        headers = {"Idempotency-Key": key or uuid.uuid4().hex} | ({"If-Match": seen} if seen else {})
        done: Json = self._ask("POST", f"{path}/steps".lstrip("/"), json=body, headers=headers).json()
        return done

    def questions(self, path: str) -> list[Question]:
        """What the form of a round asks (`rounds/…`), or what an application waits for (`applications/…`). Raises `Refused`."""
        asked: list[Json] = self._ask("GET", f"{path}/submissions").json()["results"]
        return [Question(**one) for one in asked]

    def send(self, path: str, reference: str, values: Mapping[str, Any], **more: Any) -> Json:
        """Send a form that was filled in elsewhere: a new application at `rounds/…`, what was missing at `applications/…`.

        There as well an account or a report: `step="account"`, or `step="report"` with its `subject`, and `data` with text and amounts.

        `values` are the answers by key, and for a round who applies under `aanvrager`. The same `reference` again is the same form, that is
        filed once. Raises `Refused`.
        """
        body = {"values": dict(values), "metadata": {"public_reference": reference}, **more}
        done: Json = self._ask("POST", f"{path}/submissions", json=body).json()
        return done

    def fetch(self, address: str) -> bytes:
        """The content of a file or a letter, by the address that stands in its `file`. Raises `Refused`."""
        return self._ask("GET", address).content

    def _ask(
        self, method: str, path: str, *, headers: Mapping[str, str] | None = None, **more: Any
    ) -> requests.Response:
        url = path if path.startswith(f"{self.address}/") else f"{self.address}/{path}"
        answer = self._sent(method, url, headers, more)
        if answer.status_code == requests.codes.unauthorized:  # A token can be closed before its end.
            self._until = 0
            answer = self._sent(method, url, headers, more)
        return _good(answer)

    def _sent(
        self, method: str, url: str, headers: Mapping[str, str] | None, more: Mapping[str, Any]
    ) -> requests.Response:
        said = {**(headers or {}), "Authorization": f"Bearer {self._bearer()}"}
        return self._patiently(method, url, headers=said, **more)

    def _bearer(self) -> str:
        if int(time.monotonic()) >= self._until:
            form = {"grant_type": "client_credentials"}
            asked = int(time.monotonic())
            told = _good(
                self._patiently("POST", f"{self.address}/token", data=form, auth=(self.client_id, self.secret))
            ).json()
            self._token, self._until = told["access_token"], asked + told["expires_in"] - EARLY
        return self._token

    def _patiently(self, method: str, url: str, **more: Any) -> requests.Response:
        """An answer; what was asked is asked again where nobody answers, for a step has a key and a token costs nothing."""
        for left in reversed(range(TIMES)):
            try:
                answer = self._session.request(method, url, timeout=self.timeout, allow_redirects=False, **more)
            except (requests.ConnectionError, requests.Timeout):
                if not left:
                    raise
                time.sleep(PATIENCE)
                continue
            if answer.status_code not in BUSY or not left:
                return answer
            time.sleep(min(int(answer.headers.get("Retry-After", PATIENCE)), 60))
        raise AssertionError("the last time returns or raises")


def _good(answer: requests.Response) -> requests.Response:
    if answer.ok:
        return answer
    try:
        problem = answer.json()
    except requests.JSONDecodeError:
        problem = {}
    raise Refused(answer.status_code, problem if isinstance(problem, dict) else {})
