"""How it went to fill in a form: asked once on each receipt, kept without a person, and shown as counts once there are enough of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count

from grants.models import Application, Experience, ExperienceGiven, SchemeVersion

LONGEST = Experience._meta.get_field("words").max_length or 0
FEW, MOST_SHOWN = 5, 50
"""Below so many answers none is shown, because whoever knows the applicants could guess whose it is; and sentences that a page shows."""

TRACEABLE = re.compile(r"@|(?:\d[\s.-]?){6,}")
"""An address or a long number, by which one could find a person."""


def is_traceable(words: str) -> bool:
    """Whether a sentence holds what leads to a person.

    >>> is_traceable("Bel mij op 06-1234 5678"), is_traceable("ik@buren.example"), is_traceable("Vraag 12 was lastig, 2026 ook")
    (True, True, False)
    """
    return bool(TRACEABLE.search(words))


def was_given(case: Application) -> bool:
    """Whether an answer was given for an application."""
    return ExperienceGiven.objects.filter(application=case).exists()


def give(case: Application, choice: str, words: str) -> bool:
    """Keep an answer; False where one was given for this application before, which stays."""
    assert len(words) <= LONGEST, "the form keeps it short"
    with transaction.atomic():
        _, is_new = ExperienceGiven.objects.get_or_create(application=case)
        if is_new:
            Experience.objects.create(
                scheme_version_id=case.round.scheme_version_id, choice=choice, words=words.strip()
            )
    return is_new


@dataclass(frozen=True, slots=True)
class Told:
    """What was answered: how many in all, and where these are enough (`few`) the counts by choice and the sentences."""

    in_all: int
    counts: Sequence[tuple[str, int]] = ()
    sentences: Sequence[str] = ()
    few: int = FEW

    @property
    def too_few(self) -> bool:
        """Whether there are too few to show, so that nothing of them is here."""
        return not self.counts


def told(version: SchemeVersion) -> Told:
    """What was answered under one version of a scheme. Two queries at most."""
    rows = Experience.objects.filter(scheme_version=version)
    found = dict(rows.values_list("choice").annotate(count=Count("pk")).order_by())
    in_all = sum(found.values())
    if in_all < FEW:
        return Told(in_all)
    sentences = rows.exclude(words="").order_by("pk").values_list("words", flat=True)[:MOST_SHOWN]
    return Told(in_all, [(str(one.label), found.get(one, 0)) for one in Experience.Choice], list(sentences))
