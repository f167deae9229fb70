"""Notes of conversations: written once, their promises finished, their words out of the trail and erasable."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest

from grants import payloads
from grants.models import Application, ContactNote
from tests import world
from tests.world import World
from workflow import clock
from workflow.errors import Refusal
from workflow.models import Event
from workflow.registers import erase
from workflow.verify import verify

pytestmark = pytest.mark.django_db

TODAY = date(2026, 1, 5)
WORDS = {"with_whom": "Zeearend-4", "words": "Zeearend-5", "promised": "Zeearend-6"}


def note(town: World, case: Application, **said: Any) -> uuid.UUID:
    """Note a call with a promise."""
    subject = uuid.uuid4()
    given = {"spoke_on": TODAY, "how": "phone", "promised_by": date(2026, 1, 9), **WORDS, **said}
    town.take("adviser", "contact_note", "note_contact", subject, payloads.Contact(case.pk, **given),
        stream=case.stream_id)  # fmt: skip
    return subject


def test_a_note_says_when_with_whom_how_what_and_what_was_promised() -> None:
    town = world.found()
    case = town.file()
    note(town, case)
    row = ContactNote.objects.values(
        "application", "author", "state", "spoke_on", "how", "with_whom", "words", "promised", "promised_by"
    ).get()
    assert row == {
        "application": case.pk, "author": town.people["adviser"], "state": "noted", "spoke_on": TODAY, "how": "phone",
        "promised_by": date(2026, 1, 9), **WORDS,
    }  # fmt: skip


def test_the_trail_holds_no_word_of_it_and_it_can_be_erased() -> None:
    town = world.found()
    case = town.file()
    note(town, case)
    said = str(list(Event.objects.filter(stream=case.stream_id).values()))
    assert [word for word in WORDS.values() if word in said] == []
    with clock.at(town.now):
        erase(ContactNote.objects.get(), ground="AVG 17", actor=town.actor("administrator"), key=world.key())
        assert [(one.with_whom, one.words, one.promised) for one in ContactNote.objects.all()] == [("", "", "")]
        assert verify().differences == []


def test_a_note_is_never_edited_and_a_promise_is_finished_once() -> None:
    assert list(ContactNote.declarations()) == ["note_contact", "keep_promise"]
    town = world.found()
    case = town.file()
    promise, without = note(town, case), note(town, case, promised="", promised_by=None)
    town.take("intake_clerk", "contact_note", "keep_promise", promise)
    for subject, code in ((promise, "wrong-state"), (without, "nothing-promised")):
        with pytest.raises(Refusal, match=code):
            town.take("intake_clerk", "contact_note", "keep_promise", subject)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("contact-to-come", {"spoke_on": date(2026, 1, 6)}),
        ("contact-how-unknown", {"how": "fax"}),
        ("contact-empty", {"words": " "}),
        ("contact-empty", {"with_whom": ""}),
        ("promise-incomplete", {"promised": ""}),
        ("promise-incomplete", {"promised_by": None}),
        ("promise-before-contact", {"promised_by": date(2026, 1, 4)}),
    ],
)
def test_a_note_that_says_too_little_or_of_what_has_not_been_is_refused(code: str, said: dict[str, Any]) -> None:
    town = world.found()
    with pytest.raises(Refusal) as no:
        note(town, town.file(), **said)
    assert no.value.code == code
    assert list(ContactNote.objects.all()) == []


@pytest.mark.parametrize(
    ("code", "given"),
    [
        ("help-empty", payloads.Help(uuid.UUID(int=1), uuid.UUID(int=2), TODAY, " ")),
        ("answer-empty", payloads.Answer("")),
        ("note-too-long", payloads.Answer("x" * 10_001)),
        ("note-too-long", payloads.Contact(uuid.UUID(int=1), TODAY, "phone", "Ada", "x" * 10_001)),
    ],
)
def test_a_question_or_an_answer_that_says_nothing_or_never_ends_is_refused(
    code: str, given: payloads.Help | payloads.Answer | payloads.Contact
) -> None:
    assert [one.code for one in given.obstacles()] == [code]
