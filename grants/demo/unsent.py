"""An application of the demo that somebody began at home, with a neighbour, and did not send yet. All of it is invented."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from grants import co_writing, drafts
from grants.demo.stage import Stage, at, id_of, step
from grants.models import Application
from grants.payloads import Start
from workflow import clock

HELPS = "VANDAAG03"
HELPED: Mapping[str, str] = {
    "idee_zin": "Elke maand eet de hele straat samen een pan soep van de tuinders. (verzonnen)"
}
"""Who writes along, and what they made of it."""


BEGUN: Mapping[str, Any] = {
    "idee_titel": "Soep op straat (verzonnen)",
    "idee_zin": "Elke maand eet de straat samen een pan soep. (verzonnen)",
    "groep_naam": "Bewonersgroep Buurtlunch (verzonnen)",
    "plan_wat": "Wij koken elke eerste zondag van de maand een grote pan soep. Iedereen uit de straat mag komen. (verzonnen)",
    "deelnemers": "een stuk of dertig",
    "begroting": {
        "costs": [{"what": "Groente", "amount": "600"}, {"what": "Pannen en kommen", "amount": "450"}],
        "income": [{"kind": "subsidie", "what": "De gemeente", "amount": "900"}],
    },
}
"""What is typed so far; one answer cannot be read, and the budget is short of some money."""


def begin(stage: Stage, on: date) -> None:
    """An application that somebody began at home and has not sent yet."""
    person, case = id_of("person", "VANDAAG02"), id_of("case", "VANDAAGX")
    stage.take(at(on, 16), "VANDAAG02", step("application", "draft", case, Start(id_of("round", "IA-2027"), person)))
    draft = Application.objects.select_related("stream").get(pk=case)
    typed = {id_: drafts.Typed(value) for id_, value in BEGUN.items()}
    typed[drafts.PARTY] = drafts.Typed(str(id_of("organisation", "VANDAAG02")))
    if draft.state == Application.DRAFT and not drafts.newest(draft):
        with clock.at(at(on, 16, 42)):
            drafts.keep(draft, person, typed, id_of("sheet", "VANDAAGX"))
        _written_along(draft, person, on)


def _written_along(draft: Application, person: uuid.UUID, on: date) -> None:
    """A neighbour was asked to write along, and changed a sentence; somebody else has not answered yet."""
    neighbour = id_of("person", HELPS)
    with clock.at(at(on, 16, 44)):
        secret = co_writing.invite(draft, person)
    with clock.at(at(on, 16, 50)):
        co_writing.accept(secret, neighbour)
        drafts.keep(
            draft, neighbour, {id_: drafts.Typed(text, seen=1) for id_, text in HELPED.items()}, id_of("sheet", HELPS)
        )
    with clock.at(at(on, 16, 55)):
        co_writing.invite(draft, person, "adviseur@voorbeeld.example")
