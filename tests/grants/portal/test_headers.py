"""Every answer, a good one and a bad one, carries the same strict headers, and no page has anything inline."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.template.loader import get_template
from django.test import Client

from grants.portal import icons
from tests import world
from tests.grants.portal.office import Visitor, colleague
from workflow.catalogue import ROOT

pytestmark = pytest.mark.django_db

POLICY = {
    "default-src 'none'", "style-src 'self'", "script-src 'self'", "img-src 'self'", "font-src 'self'", "connect-src 'self'",
    "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
}  # fmt: skip
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
INLINE = re.compile(r"\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|<style|javascript:", re.IGNORECASE)


def answers() -> dict[str, Any]:
    """An answer of every kind of address and of every status that a page can have."""
    town = world.found()
    case = town.file()
    clerk, nobody = colleague(town, "intake_clerk"), Visitor(town, None)
    path = f"/dossier/BF-2026-0001/stap/application/suspend/{case.pk}/"
    strict = Client(enforce_csrf_checks=True)
    return {
        "200 sign-in": nobody.get("/inloggen/"),
        "200 wrong password": nobody.post("/inloggen/", username="a", password="b"),
        "200 queue": clerk.get("/werk/"),
        "200 dossier": clerk.get("/dossier/BF-2026-0001/"),
        "200 form": clerk.get(path),
        "200 mistakes": clerk.post(path, fase="controleren"),
        "200 health": nobody.get("/health"),
        "200 icons": nobody.get(f"/pictogrammen/{icons.edition()}.svg"),
        "302 to the sign-in": nobody.get("/werk/"),
        "403 forged": strict.post("/inloggen/", {"username": "a"}),
        "404 nothing there": clerk.get("/bestaat-niet/"),
        "405 not allowed": clerk.post("/rondes/"),
    }


def test_every_answer_has_the_headers_and_the_policy_without_exceptions() -> None:
    wrong = []
    for name, response in answers().items():
        assert response.status_code == int(name.split()[0]), name
        policy = set(response.headers["Content-Security-Policy"].split("; "))
        missing = {key for key, value in HEADERS.items() if response.headers.get(key) != value}
        if policy != POLICY or missing:
            wrong.append((name, policy ^ POLICY, missing))
    assert wrong == []


def test_no_page_has_a_style_or_a_script_inside_it() -> None:
    pages = {
        name: one.content.decode() for name, one in answers().items() if "html" in one.headers.get("Content-Type", "")
    }
    assert len(pages) > 7
    assert [(name, found[0]) for name, page in pages.items() if (found := INLINE.search(page))] == []


def test_a_page_of_a_dossier_is_kept_by_no_browser_and_the_icons_are() -> None:
    said = answers()
    assert "no-store" in said["200 dossier"].headers["Cache-Control"]
    assert "no-store" in said["200 queue"].headers["Cache-Control"]
    assert "immutable" in said["200 icons"].headers["Cache-Control"]


def test_a_mistake_has_a_page_in_the_style_of_the_house() -> None:
    said = answers()
    assert "Deze pagina is er niet" in said["404 nothing there"].content.decode()
    assert "Uw sessie is verlopen" in said["403 forged"].content.decode()


def test_a_fault_of_ours_has_a_page_that_leans_on_nothing_that_may_be_broken() -> None:
    page = get_template("500.html").render()
    assert "Er is niets half gedaan" in page
    assert "/static/css/house.css" in page


ASKED = re.compile(r'{% icon "([^"]+)" %}')


def test_every_icon_that_a_template_or_the_menu_asks_for_is_in_the_sprite() -> None:
    templates = [*ROOT.glob("config/templates/*.html"), *ROOT.glob("grants/templates/portal/*.html")]
    asked = {name for path in templates for name in ASKED.findall(path.read_text("utf-8"))}
    assert asked - icons.NAMES == set()
    assert all(f'<symbol id="{name}"' in icons.sprite() for name in icons.NAMES)
