"""A round that closes at midnight closes at the end of the day before: no page, letter or sum names the day after as its last day."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from documents.letters import Letter
from documents.render import to_html
from grants import dates
from grants.effects.terms import term_in
from grants.models import Application, Round
from grants.models.scheme import scheme_of
from tests import world
from tests.documents import sample_intake, sample_rejections, sample_terms
from tests.grants.portal.office import Visitor, colleague, text
from tests.world import World

pytestmark = pytest.mark.django_db

MIDNIGHT, BEFORE = datetime(2026, 12, 31, 23, tzinfo=UTC), datetime(2026, 12, 31, 22, 59, 59, tzinfo=UTC)


def town_that_closes(at: datetime) -> tuple[World, Round]:
    town = world.found()
    Round.objects.filter(pk=town.round).update(closes_at=at)
    return town, Round.objects.get(pk=town.round)


@pytest.mark.parametrize(
    ("closes", "said"), [(MIDNIGHT, "31 december 2026 om 24.00 uur"), (BEFORE, "31 december 2026 om 23.59 uur")]
)
def test_when_a_round_closes_is_said_as_the_end_of_its_last_day(closes: datetime, said: str) -> None:
    _, round_ = town_that_closes(closes)
    assert dates.closes(round_) == said


@pytest.mark.parametrize(("closes", "hour"), [(MIDNIGHT, "24.00"), (BEFORE, "23.59")])
def test_every_page_names_the_day_before_midnight_and_none_the_day_after(closes: datetime, hour: str) -> None:
    town, round_ = town_that_closes(closes)
    home = Visitor(town, world.new_party(town.now)[0].pk)
    begun = home.post("/mijn/nieuw/BF-jaar/").url
    reference = Application.objects.get(state=Application.DRAFT).stream.reference
    pages = {
        "subsidies": Visitor(town, None).get("/subsidies/"),
        "subsidie": Visitor(town, None).get("/subsidies/buurtfeest/"),
        "begin": home.get("/mijn/nieuw/BF-jaar/"),
        "taken": home.get(begun),
        "mijn": home.get("/mijn/"),
        "rondes": colleague(town, "policy_officer").get("/rondes/"),
        "ronde": colleague(town, "policy_officer").get(reverse("round", args=[round_.code])),
    }
    read = {name: text(page) for name, page in pages.items()}
    after = re.compile("(tot|met|op) 1 januari 2027")
    assert {name for name, page in read.items() if after.search(page)} == set()
    assert {name for name, page in read.items() if f"{hour} uur" in page} == set(read)
    assert reference in read["mijn"]


LATE = datetime(2027, 1, 1, 9, tzinfo=UTC)


def letters_that_name_a_closing(at: datetime) -> dict[str, Letter]:
    """A letter of each kind in which it stands when the round closes, or closed."""
    late = sample_rejections.LATE
    return {
        "ontvangst": replace(sample_intake.LATE_ACKNOWLEDGEMENT, received_at=LATE, closed_at=at),
        "aanvullen": replace(sample_intake.LATE_COMPLETION, closed_at=at),
        "uitnodiging": replace(sample_intake.INVITATION, closes_at=at),
        "advies": replace(sample_intake.ADVICE, closes_at=at),
        "rechtgezet": replace(sample_terms.CORRECTED_TO_LATE, received_at=LATE, closed_at=at),
        "afwijzing": replace(late, ground=replace(late.ground, received_at=LATE, closed_at=at)),  # type: ignore[arg-type]
    }


@pytest.mark.parametrize(("closes", "hour"), [(MIDNIGHT, "24.00"), (BEFORE, "23.59")])
def test_every_letter_names_the_day_before_midnight_and_none_the_day_after(closes: datetime, hour: str) -> None:
    read = {
        name: " ".join(to_html(one, watermark=False).replace("\xa0", " ").split())
        for name, one in letters_that_name_a_closing(closes).items()
    }
    said = re.compile(rf"31 december 2026( om|,) {hour} uur")
    assert {name for name, page in read.items() if said.search(page)} == set(read)
    assert {name for name, page in read.items() if re.search(r"\b0\.00 uur", page)} == set()


def test_a_term_from_the_closing_begins_after_the_last_day_whether_that_ends_at_midnight_or_a_second_before() -> None:
    _, round_ = town_that_closes(MIDNIGHT)
    scheme = scheme_of(round_.scheme_version_id)
    scheme = replace(scheme, rounds=tuple(replace(one, decision_term_from="closes") for one in scheme.rounds))
    ends: list[tuple[date, tuple[str, ...]]] = []
    for round_.closes_at in (MIDNIGHT, BEFORE):
        term = term_in(round_, scheme, date(2026, 12, 1))
        ends.append((term.deadline, term.steps))
    assert ends[0] == ends[1]
    assert "31 december 2026" in ends[0][1][0]
