"""Taking a step on screen: fill in, look at what follows, confirm. The same key goes with all three, so that it is taken once."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext

from documents.addressing import address_of
from documents.models import Letter, SentAgain
from grants import sight, steps, trail
from grants.completing import completed
from grants.desk import Desk
from grants.models import Application, Handling, Message, Round
from grants.named import id_in
from grants.payloads import Draft, Handing, Help
from grants.portal import rounds
from grants.portal.desk import around
from grants.portal.payload_form import PayloadForm, form_for, said_in
from grants.portal.preview import Consequences, consequences
from workflow import door
from workflow.errors import Obstacle, Refusal
from workflow.facts import NOTHING, Actor, Change, Outcome, Payload
from workflow.machine import NEW, StepDeclaration
from workflow.registry import MACHINES

FILL_IN, CHECK, CONFIRM, LETTER = "invullen", "controleren", "bevestigen", "brief-"
"""What somebody can ask of the page of a step, as its buttons say it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a step is taken: a dossier, a round, or the desk itself; its name, and the address to go back to."""

    name: str
    title: str
    address: str


@dataclass(slots=True)
class Asked:
    """One step, by one colleague, on one thing of a dossier (None: something new)."""

    case: Application | None
    declared: StepDeclaration
    thing: trail.Thing | None
    actor: Actor
    key: uuid.UUID
    place: Place
    things: tuple[trail.Thing, ...] = ()
    """All that stands in the dossier: what a preview may name."""
    named: str = ""
    """The kind of decision that a link to the page named."""

    @property
    def kind(self) -> type[Payload]:
        """The payload that the step declares."""
        return MACHINES[self.declared.machine].payloads.get(self.declared.action, Payload)

    @property
    def needs_form(self) -> bool:
        """Whether anything has to be filled in."""
        return bool(dataclasses.fields(self.kind))

    @property
    def on_behalf(self) -> bool:
        """Whether the step is taken for the applicant."""
        return self.actor.on_behalf_of is not None

    def change(self, payload: Payload) -> Change:
        """The change that the door is asked for; what is new has an id that follows from the key."""
        machine, action = self.declared.machine, self.declared.action
        if self.thing:
            return Change(machine, action, self.thing.id, payload)
        dossier = None if MACHINES[machine].model.STREAM_KIND or self.case is None else self.case.stream_id
        return Change(machine, action, uuid.uuid5(self.key, machine), payload, dossier)

    def act(self, payload: Payload, *, write: bool) -> Outcome:
        """Ask the door, for real or to see what would follow."""
        return door.act([self.change(payload)], actor=self.actor, key=f"portal/{self.key}", write=write)


@dataclass(slots=True)
class Sheet:
    """The page as it stands after what was asked of it."""

    asked: Asked
    form: PayloadForm
    obstacles: tuple[Obstacle, ...] = ()
    follows: Consequences | None = None
    outcome: Outcome | None = None
    typed: tuple[tuple[str, str], ...] = ()


def find(case: Application, desk: Desk, machine: str, action: str, subject: str, key: str) -> Asked:
    """The step that an address names. Raises `Http404` when it is none, not in this dossier, or not one for this colleague."""
    things = things_of(case, desk)
    found = steps.named(case, things, desk, machine, action, None if subject == steps.NOTHING_YET else id_in(subject))
    if found is None or (subject != steps.NOTHING_YET and found[1] is None):
        raise Http404
    if machine == Message.MACHINE and not sight.hears(desk):
        raise Http404
    declared, thing = found
    if thing and machine in steps.BESIDE:
        thing = dataclasses.replace(thing, words=around.words_of(thing))
    place = Place(case.stream.reference, case.title, reverse("dossier", args=[case.stream.reference]))
    return Asked(case, declared, thing, steps.actor_for(declared, desk, case), key_of(key), place, things)


def find_in_round(round_: Round, desk: Desk, action: str, key: str) -> Asked:
    """The step of a round that an address names. Raises `Http404` as `find` does."""
    declared = Round.declarations().get(action)
    if declared is None or declared.opens(NEW) or not steps.role_for(declared, desk):
        raise Http404
    place = Place(round_.code, round_.title, reverse("round", args=[round_.code]))
    return Asked(None, declared, rounds.thing_of(round_), desk.actor, key_of(key), place)


def find_beginning(desk: Desk, machine: str, action: str, key: str) -> Asked:
    """The step that begins something new. Raises `Http404` as `find` does."""
    for declared in steps.beginnings(desk):
        if (declared.machine, declared.action) == (machine, action):
            return Asked(
                None, declared, None, desk.actor, key_of(key), Place(gettext("Begin iets nieuws"), "", reverse("begin"))
            )
    raise Http404


def key_of(text: str) -> uuid.UUID:
    """The key that a page sent along; a new one where it sent none."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.uuid4()


