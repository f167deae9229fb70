"""The last page before sending: all that was typed, what is missing and may be missing, what follows by law, and the step itself."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grants import drafts
from grants.completing import completed
from grants.effects.terms import term_in
from grants.models import Application
from grants.payloads import Filing
from grants.portal.applicant.access import Applicant
from grants.portal.applicant.filing import party
from grants.portal.applicant.filing.drafted import Drafted, Section
from partners.identifiers import normalise_iban
from workflow import clock, door
from workflow import questions as kinds
from workflow.facts import Change
from workflow.form import Asked, blocking
from workflow.law.terms import Term


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as it is read back, and what is wrong with it."""

    question: Asked
    lines: Sequence[str]
    fault: str


@dataclass(frozen=True, slots=True)
class Page:
    """All that somebody sees before sending."""

    drafted: Drafted
    answers: Sequence[tuple[Section, Sequence[Answer]]]
    missing: Sequence[tuple[Section, Asked]]
    blocking: Sequence[tuple[Section, Asked]]
    term: Term
    is_late: bool
    may_send: bool
    sender: str


def look(drafted: Drafted, applicant: Applicant) -> Page:
    """The page, from what was typed."""
    round_ = drafted.case.round
    blocked = set(blocking(drafted.scheme, drafted.answers, round_.rule))
    asked = [(on, one) for on in drafted.sections for one in on.questions]
    return Page(
        drafted,
        [(on, [Answer(one, drafted.said(one), drafted.fault(one)) for one in on.questions]) for on in drafted.sections],
        [(on, one) for on, one in drafted.missing() if one.id not in blocked],
        [(on, one) for on, one in asked if one.id in blocked],
        term_in(round_, drafted.scheme, clock.today()),
        clock.now() > round_.closes_at,
        drafted.is_own,
        applicant.name,
    )


def unsigned(drafted: Drafted, posted: Mapping[str, Any]) -> list[Asked]:
    """What is still to be signed."""
    return [one for one in drafted.signature if one.required and one.read(posted.get(one.id))[0] is None]


def file(drafted: Drafted, posted: Mapping[str, Any], applicant: Applicant, key: uuid.UUID) -> None:
    """Send it, once under a key, and let go of what was filled in: what was sent stands in its version.

    Raises:
        Refusal: what stands in the way of filing.
    """
    case, organisation = drafted.case, drafted.party
    assert organisation, "the page asks for whom it is first"
    signed = {one.id: one.read(posted.get(one.id))[0] for one in drafted.signature}
    assert applicant.actor.person, "an applicant is a person"
    filing = Filing(
        {**drafted.answers, **{id_: value for id_, value in signed.items() if value}},
        organisation.pk,
        applicant.actor.person,
        _account(drafted, organisation),
    )
    change = Change(Application.MACHINE, "file", case.pk, completed(filing, case))
    door.act([change], actor=applicant.actor, key=f"portal/{key}")
    drafts.forget(case)


def _account(drafted: Drafted, organisation: Any) -> uuid.UUID | None:
    """The account that was filled in, where it is one that we know; another one is looked at by two people before it is paid on."""
    accounts = party.accounts_of(organisation)
    named = [drafted.answers.get(one.id) for one in drafted.questions if isinstance(one, kinds.Iban)]
    if not any(named):
        return accounts[0].pk if accounts else None
    return next((one.pk for one in accounts if normalise_iban(one.iban) in named), None)
