"""What the fields of the payloads mean, and what may be filled in where not everything may: for whoever takes a step by hand."""

from __future__ import annotations

from collections.abc import Mapping

from budgets.models import Payment
from grants import payloads
from grants.allocation import (
    REFUSED_CEILING,
    REFUSED_LATE,
    REFUSED_MINIMUM,
    REFUSED_NOT_LISTED,
    REFUSED_PASS_MARK,
)
from grants.guards.hearing import RULES
from grants.models import AccountChange, Check, Decision, Receipt, Suspension
from grants.models.party_change import PartyChange
from grants.payloads.terms import GROUNDS as STANDSTILLS
from workflow.facts import Payload
from workflow.law.amendment import AdverseGround
from workflow.law.determination import LowerGround
from workflow.law.hearing import Unheard
from workflow.law.refusal_ground import RefusalGround

FIELDS: Mapping[str, str] = {
    "about": "waar de brief over gaat",
    "accessibility": "toegankelijkheid, 0 tot en met 2",
    "account": "de rekening",
    "actual_cents": "wat het echt kostte, in centen",
    "all_done": "of alles is gedaan",
    "alternative": "waar het idee beter past",
    "amount_cents": "het bedrag, in centen",
    "answers": "de antwoorden, per vraag",
    "application": "de zaak: kenmerk of id (mag weg na --in)",
    "area": "de wijk of het dorp",
    "bank_account": "de rekening van de aanvrager",
    "basis": "het artikel",
    "book": "de begrotingspost, zoals line:4.1.1-IA:2026",
    "carry_to": "de ronde die krijgt wat over is: code of id",
    "ceiling_cents": "het plafond, in centen",
    "channel": "hoe het binnenkwam",
    "closes_at": "wanneer de ronde sluit",
    "code": "de code",
    "condition": "conditie volgens NEN 2767, 1 tot en met 6",
    "contact": "de contactpersoon",
    "costs": "de kosten per regel van de begroting, in centen",
    "decision": "het besluit",
    "details": "wat de brief laat zien",
    "draw_key": "de sleutel voor de loting",
    "draw_seed": "het getal van de loting",
    "due_on": "uiterlijk op welke dag",
    "due_text": "wanneer, in woorden",
    "energy": "stappen op het energielabel, 0 tot en met 9",
    "evidence": "waaruit dat blijkt",
    "evidence_sha256": "de controlesom van het bewijs",
    "expected_on": "wanneer het besluit komt",
    "explained": "waarom een regel afwijkt, bij ‘costs/0’",
    "facts": "waarop het voornemen rust, zin voor zin",
    "ground": "de grond",
    "hearing_exempt": "waarom niet naar de mening is gevraagd",
    "holder": "op wiens naam de rekening staat",
    "hours": "uren open per week",
    "iban": "het rekeningnummer",
    "income": "de inkomsten per regel van de begroting, in centen",
    "intended_cents": "het bedrag van het voornemen, in centen",
    "judged_without": "wat wij ook zonder kunnen beoordelen",
    "kind": "de soort",
    "levels": "de cijfers van 1 tot en met 5, per criterium",
    "missing": "wat ontbreekt: de vragen",
    "new": "nieuwe rijen",
    "note": "toelichting",
    "number": "het nummer, vanaf 0",
    "opens_at": "wanneer de ronde opent",
    "order": "de opdracht",
    "organisation": "de organisatie",
    "other": "de andere zaak: kenmerk of id",
    "outcome": "wat uit het vergelijken kwam",
    "parameters": "de cijfers van deze ronde",
    "partners": "wie samen aanvragen",
    "parts": "de delen: post, soort, dag en bedrag",
    "payments": "de betalingen",
    "percent": "welk deel, 1 tot en met 100",
    "photos": "foto's: naam en controlesom",
    "planned_on": "de dag waarop wij willen betalen",
    "prefix": "het begin van de kenmerken",
    "prize_book": "de begrotingspost van de prijzen",
    "prize_ceiling_cents": "het plafond van de prijzen, in centen",
    "reason": "waarom",
    "reasons": "waarom, in woorden",
    "receipt_reason": "waarom het eerder binnenkwam dan nu",
    "received_at": "het moment van ontvangst",
    "received_on": "de dag waarop het geld kwam",
    "renderer": "wat de brief opmaakte",
    "report": "het verslag",
    "returned_on": "de dag waarop de bank het terugstuurde",
    "revised": "rijen met nieuwe waarden",
    "round": "de ronde: code of id",
    "rows": "rijen om te wissen",
    "rule": "de soort ronde, zoals in de regeling",
    "safety": "gevaar, 0 tot en met 3",
    "scan_name": "de naam van de scan",
    "scan_sha256": "de controlesom van de scan",
    "scheme_version": "de versie van de regeling",
    "sentence": "het idee in één zin",
    "text": "de tekst",
    "theme": "het thema",
    "title": "de titel",
    "unsealed_sha256": "de controlesom van de brief",
    "until": "uiterlijk op welke dag",
    "value_date": "de dag waarop het op de rekening stond",
    "view": "wat de ontvanger vindt",
    "visited_on": "de dag van het bezoek",
    "weeks": "hoeveel weken",
    "why": "waarvoor het nodig is, per vraag",
}
"""What each field is, whatever payload it stands in."""

