"""`manage.py step`: any step of any machine from the command line, with its data as JSON; bad data change nothing."""

from __future__ import annotations

import dataclasses
import io
import json
import uuid
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from grants.models import Application, Decision
from grants.payment_plan import award_parts
from tests import world
from tests.grants.letters.feasts import JUDGED_ONE_BY_ONE
from tests.invariants.asking import good_payloads
from tests.invariants.tables import counts
from tests.invariants.tale import tell
from tests.world import World
from workflow import clock
from workflow.canonical import plain
from workflow.errors import Refusal
from workflow.facts import Payload
from workflow.reading import read
from workflow.registers import Entries, Erasure

pytestmark = pytest.mark.django_db


def take(town: World, *said: str) -> str:
    out = io.StringIO()
    with clock.at(town.now):
        call_command("step", *said, stdout=out)
    return out.getvalue()


def test_a_paper_application_is_filed_completed_and_decided_from_the_command_line_alone() -> None:
    town = world.found()
    person, organisation, account = world.new_party(town.now)
    filing = {
        "answers": world.answers_for(100_00), "organisation": str(organisation.pk), "contact": str(person.pk),
        "bank_account": str(account.pk), "round": str(town.round), "channel": "counter",
    }  # fmt: skip
    clerk, officer = str(town.people["intake_clerk"]), str(town.people["policy_officer"])
    said = ["application.file", "nieuw", "--as", clerk, "--for", str(person.pk), "--data", json.dumps(filing)]
    first = take(town, *said)
    assert take(town, *said) == "Dit deed u al. Er verandert niets.\n"  # The same command again is one filing.
    case = Application.objects.get()
    filed = f"{case.stream.reference}: Dien de aanvraag in: nieuw → ingediend. application.file {case.pk}"
    assert first.splitlines()[0] == filed
    take(town, "application.intake", case.stream.reference, "--as", clerk)
    parts = [plain(vars_of(part)) for part in award_parts(town.book, 100_00, case.round.figures)]
    draft = json.dumps({"application": str(case.pk), "kind": "award", "amount_cents": 100_00, "parts": parts})
    take(town, "decision.draft_decision", "nieuw", "--in", case.stream.reference, "--as", officer, "--data", draft)
    decision = str(Decision.objects.get().pk)
    take(town, "decision.sign", decision, "--as", str(town.people["mandate_holder"]))
    take(town, "decision.announce", decision, "--as", officer)
    assert Application.objects.get().state == "awarded"


def vars_of(part: Any) -> dict[str, Any]:
    return {name: getattr(part, name) for name in part.__dataclass_fields__}


def test_a_draft_that_was_annulled_with_its_reason_is_drafted_anew_by_the_same_words() -> None:
    town = world.found()
    case = town.assessed(100_00)
    officer = ("--as", str(town.people["policy_officer"]))
    draft = json.dumps(
        {"application": str(case.pk), "kind": "refusal", "amount_cents": 100_00, "ground": "refused_ceiling"}
    )
    again = ("decision.draft_decision", "nieuw", "--in", case.stream.reference, *officer, "--data", draft)
    take(town, *again)
    first = Decision.objects.get()
    take(town, "decision.annul", str(first.pk), *officer, "--data", '{"reason": "Het bedrag klopte niet."}')
    first = Decision.objects.get()
    assert (first.state, first.annulled_because) == ("annulled", "Het bedrag klopte niet.")
    take(town, *again)
    assert list(Decision.objects.order_by("state").values_list("state", flat=True)) == ["annulled", "drafted"]


def test_two_assessors_who_give_the_same_levels_have_an_assessment_each() -> None:
    town = world.found(JUDGED_ONE_BY_ONE)
    case = town.file()
    levels = json.dumps({"application": str(case.pk), "levels": {"plezier": 4, "buren": 4}})
    for who in ("assessor", "juror"):
        said = ("assessment.score", "nieuw", "--in", case.stream.reference, "--as", str(town.people[who]))
        take(town, *said, "--data", levels)
    assert set(case.assessments.values_list("assessor", flat=True)) == {
        town.people[one] for one in ("assessor", "juror")
    }


