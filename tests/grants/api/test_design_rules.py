"""The API by the API Design Rules of the Dutch government: none is broken, and each would tell when it was."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include
from django.urls import path as path_of

from config.settings.api import API_VERSION
from config.settings.security import TWO_YEARS_IN_SECONDS
from grants.api.description import FILE
from tests import world
from tests.grants.api.callers import calling
from tests.grants.api.design_rules import DOCUMENT, LIVE, Answered
from tests.grants.api.test_description import document
from workflow import clock
from workflow.catalogue import ROOT

ROUND, STEPS = "/rounds/{code}", "/applications/{reference}/steps"


def path(name: str) -> Callable[[Any], None]:
    """A description that has another path as well."""

    def broken(said: Any) -> None:
        said["paths"][name] = said["paths"]["/rounds"]

    return broken


def change(*keys: str, **new: Any) -> Callable[[Any], None]:
    """A description in which something has another value; `gone` is what it no longer has."""

    def broken(said: Any) -> None:
        place = said
        for key in keys:
            place = place[int(key)] if isinstance(place, list) else place[key]
        for name in new.pop("gone", ()):
            place.pop(name)
        place.update(new)

    return broken


def parameter(where: str, name: str) -> Callable[[Any], None]:
    """A description with one more parameter."""
    shown = {"in": where, "name": name, "schema": {"type": "string"}}

    def broken(said: Any) -> None:
        said["paths"]["/rounds"]["get"]["parameters"].append(shown)

    return broken


def prop(name: str, **schema: str) -> Callable[[Any], None]:
    """A description with one more property."""
    return change("components", "schemas", "Round", "properties", **{name: {"type": "string", **schema}})


BROKEN: Mapping[str, tuple[Callable[[Any], None], ...]] = {
    "/core/no-trailing-slash": (path("/rounds/"),),
    "/core/path-segments-kebab-case": (path("/payment_orders"), path("/paymentOrders")),
    "/core/query-keys-camel-case": (parameter("query", "page_size"), parameter("query", "PageSize")),
    "/core/http-methods": (change("paths", ROUND, search={"responses": {"200": {}}}),),
    "/core/http-safety": (
        change("paths", "/rounds", "get", requestBody={}),
        change("paths", STEPS, "post", parameters=[]),
    ),
    "/core/http-response-code": (change("paths", ROUND, "get", "responses", gone=["200"]),),
    "/core/naming-resources": (path("/get-rounds"), path("/rounds/{code}/create")),
    "/core/naming-collections": (path("/round"), path("/round/{code}")),
    "/core/interface-language": (path("/regelingen"), prop("bedrag_toegekend")),
    "/core/nested-child": (path("/applications/{reference}/decisions/{id}"), path("/a/b/c")),
    "/core/resource-operations": (change("paths", ROUND, post={"responses": {"200": {}}}),),
    "/core/hide-implementation": (prop("ceiling_cents"), path("/rounds.php")),
    "/core/stateless": (change("paths", ROUND, "get", security=[{"session": []}]),),
    "/core/doc-openapi": (change(openapi="2.0"),),
    "/core/publish-openapi": (change("info", gone=["title"]), change(gone=["info"])),
    "/core/doc-openapi-contact": (change("info", "contact", gone=["email"]), change("info", gone=["contact"])),
    "/core/uri-version": (change("servers", "0", url="/api"), path("/v1/rounds"), change("info", version="2.0.0")),
    "/core/semver": (change("info", version="1.0"), change("info", version="v1.0.0"), change("info", version="01.0.0")),
    "/core/version-header": (change("paths", ROUND, "get", "responses", "200", headers={}),),
    "/core/deprecation-schedule": (change("paths", ROUND, "get", deprecated=True),),
    "/core/error-handling/problem-details": (
        change("paths", ROUND, "get", "responses", "404", content={"application/json": {}}),
        change("components", "schemas", "Problem", required=["status", "title"]),
    ),
    "/core/error-handling/invalid-input": (change("paths", STEPS, "post", "responses", gone=["400"]),),
    "/core/date-time/format": (prop("published_at", format="date"), prop("published_at")),
    "/core/date-time/date-omit-time-portion": (prop("sent_on", format="date-time"), prop("date")),
    "/core/date-time/timezone": (prop("opens", format="time"),),
    "/core/transport/tls": (change("servers", "0", url="http://subsidies.example/api/v1"),),
    "/core/transport/no-sensitive-uris": (parameter("query", "bsn"), parameter("query", "email")),
}


@pytest.mark.parametrize("rule", DOCUMENT)
def test_the_description_breaks_no_rule(rule: str) -> None:
    assert list(DOCUMENT[rule](document())) == []


@pytest.mark.parametrize("rule", DOCUMENT)
def test_a_description_that_breaks_the_rule_is_rejected(rule: str) -> None:
    for number, break_it in enumerate(BROKEN[rule]):
        said = copy.deepcopy(document())
        break_it(said)
        assert list(DOCUMENT[rule](said)), number


def boom(_: HttpRequest) -> HttpResponse:
    """A view that fails by a fault of ours."""
    raise ValueError("ours")


urlpatterns = [path_of("api/v1/boem", login_not_required(boom)), path_of("", include("config.urls"))]
handler500 = "config.api.problems.broken"

READ = {
    "rounds": 200,
    "applications?pageSize=1": 200,
    "applications/BF-2026-0001/events": 200,
    "rounds/geen": 404,
    "rounds?pageSize=0": 400,
    "payments": 403,
    "nergens": 404,
    "boem": 500,
}
SENT: tuple[tuple[str, str, str, int], ...] = (
    ("rounds", "{}", "application/json", 403),
    ("openapi.json", "{}", "application/json", 405),
    ("applications/BF-2026-0001/steps", "{}", "text/plain", 415),
    ("applications/BF-2026-0001/steps", " " * 1_000_001, "application/json", 413),
    ("token", "{}", "application/json", 415),
    ("nergens", "{}", "application/json", 404),
)


def answers() -> list[Answered]:
    """A yes and a no of every kind, as a system gets them over a safe connection."""
    town = world.found()
    town.file()
    system = calling(town, "policy_officer", "schemes:read", "dossiers:read", "steps:take").client
    system.raise_request_exception = False
    with clock.at(town.now):
        said = [system.get(f"/api/v1/{asked}", secure=True) for asked in READ]
        said += [system.post(f"/api/v1/{to}", body, content_type=kind, secure=True) for to, body, kind, _ in SENT]
        said += [Client().get("/api/v1/rounds", secure=True)]
    assert [one.status_code for one in said] == [*READ.values(), *(status for *_, status in SENT), 401]
    return [Answered(one.status_code, dict(one.headers), one.json(), API_VERSION) for one in said]


@pytest.mark.django_db
def test_what_is_answered_breaks_no_rule_and_would_be_found_to(settings: Any) -> None:
    settings.SECURE_HSTS_SECONDS = TWO_YEARS_IN_SECONDS  # As it is where it is installed.
    settings.ROOT_URLCONF = __name__  # It has one address more, that fails.
    found = answers()
    assert {(rule, wrong) for rule, check in LIVE.items() for one in found for wrong in check(one)} == set()
    good, bad = found[2], found[3]
    broken = {
        "/core/version-header": replace(good, headers={**good.headers, "API-Version": "0.0.9"}),
        "/core/error-handling/problem-details": replace(
            bad, headers={**bad.headers, "Content-Type": "application/json"}
        ),
        "/core/transport/security-headers": replace(good, headers={**good.headers, "X-Frame-Options": "SAMEORIGIN"}),
        "/core/transport/cors": replace(good, headers={**good.headers, "Access-Control-Allow-Origin": "*"}),
        "/core/date-time/timezone": replace(
            good, body={"results": [{"at": "2026-01-05", "opens_at": "2026-01-05T10:00:00"}]}
        ),
    }
    assert {rule for rule in LIVE if list(LIVE[rule](broken[rule]))} == set(LIVE)


@pytest.mark.django_db
def test_everything_that_is_wrong_is_told_at_once() -> None:
    """/core/error-handling/all-errors."""
    reader = calling(world.found(), "policy_officer", "schemes:read")
    assert len(reader.ask("/rounds", kleur="rood", maat="groot").json()["obstacles"]) == 2


def test_the_description_stands_at_its_own_address_and_changes_are_told() -> None:
    """/core/publish-openapi and /core/changelog."""
    answer = Client().get("/api/v1/openapi.json")
    assert (answer.content, answer.headers["API-Version"]) == (FILE.read_bytes(), API_VERSION)
    assert "API" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_the_ruleset_for_spectral_names_rules_that_are_tried_here_as_well() -> None:
    named = set(
        re.findall(r'description: "(/core/[a-z/-]+):', (ROOT / "docs" / "api-rules.spectral.yaml").read_text("utf-8"))
    )
    assert named <= set(DOCUMENT) | set(LIVE)
    assert len(named) == 19
    assert set(DOCUMENT) - named == {
        *(
            "/core/naming-resources",
            "/core/naming-collections",
            "/core/interface-language",
            "/core/hide-implementation",
        ),
        *(
            "/core/date-time/timezone",
            "/core/deprecation-schedule",
            "/core/publish-openapi",
            "/core/resource-operations",
        ),
    }, "what takes a list of words, another document or the whole of this one is tried here alone"
