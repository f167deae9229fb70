"""The contract of the API: whatever is asked, by whomever, the answer is one that the description has. Asked by schemathesis."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok
from schemathesis.specs.openapi import checks

from grants.api.description import FILE, text
from grants.desk import OFFICE
from partners.systems import MEANINGS
from tests.grants.api.callers import calling
from tests.grants.api.test_description import document
from tests.grants.api.test_who_reads_what import EXPECTED, address, decided
from tests.grants.portal.test_who_sees_what import Scene
from workflow import clock

CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
    checks.missing_required_header,
    checks.unsupported_method,
]
PREFIX = "/api/v1"
WRITES = (
    "/applications/{reference}/steps",
    "/rounds/{code}/steps",
    "/rounds/{code}/submissions",
    "/applications/{reference}/submissions",
    "/steps",
    "/registers/{code}/steps",
    "/absences/{id}/steps",
    "/orders/{reference}/steps",
)
SLICE, ALL = 2, 25
"""How many requests of each kind: in every run, and in the long proof."""


def test_the_description_is_one_by_the_standard() -> None:
    assert list(OpenAPIV31SpecValidator(document()).iter_errors()) == []


def test_a_description_that_is_none_is_rejected() -> None:
    broken = copy.deepcopy(document())
    del broken["paths"]["/rounds/{code}"]["get"]["parameters"]
    del broken["info"]["version"]
    assert len(list(OpenAPIV31SpecValidator(broken).iter_errors())) >= 2


def test_the_file_is_what_the_code_says() -> None:
    assert FILE.read_text("utf-8") == text()


@contextmanager
def in_this_transaction() -> Iterator[None]:
    """Let an answer close no connection: what the test wrote is seen by it alone."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def described(there: Scene) -> Any:
    """The description, with of every address what is there to ask for, and something that is not."""
    said = copy.deepcopy(document())
    named = {_path(address(name, there), said["paths"]): address(name, there) for name in EXPECTED}
    for path, operations in said["paths"].items():
        there_is = dict(
            zip(path.split("/"), named[path].removeprefix(PREFIX).partition("?")[0].split("/"), strict=True)
        )
        for one in (one for operation in operations.values() for one in operation.get("parameters", ())):
            if one["in"] == "path":
                absent = "00000000-0000-4000-8000-000000000007" if one["schema"].get("format") else "BF-2026-9999"
                one["schema"]["enum"] = [there_is[f"{{{one['name']}}}"], absent]
    return said


def _path(of: str, patterns: Any) -> str:
    """The pattern that an address is of: the one with the most words in common."""
    parts = of.removeprefix(PREFIX).partition("?")[0].split("/")
    fitting = [
        one
        for one in patterns
        if len(one.split("/")) == len(parts)
        and all(a == b or a.startswith("{") for a, b in zip(one.split("/"), parts, strict=True))
    ]
    return str(max(fitting, key=lambda one: sum(not part.startswith("{") for part in one.split("/"))))


def asked_of(there: Scene, roles: str | Sequence[str], times: int, only: Sequence[str] = ()) -> Iterator[str]:
    """Ask every operation as a system with these roles; what is wrong with the answers."""
    schema = schemathesis.openapi.from_dict(described(there))
    schema.app, schema.config.analysis.constants.enabled = get_wsgi_application(), False
    headers = {"Authorization": calling(there.town, roles, *MEANINGS).client.defaults["HTTP_AUTHORIZATION"]}
    for found in schema.get_all_operations():
        assert isinstance(found, Ok), found
        operation = found.ok()
        if only and operation.path not in only:
            continue
        for mode in GenerationMode:
            with in_this_transaction():
                yield from _tried(operation, mode, times, headers, there)


def _tried(operation: Any, mode: GenerationMode, times: int, headers: dict[str, str], there: Scene) -> Iterator[str]:
    wrong: list[str] = []

    @settings(
        max_examples=times, phases=[Phase.generate], deadline=None, database=None, derandomize=True,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        with clock.at(there.town.now):
            answer = case.call(headers=headers)
            if found := _undeclared(operation, answer):
                wrong.append(f"{operation.method.upper()} {operation.path}: {found}")
            try:
                case.validate_response(answer, checks=CHECKS, headers=headers)
            except FailureGroup as failures:
                wrong.extend(f"{operation.method.upper()} {operation.path}: {one}" for one in failures.exceptions)

    try:
        ask()
    except Unsatisfiable:
        assert mode is GenerationMode.NEGATIVE, "every operation can be asked something right"
    yield from wrong[:3]


def _undeclared(operation: Any, answer: Any) -> str:
    """What the description does not have: a status, or a no that is no problem document."""
    status, media = answer.status_code, answer.headers.get("content-type", [""])[0]
    if str(status) not in operation.definition.raw["responses"]:
        return f"status {status} is not declared"
    if status >= 400 and (media != "application/problem+json" or answer.json()["status"] != status):
        return f"{status} is answered with {media}"
    return ""


@pytest.mark.django_db
def test_every_operation_answers_what_the_description_says() -> None:
    there = decided()
    assert list(asked_of(there, sorted(OFFICE - {"auditor", "administrator"}), SLICE)) == []


@pytest.mark.proof
@pytest.mark.timeout(3600)
@pytest.mark.django_db
@pytest.mark.parametrize("role", [*sorted(OFFICE), "nobody"])
def test_every_operation_answers_every_role_what_the_description_says(role: str) -> None:
    there = decided()
    assert list(asked_of(there, [] if role == "nobody" else role, ALL)) == []
