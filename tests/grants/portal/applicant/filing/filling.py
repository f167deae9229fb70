"""Somebody at home who fills in an application: short ways to the pages, and what they post."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from grants import drafts
from grants.models import Application
from grants.portal.taking import key_of
from tests import world
from tests.grants.portal.office import Visitor
from tests.world import World

ADDRESS = {"street": "Proefkade", "number": "2", "postcode": "9711 XX", "place": "Groningen"}


@dataclass
class Home:
    """One applicant in a town, with a browser, the organisation they act for, and a draft."""

    town: World
    person: uuid.UUID
    organisation: uuid.UUID
    browser: Visitor
    reference: str

    @property
    def case(self) -> Application:
        """The draft as it stands now."""
        return Application.objects.select_related("stream").get(stream__reference=self.reference)

    def at(self, page: str = "") -> str:
        """The address of a page of the form."""
        return f"/mijn/{self.reference}/invullen/{page}{'/' if page else ''}"

    def fill(self, page: str, go: str = "verder", sheet: str = "", seen: int | None = None, **typed: Any) -> Any:
        """Type answers on a page that was just opened, and press a button."""
        rows = drafts.newest(self.case)
        numbers = {id_: rows[id_].number if id_ in rows else 0 for id_ in {name.partition(".")[0] for name in typed}}
        versions = {f"versie.{id_}": number if seen is None else seen for id_, number in numbers.items()}
        return self.browser.post(self.at(page), naar=go, blad=sheet, **versions, **typed)

    def choose(self, organisation: uuid.UUID | None = None) -> Any:
        """Say for whom one applies."""
        chosen = str(organisation or self.organisation)
        return self.browser.post(self.at("organisatie"), naar="verder", organisatie=chosen)

    def send(self, key: str = "", **more: Any) -> Any:
        """Sign and send."""
        return self.browser.post(
            self.at("controleren"), **{"sleutel": key or str(key_of("")), "verklaring": "on", **more}
        )


def at_home(town: World) -> Home:
    """Somebody new who began an application."""
    person, organisation, _ = world.new_party(town.now)
    browser = Visitor(town, person.pk)
    begun = browser.post("/mijn/nieuw/BF-jaar/", sleutel=str(uuid.uuid4()))
    return Home(town, person.pk, organisation.pk, browser, begun.url.split("/")[2])


def typed_in(text: str, cents: str = "100") -> dict[str, Any]:
    """A budget as a browser sends it."""
    return {
        "begroting.costs.0.what": text, "begroting.costs.0.amount": cents, "begroting.income.0.kind": "subsidie",
        "begroting.income.0.what": "Gemeente", "begroting.income.0.amount": cents, "begroting": "",
    }  # fmt: skip
