"""Verification on screen: the page goes out piece by piece while the work is done, so that who waits sees how far it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext_noop

from workflow.verify import Findings, looking

PARTS = {
    "chains": (gettext_noop("Ketens"), gettext_noop("Elke gebeurtenis past bij haar hash en bij die ervoor.")),
    "guards": (gettext_noop("Sloten"), gettext_noop("De database weigert wat buiten de deur om gaat.")),
    "conservation": (gettext_noop("Geld"), gettext_noop("In elk boek is evenveel erbij als eraf geschreven.")),
    "replay": (gettext_noop("Naspelen"), gettext_noop("Uit de gebeurtenissen komen precies de tabellen die er staan.")),
}
"""What each part of the verification is, as a person reads it."""

HERE = "<!-- hier -->"
"""Where in the page the work is told of."""

WRONG = {
    "chains": "broken",
    "guards": "guards_missing",
    "conservation": "conservation_differences",
    "replay": "replay_differences",
}
"""Where in the findings the differences of each part stand."""


def told(context: dict[str, Any], request: Any) -> Iterator[str]:
    """The page with the work in its middle: a row for each part as it is done, then the outcome."""
    page = render_to_string("portal/auditing/chains.html", {**context, "running": True}, request)
    head, _, tail = page.partition(HERE)
    yield head
    found, before = Findings(), ""
    for part, seen in looking(found):
        if part == before:
            yield _row("busy", found=found, seen=seen)
        elif before:
            yield _done(before, found)
        before = part
    yield _done(before, found)
    yield _row("outcome", found=found)
    yield tail


def _done(part: str, found: Findings) -> str:
    return _row("done", part=PARTS[part], wrong=getattr(found, WRONG[part]))


def _row(kind: str, **said: Any) -> str:
    return render_to_string("portal/auditing/chains_row.html", {"row": kind, **said})
