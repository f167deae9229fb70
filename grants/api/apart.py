"""Steps of what stands in no dossier and no round: a register, the absence of a colleague, an order to the bank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from budgets.models import PaymentOrder
from grants import steps
from grants.api.steps import payload_of
from grants.api.taking import Asked, Place, Steps
from grants.desk import OFFICE, WORK
from grants.models import Absence
from grants.trail import Thing
from partners.systems import READ_DOSSIERS, READ_MONEY, TAKE_STEPS
from workflow.facts import Change
from workflow.machine import NEW
from workflow.models import Command, Register, Stream, Subject
from workflow.registers import codes, is_taken_in, register_id

AT_WORK = WORK | {"administrator"}
"""Who says that a colleague is away."""

PAYING = frozenset({"finance_maker", "finance_checker", "finance_third"})
"""Who reads orders to the bank, as on the screens."""


@dataclass(frozen=True, slots=True)
class OnOne(Place):
    """One thing with a trail of its own, that was begun."""

    thing: Subject

    @property
    def stream(self) -> Stream:
        """Its trail."""
        return self.thing.stream

    def offered(self) -> Sequence[steps.Offered]:
        """The steps that it takes in its state."""
        return steps.of_thing(Thing(self.thing.MACHINE, self.thing.pk, self.thing.state, ""), self.desk)

    def asked(self, said: Mapping[str, Any], key: str) -> Asked:  # noqa: ARG002 - nothing begins here.
        """The step on it."""
        declared = self.thing.declarations().get(said["action"])
        if declared is None or declared.opens(NEW) or not steps.role_for(declared, self.desk):
            raise Http404
        if (said["machine"], said.get("subject")) != (self.thing.MACHINE, self.thing.pk):
            raise Http404
        payload = payload_of(declared, said.get("data", {}))
        return Asked(Change(declared.machine, declared.action, self.thing.pk, payload), self.desk.actor)


@dataclass(frozen=True, slots=True)
class InRegister(Place):
    """A register, which may have no entry yet."""

    code: str

    @property
    def stream(self) -> Stream | None:
        """Its trail; None before the first entry."""
        found = Register.objects.select_related("stream").filter(pk=register_id(self.code)).first()
        return found.stream if found else None

    def offered(self) -> Sequence[steps.Offered]:
        """The steps with which this colleague enters something here."""
        return tuple(
            steps.Offered(one, str(register_id(self.code)), "", steps.role_for(one, self.desk) or "", on_behalf=False, obstacles=())
            for one in Register.declarations().values()
            if is_taken_in(one.action, self.code) and steps.role_for(one, self.desk)
        )  # fmt: skip

    def asked(self, said: Mapping[str, Any], key: str) -> Asked:
        """The step, on the register whether it is named or not."""
        id_, named = register_id(self.code), (said["machine"], said["action"])
        found = next(
            (one.declared for one in self.offered() if (one.declared.machine, one.declared.action) == named), None
        )
        if found is None or (said.get("subject") or id_) != id_:
            raise Http404
        again = Command.objects.filter(caller=self.desk.actor.caller, key=key).exists()
        payload = payload_of(found, said.get("data", {}), again=again, code=self.code)
        return Asked(Change(*named, id_, payload), self.desk.actor)


class RegisterSteps(Steps):
    """The steps of a register: entering rows in it, giving them new values, and erasing what is personal."""

    scope = TAKE_STEPS
    some = frozenset(role for one in Register.declarations().values() for role in one.roles) & OFFICE

    def place(self, **named: str) -> Place:
        """The register, where the colleague enters something in it."""
        there = InRegister(self.desk, named["code"])
        if named["code"] not in codes() or not there.offered():
            raise Http404
        return there


class AbsenceSteps(Steps):
    """The steps of an absence of a colleague."""

    scope, some = READ_DOSSIERS, AT_WORK

    def place(self, **named: Any) -> Place:
        """The absence."""
        return OnOne(self.desk, _one(Absence, pk=named["id"]))


class OrderSteps(Steps):
    """The steps of an order to the bank."""

    scope, some = READ_MONEY, PAYING

    def place(self, **named: str) -> Place:
        """The order."""
        return OnOne(self.desk, _one(PaymentOrder, stream__reference=named["reference"]))


def _one(model: type[Subject], **named: object) -> Subject:
    found: Subject | None = model._default_manager.select_related("stream").filter(**named).first()
    if found is None:
        raise Http404
    return found