def test_what_was_asked_and_came_can_be_asked_again() -> None:
    town = world.found()
    case = town.file()
    clerk = ("--as", str(town.people["intake_clerk"]))
    ask = ("application.request_completion", case.stream.reference, *clerk)
    data = ("--data", '{"missing": ["begroting"], "until": "2026-01-19"}')
    for _ in range(2):
        take(town, *ask, *data)
        assert Application.objects.get().state == "incomplete"
        take(
            town,
            "application.complete",
            case.stream.reference,
            "--as",
            str(case.contact_id),
            "--data",
            '{"answers": {}}',
        )
    assert Application.objects.get().state == "submitted"


def test_what_if_says_what_would_happen_and_changes_nothing() -> None:
    town = world.found()
    case = town.file()
    before = counts()
    said = take(
        town, "application.intake", case.stream.reference, "--as", str(town.people["intake_clerk"]), "--what-if"
    )
    assert "Rond de beoordeling af: ingediend → beoordeeld. application.assess" in said
    assert said.endswith("Zo zou het gaan. Er is niets veranderd.\n")
    assert counts() == before


BAD: dict[str, tuple[str, str]] = {
    "no json": ("{", "geen JSON"),
    "no file": ("@/nergens.json", "geen JSON"),
    "a list": ("[]", "payload-unreadable"),
    "an unknown field": ('{"reasons": "x"}', "payload-unreadable"),
    "another type": ('{"reason": 7}', "payload-unreadable"),
    "half a cent": ('{"reason": 500.5}', "number-not-whole"),
    "half a character": ('{"reason": "\\ud800"}', "text-not-whole"),
    "half a character in a name": ('{"\\ud800": "x"}', "text-not-whole"),
    "a number without end": ('{"reason": 99999999999999999999}', "number-not-whole"),
}


@pytest.mark.parametrize("case_", BAD)
def test_data_that_cannot_be_read_are_refused_and_nothing_changes(case_: str) -> None:
    town = world.found()
    case = town.file()
    data, said = BAD[case_]
    before = counts()
    with pytest.raises(CommandError, match=said):
        take(town, "application.withdraw", case.stream.reference, "--as", str(case.contact_id), "--data", data)
    assert counts() == before


def test_an_unknown_case_and_an_unknown_step_are_named() -> None:
    town = world.found()
    person = str(town.people["intake_clerk"])
    with pytest.raises(CommandError, match="kennen geen zaak"):
        take(town, "application.intake", "XX-1", "--as", person)
    with pytest.raises(CommandError, match="unknown-step"):
        take(town, "application.fly", str(uuid.uuid4()), "--as", person)


def test_every_payload_of_every_step_is_read_back_from_its_own_json() -> None:
    for payload in good_payloads(tell()).values():
        if not isinstance(payload, Entries | Erasure):
            fields = json.loads(json.dumps(_plain_of(payload)))
            assert read(type(payload), fields) == payload


def names(value: Any) -> list[str]:
    return [part.name for part in dataclasses.fields(value)]


def _plain_of(payload: Payload) -> dict[str, Any]:
    return {name: _plain_value(getattr(payload, name)) for name in names(payload)}


def _plain_value(value: Any) -> Any:
    if hasattr(value, "__dataclass_fields__"):
        return {name: _plain_value(getattr(value, name)) for name in names(value)}
    if isinstance(value, tuple):
        return [_plain_value(one) for one in value]
    return plain(value)


def test_a_half_read_payload_names_the_field() -> None:
    from grants.payloads import Proposal

    with pytest.raises(Refusal) as refused:
        read(Proposal, {"decision": str(uuid.uuid4()), "number": True, "planned_on": "2026-02-30"})
    assert refused.value.detail in ({"field": "gegevens.number"}, {"field": "gegevens.planned_on"})
