"""Who publishes: the municipality, as its legal profile names it."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from grants.letters.profile import Profile
from grants.models import LegalProfile
from workflow import clock


@dataclass(frozen=True, slots=True)
class Publisher:
    """The municipality: its identifier, its name, and where its portal is."""

    id: str
    name: str
    website: str


def publisher() -> Publisher:
    """The municipality today; without a legal profile by the word for any."""
    law = LegalProfile.on(clock.today())
    name = Profile.from_json(law.body).name if law else "Gemeente"
    return Publisher(f"{settings.OPEN_DATA_PREFIX}-funder", name, settings.PORTAL_URL)
