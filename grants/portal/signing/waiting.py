"""Decisions that wait for a signature or for their announcement: a page of them in order of legal date, tried for one colleague."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, CharField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest

from grants import deciding, explanation
from grants.desk import Desk
from grants.field_words import GROUNDS_OF_DECISIONS, flat
from grants.models import Decision
from grants.portal.bulk import NOTHING_TICKED, Line, Told, overtaken, refused, told
from grants.portal.queue import FAR
from grants.portal.signing.mandates import Given, given_on
from grants.sight import is_seen
from workflow import clock, door, registry
from workflow.canonical import digest
from workflow.errors import Obstacle, Refusal
from workflow.facts import NOTHING, Actor, Change
from workflow.models import Deadline

RUNS = {"sign": (Decision.DRAFTED, deciding.sign), "announce": (Decision.SIGNED, deciding.announce)}
"""Per step that is taken in bulk: the state from which it goes, and the run that takes it."""

ALONG = ("application__stream", "application__round", "application__organisation", "application__contact")

GROUND_WORDS = {code: words for code, words in flat(GROUNDS_OF_DECISIONS) if code}
"""The ground of a decision as a person reads it."""

LOOKED_AHEAD = 10
"""Decisions that are tried to find the next one to sign."""

PER_PAGE = 25
"""Decisions on a page: what one reads before one signs."""

MOST_WEIGHED = 50
"""Drafts of which is looked whether the college has to decide: mandates end at amounts, so those of the largest come first."""

WEIGHED = (
    *("kind", "amount_cents", "parts", "resolved_on"),
    *("application__granted_cents", "application__round__scheme_version"),
)
"""As much of a draft as says whether a mandate reaches it."""

CHANGED = Obstacle("list-changed", "De lijst is veranderd terwijl u keek. Er is niets gedaan. Kijk opnieuw.")


@dataclass(frozen=True, slots=True)
class Row:
    """One decision that waits: what it is about, by when the law wants it, and its mandate or what is in the way for this colleague."""

    decision: Decision
    recipient: str
    ground: str
    by: date | None
    obstacles: tuple[Obstacle, ...]
    mandate: str = ""
    is_above: bool = False
    """Whether no mandate of anybody reaches it, and the college has not decided yet."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of what waits: what this colleague may do, what another may, what only the college decides, and the mandates of today.

    Beside it the rounds to choose from, and a mark of the whole list.
    """

    open: Sequence[Row]
    shut: Sequence[Row]
    college: Sequence[Row]
    given: Given
    page: Page[Any]
    total: int
    rounds: Sequence[tuple[str, str]]
    round: str
    mark: str


def decisions(action: str, desk: Desk, round_: str = "") -> QuerySet[Any]:
    """All that waits for a step and that a colleague sees, of a round when one is named, in order of the day on which the law wants it."""
    found = seen(desk).filter(state=RUNS[action][0])
    return by_law(found.filter(application__round__code=round_) if round_ else found)


def by_law(found: QuerySet[Any]) -> QuerySet[Any]:
    """Decisions in order of the day on which the law wants them, with that day and all that is said of them."""
    terms = [
        When(application__state=state, then=Value(kind)) for state, (*_, kind) in explanation.TURNS.items() if kind
    ]
    newest = Deadline.objects.filter(stream=OuterRef("stream"), kind=OuterRef("term")).order_by("-revision", "-pk")
    listed: QuerySet[Any] = found.annotate(
        term=Case(*terms, default=Value("none"), output_field=CharField()),
    ).annotate(
        by=Coalesce(Subquery(newest.values("legal_deadline")[:1]), Value(FAR)),
    ).select_related(*ALONG).order_by("by", "application__stream__reference", "pk")  # fmt: skip
    return listed


def seen(desk: Desk) -> QuerySet[Any]:
    """The decisions in dossiers that exist for a colleague: an interest closes them here as well (record 0025)."""
    found: QuerySet[Any] = Decision.objects.filter(is_seen(desk))
    return found


def look(action: str, desk: Desk, round_: str, number: str) -> Listed:
    """A page of what waits for a step, for a colleague."""
    found = decisions(action, desk, round_)
    ids = list(found.values_list("pk", flat=True))
    page = Paginator(ids, PER_PAGE).get_page(number)
    given = given_on(clock.today(), desk.actor.person)
    rows = rows_of(list(by_law(Decision.objects.filter(pk__in=list(page)))), action, desk.actor, given)
    shut = [row for row in rows if row.obstacles]
    above = [row for row in shut if row.is_above] if action == "sign" else _above(desk, round_, given)
    waiting = seen(desk).filter(state=RUNS[action][0])
    rounds = waiting.values_list("application__round__code", "application__round__title").distinct()
    return Listed(
        [row for row in rows if not row.obstacles],
        [row for row in shut if row not in above],
        above,
        given, page, len(ids), list(rounds.order_by("application__round__code")), round_, mark_of(ids),
    )  # fmt: skip


def rows_of(found: Sequence[Any], action: str, actor: Actor, given: Given) -> list[Row]:
    """Decisions with what is in the way of the step for this person, all tried at once on what was read of them already."""
    rows = registry.Desk()
    for one in found:
        case = one.application
        for row in (one, case, case.stream, case.round):
            rows.lay(row)
    changes = [Change("decision", action, one.pk, NOTHING) for one in found]
    options = door.tried(changes, actor=actor, desk=rows) if changes else ()
    return [_row(one, option.obstacles, given) for one, option in zip(found, options, strict=True)]


def _above(desk: Desk, round_: str, given: Given) -> list[Row]:
    """What the college has to decide before anybody can sign it, of the drafts that weigh most."""
    weighs = Greatest("amount_cents", Coalesce("application__granted_cents", Value(0)))
    drafts = seen(desk).filter(state=RUNS["sign"][0], resolved_on=None)
    mine = drafts.filter(application__round__code=round_) if round_ else drafts
    most = mine.order_by(weighs.desc(), "pk").select_related("application__round").only(*WEIGHED)[:MOST_WEIGHED]
    above = [one.pk for one in most if not given.reach(one)]
    found = {one.pk: one for one in by_law(Decision.objects.filter(pk__in=above))}
    return [_row(found[pk], (), given) for pk in above]


def _row(one: Any, obstacles: tuple[Obstacle, ...], given: Given) -> Row:
    case = one.application
    recipient = case.organisation.name if case.organisation else case.contact.name
    ground = GROUND_WORDS.get(one.ground, one.ground)
    drafted = one.state == Decision.DRAFTED
    mandate = given.named(one) if drafted and not obstacles else one.mandate
    by = None if one.by == FAR else one.by
    return Row(one, recipient, ground, by, obstacles, mandate, is_above=drafted and not given.reach(one))


def row_and_next(one: Any, desk: Desk, round_: str) -> tuple[Row, uuid.UUID | None]:
    """A decision that waits for a signature, and the next one on the list, or else from its top, that this colleague may sign.

    Both are tried at once; of what comes after it only so many are looked at.
    """
    given = given_on(clock.today(), desk.actor.person)
    row, *ahead = rows_of([one, *_ahead(one.pk, desk, round_)], "sign", desk.actor, given)
    return row, next((other.decision.pk for other in ahead if not other.obstacles), None)


def next_of(decision: uuid.UUID, desk: Desk, round_: str) -> uuid.UUID | None:
    """The next on the list that this colleague may sign, after one that is on it or was."""
    ahead = rows_of(_ahead(decision, desk, round_), "sign", desk.actor, given_on(clock.today(), desk.actor.person))
    return next((other.decision.pk for other in ahead if not other.obstacles), None)


def _ahead(after: uuid.UUID, desk: Desk, round_: str) -> list[Any]:
    listed = decisions("sign", desk, round_)
    ids = list(listed.values_list("pk", flat=True))
    start = ids.index(after) + 1 if after in ids else 0
    ahead = [one for one in (*ids[start:], *ids[:start]) if one != after][:LOOKED_AHEAD]
    found = {one.pk: one for one in listed.filter(pk__in=ahead)}
    return [found[one] for one in ahead]


def mark_of(ids: Sequence[uuid.UUID]) -> str:
    """What changes when something comes on the list or goes from it."""
    return digest(sorted(str(one) for one in ids))


def take(action: str, desk: Desk, ids: Sequence[uuid.UUID]) -> Told:
    """Take the step with these decisions as one act; what a colleague did before, or what may not be done, is told apart."""
    if not ids:
        return Told(obstacles=(NOTHING_TICKED,))
    state, run = RUNS[action]
    found = list(seen(desk).filter(pk__in=ids).select_related(*ALONG).order_by("application__stream__reference"))
    lines = {one.pk: Line(one.application.stream.reference, one.amount_cents) for one in found}
    late = [overtaken(lines[one.pk].reference, "Dit besluit", one.state_word) for one in found if one.state != state]
    try:
        return told(run(found, desk.actor), lines, late)
    except Refusal as refusal:
        return refused(refusal)


def take_all(action: str, desk: Desk, round_: str, mark: str) -> Told:
    """Take the step with the whole list, when it is still the list that was looked at."""
    ids = list(decisions(action, desk, round_).values_list("pk", flat=True))
    return take(action, desk, ids) if mark_of(ids) == mark else Told(obstacles=(CHANGED,))
