"""Effects on what comes in: ideas, drafts, applications, completions, accounts."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, ClassVar

from grants.afterwards import kept
from grants.models import PersonalAnswer, Report, Suspension, Version
from grants.payloads import OnPaper, ReportText
from workflow.canonical import canonical
from workflow.clock import day_of
from workflow.facts import Change, Product, Put, Revise, Set, Then
from workflow.form import requested_cents
from workflow.scheme import Effect, word

if TYPE_CHECKING:
    from grants.facts import CaseFacts


class TakeIdea(Effect):
    """Write down an idea: it has a title and a sentence, and asks no amount."""

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """The idea in the row of the application that it may become."""
        idea = facts.payload
        yield Set(
            {
                "round_id": facts.round.pk,
                "contact_id": idea.contact,
                "title": idea.title,
                "idea_sentence": idea.sentence,
                "theme": idea.theme,
                "area_id": idea.area,
                "idea_received_at": facts.now,
            }
        )


class StartDraft(Effect):
    """A draft that grows out of nothing knows its round and who fills it in."""

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """Round, contact and a title to find it by."""
        if not facts.row.subject_seq:
            yield Set({"round_id": facts.round.pk, "contact_id": facts.payload.contact, "title": facts.scheme.title})


def read_answers(facts: CaseFacts) -> tuple[dict[str, Any], dict[str, Any]]:
    """The answers that came, read by their questions: the typed public ones and the personal ones."""
    public: dict[str, Any] = {}
    personal: dict[str, Any] = {}
    for id_, raw in facts.payload.answers.items():
        question: Any = facts.scheme.question(id_)
        (personal if question.personal else public)[id_] = question.read(raw)[0]
    return public, personal


def _version(facts: CaseFacts, number: int, public: dict[str, Any], personal: dict[str, Any]) -> Iterator[Product]:
    version = Version(
        id=uuid.uuid5(facts.row.pk, f"version/{number}"),
        application=facts.application,
        number=number,
        received_at=facts.received_at,
        answers=canonical(public),
    )
    yield Put(version)
    for id_, value in sorted(personal.items()):
        text = value if isinstance(value, str) else canonical(value)
        yield Put(PersonalAnswer(id=uuid.uuid5(version.pk, id_), version=version, question=id_, value=text))


@word
@dataclass(frozen=True, slots=True)
class Receive(Effect):
    """Receive an application: freeze what was sent, and take from it what everyone needs. `title` is the question that names the plan."""

    title: str = "idee_titel"

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """The first version, and moment, amounts and parties in the row."""
        filing = facts.payload
        public, personal = read_answers(facts)
        yield Set(
            {
                "organisation_id": filing.organisation,
                "contact_id": filing.contact,
                "bank_account_id": filing.bank_account,
                "area_id": filing.area,
                "title": public.get(self.title) or facts.application.title or facts.scheme.title,
                "draw_key": filing.draw_key or facts.row.stream.reference,
                "received_at": facts.received_at,
                **_asked(public),
            }
        )
        yield from _version(facts, 1, public, personal)


class ReceiveCompletion(Effect):
    """Receive what was missing: a new frozen version, in which the earlier answers stand as well."""

    NEEDS: ClassVar[frozenset[str]] = frozenset({"sent"})

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """The next version, what is asked by now, and the day from which the four weeks to set aside count anew."""
        sent = facts.need("sent")
        public, personal = read_answers(facts)
        answers = {**sent.answers, **public}
        yield Set({**_asked(answers), "completed_on": facts.received_on})
        yield from _version(facts, sent.number + 1, answers, personal)


def _asked(public: Mapping[str, Any]) -> dict[str, int | None]:
    """What is asked by these answers, and the least with which the plan still works; never more than what is asked."""
    requested = requested_cents(public) or None
    least = public.get("minimum") or requested
    return {"requested_cents": requested, "minimum_cents": min(least, requested) if requested and least else None}


class FindComplete(Effect):
    """The day of completeness is the day on which the last of it came, not the day on which somebody looked."""

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """The day from which the place in the queue counts."""
        case = facts.application
        assert case.received_at
        yield Set({"complete_on": case.complete_on or case.completed_on or day_of(case.received_at)})


class TakeUp(Effect):
    """What was not completed is decided on as it stands; its place in the queue is that of the day on which we found so."""

    NEEDS: ClassVar[frozenset[str]] = frozenset({"suspensions"})

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """The day in the row; the clock ran on by itself."""
        yield Set({"complete_on": facts.today})
        yield from (
            Revise(one, {"running": False})
            for one in facts.need("suspensions")
            if one.running and one.ground == Suspension.Ground.COMPLETION
        )


class AskCompletion(Effect):
    """Remember what is asked and until when one may complete; what is asked for is not complete."""

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """The day and the items in the row."""
        asked = facts.payload
        awaited = canonical(asked.consequences)
        yield Set({"completion_until": asked.until, "complete_on": None, "completed_on": None, "awaited": awaited})


class TakeReport(Effect):
    """Keep a report as it was received."""

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """The text, the day and what was answered."""
        given = facts.payload
        answers = kept(given.answers, facts.scheme)
        yield Set({"text": given.text, "submitted_on": facts.received_on, "answers": answers})


@word
@dataclass(frozen=True, slots=True)
class HandIn(Effect):
    """The account brings with it the report of this kind that the award asked for, unless that was handed in before."""

    kind: str
    NEEDS: ClassVar[frozenset[str]] = frozenset({"reports"})

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """The step of the report."""
        report = uuid.uuid5(facts.application.pk, f"report/{self.kind}")
        if all(one.state == Report.DUE for one in facts.need("reports") if one.pk == report):
            given = facts.payload
            arrival = {one.name: getattr(given, one.name) for one in fields(OnPaper)}
            yield Then(Change("report", "report", report, ReportText(given.text, **arrival)))


class OweReport(Effect):
    """What is owed, and by when."""

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """Kind and day in the row."""
        owed = facts.payload
        yield Set({"application_id": owed.application, "kind": owed.kind, "due_on": owed.due_on})
