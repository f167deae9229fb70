"""The ranking of a round as a paper for the meeting that talks it over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from documents.render_papers import Line, MeetingPaper, Reason, print_meeting
from grants.allocation import hundredths
from grants.judged import means_of, written_by
from grants.letters.scores import short_reason
from grants.models import Assessment, LegalProfile
from grants.models.scheme import scheme_of
from grants.portal.ranking.listing import Ranking, Row
from grants.saying import euro
from workflow import clock
from workflow.scheme import Criterion


def printed(ranking: Ranking) -> bytes:
    """The paper."""
    return print_meeting(paper_of(ranking))


def paper_of(ranking: Ranking) -> MeetingPaper:
    """All that the paper says."""
    round_, today = ranking.round, clock.today()
    profile = LegalProfile.on(today)
    ceiling = euro(ranking.contest.ceiling_cents)
    return MeetingPaper(
        municipality=f"Gemeente {profile.municipality}" if profile else "Gemeente",
        title=f"Rangorde {round_.title}",
        round=round_.code,
        made_on=today,
        is_concept=not ranking.is_ranked,
        figures=tuple(_figures(ranking)),
        how=ranking.how,
        head=ranking.head,
        cut=f"Plafond {ceiling}: toegekend {euro(ranking.awarded_cents)}, over {euro(ranking.left_cents)}",
        firm=_firm(ranking),
        is_judged=ranking.is_judged,
        lines=tuple(_lines(ranking)),
    )


def _figures(ranking: Ranking) -> Iterator[tuple[str, str]]:
    yield "Plafond", euro(ranking.contest.ceiling_cents)
    yield "Gevraagd", f"{euro(ranking.asked_cents)}, dat is {ranking.asked_share}% van het plafond"
    yield (
        "Boven de streep",
        f"{len(ranking.above)} van {len(ranking.rows)} plannen, samen {euro(ranking.awarded_cents)}",
    )
    yield "Blijft over", euro(ranking.left_cents)
    if ranking.is_judged:
        yield "Bespreken", f"{len(ranking.talk)}, grootste verschil {ranking.widest} punten"


def _firm(ranking: Ranking) -> str:
    if not ranking.is_judged or ranking.assessors == 1:
        return ""
    return (
        f"Valt één van de {ranking.assessors} beoordelaars weg, dan blijven {ranking.firm.always} van de "
        f"{len(ranking.above)} plannen altijd boven de streep."
    )


def _lines(ranking: Ranking) -> Iterator[Line]:
    criteria = scheme_of(ranking.round.scheme_version_id).criteria
    rows = [*ranking.above, *ranking.below, *ranking.out]
    for n, row in enumerate(rows):
        yield Line(
            rank=str(row.placement.rank or "–"),
            title="Voor u gesloten" if row.is_closed else row.case.title,
            reference=row.case.stream.reference,
            organisation=row.case.organisation.name if row.case.organisation and not row.is_closed else "",
            basis=row.basis or "–",
            scores=row.dots.words,
            wanted_cents=row.wanted_cents,
            amount_cents=row.placement.amount_cents,
            remarks=tuple(_remarks(row)),
            reasons=tuple(reasons_of(row.given, criteria)),
            is_first_below=n == len(ranking.above),
        )


def _remarks(row: Row) -> Iterator[str]:
    if row.talk:
        yield f"Bespreken: {'; '.join(row.talk)}."
    if row.why:
        yield f"{row.why.capitalize()}."
    yield from (f"{one.capitalize()}." for one in row.remarks)


def reasons_of(given: Sequence[Assessment], criteria: Sequence[Criterion]) -> Iterator[Reason]:
    """Per criterion what the letter will say as well."""
    means = means_of(given)
    written = written_by(given)
    for criterion in criteria if means else ():
        mean = means[criterion.code]
        yield Reason(criterion.label, hundredths(mean), short_reason(criterion, written, mean))
