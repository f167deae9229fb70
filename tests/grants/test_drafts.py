"""What is filled in before filing: every wording kept as typed, nothing overwritten unseen, gone when it was filed."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest

from grants import drafts, payloads, sight
from grants.drafts import Typed
from grants.models import Application, DraftAnswer
from tests import world
from tests.world import World
from workflow import clock
from workflow.facts import Actor
from workflow.registers import erase
from workflow.verify import verify

pytestmark = pytest.mark.django_db

HERE, THERE = uuid.UUID(int=1), uuid.UUID(int=2)


def begun(town: World) -> Application:
    """A draft of somebody new."""
    person, _, _ = world.new_party(town.now)
    case = uuid.uuid4()
    town.take(Actor(person=person.pk), "application", "draft", case, payloads.Start(town.round, person.pk))
    return Application.objects.select_related("stream").get(pk=case)


def keep(case: Application, value: Any, seen: int = 0, sheet: uuid.UUID = HERE, question: str = "plan") -> list[str]:
    """Save one answer; the questions that clash."""
    assert case.contact_id
    return list(drafts.keep(case, case.contact_id, {question: Typed(value, seen)}, sheet))


def stands(case: Application, question: str = "plan") -> tuple[Any, int]:
    row = drafts.newest(case).get(question)
    return drafts.typed(row), row.number if row else 0


@pytest.mark.parametrize("value", ["tekst\r\n met  spaties ", "€ \x00 😀", ["a", "b"], {"costs": [{"what": ""}]}, True])
def test_what_was_typed_is_kept_as_it_was_typed(value: Any) -> None:
    case = begun(world.found())
    assert keep(case, value) == []
    assert stands(case) == (value, 1)


def test_the_same_value_again_is_no_new_wording_and_nothing_is_no_wording_at_all() -> None:
    case = begun(world.found())
    keep(case, None)
    assert stands(case) == (None, 0)
    for _ in range(3):
        assert keep(case, "een", seen=0) == []
    assert stands(case) == ("een", 1)
    keep(case, None, seen=1)
    assert stands(case) == (None, 2)


def test_another_page_overwrites_nothing_that_it_did_not_see() -> None:
    case = begun(world.found())
    keep(case, "van de een")
    assert keep(case, "van de ander", sheet=THERE) == ["plan"]
    assert stands(case) == ("van de een", 1)
    assert keep(case, "van beiden", seen=1, sheet=THERE) == []
    assert stands(case) == ("van beiden", 2)


def test_who_goes_on_typing_on_one_page_does_not_clash_with_themselves() -> None:
    case = begun(world.found())
    assert [keep(case, text) for text in ("a", "ab", "abc")] == [[], [], []]
    assert stands(case) == ("abc", 3)


def test_what_was_not_touched_on_a_page_does_not_undo_what_another_changed() -> None:
    case = begun(world.found())
    keep(case, "eerst")
    keep(case, "beter", seen=1)
    assert keep(case, "eerst", seen=1, sheet=THERE) == []
    assert stands(case) == ("beter", 2)


def test_of_one_answer_the_newest_fifty_wordings_are_kept() -> None:
    case = begun(world.found())
    for n in range(drafts.MOST_WORDINGS + 3):
        keep(case, str(n))
    numbers = DraftAnswer.objects.filter(application=case).values_list("number", flat=True)
    assert (min(numbers), max(numbers)) == (4, 53)


def test_ten_thousand_words_are_kept_and_what_is_longer_than_all_is_said_to_be() -> None:
    case = begun(world.found())
    words = "woord " * 10_000
    keep(case, words)
    assert stands(case) == (words, 1)
    deep: Any = []
    for _ in range(200_000):
        deep = [deep]
    for value in ("x" * (drafts.MOST_CHARS + 1), ["x" * 60_000, {"a": "x" * 60_000}], deep):
        with pytest.raises(drafts.TooLong):
            keep(case, value, seen=1)
    assert stands(case) == (words, 1)


def test_what_was_filed_takes_no_answers_and_its_draft_is_forgotten() -> None:
    town = world.found()
    case = town.file()
    with pytest.raises(drafts.Over):
        keep(case, "te laat")
    draft = begun(town)
    keep(draft, "tekst")
    drafts.forget(draft)
    assert stands(draft) == ("tekst", 1)  # It is a draft still.
    town.take(Actor(person=draft.contact_id), "application", "withdraw", draft.pk, payloads.Withdrawal())
    drafts.forget(draft)
    assert stands(draft) == (None, 0)


def test_what_nobody_files_goes_a_year_after_the_round_closed_and_not_while_somebody_touches_it() -> None:
    town = world.found()
    left, touched, over = begun(town), begun(town), begun(town)
    with clock.at(town.now):
        for case in (left, touched, over):
            keep(case, "tekst")
    town.take(Actor(person=over.contact_id), "application", "withdraw", over.pk, payloads.Withdrawal())
    with clock.at(world.CLOSES + timedelta(days=364)):
        assert drafts.clean() == 1
        keep(touched, "nog steeds", seen=1)
    with clock.at(world.CLOSES + timedelta(days=366)):
        assert drafts.clean() == 1
        assert drafts.clean() == 0
    assert [stands(one)[1] for one in (left, touched, over)] == [0, 2, 0]


def test_a_member_of_the_chosen_organisation_sees_the_draft_until_another_one_is_chosen() -> None:
    town = world.found()
    case = begun(town)
    member, organisation, _ = world.new_party(town.now)

    def sees() -> list[Application]:
        with clock.at(town.now):
            return list(sight.own_to(member.pk))

    assert sees() == []
    keep(case, str(organisation.pk), question=drafts.PARTY)
    assert sees() == [case]
    keep(case, str(uuid.uuid4()), seen=1, question=drafts.PARTY)
    assert sees() == []


def test_what_was_typed_can_be_erased_and_the_trail_still_holds() -> None:
    town = world.found()
    case = begun(town)
    keep(case, "iets over iemand")
    [row] = DraftAnswer.objects.all()
    with clock.at(town.now):
        erase(row, ground="AVG 17 (verzonnen)", actor=town.actor("administrator"), key=world.key())
    assert DraftAnswer.objects.get().value == ""
    assert stands(case) == (None, 1)
    assert verify().differences == []
