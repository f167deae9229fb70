"""Letters before a decision on the merits: ideas, receipt, completion, withdrawal, setting aside."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from documents.formats import day
from documents.letters import LetterIncomplete, from_json
from documents.letters.intake import (
    Acknowledgement,
    CompletionRequest,
    IdeaAdvice,
    IdeaReceived,
    Invitation,
    SetAside,
    WithdrawalConfirmed,
)
from documents.letters.parts import Consequence, HelpOffer, LegalBasis, MissingItem
from grants.allocation import Formula, Need
from grants.effects.terms import decision_term
from grants.letters import head
from grants.letters.dossier import Dossier, working_day
from grants.letters.rejection import too_late
from workflow.clock import last_day_of
from workflow.form import asked
from workflow.questions import Upload
from workflow.registry import SCHEMES

FETCHED = "wij halen het op"
"""So a scheme marks a document that the municipality gets itself."""

HELPED = HelpOffer(subject="Meedenken", text="Wij denken graag met u mee over een weg die beter past.")


def idea_received(dossier: Dossier) -> IdeaReceived:
    """Thanks for an idea."""
    return IdeaReceived(
        head=head.head(dossier),
        idea=dossier.case.title,
        received_at=dossier.facts.now,
        coach=head.contact(dossier).name,
        call_by=working_day(dossier.today + timedelta(days=dossier.profile.call_days)),
    )


def invitation(dossier: Dossier) -> Invitation:
    """An invitation to hand in a plan."""
    always = tuple(
        document.name
        for document in dossier.scheme.documents
        if document.when == "altijd" and FETCHED not in document.name
    )
    return Invitation(
        head=head.head(dossier),
        idea=dossier.case.title,
        reason=dossier.about.get("reason") or "Uw idee past bij het doel van deze regeling.",
        closes_at=dossier.facts.round.closes_at,
        submit_url=dossier.profile.portal_url,
        to_send=always or ("Uw plan op ons formulier",),
        how_judged=_how_judged(dossier),
    )


def _how_judged(dossier: Dossier) -> str:
    names = [criterion.label for criterion in dossier.scheme.criteria]
    return f"Beoordelaars geven punten voor: {', '.join(names)}." if names else ""


def idea_advice(dossier: Dossier) -> IdeaAdvice:
    """Advice to look for another way; one may apply all the same."""
    return IdeaAdvice(
        head=head.head(dossier),
        idea=dossier.case.title,
        reason=dossier.about.get("reason", ""),
        alternatives=_alternatives(dossier.about.get("alternative", "")),
        submit_url=dossier.profile.portal_url,
        closes_at=dossier.facts.round.closes_at,
    )


def _alternatives(named: str) -> tuple[HelpOffer, ...]:
    """The other scheme, when it is one of ours by its code; else what the adviser wrote."""
    if scheme := SCHEMES.get(named):
        return (HelpOffer(subject=scheme.title, text=scheme.purpose), HELPED)
    return (HelpOffer(subject="Een andere weg", text=named), HELPED) if named else (HELPED,)


def acknowledgement(dossier: Dossier) -> Acknowledgement:
    """The confirmation of receipt, with the sum that explains the last day to decide."""
    term = decision_term(dossier.facts)
    rule = dossier.scheme.round_rule(dossier.facts.round.rule)
    from_receipt = rule.decision_term_from == "received" or dossier.closed_at
    since = "na ontvangst" if from_receipt else "na het sluiten van de ronde"
    return Acknowledgement(
        head=head.head(dossier),
        project=dossier.case.title,
        received_at=dossier.case.received_at or dossier.facts.now,
        received=_received(dossier),
        term=f"{rule.decision_term_weeks} weken {since}",
        decide_by=term.deadline,
        term_steps=term.steps,
        next_steps=_next_steps(dossier),
        requested_cents=dossier.case.requested_cents,
        closed_at=dossier.closed_at,
        rules=too_late(dossier),
    )


def _received(dossier: Dossier) -> tuple[str, ...]:
    answers = dossier.about.get("answers", {})
    files = (
        question.label for question in _asked(dossier) if isinstance(question, Upload) and answers.get(question.id)
    )
    return ("Uw aanvraag (formulier)", *files)


def _asked(dossier: Dossier) -> tuple[Any, ...]:
    return asked(dossier.scheme, dossier.facts.round.rule)


def _next_steps(dossier: Dossier) -> tuple[str, ...]:
    if dossier.closed_at:
        return ("Wij lezen uw aanvraag.", "U krijgt ons besluit in een brief.")
    judging: tuple[str, ...] = ()
    if isinstance(dossier.rule, Need):
        judging = ("Een inspecteur komt bij uw gebouw kijken.",)
    elif isinstance(dossier.rule, Formula):
        judging = ("Wij rekenen uit welk bedrag u krijgt.",)
    elif dossier.scheme.criteria:
        judging = ("Beoordelaars lezen uw plan, los van elkaar.",)
    return ("Wij kijken of uw aanvraag compleet is.", *judging, "U krijgt ons besluit in een brief.")


def completion_request(dossier: Dossier) -> CompletionRequest:
    """A request for what is missing; the clock stands still from tomorrow."""
    until: date = dossier.about["until"]
    return CompletionRequest(
        head=head.head(dossier),
        project=dossier.case.title,
        applied_on=dossier.applied_on,
        missing=tuple(_missing(dossier, id_) for id_ in dossier.about["missing"]),
        until=until,
        suspended_from=dossier.today + timedelta(days=1),
        submit_url=dossier.profile.portal_url,
        rules=(
            LegalBasis(subject="Aanvullen", articles="Awb, artikel 4:2, tweede lid, 4:3 en 4:5"),
            LegalBasis(subject="Termijn", articles="Awb, artikel 4:15, eerste lid, onder a"),
            *too_late(dossier),
        ),
        reapply=_reapply(dossier, until),
        closed_at=dossier.closed_at,
    )


def _missing(dossier: Dossier, id_: str) -> MissingItem:
    question: Any = dossier.scheme.question(id_)
    what = question.label if isinstance(question, Upload) else f"Uw antwoord op ‘{question.label}’"
    why = dossier.about.get("why", {}).get(id_) or f"{question.help} Dit hebben wij nodig om te besluiten.".strip()
    without = id_ in dossier.about.get("judged_without", ())
    return MissingItem(what=what, why=why, consequence=Consequence.JUDGED_WITHOUT if without else Consequence.SET_ASIDE)


def withdrawal_confirmed(dossier: Dossier) -> WithdrawalConfirmed:
    """The confirmation that the applicant withdrew."""
    return WithdrawalConfirmed(
        head=head.head(dossier),
        project=dossier.case.title,
        applied_on=dossier.applied_on,
        withdrawn_on=dossier.today,
        requested_cents=dossier.case.requested_cents,
        is_idea=dossier.case.received_at is None,
    )


def set_aside(dossier: Dossier) -> SetAside:
    """The decision not to deal with an application that was not completed, by what the request for completion asked."""
    request = _request(dossier)
    return SetAside(
        head=head.head(dossier),
        signature=head.signature(dossier),
        remedy=head.remedy(dossier),
        rules=head.rules(dossier, ("Niet behandelen", "Awb, artikel 4:5, eerste en vierde lid")),
        project=dossier.case.title,
        applied_on=dossier.applied_on,
        requested_on=request.head.sent_on,
        until=request.until,
        missing=tuple(item for item in request.missing if item.consequence is Consequence.SET_ASIDE),
        completed_on=dossier.case.completed_on,
        reapply=_reapply(dossier, dossier.today),
        received=dossier.decision.reason,
    )


def _request(dossier: Dossier) -> CompletionRequest:
    sent = dossier.need("letters").get("completion_request")
    if sent is None:
        raise LetterIncomplete(
            "SetAside.missing", "Awb 4:5(1)", "is niet bekend: er ging geen verzoek om aanvulling uit"
        )
    found = from_json(sent.kind, sent.facts)
    assert isinstance(found, CompletionRequest)
    return found


def _reapply(dossier: Dossier, after: date) -> str:
    """Whether one can apply again after a day: in this round while it lasts, else in a next one, of which nobody knows that it comes."""
    last = last_day_of(dossier.facts.round.closes_at)
    if after < last:
        return f"U mag opnieuw aanvragen. Deze ronde loopt tot en met {day(last)}."
    return "U kunt in deze ronde niet opnieuw aanvragen. Komt er een nieuwe ronde? Dan mag u weer meedoen."
