"""`manage.py step` without a subject: what one must know to take a step; and what is wrong with the data names the field."""

from __future__ import annotations

import dataclasses
import json
import typing
import uuid

import pytest
from django.core.management.base import CommandError

from grants.management.data_words import ONLY_IN_DATA, WRITTEN, choices_of, word_of
from grants.management.step_words import tell
from grants.models import Application, Decision
from partners.models import Organisation, Person
from tests import world
from tests.grants.desk_words import said
from tests.invariants.tables import counts
from tests.world import World
from workflow import reading
from workflow.errors import Refusal
from workflow.facts import Payload
from workflow.models import RoleGrant
from workflow.registry import MACHINES
from workflow.verify import verify

PAYLOADS = {kind for rules in MACHINES.values() for kind in rules.payloads.values()}
FIELDS_ASKED = {(kind, part.name) for kind in PAYLOADS for part in dataclasses.fields(kind)}


def test_every_field_of_every_payload_has_its_words_and_no_word_is_left_over() -> None:
    names = {name for _, name in FIELDS_ASKED} | {f"{one.__name__}.{name}" for one, name in FIELDS_ASKED}
    assert {name.removesuffix(".kind") if name.count(".") > 1 else name for name in (*WRITTEN, *ONLY_IN_DATA)} <= names
    assert [one for one in FIELDS_ASKED if not word_of(*one)] == []


def test_every_value_that_is_named_belongs_to_a_field() -> None:
    for kind in PAYLOADS:
        named = {field.split(".")[0] for field in choices_of(kind)}
        assert named <= {part.name for part in dataclasses.fields(kind)}


@pytest.mark.parametrize("machine", sorted(MACHINES))
def test_every_step_of_every_machine_tells_of_itself_and_shows_data_that_can_be_read(machine: str) -> None:
    shown = list(tell(machine))
    for action, declared in MACHINES[machine].model.declarations().items():
        lines = list(tell(f"{machine}.{action}"))
        assert lines[0] == f"{machine}.{action}: {declared.label}"
        assert bool(declared.roles) == any(f"{machine}.{action} " in line for line in shown)
        example = [line for line in lines if line.startswith("  zo: ")]
        assert len(example) == bool(declared.roles)
        kind = MACHINES[machine].payloads.get(action, Payload)
        if example and "--data" in example[0] and machine != "register":
            _readable(kind, json.loads(example[0].split("--data ")[1].strip("'")))


def _readable(kind: type[Payload], data: dict[str, object]) -> None:
    """The example can be read once real ids stand in it."""
    hints = typing.get_type_hints(kind)
    real = {
        name: str(uuid.uuid4()) if value == "ID" else [str(uuid.uuid4())] if value == ["ID"] else value
        for name, value in data.items()
    }
    if "application" in hints:
        real.setdefault("application", str(uuid.uuid4()))
    reading.read(kind, real)


def test_a_step_tells_who_may_from_where_on_what_it_rests_and_what_comes_with_it() -> None:
    assert list(tell("application.suspend")) == [
        "application.suspend: Zet de beslistermijn stil",
        "  door: medewerker aanvragen, beleidsmedewerker",
        "  vanuit: beoordeeld, wacht op aanvulling, ingediend",
        "  daarna: dezelfde stand",
        "  rust op: Awb 4:15; Wet Bibob 31",
        "  gegevens (--data, als JSON):",
        "    ground               moet  Reden volgens de wet (tekst)",
        "    until                moet  Uiterlijk tot en met (dag, zoals 2026-11-01)",
        "    reason               moet  Waarom? (tekst)",
        "    ground, een van:",
        "      foreign                informatie uit het buitenland",
        "      consent                uitstel met instemming",
        "      applicant              vertraging door de aanvrager",
        "      force_majeure          overmacht",
        "      bibob                  advies van het Bureau Bibob",
        '  zo: manage.py step application.suspend KENMERK --as WIE --data \'{"ground": "foreign", "until": "2026-11-01", "reason": "…"}\'',
    ]
    assert list(tell("round.move_up"))[-2:] == ["  gegevens: geen", "  zo: manage.py step round.move_up CODE --as WIE"]


