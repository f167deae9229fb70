"""Whatever someone with all rights on the database changes, `verify` names it with its place."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from django.db.models import Field, Model

from budgets.models import LedgerAccount, Transfer
from documents.models import Letter
from grants.models import Application, Mandate
from partners.models import Organisation
from tests import world
from tests.invariants import mutants
from tests.invariants.tables import all_rights, another, differences, overwrite, run
from tests.invariants.tale import Tale
from workflow import personal, replay, trail
from workflow.models import Event, Opening, RoleGrant, Stream
from workflow.trail import SEALED
from workflow.verify import CONSERVATION, verify

pytestmark = pytest.mark.django_db


# --- Columns --------------------------------------------------------------------------------------------------------


def test_what_replay_leaves_out_is_exactly_this_and_each_has_its_reason() -> None:
    assert set(replay.OUTSIDE) == {
        "workflow_stream", "workflow_event", "workflow_opening", "workflow_series", "workflow_command", "workflow_outbox",
        "partners_account", "partners_failedtry", "partners_identity", "partners_secondfactor", "partners_system",
        "partners_passwordlink", "partners_joiningcode", "grants_cowriter", "grants_experience", "grants_experiencegiven",
        "partners_subscription", "partners_systemtoken", "grants_draftanswer", "grants_searchtext", "documents_upload",
    }  # fmt: skip
    assert all(len(reason) > 20 for reason in replay.OUTSIDE.values())


def columns(model: type[Model]) -> Iterator[tuple[Model, Field[Any, Any], bool]]:
    """Every column of a model with a row to change it in, and whether the trail holds a commitment in its place.

    A personal column is tried in a row where something stands in it, because nothing is committed to for an empty one.
    """
    rows = list(model._default_manager.order_by("pk"))
    for part in model._meta.concrete_fields:
        is_personal = part.attname in personal.personal_columns(model)
        filled = [row for row in rows if getattr(row, part.attname) not in (None, "")]
        yield (filled or rows)[0], part, is_personal and bool(filled)


def expected(row: Model, part: Field[Any, Any], value: Any, *, sealed: bool) -> str:
    """The line in which `verify` must name a changed cell."""
    place = f"{row._meta.db_table} {row.pk} kolom {part.attname}: "
    if sealed:
        return f"{place}is niet de waarde die is vastgelegd"
    shown, said = (
        trail.column_values(_with(row, part, each), [part.attname])[part.attname] for each in (value, _value(row, part))
    )
    if part.attname in personal.personal_columns(type(row)):
        return f"{place}is de persoonlijke waarde, volgens de gebeurtenissen {said!r}"
    return f"{place}is {shown!r}, volgens de gebeurtenissen {said!r}"


def _value(row: Model, part: Field[Any, Any]) -> Any:
    return part.value_from_object(row)


def _with(row: Model, part: Field[Any, Any], value: Any) -> Model:
    values = {each.attname: _value(row, each) for each in row._meta.concrete_fields}
    return type(row)(**{**values, part.attname: value})


def lines_of(row: Model, part: Field[Any, Any], value: Any, *, sealed: bool) -> list[str]:
    """All lines that `verify` owes to a changed cell."""
    if part.attname in getattr(row, "DERIVED", ()):
        assert isinstance(row, LedgerAccount)
        return [f"balance {row.book}/{row.pot}: hoort {row.balance_cents} te zijn, is {value}"]
    if part.primary_key:
        table = row._meta.db_table
        return [f"{table} {row.pk}: de rij ontbreekt", f"{table} {value}: geen gebeurtenis over deze rij"]
    return [expected(row, part, value, sealed=sealed)]


def _changed(
    chosen: list[tuple[Model, Field[Any, Any], bool]], models: Sequence[type[Model]]
) -> tuple[list[str], list[str]]:
    """Change these cells: what `verify` owes, and what it says. A balance is changed alone: it is reckoned from other cells."""
    wanted: list[str] = []
    with all_rights(*models):
        for row, part, sealed in chosen:
            value = another(part, _value(row, part))
            overwrite(type(row), row.pk, part, value)
            wanted += lines_of(row, part, value, sealed=sealed)
        found = list(replay.differences())
        books = [line for check in CONSERVATION for line in check() if line.startswith("balance ")]
    return wanted, found + [line for line in books if line in wanted]


def columns_that_nobody_named(*models: type[Model]) -> tuple[int, list[str]]:
    """Change the first column of every table, then the second, and so on; how many cells, and what was said too much or too little."""
    tables = [list(columns(model)) for model in models]
    cells, wrong = 0, []
    for number in range(max(map(len, tables))):
        chosen = [table[number] for table in tables if number < len(table)]
        derived = [one for one in chosen if one[1].attname in getattr(one[0], "DERIVED", ())]
        for together in (derived, [one for one in chosen if one not in derived]):
            wanted, found = _changed(together, models)
            cells += len(together)
            wrong += sorted(set(wanted) ^ set(found))
    return cells, wrong


def test_every_column_of_every_covered_table_is_named_with_its_row_when_someone_changes_it(told: Tale) -> None:
    cells = sum(len(model._meta.concrete_fields) for model in replay.covered())
    assert columns_that_nobody_named(*replay.covered()) == (cells, [])
    assert cells > 200


def test_a_replay_that_trusts_a_table_is_noticed(told: Tale) -> None:
    with mutants.swapped(replay, "covered", lambda: [Application]):
        assert len(columns_that_nobody_named(RoleGrant)[1]) == len(RoleGrant._meta.concrete_fields) + 1


# --- Rows -----------------------------------------------------------------------------------------------------------


def test_a_row_that_is_gone_and_a_row_that_nobody_entered_are_named() -> None:
    town = world.found()
    grant = RoleGrant.objects.order_by("pk").first()
    assert grant
    with all_rights(RoleGrant):
        gone = grant.pk
        grant.delete()
        smuggled = RoleGrant.objects.create(
            person=town.people["auditor"], role="mandate_holder", valid_from=grant.valid_from
        )
        assert sorted(differences()) == sorted([
            f"workflow_rolegrant {smuggled.pk}: geen gebeurtenis over deze rij",
            f"workflow_rolegrant {gone}: de rij ontbreekt",
        ])  # fmt: skip
        assert not RoleGrant.objects.filter(pk=smuggled.pk, role="auditor").exists()


def test_a_mandate_that_somebody_raised_by_sql_is_named_to_the_column() -> None:
    world.found()
    mandate = Mandate.objects.get(kind="award")
    with all_rights(Mandate):
        run("UPDATE grants_mandate SET maximum_cents = 999999999999 WHERE kind = 'award'")
        place = f"grants_mandate {mandate.pk} kolom maximum_cents"
        assert differences() == [f"{place}: is 999999999999, volgens de gebeurtenissen 1000000000"]


def test_an_edited_balance_is_named_with_both_figures() -> None:
    town = world.found(ceiling_cents=100_00)
    with all_rights(LedgerAccount):
        run("UPDATE budgets_ledgeraccount SET balance_cents = 20000 WHERE book LIKE 'ceiling:%%' AND pot = 'available'")
        assert f"balance ceiling:{town.round}/available: hoort 10000 te zijn, is 20000" in differences()


def test_an_edited_transfer_is_named_by_the_ledger_and_by_the_replay() -> None:
    town = world.found(ceiling_cents=100_00)
    entry = Transfer.objects.get(credit__book=f"ceiling:{town.round}")
    with all_rights(Transfer):
        run("UPDATE budgets_transfer SET amount_cents = 20000 WHERE amount_cents = 10000")
        found = verify()
        assert found.replay_differences == [
            f"budgets_transfer {entry.pk} kolom amount_cents: is 20000, volgens de gebeurtenissen 10000"
        ]
        assert (
            f"balance ceiling:{town.round}/available: hoort 20000 te zijn, is 10000" in found.conservation_differences
        )


# --- Personal values ------------------------------------------------------------------------------------------------


def test_the_salt_of_a_personal_value_cannot_be_changed_moved_or_taken_away() -> None:
    world.found().file()
    organisation = Organisation.objects.get()
    opening = Opening.objects.get(table="partners_organisation", row=str(organisation.pk), column="name")
    place = f"partners_organisation {organisation.pk} kolom name: "
    elsewhere = Event.objects.exclude(pk=opening.event_id).order_by("pk")[0].pk
    changes = {
        "salt": ("f" * 64, "is niet de waarde die is vastgelegd"),
        "table": ("partners_person", "de opening van deze persoonlijke waarde ontbreekt"),
        "row": (str(uuid.uuid4()), "de opening van deze persoonlijke waarde ontbreekt"),
        "column": ("kvk", "de opening van deze persoonlijke waarde ontbreekt"),
        "event": (elsewhere, "de opening van deze persoonlijke waarde ontbreekt"),
    }
    assert set(changes) == {part.name for part in Opening._meta.concrete_fields} - {"id"}
    for name, (value, sentence) in changes.items():
        with all_rights(Opening):
            overwrite(Opening, opening.pk, Opening._meta.get_field(name), value)  # type: ignore[arg-type]
            assert differences() == [place + sentence], name


@pytest.mark.parametrize("salt", ["", "zout", "F" * 64, "g" * 64])
def test_a_salt_that_was_never_one_is_named_and_stops_nothing(salt: str) -> None:
    world.found().file()
    organisation = Organisation.objects.get()
    place = f"partners_organisation {organisation.pk} kolom name: "
    with all_rights(Opening):
        Opening.objects.filter(row=str(organisation.pk), column="name").update(salt=salt)
        assert differences() == [f"{place}is niet de waarde die is vastgelegd"]


def test_an_opening_that_is_deleted_with_the_value_left_is_named() -> None:
    world.found().file()
    organisation = Organisation.objects.get()
    with all_rights(Opening):
        Opening.objects.filter(row=str(organisation.pk), column="name").delete()
        place = f"partners_organisation {organisation.pk} kolom name"
        assert differences() == [f"{place}: de opening van deze persoonlijke waarde ontbreekt"]


def test_a_value_that_is_deleted_with_its_opening_and_no_event_of_erasure_is_named() -> None:
    world.found().file()
    organisation = Organisation.objects.get()
    with all_rights(Opening):
        Opening.objects.filter(row=str(organisation.pk), column="name").delete()
        Organisation.objects.update(name="")
        place = f"partners_organisation {organisation.pk} kolom name"
        assert differences() == [f"{place}: de opening van deze persoonlijke waarde ontbreekt"]


def test_a_value_whose_opening_stays_cannot_be_erased_unseen() -> None:
    world.found().file()
    organisation = Organisation.objects.get()
    with all_rights(Organisation):
        Organisation.objects.update(name="")
        place = f"partners_organisation {organisation.pk} kolom name"
        assert differences() == [f"{place}: is niet de waarde die is vastgelegd"]


# --- Who verifies the verifier --------------------------------------------------------------------------------------


def test_findings_count_what_was_looked_at() -> None:
    world.found().file()
    found = verify()
    assert dataclasses.asdict(found) == {
        "events": Event.objects.count(), "chains": Stream.objects.count(), "broken": [], "guards_missing": [],
        "conservation_differences": [], "replay_differences": [],
    }  # fmt: skip


def test_a_personal_value_stands_nowhere_in_the_trail(told: Tale) -> None:
    words = (
        "Ada Voorbeeld",
        "ada@buren.example",
        "NL03VBLD0910000001",
        "NL73VBLD0910000002",
        "Een afschrift",
        "Buren van de straat",
        "mijn zus",
        "mooi feest",
        "Bijna iedereen",
    )
    texts = list(Event.objects.values_list("data", flat=True))
    assert [word for word in words if any(word in text for text in texts)] == []
    assert any(SEALED in text for text in texts)
    assert Letter.objects.filter(stream=told.case.stream_id).exists()
