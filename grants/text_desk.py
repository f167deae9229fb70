"""The desk of texts: what stands in the letters of a scheme, what waits for a second person, and what stood there before."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import IntegrityError

from grants import asked_once
from grants.letters import texts
from grants.models import LetterText
from partners.models import Person
from workflow import clock, door
from workflow.errors import refuse
from workflow.facts import Actor, Change
from workflow.registers import TEXTS, Entries, register_id
from workflow.registry import SCHEMES


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording with who proposed it and who decided on it; the first one is that of the scheme itself, with no row."""

    row: LetterText | None
    text: str
    by: str = ""
    decided_by: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """One text of one scheme: what it is about, what stands, what waits, and every wording there was, the last first."""

    scheme: str
    name: str
    wordings: Sequence[Wording]

    @property
    def label(self) -> str:
        """What it is about."""
        return texts.label(self.name)

    @property
    def is_note(self) -> bool:
        """Whether it is a paragraph of its own."""
        return self.name not in texts.REASONS

    @property
    def stands(self) -> Wording:
        """What letters say now."""
        return next(one for one in self.wordings if one.row is None or one.row.released)

    @property
    def waiting(self) -> Sequence[Wording]:
        """What was proposed and is not decided, the first first."""
        return [one for one in reversed(self.wordings) if one.row and one.row.released is None]


def text(scheme: str, name: str) -> Text:
    """One text. Raises `Refusal` when there is no such text."""
    if not texts.is_known(scheme, name):
        raise refuse("unknown-subject", "unknown-text", "Deze tekst kennen wij niet.")
    return _read(LetterText.objects.filter(scheme=scheme, name=name), [(scheme, name)])[0]


def of_scheme(scheme: str) -> list[Text]:
    """The sentences of a scheme, and the paragraphs that its letters have or wait for."""
    rows = LetterText.objects.filter(scheme=scheme)
    added = sorted({row.name for row in rows} - set(texts.REASONS))
    return _read(rows, [(scheme, name) for name in (*texts.reworded(SCHEMES[scheme]), *added)])


def waiting() -> list[Text]:
    """Every text of which a wording waits for a second person."""
    rows = LetterText.objects.filter(released=None)
    return _read(rows, sorted({(row.scheme, row.name) for row in rows}))


def _read(rows: Iterable[LetterText], wanted: Sequence[tuple[str, str]]) -> list[Text]:
    people = {one for row in rows for one in (row.proposed_by, row.decided_by) if one}
    names: dict[uuid.UUID | None, str] = dict(Person.objects.filter(pk__in=people).values_list("pk", "name"))
    found: dict[tuple[str, str], list[Wording]] = {key: [Wording(None, texts.first(*key))] for key in wanted}
    for row in sorted(rows, key=lambda one: one.number):
        said = Wording(row, row.text, names.get(row.proposed_by, ""), names.get(row.decided_by, ""))
        found[row.scheme, row.name].insert(0, said)
    return [Text(*key, wordings) for key, wordings in found.items()]


def propose(scheme: str, name: str, words: str, actor: Actor) -> LetterText:
    """Propose a wording; the same words again are the same proposal. Raises `Refusal`."""
    known = text(scheme, name)
    said = words.replace("\r\n", "\n").strip()
    mine = [one.row for one in known.waiting if one.row and one.text == said and one.row.proposed_by == actor.person]
    if mine:
        return mine[0]
    if said == known.stands.text:
        raise refuse("guard", "text-same", "Deze tekst staat al in de brief. Verander eerst iets.")
    assert actor.person is not None
    row = LetterText(
        id=uuid.uuid4(), scheme=scheme, name=name, number=len(known.wordings), text=said, proposed_by=actor.person,
        proposed_on=clock.today(),
    )  # fmt: skip
    try:
        _take(Entries(TEXTS, (row,)), actor)
    except IntegrityError as taken:
        # A colleague proposed another wording between the reading and the writing, under the same number.
        sentence = "Een collega stelde net ook een tekst voor. Kijk of die van u nog nodig is."
        raise refuse("wrong-state", "text-overtaken", sentence) from taken
    return row


def decide(wording: uuid.UUID, actor: Actor, *, released: bool) -> LetterText:
    """Release what a colleague proposed, or turn it down; who proposed it takes it back so. Raises `Refusal`."""
    row = LetterText.objects.filter(pk=wording).first()
    if row is None:
        raise refuse("unknown-subject", "unknown-text", "Deze tekst kennen wij niet.")
    values = {"decided_by": actor.person, "decided_on": clock.today(), "released": released}
    _take(Entries(TEXTS, (), ((row, values),)), actor)
    return row


def _take(entries: Entries, actor: Actor) -> None:
    change = Change("register", "word", register_id(TEXTS), entries)
    door.act([change], actor=actor, key=asked_once.key_of([change]))
