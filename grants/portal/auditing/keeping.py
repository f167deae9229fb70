"""Samples that are kept, and the verdicts on them: entered in the register of the audit, so that the trail says who found what."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet
from django.http import Http404, QueryDict
from django.utils.translation import gettext, gettext_lazy

from grants import auditing
from grants.auditing import Summary
from grants.desk import Desk
from grants.models import AuditSample, AuditVerdict
from grants.portal.auditing import sampling
from grants.portal.auditing.drawing import Drawn, Item
from grants.portal.auditing.sampling import Sample, Unit
from grants.portal.fields import EuroField
from partners.models import Person
from workflow import clock
from workflow.canonical import canonical, plain
from workflow.door import perform
from workflow.facts import Outcome
from workflow.registers import AUDIT, Entries, register_id

PER_PAGE = 20


class VerdictForm(forms.Form):
    """What an auditor finds of one thing."""

    use_required_attribute = False

    oordeel = forms.ChoiceField(
        label=gettext_lazy("Wat vindt u?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies wat u vindt.")},
    )
    bedrag = EuroField(
        label=gettext_lazy("Welk bedrag is fout of onzeker?"),
        required=False,
        help_text=gettext_lazy("Alleen als het niet in orde is."),
    )
    reden = forms.CharField(
        label=gettext_lazy("Waarom?"),
        required=False,
        max_length=auditing.LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Nodig als het niet in orde is. Schrijf op waar u het zag."),
    )

    def __init__(self, data: QueryDict | None, *, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        words = [(word.value, gettext(word.label).capitalize()) for word in AuditVerdict.Word]
        self.fields["oordeel"].choices = words  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Line:
    """One thing in a kept sample, with the verdict that stands and who gave it."""

    drawn: Drawn
    unit: Unit
    verdict: AuditVerdict | None
    by: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A kept sample with its verdicts, and whether it would be drawn the same today."""

    row: AuditSample
    sample: Sample
    lines: Sequence[Line]
    summary: Summary
    is_same_today: bool

    @property
    def following(self) -> Line | None:
        """The first that has no verdict yet."""
        return next((one for one in self.lines if one.verdict is None), None)


def keep(sample: Sample, desk: Desk) -> uuid.UUID:
    """Keep a sample as it was drawn; the same sample by the same auditor is kept once."""
    question = canonical({name: plain(value) for name, value in sample.asked.items()})
    assert desk.actor.person is not None
    mine = uuid.uuid5(desk.actor.person, f"{question}{sample.population_sha256}")
    if not AuditSample.objects.filter(pk=mine).exists():
        row = AuditSample(
            id=mine, question=question, items=canonical(list(_items(sample))), population=sample.population,
            total_cents=sample.total_cents, population_sha256=sample.population_sha256, kept_by=desk.actor.person,
            kept_on=clock.today(),
        )  # fmt: skip
        _enter(row, desk)
    return mine


def _items(sample: Sample) -> Iterator[dict[str, Any]]:
    for drawn, unit in sample.drawn:
        yield {
            "place": drawn.place, "key": drawn.item.key, "hits": drawn.hits, "cents": drawn.item.amount_cents,
            "stream": str(unit.stream), "reference": unit.reference, "what": unit.what, "day": unit.day.isoformat(),
        }  # fmt: skip


def _enter(row: AuditSample | AuditVerdict, desk: Desk) -> Outcome:
    """Enter a row under its own id: a second click enters it once."""
    entries = Entries(AUDIT, (row,))
    return perform("register", "audit", register_id(AUDIT), entries, actor=desk.actor, key=f"audit/{row.pk}")


def judge(row: AuditSample, line: Line, said: Mapping[str, Any], desk: Desk) -> Outcome:
    """Give a verdict on one thing. Raises `Refusal` when it does not hold together."""
    assert desk.actor.person is not None
    number = line.verdict.number + 1 if line.verdict else 1
    verdict = AuditVerdict(
        id=uuid.uuid5(row.pk, f"{line.drawn.item.key}/{number}"), sample=row, item=line.drawn.item.key, number=number,
        word=said["oordeel"], error_cents=said["bedrag"] or 0, reason=said["reden"], given_by=desk.actor.person,
        given_on=clock.today(),
    )  # fmt: skip
    return _enter(verdict, desk)


def standing(line: Line) -> dict[str, Any]:
    """The verdict that stands, to begin with."""
    if line.verdict is None:
        return {}
    return {
        "oordeel": line.verdict.word,
        "bedrag": line.verdict.error_cents or None,
        "reden": line.verdict.reason,
    }


def find(sample: uuid.UUID) -> Kept:
    """A kept sample. Raises `Http404` when there is none."""
    row = AuditSample.objects.filter(pk=sample).first()
    if row is None:
        raise Http404
    standing = {one.item: one for one in AuditVerdict.objects.filter(sample=row).order_by("number")}
    names = dict(Person.objects.filter(pk__in={one.given_by for one in standing.values()}).values_list("pk", "name"))
    drawn = sample_of(row)
    lines = [
        Line(one, unit, found := standing.get(one.item.key), names.get(found.given_by, "") if found else "")
        for one, unit in drawn.drawn
    ]
    return Kept(row, drawn, lines, auditing.summary(row, standing), _is_same_today(row))


def _is_same_today(row: AuditSample) -> bool:
    """Whether the same question draws from the same things today: who doubts the list draws it again."""
    form = sampling.Question(row.asked)
    return form.is_valid() and sampling.draw(form.cleaned_data).population_sha256 == row.population_sha256


def sample_of(row: AuditSample) -> Sample:
    """A kept sample as it was drawn."""
    drawn = tuple(
        (
            Drawn(Item(one["key"], one["cents"]), one["place"], one["hits"]),
            Unit(
                Item(one["key"], one["cents"]),
                uuid.UUID(one["stream"]),
                one["reference"],
                one["what"],
                date.fromisoformat(one["day"]),
            ),
        )
        for one in row.drawn
    )
    return Sample(row.asked, row.population, row.total_cents, row.population_sha256, drawn)


def listed(number: str) -> Page[AuditSample]:
    """A page of the samples that were kept, the last first, with how many things in each have a verdict; two queries."""
    counted: QuerySet[Any] = AuditSample.objects.annotate(judged=Count("verdicts__item", distinct=True))
    return Paginator(counted.order_by("-kept_on", "pk"), PER_PAGE).get_page(number)


def line_at(kept: Kept, place: int) -> tuple[Line, Line | None]:
    """The thing at a place, and the next without a verdict. Raises `Http404` when there is none."""
    line = next((one for one in kept.lines if one.drawn.place == place), None)
    if line is None:
        raise Http404
    after = [one for one in kept.lines if one.verdict is None and one is not line]
    return line, next((one for one in after if one.drawn.place > place), after[0] if after else None)


def told(kept: Kept) -> dict[str, Any]:
    """The verdicts and what they come to, as the export holds them; amounts in cents."""
    given = [
        {
            "plaats": one.drawn.place, "kenmerk": one.unit.reference, "sleutel": one.drawn.item.key,
            "oordeel": one.verdict.get_word_display(), "bedrag_cents": one.verdict.error_cents, "reden": one.verdict.reason,
            "door": one.by, "op": one.verdict.given_on.isoformat(),
        }
        for one in kept.lines if one.verdict
    ]  # fmt: skip
    return {"oordelen": given, "samen": asdict(kept.summary)}
