"""Sample letters before the decision."""

from dataclasses import replace
from datetime import UTC, date, datetime

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
from tests.documents.sample_parts import ATELIER, CHALLENGE, SUBMIT, head, remedy, rules, signature

JUDGED = MissingItem(
    what="Een foto van de fiets",
    why="Zo zien de beoordelaars wat u maakt.",
    consequence=Consequence.JUDGED_WITHOUT,
)
MISSING = (
    MissingItem(what="Bewijs van uw eigen deel", why="Zo zien wij dat u de helft zelf kunt betalen."),
    MissingItem(
        what="Een begroting die klopt", why="De kosten zijn € 400,00 hoger dan de inkomsten.".replace("€ ", "€\u00a0")
    ),
)
ACKNOWLEDGEMENT = Acknowledgement(
    head=head(date(2026, 3, 19), "OC-2026-0003", CHALLENGE),
    project="De kantine op bakfietswielen",
    received_at=datetime(2026, 3, 19, 13, 11, tzinfo=UTC),
    received=("Uw plan (formulier)", "Begroting", "Bewijs van uw bankrekening", "Verklaring over eerdere steun"),
    term="13 weken na het sluiten van de ronde",
    decide_by=date(2026, 6, 30),
    term_steps=(
        "De ronde sluit op 31 maart 2026.",
        "13 weken later is het 30 juni 2026.",
        "Een termijn van meer dan 12 weken schuift niet op voor een feestdag.",
    ),
    next_steps=(
        "Wij kijken of uw aanvraag compleet is.",
        "Drie beoordelaars lezen uw plan, los van elkaar.",
        "U krijgt ons besluit met de post en in uw dossier.",
    ),
    requested_cents=465_000,
)
TOO_LATE = LegalBasis(
    subject="Te laat",
    articles="Subsidieregeling Ondernemers Challenge Voorbeeldstad 2026 (verzonnen); Awb, artikel 4:26 en 4:35",
)
LATE_ACKNOWLEDGEMENT = replace(
    ACKNOWLEDGEMENT,
    head=head(date(2026, 3, 31), "OC-2026-0049", CHALLENGE),
    received_at=datetime(2026, 3, 31, 15, 4, tzinfo=UTC),
    term="13 weken na ontvangst",
    term_steps=(
        "Ontvangen op 31 maart 2026.",
        "13 weken later is het 30 juni 2026.",
        "Een termijn van meer dan 12 weken schuift niet op voor een feestdag.",
    ),
    next_steps=("Wij lezen uw aanvraag.", "U krijgt ons besluit in een brief."),
    closed_at=datetime(2026, 3, 31, 15, 0, tzinfo=UTC),
    rules=(TOO_LATE,),
)
IDEA = IdeaReceived(
    head=head(date(2026, 1, 10), "OC-2026-0093", CHALLENGE),
    idea="De kantine op bakfietswielen",
    received_at=datetime(2026, 1, 9, 14, 49, tzinfo=UTC),
    coach="Zeynep Arslan-Hofstra",
    call_by=date(2026, 1, 24),
)
INVITATION = Invitation(
    head=head(date(2026, 3, 2), "OC-2026-0093", CHALLENGE),
    idea="De kantine op bakfietswielen",
    reason="Uw idee brengt mensen van verschillende bedrijven bij elkaar. Het is nieuw voor onze gemeente.",
    closes_at=datetime(2026, 3, 31, 15, 0, tzinfo=UTC),
    submit_url=SUBMIT,
    to_send=(
        "Uw plan op ons formulier",
        "Een begroting waarin u de helft zelf betaalt",
        "Een verklaring over eerdere steun",
    ),
    how_judged="Drie beoordelaars geven punten. Het plan met de meeste punten krijgt als eerste geld.",
)
ADVICE = IdeaAdvice(
    head=head(date(2026, 3, 2), "OC-2026-0001", CHALLENGE),
    idea="Virtuele reis door het geboortedorp",
    reason="U zoekt geen klanten en geen inkomsten. Deze regeling is voor ondernemers.",
    alternatives=(
        HelpOffer(subject="Innovatieatelier", text="Die regeling is voor bewoners en past waarschijnlijk beter."),
        HelpOffer(subject="Gebiedsteam", text="Het team in uw wijk kent mensen die willen helpen."),
    ),
    submit_url=SUBMIT,
    closes_at=datetime(2026, 3, 31, 15, 0, tzinfo=UTC),
)
COMPLETION = CompletionRequest(
    head=head(date(2026, 4, 1), "OC-2026-0020", CHALLENGE),
    project="De kantine op bakfietswielen",
    applied_on=date(2026, 3, 19),
    missing=(*MISSING, JUDGED),
    until=date(2026, 4, 8),
    suspended_from=date(2026, 4, 2),
    submit_url=SUBMIT,
    rules=(
        LegalBasis(subject="Aanvullen", articles="Awb, artikel 4:2, tweede lid, 4:3 en 4:5"),
        LegalBasis(subject="Termijn", articles="Awb, artikel 4:15, eerste lid, onder a"),
    ),
    reapply="U kunt in deze ronde niet opnieuw aanvragen. Komt er een nieuwe ronde? Dan mag u weer meedoen.",
)
LATE_COMPLETION = replace(
    COMPLETION,
    applied_on=date(2026, 3, 31),
    rules=(*COMPLETION.rules, TOO_LATE),
    closed_at=datetime(2026, 3, 31, 15, 0, tzinfo=UTC),
)
SET_ASIDE = SetAside(
    head=head(date(2026, 4, 14), "IA-2026-0010", ATELIER),
    signature=signature(date(2026, 4, 13)),
    remedy=remedy(date(2026, 4, 14)),
    rules=rules(("Niet behandelen", "Awb, artikel 4:5, eerste en vierde lid")),
    project="Moestuin op het dak",
    applied_on=date(2026, 2, 26),
    requested_on=date(2026, 3, 9),
    until=date(2026, 3, 30),
    missing=MISSING,
    reapply="U mag opnieuw aanvragen, zo vaak u wilt. De volgende ronde loopt tot en met 30 juni 2026.",
)
IDEA_WITHDRAWN = WithdrawalConfirmed(
    head=head(date(2026, 2, 3), "OC-2026-0075", ATELIER),
    project="Soep op wielen",
    applied_on=date(2026, 1, 26),
    withdrawn_on=date(2026, 2, 3),
    is_idea=True,
)
WITHDRAWN = WithdrawalConfirmed(
    head=head(date(2026, 3, 25), "IA-2026-0011", ATELIER),
    project="Moestuin op het dak",
    applied_on=date(2026, 2, 26),
    withdrawn_on=date(2026, 3, 24),
    requested_cents=380_000,
)
