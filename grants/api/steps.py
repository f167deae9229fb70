"""Where steps are taken: in the dossier of an application, in a round (where an application is filed), and where something begins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from rest_framework.exceptions import ValidationError

from grants import completing, steps, trail
from grants.api.payloads import read_data
from grants.api.taking import Asked, Place, Steps
from grants.desk import Desk
from grants.due_list import due_in
from grants.models import Application, Round
from grants.models.scheme import scheme_of
from grants.sent import with_sent
from grants.sight import seen_by
from partners.systems import READ_DOSSIERS, READ_SCHEMES, TAKE_STEPS
from workflow import clock
from workflow.facts import Actor, Change, Payload
from workflow.form import asked as questions_of
from workflow.machine import NEW, StepDeclaration
from workflow.models import Stream
from workflow.narrowing import used_steps
from workflow.registry import MACHINES

ALONG = ("round", "stream", "contact", "organisation", "bank_account", "area")


@dataclass(frozen=True, slots=True)
class InCase(Place):
    """The dossier of an application."""

    case: Application

    @property
    def stream(self) -> Stream:
        """Its trail."""
        return self.case.stream

    def offered(self) -> Sequence[steps.Offered]:
        """Every step on what stands in it, and those that begin something in it."""
        events = trail.events_of(self.case)
        rows = trail.laid(self.case, events, self.desk)
        things = trail.things_in(events, trail.names_of(self.case, rows))
        due = due_in(self.case, clock.today(), rows)
        return steps.offered(self.case, things, due, self.desk, leave_out=frozenset())

    def declared(self, said: Mapping[str, Any]) -> tuple[StepDeclaration, trail.Thing | None]:
        """The step that is named, and what it is taken on. Raises `Http404` when it is none for this colleague here."""
        things = trail.things_in(trail.events_of(self.case), {})
        found = steps.named(self.case, things, self.desk, said["machine"], said["action"], said.get("subject"))
        if found is None:
            raise Http404
        return found

    def asked(self, said: Mapping[str, Any], key: str) -> Asked:
        """The step on a thing in it, or the one that begins something."""
        declared, thing = self.declared(said)
        payload = payload_of(declared, said.get("data", {}), self.case, application=str(self.case.pk))
        actor = steps.actor_for(declared, self.desk, self.case)
        if thing:
            return Asked(Change(declared.machine, declared.action, thing.id, payload), actor)
        born = self.new_id(declared.machine, key)
        return Asked(Change(declared.machine, declared.action, born, payload, self.case.stream_id), actor)


@dataclass(frozen=True, slots=True)
class InRound(Place):
    """A round: its own steps, and those with which an application begins in it, on behalf of who applies."""

    round: Round

    @property
    def stream(self) -> Stream:
        """Its trail."""
        return self.round.stream

    def offered(self) -> Sequence[steps.Offered]:
        """The steps of the round, and those with which something is filed in it."""
        self.desk.rows.lay(self.round)
        self.desk.rows.lay(self.stream)
        thing = trail.Thing(Round.MACHINE, self.round.pk, self.round.state, "")
        return (*(_begun(one, self.desk, on_behalf=True) for one in self.births()), *steps.of_thing(thing, self.desk))

    def births(self) -> Iterator[StepDeclaration]:
        """The steps with which something is filed here, of those that are for this colleague."""
        if self.round.state in Round.UNANNOUNCED:
            return
        used = used_steps(scheme_of(self.round.scheme_version_id))
        for one in Application.declarations().values():
            if one.opens(NEW) and one.action in used and steps.role_for(one, self.desk):
                yield one

    def asked(self, said: Mapping[str, Any], key: str) -> Asked:
        """The step of the round, or the one with which an application begins."""
        machine, action, subject = said["machine"], said["action"], said.get("subject")
        data = said.get("data", {})
        if machine == Round.MACHINE and subject == self.round.pk:
            declared = Round.declarations().get(action)
            if declared and not declared.opens(NEW) and steps.role_for(declared, self.desk):
                return Asked(Change(machine, action, subject, payload_of(declared, data)), self.desk.actor)
        begun = next((one for one in self.births() if (one.machine, one.action) == (machine, action)), None)
        if begun is None or subject:
            raise Http404
        payload = payload_of(begun, data, Application(round=self.round), round=str(self.round.pk))
        actor = Actor(person=self.desk.actor.person, on_behalf_of=getattr(payload, "contact", None))
        return Asked(Change(machine, action, self.new_id(machine, key), payload), actor)


@dataclass(frozen=True, slots=True)
class Nowhere(Place):
    """What begins outside any application or round: a round itself, an order to the bank."""

    stream = None

    def offered(self) -> Sequence[steps.Offered]:
        """The steps with which a colleague begins something."""
        return tuple(_begun(one, self.desk) for one in steps.beginnings(self.desk))

    def asked(self, said: Mapping[str, Any], key: str) -> Asked:
        """The one that is named."""
        named = (said["machine"], said["action"])
        declared = next((one for one in steps.beginnings(self.desk) if (one.machine, one.action) == named), None)
        if declared is None or said.get("subject"):
            raise Http404
        payload = payload_of(declared, said.get("data", {}))
        return Asked(Change(*named, self.new_id(declared.machine, key), payload), self.desk.actor)


def _begun(declared: StepDeclaration, desk: Desk, *, on_behalf: bool = False) -> steps.Offered:
    """A step that begins something, of which nothing stands in the way but what comes with it."""
    return steps.Offered(declared, steps.NOTHING_YET, "", steps.role_for(declared, desk) or "", on_behalf, ())


def payload_of(
    declared: StepDeclaration,
    data: Mapping[str, Any],
    case: Application | None = None,
    *,
    again: bool = False,
    **place: str,
) -> Payload:
    """What comes with a step. What the address says already need not be said again, and nothing else can be said instead."""
    kind = MACHINES[declared.machine].payloads.get(declared.action, Payload)
    follows = {name: value for name, value in place.items() if name in kind.__dataclass_fields__}
    if wrong := [name for name, value in follows.items() if data.get(name, value) != value]:
        raise ValidationError({f"data.{name}": ["Dit volgt uit het adres."] for name in wrong})
    asked = questions_of(scheme_of(case.round.scheme_version_id), case.round.rule) if case else ()
    return completing.completed(read_data(kind, {**data, **follows}, asked, again=again), case)


class CaseSteps(Steps):
    """The steps of one application's dossier."""

    scope = READ_DOSSIERS

    def place(self, **named: str) -> InCase:
        """The application, where it is there for who asks."""
        seen = with_sent(seen_by(self.desk).select_related(*ALONG))
        found: Application | None = seen.filter(stream__reference=named["reference"]).first()
        if found is None:
            raise Http404
        return InCase(self.desk, found)


class RoundSteps(Steps):
    """The steps of a round, and filing an application in it on behalf of who applies."""

    scope = READ_SCHEMES

    def place(self, **named: str) -> InRound:
        """The round."""
        found = Round.objects.select_related("stream").filter(code=named["code"]).first()
        if found is None:
            raise Http404
        return InRound(self.desk, found)


class Beginnings(Steps):
    """The steps with which something begins that stands in no application and no round."""

    scope = TAKE_STEPS

    def place(self, **named: str) -> Place:  # noqa: ARG002 - the address names nothing.
        """Anywhere."""
        return Nowhere(self.desk)
