"""What clerks hand in with the work of the desk itself: who handles a case, notes, questions, absences, resolutions, returned post."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from random import Random

from documents.models import CameBack, Notice, SentAgain
from grants import payloads
from grants.demo.stage import id_of
from grants.guards.mandating import asked_of, covering
from grants.models import Application, Decision, Handling, Mandate
from tests.invariants.year import Case, staff
from workflow.facts import Payload
from workflow.registers import Disclosure


class DeskPapers:
    """Payloads that fit, drawn with `dice`."""

    dice: Random
    now: datetime
    clicks: int
    _prepare: Callable[[Case | None, uuid.UUID], Payload]

    def desk_births(self, case: Case) -> Iterator[tuple[str, str, uuid.UUID]]:
        """What a colleague may begin in any dossier."""
        yield "handling", "assign", uuid.uuid5(case.id, "handling")
        yield "contact_note", "note_contact", uuid.uuid5(case.id, f"note/{self.clicks}")
        yield "help_request", "ask_help", uuid.uuid5(case.id, f"help/{self.clicks}")
        yield "message", "write_message", uuid.uuid5(case.id, f"message/{self.clicks}")
        yield "message", "begin_message", uuid.uuid5(case.id, f"ours/{self.clicks}")

    def objection_births(self, case: Case, state: str) -> Iterator[tuple[str, str, uuid.UUID]]:
        """An objection against what was granted, or against being set aside."""
        if state in (Application.AWARDED, Application.MONITORED, Application.SET_ASIDE):
            yield "objection", "object_to_decision", uuid.uuid5(case.id, f"objection/{self.clicks % 3}")

    def _write_message(self, case: Case | None, _: uuid.UUID) -> Payload:
        assert case
        return payloads.Writing(case.id, "Mag de tent ook rood zijn?")

    def _begin_message(self, case: Case | None, _: uuid.UUID) -> Payload:
        assert case
        return payloads.Beginning(
            case.id, "Hoe groot is de tent?", self.dice.choice(["question", "reminder", "notice"])
        )

    def _reply_message(self, _: Case | None, __: uuid.UUID) -> Payload:
        return payloads.ReplyHome("Zes bij zes.")

    def _answer_message(self, _: Case | None, __: uuid.UUID) -> Payload:
        return payloads.Reply("Ja, dat mag.")

    def _object_to_decision(self, case: Case | None, _: uuid.UUID) -> Payload:
        assert case
        found = Decision.objects.filter(application=case.id, state=Decision.ANNOUNCED).order_by("pk").first()
        return payloads.Objecting(case.id, found.pk if found else uuid.uuid4(), "Wij zien het anders.", "Ik was ziek.")

    def _decide_objection(self, _: Case | None, __: uuid.UUID) -> Payload:
        return payloads.ObjectionOutcome(self.dice.choice(["founded", "unfounded"]), "Wij keken het na.", "Wij belden.")

    def someone(self, *given: str) -> uuid.UUID:
        """A colleague with one of these roles, or any."""
        keys = [key for role, keys in sorted(staff().items()) for key in keys if not given or role in given]
        return id_of("person", self.dice.choice(keys))

    def mandated(self, decision: uuid.UUID) -> list[uuid.UUID]:
        """Who has a mandate for a decision: those whom a clerk asks to sign it, most of the time."""
        row = Decision.objects.select_related("application__round__scheme_version").filter(pk=decision).first()
        if row is None or self.dice.random() < 0.2:
            return []
        asked, scheme = asked_of(row, row.application), row.application.round.scheme_version.code
        held: dict[uuid.UUID, list[Mandate]] = {}
        for one in Mandate.objects.order_by("pk"):
            held.setdefault(one.person_id, []).append(one)
        return [
            who
            for who, mandates in held.items()
            if all(covering(mandates, scheme, kind, cents) for kind, cents in asked)
        ]

    def _change_plan(self, case: Case | None, subject: uuid.UUID) -> Payload:
        return self._prepare(case, subject)

    def _withdraw_plan(self, _: Case | None, __: uuid.UUID) -> Payload:
        return payloads.PlanWithdrawal("De raad wil eerst een andere regeling.")

    def _assign(self, case: Case | None, subject: uuid.UUID) -> Payload:
        assert case
        known = Handling.objects.filter(pk=subject).values_list("duty", flat=True).first()
        duty = known or self.dice.choice(["intake_clerk", "assessor", "policy_officer", "finance_maker"])
        return payloads.Handing(case.id, duty, self.someone(duty))

    def _note_contact(self, case: Case | None, _: uuid.UUID) -> Payload:
        assert case
        day = self.now.date()
        promise = self.dice.choice([("", None), ("Wij bellen terug.", day + timedelta(days=3))])
        return payloads.Contact(case.id, day, "phone", "De penningmeester", "Waar blijft het geld?", *promise)

    def _ask_help(self, case: Case | None, _: uuid.UUID) -> Payload:
        assert case
        day = self.now.date() + timedelta(days=2)
        return payloads.Help(case.id, self.someone(), day, "Telt dit mee als eigen bijdrage?")

    def _answer_help(self, _: Case | None, __: uuid.UUID) -> Payload:
        return payloads.Answer("Ja, dat telt mee.")

    def _report_absence(self, _: Case | None, __: uuid.UUID) -> Payload:
        day = self.now.date() + timedelta(days=self.dice.randint(0, 20))
        return payloads.Away(self.someone(), day, day + timedelta(days=1), self.someone())

    def _record_resolution(self, _: Case | None, __: uuid.UUID) -> Payload:
        return payloads.Resolution(self.now.date(), "B-2026-0001")

    def _return_post(self, _: Case | None, __: uuid.UUID) -> Payload:
        return CameBack(self.now.date())

    def _send_again(self, _: Case | None, __: uuid.UUID) -> Payload:
        return SentAgain(("Buren", "Proefkade 2"))

    def _notify(self, _: Case | None, __: uuid.UUID) -> Payload:
        return Notice("bewoner@voorbeeld.example")

    def _disclose(self, _: Case | None, __: uuid.UUID) -> Payload:
        return Disclosure(self.dice.choice([id_of("person", key) for keys in staff().values() for key in keys]))
