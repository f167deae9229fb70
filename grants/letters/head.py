"""What stands around every letter: sender, addressee, contact, signature, remedy, and the articles it rests on."""

from __future__ import annotations

from documents.letters import LetterIncomplete
from documents.letters.parts import Contact, Head, LegalBasis, Remedy, Sender, Signature
from grants.letters.dossier import Dossier
from grants.letters.profile import Profile
from grants.letters.wording import filled
from partners.models import Organisation, Person
from workflow.law.terms import objection_term


def head(dossier: Dossier) -> Head:
    """The head of a letter of today."""
    return Head(
        sender=sender(dossier.profile),
        addressee=addressee(dossier.party.contact, dossier.party.organisation),
        salutation=dossier.party.contact.name,
        sent_on=dossier.today,
        reference=dossier.facts.row.stream.reference,
        scheme_title=dossier.facts.round.title,
        contact=contact(dossier),
        also_for=tuple(one.name for one in dossier.party.partners),
        note=_note(dossier),
    )


def sender(said: Profile) -> Sender:
    """The municipality as it writes."""
    return Sender(
        name=said.name,
        department=said.department,
        authority=said.authority,
        return_address=said.return_address,
        privacy_url=said.privacy_url,
    )


def _note(dossier: Dossier) -> str:
    """What colleagues add to every letter of this kind about this scheme; "" for nothing."""
    said = contact(dossier)
    known = {
        "titel": f"‘{dossier.case.title}’",
        "kenmerk": dossier.facts.row.stream.reference,
        "contact": said.name,
        "telefoon": said.phone,
    }
    return filled(dossier.text(dossier.facts.payload.kind), known)


def addressee(who: Person, organisation: Organisation | None) -> tuple[str, ...]:
    """The lines of the address; of an idea only who sent it is known."""
    if organisation is None:
        return tuple(line for line in (who.name, who.email) if line)
    names = (who.name,) if organisation.name == who.name else (organisation.name, f"T.a.v. {who.name}")
    places = (f"{organisation.street} {organisation.number}", f"{organisation.postcode} {organisation.place}")
    return (*names, *(line.strip() for line in places if line.strip()))


def contact(dossier: Dossier) -> Contact:
    """Who answers questions: the person that the round names, else the department."""
    said, person = dossier.profile, dossier.contact
    return Contact(
        name=person.name if person else said.department,
        phone=(person.phone if person else "") or said.phone,
        hours=said.hours,
        email=(person.email if person else "") or said.email,
    )


def signature(dossier: Dossier) -> Signature:
    """Who signed the decision, and under which mandate, or that the college took it itself (Awb 10:10, 10:11)."""
    decision = dossier.decision
    signer = dossier.person(decision.signed_by)
    if signer is None or decision.signed_on is None:
        raise LetterIncomplete("Decision.signature", "Awb 10:10")
    return Signature(
        mandate_text=f"{dossier.profile.mandate_text}{', dat dit besluit zelf nam' if decision.resolved_on else ''}",
        name=signer.name,
        function=signer.function,
        mandate_reference=decision.mandate,
        signed_on=decision.signed_on,
    )


def remedy(dossier: Dossier) -> Remedy:
    """How to object to a decision that is announced today."""
    said = dossier.profile
    return Remedy(
        objection_until=objection_term(dossier.today).deadline,
        objection_url=said.objection_url,
        postal_address=said.objection_address,
        court=said.court,
    )


def rules(dossier: Dossier, *pairs: tuple[str, str]) -> tuple[LegalBasis, ...]:
    """The articles by subject; the first subject rests on the regulation of the scheme as well, and all on the general one."""
    (subject, articles), *others = pairs
    first = (subject, f"{dossier.regulation}; {articles}")
    last = ("Alle subsidies", dossier.profile.asv)
    return tuple(LegalBasis(subject=about, articles=said) for about, said in (first, *others, last))
