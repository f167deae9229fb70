"""The work queue: every case that is not over, by the day it has to be done, with whom it waits for; the same queries at any size."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, reduce
from operator import or_
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Case, CharField, DateField, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext, gettext_noop

from budgets.models import Payment
from grants import explanation, sight
from grants.desk import Desk
from grants.models import Application, Decision, Report, Round, Suspension
from grants.portal.bulk import PER_PAGE
from grants.portal.desk import finding, whose
from grants.portal.turns import Turn, turns
from workflow import clock, roles
from workflow.models import Deadline

LONGEST_WORDS = 80
FAR = date(9999, 12, 31)
"""Where a case without a date stands: at the end."""

MINE, OWN, NOBODYS, ALL = "mijn", "ik", "niemand", "alles"
"""What waits for one's roles; of that, what one handles oneself, and what nobody handles; and everything."""

LATE, NOW, SOON = "te-laat", "vandaag", "week"
COUNTED: Mapping[str, str] = {"": "running", LATE: "late", NOW: "today", SOON: "week"}
"""The days that can be chosen, with the name of their count."""

WEEK = timedelta(days=7)

OPEN = tuple(
    state for state, (who, *_) in explanation.TURNS.items() if who != explanation.NOBODY and state != Application.DRAFT
)
"""States in which a case is not over; a draft is not ours to see."""

_TERMS: Mapping[str, Sequence[str]] = {
    kind: [state for state in OPEN if explanation.TURNS[state][2] == kind]
    for kind in dict.fromkeys(explanation.TURNS[state][2] for state in OPEN)
    if kind
}
"""In which open states a case runs by a kind of term."""

DONE = tuple(state for state, (who, *_) in explanation.TURNS.items() if who == explanation.NOBODY)
"""States in which a case is over: found by who looks for it, and never in the way of work."""

JUDGES = ("assessor", "juror", "inspector")


@dataclass(frozen=True, slots=True)
class Waiting:
    """For whom a case waits and with what: the condition, the role ("" for the applicant), and what is asked in a few words."""

    code: str
    when: Q
    roles: tuple[str, ...]
    what: str


def _some(model: type[Any], **state: Any) -> Q:
    return Q(stream__in=model.objects.filter(**state).values("stream"))


OVER = "klaar"

WAITS: Sequence[Waiting] = (
    Waiting(
        "onderteken", _some(Decision, state=Decision.DRAFTED), ("mandate_holder",), gettext_noop("Besluit ondertekenen")
    ),
    Waiting(
        "maak-bekend", _some(Decision, state=Decision.SIGNED), ("policy_officer",), gettext_noop("Besluit bekendmaken")
    ),
    Waiting(
        "keur-goed", _some(Payment, state=Payment.PROPOSED), ("finance_checker",), gettext_noop("Betaling goedkeuren")
    ),
    Waiting(
        "stel-voor",
        _some(Payment, state=Payment.SENT_BACK),
        ("finance_maker",),
        gettext_noop("Betaling opnieuw voorstellen"),
    ),
    Waiting(
        "geef-opdracht",
        _some(Payment, state=Payment.APPROVED),
        ("finance_maker", "finance_third"),
        gettext_noop("Opdracht geven"),
    ),
    Waiting(OVER, Q(state__in=DONE), (), gettext_noop("Klaar")),
    Waiting("idee", Q(state=Application.IDEA), ("adviser",), gettext_noop("Idee bekijken")),
    Waiting("aanvulling", Q(state=Application.INCOMPLETE), (), gettext_noop("Aanvulling sturen")),
    Waiting(
        "controle",
        Q(state=Application.SUBMITTED, complete_on=None),
        ("intake_clerk",),
        gettext_noop("Controleren of alles er is"),
    ),
    Waiting("beoordeel", Q(state=Application.SUBMITTED), JUDGES, gettext_noop("Beoordelen")),
    Waiting("besluit", Q(state=Application.ASSESSED), ("policy_officer",), gettext_noop("Besluit voorbereiden")),
    Waiting("vaststellen", Q(state=Application.ACCOUNT_SUBMITTED), ("policy_officer",), gettext_noop("Vaststellen")),
    Waiting("terugvorderen", Q(state=Application.REVOKED), ("policy_officer",), gettext_noop("Terugvorderen")),
    Waiting(
        "uitvoering", Q(state__in=[Application.AWARDED, Application.MONITORED]), (), gettext_noop("Plan uitvoeren")
    ),
    Waiting("plan", Q(), (), gettext_noop("Plan indienen")),
)
"""The first that holds says for whom a case waits."""

