"""Why a file does not come in, in the words of who sent it."""

from __future__ import annotations

from django.utils.translation import gettext, gettext_noop

from documents import inside, uploads
from workflow import questions

SENTENCES = {
    uploads.EMPTY: gettext_noop("Dit bestand is leeg. Kies een ander bestand."),
    uploads.TOO_LARGE: gettext_noop("Dit bestand is te groot. Het mag %(max_mb)s MB zijn."),
    uploads.TOO_MUCH: gettext_noop("U stuurde al heel veel. Stuur de rest per post."),
    uploads.TOO_MANY: gettext_noop("Stuur hoogstens %(most)s bestanden."),
    uploads.NAME: gettext_noop("Geef het bestand een korte, gewone naam. Bijvoorbeeld: offerte.pdf."),
    uploads.VIRUS: gettext_noop("In dit bestand zit een virus. Wij bewaren het niet."),
    uploads.NOT_NOW: gettext_noop(
        "Wij kunnen nu geen bestanden controleren. Probeer het straks opnieuw. De rest is bewaard."
    ),
    inside.OTHER_KIND: gettext_noop("Stuur een bestand van deze soort: %(kinds)s."),
    inside.DAMAGED: gettext_noop("Dit bestand is beschadigd. Maak het opnieuw."),
    inside.LOCKED: gettext_noop("Op dit bestand zit een wachtwoord. Stuur het zonder wachtwoord."),
    inside.RUNS: gettext_noop("In dit bestand zit een programma of een ander bestand. Sla het op als gewone pdf."),
    inside.TWOFOLD: gettext_noop("In dit bestand zit nog een ander bestand. Maak het opnieuw."),
    inside.SWELLS: gettext_noop("Dit bestand is te groot als wij het openen. Maak het kleiner."),
    inside.REACHES_OUT: gettext_noop("Dit bestand haalt iets van een andere plek. Sla het op als gewone pdf."),
}
"""Why a file does not come in, for who sent it."""


def said(why: uploads.NotTaken, question: questions.Upload) -> str:
    """Why a file does not come in, with the attachment that it was for."""
    limits = {"max_mb": question.max_mb, "kinds": ", ".join(question.kinds), "most": question.max_files}
    return f"{question.label}: {gettext(SENTENCES[why.why]) % limits}"
