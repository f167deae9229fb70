"""The rule of a round in words: on what it ranks, how it breaks ties, and what of one application it looks at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext, gettext_noop

from grants import saying
from grants.allocation import (
    Contest,
    Entrant,
    FirstCome,
    FixedList,
    Formula,
    Lottery,
    Need,
    ProRata,
    ReserveList,
    Tender,
    hundredths,
    points_of,
    shown_parts,
)
from grants.saying import euro
from workflow.scheme import Allocation, Scheme

REMAINDER = gettext_noop(
    "Past een plan niet helemaal, dan krijgt het de rest als het daarmee ook kan. Daarna stopt de lijst: "
    "een kleiner plan schuift niet voor (Awb 4:25, tweede lid)."
)
NO_REMAINDER = gettext_noop("Past een plan niet helemaal, dan stopt de lijst: een kleiner plan schuift niet voor.")
TIES = {
    "draw": gettext_noop("loting"),
    "condition": gettext_noop("de conditie van het gebouw"),
    "safety": gettext_noop("veiligheid"),
    "hours": gettext_noop("gebruik"),
    "energy": gettext_noop("energie"),
    "accessibility": gettext_noop("toegankelijkheid"),
}
"""What breaks a tie where no criterion of the scheme does."""


def how(rule: Allocation, scheme: Scheme) -> tuple[str, ...]:
    """The rule in sentences: the order, what happens to equals, and what happens at the line."""
    said = ORDER[type(rule)](rule)
    ties: tuple[str, ...] = getattr(rule, "ties", ())
    labels = {code: gettext(words) for code, words in TIES.items()}
    labels |= {criterion.code: f"‘{criterion.label}’" for criterion in scheme.criteria}
    order = gettext(", dan ").join(labels[tie] for tie in ties)
    equal = [gettext("Bij gelijke punten telt %(order)s.") % {"order": order}] if ties else []
    remainder = getattr(rule, "remainder", None)
    line = [] if remainder is None else [gettext(REMAINDER if remainder else NO_REMAINDER)]
    return (said, *equal, *line)


ORDER: Mapping[type[Allocation], Callable[[Any], str]] = {
    Tender: lambda _: gettext("Volgorde: het gemiddelde van de beoordelaars, met het gewicht van elk criterium."),
    FirstCome: lambda _: gettext("Volgorde: de dag waarop de aanvraag compleet was. Binnen een dag beslist de loting."),
    Lottery: lambda _: gettext("Volgorde: loting onder alle plannen die goed genoeg zijn."),
    FixedList: lambda _: gettext("Alleen wie in de regeling staat, in de volgorde van de regeling."),
    ProRata: lambda _: gettext("Iedereen die goed genoeg is, krijgt hetzelfde deel van wat is gevraagd."),
    Need: lambda rule: (
        gettext("Volgorde: eerst gebouwen met conditie %(first_group_condition)s of slechter, dan op punten voor nood.")
        % {"first_group_condition": rule.first_group_condition}
    ),
    Formula: lambda _: gettext(
        "Iedereen krijgt een bedrag voor het aantal inwoners en de oppervlakte. Is er te weinig, dan krijgt iedereen hetzelfde deel."
    ),
    ReserveList: lambda _: gettext("Volgorde: die van de reservelijst."),
}
HEADS: Mapping[type[Allocation], str] = {
    FirstCome: gettext_noop("Compleet op"),
    Need: gettext_noop("Punten"),
    Formula: gettext_noop("Bedrag uit"),
}
"""Over which column the value stands that a rule ranks on; that of the others is the score."""


def head_of(rule: Allocation) -> str:
    """The head of the column with what the rule looks at."""
    return gettext(HEADS.get(type(rule), "Score"))


def basis_of(contest: Contest, one: Entrant) -> tuple[str, str]:
    """What the rule looks at in one application, and a note beside it; "" where there is nothing."""
    if isinstance(contest.rule, FirstCome):
        return (saying.day(one.complete_on) if one.complete_on else gettext("nog niet compleet")), score_of(
            contest, one
        )
    if isinstance(contest.rule, Formula):
        parts = shown_parts(contest, one)
        return (
            (
                euro(sum(parts)),
                gettext("inwoners %(people)s, oppervlakte %(area)s")
                % {"people": euro(parts[0]), "area": euro(parts[1])},
            )
            if parts
            else ("", "")
        )
    if isinstance(contest.rule, Need) and one.urgency:
        return str(points_of(contest, one)), f"conditie {one.urgency.condition}"
    return score_of(contest, one), ""


def wanted_cents(contest: Contest, one: Entrant) -> int:
    """What an application asks; by a formula, what follows from its figures."""
    parts = shown_parts(contest, one)
    return sum(parts) if parts else one.wanted_cents


def score_of(contest: Contest, one: Entrant) -> str:
    """The exact score out of 100 with two decimals; "" for who has none."""
    points = points_of(contest, one)
    if points is None:
        return ""
    shown = hundredths(Fraction(points, contest.denominator))
    return f"{shown // 100},{shown % 100:02d}"