def things_of(case: Application, desk: Desk) -> tuple[trail.Thing, ...]:
    """All that stands in the dossier, with its words; read once for a page."""

    def read(_: object) -> dict[uuid.UUID, tuple[trail.Thing, ...]]:
        events = trail.events_of(case)
        return {case.pk: trail.things_in(events, trail.names_of(case, trail.laid(case, events, desk)))}

    return desk.rows.once("things", [case.pk], read)[case.pk]


Typed = MultiValueDict[str, str] | Mapping[str, Any]


def answer(
    asked: Asked, phase: str, data: Typed | None, drawn: type[PayloadForm] | None = None, files: Any = None
) -> Sheet:
    """What the page answers: the form (one that is `drawn`, else that of the payload), what would follow, is in the way, or was done."""
    made = drawn or form_for(asked.kind, asked.case, nobody_to_choose(asked))
    if data is None or (phase == FILL_IN and not asked.needs_form):
        sheet = Sheet(asked, made(initial=suggested(asked)))
        return sheet if asked.needs_form else _try(sheet, NOTHING, write=False)
    filled = made(data, files)
    sheet = Sheet(asked, filled)
    if phase == FILL_IN:
        return Sheet(asked, made(initial=_typed(filled)))
    if not filled.is_valid():
        return sheet
    try:
        payload = completed(filled.payload() if asked.needs_form else NOTHING, asked.case)
    except Refusal as refusal:
        return _refused(sheet, refusal)
    return _try(sheet, payload, write=phase == CONFIRM)


def letter(follows: Consequences, phase: str, render: Callable[..., bytes]) -> bytes:
    """The file of a letter that would be written, always marked as an example. Raises `Http404` when there is none by that number."""
    number = phase.removeprefix(LETTER)
    if not number.isascii() or not number.isdigit() or int(number) >= len(follows.letters):
        raise Http404
    written = follows.letters[int(number)]
    return render(written.kind, written.facts, watermark=True)


def _try(sheet: Sheet, payload: Payload, *, write: bool) -> Sheet:
    try:
        outcome = sheet.asked.act(payload, write=write)
    except Refusal as refusal:
        return _refused(sheet, refusal)
    if write:
        sheet.outcome = outcome
    else:
        sheet.follows = consequences(outcome, sheet.asked.things)
        sheet.typed = tuple(said_in(sheet.form)) if sheet.form.is_bound else ()
    return sheet


def _refused(sheet: Sheet, refusal: Refusal) -> Sheet:
    """What is in the way, above a form that keeps what was typed."""
    sheet.obstacles = refusal.obstacles
    return sheet


def _typed(form: PayloadForm) -> dict[str, Any]:
    """What was typed, to go on with."""
    return {name: form[name].data for name in form.fields}


def suggested(asked: Asked) -> dict[str, Any]:
    """With what a form begins: amount and kind of a decision, the duty that is handed over, the address of a letter that came back."""
    if asked.kind is Draft and asked.case:
        return {"amount_cents": asked.case.granted_cents or asked.case.requested_cents, "kind": asked.named or None}
    if asked.kind is Handing and asked.thing:
        return {"duty": Handling.objects.values_list("duty", flat=True).get(pk=asked.thing.id)}
    if asked.kind is SentAgain and asked.thing:
        return {"address": address_of(Letter.objects.get(pk=asked.thing.id))}
    return {}


def nobody_to_choose(asked: Asked) -> Sequence[uuid.UUID]:
    """Whom a form leaves out: oneself where one asks for help, and who has the duty already where it is handed over."""
    if asked.kind is Help and asked.actor.person:
        return [asked.actor.person]
    if asked.kind is Handing and asked.thing:
        return list(
            Handling.objects.filter(pk=asked.thing.id, state=Handling.ASSIGNED).values_list("handler", flat=True)
        )
    return ()
