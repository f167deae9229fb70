"""What the demo has to show, found in its data: none of it is told that does not stand there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404

from budgets import ledger
from documents.models import Letter
from documents.render import on_screen
from grants import one_euro
from grants.demo import accounts, challenge, data, halls, paper, replays
from grants.models import Application, Round
from grants.models.scheme import scheme_of
from grants.one_euro import Entry
from grants.portal.policy.reporting import PAID
from workflow.models import Deadline
from workflow.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Shown:
    """The cases that the page points to, and a login for each role that it names.

    `paid` is the entry of the euro that the annual report counts as paid, in the line of `scheme`; `letter` is that of the refusal and
    `read` the same as it reads on the screen; `received` are the terms of the paper application, the one that counts last.
    """

    euro: Application
    entries: Sequence[Entry]
    scheme: Scheme
    paid: Entry | None
    today: Round | None
    refused: Application
    letter: Letter | None
    read: str
    paper: Application
    received: Sequence[Deadline]
    logins: dict[str, str]
    password: str


def shown() -> Shown:
    """All of it; the same few queries whatever happened since. Raises `Http404` where the demo was not played to its end."""
    wanted = {
        "euro": halls.case_of("DH06-B"),
        "refused": challenge.plan_case(challenge.told()["cases"]["above_pass_mark_no_room"][0]),
        "paper": paper.case(),
    }
    cases = {
        one.pk: one for one in Application.objects.filter(pk__in=wanted.values()).select_related("stream", "round")
    }
    if len(cases) < len(wanted):
        raise Http404
    found = {name: cases[pk] for name, pk in wanted.items()}
    letter = Letter.objects.filter(stream=found["refused"].stream_id, kind="rejection").order_by("sent_on").first()
    terms = Deadline.objects.filter(subject=found["paper"].pk, kind="decision_term").order_by("revision")
    read = on_screen(letter.kind, letter.facts) if letter else ""
    logins = {who["role"]: accounts.username(who["key"]) for who in reversed(data.organisation()["person"])}
    entries = one_euro.path(found["euro"])
    paid = next((one for one in entries if one.kind in PAID and one.book.startswith(ledger.LINE)), None)
    return Shown(
        **found, today=replays.round_of_today(), entries=entries, paid=paid, letter=letter, read=read,
        scheme=scheme_of(found["euro"].round.scheme_version_id), received=list(terms), logins=logins, password=accounts.PASSWORD,
    )  # fmt: skip
