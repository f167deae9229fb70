"""The letter about a refusal: its one ground, with the facts on which that ground rests."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from documents.letters import LetterIncomplete
from documents.letters.parts import HelpOffer, LegalBasis
from documents.letters.rejection import (
    CeilingGround,
    CriterionGround,
    Ground,
    LateGround,
    LegalGround,
    NotListedGround,
    Order,
    Rejection,
    ScoreGround,
    ShareGround,
    WrongSchemeGround,
)
from documents.letters.tables import RankRow, RankTable
from grants.allocation import (
    REFUSED_CEILING,
    REFUSED_LATE,
    REFUSED_MINIMUM,
    REFUSED_NOT_LISTED,
    REFUSED_PASS_MARK,
    FixedList,
    Lottery,
    Need,
    ProRata,
    Tender,
    hundredths,
)
from grants.letters import head, scores
from grants.letters.dossier import Dossier
from grants.letters.selectors import Ceiling, Place
from grants.payloads import WRONG_SCHEME
from workflow.law.refusal_ground import RefusalGround
from workflow.registry import SCHEMES

ARTICLES = {
    "ceiling": ("Het geld is op", "Awb, artikel 4:25, tweede lid, 4:26 en 4:27"),
    "score": ("Te weinig punten", "Awb, artikel 4:26 en 4:35"),
    "criterion": ("Een te laag cijfer", "Awb, artikel 4:26 en 4:35"),
    "wrong_scheme": ("Een andere regeling", "Awb, artikel 4:23 en 4:35"),
    "legal": ("Afwijzen", "Awb, artikel 4:35 en 4:51"),
    "late": ("Te laat", "Awb, artikel 4:26 en 4:35"),
    "share": ("Het geld is verdeeld", "Awb, artikel 4:25, tweede lid, 4:26 en 4:27"),
    "not_listed": ("Niet op de lijst", "Awb, artikel 4:26 en 4:35"),
}
BETTER = HelpOffer(subject="Een beter plan", text="Wij vertellen u graag wat sterk was en wat beter kan.")
AGAIN = HelpOffer(subject="Opnieuw aanvragen", text="U mag in een volgende ronde opnieuw meedoen.")
ELSEWHERE = HelpOffer(subject="Ander geld", text="Wij weten welke fondsen en regelingen er nog meer zijn.")
LATER = HelpOffer(subject="Volgende ronde", text="Komt er een nieuwe ronde? Dan mag uw idee weer mee.")
RESERVED = HelpOffer(
    subject="Reservelijst",
    text="Uw plan blijft op de lijst staan. Komt er geld vrij? Dan krijgt u vanzelf een nieuw besluit.",
)
HELP = {
    "ceiling": (AGAIN, ELSEWHERE),
    "score": (BETTER, AGAIN),
    "criterion": (BETTER, AGAIN),
    "late": (LATER,),
    "share": (AGAIN, ELSEWHERE),
    "legal": (AGAIN, ELSEWHERE),
    "not_listed": (ELSEWHERE,),
    "wrong_scheme": (ELSEWHERE,),
}


def too_late(dossier: Dossier) -> tuple[LegalBasis, ...]:
    """The ground on which an application that came after the close of the round will be refused; nothing when it was in time."""
    return head.rules(dossier, ARTICLES[LateGround.tag])[:1] if dossier.closed_at else ()


def rejection(dossier: Dossier) -> Rejection:
    """A refusal on one ground."""
    ground = _ground(dossier)
    judged = isinstance(ground, ScoreGround | CriterionGround) or (
        isinstance(ground, CeilingGround) and ground.has_points
    )
    reserved = isinstance(ground, CeilingGround) and bool(dossier.figures.get("reserve_list"))
    return Rejection(
        head=head.head(dossier),
        signature=head.signature(dossier),
        remedy=head.remedy(dossier),
        rules=head.rules(dossier, ARTICLES[ground.tag]),
        project=dossier.case.title,
        applied_on=dossier.applied_on,
        requested_cents=dossier.asked_cents,
        ground=ground,
        help=((RESERVED,) if reserved else ()) + HELP[ground.tag],
        scores=scores.table(dossier) if judged else None,
        hearing=dossier.decision.view,
    )


def _ground(dossier: Dossier) -> Ground:
    write: dict[str, Callable[[Dossier], Ground]] = {
        REFUSED_CEILING: _share if isinstance(dossier.rule, ProRata) else _ceiling,
        REFUSED_NOT_LISTED: _not_listed,
        REFUSED_LATE: _late,
        REFUSED_PASS_MARK: _score,
        REFUSED_MINIMUM: _criterion,
        WRONG_SCHEME: _wrong_scheme,
    }
    code = dossier.decision.ground
    if code in tuple(RefusalGround):
        return LegalGround(words=RefusalGround(code).words, explanation=dossier.decision.reason)
    if code not in write:
        raise LetterIncomplete("Rejection.ground", "Awb 3:46", f"heeft geen tekst voor de grond ‘{code}’")
    return write[code](dossier)


def _late(dossier: Dossier) -> LateGround:
    received = dossier.case.received_at
    if received is None:
        raise LetterIncomplete("LateGround.received_at", "Awb 4:26")
    return LateGround(received_at=received, closed_at=dossier.facts.round.closes_at)


def _wrong_scheme(dossier: Dossier) -> WrongSchemeGround:
    fits = SCHEMES.get(dossier.details.get("fits", ""))
    if fits is None:
        raise LetterIncomplete("WrongSchemeGround.fits", "Awb 3:46")
    return WrongSchemeGround(
        purpose=dossier.scheme.purpose,
        fits=fits.title,
        fits_purpose=fits.purpose,
        submit_url=dossier.profile.portal_url,
        explanation=dossier.decision.reason,
    )


def _score(dossier: Dossier) -> ScoreGround:
    judged = scores.table(dossier)
    if judged is None:
        raise LetterIncomplete("Rejection.scores", "Awb 3:46")
    return ScoreGround(score_hundredths=judged.total_hundredths, pass_mark=dossier.figures["pass_mark"])


def _criterion(dossier: Dossier) -> CriterionGround:
    means = scores.means(dossier)
    if not means:
        raise LetterIncomplete("Rejection.scores", "Awb 3:46")
    lowest = min(dossier.scheme.criteria, key=lambda criterion: means[criterion.code])
    return CriterionGround(
        criterion=lowest.label,
        mean_hundredths=hundredths(means[lowest.code]),
        minimum_hundredths=100 * dossier.figures["minimum_mean"],
    )


def _ceiling(dossier: Dossier) -> CeilingGround:
    known: Ceiling = dossier.need("ceiling")
    if known.published_on is None:
        raise LetterIncomplete("CeilingGround.published_on", "Awb 4:27(1)")
    own, asked = dossier.place, dossier.case.requested_cents or 0
    ranked = [place for place in dossier.standings if place.rank is not None]
    in_ranking = own is not None and own.rank is not None
    table = _rank_table(ranked, own) if own and in_ranking else _arrivals(known, asked)
    return CeilingGround(
        table=table,
        published_on=known.published_on,
        place=own.rank if own and own.rank else known.granted + 1,
        compared=len(ranked) if in_ranking else known.granted + 1,
        minimum_cents=dossier.case.minimum_cents or asked,
        minimum_stated=_stated(dossier),
        order=_order(dossier),
        order_note=_note(dossier),
    )


def _share(dossier: Dossier) -> ShareGround:
    """The part of everyone when all take part: the refused one does not make do with it."""
    known: Ceiling = dossier.need("ceiling")
    asked = [
        place.asked_cents or 0 for place in dossier.standings if place.amount_cents or place.outcome == REFUSED_CEILING
    ]
    mine = dossier.case.requested_cents or 0
    if known.published_on is None:
        raise LetterIncomplete("ShareGround.published_on", "Awb 4:27(1)")
    return ShareGround(
        ceiling_cents=known.ceiling_cents,
        published_on=known.published_on,
        asked_together_cents=sum(asked),
        share_cents=mine * known.ceiling_cents // sum(asked) if sum(asked) > known.ceiling_cents else mine,
        minimum_cents=dossier.case.minimum_cents or mine,
        minimum_stated=_stated(dossier),
    )


def _stated(dossier: Dossier) -> bool:
    """Whether the applicant named an amount below what was asked; the application keeps what was asked where none was named."""
    return (dossier.case.minimum_cents or 0) < (dossier.case.requested_cents or 0)


def _not_listed(dossier: Dossier) -> NotListedGround:
    rule = dossier.rule
    listed = len(rule.recipients) if isinstance(rule, FixedList) else 0
    return NotListedGround(regulation=dossier.scheme.regulation, listed=listed)


def _order(dossier: Dossier) -> Order:
    if isinstance(dossier.rule, Tender):
        return Order.POINTS
    orders = {Need: Order.NEED, Lottery: Order.DRAW, FixedList: Order.LIST}
    return orders.get(type(dossier.rule), Order.ARRIVAL)


def _note(dossier: Dossier) -> str:
    visit = dossier.need("inspection")
    if not isinstance(dossier.rule, Need) or visit is None:
        return ""
    worse = " of ".join(filter(None, (", ".join(map(str, range(dossier.rule.first_group_condition, 6))), "6")))
    return f"Gebouwen met conditie {worse} gaan altijd voor. Uw gebouw heeft conditie {visit.condition}."


def _rank_table(ranked: list[Place], own: Place) -> RankTable:
    """The ranking around the line: all above it in one row, then down to the plan of this letter."""
    funded = [place for place in ranked if place.amount_cents]
    below = [place for place in ranked if not place.amount_cents and (place.rank or 0) < (own.rank or 0)]
    groups = (funded, below[:1], below[1:], [own])
    rows = tuple(_row(group) for group in groups if group)
    return RankTable(rows=rows, ceiling_cents=own.cumulative_cents + own.left_cents, granted_cents=own.cumulative_cents)


def _row(places: list[Place]) -> RankRow:
    first, last = places[0], places[-1]
    points = None if last.points is None else hundredths(Fraction(last.points, last.denominator))
    return RankRow(
        place=str(first.rank) if first is last else f"{first.rank} tot en met {last.rank}",
        amount_cents=sum(place.amount_cents or place.asked_cents or 0 for place in places),
        points_hundredths=points,
        or_more=first is not last and points is not None,
    )


def _arrivals(known: Ceiling, asked_cents: int) -> RankTable:
    """The same where nobody is ranked: what was granted in the order of arrival, and then this one."""
    last = known.granted
    before = (
        (RankRow(place="1" if last == 1 else f"1 tot en met {last}", amount_cents=known.granted_cents),) if last else ()
    )
    own = RankRow(place=str(last + 1), amount_cents=asked_cents)
    return RankTable(rows=(*before, own), ceiling_cents=known.ceiling_cents, granted_cents=known.granted_cents)