OWN: Mapping[tuple[str, str], str] = {
    ("Returned", "reason"): "de code van de bank, zoals AC04",
    ("Reminding", "number"): "de hoeveelste herinnering: 1 of 2",
    ("Proposal", "number"): "welk deel van het besluit, vanaf 0",
    ("Scoring", "reasons"): "waarom, per criterium",
    ("Erasure", "ground"): "waarom u wist: de selectielijst, of een verzoek",
    ("Entries", "code"): "het register",
    ("NewParty", "details"): "wat verandert: name, street, number, postcode, place",
    ("Extension", "weeks"): "met hoeveel weken",
}
"""Where a field is something else in one payload."""

SCORES = {
    REFUSED_CEILING: "het geld is op",
    REFUSED_PASS_MARK: "te weinig punten",
    REFUSED_MINIMUM: "een te laag cijfer",
    REFUSED_LATE: "te laat",
    REFUSED_NOT_LISTED: "niet op de lijst",
    payloads.WRONG_SCHEME: "het past bij een andere regeling; noem die in details als ‘fits’",
}
GROUNDS: Mapping[str, Mapping[str, str]] = {
    "refusal": {**SCORES, **{one.value: one.words for one in RefusalGround}},
    "lower_determination": {f"4:46(2){one.value}": one.text for one in LowerGround},
    "amendment of revocation": {one.value: one.article for one in AdverseGround},
    "recovery": {"4:57(1)": "onverschuldigd betaald (Awb 4:57, eerste lid)"},
    "set_aside": {"incomplete": "wat ontbrak, kwam niet (Awb 4:5)"},
}
"""The grounds of a decision by its kind."""

CHOICES: Mapping[tuple[type[Payload], str], Mapping[str, str]] = {
    (payloads.Draft, "kind"): dict(Decision.Kind.choices),
    (payloads.Draft, "hearing_exempt"): {one.value: one.article for one in Unheard},
    **{(payloads.Draft, f"ground bij {kind}"): grounds for kind, grounds in GROUNDS.items()},
    (payloads.Draft, "parts.kind"): {**dict(Payment.Kind.choices[:2]), "rest": "wat na de vaststelling komt"},
    (payloads.Intention, "kind"): {kind: str(Decision.Kind(kind).label) for kind in RULES},
    (payloads.CheckPlan, "kind"): dict(Check.Kind.choices),
    (payloads.NewParty, "kind"): dict(PartyChange.Kind.choices),
    (payloads.NameCheck, "outcome"): dict(AccountChange.NameCheck.choices),
    (payloads.Standstill, "ground"): {one: str(Suspension.Ground(one).label) for one in STANDSTILLS},
    (payloads.Resumption, "ground"): {one: str(Suspension.Ground(one).label) for one in STANDSTILLS},
    (payloads.OnPaper, "channel"): dict(Receipt.Channel.choices),
}
"""The values that a field may have, with their words; those of a payload hold for what inherits from it."""


def word_of(kind: type[Payload], field: str) -> str:
    """What a field of a payload is."""
    return next((OWN[one.__name__, field] for one in kind.__mro__ if (one.__name__, field) in OWN), FIELDS[field])


def choices_of(kind: type[Payload]) -> dict[str, Mapping[str, str]]:
    """The fields of a payload that take certain values only, with those values."""
    return {field: values for (one, field), values in CHOICES.items() if issubclass(kind, one)}
