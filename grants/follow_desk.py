"""The desk that follows grants: the changes that a reference and a few words ask for, and what came of them in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from grants.models import Application, Check, Obligation, Report
from grants.named import case_of, round_of
from grants.payloads import Note, Sample, Seen
from workflow.errors import refuse
from workflow.facts import Change, Outcome
from workflow.law.wording import dutch_date
from workflow.models import Subject

SAID: Mapping[str, type[Subject]] = {one.MACHINE: one for one in (Application, Check, Obligation)}
"""What is said of a step that follows a grant; letters and rounds speak for themselves."""

NEXT = {
    Check.PLANNED: "De beleidsmedewerker doet haar uiterlijk op {}.",
    Check.DONE: "De beleidsmedewerker antwoordt de ontvanger.",
}
"""Who does what next with a check."""


def plan(reference: str) -> list[Change]:
    """Plan the checks of a grant by its risk."""
    return [Change("application", "plan_monitoring", case_of(reference).pk)]


def seen(reference: str, kind: str, report: str, photos: tuple[tuple[str, str], ...]) -> list[Change]:
    """Record what was seen at the check that comes first."""
    return [Change("check", "carry_out", _check(reference, kind, Check.PLANNED).pk, Seen(report, photos))]


def answer(reference: str, kind: str, said: str) -> list[Change]:
    """Record what was answered after the check that was done first."""
    return [Change("check", "follow_up", _check(reference, kind, Check.DONE).pk, Note(said))]


def found(reference: str, action: str, words: str, note: str) -> list[Change]:
    """Find an obligation met or breached; it is named by words of its text."""
    rows = list(case_of(reference).obligations.filter(text__icontains=words))
    if len(rows) != 1:
        sentence = f"{len(rows)} verplichtingen in dit dossier passen bij ‘{words}’. Noem er één."
        raise refuse("unknown-subject", "which-obligation", sentence)
    return [Change(Obligation.MACHINE, action, rows[0].pk, Note(note))]


def sample(code: str, seed: str, percent: str) -> list[Change]:
    """Draw who accounts, of those in a round who are determined ex officio."""
    share = int(percent) if percent.isascii() and percent.isdigit() else 0
    return [Change("round", "draw_sample", round_of(code).pk, Sample(seed, share))]


def came(outcome: Outcome) -> Iterator[str]:
    """What came of it: for each step what it is about, who is next, and by when."""
    for taken in outcome.taken:
        model = SAID.get(taken.change.machine)
        if model is not None and (model is not Application or taken.change.action == "sample"):
            row = model._default_manager.get(pk=taken.change.subject)
            yield f"{taken.reference}: {said_of(row)}"


def said_of(row: Subject) -> str:
    """A check, an obligation or a case that was drawn, in a sentence: what, who is next, by when."""
    if isinstance(row, Check):
        what = f"controle ‘{row.get_kind_display()}’, {row.state_word}"
        return f"{what}. {NEXT.get(row.state, 'Klaar.').format(dutch_date(row.due_on))}"
    if isinstance(row, Obligation):
        by = f" Uiterlijk op {dutch_date(row.due_on)}." if row.due_on else f" {row.due_text}".rstrip()
        return f"verplichting ‘{row.text}’ {row.state_word}.{by if row.state == Obligation.DUE else ''}"
    assert isinstance(row, Application)
    return in_sample(row)


def in_sample(case: Application) -> str:
    """What somebody who was drawn has to do, and by when."""
    due = case.reports.filter(state=Report.DUE).exclude(due_on=None).order_by("due_on").first()
    by = f", uiterlijk op {dutch_date(due.due_on)}" if due and due.due_on else ""
    return f"{case.title}: getrokken. De ontvanger legt verantwoording af{by}."


def drawn(code: str) -> tuple[Application, ...]:
    """Who is in the sample of a round, in order of reference."""
    rows = Application.objects.filter(round__code=code, sampled=True).select_related("stream")
    return tuple(rows.order_by("stream__reference"))


def _check(reference: str, kind: str, state: str) -> Check:
    """The first check of a case in a state, of a kind where one is named."""
    rows = case_of(reference).checks.filter(state=state).order_by("due_on", "pk")
    first = (rows.filter(kind=kind) if kind else rows).first()
    if first is None:
        raise refuse("unknown-subject", "no-such-check", "In dit dossier staat geen controle waar dit voor geldt.")
    return first
