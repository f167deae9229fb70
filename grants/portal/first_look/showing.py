"""What the demo has to show, found in its data: none of it is told that does not stand there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404

from documents.models import Letter
from grants import one_euro
from grants.demo import accounts, challenge, data, halls, paper
from grants.models import Application
from grants.one_euro import Entry


@dataclass(frozen=True, slots=True)
class Shown:
    """The cases that the page points to, and a login for each role that it names."""

    euro: Application
    entries: Sequence[Entry]
    refused: Application
    letter: Letter | None
    proposed: Application
    paper: Application
    logins: dict[str, str]
    password: str


def shown() -> Shown:
    """All of it; the same few queries whatever happened since. Raises `Http404` where the demo was not played to its end."""
    wanted = {
        "euro": halls.case_of("DH06-B"),
        "refused": challenge.plan_case(challenge.told()["cases"]["above_pass_mark_no_room"][0]),
        "proposed": halls.case_of("DH01-B"),
        "paper": paper.case(),
    }
    cases = {
        one.pk: one for one in Application.objects.filter(pk__in=wanted.values()).select_related("stream", "round")
    }
    if len(cases) < len(wanted):
        raise Http404
    found = {name: cases[pk] for name, pk in wanted.items()}
    letters = Letter.objects.filter(stream=found["refused"].stream_id, kind="rejection").order_by("sent_on")
    logins = {who["role"]: accounts.username(who["key"]) for who in reversed(data.organisation()["person"])}
    return Shown(
        **found, entries=one_euro.path(found["euro"]), letter=letters.first(), logins=logins, password=accounts.PASSWORD
    )
