"""Verdicts on a sample: what is wrong with one as it is given, and what the errors in the sample say of all there is. Pure; cents."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from grants.models import AuditSample, AuditVerdict
from workflow.errors import Obstacle

if TYPE_CHECKING:
    from workflow.registers import RegisterFacts

EURO = "euro"
"""The way of drawing in which every euro has the same chance."""

LONGEST_REASON = 1_000
Word = AuditVerdict.Word


def fault(facts: RegisterFacts) -> Obstacle | None:
    """What is wrong with rows that an auditor enters: those of another, or a verdict that does not hold together."""
    rows, person = facts.payload.new, facts.actor.person
    own = {getattr(row, "kept_by", None) or getattr(row, "given_by", None) for row in rows} <= {person}
    if not own:
        return Obstacle("verdict-of-another", "U legt alleen uw eigen oordeel vast.", "Gemeentewet 213")
    return next((found for row in rows if isinstance(row, AuditVerdict) and (found := _verdict_fault(row))), None)


def _verdict_fault(row: AuditVerdict) -> Obstacle | None:
    """The first thing that is wrong with a verdict."""
    item = next((one for one in row.sample.drawn if one["key"] == row.item), None)
    if item is None:
        return Obstacle("item-not-drawn", "Dit zit niet in de steekproef.")
    if row.word != Word.RIGHT and not row.reason.strip():
        return Obstacle("verdict-without-reason", "Schrijf op waarom u dit vindt.")
    if len(row.reason) > LONGEST_REASON:
        return Obstacle("verdict-reason-too-long", f"Een reden heeft hoogstens {LONGEST_REASON} tekens.")
    return _amount_fault(row, item["cents"])


def _amount_fault(row: AuditVerdict, cents: int) -> Obstacle | None:
    """What is wrong with the amount of a verdict on something of so many cents; a step has no amount, what it did may."""
    if row.word == Word.RIGHT and row.error_cents:
        return Obstacle("error-where-all-is-right", "Wat in orde is, heeft geen bedrag dat fout is.")
    if row.word == Word.ERROR and cents and not row.error_cents:
        return Obstacle("error-without-amount", "Vul in welk bedrag fout is.")
    if cents and row.error_cents > cents:
        return Obstacle("error-beyond-amount", "Er kan niet meer fout zijn dan het bedrag zelf.")
    return None


@dataclass(frozen=True, slots=True)
class Judged:
    """One thing in a sample with its verdict: the amount it weighs, how often it was hit, the word, and how much is wrong or uncertain."""

    amount_cents: int
    word: str
    error_cents: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What the verdicts on a sample come to: how many are given, and per word how many, how much, and projected on all (None: cannot)."""

    given: int
    wanted: int
    right: int
    errors: int
    error_cents: int
    projected_error_cents: int | None
    uncertain: int
    uncertain_cents: int
    projected_uncertain_cents: int | None

    @property
    def complete(self) -> bool:
        """Whether everything in the sample has a verdict."""
        return self.given == self.wanted


def summary(sample: AuditSample, standing: Mapping[str, AuditVerdict]) -> Summary:
    """What the verdicts that stand say of all that the sample was drawn from. Nothing is projected before everything is judged."""
    items = sample.drawn
    judged = [
        Judged(item["cents"], standing[item["key"]].word, standing[item["key"]].error_cents)
        for item in items
        if item["key"] in standing
    ]

    def of(word: str) -> list[Judged]:
        return [one for one in judged if one.word == word]

    def whole(word: str) -> int | None:
        if len(judged) < len(items) or not sample.total_cents:
            return None
        if sample.asked["wijze"] == EURO:
            return projected_by_euro(of(word), sample.total_cents, sum(item["hits"] for item in items))
        return projected_by_item(of(word), len(items), sample.population)

    errors, uncertain = of(Word.ERROR), of(Word.UNCERTAIN)
    return Summary(
        len(judged), len(items), len(of(Word.RIGHT)),
        len(errors), sum(one.error_cents for one in errors), whole(Word.ERROR),
        len(uncertain), sum(one.error_cents for one in uncertain), whole(Word.UNCERTAIN),
    )  # fmt: skip


def projected_by_euro(wrong: Iterable[Judged], total_cents: int, hits: int) -> int:
    """The most likely error in all of a population of which every euro had the same chance to be drawn, rounded up to whole cents.

    Each hit stands for an interval of J = total / hits. An item smaller than J is projected by its tainting, the part of it that is
    wrong: error / amount × J. An item of J or more was certain to be drawn, so that its error stands for itself alone. Source: ISA 530,
    paragraph 14 (the auditor projects misstatements found in the sample to the population), by the ratio method of monetary unit
    sampling as in the AICPA audit guide "Audit Sampling", chapter 6.

    One item of € 10 of which € 5 is wrong, one hit in each € 100: half of the € 100 for which it stands.

    >>> projected_by_euro([Judged(10_00, "error", 5_00)], 1_000_00, 10)
    5000
    >>> projected_by_euro([Judged(100_00, "error", 5_00), Judged(250_00, "error", 1)], 1_000_00, 10)
    501
    """
    interval = Fraction(total_cents, hits)
    return math.ceil(
        sum(
            one.error_cents if one.amount_cents >= interval else Fraction(one.error_cents, one.amount_cents) * interval
            for one in wrong
            if one.amount_cents
        )
    )


def projected_by_item(wrong: Iterable[Judged], drawn: int, population: int) -> int:
    """The most likely error in all of a population of which every item had the same chance, rounded up to whole cents.

    The mean error per item in the sample, times the number of items: the difference method. Source: ISA 530, paragraph 14; AICPA audit
    guide "Audit Sampling", chapter 7.

    >>> projected_by_item([Judged(10_00, "error", 5_00)], 10, 48)
    2400
    """
    return math.ceil(Fraction(sum(one.error_cents for one in wrong) * population, drawn))
