"""Letters before the decision on an application: ideas, receipt, completion, setting aside, withdrawal."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, ClassVar

from documents.formats import counted, day, end_moment, euro, fixed, local_day, moment
from documents.letters.letter import Decision, Letter, Line, Summary, headline
from documents.letters.part import Law
from documents.letters.parts import Consequence, HelpOffer, LegalBasis, MissingItem
from workflow.law.terms import set_aside_term


@dataclass(frozen=True, kw_only=True)
class Acknowledgement(Letter):
    """Confirms the receipt of an application. `term_steps` are the sentences that explain the last day.

    `closed_at` is when the round closed, where the application came after it; `rules` then hold the ground of the refusal to expect.
    """

    article: ClassVar[str] = "Awb 4:13"
    kind: ClassVar[str] = "acknowledgement"
    label: ClassVar[str] = "Ontvangstbevestiging"

    project: str
    received_at: Annotated[datetime, Law("Wmebv afd. 2.3")]
    received: Annotated[tuple[str, ...], Law("Wmebv afd. 2.3")]
    term: str
    decide_by: date
    term_steps: tuple[str, ...]
    next_steps: tuple[str, ...]
    requested_cents: int | None = None
    closed_at: datetime | None = None
    rules: tuple[LegalBasis, ...] = ()

    def check(self) -> None:
        """Refuse to call late what came in time, and to foretell a refusal without its ground."""
        self.demand(not self.closed_at or self.received_at > self.closed_at, "closed_at", "ligt niet vóór de ontvangst")
        self.demand(not self.closed_at or self.rules, "rules", "ontbreekt", "Awb 4:26")

    @property
    def title(self) -> str:
        """Say that it arrived, and that it came late."""
        return "Uw aanvraag kwam te laat" if self.closed_at else "Wij hebben uw aanvraag ontvangen"

    @property
    def summary(self) -> Summary:
        """Give receipt, last day and what is asked of the reader; of a late one what to expect."""
        if self.closed_at:
            return (
                Line("Wij ontvingen", f"uw aanvraag op {moment(self.received_at)}."),
                Line("Dat is te laat:", f"de ronde sloot op {end_moment(self.closed_at)}."),
                Line("Waarschijnlijk", f"wijzen wij uw aanvraag af, uiterlijk op {day(self.decide_by)}."),
            )
        return (
            Line("Wij ontvingen", f"uw aanvraag op {moment(self.received_at)}."),
            Line("Wij besluiten", f"uiterlijk op {day(self.decide_by)}."),
            Line("U hoeft", "nu niets te doen. Mist er iets? Dan hoort u dat van ons."),
        )


@dataclass(frozen=True, kw_only=True)
class IdeaReceived(Letter):
    """Thanks for an idea. An idea is no application and starts no clock (Awb 1:3(3))."""

    article: ClassVar[str] = "Awb 1:3(3)"
    kind: ClassVar[str] = "idea_received"
    label: ClassVar[str] = "Ontvangst van uw idee"

    idea: str
    received_at: datetime
    coach: str
    call_by: date

    @property
    def title(self) -> str:
        """Thank."""
        return "Bedankt voor uw idee"

    @property
    def summary(self) -> Summary:
        """Give receipt, the call and that it is no application."""
        return (
            Line("Wij ontvingen", f"uw idee op {local_day(self.received_at)}."),
            Line("Wij bellen", f"u vóór {day(self.call_by)}."),
            Line("Een idee", "is nog geen aanvraag. U zit nergens aan vast."),
        )


@dataclass(frozen=True, kw_only=True)
class Invitation(Letter):
    """Invites the maker of an idea to hand in a plan, which is the application."""

    article: ClassVar[str] = "Awb 4:1"
    kind: ClassVar[str] = "invitation"
    label: ClassVar[str] = "Uitnodiging om een plan te maken"

    idea: str
    reason: str
    closes_at: Annotated[datetime, Law("Awb 4:26")]
    submit_url: str
    to_send: tuple[str, ...]
    how_judged: str = ""

    @property
    def title(self) -> str:
        """Invite."""
        return "Wij nodigen u uit om een plan te maken"

    @property
    def summary(self) -> Summary:
        """Give the invitation, the hard close and the help."""
        return (
            Line("U mag", "uw idee uitwerken tot een plan."),
            Line("U stuurt", f"uw plan vóór {end_moment(self.closes_at, ', ')}. Daarna is het te laat."),
            Line("Wij helpen", f"u graag. Bel {fixed(self.head.contact.phone)}."),
        )


@dataclass(frozen=True, kw_only=True)
class IdeaAdvice(Letter):
    """Advises against a plan, or refers elsewhere. One may apply all the same: advice is no refusal (Awb 1:3(3))."""

    article: ClassVar[str] = "Awb 1:3(3)"
    kind: ClassVar[str] = "idea_advice"
    label: ClassVar[str] = "Advies over uw idee"

    idea: str
    reason: str
    alternatives: tuple[HelpOffer, ...]
    submit_url: str
    closes_at: datetime | None = None

    @property
    def title(self) -> str:
        """Say what the advice is."""
        return "Ons advies: zoek een andere weg voor uw idee"

    @property
    def summary(self) -> Summary:
        """Give the advice, that one may apply, and the help."""
        until = f" tot {end_moment(self.closes_at)}" if self.closes_at else ""
        return (
            Line("Wij denken", "dat uw idee niet goed past bij deze regeling."),
            Line("U mag", f"toch een plan indienen{until}."),
            Line("Wij helpen", "u graag met een weg die beter past."),
        )


@dataclass(frozen=True, kw_only=True)
class CompletionRequest(Letter):
    """Asks for what an application lacks; the clock stands still from tomorrow (Awb 4:5, 4:15).

    `reapply` says whether one can still apply again; `closed_at` is when the round closed, where the application came after it.
    """

    article: ClassVar[str] = "Awb 4:5(1)"
    kind: ClassVar[str] = "completion_request"
    label: ClassVar[str] = "Verzoek om aanvulling"

    project: str
    applied_on: date
    missing: tuple[MissingItem, ...]
    until: date
    suspended_from: Annotated[date, Law("Awb 4:15(1)a")]
    submit_url: str
    rules: Annotated[tuple[LegalBasis, ...], Law("Awb 4:5(1)")]
    reapply: str
    closed_at: datetime | None = None

    def check(self) -> None:
        """Refuse a clock that stops on another day than tomorrow, and a term in the past."""
        tomorrow = self.head.sent_on + timedelta(days=1)
        self.demand(self.suspended_from == tomorrow, "suspended_from", "is niet de dag na deze brief", "Awb 4:15(1)a")
        self.demand(self.until > self.head.sent_on, "until", "ligt niet na deze brief")

    @property
    def title(self) -> str:
        """Say that something is missing."""
        return "Uw aanvraag is nog niet compleet"

    @property
    def summary(self) -> Summary:
        """Give what is missing, until when, and the consequence; of a late one that it will hardly help."""
        return (
            Line("Wij missen", f"nog {counted(len(self.missing), 'onderdeel', 'onderdelen')} van uw aanvraag."),
            Line("U stuurt", f"dit uiterlijk op {day(self.until)}."),
            self._warning,
        )

    @property
    def _warning(self) -> Line:
        if self.closed_at:
            return Line("Let op:", "uw aanvraag kwam te laat. Waarschijnlijk wijzen wij haar af.")
        if self.may_be_set_aside:
            return Line("Krijgen wij het niet?", "Dan behandelen wij uw aanvraag misschien niet.")
        return Line("Krijgen wij het niet?", "Dan beoordelen wij uw aanvraag met wat er is.")

    @property
    def may_be_set_aside(self) -> bool:
        """Tell whether we cannot decide without one of the items."""
        return any(item.consequence is Consequence.SET_ASIDE for item in self.missing)


@dataclass(frozen=True, kw_only=True)
class SetAside(Decision):
    """Sets an application aside because it was not completed (Awb 4:5). `received` tells what did come, if anything."""

    article: ClassVar[str] = "Awb 4:5(1)"
    kind: ClassVar[str] = "set_aside"
    label: ClassVar[str] = "Besluit om uw aanvraag niet te behandelen"

    project: str
    applied_on: date
    requested_on: date
    until: date
    missing: tuple[MissingItem, ...]
    reapply: str
    received: str = ""
    completed_on: date | None = None

    def check(self) -> None:
        """Refuse to set aside before the term is over, or later than four weeks after it or after a completion that was not enough."""
        super().check()
        since = self.completed_on or self.until
        begun = since <= self.head.sent_on if self.completed_on else since < self.head.sent_on
        in_time = begun and self.head.sent_on <= set_aside_term(since).deadline
        self.demand(in_time, "until", "ligt niet hoogstens vier weken vóór deze brief", "Awb 4:5(4)")

    @property
    def title(self) -> str:
        """Say the decision."""
        return "Wij behandelen uw aanvraag niet"

    @property
    def summary(self) -> Summary:
        """Give the decision, the reason and the way on."""
        return (
            Line("Uw aanvraag", "is niet compleet. Daarom beoordelen wij haar niet."),
            Line("Wij vroegen", f"u om aanvulling tot en met {day(self.until)}."),
            Line("U leest", "hieronder of u opnieuw kunt aanvragen. Wij helpen u graag."),
        )


@dataclass(frozen=True, kw_only=True)
class WithdrawalConfirmed(Letter):
    """Confirms that the applicant withdrew an application, or an idea before it."""

    article: ClassVar[str] = "Awb 4:1"
    kind: ClassVar[str] = "withdrawal_confirmed"
    label: ClassVar[str] = "Bevestiging van intrekking"

    project: str
    applied_on: date
    withdrawn_on: date
    requested_cents: int | None = None
    is_idea: bool = False

    @property
    def what(self) -> str:
        """Name what was withdrawn."""
        return "idee" if self.is_idea else "aanvraag"

    @property
    def heading(self) -> str:
        """Head the first section."""
        return f"Uw {self.what}"

    @property
    def title(self) -> str:
        """Say that it is withdrawn."""
        plain = f"Uw {self.what} is ingetrokken"
        asked = f"Uw aanvraag van {euro(self.requested_cents)} is ingetrokken" if self.requested_cents else ""
        return headline(asked or plain, plain)

    @property
    def summary(self) -> Summary:
        """Give the day, the consequence and the way on."""
        return (
            Line("U trok", f"uw {self.what} op {day(self.withdrawn_on)} in."),
            Line("Wij stoppen", "ermee." if self.is_idea else "met de behandeling. U krijgt geen subsidie."),
            Line("U mag", "later opnieuw meedoen." if self.is_idea else "later opnieuw aanvragen."),
        )
