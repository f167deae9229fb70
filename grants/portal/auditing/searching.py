"""Search over the trail and the texts of dossiers: what an address asks for, and one page of sentences, at the same cost at any size."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.utils.translation import gettext, gettext_noop

from grants import sight, trail
from grants.desk import Desk
from grants.explained import MACHINE_WORDS
from grants.models import Application, Round, SchemeVersion, SearchText
from grants.named import id_in
from grants.portal.auditing import texts
from grants.portal.auditing.texts import Excerpt
from grants.search import index, nearest
from grants.search.index import Hits
from partners.models import Person
from workflow import roles
from workflow.clock import AMSTERDAM
from workflow.models import Event, RoleGrant
from workflow.registry import MACHINES

PER_PAGE = 50
LONGEST = 100
"""Characters of a word that one can look for."""

WORDS = MACHINE_WORDS | {
    "application": gettext_noop("aanvraag"),
    "payment_order": gettext_noop("betaalopdracht"),
    "register": gettext_noop("register"),
    "round": gettext_noop("ronde"),
}
"""What a person calls each machine."""

NAMES = {
    "actor": "wie",
    "role": "rol",
    "step": "stap",
    "article": "artikel",
    "scheme": "regeling",
    "since": "van",
    "until": "tot",
    "reference": "kenmerk",
    "text": "woord",
}
"""How an address calls each part of a search."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the trail; an empty part asks nothing."""

    actor: uuid.UUID | None = None
    role: str = ""
    step: str = ""
    article: str = ""
    scheme: str = ""
    since: date | None = None
    until: date | None = None
    reference: str = ""
    text: str = ""

    @classmethod
    def of(cls, said: Mapping[str, str]) -> Asked:
        """Read an address; what it says that we do not know is left out."""
        return cls(
            id_in(said.get("wie", "")),
            _known(said.get("rol", ""), roles.LABELS),
            _known(said.get("stap", ""), {code for _, steps in steps_by_machine() for code, _ in steps}),
            _known(said.get("artikel", ""), articles()),
            said.get("regeling", "")[:60].replace("\0", ""),
            day_in(said.get("van", "")),
            day_in(said.get("tot", "")),
            said.get("kenmerk", "").strip()[:60].replace("\0", ""),
            " ".join(said.get("woord", "").replace("\0", "").split())[:LONGEST],
        )

    def query(self, **other: str) -> str:
        """The search as the end of an address, with more at its end."""
        said = {NAMES[name]: getattr(self, name) for name in NAMES}
        return urlencode({name: value for name, value in {**said, **other}.items() if value})


@dataclass(frozen=True, slots=True)
class Line:
    """One event that was found, in words: of what it is a step, the reference it stands under, whether that is a dossier, and its texts."""

    said: trail.Happened
    thing: str
    reference: str
    is_case: bool
    texts: Sequence[Excerpt]

    @property
    def follows(self) -> bool:
        """Whether it came of another event, and nobody took this step by itself."""
        return self.said.cause is not None


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what was found, by which text, whether that is in more texts than were looked into, and what there is to choose from."""

    asked: Asked
    text: str
    lines: Sequence[Line]
    count: int
    following: str
    is_first: bool
    people: Sequence[tuple[uuid.UUID, str]]
    schemes: Sequence[tuple[str, str]]
    too_many: bool


def _known(value: str, known: Any) -> str:
    return value if value in known else ""


def day_in(text: str) -> date | None:
    """The day that an address names, or None."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def begin_of(day: date) -> datetime:
    """The first moment of a day here, in UTC."""
    return datetime.combine(day, time(), AMSTERDAM).astimezone(UTC)


@cache
def steps_by_machine() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Every step there is, by what it is a step of: what an address calls it, and its label."""
    return tuple(
        (
            WORDS.get(machine, machine),
            tuple((f"{machine}.{one.action}", one.label) for one in rules.model.declarations().values()),
        )
        for machine, rules in MACHINES.items()
    )


def label_of(step: str) -> str:
    """The label of a step that an address names."""
    return next(label for _, steps in steps_by_machine() for code, label in steps if code == step)


@cache
def articles() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Every article that a step rests on, with those steps; an article that several steps name in one breath counts for each."""
    found: dict[str, list[tuple[str, str]]] = {}
    for machine, rules in MACHINES.items():
        for one in rules.model.declarations().values():
            for article in named_in(one.article):
                found.setdefault(article, []).append((machine, one.action))
    return {article: tuple(found[article]) for article in sorted(found, key=_in_order)}


