"""A paper application and a corrected mistake: entered days after it came, and put right by the colleague who looked at it.

Invented, like all people here. It comes in the last tranche of the atelier and stays undecided, so that its turn can be explained.
"""

from __future__ import annotations

import uuid
from datetime import date

from grants.demo import answers, atelier
from grants.demo.municipality import enter, party
from grants.demo.stage import Stage, at, id_of, step
from grants.payloads import Filing, ReceiptCorrection
from workflow.facts import Actor

KEY = "PAPIER01"
CAME, MISTAKEN, ENTERED, CORRECTED = date(2026, 11, 10), date(2026, 11, 12), date(2026, 11, 16), date(2026, 11, 17)
GROUP, CONTACT = "Bewonersgroep Het Bankje (verzonnen)", "Geertje Voorbeeld (verzonnen)"
APPLICANT = {
    "email": "",
    "street": "Voorbeeldlaan 71",
    "postcode": "9712 XR",
    "place": "Groningen",
    "postal_address": {"street": "Voorbeeldlaan", "number": "71", "postcode": "9712 XR", "place": "Groningen"},
    "iban": "NL31VBLD0290079190",
}


def case() -> uuid.UUID:
    """The id of the application."""
    return id_of("case", KEY)


def run(stage: Stage) -> None:
    """A letter came on a Tuesday. It is entered on Monday, with the wrong day; the colleague who takes the second look puts it right."""
    rows = party(KEY, APPLICANT, GROUP, CONTACT, "informele groep")
    enter(list(rows), "papier", MISTAKEN)
    like = next(row for row in atelier.told()["initiative"] if row["key"] == "IA10")
    given = {**answers.atelier(like), "idee_titel": "Een bank voor iedereen"}
    filing = Filing(
        given,
        id_of("organisation", KEY),
        id_of("person", KEY),
        id_of("account", KEY),
        round=atelier.round_of("T4"),
        draw_key=KEY,
        channel="paper",
        received_at=at(MISTAKEN),
        receipt_reason="De brief lag bij de receptie.",
        scan_name="brief.pdf",
        scan_sha256="0" * 64,
    )
    clerk = Actor(person=id_of("person", "S02"), on_behalf_of=id_of("person", KEY))
    stage.take(at(ENTERED), clerk, step("application", "file", case(), filing))
    wrong = ReceiptCorrection(at(CAME), "Op de envelop staat een stempel van 10 november.")
    stage.take(at(CORRECTED), "S01", step("application", "correct_receipt", case(), wrong))
