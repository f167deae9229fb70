"""How the API answers. Nothing of it is shown to a browser: a person has the screens."""

from typing import Any

API_VERSION = "0.1.0"  # The number before the first point stands in the address, and goes up with what breaks a caller.

WRITTEN_PAGES = {"openapi.json": "grants.api.description.text"}
"""Pages of `docs/` that apps above the engine write, each with the function that writes it."""

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": (),  # Each resource names its own: forgetting costs an answer, never a leak.
    "DEFAULT_PERMISSION_CLASSES": ("rest_framework.permissions.IsAuthenticated",),
    "DEFAULT_RENDERER_CLASSES": ("rest_framework.renderers.JSONRenderer",),
    "DEFAULT_PARSER_CLASSES": ("config.api.parsing.StrictJSON",),
    "DEFAULT_PAGINATION_CLASS": "config.api.paging.Pages",
    "DEFAULT_SCHEMA_CLASS": "config.api.describing.Described",
    "EXCEPTION_HANDLER": "config.api.problems.answer",
    "URL_FORMAT_OVERRIDE": None,
}

SPECTACULAR_SETTINGS: dict[str, Any] = {
    "OAS_VERSION": "3.1.1",
    "TITLE": "Aanjager",
    "DESCRIPTION": (
        "Grants of a municipality, from idea to final determination. Amounts are texts of euros with two decimals; "
        "moments are in UTC, days are those of Europe/Amsterdam. What somebody may not see is not there."
    ),
    "VERSION": API_VERSION,
    "CONTACT": {
        "name": "Subsidiebureau",
        "email": "subsidies@gemeente.example",
        "url": "https://gemeente.example/subsidies",
    },
    "LICENSE": {"name": "EUPL-1.2", "url": "https://eupl.eu/1.2/nl/"},
    "SERVERS": [{"url": "/api/v1"}],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SCHEMA_PATH_PREFIX_TRIM": True,
    "COMPONENT_SPLIT_REQUEST": True,
    "SERVE_INCLUDE_SCHEMA": False,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
}
