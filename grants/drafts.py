"""Filling in before filing: what was typed is kept as it was typed, by whoever fills in, and nothing is overwritten unseen.

It stands outside the trail. Who writes locks the dossier, so that two people who save at once come one after the other.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery

from documents import uploads
from documents.models import Upload
from grants.attached import accounted, named, said_along
from grants.models import Application, CoWriter, DraftAnswer
from workflow import clock
from workflow.models import Stream

MOST_CHARS = 100_000
"""Of one answer: ten times what any question takes, so that a text that is too long is kept while it is made shorter."""

MOST_WORDINGS = 50
"""Of one answer: what is older than that is let go."""

MOST_DRAFTS = 10
"""Of one person in one round."""

PARTY = "aanvrager"
"""The question for whom one applies, which no scheme asks: the id of an organisation, or nothing yet."""

LATER = ".later"
"""The end of the name under which stands that an attachment comes later."""

UNTOUCHED = timedelta(days=365)
"""How long what was not filed is kept after its round closed, and after somebody last touched it."""

CHOSEN = timedelta(days=30)
"""How long a file is kept that somebody chose when completing, before it counts as never sent."""

MOST_FILES = 500
"""That one cleaning lets go of; the next one goes on."""

NOTHING = "null"


class TooLong(Exception):  # noqa: N818 - it is what is wrong with an answer, not an error of the program.
    """An answer that is longer than anything that is kept."""


class Over(Exception):  # noqa: N818 - the same.
    """The application is no draft any more: it was filed or withdrawn meanwhile."""


@dataclass(frozen=True, slots=True)
class Typed:
    """An answer as it was typed on a page, and the number of the wording that the page showed (0: none)."""

    value: Any
    seen: int = 0


def as_text(value: Any) -> str:
    """What was typed as the text that is kept. Raises `TooLong`."""
    try:
        text = json.dumps(value)
    except (RecursionError, ValueError):
        raise TooLong from None
    if _size(value) > MOST_CHARS:
        raise TooLong
    return text


def _size(value: Any) -> int:
    if isinstance(value, Mapping):
        return sum(_size(one) for one in value.values())
    return sum(map(_size, value)) if isinstance(value, list) else len(str(value))


def typed(row: DraftAnswer | None) -> Any:
    """What was typed, None where nothing was, or where it was erased."""
    return json.loads(row.value) if row and row.value else None


def newest(case: Application, questions: Iterable[str] | None = None) -> dict[str, DraftAnswer]:
    """The wordings that count, by question, with who typed them. One query."""
    last = DraftAnswer.objects.filter(application=OuterRef("application"), question=OuterRef("question"))
    found = DraftAnswer.objects.filter(application=case, number=Subquery(last.order_by("-number").values("number")[:1]))
    if questions is not None:
        found = found.filter(question__in=list(questions))
    return {row.question: row for row in found.select_related("person")}


def wordings(case: Application) -> QuerySet[DraftAnswer]:
    """Every wording that is kept, the newest first: who changed what, and when."""
    return DraftAnswer.objects.filter(application=case).select_related("person").order_by("-saved_at", "question")


def keep(
    case: Application, person: uuid.UUID, answers: Mapping[str, Typed], sheet: uuid.UUID
) -> dict[str, DraftAnswer]:
    """Keep what was typed, but for the answers that somebody else, or another page, changed meanwhile: those come back as they stand.

    What is there already is not kept twice, so that saving again changes nothing.

    Raises:
        TooLong: when an answer is longer than anything that is kept; then none is.
        Over: when the application is no draft any more.
    """
    texts = {id_: as_text(one.value) for id_, one in answers.items()}
    with transaction.atomic():
        Stream.objects.select_for_update().get(pk=case.stream_id)
        if not Application.objects.filter(pk=case.pk, state=Application.DRAFT).exists():
            raise Over
        stand = newest(case, answers)
        changed = {id_: text for id_, text in texts.items() if text != _standing(stand.get(id_))}
        clashes = _clashes(case, answers, changed, stand, sheet)
        rows = [
            DraftAnswer(
                application=case, question=id_, number=_number(stand.get(id_)) + 1, value=text, person_id=person,
                sheet=sheet, saved_at=clock.now(),
            )
            for id_, text in changed.items()
            if id_ not in clashes
        ]  # fmt: skip
        DraftAnswer.objects.bulk_create(rows)
        _let_go(rows)
    return {id_: row for id_, row in clashes.items() if row is not None}


def _standing(row: DraftAnswer | None) -> str:
    return (row.value or NOTHING) if row else NOTHING


def _number(row: DraftAnswer | None) -> int:
    return row.number if row else 0


def _clashes(
    case: Application,
    answers: Mapping[str, Typed],
    changed: Mapping[str, str],
    stand: Mapping[str, DraftAnswer],
    sheet: uuid.UUID,
) -> dict[str, DraftAnswer | None]:
    """What stands where something else is not to be written: another's newer wording, also where it was not touched here (None)."""
    newer = {id_: row for id_ in changed if (row := stand.get(id_)) and row.number > answers[id_].seen}
    others = {id_: row for id_, row in newer.items() if row.sheet != sheet}
    if not others:
        return {}
    seen = Q()
    for id_ in others:
        seen |= Q(question=id_, number=answers[id_].seen)
    shown = dict(DraftAnswer.objects.filter(seen, application=case).values_list("question", "value"))
    return {id_: None if changed[id_] == shown.get(id_, NOTHING) else row for id_, row in others.items()}