@pytest.mark.parametrize("named", ["vliegtuig", "application.fly", "application.", "x.y"])
def test_what_is_no_step_is_refused(named: str) -> None:
    if named == "application.":
        assert next(tell(named)).startswith("De stappen van zaak.")
        return
    with pytest.raises(Refusal) as refused:
        tell(named)
    assert refused.value.code == "no-such-step"


# --- Wrong data -----------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "‘until’ ontbreekt: dag, zoals 2026-11-01. (payload-unreadable)"),
        (
            {"missing": [], "until": "2026-12-01", "wanneer": 1},
            "‘wanneer’ kennen wij hier niet. Wat kan, is: missing, until, judged_without en why. (payload-unreadable)",
        ),
        (
            {"missing": ["begroting"], "until": "1 december"},
            'Bij ‘until’ staat "1 december". Wij verwachten: dag, zoals 2026-11-01. (payload-unreadable)',
        ),
        (
            {"missing": "begroting", "until": "2026-12-01"},
            'Bij ‘missing’ staat "begroting". Wij verwachten: lijst, elk: tekst. (payload-unreadable)',
        ),
        (
            {"missing": ["begroting", 7], "until": "2026-12-01"},
            "Bij ‘missing.1’ staat 7. Wij verwachten: tekst. (payload-unreadable)",
        ),
    ],
)
def test_wrong_data_name_the_field_and_what_it_asks(data: dict[str, object], sentence: str) -> None:
    town = world.found()
    case = town.file()
    if not data:
        data = {"missing": ["begroting"]}
    with pytest.raises(CommandError) as refused:
        said(
            town,
            "step",
            "application.request_completion",
            case.stream.reference,
            *who(town, "intake_clerk"),
            "--data",
            json.dumps(data),
        )
    assert str(refused.value) == sentence


def who(town: World, role: str) -> tuple[str, str]:
    return "--as", str(town.people[role])


# --- By name --------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_thing_in_a_case_is_named_by_the_case_where_there_is_one_that_the_step_fits() -> None:
    town = world.found()
    case = town.assessed()
    officer = who(town, "policy_officer")
    reference = case.stream.reference
    with pytest.raises(CommandError, match="which-one"):
        said(town, "step", "decision.annul", reference, *officer)
    data = json.dumps({"kind": "refusal", "amount_cents": 1_000_00, "ground": "refused_ceiling"})
    said(town, "step", "decision.draft_decision", "nieuw", "--in", reference, *officer, "--data", data)
    said(town, "step", "decision.annul", reference, *officer, "--data", '{"reason": "Het bedrag klopte niet."}')
    assert Decision.objects.get().state == "annulled"


@pytest.mark.django_db
def test_a_case_and_a_round_in_the_data_are_named_by_reference_and_code() -> None:
    town = world.found()
    first, second = town.file(), town.file()
    data = json.dumps({"other": first.stream.reference})
    with pytest.raises(CommandError, match="not-a-duplicate"):
        said(town, "step", "application.merge", second.stream.reference, *who(town, "intake_clerk"), "--data", data)
    with pytest.raises(CommandError, match="unknown-dossier"):
        said(
            town,
            "step",
            "application.merge",
            second.stream.reference,
            *who(town, "intake_clerk"),
            "--data",
            '{"other": "XX-1"}',
        )
    assert Application.objects.filter(state="submitted").count() == 2


# --- Registers ------------------------------------------------------------------------------------------------------


def enter(town: World, step: str, register: str, role: str, data: object) -> str:
    return said(town, "step", f"register.{step}", register, *who(town, role), "--data", json.dumps(data))


