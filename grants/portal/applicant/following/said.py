"""What an applicant reads: a sentence per state, per event and per kind of date; what has no words here stays inside.

These tables are lists of what may be shown. A machine, a step or a term that they do not name is not for the applicant.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_noop

from grants.dates import TERMS
from grants.explanation import APPLICANT, NOBODY, OFFICE, TURNS
from grants.models import Application

YOU, WE, DONE = APPLICANT, OFFICE, NOBODY
"""Whose turn it is, as `grants.explanation` says it as well."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a state means to who applied: what happens now, why, and the kind of date by which (a key of `grants.dates.TERMS`)."""

    what: str
    why: str
    by: str


def _said(state: str, what: str, why: str) -> Said:
    return Said(what, why, TURNS[state][2])


CHECKED = Said(
    gettext_noop("Wij beoordelen uw aanvraag"),
    gettext_noop("Alles is er. U hoeft nu niets te doen."),
    TURNS[Application.SUBMITTED][2],
)
"""An application that was found complete, and waits for the judgement."""

STATES: Mapping[str, Said] = {
    state: _said(state, what, why)
    for state, what, why in (
        (
            "idea",
            gettext_noop("Wij bekijken uw idee"),
            gettext_noop("Een begeleider leest uw idee. U krijgt daarna ons advies."),
        ),
        (
            "invited",
            gettext_noop("Maak uw plan en dien het in"),
            gettext_noop("Wij nodigden u uit om een plan te maken."),
        ),
        ("advised", gettext_noop("Kies zelf: een plan indienen mag"), gettext_noop("U kreeg ons advies over uw idee.")),
        (
            "referred",
            gettext_noop("Kies zelf: een plan indienen mag"),
            gettext_noop("Uw idee past misschien beter ergens anders."),
        ),
        ("draft", gettext_noop("Maak uw aanvraag af"), gettext_noop("Uw aanvraag is nog niet ingediend.")),
        (
            "submitted",
            gettext_noop("Wij kijken of alles er is"),
            gettext_noop("Mist er iets? Dan vragen wij u daarom."),
        ),
        (
            "incomplete",
            gettext_noop("Stuur wat nog ontbreekt"),
            gettext_noop("Wij missen iets. Daarom staat onze termijn stil."),
        ),
        (
            "assessed",
            gettext_noop("Wij nemen een besluit"),
            gettext_noop("De beoordeling is klaar. U krijgt ons besluit in een brief."),
        ),
        ("awarded", gettext_noop("Voer uw plan uit"), gettext_noop("U kreeg subsidie. Wij betalen op tijd.")),
        (
            "monitored",
            gettext_noop("Voer uw plan uit"),
            gettext_noop("Daarna laat u zien wat u deed en wat het kostte."),
        ),
        (
            "account_submitted",
            gettext_noop("Wij bekijken uw verantwoording"),
            gettext_noop("Daarna stellen wij het definitieve bedrag vast."),
        ),
        ("accounted", gettext_noop("Uw subsidie is vastgesteld"), gettext_noop("Uw aanvraag is klaar.")),
        ("rejected", gettext_noop("Uw aanvraag is afgewezen"), gettext_noop("De reden staat in onze brief.")),
        ("set_aside", gettext_noop("Wij behandelen uw aanvraag niet"), gettext_noop("De reden staat in onze brief.")),
        ("withdrawn", gettext_noop("U trok dit in"), gettext_noop("Wij doen er niets meer mee.")),
        (
            "merged",
            gettext_noop("Uw aanvraag gaat verder in een andere"),
            gettext_noop("U stuurde dezelfde aanvraag twee keer."),
        ),
        ("revoked", gettext_noop("Uw subsidie is ingetrokken"), gettext_noop("De reden staat in onze brief.")),
    )
}

WORDS: Mapping[str, str] = {
    "account_submitted": gettext_noop("verantwoording ontvangen"),
    "advised": gettext_noop("advies gekregen"),
    "assessed": gettext_noop("besluit in voorbereiding"),
    "awarded": gettext_noop("subsidie gekregen"),
    "draft": gettext_noop("nog niet ingediend"),
    "incomplete": gettext_noop("wacht op u"),
    "submitted": gettext_noop("in behandeling"),
}
"""The state in a few words, where the word of the office (`Application.WORDS`) is not what an applicant reads in it."""