def _let_go(rows: Sequence[DraftAnswer]) -> None:
    for row in rows:
        if row.number > MOST_WORDINGS:
            old = DraftAnswer.objects.filter(application=row.application_id, question=row.question)
            old.filter(number__lte=row.number - MOST_WORDINGS).delete()


def of_parties(organisations: Iterable[uuid.UUID]) -> QuerySet[Application]:
    """The drafts that are filled in for one of these organisations."""
    last = DraftAnswer.objects.filter(application=OuterRef("pk"), question=PARTY).order_by("-number").values("value")
    chosen = [json.dumps(str(one)) for one in organisations]
    return Application.objects.alias(party=Subquery(last[:1])).filter(state=Application.DRAFT, party__in=chosen)


def parties(cases: Iterable[Application]) -> dict[uuid.UUID, uuid.UUID]:
    """For which organisation each of these drafts is filled in, where somebody said so. One query."""
    rows = DraftAnswer.objects.filter(application__in=list(cases), question=PARTY).order_by("number")
    said = {case: json.loads(value) for case, value in rows.values_list("application_id", "value") if value}
    return {case: uuid.UUID(one) for case, one in said.items() if one}


def forget(case: Application) -> None:
    """Let go of what was filled in, and of who wrote along, once it was filed: the version of what was sent is what counts."""
    for model in (DraftAnswer, CoWriter):
        model.objects.filter(application=case).exclude(application__state=Application.DRAFT).delete()


def clean() -> int:
    """Let go of what nobody files any more, files included; how many wordings were. It may run at any time, and twice."""
    left = _left_behind(clock.now())
    unsent = Application.objects.filter(received_at=None).exclude(state=Application.DRAFT) | left.filter(
        received_at=None
    )
    gone = Upload.objects.filter(stream__in=unsent.values("stream"))
    for row in (gone | _never_sent(clock.now())).order_by("pk")[:MOST_FILES]:
        uploads.let_go(row)
    over = ~Q(application__state=Application.DRAFT) | Q(application__in=left.values("pk"))
    CoWriter.objects.filter(over).delete()
    filed = DraftAnswer.objects.exclude(application__state=Application.DRAFT).delete()[0]
    return filed + DraftAnswer.objects.filter(application__in=left.values("pk")).delete()[0]


def _never_sent(now: datetime) -> QuerySet[Upload]:
    """What somebody chose when completing and did not send: no answer names it, and it lies here for longer than any page stays open."""
    filed = Application.objects.filter(received_at__isnull=False).exclude(state=Application.DRAFT)
    old = Upload.objects.filter(stream__in=filed.values("stream"), uploaded_at__lt=now - CHOSEN)
    sent = (named() | accounted() | said_along()).values("pk")
    return old.exclude(pk__in=sent)


def _left_behind(now: datetime) -> QuerySet[Application]:
    """What nobody touched for a year after its round closed."""
    touched = DraftAnswer.objects.filter(saved_at__gte=now - UNTOUCHED).values("application")
    return Application.objects.filter(round__closes_at__lt=now - UNTOUCHED).exclude(pk__in=touched)
