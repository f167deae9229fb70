"""The road of an application as one list: what is done, where it is now and what is still to come, each with who and when.

It follows from the scheme and the round (how is judged, whether an account is asked) and from the events that `said` lets through.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext

from budgets.models import Payment
from grants import saying
from grants.allocation import Formula, Need
from grants.models import Application
from grants.models.scheme import scheme_of
from grants.portal.applicant.following import papers, said
from grants.portal.applicant.following.papers import Paper
from grants.portal.applicant.following.said import (
    CARRIED_OUT,
    CHECK,
    DECIDED,
    DETERMINED,
    FILED,
    IDEA,
    JUDGED,
    PAID,
    WE,
    YOU,
)
from grants.ranking import published_rule
from grants.regimes import DIRECT
from workflow.clock import day_of
from workflow.models import Event

IS_DONE, IS_NOW, IS_NEXT = "done", "now", "next"

A = Application
HERE: Mapping[str, str] = {
    A.IDEA: IDEA,
    **dict.fromkeys((A.INVITED, A.ADVISED, A.REFERRED, A.DRAFT), FILED),
    A.INCOMPLETE: CHECK,
    A.ASSESSED: DECIDED,
    A.AWARDED: PAID,
    A.MONITORED: CARRIED_OUT,
    A.ACCOUNT_SUBMITTED: DETERMINED,
}
"""At which milestone a case is in a state; of what was submitted it depends on whether all is there, and what is over is at none."""

ENDED = (A.REJECTED, A.SET_ASIDE, A.WITHDRAWN, A.MERGED)
"""The states in which the road stopped at the decision."""


@dataclass(frozen=True, slots=True)
class Happened:
    """One event below a milestone: its day, who, what, and the letters that went out with it."""

    at: datetime
    who: str
    what: str
    papers: Sequence[Paper]

    @property
    def on(self) -> date:
        """The day, in Europe/Amsterdam."""
        return day_of(self.at)


@dataclass(frozen=True, slots=True)
class Milestone:
    """One milestone: what it is, who does it, how it stands, when (in words), and what happened there."""

    code: str
    title: str
    who: str
    stands: str
    when: str
    text: str
    events: Sequence[Happened]


@dataclass(frozen=True, slots=True)
class Ahead:
    """The days that are known of what is still to come: of our decision, the next payment, the next report and the determination."""

    decide_by: date | None = None
    pay_by: date | None = None
    report_by: date | None = None
    determine_by: date | None = None


def road(
    case: Application, events: Sequence[Event], letters: Sequence[Paper], payments: Sequence[Payment], ahead: Ahead
) -> tuple[Milestone, ...]:
    """The milestones of a case, in their order."""
    happened = dict(_happened(events, letters, {one.pk: one for one in payments}))
    codes = _codes(case, happened)
    here = _here(case, codes, ahead)
    return tuple(
        _milestone(case, code, _stands(number, here, codes), tuple(happened.get(code, ())), ahead)
        for number, code in enumerate(codes)
    )


def _happened(
    events: Sequence[Event], letters: Sequence[Paper], payments: Mapping[uuid.UUID, Payment]
) -> dict[str, list[Happened]]:
    """What an applicant may know of the events, by milestone."""
    along = papers.by_event(events, letters, said.EVENTS)
    found: dict[str, list[Happened]] = {}
    for event in events:
        moment = said.EVENTS.get(f"{event.machine}.{event.action}")
        if moment:
            line = Happened(event.at, moment.who, _what(event, moment, payments), tuple(along.get(event.pk, ())))
            found.setdefault(moment.milestone, []).append(line)
    return found


def _what(event: Event, moment: said.Moment, payments: Mapping[uuid.UUID, Payment]) -> str:
    paid = payments.get(event.subject)
    if paid and paid.kind == Payment.Kind.RECOVERY_RECEIPT:
        return gettext("U betaalde %(amount)s terug.") % {"amount": saying.euro(paid.amount_cents)}
    if paid:
        return gettext("Wij betaalden %(amount)s.") % {"amount": saying.euro(paid.amount_cents)}
    return gettext(moment.what)


def _codes(case: Application, happened: Mapping[str, Any]) -> list[str]:
    """Which milestones this application has."""
    before = [IDEA] if case.idea_received_at else []
    if case.state in ENDED:
        between = [code for code in (FILED, CHECK, JUDGED) if code in happened]
        return [*before, *between, DECIDED]
    after = [PAID] if case.round.figures.get("regime") == DIRECT else [PAID, CARRIED_OUT, DETERMINED]
    return [*before, FILED, CHECK, JUDGED, DECIDED, *after]


def _here(case: Application, codes: Sequence[str], ahead: Ahead) -> int:
    """The number of the milestone at which a case is; past the last when it is over."""
    if case.state == A.SUBMITTED:
        return codes.index(JUDGED if case.complete_on else CHECK)
    if case.state == A.ACCOUNTED and ahead.pay_by:
        return len(codes) - 1
    return codes.index(HERE[case.state]) if case.state in HERE else len(codes)


def _stands(number: int, here: int, codes: Sequence[str]) -> str:
    assert here <= len(codes)
    return IS_DONE if number < here else IS_NOW if number == here else IS_NEXT


def _milestone(case: Application, code: str, stands: str, happened: Sequence[Happened], ahead: Ahead) -> Milestone:
    who = YOU if code in (IDEA, FILED, CARRIED_OUT) else WE
    if stands == IS_NOW and case.state == A.INCOMPLETE:
        who = YOU
    if stands == IS_DONE:
        done_on = saying.day(happened[-1].on) if happened else ""
        return Milestone(code, _title(case, code, stands), who, stands, done_on, "", happened)
    when, text = _when(case, code, ahead), _text(case, code)
    return Milestone(code, _title(case, code, stands), who, stands, when, text, happened)


DECISIONS: Mapping[str, str] = {
    A.REJECTED: said.STATES["rejected"].what,
    A.SET_ASIDE: said.STATES["set_aside"].what,
    A.WITHDRAWN: said.STATES["withdrawn"].what,
    A.MERGED: said.STATES["merged"].what,
}


def _title(case: Application, code: str, stands: str) -> str:
    if code == DECIDED and stands == IS_DONE:
        return gettext(DECISIONS.get(case.state, "")) or gettext("Besluit: u krijgt subsidie")
    if code == DETERMINED and case.state == A.REVOKED:
        return gettext(said.STATES["revoked"].what)
    titles = {
        IDEA: gettext("Uw idee"),
        FILED: gettext("Aanvraag ingediend") if stands == IS_DONE else gettext("Plan indienen"),
        CHECK: gettext("Controle: is alles er?"),
        JUDGED: _judging(case)[0],
        DECIDED: gettext("Besluit"),
        PAID: gettext("Uitbetaling"),
        CARRIED_OUT: gettext("Uitvoering en verantwoording"),
        DETERMINED: gettext("Definitief bedrag"),
    }
    return titles[code]


def _judging(case: Application) -> tuple[str, str]:
    """How is judged, by the rule of the round and the criteria of the scheme."""
    rule, scheme = published_rule(case.round), scheme_of(case.round.scheme_version_id)
    if isinstance(rule, Need):
        return gettext("Inspectie van uw gebouw"), gettext("Een inspecteur kijkt hoe nodig het werk is.")
    if isinstance(rule, Formula):
        return gettext("Berekening van uw bedrag"), gettext("Wij rekenen uit welk bedrag u krijgt.")
    if not scheme.criteria:
        return gettext("Beoordeling van uw aanvraag"), gettext("Wij kijken of uw plan past bij de regels.")
    names = ", ".join(one.label for one in scheme.criteria)
    return gettext("Beoordeling van uw plan"), gettext("Wij letten op: %(names)s.") % {"names": names}


def _text(case: Application, code: str) -> str:
    """What will happen at a milestone that is not behind us."""
    texts = {
        IDEA: gettext("Een begeleider leest uw idee en geeft u advies."),
        FILED: gettext("U werkt uw idee uit tot een plan."),
        CHECK: gettext("Mist er iets? Dan vragen wij u daarom."),
        JUDGED: _judging(case)[1],
        DECIDED: gettext("U krijgt een brief met de reden. Niet mee eens? Dan kunt u 6 weken lang bezwaar maken."),
        PAID: gettext("Wij betalen op uw rekening.")
        if case.granted_cents is not None
        else gettext("Krijgt u subsidie? Dan betalen wij op uw rekening."),
        CARRIED_OUT: gettext("U doet wat in uw plan staat. Daarna laat u zien wat u deed."),
        DETERMINED: gettext("Wij stellen het bedrag vast en betalen de rest."),
    }
    return texts[code]


def _when(case: Application, code: str, ahead: Ahead) -> str:
    """When a milestone comes that is not behind us: the legal date where there is one, else after what; never a guess."""
    by = {
        FILED: None,
        DECIDED: ahead.decide_by,
        PAID: ahead.pay_by,
        CARRIED_OUT: ahead.report_by,
        DETERMINED: ahead.determine_by,
    }.get(code)
    if by:
        return gettext("uiterlijk %(day)s") % {"day": saying.day(by)}
    after = {
        JUDGED: gettext("begint zodra alles er is") if not case.complete_on else "",
        PAID: gettext("binnen 6 weken na het besluit") if case.granted_cents is None else "",
        DETERMINED: gettext("na uw verantwoording"),
    }
    return after.get(code, "")
