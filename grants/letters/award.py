"""Letters about decisions that give: the award, and the grant that is determined at once."""

from __future__ import annotations

from typing import Any

from documents.formats import bare_euro, day, hundredths, listing, number
from documents.letters.award import Award, DirectDetermination
from documents.letters.parts import LegalBasis, Ranking
from documents.letters.tables import PaymentSchedule, ScoreTable
from grants.allocation import AWARDED_PARTLY, FirstCome, Formula
from grants.letters import amounts, head, obligations, scores
from grants.letters.dossier import Dossier
from grants.letters.wording import filled

PAYING = "Awb, artikel 4:86, 4:87 en 4:95"


def award(dossier: Dossier) -> Award:
    """The award of a grant."""
    first, last = dossier.period(dossier.today)
    settlement = obligations.settlement(dossier, last)
    return Award(
        **_grant(dossier, direct=False),
        period_from=first,
        period_until=last,
        reporting_duty=obligations.reporting_duty(dossier),
        settlement=settlement,
        method=amounts.method(dossier),
        budget_condition=amounts.budget_condition(dossier),
        asset_compensation=_compensation(dossier),
    )


def direct_determination(dossier: Dossier) -> DirectDetermination:
    """A grant that is determined at once (Awb 4:43)."""
    _, last = dossier.period(dossier.today)
    return DirectDetermination(**_grant(dossier, direct=True), keep_evidence_until=dossier.evidence_until(last))


def _grant(dossier: Dossier, *, direct: bool) -> dict[str, Any]:
    amount, (_, last) = dossier.decision.amount_cents, dossier.period(dossier.today)
    payments, judged, rank = amounts.schedule(dossier), scores.table(dossier), scores.ranking(dossier)
    return {
        "head": head.head(dossier),
        "signature": head.signature(dossier),
        "remedy": head.remedy(dossier),
        "rules": _rules(dossier, direct=direct),
        "project": dossier.case.title,
        "applied_on": dossier.applied_on,
        "activities": activities(dossier),
        "amount_cents": amount,
        "requested_cents": dossier.asked_cents,
        "calculation": amounts.calculation(dossier),
        "payments": payments,
        "obligations": obligations.obligations(dossier, amount, last, direct=direct),
        "deviations": amounts.deviations(dossier),
        "scores": judged,
        "ranking": rank,
        "motivation": _motivation(dossier, payments, judged, rank),
        "de_minimis": obligations.de_minimis(dossier, amount),
    }


def _rules(dossier: Dossier, *, direct: bool) -> tuple[LegalBasis, ...]:
    if direct:
        return head.rules(
            dossier,
            ("Subsidie en bedrag", "Awb, artikel 4:26, 4:42 en 4:43"),
            ("Betalen", "Awb, artikel 4:52, 4:86 en 4:87"),
        )
    condition = (("Begroting van de gemeente", "Awb, artikel 4:34"),) if amounts.budget_condition(dossier) else ()
    article = "4:44" if dossier.figures.get("regime") == "method" else "4:47"
    compensation = (("Als het gebouw verandert", "Awb, artikel 4:41"),) if _compensation(dossier) else ()
    return head.rules(
        dossier,
        ("Subsidie en bedrag", "Awb, artikel 4:26 en 4:29 tot en met 4:31"),
        *condition,
        ("Betalen", PAYING),
        ("Eindbedrag", f"Awb, artikel {article}"),
        *compensation,
    )


def activities(dossier: Dossier) -> str:
    """What the grant is for (Awb 4:30): in short, and where it stands in full."""
    whole = f"U doet wat in uw aanvraag van {day(dossier.applied_on)} staat."
    return " ".join(filter(None, (_in_short(dossier), whole)))


def _in_short(dossier: Dossier) -> str:
    """What the draft says, else the sentence of the applicant, else the work by the words of the scheme and the lines of the budget."""
    if said := dossier.details.get("activities", "").strip().rstrip("."):
        return f"{said}."
    idea = dossier.answers.get("idee_zin") or dossier.case.idea_sentence
    if sentence := idea.strip().rstrip("."):
        return f"U schreef: ‘{sentence}.’"
    works = [line["what"] for line in (dossier.answers.get("begroting") or {}).get("costs", ())]
    budget = "In uw begroting staat dit werk: {onderdelen}." if works else ""
    text = dossier.text(f"werk_{dossier.facts.round.rule.lower()}", budget)
    return filled(text, {"titel": dossier.case.title, "onderdelen": listing(works) if works else ""})


def _compensation(dossier: Dossier) -> str:
    years = dossier.figures.get("keep_meeting_function_years")
    if not years:
        return ""
    return (
        f"Verkoopt u het huis binnen {years} jaar, of krijgt het een ander doel? "
        f"Dan betaalt u een deel van de subsidie terug: 1/{years} voor elk jaar dat nog over is."
    )


def _motivation(dossier: Dossier, payments: PaymentSchedule, judged: ScoreTable | None, rank: Ranking | None) -> str:
    """Why: what the officer wrote, after the sentence of the scheme."""
    text = dossier.text(_key(dossier))
    opening = filled(text, _values(dossier, payments, judged, rank)) if text else _plain(dossier, judged)
    return "\n\n".join(part for part in (opening, dossier.decision.reason.strip()) if part)


def _key(dossier: Dossier) -> str:
    """Under which name the scheme keeps its sentence."""
    regime = dossier.figures.get("regime")
    if isinstance(dossier.rule, Formula):
        return "formule"
    if dossier.decision.kind == dossier.decision.Kind.DETERMINATION:
        return "verlening_direct"
    if dossier.place is not None and dossier.place.outcome == AWARDED_PARTLY:
        return "verlening_deel"
    if regime == "method":
        return "verlening_b"
    return "verlening" if "verlening" in dossier.scheme.letters else "verlening_ambtshalve"


def _plain(dossier: Dossier, judged: ScoreTable | None) -> str:
    if judged:
        return ""
    room = (
        "Uw aanvraag was compleet en er was nog genoeg geld."
        if isinstance(dossier.rule, FirstCome)
        else "Er is genoeg geld."
    )
    return f"Uw plan past bij het doel van deze regeling. {room}"


def _values(
    dossier: Dossier, payments: PaymentSchedule, judged: ScoreTable | None, rank: Ranking | None
) -> dict[str, str]:
    """The figures that the sentences of schemes name; "" for what this case does not have."""
    amount = dossier.decision.amount_cents
    percent, area = amounts.percent_of(dossier), dossier.answers.get("oppervlakte")
    minimum, people = dossier.case.minimum_cents, dossier.answers.get("inwoners")
    rate = dossier.rule.per_m2_cents if isinstance(dossier.rule, Formula) else 0
    advance = payments.first.amount_cents * 100 // amount
    return {
        "bedrag": bare_euro(amount),
        "titel": f"‘{dossier.case.title}’",
        "werk": f"groot onderhoud aan {dossier.case.title}",
        "plaats": str(rank.place) if rank else "",
        "score": hundredths(judged.total_hundredths, whole=judged.of_need) if judged else "",
        "voorschot_procent": str(advance),
        "minimum": bare_euro(minimum) if minimum else "",
        "procent": str(percent) if percent else "",
        "deel_inwoners": bare_euro(dossier.details.get("inhabitants_cents", 0)),
        "inwoners": number(people) if people else "",
        "oppervlakte": number(area) if area else "",
        "tarief": bare_euro(rate),
    }
