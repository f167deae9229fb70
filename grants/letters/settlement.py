"""Letters after the work is done: account, reminder, intention, determination, lower determination, recovery."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from documents.formats import euro
from documents.letters import LetterIncomplete, from_json
from documents.letters.parts import Advance, Hearing, HearingPoint, LegalBasis, PaymentPlan, Repayment
from documents.letters.recovery import Recovery
from documents.letters.settlement import (
    AccountReceipt,
    ByMethod,
    Determination,
    DeviationReceipt,
    HearingIntention,
    Intention,
    LowerDetermination,
    Reminder,
)
from documents.letters.tables import PaymentSchedule
from grants.guards.hearing import RULES
from grants.letters import amounts, head, lowering, obligations
from grants.letters.dossier import Dossier, working_day
from grants.models import Decision, Report
from grants.models.decision import Part
from workflow.clock import day_of
from workflow.law.hearing import Unheard
from workflow.law.terms import payment_term, term

PLAN_MONTHS = 12
ANSWER_DAYS = 14
PROPORTIONATE = "Ja, vinden wij. Wij verlagen uw subsidie alleen met het deel waarvoor deze reden geldt."
PAYING = "Awb, artikel 4:52, 4:87 en 4:95"


def account_receipt(dossier: Dossier) -> AccountReceipt:
    """The confirmation that the account was received."""
    return AccountReceipt(
        head=head.head(dossier),
        project=dossier.case.title,
        received_at=dossier.about.get("received_at") or dossier.facts.now,
        received=(
            "Uw verslag",
            f"Uw werkelijke kosten: {euro(dossier.about['actual_cents'])}",
            *(["Uw kosten en inkomsten, regel voor regel"] if dossier.about.get("costs") else []),
        ),
        decide_by=_decide_by(dossier),
        next_steps=(
            "Wij lezen uw verslag en kijken naar uw kosten.",
            "Daarna krijgt u ons besluit over het eindbedrag.",
        ),
    )


def deviation_receipt(dossier: Dossier) -> DeviationReceipt:
    """The confirmation that a deviation was reported."""
    return DeviationReceipt(
        head=head.head(dossier),
        project=dossier.case.title,
        received_at=dossier.facts.now,
        reported=dossier.about["text"],
        answer_by=working_day(dossier.today + timedelta(days=ANSWER_DAYS)),
    )


def _decide_by(dossier: Dossier) -> date:
    """The day that the award names, or the term of the municipality when that day is over or the account is a request of its own."""
    received = day_of(dossier.about.get("received_at") or dossier.facts.now)
    own = term(received, weeks=dossier.profile.decision_weeks, basis=dossier.profile.asv).deadline
    if dossier.figures.get("regime") == "method":
        return own
    end = dossier.answered_day("eind") or dossier.set_day("execution_through")
    promised = obligations.settled_by(dossier, end) if end else own
    return promised if promised > dossier.today else own


def reminder(dossier: Dossier) -> Reminder:
    """The reminder of an account that is overdue, with a last term."""
    due = [report.due_on for report in dossier.need("reports") if report.state == Report.DUE and report.due_on]
    if not due:
        raise LetterIncomplete("Reminder.was_due_on", "Awb 4:44(3)")
    last = working_day(dossier.today + timedelta(days=dossier.profile.reminder_days))
    return Reminder(
        head=head.head(dossier),
        project=dossier.case.title,
        granted_cents=dossier.case.granted_cents or 0,
        was_due_on=dossier.about.get("due_on") or min(due),
        until=dossier.about.get("until") or last,
        to_send=("Een kort verslag", "Een overzicht van uw kosten en inkomsten"),
        submit_url=dossier.profile.portal_url,
        paid_cents=sum(one.amount_cents for one in dossier.advances),
    )


def hearing_intention(dossier: Dossier) -> HearingIntention:
    """The intention to decide against the recipient: `about` holds kind, ground, intended_cents, facts, reasons and until."""
    about = dossier.about
    kind = Intention(RULES[about.get("kind", "lower_determination")].intention)
    return HearingIntention(
        head=head.head(dossier),
        project=dossier.case.title,
        intention=kind,
        facts=tuple(about.get("facts", ())),
        reasons=about.get("reasons", ""),
        view_until=about.get("until") or working_day(dossier.today + timedelta(days=dossier.profile.reminder_days)),
        view_url=dossier.profile.portal_url,
        rules=(
            _intended(dossier, kind),
            LegalBasis(subject="Uw reactie", articles="Awb, artikel 4:7 tot en met 4:9 en 4:12"),
        ),
        **({} if kind is Intention.REJECTION else _intended_amounts(dossier, kind)),
    )


def _intended_amounts(dossier: Dossier, kind: Intention) -> dict[str, Any]:
    """From what was granted to what is intended; a lower determination with the ground and the tables that its decision will have."""
    granted = dossier.case.granted_cents or 0
    intended = dossier.about.get("intended_cents", granted)
    said = {"granted_cents": granted, "intended_cents": intended}
    if kind is not Intention.LOWER_DETERMINATION:
        return said
    return {
        **said,
        "ground": lowering.ground(dossier.about.get("ground", ""), "HearingIntention.ground"),
        "calculation": lowering.calculation(dossier, intended, "Dit bedrag willen wij vaststellen"),
        "costs": lowering.cost_table(dossier),
    }


def _intended(dossier: Dossier, kind: Intention) -> LegalBasis:
    """The article that an intention rests on."""
    subject, articles = INTENDED[kind]
    if kind is Intention.LOWER_DETERMINATION:
        articles = lowering.ground(dossier.about.get("ground", ""), "HearingIntention.ground").articles
    return LegalBasis(subject=subject, articles=articles)


INTENDED = {
    Intention.REJECTION: ("Afwijzen", "Awb, artikel 4:35 en 4:51"),
    Intention.LOWER_DETERMINATION: ("Lager eindbedrag", "Awb, artikel 4:46, tweede lid"),
    Intention.AMENDMENT: ("Wijzigen", "Awb, artikel 4:48, 4:49 en 4:50"),
    Intention.REVOCATION: ("Intrekken", "Awb, artikel 4:48, 4:49 en 4:50"),
}


def determination(dossier: Dossier) -> Determination:
    """The determination as granted, or by the method that the award states."""
    way = "4:44" if dossier.figures.get("regime") == "method" else "4:47"
    as_granted = dossier.decision.amount_cents == dossier.case.granted_cents
    return Determination(
        **_final(dossier, ("Eindbedrag", f"Awb, artikel 4:46, eerste lid, en {way}"), ("Betalen", PAYING)),
        by_method=_by_method(dossier),
        by_lines=None if as_granted else lowering.cost_table(dossier),
    )


def _final(dossier: Dossier, *rules: tuple[str, str]) -> dict[str, Any]:
    """What every determination says."""
    granted = dossier.granted
    assert granted.announced_on is not None
    account = dossier.account
    _, end = dossier.period(granted.announced_on)
    return {
        "head": head.head(dossier),
        "signature": head.signature(dossier),
        "remedy": head.remedy(dossier),
        "rules": head.rules(dossier, *rules),
        "project": dossier.case.title,
        "granted_on": granted.announced_on,
        "granted_cents": granted.amount_cents,
        "determined_cents": dossier.decision.amount_cents,
        "reported_on": account.received_on if account else None,
        "advances": _advances(dossier),
        "undue_cents": dossier.undue_cents,
        "payments": _balance(dossier),
        "obligations": obligations.lasting(dossier, granted.announced_on),
        "keep_evidence_until": dossier.evidence_until(end),
    }


def _advances(dossier: Dossier) -> tuple[Advance, ...]:
    return tuple(
        Advance(paid_on=one.settled_on, amount_cents=one.amount_cents) for one in dossier.advances if one.settled_on
    )


def _balance(dossier: Dossier) -> PaymentSchedule | None:
    """What is still to be paid: the parts of the decision, or the balance at once when it names none."""
    decision = dossier.decision
    left = decision.amount_cents - sum(one.amount_cents for one in dossier.advances) + dossier.undue_cents
    if left <= 0:
        return None
    parts = amounts.merged(decision.payable) or (Part("", "balance", None, left),)
    return amounts.rows_of(dossier, parts, paid_before=len(dossier.advances))


def _by_method(dossier: Dossier) -> ByMethod | None:
    percent, actual = amounts.percent_of(dossier), lowering.actual_costs(dossier)
    released = (dossier.case.granted_cents or 0) - dossier.decision.amount_cents
    if not percent or not actual or not released:
        return None
    return ByMethod(
        percent=percent,
        actual_costs_cents=actual,
        released_cents=released,
        reason=dossier.decision.reason.strip() or "U gaf minder uit dan in uw begroting staat.",
    )


def lower_determination(dossier: Dossier) -> LowerDetermination:
    """Less than was granted, on a ground of Awb 4:46(2), after the view was asked."""
    ground = lowering.ground(dossier.decision.ground, "LowerDetermination.ground")
    exempt = dossier.decision.hearing_exempt
    hearing = ("Uw reactie, redelijkheid", "Awb, artikel 4:8, 4:12 en 3:4, tweede lid")
    return LowerDetermination(
        **_final(dossier, ("Lager eindbedrag", ground.articles), hearing, ("Betalen", f"{PAYING}, vierde lid")),
        ground=ground,
        reason=dossier.decision.reason,
        calculation=lowering.calculation(dossier, dossier.decision.amount_cents),
        costs=lowering.cost_table(dossier),
        hearing=None if exempt else _hearing(dossier),
        unheard=Unheard(exempt).sentence if exempt else "",
        proportionality=dossier.details.get("proportionality") or PROPORTIONATE,
    )


def _hearing(dossier: Dossier) -> Hearing:
    """When the view was asked, by the intention that was sent, and given, by `view_received` among the details (ISO 8601)."""
    sent = dossier.need("letters").get("hearing_intention")
    if sent is None:
        raise LetterIncomplete("LowerDetermination.hearing", "Awb 4:8", "noemt niet wanneer wij uw mening vroegen")
    intention = from_json(sent.kind, sent.facts)
    assert isinstance(intention, HearingIntention)
    answered = _day(dossier.details.get("view_received"))
    points = (HearingPoint(subject="Uw reactie", answer=dossier.decision.view),) if answered else ()
    return Hearing(asked_on=sent.sent_on, until=intention.view_until, answered_on=answered, points=points)


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None


WHY = {
    Decision.Kind.REVOCATION: "Wij trokken uw subsidie in. Daarom houdt u niets van wat wij betaalden.",
    Decision.Kind.AMENDMENT: "Wij verlaagden uw subsidie. Daarom kreeg u te veel.",
}
"""Why something is claimed back when the officer did not say it, by the decision that made it undue."""


def recovery(dossier: Dossier) -> Recovery:
    """The decision to claim back what was paid too much."""
    determined, said = dossier.standing, dossier.decision
    assert determined.announced_on is not None
    kept = max(determined.amount_cents, dossier.paid_cents - dossier.undue_cents)
    why = WHY.get(Decision.Kind(determined.kind), "U kreeg meer voorschot dan het eindbedrag.")
    return Recovery(
        head=head.head(dossier),
        signature=head.signature(dossier),
        remedy=head.remedy(dossier),
        rules=head.rules(dossier, ("Terugbetalen", "Awb, artikel 4:57, 4:86, 4:87, 4:94, 4:95, 4:97 en 4:112")),
        project=dossier.case.title,
        determined_on=determined.announced_on,
        determined_cents=kept,
        reason=said.reason.strip() or why,
        advances=tuple(
            Advance(paid_on=one.settled_on, amount_cents=one.amount_cents) for one in dossier.paid if one.settled_on
        ),
        repayment=_repayment(dossier),
        claimed_cents=dossier.claimed_cents,
        left_cents=dossier.undue_cents - dossier.claimed_cents - said.amount_cents,
        to_pay_cents=kept - (dossier.paid_cents - dossier.undue_cents),
    )


def _repayment(dossier: Dossier) -> Repayment:
    cents, said = dossier.decision.amount_cents, dossier.profile
    monthly = -(-cents // PLAN_MONTHS)
    months = -(-cents // monthly) if monthly else 0
    return Repayment(
        amount_cents=cents,
        pay_by=payment_term(dossier.today).deadline,
        iban=said.iban,
        account_name=said.account_name,
        payment_reference=dossier.facts.row.stream.reference,
        plan=PaymentPlan(months=months, monthly_cents=monthly) if months > 1 else None,
    )
