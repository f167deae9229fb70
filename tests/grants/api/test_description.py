"""The description of the API: by the rules of the Dutch government that a program can test, and true of what is answered."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from config.settings.api import API_VERSION
from grants.api.description import FILE
from grants.desk import OFFICE
from tests.grants.api.test_who_reads_what import EXPECTED, address, decided
from tests.grants.portal.office import Visitor


@cache
def document() -> Any:
    return json.loads(FILE.read_text("utf-8"))


def operations() -> Iterator[tuple[str, str, Any]]:
    """Every operation with its path and method."""
    for path, methods in document()["paths"].items():
        yield from ((path, method, said) for method, said in methods.items())


def test_the_document_says_its_standard_its_version_whom_to_ask_and_where_it_is() -> None:
    said = document()
    assert (said["openapi"], said["info"]["version"], said["servers"]) == ("3.1.1", API_VERSION, [{"url": "/api/v1"}])
    assert set(said["info"]["contact"]) == {"name", "email", "url"}
    assert re.fullmatch(r"\d+\.\d+\.\d+", API_VERSION)


def test_paths_are_plural_nouns_in_kebab_case_without_a_slash_behind_them() -> None:
    assert [
        path for path in document()["paths"] if not re.fullmatch(r"(/([a-z]+s(-[a-z]+)*|\{[a-z_]+\}))+(/file)?", path)
    ] == []


def test_keys_of_a_query_are_in_camel_case() -> None:
    keys = {one["name"] for _, _, said in operations() for one in said.get("parameters", ()) if one["in"] == "query"}
    assert [key for key in keys if not re.fullmatch(r"[a-z]+([A-Z][a-z]+)*", key)] == []
    assert "pageSize" in keys


def test_every_operation_says_its_version_and_every_way_in_which_the_answer_can_be_no() -> None:
    wrong = []
    for path, method, said in operations():
        answers = said["responses"]
        problems = {status for status, one in answers.items() if "application/problem+json" in one["content"]}
        expected = {"400", "401", "403", "404", "406", "default"}
        if method == "post":
            expected |= {"409", "412", "413", "415", "422"}
        if problems != expected or "API-Version" not in answers["200"]["headers"]:
            wrong.append((path, method))
    assert wrong == []
    assert {"type", "title", "status", "detail", "obstacles"} == set(
        document()["components"]["schemas"]["Problem"]["required"]
    )


def test_every_operation_says_for_which_scope_a_token_is_good() -> None:
    scopes = {(path, method): said["security"] for path, method, said in operations()}
    assert scopes["/payments", "get"] == [{"token": ["money:read"]}, {"session": []}]
    assert scopes["/applications/{reference}/steps", "post"] == [{"token": ["steps:take"]}, {"session": []}]
    known = document()["components"]["securitySchemes"]["token"]["flows"]["clientCredentials"]["scopes"]
    assert {one["token"][0] for said in scopes.values() for one in said if "token" in one} == set(known)


def test_only_get_and_post_are_there_and_what_is_posted_is_described() -> None:
    posted = [(path, said) for path, method, said in operations() if method != "get"]
    assert [path for path, _ in posted] == [
        "/absences/{id}/steps", "/applications/{reference}/steps", "/applications/{reference}/submissions",
        "/orders/{reference}/steps", "/registers/{code}/steps",
        "/rounds/{code}/steps", "/rounds/{code}/submissions", "/steps",
    ]  # fmt: skip
    named = {
        path: {one["name"] for one in said["parameters"]} >= {"Idempotency-Key", "If-Match"} for path, said in posted
    }
    assert [path for path in named if not named[path]] == [
        "/applications/{reference}/submissions", "/rounds/{code}/submissions",
    ]  # fmt: skip  # A form has its key in it.


@pytest.mark.django_db
def test_what_is_answered_is_what_the_description_says() -> None:
    there = decided()
    colleague = Visitor(there.town, there.town.hire(*sorted(OFFICE)).person)
    schemas = {"components": document()["components"]}
    answered = {}
    for name in EXPECTED.keys() - {"order-file"}:  # It is there for who fetched it alone.
        path = address(name, there)
        answer = colleague.get(path)
        content = _described(path)["responses"]["200"]["content"]
        if "application/json" not in content:
            assert answer.headers["Content-Type"] in content
            continue
        content = content["application/json"]
        wrong = [
            one.message for one in Draft202012Validator({**content["schema"], **schemas}).iter_errors(answer.json())
        ]
        answered[name] = (answer.headers["API-Version"], answer.headers["Cache-Control"].split(", ")[0], wrong)
    assert answered == dict.fromkeys(
        set(EXPECTED) - {"document-file", "letter-file", "order-file"}, (API_VERSION, "max-age=0", [])
    )
    missing = colleague.get("/api/v1/rounds/bestaat-niet").json()
    problem = {"$ref": "#/components/schemas/Problem", **schemas}
    assert list(Draft202012Validator(problem).iter_errors(missing)) == []


def _described(path: str) -> Any:
    """The operation that reads an address."""
    for pattern, methods in document()["paths"].items():
        if re.fullmatch(re.sub(r"\{[a-z_]+\}", "[^/]+", pattern), path.removeprefix("/api/v1").partition("?")[0]):
            return methods["get"]
    raise AssertionError(path)


def test_an_installation_gives_its_description_to_everybody() -> None:
    answer = Client().get("/api/v1/openapi.json")
    assert (answer.content, answer.headers["Access-Control-Allow-Origin"]) == (FILE.read_bytes(), "*")
