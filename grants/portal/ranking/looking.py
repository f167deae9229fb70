"""The ranking of a round as it would be drafted now, or as it was: the same contest and the same call as the step itself."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import groupby
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import get_language, gettext

from grants import deciding
from grants.allocation import (
    AWARDED_PARTLY,
    REFUSED_CEILING,
    Contest,
    Entrant,
    Formula,
    Need,
    Placement,
    Tender,
    place,
)
from grants.judged import locked_in, together
from grants.models import Application, Assessment, Decision, Round
from grants.models.scheme import scheme_of
from grants.portal.ranking import rules
from grants.portal.ranking.drawing import Dots
from grants.portal.ranking.firmness import WIDE, Firmness, dots_of, far_apart, firmness
from grants.portal.ranking.listing import Ranking, Row, closed
from grants.ranking import said_of
from workflow import clock
from workflow.canonical import digest
from workflow.models import Register, Stream
from workflow.registry import Desk

SHOWN = ("title", "requested_cents", "stream__reference", "organisation__name")
"""As much of an application as a row says: of thousands nothing else is read."""


def look(
    round_: Round, ceiling_cents: int | None = None, desk: Desk | None = None, seen: QuerySet[Application] | None = None
) -> Ranking:
    """The ranking as things stand, or under another ceiling; in the same number of queries at any size. Writes nothing.

    Of what is not among the `seen` dossiers only the place stays, or the list would have holes. Everything else is the same for
    everybody, and is computed once for as long as nothing happens in the round: ranking anew without each juror takes a second.
    """
    dossiers = Application.objects.filter(round=round_)
    names = Q(kind=Register.STREAM_KIND)  # Names of applicants change, and are erased, in registers.
    streams = Stream.objects.filter(Q(pk__in=dossiers.values("stream")) | names)
    heads = streams.order_by("pk").values_list("head_hash", flat=True)
    named = digest([*said_of(round_), *heads, ceiling_cents, get_language() or "", clock.today().isoformat()])
    whole = _whole(_Asked(named, round_, ceiling_cents, desk))
    shut = set() if seen is None else set(dossiers.exclude(pk__in=seen.values("pk")).values_list("pk", flat=True))
    if not shut:
        return whole
    rows = [closed(row) if row.case.pk in shut else row for row in whole.rows]
    return replace(whole, rows=rows, waiting=[case for case in whole.waiting if case.pk not in shut])


@dataclass(frozen=True, slots=True)
class _Asked:
    """A ranking that is asked for, as the heads of its dossiers name it: where they are the same, so is all that is computed from them."""

    named: str
    round: Round = field(compare=False)
    ceiling_cents: int | None = field(compare=False)
    desk: Desk | None = field(compare=False)


@lru_cache(maxsize=8)
def _whole(asked: _Asked) -> Ranking:
    """A ranking in which nothing is closed."""
    round_, desk = asked.round, asked.desk
    contest = deciding.contest_now(round_, desk=desk).under(ceiling_cents=asked.ceiling_cents)
    weights = {} if isinstance(contest.rule, Need | Formula) else round_.figures.get("weights", {})
    given = locked_in(round_) if weights else {}
    decided = _decided(round_) if deciding.method_of(contest.rule) == "first_come" else []
    listed = list(place(contest))
    ids = [*(one.application_id for one in decided), *(uuid.UUID(one.id) for one in contest.entrants)]
    cases: Mapping[uuid.UUID, Any] = (
        Application.objects.select_related("stream", "organisation").only(*SHOWN).in_bulk(ids)
    )
    firm = firmness(contest, listed, given, weights)
    placed = [*(_standing(one, n) for n, one in enumerate(decided, 1)), *_after(len(decided), listed)]
    scheme = scheme_of(round_.scheme_version_id)
    labels = {one.code: one.label for one in scheme.criteria}
    before = frozenset(str(one.application_id) for one in decided)
    made = _Rows(round_, contest, cases, given, weights, firm, before, labels)
    waiting = {one.id for one in contest.entrants if one.waiting} - {one.id for one in listed}
    waits = [cases[uuid.UUID(one)] for one in sorted(waiting)]
    return Ranking(
        round_, contest, list(made.of(placed)), waits, firm,
        rules.how(contest.rule, scheme), rules.head_of(contest.rule), bool(given),
    )  # fmt: skip


def bounds(ranking: Ranking) -> tuple[int, int]:
    """Between which ceilings in whole euros it makes sense to try: from half of it up to what all ask together."""
    euros = ranking.round.ceiling_cents // 100
    return euros // 2, max(ranking.asked_cents // 100, euros * 3 // 2)


def _decided(round_: Round) -> list[Decision]:
    """The decisions that stand in a round that decides as things come in, in the order of arrival."""
    rows = Decision.objects.filter(application__round=round_).exclude(state=Decision.ANNULLED)
    known: dict[uuid.UUID, Decision] = {}
    for one in rows.order_by("application__complete_on", "application__stream__reference", "stream_id"):
        if one.gives or one.kind == Decision.Kind.REFUSAL:
            known.setdefault(one.application_id, one)
    return list(known.values())


def _standing(decision: Decision, rank: int) -> Placement:
    amount = decision.amount_cents if decision.gives else 0
    return Placement(str(decision.application_id), rank, decision.ground, amount, 0, 0)


def _after(last: int, listed: Sequence[Placement]) -> Iterator[Placement]:
    """A list that goes on after the places that were given out before."""
    return (replace(one, rank=one.rank + last) if one.rank else one for one in listed)


@dataclass(frozen=True, slots=True)
class _Rows:
    """Makes the rows of a list, from the top."""

    round: Round
    contest: Contest
    cases: Mapping[uuid.UUID, Any]
    given: Mapping[uuid.UUID, Sequence[Assessment]]
    weights: Mapping[str, int]
    firm: Firmness
    decided: frozenset[str]
    labels: Mapping[str, str]

    def of(self, placed: Sequence[Placement]) -> Iterator[Row]:
        """Every row, with what to look at beside it: those in the ranking first, the others by what they scored."""
        entrants = {one.id: one for one in self.contest.entrants}
        twins = _twins(self.contest, self.labels)

        def order(one: Placement) -> tuple[bool, int]:
            points = entrants[one.id].points if one.rank is None else 0
            return one.rank is None and not one.amount_cents, -(points or 0)

        shown = sorted(placed, key=order)
        last = max((n for n, one in enumerate(shown) if one.amount_cents), default=-1)
        total = 0
        for n, one in enumerate(shown):
            row = self._row(one, entrants.get(one.id))
            total += row.wanted_cents
            agreed = [gettext("de commissie gaf na overleg een oordeel")] if together(row.given) else []
            equal = [twins[one.id]] if one.rank and one.id in twins else []
            remarks = (*self._place(one, n, last), *self._crossing(one), *equal, *agreed)
            yield replace(row, sum_cents=total, remarks=remarks)

    def _row(self, one: Placement, entrant: Entrant | None) -> Row:
        case = self.cases[uuid.UUID(one.id)]
        given = self.given.get(case.pk, ())
        dots = dots_of(given, self.weights)
        talk = () if together(given) else tuple(self._talk(given, dots))
        basis, note = rules.basis_of(self.contest, entrant) if entrant else (gettext("al besloten"), "")
        wanted = rules.wanted_cents(self.contest, entrant) if entrant else case.requested_cents or 0
        return Row(
            case, one, basis, note, wanted, 0, dots, given, talk=talk, decided=one.id in self.decided
        )  # fmt: skip

    def _place(self, one: Placement, n: int, last: int) -> Iterator[str]:
        if one.outcome == AWARDED_PARTLY:
            yield gettext("krijgt de rest")
        elif n == last and one.amount_cents and self._is_line:
            yield gettext("laatste die past")
        if n == last + 1 and one.outcome == REFUSED_CEILING:
            yield (
                gettext("eerste op de reservelijst")
                if self.round.figures.get("reserve_list")
                else gettext("eerste die niet past")
            )

    @property
    def _is_line(self) -> bool:
        return hasattr(self.contest.rule, "remainder")

    def _crossing(self, one: Placement) -> Iterator[str]:
        if times := self.firm.crossed.get(one.id, 0):
            below = gettext("%(times)s van %(assessors)s keer eronder zonder één beoordelaar")
            above = gettext("%(times)s van %(assessors)s keer erboven zonder één beoordelaar")
            yield (below if one.amount_cents else above) % {"times": times, "assessors": self.firm.assessors}

    def _talk(self, rows: Sequence[Assessment], dots: Dots) -> Iterator[str]:
        if dots.spread >= WIDE:
            yield gettext("scores lopen %(spread)s punten uiteen") % {"spread": dots.spread // 100}
        if apart := far_apart(rows):
            yield gettext("grote verschillen bij %(criteria)s") % {
                "criteria": ", ".join(self.labels[code] for code in apart)
            }


def _twins(contest: Contest, labels: Mapping[str, str]) -> dict[str, str]:
    """What made the difference between those with equal points: a criterion, or the draw."""
    if not isinstance(contest.rule, Tender):
        return {}
    ties = [tie for tie in contest.rule.ties if tie in labels]
    found: dict[str, str] = {}
    scored = sorted((one for one in contest.entrants if one.points is not None), key=lambda one: one.points or 0)
    for _, group in groupby(scored, key=lambda one: one.points):
        equals = list(group)
        apart = next((tie for tie in ties if len({one.means[tie] for one in equals}) == len(equals)), None)
        drawn = gettext("gelijk: de loting besliste") if contest.seed else gettext("gelijk: de loting beslist nog")
        said = gettext("gelijke punten: ‘%(apart)s’ geeft de doorslag") % {"apart": labels[apart]} if apart else drawn
        found |= dict.fromkeys((one.id for one in equals), said) if len(equals) > 1 else {}
    return found
