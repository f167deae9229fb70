"""The texts of letters that colleagues reword: which there are, what each may name, which stand, and what is wrong with a wording.

A text is a sentence of the scheme that says why somebody gets a grant, or a paragraph of its own in letters of one kind. What is released
holds for letters that are written from then on; a letter that was written keeps its words (Awb 3:46).
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_noop

from documents.letters import KINDS
from grants.letters.wording import placeholders
from grants.models import LetterText
from workflow.errors import Obstacle
from workflow.registry import SCHEMES

if TYPE_CHECKING:
    from workflow.registers import RegisterFacts
    from workflow.scheme import Scheme

LONGEST = 800
"""Characters of a text at most: a paragraph, and not a second letter."""

REASONS: Mapping[str, str] = {
    "verlening": gettext_noop("Waarom iemand subsidie krijgt"),
    "verlening_ambtshalve": gettext_noop("Waarom iemand subsidie krijgt, als wij zelf het eindbedrag bepalen"),
    "verlening_b": gettext_noop("Waarom iemand een deel van de echte kosten krijgt"),
    "verlening_deel": gettext_noop("Waarom iemand minder krijgt: het geld is bijna op"),
    "verlening_direct": gettext_noop("Waarom iemand subsidie krijgt die meteen vaststaat"),
    "formule": gettext_noop("Hoe de formule het bedrag geeft"),
    "werk_a": gettext_noop("Waarvoor de subsidie is, in een ronde A"),
    "werk_b": gettext_noop("Waarvoor de subsidie is, in een ronde B"),
}
"""The sentences of schemes that letters say, with what each is about; a scheme has some of them."""

NAMED: Mapping[str, str] = {
    "titel": gettext_noop("de naam van het plan"),
    "bedrag": gettext_noop("het bedrag van de subsidie"),
    "kenmerk": gettext_noop("het kenmerk van de zaak"),
    "contact": gettext_noop("de naam van wie vragen beantwoordt"),
    "telefoon": gettext_noop("het telefoonnummer van wie vragen beantwoordt"),
    "werk": gettext_noop("het werk, met de naam van het gebouw"),
    "onderdelen": gettext_noop("het werk zoals het in de begroting staat"),
    "plaats": gettext_noop("de plaats op de lijst"),
    "score": gettext_noop("de punten van het plan"),
    "minimum": gettext_noop("het bedrag waarmee het plan nog kan"),
    "procent": gettext_noop("het deel van de kosten dat wij betalen"),
    "voorschot_procent": gettext_noop("het deel dat iemand nu krijgt"),
    "inwoners": gettext_noop("het aantal inwoners"),
    "deel_inwoners": gettext_noop("het bedrag voor de inwoners"),
    "oppervlakte": gettext_noop("de oppervlakte in m²"),
    "tarief": gettext_noop("het bedrag per m²"),
}
"""What a text can name between braces, and what is put in its place."""

IN_NOTES = frozenset({"titel", "kenmerk", "contact", "telefoon"})
"""What every letter knows, so that a paragraph of its own may name it."""


def reworded(scheme: Scheme) -> tuple[str, ...]:
    """The sentences of a scheme that can be reworded, in their order there."""
    return tuple(name for name in scheme.letters if name in REASONS)


def is_known(scheme: str, name: str) -> bool:
    """Whether there is such a text: a sentence of this scheme, or a kind of letter."""
    return scheme in SCHEMES and (name in reworded(SCHEMES[scheme]) or name in KINDS)


def label(name: str) -> str:
    """What a text is about, in Dutch: of a paragraph of its own, the letter in which it stands."""
    return REASONS[name] if name in REASONS else KINDS[name].label


def may_name(scheme: str, name: str) -> frozenset[str]:
    """What a text may name: a paragraph what every letter knows, a sentence what it named before and every such letter knows."""
    if name in KINDS:
        return IN_NOTES
    always = {"titel"} if name.startswith("werk_") else {"titel", "bedrag"}
    return placeholders(SCHEMES[scheme].letters[name]) | always


def first(scheme: str, name: str) -> str:
    """A text as the scheme has it; a paragraph of its own begins as nothing."""
    return SCHEMES[scheme].letters.get(name, "")


def fault(facts: RegisterFacts) -> Obstacle | None:
    """What is wrong with what somebody enters: a proposal that a letter cannot say, or a release by who proposed it."""
    person = facts.actor.person
    if person is None:
        return None
    found = [_proposal_fault(row, person) for row in facts.payload.new]
    found += [_decision_fault(facts.standing(row), values, facts) for row, values in facts.payload.revised]
    return next((one for one in found if one), None)


def _proposal_fault(row: LetterText, person: uuid.UUID) -> Obstacle | None:
    if row.proposed_by != person or row.released is not None or row.decided_by:
        sentence = "Een tekst geldt zodra een collega haar vrijgeeft. Stel haar eerst voor."
        return Obstacle("text-needs-two", sentence, "Gemeentewet 212")
    if not is_known(row.scheme, row.name):
        return Obstacle("wording-unknown", "Deze tekst kennen wij niet.")
    if not row.text.strip() and row.name in REASONS:
        return Obstacle("text-empty", "Schrijf een tekst. Een besluit zegt altijd waarom.", "Awb 3:46")
    if len(row.text) > LONGEST:
        return Obstacle(
            "wording-too-long", f"Een tekst heeft hoogstens {LONGEST} tekens. Deze heeft er {len(row.text)}."
        )
    return _naming_fault(row)


def _naming_fault(row: LetterText) -> Obstacle | None:
    """What a text names between braces that its letters do not know, or a brace that stands alone."""
    known, named = may_name(row.scheme, row.name), placeholders(row.text)
    left = row.text
    for name in named & known:
        left = left.replace(f"{{{name}}}", "")
    if "{" not in left and "}" not in left:
        return None
    allowed = ", ".join(f"{{{name}}}" for name in sorted(known))
    return Obstacle("text-names-unknown", f"Tussen accolades kan hier alleen: {allowed}.")


def _decision_fault(row: Any, values: Mapping[str, Any], facts: RegisterFacts) -> Obstacle | None:
    person = facts.actor.person
    decided = {"decided_by": person, "decided_on": facts.today, "released": values.get("released") is True}
    if values != decided:
        return Obstacle("text-stays", "Van een tekst verandert niets. Stel een nieuwe voor.")
    if row.released is not None:
        return Obstacle("text-decided", "Over deze tekst is al beslist. Kijk welke nu geldt.")
    if values["released"] and row.proposed_by == person:
        return Obstacle("own-text", "U stelde deze tekst zelf voor. Vraag een collega.", "Gemeentewet 212")
    return None
