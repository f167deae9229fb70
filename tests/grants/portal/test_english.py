"""Dutch is the source and English a choice: the words of the screens change, and nothing that has effect or that somebody wrote does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from documents.letters import from_json
from documents.models import Letter
from documents.render import to_html
from grants import saying
from tests import world
from tests.documents.samples import SAMPLES
from tests.grants.portal.office import Visitor, colleague, enter, text
from tests.grants.portal.policy.test_preparing_a_round import HERE, filled_in
from workflow import clock

pytestmark = pytest.mark.django_db

HEADING = re.compile(r"<h[12][^>]*>(.*?)</h[12]>", re.DOTALL)
MARKS = re.compile(r"<[^>]+>")


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    """The language of a request stays with its thread; the next test begins in Dutch."""
    yield
    translation.deactivate()


def in_english(visitor: Visitor) -> Visitor:
    """The same visitor, after a click in the footer."""
    answered = visitor.post("/taal/", language="en", next="/werk/")
    assert (answered.status_code, answered.headers["Location"]) == (302, "/werk/")
    return visitor


def headings(visitor: Visitor, path: str) -> list[str]:
    page = visitor.get(path).content.decode()
    return [" ".join(MARKS.sub("", one).split()) for one in HEADING.findall(page)]


def test_the_pages_of_the_office_say_their_headings_in_english() -> None:
    town = world.found()
    case = town.assessed()
    town.draft(case)
    reference = case.stream.reference
    said = {
        path: headings(in_english(colleague(town, role)), path)
        for role, path in (
            ("policy_officer", "/werk/"),
            ("policy_officer", f"/dossier/{reference}/"),
            ("mandate_holder", "/tekenen/"),
            ("finance_maker", "/financien/"),
            ("policy_officer", "/ronde/BF-jaar/rangorde/"),
        )
    }
    assert said == {
        "/werk/": ["Your work"],
        f"/dossier/{reference}/": [
            "Feest in de straat",
            "There is a draft decision. The mandate holder signs.",
            "Terms",
            "Steps for you",
            "Messages with the applicant (0)",
            "Conversations (0) and questions (0)",
            "What happened",
            "Handlers",
            "Applicant",
            "Money",
            "In this file",
            "Letters of the municipality",
        ],
        "/tekenen/": ["Signing", "Your mandate", "It is your turn (1)"],
        "/financien/": ["To pay"],
        "/ronde/BF-jaar/rangorde/": ["Ranking Buurtfeest", "What if the ceiling were different?", "Around the line"],
    }


def test_a_page_says_in_which_language_it_is() -> None:
    town = world.found()
    visitor = colleague(town, "policy_officer")
    dutch, english = visitor.get("/werk/"), in_english(visitor).get("/werk/")
    assert (dutch.headers["Content-Language"], english.headers["Content-Language"]) == ("nl", "en")
    assert ('<html lang="nl">' in dutch.content.decode(), '<html lang="en">' in english.content.decode()) == (
        True,
        True,
    )


def test_dutch_is_read_until_somebody_chooses_and_a_language_that_is_not_there_changes_nothing() -> None:
    visitor = colleague(world.found(), "policy_officer")
    visitor.post("/taal/", language="fy", next="/werk/")
    assert headings(visitor, "/werk/") == ["Uw werk"]


def test_a_choice_leads_to_no_other_site() -> None:
    visitor = colleague(world.found(), "policy_officer")
    assert visitor.post("/taal/", language="en", next="https://elders.example/").headers["Location"] == "/"


def test_the_choice_lasts_through_signing_in_and_signing_out() -> None:
    town = world.found()
    visitor = in_english(Visitor(town, None))
    assert headings(visitor, "/inloggen/") == ["Signing in"]
    account = colleague(town, "policy_officer").account
    assert account
    enter(visitor.client, account, town.now)
    assert headings(visitor, "/werk/") == ["Your work"]
    visitor.post("/uitloggen/")
    assert headings(visitor, "/inloggen/") == ["Signing in"]


def test_what_an_applicant_wrote_is_never_translated_even_where_it_is_a_word_of_ours() -> None:
    town = world.found()
    case = town.file(idee_titel="Besluit")
    path = f"/dossier/{case.stream.reference}/"
    assert headings(in_english(colleague(town, "policy_officer")), path)[0] == "Besluit"


def test_days_and_amounts_are_written_as_the_reader_is_used_to() -> None:
    at = datetime(2026, 3, 4, 8, 5, tzinfo=UTC)

    def said(language: str) -> tuple[str, ...]:
        with translation.override(language), clock.at(at):
            days = [saying.away(date(2026, 3, day)) for day in (3, 4, 6)]
            amounts = [saying.euro(-123_456), saying.whole_euro(100_000_00), saying.thousands(2915), saying.tenth(251)]
            whole = [saying.weekday(date(2026, 3, 4)), saying.month(date(2026, 3, 4)), saying.moment(at)]
            books = [saying.book("line:4.1:2026"), saying.book("council")]
            return tuple(one.replace("\xa0", " ") for one in days + amounts + whole + books)

    assert said("nl") == (
        *("1 dag te laat", "vandaag", "nog 2 dagen", "− € 1.234,56", "€ 100.000", "2.915", "25,1"),
        *("woensdag 4 maart 2026", "maart 2026", "4 maart 2026, 09.05 uur"),
        *("begrotingspost 4.1 van 2026", "de middelen van de raad"),
    )
    assert said("en") == (
        *("1 day late", "today", "2 days left", "− € 1,234.56", "€ 100,000", "2,915", "25.1"),
        *("Wednesday 4 March 2026", "March 2026", "4 March 2026, 09:05"),
        *("budget line 4.1 of 2026", "the means of the council"),
    )


def test_a_letter_is_dutch_whoever_looks_at_it() -> None:
    dutch = [to_html(letter, watermark=False) for letter in SAMPLES.values()]
    with translation.override("en"):
        assert [to_html(letter, watermark=False) for letter in SAMPLES.values()] == dutch


def test_a_file_is_dutch_whoever_fetches_it() -> None:
    visitor = colleague(world.found(), "policy_officer")
    dutch = visitor.get("/jaarverslag/2026/cijfers.csv").content
    assert in_english(visitor).get("/jaarverslag/2026/cijfers.csv").content == dutch


def test_a_step_taken_in_english_writes_the_same_letters_as_in_dutch() -> None:
    town = world.found()
    written = []
    for language in ("nl", "en"):
        with translation.override(language):
            case = town.assessed()
            town.decide(case)
        letters = Letter.objects.filter(stream=case.stream_id).order_by("kind")
        written.append([from_json(one.kind, one.facts).title for one in letters])
    assert written[0] == written[1]
    assert "U krijgt" in " ".join(written[1])


def test_a_dossier_with_all_that_follows_an_award_is_read_in_english() -> None:
    town = world.found()
    case = town.assessed()
    town.decide(case)
    page = text(in_english(colleague(town, "policy_officer")).get(f"/dossier/{case.stream.reference}/"))
    assert [one in page for one in ("Award of € 1,000.00", "Verlening", "The recipient carries out the plan.")] == [
        True,
        False,
        True,
    ]


def test_a_round_that_is_prepared_says_in_english_what_is_free_and_in_dutch_what_was_looked_at() -> None:
    town = world.found()
    data, visitor = filled_in(town), in_english(colleague(town, "policy_officer"))
    assert "4.1.1-TEST of 2026: Test (free: € 900,000.00)" in text(visitor.get(HERE))
    looked = text(visitor.post(HERE, fase="controleren", **data)).partition('id="controle"')[2]
    assert looked.count('<li class="check') == looked.count('<span lang="nl">') > 0


def test_a_page_in_english_asks_the_database_as_often() -> None:
    town = world.found()
    town.file()
    visitor = colleague(town, "policy_officer")
    asked = []
    for _ in range(2):
        visitor.get("/werk/")
        with CaptureQueriesContext(connection) as seen:
            visitor.get("/werk/")
        asked.append(len(seen))
        in_english(visitor)
    assert asked[0] == asked[1]
