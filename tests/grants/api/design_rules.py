"""The API Design Rules of the Dutch government (2.x), as functions: each tells what of a description, or of an answer, breaks it.

Every rule is under its own identifier. Written from the text of the standard; what only people can judge of it is not here: how long an old
version goes on beside a new one (transition-period), and in which language it is explained (doc-language).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from openapi_spec_validator import OpenAPIV31SpecValidator

Found = Iterator[str]
METHODS = {"get", "put", "post", "delete", "patch", "head", "options"}
VERBS = {
    "get",
    "create",
    "update",
    "delete",
    "add",
    "remove",
    "list",
    "do",
    "take",
    "send",
    "make",
    "fetch",
    "set",
    "search",
}
SENSITIVE = {"bsn", "iban", "email", "phone", "name", "secret", "token", "password", "kvk"}
HIDDEN = re.compile(r"(_cents|_ptr|_pk|^pk|password|secret)$")
SEMVER = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?")


def operations(said: Any) -> Iterator[tuple[str, str, Any]]:
    """Every operation with its path and method."""
    for path, methods in said["paths"].items():
        yield from ((path, method, one) for method, one in methods.items() if method != "parameters")


def parameters(said: Any) -> Iterator[tuple[str, Any]]:
    """Every parameter with where it stands."""
    for path, method, one in operations(said):
        yield from ((f"{method} {path}", found) for found in one.get("parameters", ()))


def properties(said: Any) -> Iterator[tuple[str, str, Any]]:
    """Every property of every schema: where it stands, its name and what it is."""
    for schema, one in said["components"]["schemas"].items():
        yield from ((schema, name, found) for name, found in one.get("properties", {}).items())


def words(path: str) -> list[str]:
    """The segments of a path that are no parameter."""
    return [one for one in path.split("/") if one and not one.startswith("{")]


def no_trailing_slash(said: Any) -> Found:
    yield from (path for path in said["paths"] if path != "/" and path.endswith("/"))


def kebab_case(said: Any) -> Found:
    yield from (
        path for path in said["paths"] for one in words(path) if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", one)
    )


def camel_case(said: Any) -> Found:
    for where, one in parameters(said):
        if one["in"] == "query" and not re.fullmatch(r"[a-z][a-z0-9]*([A-Z][a-z0-9]*)*", one["name"]):
            yield f"{where}: {one['name']}"


def http_methods(said: Any) -> Found:
    yield from (f"{method} {path}" for path, method, _ in operations(said) if method not in METHODS)


def http_safety(said: Any) -> Found:
    for path, method, one in operations(said):
        named = {found["name"] for found in one.get("parameters", ())}
        has_key = "Idempotency-Key" in named or path.endswith("/submissions")  # A form that was sent has its key in it.
        if (method == "get" and "requestBody" in one) or (method == "post" and not has_key):
            yield f"{method} {path}"


def response_code(said: Any) -> Found:
    for path, method, one in operations(said):
        if not any(status.startswith("2") for status in one["responses"]):
            yield f"{method} {path}"


def naming_resources(said: Any) -> Found:
    yield from (path for path in said["paths"] for one in words(path) if one.split("-")[0] in VERBS)


def naming_collections(said: Any) -> Found:
    """What stands before a key of one, or is asked for in pages, is a plural."""
    for path, _, one in operations(said):
        segments = path.strip("/").split("/")
        collections = {a for a, b in pairwise(segments) if b.startswith("{")}
        if any(found["name"] == "cursor" for found in one.get("parameters", ())):
            collections.add(segments[-1])
        yield from (f"{path}: {name}" for name in collections if not name.endswith("s"))


def interface_language(said: Any) -> Found:
    """One language, that of the glossary (English): no Dutch word among the names."""
    dutch = re.compile(
        r"(^|_)(aanvra\w*|besluit\w*|regeling\w*|rondes?|betaling\w*|datum|naam|bedrag\w*|stappen|brieven|termijn\w*)(_|$)"
    )
    yield from (path for path in said["paths"] for one in words(path) if dutch.search(one))
    yield from (f"{where}.{name}" for where, name, _ in properties(said) if dutch.search(name))


def nested_child(said: Any) -> Found:
    """A child stands directly under its parent, and goes no deeper."""
    yield from (path for path in said["paths"] if path.count("{") > 1 or len(words(path)) > 2)


def resource_operations(said: Any) -> Found:
    """What is no reading, making, changing or taking away is a resource of its own: here the steps, and the forms that were sent."""
    yield from (
        path
        for path, method, _ in operations(said)
        if method != "get" and not path.endswith(("/steps", "/submissions"))
    )


def hide_implementation(said: Any) -> Found:
    yield from (f"{where}.{name}" for where, name, _ in properties(said) if HIDDEN.search(name))
    yield from (path for path in said["paths"] if re.search(r"\.(py|php|aspx?|do)\b", path))


def stateless(said: Any) -> Found:
    """Every operation can be called with nothing but a token."""
    for path, method, one in operations(said):
        if not any("token" in way for way in one.get("security", ())):
            yield f"{method} {path}"


def no_sensitive_uris(said: Any) -> Found:
    for where, one in parameters(said):
        if one["in"] in {"query", "path"} and one["name"].lower() in SENSITIVE:
            yield f"{where}: {one['name']}"


def doc_openapi(said: Any) -> Found:
    if not re.fullmatch(r"3(\.\d+){1,2}", said.get("openapi", "")):
        yield "openapi"


def publish_openapi(said: Any) -> Found:
    yield from (one.message for one in OpenAPIV31SpecValidator(said).iter_errors())


def contact(said: Any) -> Found:
    yield from ({"name", "email", "url"} - set(said["info"].get("contact", {})))


def uri_version(said: Any) -> Found:
    """The major version stands in the address of the server, and not in a path."""
    major = said["info"]["version"].split(".")[0]
    for one in said["servers"]:
        found = re.search(r"/v(\d+)(/|$)", one["url"])
        if not found or (major != "0" and found[1] != major):
            yield str(one["url"])
    yield from (path for path in said["paths"] if re.search(r"/v\d", path))


def semver(said: Any) -> Found:
    if not SEMVER.fullmatch(said["info"]["version"]):
        yield said["info"]["version"]


def version_header(said: Any) -> Found:
    for path, method, one in operations(said):
        for status, answer in one["responses"].items():
            if status[0] in "23" and "API-Version" not in answer.get("headers", {}):
                yield f"{method} {path} {status}"


def problem_details(said: Any) -> Found:
    for path, method, one in operations(said):
        for status, answer in one["responses"].items():
            if status[0] in "45d" and not _has_problem(said, answer):
                yield f"{method} {path} {status}"


def _has_problem(said: Any, answer: Any) -> bool:
    schema = answer.get("content", {}).get("application/problem+json", {}).get("schema", {})
    name = schema.get("$ref", "").rpartition("/")[2]
    return {"status", "title", "detail"} <= set(said["components"]["schemas"].get(name, {}).get("required", ()))


def invalid_input(said: Any) -> Found:
    for path, method, one in operations(said):
        if (method not in {"get", "delete"} or one.get("parameters")) and "400" not in one["responses"]:
            yield f"{method} {path}"


def date_time_format(said: Any) -> Found:
    yield from (f"{a}.{b}" for a, b, one in properties(said) if b.endswith("_at") and one.get("format") != "date-time")


def omit_time(said: Any) -> Found:
    """What is a day has no time."""
    yield from (
        f"{a}.{b}"
        for a, b, one in properties(said)
        if re.search(r"(_on|_date|^date)$", b) and one.get("format") != "date"
    )


def timezone(said: Any) -> Found:
    yield from (f"{a}.{b}" for a, b, one in properties(said) if one.get("format") in {"time", "date-time-local"})


def tls(said: Any) -> Found:
    yield from (one["url"] for one in said["servers"] if one["url"].startswith("http:"))


def deprecation_schedule(said: Any) -> Found:
    """What will go says when."""
    for path, method, one in operations(said):
        if one.get("deprecated") and not all(
            "Sunset" in found.get("headers", {}) for found in one["responses"].values()
        ):
            yield f"{method} {path}"


DOCUMENT: Mapping[str, Callable[[Any], Found]] = {
    "/core/no-trailing-slash": no_trailing_slash,
    "/core/path-segments-kebab-case": kebab_case,
    "/core/query-keys-camel-case": camel_case,
    "/core/http-methods": http_methods,
    "/core/http-safety": http_safety,
    "/core/http-response-code": response_code,
    "/core/naming-resources": naming_resources,
    "/core/naming-collections": naming_collections,
    "/core/interface-language": interface_language,
    "/core/nested-child": nested_child,
    "/core/resource-operations": resource_operations,
    "/core/hide-implementation": hide_implementation,
    "/core/stateless": stateless,
    "/core/doc-openapi": doc_openapi,
    "/core/publish-openapi": publish_openapi,
    "/core/doc-openapi-contact": contact,
    "/core/uri-version": uri_version,
    "/core/semver": semver,
    "/core/version-header": version_header,
    "/core/deprecation-schedule": deprecation_schedule,
    "/core/error-handling/problem-details": problem_details,
    "/core/error-handling/invalid-input": invalid_input,
    "/core/date-time/format": date_time_format,
    "/core/date-time/date-omit-time-portion": omit_time,
    "/core/date-time/timezone": timezone,
    "/core/transport/tls": tls,
    "/core/transport/no-sensitive-uris": no_sensitive_uris,
}


@dataclass(frozen=True)
class Answered:
    """One answer as it came: its status, headers, body, and the version that the description has."""

    status: int
    headers: Mapping[str, str]
    body: Any
    version: str


def sends_version(one: Answered) -> Found:
    if one.headers.get("API-Version") != one.version:
        yield "API-Version"


def sends_problem(one: Answered) -> Found:
    """A no is a problem document that has the status of the answer."""
    if one.status >= 400:
        right = one.headers.get("Content-Type") == "application/problem+json" and one.body.get("status") == one.status
        if not (right and one.body.get("title") and one.body.get("detail")):
            yield str(one.status)


def sends_security_headers(one: Answered) -> Found:
    wanted = {
        "Cache-Control": r".*\bno-store\b.*",
        "Content-Security-Policy": r".*\bframe-ancestors 'none'.*",
        "Content-Type": r"application/(problem\+)?json",
        "Strict-Transport-Security": r"max-age=\d{8,}.*",
        "X-Content-Type-Options": r"nosniff",
        "X-Frame-Options": r"DENY",
    }
    yield from (name for name, value in wanted.items() if not re.fullmatch(value, one.headers.get(name, "")))


def restricts_origins(one: Answered) -> Found:
    """What is personal is given to no other origin."""
    if "Access-Control-Allow-Origin" in one.headers:
        yield "Access-Control-Allow-Origin"


def sends_moments_in_utc(one: Answered) -> Found:
    for row in one.body.get("results", ()) if isinstance(one.body, dict) else ():
        yield from (name for name, value in row.items() if name.endswith("_at") and value and not value.endswith("Z"))


LIVE: Mapping[str, Callable[[Answered], Found]] = {
    "/core/version-header": sends_version,
    "/core/error-handling/problem-details": sends_problem,
    "/core/transport/security-headers": sends_security_headers,
    "/core/transport/cors": restricts_origins,
    "/core/date-time/timezone": sends_moments_in_utc,
}
