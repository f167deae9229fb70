"""Before a decision: what arrived, what is missing, until when."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from documents.letters.intake import Acknowledgement, CompletionRequest, IdeaAdvice, IdeaReceived, Invitation, SetAside
from documents.letters.parts import HelpOffer, LegalBasis, MissingItem
from documents.letters.rejection import Rejection
from documents.letters.terms import ReceiptCorrected
from grants import payloads
from tests import world
from tests.grants.letters import feasts, test_compose
from tests.grants.letters.feasts import FEAST, NEED, WITH_DOCUMENTS
from workflow.errors import Refusal
from workflow.scheme import Step

pytestmark = pytest.mark.django_db

MISSING = (MissingItem(what="Bewijs van uw bankrekening", why="Een afschrift. Dit hebben wij nodig om te besluiten."),)


def test_who_sends_an_idea_is_called_within_two_weeks_and_is_known_by_name_only() -> None:
    town = world.found(FEAST)
    feasts.idea(town)
    letter = feasts.last(IdeaReceived)
    assert (letter.idea, letter.coach, letter.call_by) == ("Feest op het plein", "Subsidiebureau", date(2026, 1, 19))
    assert letter.head.addressee == ("Ada Voorbeeld", "ada@buren.example")


def test_an_invitation_asks_for_what_the_municipality_cannot_fetch_itself() -> None:
    town = world.found(WITH_DOCUMENTS)
    town.take("adviser", "application", "invite", feasts.idea(town), payloads.Advice("Het brengt buren samen."))
    letter = feasts.last(Invitation)
    assert (letter.reason, letter.to_send) == ("Het brengt buren samen.", ("Plan",))


def test_advice_names_the_other_scheme_by_what_it_is_for() -> None:
    town = world.found(FEAST)
    town.take(
        "adviser",
        "application",
        "advise_idea",
        feasts.idea(town),
        payloads.Advice("Dit is geen feest.", "innovatie-atelier"),
    )
    offered = feasts.last(IdeaAdvice).alternatives[0]
    assert offered == HelpOffer(
        subject="Innovatieatelier Sociaal Domein",
        text="Voor bewoners met een plan dat de gemeente socialer en vitaler maakt.",
    )


def test_the_receipt_lists_what_came_and_explains_the_last_day() -> None:
    town = world.found(FEAST)
    town.file(2_000_00, bijlage_bank=[{"id": "1", "kind": "pdf", "bytes": 10}])
    letter = feasts.last(Acknowledgement)
    assert letter.received == ("Uw aanvraag (formulier)", "Bewijs van uw bankrekening")
    assert (letter.term, letter.decide_by, letter.requested_cents) == (
        "8 weken na ontvangst",
        date(2026, 3, 2),
        2_000_00,
    )
    assert letter.term_steps[:2] == ("Ontvangen op 5 januari 2026.", "8 weken later is 2 maart 2026.")


def test_by_need_the_receipt_announces_the_inspector() -> None:
    town = world.found(NEED)
    town.file()
    assert feasts.last(Acknowledgement).next_steps[1] == "Een inspecteur komt bij uw gebouw kijken."


def test_what_is_missing_is_asked_with_its_reason_and_stops_the_clock_tomorrow() -> None:
    town = world.found(FEAST)
    test_compose.completion(town)
    letter = feasts.last(CompletionRequest)
    assert (letter.missing, letter.until, letter.suspended_from) == (MISSING, date(2026, 1, 19), date(2026, 1, 6))


def test_setting_aside_repeats_what_was_asked() -> None:
    town = world.found(FEAST)
    test_compose.set_aside(town)
    letter = feasts.last(SetAside)
    assert (letter.missing, letter.requested_on, letter.until) == (MISSING, date(2026, 1, 5), date(2026, 1, 19))
    assert letter.reapply == "U mag opnieuw aanvragen. Deze ronde loopt tot en met 31\u00a0december\u00a02026."


def test_what_was_never_asked_in_a_letter_cannot_be_held_against_anyone() -> None:
    silent = replace(FEAST, steps={**FEAST.steps, "request_completion": Step()})
    town = world.found(silent)
    with pytest.raises(Refusal, match="er ging geen verzoek om aanvulling uit"):
        test_compose.set_aside(town)


AFTER_CLOSE = datetime(2027, 1, 4, 9, tzinfo=UTC)
CLOSED = datetime(2026, 12, 31, 16, tzinfo=UTC)
TOO_LATE = LegalBasis(subject="Te laat", articles=f"{FEAST.regulation}; Awb, artikel 4:26 en 4:35")


def test_who_applies_after_the_close_reads_at_once_that_it_was_too_late_and_what_that_will_mean() -> None:
    town = world.found(FEAST)
    town.now = AFTER_CLOSE
    town.file()
    letter = feasts.last(Acknowledgement)
    assert (letter.closed_at, letter.rules, letter.term) == (CLOSED, (TOO_LATE,), "8 weken na ontvangst")
    assert letter.title == "Uw aanvraag kwam te laat"
    assert letter.next_steps == ("Wij lezen uw aanvraag.", "U krijgt ons besluit in een brief.")


def test_the_term_of_a_late_application_runs_from_its_receipt_also_where_others_wait_for_the_close() -> None:
    town = world.found(feasts.TENDER)
    town.file()
    assert feasts.last(Acknowledgement).term == "8 weken na het sluiten van de ronde"
    town.now = AFTER_CLOSE
    town.file()
    assert feasts.last(Acknowledgement).term == "8 weken na ontvangst"


def test_the_receipt_names_the_ground_with_which_the_rejection_comes() -> None:
    town = world.found(FEAST)
    test_compose.late(town)
    assert feasts.last(Acknowledgement).rules == feasts.last(Rejection).rules[:1] == (TOO_LATE,)


def test_a_request_for_completion_says_that_it_came_late_and_offers_no_second_try_in_a_closed_round() -> None:
    town = world.found(FEAST)
    town.now = AFTER_CLOSE
    test_compose.completion(town)
    letter = feasts.last(CompletionRequest)
    assert (letter.closed_at, letter.rules[-1], letter.reapply) == (CLOSED, TOO_LATE, NOT_AGAIN)


def test_a_second_try_is_offered_only_where_the_round_outlasts_the_term_to_complete() -> None:
    town = world.found(FEAST)
    test_compose.completion(town)
    letter = feasts.last(CompletionRequest)
    assert (letter.closed_at, letter.reapply) == (
        None,
        "U mag opnieuw aanvragen. Deze ronde loopt tot en met 31\u00a0december\u00a02026.",
    )
    town.now = CLOSED - timedelta(days=14)  # The last day to complete is the last day of the round.
    test_compose.completion(town)
    letter = feasts.last(CompletionRequest)
    assert (letter.closed_at, letter.reapply) == (None, NOT_AGAIN)


NOT_AGAIN = "U kunt in deze ronde niet opnieuw aanvragen. Komt er een nieuwe ronde? Dan mag u weer meedoen."


@pytest.mark.parametrize(("hours", "said"), [(-2, (None, ())), (2, (CLOSED, (TOO_LATE,)))])
def test_a_moment_of_receipt_that_is_put_right_says_whether_that_was_too_late(
    hours: int, said: tuple[Any, ...]
) -> None:
    town = world.found(FEAST)
    town.now = CLOSED - timedelta(hours=1)
    case = town.file()
    town.wait(days=4)
    right = payloads.ReceiptCorrection(CLOSED + timedelta(hours=hours), "De brief lag in de bus.")
    town.take("intake_clerk", "application", "correct_receipt", case.pk, right)
    letter = feasts.last(ReceiptCorrected)
    assert (letter.closed_at, letter.rules[1:]) == said
