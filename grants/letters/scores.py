"""How a plan was judged, as a table that adds up: levels of assessors, or points of need after an inspection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from documents.letters.parts import Ranking
from documents.letters.tables import ScoreRow, ScoreTable
from grants.allocation import Need, Urgency, hundredths, need_parts, points_shown, score_parts
from grants.judged import alone, levels_of, means_of, together, written_by
from grants.letters.dossier import Dossier
from grants.models import Assessment, Inspection
from workflow.scheme import LEVELS, Criterion

FOUND = ("condition", "safety", "hours", "energy", "accessibility")
"""The findings of an inspection, in the order of the criteria of a scheme that goes by need."""


TOGETHER = "Over dit cijfer overlegde de commissie."


def locked(dossier: Dossier) -> list[Assessment]:
    """The assessments that count."""
    return [one for one in dossier.need("assessments") if one.state == Assessment.LOCKED]


def means(dossier: Dossier) -> dict[str, Fraction]:
    """The exact mean level by criterion; empty when nobody scored."""
    return means_of(locked(dossier))


def weights(dossier: Dossier) -> Mapping[str, int]:
    """The weights of the round, in the order of the scheme."""
    chosen = dossier.figures.get("weights") or {one.code: one.weight for one in dossier.scheme.criteria}
    return {one.code: chosen[one.code] for one in dossier.scheme.criteria}


def table(dossier: Dossier) -> ScoreTable | None:
    """The table of scores; nothing when the scheme does not judge plans, or this one was not judged."""
    if isinstance(dossier.rule, Need):
        visit: Inspection | None = dossier.need("inspection")
        return _need_table(dossier.scheme.criteria, dossier.rule, visit) if visit else None
    found = means(dossier)
    return _score_table(dossier, found) if found else None


def _score_table(dossier: Dossier, found: Mapping[str, Fraction]) -> ScoreTable:
    parts = score_parts(weights(dossier), found)
    shown = dict(zip(parts, points_shown(list(parts.values())), strict=True))
    found_by = locked(dossier)
    agreed, written = together(found_by), written_by(found_by)
    rows = (
        ScoreRow(
            criterion=criterion.label,
            points_hundredths=shown[criterion.code],
            maximum=weights(dossier)[criterion.code],
            reason=short_reason(criterion, written, found[criterion.code]) + _how(criterion, agreed),
            mean_hundredths=hundredths(found[criterion.code]),
        )
        for criterion in dossier.scheme.criteria
    )
    return ScoreTable(
        rows=tuple(rows),
        total_hundredths=sum(shown.values()),
        assessors=len(alone(found_by)),
        maximum=sum(weights(dossier).values()),
        pass_mark=dossier.figures.get("pass_mark"),
        scale=LEVELS,
    )


def _how(criterion: Criterion, agreed: Assessment | None) -> str:
    """That a level is not a mean, where the assessors agreed on it."""
    return f" {TOGETHER}" if agreed and criterion.code in levels_of(agreed) else ""


def short_reason(criterion: Criterion, reasons: Sequence[Mapping[str, str]], mean: Fraction) -> str:
    """What the first assessor who gave a reason wrote; else what the level means that is nearest to the mean."""
    given = (said[criterion.code] for said in reasons if said.get(criterion.code, "").strip())
    return next(given, criterion.anchors[int(mean + Fraction(1, 2)) - 1])


def _need_table(criteria: Sequence[Criterion], rule: Need, visit: Inspection) -> ScoreTable:
    urgency = Urgency(visit.condition, visit.safety, visit.hours, visit.energy, visit.accessibility)
    points, levels = need_parts(rule.points, urgency), _anchor_levels(rule, urgency)
    rows = (
        ScoreRow(
            criterion=criterion.label,
            points_hundredths=100 * points[finding],
            maximum=criterion.weight,
            reason=criterion.anchors[levels[finding]],
        )
        for criterion, finding in zip(criteria, FOUND, strict=True)
    )
    return ScoreTable(rows=tuple(rows), total_hundredths=100 * sum(points.values()), assessors=1)


def _anchor_levels(rule: Need, urgency: Urgency) -> dict[str, int]:
    """Which anchor describes a finding. Scales that start at nothing found skip the first anchor, which says that things got worse."""
    band = next(n for n, (below, _) in enumerate(rule.points.hours) if below is None or urgency.hours < below)
    gained = (
        1,
        3,
        4,
    )  # Nothing, a part, all: the anchor between nothing and a part is for gains that no points table knows.
    return {
        "condition": min(urgency.condition, LEVELS) - 1,
        "safety": urgency.safety + 1,
        "hours": band + 1,
        "energy": gained[min(urgency.energy, 2)],
        "accessibility": gained[min(urgency.accessibility, 2)],
    }


def ranking(dossier: Dossier) -> Ranking | None:
    """The place of the plan among all that were ranked, and how far the money goes."""
    own, ranked = dossier.place, [place for place in dossier.standings if place.rank is not None]
    funded = [place.rank for place in ranked if place.amount_cents and place.rank]
    if own is None or own.rank is None or not funded:
        return None
    return Ranking(place=own.rank, of=len(ranked), last_funded=max(funded))