BY_CODE: Mapping[str, Waiting] = {one.code: one for one in WAITS}


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked of the queue, as the address says it."""

    whose: str = MINE
    scheme: str = ""
    step: str = ""
    paused: bool = False
    words: str = ""
    day: str = ""

    @classmethod
    def of(cls, said: Mapping[str, str]) -> Filters:
        """Read an address; what it says that we do not know is left out."""
        return cls(
            said.get("wie", "") if said.get("wie") in (OWN, NOBODYS, ALL) else MINE,
            said.get("ronde", ""),
            said.get("stap", "") if said.get("stap", "") in BY_CODE else "",
            said.get("stil") == "ja",
            said.get("zoek", "").strip()[:LONGEST_WORDS],
            said.get("dag", "") if said.get("dag") in (LATE, NOW, SOON) else "",
        )

    def query(self, **other: str) -> str:
        """The filters as the end of an address, with some of them changed."""
        said = {
            "wie": self.whose if self.whose != MINE else "",
            "ronde": self.scheme,
            "stap": self.step,
            "stil": "ja" if self.paused else "",
            "zoek": self.words,
            "dag": self.day,
        }
        return urlencode({name: value for name, value in {**said, **other}.items() if value})


@dataclass(frozen=True, slots=True)
class Row:
    """One case in the queue."""

    reference: str
    title: str
    round: str
    what: str
    who: str
    mine: bool
    by: date | None
    paused: bool
    whose: whose.Told


class Place(NamedTuple):
    """Where a case stands in the queue: by its day, apart while it is paused, with what it waits. Of thousands nothing else is read."""

    reference: str
    by: date
    paused: bool
    wait: str


@dataclass(frozen=True, slots=True)
class Queue:
    """A page of the queue, with how many there are of what."""

    rows: Sequence[Row]
    page: Page[Any]
    filters: Filters
    counts: Mapping[str, int]
    rounds: Sequence[tuple[str, str]]
    steps: Sequence[tuple[str, str]]
    stands_in: Sequence[tuple[str, date]]
    turns: Sequence[Turn]
    said: finding.Said | None


def standing(references: Sequence[str], desk: Desk) -> QuerySet[Any]:
    """The cases with these references, in their order, with whom they wait for."""
    found = _standing(OPEN + DONE, desk).filter(stream__reference__in=references)
    return found.select_related("stream").order_by("stream__reference")


def cases(filters: Filters, desk: Desk, said: finding.Said | None = None) -> QuerySet[Any]:
    """The cases that are asked for, in the order in which they have to be done; `said` is what was found of the words already."""
    found = _standing(OPEN + DONE if filters.words else OPEN, desk)
    if filters.words:
        found = found.filter((said or finding.look(filters.words, desk)).where)
    elif filters.whose == OWN:
        found = found.annotate(handler=whose.handler(WAITS)).filter(
            handler__in=whose.people(desk, whose.stands_in(desk))
        )
    if filters.whose == NOBODYS and not filters.words:
        found = found.annotate(handler=whose.handler(WAITS)).filter(handler=None)
    if filters.scheme:
        found = found.filter(round__code=filters.scheme)
    everybodys = filters.words or filters.whose in (OWN, ALL)
    waits = [one for one in (BY_CODE if everybodys else _mine(desk)) if filters.step in ("", one)]
    if len(waits) == len(BY_CODE):
        return found
    # Of what a case waits for at least its own condition holds: said apart, the database looks at few cases, and not at all that are open.
    return found.filter(reduce(or_, (BY_CODE[one].when for one in waits), Q()), wait__in=waits)


def _mine(desk: Desk) -> list[str]:
    return [one.code for one in WAITS if set(one.roles) & set(desk.roles)]


def _standing(states: Sequence[str], desk: Desk) -> QuerySet[Any]:
    """Every case in these states that a colleague sees, with whom it waits for, whether it is paused, and by which day it is to be done.

    Django writes an annotation out again wherever another one names it: keep each of them short, and let few name another.
    """
    paused = Q(state=Application.INCOMPLETE) | Q(
        Exists(Suspension.objects.filter(application=OuterRef("pk"), running=True))
    )
    found = (
        sight.seen_by(desk)
        .filter(state__in=states)
        .annotate(
            wait=Case(*(When(one.when, then=Value(one.code)) for one in WAITS if one.when), default=Value("plan")),
            paused=Case(When(paused, then=Value("ja")), default=Value("")),
            term=of_state(),
        )
    )
    by: Coalesce | Case = day_of(Coalesce("plan_by", "legal_deadline"), Value(FAR))
    if set(states) & set(DONE):  # What waits for nobody has no day.
        by = Case(When(wait=OVER, then=Value(FAR)), default=by, output_field=DateField())
    return found.annotate(by=by)


def of_state() -> Case:
    """The kind of term that a case runs by in its state."""
    found = [When(state__in=list(states), then=Value(kind)) for kind, states in _TERMS.items()]
    return Case(*found, default=Value("none"), output_field=CharField())


def day_of(of_term: Any, *others: Any) -> Coalesce:
    """A day of the newest term that a case runs by in its state, or else the first day on which a report is due."""
    newest = Deadline.objects.filter(stream=OuterRef("stream"), kind=OuterRef("term")).order_by("-revision", "-pk")
    reports = Report.objects.filter(stream=OuterRef("stream"), state=Report.DUE, due_on__isnull=False)
    return Coalesce(
        Subquery(newest.annotate(day=of_term).values("day")[:1]),
        Subquery(reports.order_by("due_on").values("due_on")[:1]),
        *others,
        output_field=DateField(),
    )


def look(filters: Filters, desk: Desk, number: str) -> Queue:
    """One page of the queue for a colleague."""
    looked_for = finding.look(filters.words, desk) if filters.words else None
    places = _places(filters, desk, looked_for)
    if looked_for and not places and (other := finding.meant(filters.words, desk)):
        looked_for, places = other, _places(filters, desk, other)
    page = Paginator(_of_day(places, filters), PER_PAGE).get_page(number)
    waiting = {one.reference: BY_CODE[one.wait] for one in page}
    said = Application.objects.filter(stream__reference__in=list(waiting))
    titles = {one[0]: one[1:] for one in said.values_list("stream__reference", "title", "round__title")}
    handlers, others = whose.handlers(waiting), whose.stands_in(desk)
    known = whose.known(desk, others, handlers.values())
    mine = set(_mine(desk))
    rounds = list(Round.objects.order_by("code"))
    return Queue(
        [_row(one, *titles[one.reference], one.wait in mine, known.told(handlers.get(one.reference))) for one in page],
        page, filters, _counts(places), [(one.code, one.title) for one in rounds if one.state not in Round.UNANNOUNCED],
        [(one.code, one.what) for one in WAITS], sorted(others.values()), turns(rounds, desk), looked_for,
    )  # fmt: skip


def _places(filters: Filters, desk: Desk, said: finding.Said | None = None) -> list[Place]:
    """The places of all that is asked for, in the order in which it has to be done."""
    found = cases(filters, desk, said).annotate(day=Cast("by", CharField())).order_by("day", "stream__reference")
    days = cache(date.fromisoformat)  # Thousands of cases share some hundred days, and Django reads each date anew.
    places = found.values_list("stream__reference", "day", "paused", "wait")
    return [Place(reference, days(day), bool(paused), wait) for reference, day, paused, wait in places]


def _of_day(places: Sequence[Place], filters: Filters) -> Sequence[Place]:
    """Of these, what stands still, or what goes on and is due in the days that are asked for: what stands still has no day to choose."""
    if filters.paused:
        return [one for one in places if one.paused]
    days = {day for day in {one.by for one in places} if COUNTED[filters.day] in _counted(day)}
    return [one for one in places if not one.paused and one.by in days]


def _counts(places: Sequence[Place]) -> Mapping[str, int]:
    """How many are late, due today, this week, later, and how many stand still."""
    counts = dict.fromkeys(("late", "today", "week", "running", "paused"), 0)
    for (paused, by), number in Counter((one.paused, one.by) for one in places).items():
        for name in ("paused",) if paused else _counted(by):
            counts[name] += number
    return counts


def _counted(by: date) -> Iterator[str]:
    """As what a day is counted."""
    yield "running"
    today = clock.today()
    if by < today:
        yield "late"
    elif by == today:
        yield "today"
    elif by <= today + WEEK:
        yield "week"


def _row(place: Place, title: str, round_: str, mine: bool, told: whose.Told) -> Row:  # noqa: FBT001 - the columns of a row.
    waits = BY_CODE[place.wait]
    office = gettext(" of ").join(gettext(roles.LABELS[role]) for role in waits.roles)
    who = gettext("niemand") if waits.code == OVER else office or gettext("aanvrager")
    by = None if place.by == FAR else place.by
    return Row(place.reference, title, round_, waits.what, who, mine, by, bool(place.paused), told)


def next_after(reference: str, filters: Filters, desk: Desk) -> str | None:
    """The case that comes after one in the queue of a colleague: the first one where it is not in there, None at the end."""
    references = [one.reference for one in _of_day(_places(filters, desk), replace(filters, paused=False))]
    place = references.index(reference) + 1 if reference in references else 0
    return references[place] if place < len(references) else None