def named_in(text: str) -> Iterator[str]:
    """The articles in a text, without their paragraphs.

    >>> list(named_in("Awb 4:89, eerste lid")), list(named_in("Awb 4:48, 4:50; AVG 17"))
    (['Awb 4:89'], ['Awb 4:48', 'Awb 4:50', 'AVG 17'])
    """
    for law_text in text.split(";"):
        law, _, rest = law_text.strip().partition(" ")
        numbers = [part.strip() for part in rest.split(",") if part.strip()[:1].isdigit()]
        yield from (f"{law} {number}" for number in numbers) if numbers else [law] * bool(law)


def _in_order(article: str) -> tuple[Any, ...]:
    law, _, number = article.partition(" ")
    return law, [(not part.isdigit(), part.rjust(4, "0")) for part in number.split(":")]


def matching(asked: Asked) -> QuerySet[Event]:
    """The events that are asked for, in no order yet."""
    events = Event.objects.all()
    if asked.actor:
        events = events.filter(person=asked.actor)
    if asked.role:
        events = events.filter(role=asked.role)
    if asked.step:
        machine, _, action = asked.step.partition(".")
        events = events.filter(machine=machine, action=action)
    if asked.article:
        some = Q()
        for machine, action in articles()[asked.article]:
            some |= Q(machine=machine, action=action)
        events = events.filter(some)
    if asked.scheme:
        of_scheme = Round.objects.filter(scheme_version__code=asked.scheme)
        in_cases = Application.objects.filter(round__in=of_scheme).values("stream")
        events = events.filter(Q(stream__in=in_cases) | Q(stream__in=of_scheme.values("stream")))
    if asked.since:
        events = events.filter(at__gte=begin_of(asked.since))
    if asked.until:
        events = events.filter(at__lt=begin_of(asked.until + timedelta(days=1)))
    return events.filter(stream__reference__icontains=asked.reference) if asked.reference else events


def look(asked: Asked, after: str, desk: Desk) -> Found:
    """One page, the newest first, of what comes `after` an event; the page does not shift when new events come.

    What stands in a dossier that is closed to this colleague is not found (record 0025).
    """
    closed = Application.objects.exclude(pk__in=sight.seen_by(desk).values("pk")).values("stream")
    text, hits = _found(asked.text, closed) if asked.text else ("", None)
    wanted = matching(asked).exclude(stream__in=closed)
    if hits:
        wanted = wanted.filter(texts.events_of(hits))
    count = wanted.count()
    here = id_in(after)
    last = Event.objects.filter(pk=here).first() if here else None
    if last:
        earlier_in_stream = Q(at=last.at, stream=last.stream_id, seq__lt=last.seq)
        earlier = Q(at__lt=last.at) | Q(at=last.at, stream__lt=last.stream_id) | earlier_in_stream
        wanted = wanted.filter(earlier, at__lte=last.at)  # The moment apart, so that an index begins there.
    rows = list(trail.named(wanted).select_related("stream").order_by("-at", "-stream_id", "-seq")[: PER_PAGE + 1])
    shown = rows[:PER_PAGE]
    return Found(
        asked, text, tuple(_told(shown, text, hits)), count, str(shown[-1].pk) if len(rows) > PER_PAGE else "", last is None,
        _people(), schemes(), hits is not None and hits.too_many,
    )  # fmt: skip


def _found(text: str, closed: QuerySet[Application, Any]) -> tuple[str, Hits]:
    """What was looked for, as it was meant, and where it stands."""
    mine = SearchText.objects.exclude(stream__in=closed)
    hits = index.find(text, mine)
    other = "" if hits.rows else nearest.meant(text, mine)
    return (other, index.find(other, mine)) if other else (text, hits)


def _told(events: Sequence[Event], word: str, hits: Hits | None) -> Iterator[Line]:
    streams, wrote = {event.pk: event.stream for event in events}, texts.written(events)
    came = texts.files_with(events, hits) if hits else {}
    for said in trail.lines(events, {}):
        stream = streams[said.id]
        thing = "" if said.machine == Application.MACHINE else gettext(WORDS.get(said.machine, said.machine))
        yield Line(
            said,
            thing,
            stream.reference,
            stream.kind == Application.STREAM_KIND,
            (*texts.excerpts(wrote[said.id], word), *came.get(said.id, ())),
        )


def _people() -> list[tuple[uuid.UUID, str]]:
    """Who has or had a role at the office."""
    granted = RoleGrant.objects.values("person")
    return list(Person.objects.filter(pk__in=granted).order_by("name").values_list("pk", "name"))


def schemes() -> list[tuple[str, str]]:
    """The codes of the schemes there are, each with its title in the version that was published last."""
    published = SchemeVersion.objects.order_by("code", "published_on", "version").values_list("code", "body")
    return list({code: str(json.loads(body)["title"]) for code, body in published}.items())
