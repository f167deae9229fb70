"""What the recipient has to do, with its days: by the scheme, the answers and the round."""

from __future__ import annotations

import re
from datetime import date

from documents.letters.award import Settlement
from documents.letters.parts import DeMinimis, Obligation, ReportingDuty
from grants.letters.dossier import Dossier, working_day
from workflow.law.state_aid import de_minimis_ceiling, register_by
from workflow.law.terms import term
from workflow.scheme import ObligationRule, Scheme

AID = "Verordening (EU) 2023/2831 over de-minimissteun (PB L, 2023/2831, 15.12.2023)"
DIRECT = "direct:"
_OBLIGATION = re.compile(r"4:3[789](?:\(\d\)[a-z])?")


def obligations(dossier: Dossier, amount_cents: int, end: date, *, direct: bool = False) -> tuple[Obligation, ...]:
    """The obligations that a scheme attaches to this amount; the duty to report changes where it attaches none (it always holds)."""
    chosen = carried(dossier.scheme, amount_cents, direct=direct)
    found = [_obligation(dossier, rule, basis, dossier.today, end) for rule, basis in chosen]
    if found:
        return tuple(sorted(found, key=lambda each: each.due_on or date.max))
    return (
        Obligation(
            text="U meldt het ons als iets anders gaat dan in uw plan staat.",
            basis="ASV meldingsplicht",
            due_text="Meteen",
        ),
    )


def carried(scheme: Scheme, amount_cents: int, *, direct: bool = False) -> list[tuple[ObligationRule, str]]:
    """The obligations of a scheme that a decision on this amount can carry, each with its article."""
    chosen = [(rule, _basis(rule, direct=direct)) for rule in scheme.obligations if amount_cents > rule.above_cents]
    return [(rule, basis) for rule, basis in chosen if basis]


def _basis(rule: ObligationRule, *, direct: bool) -> str:
    """The article in this kind of decision; "" when it cannot carry the obligation: Awb 4:37 needs an award (Awb 4:43, tweede lid)."""
    award, _, determined = rule.basis.partition(DIRECT)
    if not direct:
        return _one_article(award)
    carries = award.startswith("ASV") or award.strip() == "Awb 4:38"
    return _one_article(determined) or (_one_article(award) if carries else "")


def _one_article(basis: str) -> str:
    """The article on obligations, where a scheme names others beside it: the letter lists each article once."""
    found = _OBLIGATION.search(basis)
    return f"Awb {found[0]}" if found else basis.strip(" ;")


def _obligation(dossier: Dossier, rule: ObligationRule, basis: str, announced_on: date, end: date) -> Obligation:
    due_on = due_day(dossier, rule, announced_on, end)
    text = "" if due_on else rule.due[:1].upper() + rule.due[1:]
    lasts = bool(due_on and rule.years)
    return Obligation(text=rule.text, basis=basis, due_on=due_on, due_text=text, lasts=lasts)


def due_day(dossier: Dossier, rule: ObligationRule, announced_on: date, end: date) -> date | None:
    """The day by which it must be done, on a working day where it is a matter of weeks or months; nothing when it is said in words only.

    What a plan has to do since the decision, it does before it ends: the applicant may have promised an earlier end than the scheme asks.
    """
    if rule.from_ == "fixed":
        return dossier.set_day(rule.parameter)
    since = end if rule.from_ == "end" else announced_on
    basis = dossier.profile.asv
    if rule.years:
        return term(since, years=rule.years, basis=basis).deadline
    if not rule.months and not rule.weeks:
        return None
    last = working_day(term(since, weeks=rule.weeks, months=rule.months, basis=basis, atw=False).deadline)
    return min(last, end) if since < end else last


def lasting(dossier: Dossier, announced_on: date) -> tuple[Obligation, ...]:
    """The obligations of the award that go on after the determination: those that last for years from its announcement."""
    years = [rule for rule in dossier.scheme.obligations if rule.years and rule.from_ == "announcement"]
    found = (_obligation(dossier, rule, _basis(rule, direct=False), announced_on, announced_on) for rule in years)
    return tuple(each for each in found if each.due_on and each.due_on > dossier.today)


def reporting_duty(dossier: Dossier) -> ReportingDuty:
    """Which changes must be reported, by the general regulation of the municipality."""
    return ReportingDuty(within=dossier.profile.reporting_within, events=dossier.profile.reporting_events)


def settlement(dossier: Dossier, end: date) -> Settlement:
    """How the final amount comes about: on request where the method needs the actual costs, else ex officio."""
    by = settled_by(dossier, end)
    if dossier.figures.get("regime") == "method":
        return Settlement(report="U vraagt het eindbedrag aan met de rekeningen.", request_by=working_day(by))
    return Settlement(report="Met uw verslag kijken wij of het werk gedaan is.", ex_officio_by=by)


def settled_by(dossier: Dossier, end: date) -> date:
    """The last day to determine, or to ask for it: weeks after the day of the account, or after the end of the plan."""
    weeks = dossier.figures.get("determination_weeks_after_end", dossier.profile.determination_weeks)
    return term(dossier.set_day("accounts_due") or end, weeks=weeks, basis=dossier.profile.asv).deadline


def de_minimis(dossier: Dossier, amount_cents: int, *, granted_cents: int = 0) -> DeMinimis | None:
    """The paragraph on state aid, where the scheme asks for earlier aid; `granted_cents` is what was granted on this plan before."""
    declared = dossier.answers.get("steun_eerder")
    if declared is None:
        return None
    return DeMinimis(
        regulation=AID,
        amount_cents=amount_cents,
        ceiling_cents=dossier.figures.get("de_minimis_cents") or de_minimis_ceiling("general", dossier.today),
        declared_on=dossier.applied_on,
        before_cents=declared,
        granted_cents=granted_cents,
        total_cents=declared + granted_cents + amount_cents,
        register_by=register_by(dossier.today).conservative,
    )