def word_of(state: str) -> str:
    """A state in a few words."""
    return WORDS.get(state, Application.WORDS[state])


FILED, CHECK, JUDGED, DECIDED, PAID, CARRIED_OUT, DETERMINED = (
    *("filed", "checked", "judged", "decided", "paid", "carried-out", "determined"),
)
"""The milestones of an application, in their order; an idea goes before them."""
IDEA = "idea"


@dataclass(frozen=True, slots=True)
class Moment:
    """One kind of event that an applicant sees: below which milestone, who did it, and what."""

    milestone: str
    who: str
    what: str


EVENTS: Mapping[str, Moment] = {
    "application.register_idea": Moment(IDEA, YOU, gettext_noop("U stuurde uw idee.")),
    "application.advise_idea": Moment(IDEA, WE, gettext_noop("Wij gaven advies over uw idee.")),
    "application.invite": Moment(IDEA, WE, gettext_noop("Wij nodigden u uit om een plan te maken.")),
    "application.refer_idea": Moment(IDEA, WE, gettext_noop("Wij verwezen uw idee door.")),
    "application.file": Moment(FILED, YOU, gettext_noop("U diende uw aanvraag in.")),
    "application.correct_receipt": Moment(FILED, WE, gettext_noop("Wij verbeterden de dag van ontvangst.")),
    "application.intake": Moment(CHECK, WE, gettext_noop("Wij keken uw aanvraag na. Alles is er.")),
    "application.request_completion": Moment(CHECK, WE, gettext_noop("Wij vroegen om aanvulling.")),
    "application.complete": Moment(CHECK, YOU, gettext_noop("U stuurde wat nog ontbrak.")),
    "application.take_up": Moment(CHECK, WE, gettext_noop("Wij gaan verder met wat er is.")),
    "application.suspend": Moment(JUDGED, WE, gettext_noop("Wij zetten onze termijn stil.")),
    "application.resume": Moment(JUDGED, WE, gettext_noop("Onze termijn loopt weer.")),
    "application.extend_term": Moment(JUDGED, WE, gettext_noop("Wij verlengden onze termijn.")),
    "application.notify_delay": Moment(JUDGED, WE, gettext_noop("Wij meldden dat ons besluit later komt.")),
    "application.assess": Moment(JUDGED, WE, gettext_noop("De beoordeling is klaar.")),
    "application.award": Moment(DECIDED, WE, gettext_noop("Wij besloten: u krijgt subsidie.")),
    "application.determine_directly": Moment(DECIDED, WE, gettext_noop("Wij besloten: u krijgt subsidie.")),
    "application.reject": Moment(DECIDED, WE, gettext_noop("Wij wezen uw aanvraag af.")),
    "application.set_aside": Moment(DECIDED, WE, gettext_noop("Wij besloten uw aanvraag niet te behandelen.")),
    "application.handle_anew": Moment(DECIDED, WE, gettext_noop("Wij behandelen uw aanvraag alsnog.")),
    "application.withdraw": Moment(DECIDED, YOU, gettext_noop("U trok uw aanvraag in.")),
    "application.merge": Moment(DECIDED, WE, gettext_noop("Wij voegden twee dezelfde aanvragen samen.")),
    "payment.settle_payment": Moment(PAID, WE, gettext_noop("Wij betaalden.")),
    "application.suspend_payments": Moment(PAID, WE, gettext_noop("Wij stopten voorlopig met betalen.")),
    "application.lift_suspension": Moment(PAID, WE, gettext_noop("Wij betalen weer.")),
    "application.prize": Moment(CARRIED_OUT, WE, gettext_noop("U won een prijs.")),
    "application.report_deviation": Moment(CARRIED_OUT, YOU, gettext_noop("U meldde dat iets anders gaat.")),
    "application.amend": Moment(CARRIED_OUT, WE, gettext_noop("Wij wijzigden ons besluit.")),
    "application.change_account": Moment(CARRIED_OUT, WE, gettext_noop("Wij betalen voortaan op uw nieuwe rekening.")),
    "application.change_party": Moment(CARRIED_OUT, WE, gettext_noop("Wij zetten uw aanvraag op een andere naam.")),
    "application.remind": Moment(CARRIED_OUT, WE, gettext_noop("Wij herinnerden u aan uw verantwoording.")),
    "report.report": Moment(CARRIED_OUT, YOU, gettext_noop("U stuurde een verslag.")),
    "report.accept_report": Moment(CARRIED_OUT, WE, gettext_noop("Uw verslag is goed.")),
    "application.account": Moment(CARRIED_OUT, YOU, gettext_noop("U legde verantwoording af.")),
    "account_change.ask_account_change": Moment(CARRIED_OUT, YOU, gettext_noop("U gaf een andere rekening door.")),
    "party_change.ask_party_change": Moment(
        CARRIED_OUT, YOU, gettext_noop("U meldde een andere naam of contactpersoon.")
    ),
    "objection.object_to_decision": Moment(DECIDED, YOU, gettext_noop("U maakte bezwaar.")),
    "objection.handle_objection": Moment(DECIDED, WE, gettext_noop("Wij behandelen uw bezwaar.")),
    "objection.withdraw_objection": Moment(DECIDED, YOU, gettext_noop("U trok uw bezwaar in.")),
    "objection.decide_objection": Moment(DECIDED, WE, gettext_noop("Wij beslisten op uw bezwaar.")),
    "application.ask_view": Moment(
        DETERMINED, WE, gettext_noop("Wij vroegen wat u vindt van wat wij willen besluiten.")
    ),
    "application.determine": Moment(DETERMINED, WE, gettext_noop("Wij stelden uw subsidie vast.")),
    "application.revoke": Moment(DETERMINED, WE, gettext_noop("Wij trokken uw subsidie in.")),
    "application.recover": Moment(DETERMINED, WE, gettext_noop("Wij vroegen geld terug.")),
    "application.rectify": Moment(DETERMINED, WE, gettext_noop("Wij herstelden een fout in onze brief.")),
}
"""The events that an applicant sees; every other one stays inside."""

