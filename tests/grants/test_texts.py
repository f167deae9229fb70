"""Texts of letters are reworded by two people; a letter that was written keeps its words, and no text can stop a letter."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.letters import KINDS
from documents.letters.award import Award
from documents.models import Letter
from documents.render import on_screen
from grants import text_desk
from grants.letters import texts
from grants.letters.wording import filled, placeholders
from grants.models import LetterText
from tests import world
from tests.grants.letters import feasts
from tests.grants.letters.feasts import FEAST
from tests.world import World
from workflow import clock
from workflow.errors import Refusal
from workflow.models import Event
from workflow.registers import TEXTS, Entries, record, register_id
from workflow.registry import SCHEMES
from workflow.scheme import Scheme
from workflow.verify import verify

pytestmark = pytest.mark.django_db

WORDED: Scheme = replace(FEAST, letters={"verlening": "U krijgt € {bedrag} voor {titel}."})


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setitem(SCHEMES, WORDED.code, WORDED)
    return world.found(WORDED)


def propose(town: World, words: str, name: str = "verlening", role: str = "policy_officer") -> LetterText:
    with clock.at(town.now):
        return text_desk.propose(WORDED.code, name, words, town.actor(role))


def decide(town: World, wording: LetterText, role: str = "mandate_holder", *, released: bool = True) -> None:
    with clock.at(town.now):
        text_desk.decide(wording.pk, town.actor(role), released=released)


def refused(call: object, *args: object, **more: object) -> str:
    with pytest.raises(Refusal) as refusal:
        call(*args, **more)  # type: ignore[operator]
    return refusal.value.obstacles[0].code


def awarded(town: World) -> Award:
    case = town.assessed(1_000_00)
    town.decide(case)
    return feasts.last(Award)


def test_a_wording_stands_in_letters_from_its_release_on_and_a_letter_that_was_written_keeps_its_words(
    town: World,
) -> None:
    before = awarded(town)
    wording = propose(town, "Gefeliciteerd: € {bedrag} is voor u.")
    waiting = awarded(town)
    decide(town, wording)
    after = awarded(town)
    assert [one.motivation for one in (before, waiting, after)] == [
        "U krijgt €\u00a01.000,00 voor ‘Feest in de straat’.",
        "U krijgt €\u00a01.000,00 voor ‘Feest in de straat’.",
        "Gefeliciteerd: €\u00a01.000,00 is voor u.",
    ]
    facts = [one.facts for one in Letter.objects.filter(kind="award").order_by("stream__reference")]
    assert [("Gefeliciteerd" in one) for one in facts] == [False, False, True]
    assert verify().differences == []


def test_a_paragraph_stands_in_letters_of_its_kind_under_a_heading_of_its_own_until_it_is_emptied(town: World) -> None:
    decide(town, propose(town, "Bel {contact} over {titel}, zaak {kenmerk}.\n\nTot dan!", "acknowledgement"))
    town.file()
    decide(town, propose(town, "", "acknowledgement"))
    town.file()
    first, second = Letter.objects.filter(kind="acknowledgement").order_by("stream__reference")
    shown = on_screen(first.kind, first.facts)
    assert "Goed om te weten" in shown
    assert "over ‘Feest in de straat’, zaak BF-2026-0001." in shown
    assert "Goed om te weten" not in on_screen(second.kind, second.facts)
    assert verify().differences == []


def test_nobody_releases_what_they_proposed_and_nobody_decides_twice(town: World) -> None:
    wording = propose(town, "Andere woorden voor {titel}.")
    assert refused(decide, town, wording, "policy_officer") == "own-text"
    decide(town, wording)
    assert refused(decide, town, wording) == "text-decided"
    assert refused(decide, town, LetterText(pk=uuid.uuid4())) == "unknown-text"


def test_who_proposed_a_wording_takes_it_back_and_a_colleague_turns_it_down(town: World) -> None:
    for role in ("policy_officer", "mandate_holder"):
        decide(town, propose(town, f"Woorden van {role} voor {{titel}}."), role, released=False)
    with clock.at(town.now):
        found = text_desk.text(WORDED.code, "verlening")
    assert (found.stands.text, found.waiting) == (WORDED.letters["verlening"], [])
    assert [one.row.number for one in found.wordings if one.row] == [2, 1]


@pytest.mark.parametrize(
    ("words", "name", "code"),
    [
        ("Het kost {procent}%.", "verlening", "text-names-unknown"),
        ("Hier staat een { te veel.", "verlening", "text-names-unknown"),
        ("U krijgt {bedrag}.", "acknowledgement", "text-names-unknown"),
        ("  ", "verlening", "text-empty"),
        ("x" * 801, "verlening", "wording-too-long"),
        ("U krijgt € {bedrag} voor {titel}.", "verlening", "text-same"),
        ("Iets.", "prijs", "unknown-text"),
    ],
)
def test_a_wording_that_a_letter_cannot_say_is_refused(town: World, words: str, name: str, code: str) -> None:
    assert refused(propose, town, words, name) == code
    assert not LetterText.objects.exists()


def test_a_proposal_in_the_name_of_another_or_released_at_once_is_refused(town: World) -> None:
    officer, other = town.people["policy_officer"], town.people["mandate_holder"]
    day = clock.day_of(town.now)
    plain = {"scheme": WORDED.code, "name": "verlening", "number": 1, "text": "Iets.", "proposed_on": day}
    for row in (
        LetterText(proposed_by=other, **plain),
        LetterText(proposed_by=officer, decided_by=other, decided_on=day, released=True, **plain),
    ):
        entries = Entries(TEXTS, (row,))
        with pytest.raises(Refusal) as refusal:
            town.take("policy_officer", "register", "word", register_id(TEXTS), entries)
        assert refusal.value.obstacles[0].code == "text-needs-two"
    strange = LetterText(proposed_by=officer, **{**plain, "name": "prijs"})
    with pytest.raises(Refusal) as refusal:
        town.take("policy_officer", "register", "word", register_id(TEXTS), Entries(TEXTS, (strange,)))
    assert refusal.value.obstacles[0].code == "wording-unknown"


def test_only_the_decision_on_a_wording_can_be_added_to_it(town: World) -> None:
    wording = propose(town, "Andere woorden voor {titel}.")
    entries = Entries(TEXTS, (), ((wording, {"text": "Iets anders."}),))
    with pytest.raises(Refusal) as refusal:
        town.take("mandate_holder", "register", "word", register_id(TEXTS), entries)
    assert refusal.value.obstacles[0].code == "text-stays"


def test_the_same_words_twice_are_one_proposal_and_two_at_one_moment_are_not_both_kept(
    town: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = propose(town, "Andere woorden voor {titel}.")
    assert propose(town, "Andere woorden voor {titel}.\r\n") == first
    read = text_desk.text(WORDED.code, "verlening")
    propose(town, "Nog andere woorden voor {titel}.", role="mandate_holder")
    monkeypatch.setattr(text_desk, "text", lambda *_: read)  # What a colleague read just before.
    assert refused(propose, town, "Te laat gelezen woorden voor {titel}.") == "text-overtaken"
    assert LetterText.objects.count() == 2


def test_the_register_of_texts_takes_nothing_else_and_another_role_enters_nothing_in_it(town: World) -> None:
    wording = LetterText(
        scheme=WORDED.code, name="verlening", number=1, text="Iets.", proposed_by=town.people["intake_clerk"],
        proposed_on=clock.day_of(town.now),
    )  # fmt: skip
    with pytest.raises(Refusal):
        town.take("intake_clerk", "register", "word", register_id(TEXTS), Entries(TEXTS, (wording,)))
    with clock.at(town.now), pytest.raises(Refusal):
        record("budget", wording, actor=world.INSTALLATION, key=world.key())
    assert not Event.objects.filter(action="word").exists()


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=lambda scheme: scheme.code)
def test_every_text_of_a_scheme_that_can_be_reworded_is_one_that_its_letters_may_say(scheme: Scheme) -> None:
    assert texts.reworded(scheme)
    for name in texts.reworded(scheme):
        assert placeholders(scheme.letters[name]) <= texts.may_name(scheme.code, name) <= texts.NAMED.keys()


def test_no_sentence_of_a_scheme_has_the_name_of_a_kind_of_letter() -> None:
    assert KINDS.keys() & texts.REASONS.keys() == set()


@given(words=st.text(alphabet="ab {}bedragtitel", max_size=40))
def test_whatever_is_not_refused_can_be_filled_in(words: str) -> None:
    row = LetterText(scheme="innovatie-atelier", name="verlening_direct", text=words)
    known = dict.fromkeys(texts.may_name(row.scheme, row.name), "iets")
    fault = texts._naming_fault(row)
    said = filled(words, known) if fault is None else "{"
    assert fault is not None or not {"{", "}"} & set(said)
