"""How every field of every payload is called, with its help and its choices; a test holds it to all that steps declare.

Screens and commands read it here. A name is said once where it means the same everywhere, and as "Payload.name" where it does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from django.utils.functional import Promise

from grants.allocation import REFUSED_CEILING, REFUSED_LATE, REFUSED_MINIMUM, REFUSED_NOT_LISTED, REFUSED_PASS_MARK
from grants.guards.hearing import RULES
from grants.models import AccountChange, Check, ContactNote, Decision, Objection, PartyChange, Receipt, Suspension
from grants.models.handling import DUTIES
from grants.payloads import WRONG_SCHEME
from grants.payloads.terms import GROUNDS
from grants.themes import THEMES
from workflow.law.amendment import AdverseGround
from workflow.law.hearing import Unheard
from workflow.law.refusal_ground import RefusalGround
from workflow.roles import LABELS as LABELS_OF_ROLES

Kind = Decision.Kind
T = TypeVar("T")

LABELS: Mapping[str, str] = {
    "about": "Waar de brief over gaat",
    "accessibility": "Toegang (0 tot en met 2)",
    "account": "Rekening",
    "actual_cents": "Wat het heeft gekost",
    "address": "Adres op de envelop",
    "all_done": "Al het werk is gedaan",
    "alternative": "Waar het idee beter past",
    "amount_cents": "Bedrag",
    "answer": "Uw antwoord",
    "answers": "Antwoorden",
    "application": "Zaak",
    "applications": "Zaken waarbij u geen belang heeft",
    "area": "Wijk of dorp",
    "bank_account": "Rekening",
    "basis": "Artikel",
    "book": "Begrotingspost",
    "carry_to": "Ronde die het restant krijgt",
    "ceiling_cents": "Subsidieplafond",
    "channel": "Hoe kwam het binnen?",
    "closes_at": "Sluit op",
    "code": "Code",
    "condition": "Conditie (1 tot en met 6)",
    "contact": "Contactpersoon",
    "costs": "Kosten per regel",
    "decision": "Besluit",
    "details": "Gegevens voor de brief",
    "draw_key": "Nummer voor de loting",
    "draw_seed": "Getal van de loting",
    "due_on": "Uiterlijk op",
    "due_text": "Wanneer, in woorden",
    "duty": "Voor welk werk?",
    "energy": "Stappen op het energielabel (0 tot en met 9)",
    "evidence": "Waaruit het blijkt",
    "evidence_sha256": "Bestand met het bewijs",
    "expected_on": "Wanneer verwacht u het besluit?",
    "explained": "Uitleg per regel",
    "facts": "De feiten",
    "first": "Eerste dag",
    "ground": "Reden volgens de wet",
    "grounds": "Waarom bent u het er niet mee eens?",
    "hearing_exempt": "Waarom u niet naar een mening vroeg",
    "helper": "Aan wie?",
    "holder": "Op naam van",
    "hours": "Uren open per week",
    "how": "Hoe sprak u elkaar?",
    "iban": "Rekeningnummer (IBAN)",
    "income": "Inkomsten per regel",
    "intended_cents": "Het bedrag dat u van plan bent",
    "judged_without": "Wat ook mag ontbreken",
    "kind": "Soort",
    "last": "Laatste dag",
    "late_because": "Bent u te laat? Schrijf op waarom",
    "levels": "Cijfer",
    "message": "Uw bericht",
    "missing": "Wat ontbreekt er?",
    "new": "Nieuwe rijen",
    "note": "Wat u opschrijft",
    "number": "Nummer",
    "opens_at": "Opent op",
    "order": "Betaalopdracht",
    "organisation": "Organisatie",
    "other": "De aanvraag die verdergaat",
    "outcome": "Wat kwam eruit?",
    "parameters": "Cijfers van de ronde",
    "partners": "Partners",
    "parts": "Hoe wij het betalen",
    "payments": "Betalingen",
    "percent": "Hoeveel procent",
    "person": "Wie?",
    "photos": "Foto’s",
    "planned_on": "Betalen op",
    "posted_on": "Datum van het stempel op de envelop",
    "prefix": "Begin van het kenmerk",
    "prize_book": "Begrotingspost van de prijzen",
    "prize_ceiling_cents": "Plafond van de prijzen",
    "promised": "Wat belooft u?",
    "promised_by": "Op welke dag is dat klaar?",
    "question": "Wat wilt u weten?",
    "reason": "Waarom?",
    "reasons": "Waarom?",
    "receipt_reason": "Waarom voert u het nu pas in?",
    "received_at": "Ontvangen op",
    "received_on": "Ontvangen op",
    "renderer": "Gemaakt door",
    "reply": "Uw antwoord",
    "report": "Wat u zag",
    "resolution": "Nummer van het collegebesluit",
    "resolved_on": "Dag waarop het college besloot",
    "returned_on": "Teruggekomen op",
    "revised": "Veranderde rijen",
    "round": "Ronde",
    "rows": "Rijen",
    "rule": "Soort ronde",
    "safety": "Gevaar (0 tot en met 3)",
    "scan_name": "Scan van de brief",
    "scan_sha256": "Controlecode van de scan",
    "scheme_version": "Regeling",
    "sentence": "Het idee in één zin",
    "spoke_on": "Op welke dag?",
    "substitute": "Wie neemt waar?",
    "text": "Tekst",
    "theme": "Thema",
    "title": "Titel",
    "unsealed_sha256": "Controlecode van de brief",
    "until": "Uiterlijk op",
    "value_date": "Bijgeschreven op",
    "view": "Wat de aanvrager ervan vindt",
    "visited_on": "Dag van het bezoek",
    "weeks": "Hoeveel weken",
    "why": "Waarvoor is het nodig?",
    "with_whom": "Met wie?",
    "words": "Wat is er gezegd?",
    "Away.person": "Wie is er niet?",
    "Help.until": "Wanneer wilt u antwoord?",
    "CheckPlan.due_on": "Op welke dag?",
    "CheckPlan.report": "Wat is er gemeld?",
    "Intention.kind": "Welk besluit bent u van plan?",
    "Intention.until": "Reageren kan tot en met",
    "NameCheck.note": "Hoe u de naam uitzocht",
    "NewParty.details": "Nieuwe naam en nieuw adres",
    "Notice.to": "E-mailadres",
    "CameBack.returned_on": "Dag waarop de brief terugkwam",
    "Returned.reason": "Code van de bank",
    "Reminding.number": "Eerste of tweede herinnering",
    "Reminding.due_on": "De dag die voorbij is",
    "Doubt.reason": "Waarom stuurt u dit terug?",
    "Draft.reason": "Uitleg voor de brief",
    "Scoring.reasons": "Toelichting",
    "Consensus.levels": "Cijfer van de commissie",
    "Consensus.reasons": "Waarom de commissie dit cijfer geeft",
    "Standstill.until": "Uiterlijk tot en met",
    "Proposal.number": "Welk deel van het besluit?",
    "Objecting.received_at": "Wanneer kwam het bezwaar binnen?",
    "ObjectionOutcome.outcome": "Wat is er beslist?",
    "ObjectionOutcome.reason": "Waarom is dat beslist?",
    "ObjectionOutcome.hearing": "Hoe is de aanvrager gehoord? Of waarom niet?",
    "Deviation.text": "Wat gaat er anders?",
    "Account.text": "Wat deed u, en hoe ging het?",
    "Writing.kind": "Wat voor bericht is het?",
    "files": "Bestanden",
}

HELP: Mapping[str, str] = {
    "Account.actual_cents": "Alle kosten bij elkaar: wat u per regel invult, opgeteld.",
    "Account.costs": "Wat elke regel echt kostte. Is dat heel anders dan begroot? Leg het verschil dan uit, onder deze regels.",
    "Account.income": "Wat er echt binnenkwam.",
    "parts": "Op elke regel: begrotingspost; soort (advance, rest of balance); dag of niets; bedrag. Laat leeg wat vanzelf volgt.",
    "details": "Eén op elke regel: naam: waarde.",
    "resolution": "Zoals het in de besluitenlijst van het college staat.",
    "message": "Zet hier geen nummers van een rekening of een paspoort in.",
    "Beginning.message": "De aanvrager leest dit op de eigen pagina. Moet de aanvraag compleet worden? Vraag dan om aanvulling.",
    "reply": "Een antwoord is geen besluit: beloof niets waarover nog beslist wordt.",
    "ReplyHome.reply": "Zet hier geen nummers van een rekening of een paspoort in.",
    "grounds": "U mag de reden ook later sturen.",
    "late_because": "Alleen als de termijn voorbij is. Wij kijken of u er iets aan kon doen.",
    "posted_on": "Alleen bij een brief. Een brief die op tijd op de post ging, telt als hij binnen een week komt.",
    "photos": "Op elke regel: naam; controlecode (SHA-256).",
    "address": "De naam en het adres, elk op een eigen regel. De datum van de brief blijft staan.",
    "facts": "Eén feit op elke regel.",
    "scan_name": "Kies het bestand. Wij bewaren de naam en de controlecode, het bestand zelf staat in uw archief.",
    "evidence_sha256": "Kies het bestand. Wij bewaren de controlecode, het bestand zelf staat in uw archief.",
    "partners": "Elke partner op een eigen regel: het KvK-nummer of de naam zoals wij die kennen.",
    "receipt_reason": "Alleen als het eerder binnenkwam dan nu. Een collega bevestigt dat moment dan.",
    "received_at": "Laat leeg als het nu binnenkomt.",
    "ReceiptCorrection.received_at": "Het moment dat klopt.",
    "other": "Het kenmerk van die zaak, zoals OC-2026-0042.",
    "promised": "Alleen als u iets belooft. Het komt dan op uw werklijst.",
    "judged_without": "Hier beoordelen wij met wat er is.",
    "weeks": "Ten minste 1 week.",
    "Returned.reason": "Twee letters en twee cijfers, zoals AC04.",
    "Doubt.reason": "De maker leest dit en kijkt het na.",
    "Suspicion.reason": "De ontvanger leest dit in een brief.",
    "Standstill.reason": "De aanvrager leest dit in een brief.",
    "Extension.reason": "De aanvrager leest dit in een brief.",
    "Delay.reason": "De aanvrager leest dit in een brief.",
    "parameters": "Eén op elke regel: naam: waarde. Wat u niet noemt, staat in de regeling.",
}

ADVERSE: Mapping[AdverseGround, str] = {
    AdverseGround.NOT_PERFORMED: "Het werk gaat niet of niet helemaal door",
    AdverseGround.OBLIGATION_BROKEN: "Een verplichting is niet nagekomen",
    AdverseGround.WRONG_DATA: "De gegevens klopten niet",
    AdverseGround.AWARD_WRONG: "De verlening was onjuist en de ontvanger wist dat",
    AdverseGround.BUDGET_CONDITION: "De raad stelde het geld niet beschikbaar",
    AdverseGround.FACTS_UNKNOWN: "Wij kenden de feiten niet bij de vaststelling",
    AdverseGround.DETERMINATION_WRONG: "De vaststelling was onjuist en de ontvanger wist dat",
    AdverseGround.BROKEN_AFTERWARDS: "Na de vaststelling is een verplichting niet nagekomen",
    AdverseGround.AWARD_MISTAKEN: "De verlening was onjuist",
    AdverseGround.OTHER_VIEWS: "De omstandigheden of inzichten zijn veranderd",
    AdverseGround.BY_REGULATION: "De regeling noemt dit geval",
}

GROUNDS_OF_DECISIONS = (
    ("", "Geen reden nodig"),
    (
        "Afwijzing",
        (
            (REFUSED_CEILING, "Het geld is op"),
            (REFUSED_LATE, "Te laat ingediend"),
            (REFUSED_PASS_MARK, "Te weinig punten"),
            (REFUSED_MINIMUM, "Een te laag cijfer"),
            (REFUSED_NOT_LISTED, "Staat niet op de lijst"),
            (WRONG_SCHEME, "Past bij een andere regeling"),
            *((str(one), f"{one.words[0].upper()}{one.words[1:]} (Awb {one})") for one in RefusalGround),
        ),
    ),
    ("Buiten behandeling", (("incomplete", "Niet alles kwam binnen (Awb 4:5)"),)),
    (
        "Lagere vaststelling",
        (
            ("4:46(2)a", "Het werk is niet of niet helemaal gedaan (Awb 4:46)"),
            ("4:46(2)b", "Een verplichting is niet nagekomen (Awb 4:46)"),
            ("4:46(2)c", "De gegevens klopten niet (Awb 4:46)"),
            ("4:46(2)d", "De verlening was onjuist en de ontvanger wist dat (Awb 4:46)"),
        ),
    ),
    (
        "Wijziging of intrekking",
        tuple((str(one), f"{ADVERSE[one]} (Awb {one})") for one in AdverseGround),
    ),
    ("Terugvordering", (("4:57(1)", "Er is te veel betaald (Awb 4:57)"),)),
)
"""The grounds of decisions by what they are a ground for; the door says which fits the moment."""

CHOICES: Mapping[str, Sequence[tuple[Any, Any]]] = {
    "channel": [one for one in Receipt.Channel.choices if one[0] != Receipt.Channel.PORTAL],
    "theme": THEMES,
    "outcome": AccountChange.NameCheck.choices,
    "CheckPlan.kind": Check.Kind.choices,
    "Contact.how": ContactNote.How.choices,
    "Handing.duty": [(one, LABELS_OF_ROLES[one].capitalize()) for one in DUTIES],
    "Draft.ground": GROUNDS_OF_DECISIONS,
    "Draft.hearing_exempt": [
        ("", "Niet nodig, of de mening is gevraagd"),
        *((str(one), one.sentence) for one in Unheard),
    ],
    "Intention.kind": [(kind, str(Kind(kind).label)) for kind in RULES],
    "NewParty.kind": PartyChange.Kind.choices,
    "Writing.kind": [("question", "Een vraag"), ("notice", "Een mededeling: ik hoef geen antwoord")],
    "Beginning.kind": [
        ("question", "Een vraag"),
        ("reminder", "Een herinnering aan een vraag"),
        ("notice", "Een mededeling: een antwoord hoeft niet"),
    ],
    "ObjectionOutcome.outcome": Objection.Outcome.choices,
    "Reminding.number": [(1, "eerste"), (2, "tweede")],
    "Resumption.ground": [(one, Suspension.Ground(one).label) for one in GROUNDS],
    "Standstill.ground": [(one, Suspension.Ground(one).label) for one in GROUNDS],
}

LONG = frozenset(
    {"reason", "note", "report", "text", "view", "evidence", "sentence", "alternative", "reasons"}
    | {"words", "promised", "grounds", "late_because", "question", "answer", "hearing", "message", "reply"}
)
"""Fields in which people write more than a line."""


def said(table: Mapping[str, T], payload: type, name: str) -> T | None:
    """What a table says about a field: of this payload, of one it builds on, or wherever the name stands."""
    for kind in payload.__mro__:
        if (found := table.get(f"{kind.__name__}.{name}")) is not None:
            return found
    return table.get(name)


def flat(choices: Any) -> Iterator[tuple[str, str]]:
    """The choices of a list with their words, those of its groups included."""
    for value, words in choices:
        if isinstance(words, str | Promise):
            yield str(value), str(words)
        else:
            yield from flat(words)