@pytest.mark.django_db
def test_rows_of_a_register_are_entered_revised_and_erased_from_json() -> None:
    town = world.found()
    someone = {"model": "Person", "name": "Ada Voorbeeld", "email": "ada@kade.example"}
    enter(town, "record", "partners", "administrator", {"code": "partners", "new": [someone]})
    ada = Person.objects.get(name="Ada Voorbeeld")
    role = {"model": "RoleGrant", "person": str(ada.pk), "role": "adviser", "valid_from": "2026-01-05"}
    role |= {"proposed_by": str(town.people["administrator"])}
    enter(town, "record", "roles", "administrator", {"code": "roles", "new": [role]})
    assert RoleGrant.objects.get(person=ada.pk).role == "adviser"
    revision = {"model": "Person", "id": str(ada.pk), "values": {"phone": "050 123 45 67"}}
    enter(town, "record", "partners", "administrator", {"code": "partners", "revised": [revision]})
    assert Person.objects.get(pk=ada.pk).phone == "050 123 45 67"
    erasure = {"ground": "AVG 17", "rows": [{"model": "Person", "id": str(ada.pk)}]}
    enter(town, "erase", "privacy", "administrator", erasure)
    assert (Person.objects.get(pk=ada.pk).name, Person.objects.get(pk=ada.pk).email) == ("", "")
    assert verify().differences == []


SOMEONE = {"model": "Person", "name": "Ada"}
MEMBER = {
    "model": "Membership",
    "person": str(uuid.UUID(int=7)),
    "organisation": "ORG",
    "role": "signer",
    "valid_from": "2026-01-05",
}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ([], "Bij ‘gegevens’ staat []. Wij verwachten: code + new + revised. (payload-unreadable)"),
        ({"new": []}, "‘code’ ontbreekt. (row-unreadable)"),
        ({"code": 7}, "‘code’ en ‘ground’ zijn teksten. (row-unreadable)"),
        ({"code": "partners", "rijen": []}, "‘rijen’ kennen wij hier niet. Wat kan, is: code, new en revised. (row-unreadable)"),
        ({"code": "partners", "new": {}}, "Bij ‘new’ hoort een lijst van rijen, elk met ‘model’ en de velden. (row-unreadable)"),
        ({"code": "partners", "new": [{**SOMEONE, "naam": "x"}]}, "Person heeft geen ‘naam’. Wat kan, is: id, name, email, phone"),
        ({"code": "partners", "new": [{**SOMEONE, "id": "x"}]}, "Bij Person.id staat ‘x’, en dat past daar niet. (row-unreadable)"),
        ({"code": "partners", "new": [{"model": "Person"}]}, "Person, ‘name’: Dit veld kan niet leeg zijn. (row-unreadable)"),
        ({"code": "partners", "new": [MEMBER]}, "Bij Membership.person staat 00000000-0000-0000-0000-000000000007, en dat is er niet."),
        ({"code": "partners", "revised": [SOMEONE]}, "Deze gegevens staan niet in het register. (unknown-entry)"),
        ({"code": "partners", "revised": [{"model": "Organisation", "id": "ORG"}]}, "Bij ‘values’ horen velden met hun nieuwe waarde."),
        ({"code": "law", "new": [SOMEONE]}, "Het register law bevat geen Person. (payload-invalid)"),
    ],
)  # fmt: skip
def test_rows_that_cannot_be_read_are_refused_with_what_is_wrong_and_nothing_changes(
    data: object, sentence: str
) -> None:
    town = world.found()
    town.file()
    before = counts()
    real = json.loads(json.dumps(data).replace("ORG", str(Organisation.objects.first().pk)))  # type: ignore[union-attr]
    with pytest.raises(CommandError) as refused:
        enter(town, "record", "partners" if data != {"code": "law", "new": [SOMEONE]} else "law", "administrator", real)
    assert str(refused.value).startswith(sentence)
    assert counts() == before


@pytest.mark.django_db
def test_the_same_row_is_not_entered_twice_and_an_unknown_model_is_named() -> None:
    town = world.found()
    data = {"code": "partners", "new": [SOMEONE]}
    enter(town, "record", "partners", "administrator", data)
    with pytest.raises(CommandError, match="Deze rij van Person staat er al"):
        enter(town, "record", "partners", "administrator", data)
    with pytest.raises(CommandError, match="Zeg bij elke rij met ‘model’ wat zij is: Account"):
        enter(town, "record", "partners", "administrator", {"code": "partners", "new": [{"model": "Paard"}]})
    assert Person.objects.filter(name="Ada").count() == 1
