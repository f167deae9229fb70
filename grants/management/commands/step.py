"""`manage.py step MACHINE.ACTION SUBJECT`: take any step of any machine, its data as JSON; without a subject it tells of the step."""

from __future__ import annotations

import dataclasses
import json
import uuid
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from grants import asked_once
from grants.management.people import acting
from grants.management.spoken import Spoken
from grants.management.step_words import tell
from grants.management.taken import told
from grants.models import Application, Round
from grants.named import case_of, id_in, round_of
from grants.register_rows import read_register
from workflow import door
from workflow.canonical import digest
from workflow.errors import refuse
from workflow.facts import Actor, Change, Payload
from workflow.models import Register
from workflow.reading import read
from workflow.registers import register_id
from workflow.registry import MACHINES

NEW = "nieuw"

CASES, ROUNDS = ("application", "other"), ("round", "carry_to")
"""The fields of a payload that may name a case by its reference, or a round by its code."""


class Command(Spoken):
    help = (
        "Neemt een stap, met de gegevens die erbij horen als JSON. Zonder onderwerp vertelt zij wat bij de stap hoort."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("step", nargs="?", default="", help="de stap: application.file, decision.draft_decision, …")
        parser.add_argument("subject", nargs="?", help="kenmerk van de zaak, code van de ronde, een id, of ‘nieuw’")
        parser.add_argument(
            "--in", dest="dossier", metavar="ZAAK", help="kenmerk van de zaak waarin iets nieuws begint"
        )
        parser.add_argument("--as", dest="person", metavar="WIE", help="wie dit doet: een login of een id")
        parser.add_argument("--for", dest="applicant", metavar="AANVRAGER", help="namens wie: een login of een id")
        parser.add_argument(
            "--data",
            action="append",
            default=[],
            help="de gegevens als JSON, of @bestand; meer dan eens wordt samengevoegd",
        )
        parser.add_argument("--what-if", action="store_true", help="verander niets, zeg wat er zou gebeuren")

    def work(self, options: dict[str, Any]) -> None:
        if options["subject"] is None:
            self.stdout.write("\n".join(tell(options["step"])))
            return
        if not options["person"]:
            raise CommandError("Zeg met --as wie deze stap neemt.")
        actor = acting(options["person"], options["applicant"])
        change = _change(options, actor)
        key = asked_once.key_of([change], born=options["subject"] == NEW)
        done = door.act([change], actor=actor, key=key, write=not options["what_if"])
        self.stdout.write("\n".join(told(done)))
        if options["what_if"]:
            self.stdout.write("Zo zou het gaan. Er is niets veranderd.")


def _change(options: dict[str, Any], actor: Actor) -> Change:
    machine, _, action = options["step"].partition(".")
    dossier = case_of(options["dossier"]) if options["dossier"] else None
    payload = _payload(machine, action, _together(options["data"]), dossier)
    stream = dossier.stream_id if dossier else None
    if options["subject"] == NEW:
        said = [options["step"], actor.person, payload.said()]
        return Change(machine, action, _new(machine, stream, digest(said)), payload, stream)
    return Change(machine, action, _subject(machine, action, options["subject"]), payload, stream)


def _payload(machine: str, action: str, plain: object, dossier: Application | None) -> Payload:
    """What comes with the step; the case is that in which it begins, unless another is named."""
    kind = MACHINES[machine].payloads.get(action, Payload) if machine in MACHINES else Payload
    if machine == Register.MACHINE:
        return read_register(kind, plain)
    fields = {part.name for part in dataclasses.fields(kind)}
    if isinstance(plain, dict):
        if dossier and "application" in fields:
            plain = {"application": str(dossier.pk), **plain}
        plain = {name: _named(name, value) if name in fields else value for name, value in plain.items()}
    return read(kind, plain)


def _named(field: str, value: object) -> object:
    """The id of what a field names by reference or code; anything else as it is."""
    if not isinstance(value, str) or id_in(value):
        return value
    if field in CASES:
        return str(case_of(value).pk)
    return str(round_of(value).pk) if field in ROUNDS else value


def _together(said: Sequence[str]) -> object:
    """All that was given, as one object; what is no object stands for itself, and is refused by its name."""
    found = [_plain(one) for one in said] or [{}]
    objects = [one for one in found if isinstance(one, dict)]
    return {name: value for one in objects for name, value in one.items()} if objects == found else found[0]


def _plain(said: str) -> object:
    """The data of a step: JSON, or the name of a file that holds it."""
    try:
        return json.loads(Path(said[1:]).read_text("utf-8") if said.startswith("@") else said)
    except (OSError, ValueError) as wrong:
        raise CommandError(f"Dit is geen JSON, of het bestand is er niet: {said}") from wrong


def _new(machine: str, dossier: uuid.UUID | None, said: str) -> uuid.UUID:
    """The id of something new: it follows from who says what, so that the same command twice is one, until that one is over."""
    model = MACHINES[machine].model if machine in MACHINES else None
    for number in count():
        subject = uuid.uuid5(dossier or uuid.UUID(int=0), f"{said}/{number}")
        row = model._default_manager.filter(pk=subject).first() if model else None
        if row is None or any(declared.opens(row.state) for declared in row.declarations().values()):
            return subject
    raise AssertionError


def _subject(machine: str, action: str, named: str) -> uuid.UUID:
    """What the step is about: a register or round by its code, a case by its reference, or the one thing in a case that the step fits."""
    if found := id_in(named):
        case = Application.objects.filter(pk=found).first()
        return found if case is None else _in_case(machine, action, case)
    if machine == Register.MACHINE:
        return register_id(named)
    if machine == Round.MACHINE:
        return round_of(named).pk
    return _in_case(machine, action, case_of(named))


def _in_case(machine: str, action: str, case: Application) -> uuid.UUID:
    rules = MACHINES.get(machine)
    declared = rules.model.declarations().get(action) if rules else None
    if rules is None or declared is None or machine == Application.MACHINE:
        return case.pk
    rows = rules.model._default_manager.filter(stream=case.stream_id, state__in=declared.sources).order_by("pk")
    if len(rows) == 1:
        return rows[0].pk
    found = "".join(f"\n  {one.pk}  {one}" for one in rows)
    many = f"staan er {len(rows)}. Geef het id.{found}" if rows else "staat er geen."
    sentence = f"Waarop ‘{declared.label}’ nu kan: in {case.stream.reference} {many}"
    raise refuse("unknown-subject", "which-one", sentence)
