"""The office of any scheme, all its people at once: it takes at the door what the scheme says, so that a walk at home can go on."""

from __future__ import annotations

import hashlib
import json
import uuid
from datetime import UTC, datetime, timedelta

from documents.tasks import render_letter
from grants import payloads
from grants.allocation import Need
from grants.effects.rounds import DecideAll
from grants.guards import JudgedBy
from grants.models import Application, Decision, Report
from grants.ranking import published_rule
from partners.models import Area, AreaTeam
from tests import world
from tests.grants.payers import years_ahead
from tests.world import INSTALLATION, World, key
from workflow import clock
from workflow.models import Outbox
from workflow.registers import record
from workflow.scheme import RoundRule, Scheme

SEED = "42"
CLOSES = datetime(2026, 1, 30, 16, tzinfo=UTC)


def open_town(scheme: Scheme, rule: RoundRule) -> World:
    """A town with an open round of a scheme, a village in it, and money in the years after."""
    commitment = hashlib.sha256(SEED.encode()).hexdigest()
    town = world.found(scheme, rule=rule.code, closes_at=CLOSES, draw_seed_commitment=commitment)
    years_ahead(town, 3)
    team = AreaTeam(code="GT-1", name="Gebiedsteam (voorbeeld)", lead_id=town.people["administrator"])
    with clock.at(town.now):
        record("partners", team, Area(kind="dorp", name="Voorbeelddorp", team=team), actor=INSTALLATION, key=key())
    return town


def judge(town: World, case: Application) -> None:
    """All is there, and who judges by this scheme gives a four everywhere or finds a building in need."""
    town.take("intake_clerk", "application", "intake", case.pk)
    if isinstance(published_rule(case.round), Need):
        findings = payloads.Findings(case.pk, clock.day_of(town.now), 5, 2, 1, 1, 20)
        town.take("inspector", "inspection", "inspect", uuid.uuid4(), findings, stream=case.stream_id)
    for who in [one.role for one in _guards(town.scheme, "assessment.score") if isinstance(one, JudgedBy)]:
        for judge_ in (town.actor(who), town.hire(who)):
            mine, levels = uuid.uuid4(), {one.code: 4 for one in town.scheme.criteria}
            town.take(judge_, "assessment", "score", mine, payloads.Scoring(case.pk, levels), stream=case.stream_id)
            town.take(judge_, "assessment", "lock", mine)


def decide(town: World, case: Application) -> Decision:
    """The round is over; what follows by its rule, or an award of what was asked, is signed and announced."""
    town.now = CLOSES + timedelta(days=3)
    step = town.scheme.steps.get("round.rank")
    if step and any(isinstance(one, DecideAll) for one in step.effects):
        town.take("policy_officer", "round", "rank", town.round, payloads.Seed(SEED))
        decision = Decision.objects.get(application=case.pk)
        town.take("mandate_holder", "decision", "sign", decision.pk)
        town.take("policy_officer", "decision", "announce", decision.pk)
        return Decision.objects.get(pk=decision.pk)
    return town.decide(Application.objects.get(pk=case.pk))


def pay(town: World, decision: Decision) -> None:
    """Pay what is due this year."""
    for number, part in enumerate(decision.payable):
        if part.kind != "rest" and (part.due_on is None or part.due_on.year == town.now.year):
            town.pay(decision, number)


def determine(town: World, case: Application) -> None:
    """The reports are good, and the amount is that of the award."""
    for report in Report.objects.filter(application=case.pk, state=Report.SUBMITTED):
        town.take("policy_officer", "report", "accept_report", report.pk)
    row = Application.objects.select_related("round", "stream").get(pk=case.pk)
    town.decide(row, row.granted_cents, "determination", parts=())


def make_letters(town: World) -> None:
    """Make every letter that waits, as the worker does."""
    with clock.at(town.now):
        for message in Outbox.objects.filter(topic="render-letter", done_at=None):
            render_letter(str(message.pk), json.loads(message.payload))


def _guards(scheme: Scheme, step: str) -> tuple[object, ...]:
    found = scheme.steps.get(step)
    return tuple(found.guards) if found else ()
