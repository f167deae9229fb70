"""The facts of a round, and what must hold before its steps."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from budgets import ledger
from budgets.figures import euro
from budgets.models import LedgerAccount
from grants import runs
from grants.allocation import Contest, FirstCome
from grants.models import Application, Ranking, Round, SchemeVersion
from grants.models.scheme import scheme_of
from grants.ranking import Placed, contest_of, looked_at, placed, published_rule
from grants.regimes import EX_OFFICIO
from grants.sent import sent as last_sent
from workflow.clock import day_of
from workflow.errors import Obstacle, refuse
from workflow.facts import Change, Facts
from workflow.law.obligation import obligation_category
from workflow.law.refusals import LawRefusal
from workflow.registry import Loading
from workflow.scheme import Guard

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from workflow.scheme import Scheme


@dataclass(frozen=True, kw_only=True)
class RoundFacts(Facts):
    """Facts of a step of a round; of a run of its allocation also the contest, where everyone ends, and what was answered.

    `left_cents` is free under the ceiling, `claimed_cents` what undecided applications ask, `rank_from` the last place given out,
    `ranked` the places of earlier runs by application. `has_prize_book` says whether the round has accounts for prizes already.
    """

    round: Round
    scheme: Scheme
    placed: Sequence[Placed] = ()
    contest: Contest | None = None
    rank_from: int = 0
    waiting: int = 0
    code_taken: bool = False
    left_cents: int = 0
    claimed_cents: int = 0
    heir: Round | None = None
    answers: Mapping[uuid.UUID, Mapping[str, Any]] = field(default_factory=dict)
    ranked: Mapping[uuid.UUID, Ranking] = field(default_factory=dict)
    ex_officio: Sequence[Application] = ()
    sample_drawn: bool = False
    has_prize_book: bool = False

    @property
    def figures(self) -> Mapping[str, Any]:
        """The parameters of the round."""
        return self.round.figures


def load_rounds(loading: Loading) -> dict[uuid.UUID, Facts]:
    """The facts of steps of rounds; ranking is asked of one round at a time.

    Where a step is only tried, nothing follows from it: less is read, and of a ranking it is only counted who still waits.
    """
    facts: dict[uuid.UUID, Facts] = {}
    for change in loading.changes:
        row: Any = loading.rows[change.subject]
        plan = change.payload
        try:
            scheme = scheme_of(row.scheme_version_id or plan.scheme_version)  # type: ignore[attr-defined]
            scheme.round_rule(row.rule or plan.rule)  # type: ignore[attr-defined]
        except (LookupError, AttributeError, SchemeVersion.DoesNotExist) as missing:
            raise refuse("unknown-subject", "unknown-subject", "Deze regeling kent deze ronde niet.") from missing
        taken = not loading.desk.still
        contest, cases = _contest(row, change, day_of(loading.now)) if taken else (None, {})
        found = placed(contest, cases) if contest else ()
        for one in found:
            loading.desk.lay(one.application)
            one.application.round = row
        heir = _heir(loading, getattr(plan, "carry_to", None))
        ceiling = taken and change.action == "change_ceiling"
        sent = last_sent([one.application for one in found]) if found else {}
        facts[change.subject] = RoundFacts(
            row=row,
            change=change,
            actor=loading.actor,
            now=loading.now,
            round=row,
            scheme=scheme,
            prefix=f"RONDE-{getattr(plan, 'code', '')}",
            placed=found,
            contest=contest,
            ranked={one.application_id: one for one in Ranking.objects.filter(application__in=cases)} if sent else {},
            rank_from=runs.last_rank(row) if contest and change.action == "decide_ready" else 0,
            left_cents=ledger.available(row.ceiling_book) if heir or ceiling else 0,
            claimed_cents=runs.claimed(row) if ceiling else 0,
            heir=heir,
            code_taken=change.action == "prepare" and Round.objects.filter(code=getattr(plan, "code", "")).exists(),
            waiting=_waiting(row, len(found) if taken else looked_at(loading.desk, row).ready)
            if change.action == "rank" or heir
            else 0,
            answers={pk: one.answers for pk, one in sent.items()},
            ex_officio=_ex_officio(row) if change.action == "draw_sample" else (),
            sample_drawn=change.action == "draw_sample"
            and Application.objects.filter(round=row, sampled=True).exists(),
            has_prize_book=change.action == "change_plan"
            and LedgerAccount.objects.filter(book=row.prize_ceiling_book).exists(),
        )
    return facts


def _contest(row: Round, change: Change, today: date) -> tuple[Contest | None, Mapping[uuid.UUID, Application]]:
    """What a run of the allocation looks at; nothing for another step, or for a round that does not exist yet."""
    seed = getattr(change.payload, "draw_seed", "")
    if not row.scheme_version_id:
        return None, {}
    if change.action == "rank":
        return contest_of(row, seed)
    if change.action == "decide_ready":
        return runs.ready(row, seed, today)
    return runs.reserves(row) if change.action == "move_up" else (None, {})


def _ex_officio(round_: Round) -> Sequence[Application]:
    """Who would be determined ex officio, with the references that the draw uses."""
    running = Application.objects.filter(round=round_, regime=EX_OFFICIO, state__in=RUNNING, sampled=False)
    return tuple(running.select_related("stream"))


def _heir(loading: Loading, carry_to: uuid.UUID | None) -> Round | None:
    """The round that takes over what is left."""
    if carry_to is None:
        return None
    heir = loading.desk.fetch(Round, [carry_to]).get(carry_to)
    if heir is None:
        raise refuse("unknown-subject", "unknown-subject", "Deze ronde bestaat niet.")
    return heir


RUNNING = (Application.AWARDED, Application.MONITORED)


def _waiting(round_: Round, placed: int) -> int:
    """How many applications are not placed and not decided either; only what is not decided is placed."""
    return Application.objects.filter(round=round_, state__in=Application.UNDECIDED).count() - placed


RUNS = ("rank", "decide_ready", "move_up")
"""The steps of a round that draft decisions in its dossiers."""


def dossiers(changes: Sequence[Change]) -> list[QuerySet[Any, Any]]:
    """The streams that ranking and sampling touch besides their own: those of all applications of the round."""
    ranked = [change.subject for change in changes if change.action in (*RUNS, "draw_sample")]
    heirs = [heir for change in changes if (heir := getattr(change.payload, "carry_to", None))]
    return [
        *([Application.objects.filter(round__in=ranked).values("stream")] if ranked else []),
        *([Round.objects.filter(pk__in=heirs).values("stream")] if heirs else []),
    ]


class CodeFree(Guard):
    """A code belongs to one round; references of its dossiers are made with it."""

    NEEDS_PAYLOAD = True

    def check(self, facts: RoundFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when another round has the code."""
        if not facts.code_taken:
            return None
        return Obstacle("code-taken", f"Er is al een ronde met de code {facts.payload.code}.")