STEPS: Mapping[str, str] = {
    "application.complete": gettext_noop("Vul uw aanvraag aan"),
    "report.report": gettext_noop("Stuur uw verslag"),
    "application.account": gettext_noop("Leg verantwoording af"),
    "application.report_deviation": gettext_noop("Meld dat iets anders gaat"),
    "account_change.ask_account_change": gettext_noop("Geef een andere rekening door"),
    "party_change.ask_party_change": gettext_noop("Meld een andere naam of contactpersoon"),
    "objection.object_to_decision": gettext_noop("Maak bezwaar"),
    "objection.withdraw_objection": gettext_noop("Trek uw bezwaar in"),
    "message.write_message": gettext_noop("Stuur ons een bericht"),
    "message.reply_message": gettext_noop("Beantwoord ons bericht"),
    "message.read_message": gettext_noop("Ik heb dit bericht gelezen"),
    "message.read_answer": gettext_noop("Ik heb het antwoord gelezen"),
    "application.withdraw": gettext_noop("Trek uw aanvraag in"),
}
"""The steps that an applicant takes on these screens, with what their button says; filing has screens of its own."""

DATES: Mapping[str, str] = {
    "decision_term": gettext_noop("Wij besluiten uiterlijk"),
    "completion_term": gettext_noop("U vult aan uiterlijk"),
    "delay_notice": gettext_noop("Wij verwachten ons besluit op"),
    "close": gettext_noop("De ronde sluit"),
    "objection_term": gettext_noop("U maakt bezwaar uiterlijk"),
    "objection_decision_term": gettext_noop("Wij beslissen op uw bezwaar uiterlijk"),
    "new_decision": gettext_noop("Wij nemen een nieuw besluit uiterlijk"),
    "determination": gettext_noop("Wij stellen het bedrag vast uiterlijk"),
    "determination_request": gettext_noop("U vraagt de vaststelling uiterlijk"),
    "report": gettext_noop("U stuurt uw verslag uiterlijk"),
    "obligation": gettext_noop("U doet uiterlijk wat in het besluit staat"),
}
"""The kinds of date that an applicant sees, with how the sentence begins. When we pay is told by what is paid (`money`)."""

KINDS: Mapping[str, str] = {TERMS[key]: key for key in DATES}
"""The same by the word that `grants.dates` gives to a kind."""

PLANNING = ("Plan het werk ", "Een plandatum is er niet")
"""With these begins what the sum of a term says about our own planning."""


def reckoned(sentences: Iterable[str]) -> tuple[str, ...]:
    """The sum of a term without what is about our own planning."""
    return tuple(one for one in sentences if one and not one.startswith(PLANNING))
