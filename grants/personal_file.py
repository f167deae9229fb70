"""Everything that is kept about one person (AVG 15), found by how tables point at each other: a table that is new cannot be forgotten.

What points at the person, at a login of theirs, or stands in a dossier of which they are the contact, is theirs. A test walks all models
and fails for one that is neither reached nor left out here with its reason.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey, Model, Q
from django.utils.translation import gettext

from grants.models import Application
from grants.trail_words import TABLES, word_of
from partners.models import Account, BankAccount, Membership, Organisation, Person
from workflow import clock
from workflow.canonical import plain
from workflow.models import Stream

OURS = frozenset({"workflow", "partners", "budgets", "documents", "grants"})

BY_ID = frozenset(
    {
        "answered_by", "asked_by", "assessor", "author", "confirmed_by", "decided_by", "entered_by", "given_by", "handler", "helper",
        "inspector", "kept_by", "on_behalf_of", "person", "proposed_by", "receipt_by", "signed_by", "substitute",
    }
)  # fmt: skip
"""Columns that hold the id of a person without pointing at the table of persons."""

NO_PERSON = frozenset({"act", "amended_by", "cause", "decision", "payment", "sheet", "subject"})
"""Columns that hold the id of something else."""

LEFT_OUT: Mapping[str, str] = {
    "budgets_indicator": "figures of the municipality",
    "budgets_indicatorvalue": "figures of the municipality",
    "budgets_ledgeraccount": "the books: what was booked stands with each dossier",
    "budgets_paymentorder": "an order over many payments; each payment stands with its dossier",
    "budgets_policyfield": "the budget",
    "budgets_programme": "the budget",
    "budgets_subprogramme": "the budget",
    "grants_allocationrun": "a ranking as a whole; the place of each dossier stands with it",
    "grants_experience": "how it went to fill in a form, kept without who said it, of which application or when",
    "grants_legalprofile": "the law as it is followed here",
    "grants_round": "a round is about nobody",
    "grants_schemeversion": "a scheme is about nobody",
    "partners_area": "neighbourhoods and villages",
    "partners_failedtry": "a hash of what was typed, kept for a quarter of an hour",
    "partners_passwordlink": "an address to which a link was sent, kept for a day and known to be nobody's until it is used",
    "workflow_command": "keys of calls, hashed: they protect against repetition and state nothing",
    "workflow_opening": "random numbers that open what the events hold; the values themselves stand here",
    "workflow_outbox": "messages under way, with the number of a letter or a link and nothing else",
    "workflow_register": "the heads of registers",
    "workflow_series": "the last numbers given out",
    "grants_searchtext": "computed from the texts that stand here, to find them by",
}
"""Tables in which nothing about a person stands, and why."""

SECRET = frozenset({"password", "secret", "digest", "data", "prev", "hash", "head_hash", "public_key"})
"""Columns that protect a login or a chain, or repeat what stands in the rows: that they are kept is said, their value is not."""

OTHER = "iemand anders"
"""What stands in the place of another person: what is about them is not given (AVG 15, vierde lid)."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one table holds about the person: its name, what a person calls it, and its rows by column."""

    table: str
    words: str
    rows: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class _Whose:
    """Who is asked about, with what makes a row theirs."""

    person: uuid.UUID
    accounts: Sequence[uuid.UUID]
    streams: Sequence[uuid.UUID]
    cases: Sequence[uuid.UUID]
    organisations: Sequence[uuid.UUID]


def about(person: Person) -> list[Part]:
    """All that is kept, table by table; the tables in which nothing about them stands are not among them. A query for each table."""
    cases = Application.objects.filter(contact=person)
    whose = _Whose(
        person.pk,
        list(Account.objects.filter(person=person).values_list("pk", flat=True)),
        list(cases.values_list("stream", flat=True)),
        list(cases.values_list("pk", flat=True)),
        list(Membership.objects.filter(person=person).values_list("organisation", flat=True)),
    )
    return [part for model in looked_in() if (part := _part(model, whose)).rows]


def looked_in() -> list[type[Model]]:
    """The models in which something about a person can stand."""
    mine = (one for one in apps.get_models() if one._meta.app_label in OURS)
    return [one for one in mine if one._meta.db_table not in LEFT_OUT]


def ways(model: type[Model]) -> list[str]:
    """The ways from a row to whose it is: by foreign keys, and by ids of persons."""
    return list(_ways(model, "", ()))