class SameRound(Guard):
    """A plan that changes stays that of the same round: its code, its scheme and its kind stand in references and in what is drawn up."""

    NEEDS_PAYLOAD = True

    def check(self, facts: RoundFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when it would become another round."""
        round_, plan = facts.round, facts.payload
        if (plan.code, plan.scheme_version, plan.rule) == (round_.code, round_.scheme_version_id, round_.rule):
            return None
        return Obstacle(
            "another-round",
            "De code, de regeling en de soort van een ronde blijven zo. Trek haar in en bereid een nieuwe voor.",
        )


class ObligationsLawful(Guard):
    """Every obligation of the scheme belongs to a category of the law, and no condition is one-sided (Awb 4:33, 4:37-4:39)."""

    NEEDS_PAYLOAD = True

    def check(self, facts: RoundFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle that the first obligation without an article meets."""
        for rule in facts.scheme.obligations:
            for basis in rule.basis.split("direct:"):
                try:
                    obligation_category(basis)
                except LawRefusal as unlawful:
                    return Obstacle(unlawful.code, unlawful.sentence, unlawful.article, {"obligation": rule.text})
        return None


class WindowOpen(Guard):
    """A round opens before or at the moment its period begins (Awb 4:27, eerste lid)."""

    def check(self, facts: RoundFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when the period has begun already."""
        return _announced(facts.now, facts.round.opens_at)


class PlannedAhead(Guard):
    """A round that could never be opened is not planned either (Awb 4:27, eerste lid)."""

    NEEDS_PAYLOAD = True

    def check(self, facts: RoundFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when its period has begun already."""
        return _announced(facts.now, facts.payload.opens_at)


def _announced(now: datetime, opens_at: datetime) -> Obstacle | None:
    if now <= opens_at:
        return None
    return Obstacle("announced-too-late", "Het plafond wordt bekend vóór de ronde begint.", "Awb 4:27, eerste lid")


class WindowClosed(Guard):
    """A round closes, and is ranked, after its last moment."""

    def check(self, facts: RoundFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle while applications can still come in time."""
        if facts.now > facts.round.closes_at:
            return None
        return Obstacle("window-still-open", "Wie op tijd is, kan nog indienen. Wacht tot de ronde sluit.", "Awb 4:26")


class CarriesOver(Guard):
    """What is left moves on only where the scheme says so, and to a round of the same scheme that is open (Awb 4:27)."""

    NEEDS_PAYLOAD = True

    def check(self, facts: RoundFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when it may not move on to that round."""
        heir = facts.heir
        if heir is None:
            return None
        same = heir.scheme_version_id == facts.round.scheme_version_id and heir.pk != facts.round.pk
        if facts.waiting:
            return Obstacle("not-ready", f"{facts.waiting} aanvragen zijn nog niet beslist.", "Awb 4:27, tweede lid")
        if facts.figures.get("carries_over") and same and heir.state == Round.OPENED:
            return None
        return Obstacle("does-not-carry-over", "Wat over is, gaat niet naar deze ronde.", "Awb 4:27, tweede lid")


class DrawnOnce(Guard):
    """The sample of a round is drawn once: nobody draws until they like who is in it."""

    def check(self, facts: RoundFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when there is a sample already."""
        if not facts.sample_drawn:
            return None
        return Obstacle("sample-drawn-already", "De steekproef van deze ronde is al getrokken.", "Awb 4:45")


@dataclass(frozen=True, slots=True)
class SeedAsPublished(Guard):
    """The seed of a draw is the one whose hash was published with the rules: nobody chose it after seeing who would be drawn.

    `figure` names the figure of the round with that hash: of the draw between applications, or of the sample of who accounts.
    """

    figure: str = "draw_seed_commitment"
    NEEDS_PAYLOAD: ClassVar[bool] = True

    def check(self, facts: RoundFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when the seed does not have the published hash."""
        published = facts.figures.get(self.figure, "")
        if not published and not facts.payload.draw_seed:
            return None
        if facts.change.action == "decide_ready" and not facts.placed:
            return None  # Nobody is drawn; that there is nothing to decide is said by another.
        if hashlib.sha256(facts.payload.draw_seed.encode()).hexdigest() == published:
            return None
        return Obstacle(
            "seed-not-as-published", "Dit is niet het getal dat vooraf is vastgelegd voor de loting.", "Awb 4:26"
        )


class EverythingReady(Guard):
    """Everything that came in time is ready to be placed: complete, and scored, inspected or computable."""

    def check(self, facts: RoundFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle that counts what is not ready."""
        if not facts.waiting:
            return None
        return Obstacle(
            "not-ready",
            f"{facts.waiting} aanvragen zijn nog niet klaar om te rangschikken.",
            "Awb 3:2",
            {"waiting": facts.waiting},
        )


class FirstComeRound(Guard):
    """Deciding as things come in belongs to a round that goes by the order of arrival; all others wait for their ranking."""

    def check(self, facts: RoundFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle in a round with another rule."""
        if isinstance(published_rule(facts.round), FirstCome):
            return None
        return Obstacle("not-first-come", "Deze ronde beslist in één keer, op volgorde van de rangorde.", "Awb 4:26")


class SomethingToDecide(Guard):
    """A run drafts at least one decision."""

    NEEDS_PAYLOAD = True

    def check(self, facts: RoundFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when nobody is ready, or nothing came free."""
        if any(one.placement.amount_cents or facts.change.action == "decide_ready" for one in facts.placed):
            return None
        return Obstacle("nothing-to-decide", "Er is nu niets om over te beslissen.", "Awb 4:26")


class HasReserveList(Guard):
    """A list moves up only where the rules of the round say that there is one, and by an award."""

    def check(self, facts: RoundFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle in a round without a reserve list."""
        if facts.figures.get("reserve_list") and facts.figures.get("regime") != "direct":
            return None
        return Obstacle("no-reserve-list", "Deze ronde kent geen reservelijst.", "Awb 4:25, 4:26")


class CeilingHitsNobody(Guard):
    """A lower ceiling does not hit applications that were received before it was announced (Awb 4:27, tweede lid).

    It may where the first announcement warned that the budget was not adopted yet (4:28): the figure `budget_caveat` of the round.
    """

    NEEDS_PAYLOAD = True

    def check(self, facts: RoundFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle that shows what was promised, what earlier applications ask, and how low the ceiling may go."""
        lower_cents = facts.round.ceiling_cents - facts.payload.ceiling_cents
        free_cents = facts.left_cents - (0 if facts.figures.get("budget_caveat") else facts.claimed_cents)
        if lower_cents <= max(0, free_cents):
            return None
        lowest = facts.round.ceiling_cents - max(0, free_cents)
        sentence = (
            f"Er is al {euro(facts.round.ceiling_cents - facts.left_cents)} toegezegd, en wie al aanvroeg, vraagt samen "
            f"{euro(facts.claimed_cents)}. Lager dan {euro(lowest)} kan het plafond voor hen niet."
        )
        detail: dict[str, object] = {"lowest_cents": lowest, "claimed_cents": facts.claimed_cents}
        return Obstacle("ceiling-hits-earlier", sentence, "Awb 4:27, tweede lid", detail)
