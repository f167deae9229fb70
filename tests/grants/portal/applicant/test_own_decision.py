"""The page of our decision, the letters, and the calendar: what was sent and announced, and nothing before that."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from documents.models import Letter, Rendered
from documents.tasks import file_of
from grants.portal.applicant.following import days, deciding
from grants.portal.applicant.following.days import Day
from tests import world
from tests.grants.portal.applicant.at_home import ask_for, of
from tests.grants.portal.office import Visitor, text
from workflow import clock
from workflow.facts import Actor

pytestmark = pytest.mark.django_db


def test_the_decision_is_there_from_its_announcement_with_what_the_letter_says() -> None:
    town = world.found()
    case = town.assessed(1_000_00)
    visitor, address = Visitor(town, case.contact_id), f"/mijn/{case.stream.reference}/besluit/"
    decision = town.draft(case, reason="Uw feest past bij de regeling.")
    assert visitor.get(address).status_code == 404
    town.take("mandate_holder", "decision", "sign", decision)
    assert visitor.get(address).status_code == 404
    town.take("policy_officer", "decision", "announce", decision)
    with clock.at(town.now):
        page = deciding.look(of(town, case).find(case.stream.reference), of(town, case))
    assert page
    new = page.newest
    assert (new.paper.label, new.object_until, new.can_object) == (
        "Besluit tot verlening van subsidie",
        date(2026, 2, 16),
        True,
    )
    assert new.payments
    assert [row.amount_cents for row in new.payments.rows] == [800_00, 200_00]
    shown = text(visitor.get(address))
    assert "Bezwaar maken kan <strong>tot en met 16 februari 2026</strong>" in shown
    assert "Stuur de brief naar: Voorbeeldplein 1, 9711 XX Voorbeeldstad." in shown
    assert "<strong>Bel eerst even.</strong> Vaak lossen wij het samen op." in shown
    assert page.contact
    assert f'href="tel:{page.contact.call}">{page.contact.phone}</a>' in shown
    town.wait(days=60)
    assert "De termijn voor bezwaar is voorbij." in text(visitor.get(address))


def test_a_letter_can_be_read_once_its_file_is_made_and_by_nobody_else() -> None:
    town = world.found()
    case, other = town.file(100_00), town.file(100_00)
    letter = Letter.objects.get(stream=case.stream_id)
    address = f"/mijn/{case.stream.reference}/brief/{letter.pk}/"
    mine, theirs = Visitor(town, case.contact_id), Visitor(town, other.contact_id)
    assert mine.get(address).status_code == 404
    town.take(Actor(system="letter-worker"), "letter", "render", letter.pk, Rendered("0" * 64, "proef"))
    default_storage.save(file_of(letter.pk), ContentFile(b"%PDF proef"))
    try:
        assert mine.get(address).content == b"%PDF proef"
        assert theirs.get(address).status_code == 404
        assert theirs.get(f"/mijn/{other.stream.reference}/brief/{letter.pk}/").status_code == 404
    finally:
        default_storage.delete(file_of(letter.pk))


def test_what_was_sent_is_read_back_version_by_version() -> None:
    town = world.found()
    case = town.file(100_00)
    page = text(Visitor(town, case.contact_id).get(f"/mijn/{case.stream.reference}/antwoorden/"))
    assert "Voorbeeldstraat 1, 9711 XX Groningen" in page
    assert "Kosten: Tent" in page


def unfolded(file: bytes) -> Iterator[tuple[str, str]]:
    """A calendar file read back: name with parameters, and value with its signs as they were."""
    assert file.endswith(b"\r\n")
    assert b"\n" not in file.replace(b"\r\n", b"")
    assert max(map(len, file.split(b"\r\n"))) <= days.FOLD
    for line in file.replace(b"\r\n ", b"").decode().removesuffix("\r\n").split("\r\n"):
        name, _, value = line.partition(":")
        plain = value.replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\")
        yield name, plain


def test_the_calendar_is_read_back_as_whole_days_with_their_sum_and_article() -> None:
    long = "Begin; met ‘uw’ plan, en vertel het ons: € 5.700,00 – één regel is niet genoeg voor dit alles."
    found = [
        Day("report", 1, long, date(2026, 12, 31), ("Het besluit vraagt om: verslag.",), "Awb 4:37"),
        Day("report", 2, "Nog een verslag", date(2027, 3, 1), (), "Awb 4:37"),
    ]
    lines = list(unfolded(days.calendar("BF-2026-0001", "Feest, straat", found, world.START, "gemeente.example")))
    assert lines[:2] == [("BEGIN", "VCALENDAR"), ("VERSION", "2.0")]
    assert lines[-1] == ("END", "VCALENDAR")
    events = lines[6:-1]
    assert events[:9] == [
        ("BEGIN", "VEVENT"),
        ("UID", "bf-2026-0001-report-1@gemeente.example"),
        ("DTSTAMP", "20260105T090000Z"),
        ("DTSTART;VALUE=DATE", "20261231"),
        ("DTEND;VALUE=DATE", "20270101"),
        ("SUMMARY", f"{long}: Feest, straat (BF-2026-0001)"),
        ("DESCRIPTION", "Het besluit vraagt om: verslag. (Awb 4:37)"),
        ("TRANSP", "TRANSPARENT"),
        ("END", "VEVENT"),
    ]
    assert len({value for name, value in events if name == "UID"}) == 2


def test_the_calendar_of_a_case_has_every_date_that_is_still_to_be_kept_and_always_the_same_names() -> None:
    town = world.found()
    case = town.file(100_00)
    ask_for(town, case, "begroting")
    visitor = Visitor(town, case.contact_id)
    first = visitor.get(f"/mijn/{case.stream.reference}/agenda.ics")
    assert first.headers["Content-Type"] == "text/calendar; charset=utf-8"
    said = [(name, value) for name, value in unfolded(first.content) if name.startswith(("DTSTART", "SUMMARY"))]
    where = f"Feest in de straat ({case.stream.reference})"
    assert said == [
        ("DTSTART;VALUE=DATE", "20260126"),
        ("SUMMARY", f"U vult aan uiterlijk: {where}"),
        ("DTSTART;VALUE=DATE", "20260323"),
        ("SUMMARY", f"Wij besluiten, als u niet eerder aanvult, uiterlijk: {where}"),
    ]
    town.wait(days=1)
    names = [
        [value for name, value in unfolded(file) if name == "UID"]
        for file in (first.content, visitor.get(f"/mijn/{case.stream.reference}/agenda.ics").content)
    ]
    assert names[0] == names[1]