HUBS: tuple[type[Model], ...] = (Person, Account, Stream, Application, Organisation)
"""Where a way ends: whose a row is follows from each of these."""


OF_ORGANISATION: tuple[type[Model], ...] = (Organisation, BankAccount)
"""What is told of the organisations that somebody acts for; who else does, and what they applied for, is about others."""


def _ways(model: type[Model], before: str, seen: tuple[type[Model], ...]) -> Iterator[str]:
    if model in HUBS and not seen:
        yield "pk"
    for part in model._meta.concrete_fields:
        if isinstance(part, ForeignKey):
            to = part.related_model
            if to in HUBS and to is not model:
                yield before + part.name
            elif to._meta.db_table not in LEFT_OUT and to not in (model, *seen):
                yield from _ways(to, f"{before}{part.name}__", (*seen, model))
        elif part.name in BY_ID and not before:
            yield part.name


def _part(model: type[Model], whose: _Whose) -> Part:
    some = Q(pk__in=[])
    for way in ways(model):
        some |= _theirs(model, way, whose)
    rows = model._default_manager.filter(some).order_by("pk").distinct()
    table = model._meta.db_table
    return Part(table, gettext(TABLES[table]), [_row(one, whose) for one in rows])


def _theirs(model: type[Model], way: str, whose: _Whose) -> Q:
    target = _end(model, way)
    keys: Mapping[Any, Sequence[uuid.UUID]] = {
        Account: whose.accounts,
        Stream: whose.streams,
        Application: whose.cases,
        Organisation: whose.organisations if model in OF_ORGANISATION else (),
    }
    return Q(**{f"{way}__in": keys.get(target, (whose.person,))})


def _end(model: type[Model], way: str) -> type[Model] | None:
    """The model at the end of a way, None for the id of a person."""
    found: Any = model
    for name in way.split("__"):
        if name == "pk":
            return found  # type: ignore[no-any-return]
        part = found._meta.get_field(name)
        found = part.related_model if isinstance(part, ForeignKey) else None
    return found  # type: ignore[no-any-return]


def _row(row: Model, whose: _Whose) -> dict[str, Any]:
    return {part.attname: _value(part, row, whose) for part in row._meta.concrete_fields}


def _value(part: Any, row: Model, whose: _Whose) -> Any:
    value = part.value_from_object(row)
    if value in (None, ""):
        return value
    if part.name in SECRET:
        return "niet getoond"
    is_person = part.name in BY_ID or (isinstance(part, ForeignKey) and part.related_model is Person)
    return OTHER if is_person and value != whose.person else plain(part.to_python(value))


def left_out() -> list[str]:
    """What is not in the file, in sentences: secrets, others, files, and the tables in which nothing about anybody stands."""
    return [
        gettext(
            "Wat een login of een keten beveiligt, zoals een wachtwoord of een controlegetal. Dat het er is, staat er wel."
        ),
        gettext("Wie een ander is: daar staat “%(other)s”.") % {"other": OTHER},
        gettext("De inhoud van bestanden en brieven. Zij staan er met hun naam, en komen uit het dossier."),
        gettext("Waar over niemand iets in staat, zoals de begroting, de regelingen, de rondes en de wijken."),
    ]


def as_json(person: Person, parts: Sequence[Part]) -> str:
    """All of it for a machine: by table and column, with what was left out."""
    tables = [{"table": one.table, "words": one.words, "rows": list(one.rows)} for one in parts]
    said = {"person": str(person.pk), "made_at": clock.now().isoformat(), "tables": tables, "left_out": left_out()}
    return json.dumps(said, ensure_ascii=False, indent=1)


def as_text(person: Person, parts: Sequence[Part]) -> str:
    """The same to read: a heading for each table, and of each row what stands in it, in the words of the screens."""
    lines = [f"Wat wij bewaren over {person.name}", "(AVG, artikel 15)", ""]
    for part in parts:
        lines += [f"{part.words.capitalize()} ({len(part.rows)})", ""]
        for row in part.rows:
            lines += [f"  {word_of(name)}: {value}" for name, value in row.items() if value not in (None, "", False)]
            lines.append("")
    return "\n".join([*lines, gettext("Wat hier niet in staat"), "", *(f"  {one}" for one in left_out()), ""])
