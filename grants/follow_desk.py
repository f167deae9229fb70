"""The desk that follows grants: the changes that a reference and a few words ask for; the door judges them."""

from __future__ import annotations

from collections.abc import Sequence

from grants.models import Check, Obligation, Round
from grants.payloads import Note, Sample, Seen
from grants.payment_desk import case_of
from workflow import door
from workflow.canonical import digest
from workflow.errors import refuse
from workflow.facts import Actor, Change, Outcome
from workflow.models import Event


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
    row = Round.objects.filter(code=code).first()
    if row is None:
        raise refuse("unknown-subject", "unknown-round", f"Wij kennen geen ronde ‘{code}’.")
    share = int(percent) if percent.isascii() and percent.isdigit() else 0
    return [Change("round", "draw_sample", row.pk, Sample(seed, share))]


def take(changes: Sequence[Change], actor: Actor) -> Outcome:
    """Take the steps as one act; the same words after another step are another call."""
    said = [[one.action, one.subject, one.payload.said()] for one in changes]
    before = [Event.objects.filter(subject=one.subject).count() for one in changes]
    return door.act(changes, actor=actor, key=f"follow/{digest([said, before])}")


def _check(reference: str, kind: str, state: str) -> Check:
    """The first check of a case in a state, of a kind where one is named."""
    rows = case_of(reference).checks.filter(state=state).order_by("due_on", "pk")
    first = (rows.filter(kind=kind) if kind else rows).first()
    if first is None:
        raise refuse("unknown-subject", "no-such-check", "In dit dossier staat geen controle waar dit voor geldt.")
    return first
