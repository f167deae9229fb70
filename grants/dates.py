"""Every date of a dossier that somebody has to keep, with the article it rests on and the sum that leads to it. Reads only."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from typing import Any, TypeVar

from budgets.figures import euro
from budgets.models import Payment
from documents.formats import NBSP, end_moment
from grants import anew, monitoring, selectors
from grants.due_list import Due
from grants.effects.terms import Owe, OweAfterEnd
from grants.letters.settlement import ANSWER_DAYS
from grants.models import Application, Check, Decision, FinalAccount, Objection, Obligation, Report, Round
from grants.models.scheme import scheme_of
from grants.sent import sent as last_sent
from workflow import clock
from workflow.law.terms import Term, payment_term, set_aside_term, term
from workflow.law.wording import dutch_date, length
from workflow.models import Deadline, Event, Subject
from workflow.registry import Desk
from workflow.scheme import ObligationRule, Scheme

S = TypeVar("S", bound=Subject)

TERMS = {
    "decision_term": "beslistermijn",
    "completion_term": "hersteltermijn",
    "objection_term": "bezwaartermijn",
    "objection_decision_term": "beslissing op bezwaar",
    "new_decision": "nieuw besluit na bezwaar",
    "payment_term": "betaaltermijn",
    "payment_suspension": "niet betalen",
    "state_aid_register": "melding van steun",
    "delay_notice": "besluit verwacht",
    "close": "sluiting van de ronde",
    "set_aside": "buiten behandeling",
    "determination": "vaststelling",
    "determination_request": "aanvraag van de vaststelling",
    "report": "verslag",
    "obligation": "verplichting",
    "check": "controle",
    "payment": "betaling",
}
"""The word for each kind of date: the terms on record first, then what follows from other rows."""

ON_OBJECTION = "objection_decision_term"
PART_WORDS = {"advance": "voorschot", "balance": "eindbetaling", "rest": "rest na de vaststelling"}
BEFORE = (Application.IDEA, Application.INVITED, Application.ADVISED, Application.REFERRED, Application.DRAFT)
"""The states before anything was filed."""

RUNNING = (Application.AWARDED, Application.MONITORED)


@dataclass(frozen=True, slots=True)
class Dated:
    """One date of the dossier with the sum that leads to it."""

    kind: str
    last_day: date
    plan_by: date | None
    article: str
    sum: tuple[str, ...]


@dataclass(frozen=True)
class Around:
    """A case with what its dates rest on."""

    case: Application
    due: tuple[Due, ...]
    desk: Desk

    @cached_property
    def scheme(self) -> Scheme:
        """The scheme as the case was filed under it."""
        return scheme_of(self.case.round.scheme_version_id)

    @cached_property
    def figures(self) -> Mapping[str, Any]:
        """The parameters of the round."""
        return self.case.round.figures

    @cached_property
    def law(self) -> Mapping[str, Any]:
        """What the law of the municipality says today."""
        profile = selectors.law_on(clock.today(), self.desk)
        return profile.figures if profile else {}

    @cached_property
    def end(self) -> date | None:
        """The last day of the plan, by the answers or by the round."""
        sent = self.desk.once("sent", [self.case.pk], lambda _: last_sent([self.case]))
        answered = sent[self.case.pk].answers.get("eind")
        return date.fromisoformat(answered) if answered else self.day("execution_through")

    @cached_property
    def decisions(self) -> Mapping[uuid.UUID, Decision]:
        """The decisions of the case by id."""
        return {one.pk: one for one in self.rows(Decision)}

    def rows(self, machine: type[S], *states: str) -> list[S]:
        """What stands in the dossier of a machine, in these states, always in the same order."""
        told = self.desk.notes.get("states", {}).get(self.case.stream_id)
        if told is not None and states and not told & {(machine.MACHINE, state) for state in states}:
            return []  # The trail says that nothing stands there.
        found = self.desk.in_dossiers(machine, [self.case.stream_id])
        return sorted((one for one in found if not states or one.state in states), key=lambda one: one.pk)

    def day(self, parameter: str) -> date | None:
        """A day among the parameters of the round."""
        found = self.figures.get(parameter)
        return date.fromisoformat(found) if found else None

    def announced(self, decision: uuid.UUID) -> date:
        """The day on which a decision was announced."""
        found = self.decisions[decision].announced_on
        assert found is not None
        return found


def dates_of(case: Application, due: Iterable[Due], desk: Desk) -> tuple[Dated, ...]:
    """Every date of a case, the earliest first, from what lies on the desk or is read from there."""
    around = Around(case, tuple(due), desk)
    readers = (_close, _terms, _new_decision, _set_aside, _determination, _reports, _obligations, _checks, _payments)
    found = [dated for reader in readers for dated in reader(around)]
    return tuple(sorted(found, key=lambda one: (one.last_day, one.kind)))


def closes(round_: Round) -> str:
    """When a round closes, in words; one that closes at midnight closes at 24.00 on the day before."""
    return end_moment(round_.closes_at).replace(NBSP, " ")


def _of(kind: str, found: Term) -> Dated:
    return Dated(TERMS[kind], found.deadline, found.plan_by, found.basis, found.steps)


def _said(kind: str, day: date, article: str, *sentences: str) -> Dated:
    return Dated(TERMS[kind], day, None, article, sentences)


def _close(around: Around) -> Iterator[Dated]:
    """Until when one can still file."""
    if around.case.state in BEFORE:
        round_ = around.case.round
        yield _said("close", clock.last_day_of(round_.closes_at), "Awb 4:26", f"De ronde sluit op {closes(round_)}.")


def _terms(around: Around) -> Iterator[Dated]:
    """The computation that counts of every term on record."""
    newest: dict[tuple[uuid.UUID, str], Deadline] = {}
    for row in terms_on_record(around.case, around.desk):
        newest[row.subject, row.kind] = row
    if any(kind == ON_OBJECTION for _, kind in newest):
        open_ = {one.pk for one in around.rows(Objection, *Objection.OPEN)}
        newest = {place: row for place, row in newest.items() if place[1] != ON_OBJECTION or place[0] in open_}
    for row in newest.values():
        yield Dated(TERMS[row.kind], row.legal_deadline, row.plan_by, row.article, tuple(row.explanation.split("\n")))


def _new_decision(around: Around) -> Iterator[Dated]:
    """Until when a new decision takes the place of one that an objection was right about: an award, or one that changes it."""
    if around.case.state not in (*RUNNING, *anew.STANDING):
        return
    if not any(row.kind == ON_OBJECTION for row in terms_on_record(around.case, around.desk)):
        return
    for one in around.rows(Objection, Objection.DECIDED):
        if one.decided_on and anew.owes(one, around.rows(Decision)):
            said = f"De beslissing op het bezwaar was op {dutch_date(one.decided_on)}: {one.get_outcome_display()}."
            why = "Het nieuwe besluit komt binnen de termijn om op het bezwaar te beslissen."
            yield _said("new_decision", one.decide_by, "Awb 7:10; 7:11, tweede lid", said, why)


def terms_on_record(case: Application, desk: Desk) -> Sequence[Deadline]:
    """Every computation of every term of a case, the newest last; read once."""

    def read(streams: set[uuid.UUID]) -> dict[uuid.UUID, Sequence[Deadline]]:
        return {one: list(Deadline.objects.filter(stream=one).order_by("revision")) for one in streams}

    return desk.once("terms on record", [case.stream_id], read)[case.stream_id]


def _set_aside(around: Around) -> Iterator[Dated]:
    """Until when one can set aside what was not completed, or not enough (Awb 4:5, vierde lid)."""
    case = around.case
    if case.state not in (Application.SUBMITTED, Application.INCOMPLETE) or case.completion_until is None:
        return
    came = case.completed_on if case.state == Application.SUBMITTED else None
    in_time = came if came and came <= case.completion_until else None
    yield _of("set_aside", set_aside_term(completed=in_time) if in_time else set_aside_term(case.completion_until))


def _determination(around: Around) -> Iterator[Dated]:
    """Until when we determine, or the recipient asks for it: as the award says, or by our own term from the day of the account."""
    case, law = around.case, around.law
    if not law or case.granted_cents is None or case.state not in (*RUNNING, Application.ACCOUNT_SUBMITTED):
        return
    on_request = around.figures.get("regime") == "method"
    promised = _promised(around)
    if case.state in RUNNING:
        if promised:
            yield _of("determination_request" if on_request else "determination", promised)
        return
    received = around.desk.once("account received", [case.pk], _accounts)[case.pk]
    opening = "De verantwoording kwam op {}."
    own = term(received, weeks=law["decision_weeks"], basis=law["asv"], opening=opening)
    later = promised if promised and not on_request and promised.deadline > received else own
    yield _of("determination", later)


def determination_of(case: Application, desk: Desk) -> Dated | None:
    """Until when we determine a grant, or the recipient asks for it; of many cases in four queries once `lay_accounts` was asked."""
    return next(_determination(Around(case, (), desk)), None)


def lay_accounts(cases: Iterable[Application], desk: Desk) -> None:
    """Read for many cases at once what `determination_of` asks of each."""
    found = list(cases)
    desk.once("sent", [case.pk for case in found], lambda _: last_sent(found))
    desk.once("account received", [case.pk for case in found if case.state == Application.ACCOUNT_SUBMITTED], _accounts)


def _accounts(cases: set[uuid.UUID]) -> dict[uuid.UUID, date]:
    """The day on which the last account of each of these cases came."""
    rows = FinalAccount.objects.filter(application__in=cases).order_by("received_on")
    return dict(rows.values_list("application", "received_on"))


def _promised(around: Around) -> Term | None:
    """Weeks after the day of the account, or after the end of the plan."""
    since, opening = around.day("accounts_due"), "De verantwoording komt uiterlijk op {}."
    if since is None:
        since, opening = around.end, "Het plan eindigt op {}."
    if since is None:
        return None
    weeks = around.figures.get("determination_weeks_after_end", around.law["determination_weeks"])
    return term(since, weeks=weeks, basis=around.law["asv"], opening=opening)


def _reports(around: Around) -> Iterator[Dated]:
    """The reports that are still to come."""
    for report in around.rows(Report, Report.DUE):
        if report.due_on:
            yield _said("report", report.due_on, "Awb 4:37", *_owed(around, report.kind, report.due_on))


def _owed(around: Around, kind: str, due_on: date) -> Iterator[str]:
    """Why a report is due on its day, by the effect of the award that asked for it."""
    yield f"Het besluit vraagt om: {kind}."
    for effect in around.scheme.step("application", "award").effects:
        if isinstance(effect, OweAfterEnd) and effect.kind == kind and around.end:
            weeks = around.figures[effect.weeks]
            day = around.end + timedelta(weeks=weeks)
            yield f"Het plan eindigt op {dutch_date(around.end)}."
            yield f"{length(weeks, 'weeks')} later is {dutch_date(day)}."
            yield from _earlier(day, due_on)
        elif isinstance(effect, Owe) and effect.kind == kind and effect.parameter:
            yield "Die dag staat in de regels van de ronde."


def _earlier(day: date, moved: date) -> Iterator[str]:
    """A day that we set ourselves moves to the working day before."""
    if moved != day:
        yield f"Dat is geen werkdag. De werkdag daarvoor is {dutch_date(moved)}."


def _obligations(around: Around) -> Iterator[Dated]:
    """The obligations that run and have a day."""
    rules = {rule.text: rule for rule in around.scheme.obligations}
    for one in around.rows(Obligation, Obligation.DUE):
        if one.due_on is None:
            continue
        since = around.announced(one.decision)
        said = tuple(_since(around, rules.get(one.text), since, one.due_on))
        kept = said or (f"Het besluit van {dutch_date(since)} zegt: {one.due_text}.",)
        yield _said("obligation", one.due_on, one.basis, one.text, *kept)


def _since(around: Around, rule: ObligationRule | None, announced_on: date, due_on: date) -> Iterator[str]:
    """The sum behind the day of an obligation; nothing where the rule does not lead to that day."""
    if rule and rule.from_ == "fixed":
        yield "Die dag staat in de regels van de ronde."
        return
    since = around.end if rule and rule.from_ == "end" else announced_on
    if rule is None or since is None or not (rule.years or rule.months or rule.weeks):
        return
    unit = {"years": rule.years} if rule.years else {"months": rule.months} if rule.months else {"weeks": rule.weeks}
    opening = "Het plan eindigt op {}." if rule.from_ == "end" else "Bekendgemaakt op {}."
    found = term(since, **unit, basis=rule.basis, atw=bool(rule.years), opening=opening)
    if due_on in (found.deadline, found.plan_by):
        yield from found.steps[:2]
        yield from _earlier(found.deadline, due_on)


def _checks(around: Around) -> Iterator[Dated]:
    """The checks that are planned, each with the part of the period after which it comes."""
    rows = around.rows(Check, Check.PLANNED)
    planned = around.desk.once("planned", (one.pk for one in rows), _planned)
    for one in rows:
        what = f"{one.get_kind_display().capitalize()}, gepland op {dutch_date(planned[one.pk])}."
        yield _said("check", one.due_on, "Awb 4:37", what, *_share(around, one, planned[one.pk]))


def _planned(checks: set[uuid.UUID]) -> dict[uuid.UUID, date]:
    """The day on which each check was planned."""
    born = Event.objects.filter(subject__in=checks, machine=Check.MACHINE, action="plan_check")
    return {event.subject: clock.day_of(event.at) for event in born}


def _share(around: Around, check: Check, begin: date) -> Iterator[str]:
    """By the plan of the risk: after which part of the time until the end of the plan; a signal is looked at within two weeks."""
    if check.kind == Check.Kind.SIGNAL and check.due_on == begin + timedelta(days=ANSWER_DAYS):
        yield f"{length(ANSWER_DAYS, 'days')} later is {dutch_date(check.due_on)}."
        return
    end = around.day("execution_through") or begin + timedelta(days=365)
    plans = {**monitoring.PLAN, **around.figures.get("monitoring", {})}.values()
    shares = {Fraction(share) for plan in plans for kind, share in plan if kind == check.kind}
    for share in sorted(shares):
        if begin + timedelta(days=int((end - begin).days * share)) == check.due_on:
            part = "Aan het einde" if share == 1 else f"Na {share}"
            yield f"{part} van de tijd tot {dutch_date(end)}, zoals het risico vraagt: {dutch_date(check.due_on)}."
            return


def _payments(around: Around) -> Iterator[Dated]:
    """What is still to be paid by a day, proposed or not."""
    for line in around.due:
        if line.due_on:
            yield from _payment(around, line.decision, line.number, line.due_on, "nog niet voorgesteld")
    for row in around.rows(Payment, *Payment.UNDER_WAY):
        yield from _payment(around, row.decision, row.number, row.due_on, row.state_word)


def _payment(around: Around, decision: uuid.UUID, number: int, day: date, state: str) -> Iterator[Dated]:
    made, since = around.decisions[decision], around.announced(decision)
    part = made.payable[number]
    what = f"{PART_WORDS[part.kind].capitalize()} van {euro(part.amount_cents)}, {state}."
    kind = f"{made.get_kind_display()} van {dutch_date(since)}"
    if part.due_on:
        yield _said("payment", day, "Awb 4:87", what, f"Deze dag staat in het besluit: {kind}.")
    else:
        yield Dated(TERMS["payment"], day, None, "Awb 4:87, lid 1", (what, *payment_term(since).steps))
