"""`manage.py step MACHINE.ACTION SUBJECT`: take any step of any machine, with what belongs to it as JSON; --what-if changes nothing."""

from __future__ import annotations

import json
import uuid
from itertools import count
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from grants import explanation
from grants.management.people import actor_of
from workflow import door
from workflow.canonical import digest
from workflow.errors import Refusal
from workflow.facts import Actor, Change, Payload
from workflow.reading import read
from workflow.registry import MACHINES

NEW = "nieuw"


class Command(BaseCommand):
    help = "Neemt een stap, met de gegevens die erbij horen als JSON. Met --what-if verandert er niets."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("step", help="de stap: application.file, decision.draft_decision, …")
        parser.add_argument("subject", help="kenmerk van de zaak, een id, of ‘nieuw’")
        parser.add_argument("--in", dest="dossier", help="kenmerk van de zaak waarin iets nieuws begint")
        parser.add_argument("--as", dest="person", required=True, help="wie dit doet: een login of een id")
        parser.add_argument("--for", dest="applicant", type=uuid.UUID, help="namens wie: het id van de aanvrager")
        parser.add_argument("--data", default="{}", help="de gegevens als JSON, of @bestand")
        parser.add_argument("--what-if", action="store_true", help="verander niets, zeg wat er zou gebeuren")

    def handle(self, *_: Any, **options: Any) -> None:
        actor = actor_of(options["person"])
        if options["applicant"]:
            actor = Actor(person=actor.person, on_behalf_of=options["applicant"])
        try:
            change = self._change(options, actor)
            steps = 0 if options["subject"] == NEW else _steps_before(change)
            key = f"step/{digest([options['step'], str(change.subject), steps, change.payload.said()])}"
            done = door.act([change], actor=actor, key=key, write=not options["what_if"])
        except Refusal as refusal:
            reasons = (
                f"{one.sentence} ({'; '.join(filter(None, [one.code, one.article]))})" for one in refusal.obstacles
            )
            raise CommandError("\n".join(reasons)) from refusal
        if done.repeated:
            self.stdout.write("Dit deed u al. Er verandert niets.")
        for taken in done.taken:
            moved = f"{taken.state_before or NEW} → {taken.state_after}"
            step = f"{taken.change.machine}.{taken.change.action}"
            self.stdout.write(f"{taken.reference}  {step}  {moved}  {taken.change.subject}")

    def _change(self, options: dict[str, Any], actor: Actor) -> Change:
        machine, _, action = options["step"].partition(".")
        kind = MACHINES[machine].payloads.get(action, Payload) if machine in MACHINES else Payload
        payload = read(kind, _plain(options["data"]))
        dossier = _dossier(options["dossier"]) if options["dossier"] else None
        if options["subject"] == NEW:
            said = [options["step"], actor.person, payload.said()]
            return Change(machine, action, _new(machine, dossier, digest(said)), payload, dossier)
        return Change(machine, action, _subject(options["subject"]), payload, dossier)


def _plain(said: str) -> object:
    """The data of a step: JSON, or the name of a file that holds it."""
    try:
        return json.loads(Path(said[1:]).read_text("utf-8") if said.startswith("@") else said)
    except (OSError, ValueError) as wrong:
        raise CommandError(f"Dit is geen JSON, of het bestand is er niet: {said}") from wrong


def _dossier(named: str) -> uuid.UUID:
    case = explanation.found(named)
    if case is None:
        raise CommandError(f"Wij kennen geen zaak ‘{named}’. Geef een kenmerk, of een id.")
    return case.stream_id


def _new(machine: str, dossier: uuid.UUID | None, said: str) -> uuid.UUID:
    """The id of something new: it follows from who says what, so that the same command twice is one, until that one is over."""
    model = MACHINES[machine].model if machine in MACHINES else None
    for number in count():
        subject = uuid.uuid5(dossier or uuid.UUID(int=0), f"{said}/{number}")
        row = model._default_manager.filter(pk=subject).first() if model else None
        if row is None or any(declared.opens(row.state) for declared in row.declarations().values()):
            return subject
    raise AssertionError


def _steps_before(change: Change) -> int:
    """How many steps the subject took: the same words after another step are another call."""
    model = MACHINES[change.machine].model if change.machine in MACHINES else None
    row = model._default_manager.filter(pk=change.subject).first() if model else None
    return row.subject_seq if row else 0


def _subject(named: str) -> uuid.UUID:
    """What the step is about, by reference or by id."""
    if case := explanation.found(named):
        return case.pk
    try:
        return uuid.UUID(named)
    except ValueError as wrong:
        raise CommandError(f"Wij kennen geen zaak ‘{named}’. Geef een kenmerk, of een id.") from wrong
