"""Decisions as the signer reads them: the letter, and the money and dates that their announcement would bring about."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.utils.translation import gettext

from budgets import ledger
from documents.render import on_screen
from grants.dates import TERMS
from grants.desk import Desk
from grants.models import Decision
from grants.portal.preview import Booked, Consequences, consequences
from grants.portal.signing.mandates import given_on
from grants.portal.signing.waiting import ALONG, Row, decisions, next_of, row_and_next, rows_of, seen
from grants.trail import Thing, decision_of
from partners.models import Person
from workflow import clock, door
from workflow.errors import Obstacle, Refusal
from workflow.facts import NOTHING, Actor, Change, Outcome
from workflow.models import Deadline

BOTH = ("sign", "announce")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A decision to sign; `shut` is what is in the way of announcing it today once it is signed.

    `letter` is the letter as it would read, `held_cents` what is reserved for the dossier, `left_cents` what is free under the ceiling;
    `next` is the decision that comes after it on the list.
    """

    row: Row
    follows: Consequences | None
    shut: tuple[Obstacle, ...]
    letter: str = ""
    held_cents: int = 0
    left_cents: int = 0
    next: uuid.UUID | None = None

    @property
    def reference(self) -> str:
        """The reference of the dossier."""
        return str(self.row.decision.application.stream.reference)


@dataclass(frozen=True, slots=True)
class Past:
    """A decision that does not wait for a signature any more: who signed it, and the next one that this colleague may sign."""

    decision: Decision
    signer: str
    next: uuid.UUID | None


def past(decision: uuid.UUID, desk: Desk, round_: str) -> Past:
    """What became of a decision that somebody wanted to sign. Raises `Http404` when there is none of that id that they see."""
    found = seen(desk).select_related(*ALONG).filter(pk=decision).first()
    if found is None:
        raise Http404
    signer = Person.objects.filter(pk=found.signed_by).values_list("name", flat=True).first() or ""
    return Past(found, signer, next_of(decision, desk, round_))


def read(decision: uuid.UUID, desk: Desk, round_: str) -> Sheet | None:
    """A decision that waits for a signature; None when none of that id does."""
    found = decisions("sign", desk).filter(pk=decision).first()
    if found is None:
        return None
    row, after = row_and_next(found, desk, round_)
    if row.obstacles:
        return Sheet(row, None, (), next=after)
    outcome, shut = _tried([found.pk], desk.actor)
    if outcome is None:
        return Sheet(row, None, shut, next=after)
    follows = consequences(outcome, (_thing(found),))
    case = found.application
    book = found.ceiling_in(case.round)
    held = ledger.positions([case.stream_id]).get(case.stream_id, {}).get(book, {})
    letter = on_screen(follows.letters[0].kind, follows.letters[0].facts) if follows.letters else ""
    return Sheet(row, follows, (), letter, held.get("reserved", 0), ledger.available(book), after)


def _thing(decision: Decision) -> Thing:
    return Thing("decision", decision.pk, decision.state, decision_of(decision))


def _tried(ids: Sequence[uuid.UUID], actor: Actor) -> tuple[Outcome | None, tuple[Obstacle, ...]]:
    """What signing and announcing these today would do, or what is in the way."""
    changes = [Change("decision", action, one, NOTHING) for action in BOTH for one in ids]
    try:
        return door.act(changes, actor=actor, key="", write=False, anyone=True), ()
    except Refusal as refusal:
        return None, refusal.obstacles


@dataclass(frozen=True, slots=True)
class Stack:
    """Decisions to sign in one act: those that were ticked, which of them may be signed, and what their announcement would bring about.

    `dates` counts how often a term would end on a day; `letters` how many would be written; `left` is what is free under each ceiling.
    """

    rows: Sequence[Row]
    shut: tuple[Obstacle, ...] = ()
    money: tuple[Booked, ...] = ()
    dates: Sequence[tuple[str, date, int]] = ()
    letters: int = 0
    left: Sequence[tuple[str, int]] = ()

    @property
    def open(self) -> Sequence[Row]:
        """Those that this colleague may sign."""
        return [row for row in self.rows if not row.obstacles]

    @property
    def aside(self) -> Sequence[Row]:
        """Those that stay where they are."""
        return [row for row in self.rows if row.obstacles]

    @property
    def total_cents(self) -> int:
        """What may be signed, together."""
        return sum(row.decision.amount_cents for row in self.open)


def stack(ids: Sequence[uuid.UUID], desk: Desk) -> Stack:
    """What signing all of these would bring about; what was signed meanwhile is not among them."""
    given = given_on(clock.today(), desk.actor.person)
    rows = rows_of(list(decisions("sign", desk).filter(pk__in=ids)), "sign", desk.actor, given)
    mine = [row.decision for row in rows if not row.obstacles]
    outcome, shut = _tried([one.pk for one in mine], desk.actor) if mine else (None, ())
    if outcome is None:
        return Stack(rows, shut)
    follows = consequences(outcome, ())
    ceilings = {one.ceiling_in(one.application.round): _ceiling(one) for one in mine}
    return Stack(
        rows,
        money=follows.money,
        dates=_ends(outcome),
        letters=len(follows.letters) + follows.more_letters,
        left=[(title, ledger.available(book)) for book, title in sorted(ceilings.items(), key=lambda one: one[1])],
    )


def _ceiling(decision: Decision) -> str:
    """The ceiling under which a decision counts, as a person calls it: that of its round, or of the prizes of that round."""
    title = decision.application.round.title
    return gettext("%(title)s, prijzen") % {"title": title} if decision.kind == Decision.Kind.PRIZE else title


def _ends(outcome: Outcome) -> list[tuple[str, date, int]]:
    """The terms that would begin, the first to end first, and how often each ends on the same day."""
    ends = Counter((one.legal_deadline, TERMS.get(one.kind, one.kind)) for one in outcome.rows(Deadline))
    return [(kind, day, times) for (day, kind), times in sorted(ends.items())]
