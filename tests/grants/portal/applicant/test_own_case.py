"""The page of an own application: whose turn it is, when we decide, and the road, all from the engine."""

from __future__ import annotations

from datetime import date

import pytest

from grants import payloads
from grants.models import Application
from grants.models.handling import handling_id
from grants.portal.applicant.following.term import Bar, Late, Piece, TermCard
from grants.portal.applicant.following.turns import Turn
from grants.saying import euro
from partners.models import Person
from tests import world
from tests.grants.portal.applicant.at_home import ASKING, ask_for, looked_at
from tests.grants.portal.office import Visitor, text
from tests.world import World
from workflow.facts import Actor
from workflow.models import Deadline

pytestmark = pytest.mark.django_db


def asked() -> tuple[World, Application]:
    """A case of 5 January in which something was asked the same day, a week later."""
    town = world.found(ASKING)
    case = town.file(100_00)
    ask_for(town, case, "begroting")
    town.wait(days=7)
    return town, case


def test_who_has_to_complete_reads_what_why_and_by_when() -> None:
    town, case = asked()
    page = looked_at(town, case)
    why = "Wij missen iets. Daarom staat onze termijn stil."
    assert page.turn == Turn("aanvrager", "Stuur wat nog ontbreekt", why, date(2026, 1, 26), asks=True)
    assert [(one.what, one.why) for one in page.asked] == [
        ("Uw antwoord op ‘Wat kost het?’", "Wij zien niet wat het kost.")
    ]
    assert page.first
    assert (page.first.label, page.first.step) == ("Vul uw aanvraag aan", "application.complete")


def test_the_term_says_when_we_decide_if_the_completion_comes_today_with_its_sum_and_what_it_becomes_at_the_last() -> (
    None
):
    town, case = asked()
    assert looked_at(town, case).term == TermCard(
        last_day=date(2026, 3, 9),
        if_today=True,
        at_last=date(2026, 3, 23),
        complete_by=date(2026, 1, 26),
        still_since=date(2026, 1, 6),
        bar=Bar(
            date(2026, 1, 5),
            date(2026, 3, 9),
            (Piece("still", 0, 72), Piece("used", 72, 12), Piece("left", 84, 676)),
            today=84,
            used_days=1,
            still_days=6,
            left_days=56,
        ),
        sum=(
            ("Ontvangen op 5 januari 2026.", "Awb 4:13"),
            ("8 weken later is 2 maart 2026.", ""),
            ("De termijn stond 6 dagen stil (6 januari tot en met 11 januari 2026).", "Awb 4:15"),
            ("Het einde wordt daardoor 8 maart 2026.", ""),
            ("8 maart 2026 is een zondag.", ""),
            ("De Algemene termijnenwet schuift het einde op naar 9 maart 2026.", ""),
            ("De laatste dag is maandag 9 maart 2026.", ""),
        ),
        late=None,
    )


def test_who_does_complete_today_gets_the_very_date_that_the_page_promised() -> None:
    town, case = asked()
    promised = looked_at(town, case).term
    assert promised
    completion = payloads.Completion({"begroting": world.answers_for(100_00)["begroting"]})
    town.take(Actor(person=case.contact_id), "application", "complete", case.pk, completion)
    rows = Deadline.objects.filter(subject=case.pk, kind="decision_term").order_by("revision")
    newest = rows.last()
    assert newest
    assert newest.legal_deadline == promised.last_day
    after = looked_at(town, case).term
    assert after
    assert (after.last_day, after.if_today, after.still_since) == (promised.last_day, False, None)


def test_where_no_letter_asked_the_page_says_the_questions_that_are_open_anew() -> None:
    town = world.found()
    case = town.file(100_00)
    ask_for(town, case, "begroting")
    [item] = looked_at(town, case).asked
    assert (item.what, item.why) == ("Wat kost het?", "Dit hebben wij nodig om te besluiten.")


def test_the_road_is_one_list_of_what_is_done_where_it_is_and_what_comes_each_with_who_and_when() -> None:
    town, case = asked()
    page = looked_at(town, case)
    assert [(one.title, one.who, one.stands, one.when) for one in page.road] == [
        ("Aanvraag ingediend", "aanvrager", "done", "5 januari 2026"),
        ("Controle: is alles er?", "aanvrager", "now", ""),
        ("Beoordeling van uw aanvraag", "gemeente", "next", "begint zodra alles er is"),
        ("Besluit", "gemeente", "next", "uiterlijk 9 maart 2026"),
        ("Uitbetaling", "gemeente", "next", "binnen 6 weken na het besluit"),
        ("Uitvoering en verantwoording", "aanvrager", "next", ""),
        ("Definitief bedrag", "gemeente", "next", "na uw verantwoording"),
    ]
    assert page.at == 2
    assert [(one.what, [paper.label for paper in one.papers]) for one in page.road[1].events] == [
        ("Wij vroegen om aanvulling.", ["Verzoek om aanvulling"])
    ]


def test_a_term_that_ran_out_says_how_late_we_are_and_what_one_can_do() -> None:
    town = world.found()
    case = town.file(100_00)
    town.wait(days=60)
    term = looked_at(town, case).term
    assert term
    assert (term.last_day, term.late) == (date(2026, 3, 2), Late(4, date(2026, 3, 21), 1_442_00))
    page = text(Visitor(town, case.contact_id).get(f"/mijn/{case.stream.reference}/"))
    assert "Wij moesten besluiten op 2 maart 2026. Wij zijn 4 dagen te laat." in page


def test_a_drafted_and_a_signed_decision_say_nothing_to_who_waits_for_it() -> None:
    town = world.found()
    case = town.assessed(100_00)
    before = looked_at(town, case)
    decision = town.draft(case)
    drafted = looked_at(town, case)
    town.take("mandate_holder", "decision", "sign", decision)
    assert looked_at(town, case) == drafted == before
    assert before.turn.what == "Wij nemen een besluit"


def test_after_the_award_the_page_says_what_was_granted_what_comes_and_by_which_days() -> None:
    town = world.found()
    case = town.assessed(1_000_00)
    award = town.decide(case)
    town.pay(award)
    page = looked_at(town, case)
    assert page.money == (
        ("Gevraagd", 1_000_00),
        ("Gekregen in ons besluit", 1_000_00),
        ("Betaald", 800_00),
        ("Nog te ontvangen", 200_00),
    )
    assert [one.stands for one in page.road] == ["done", "done", "done", "done", "done", "now", "next"]
    assert [one.what for one in page.road[4].events] == [f"Wij betaalden {euro(800_00)}."]
    assert page.first
    assert page.first.step == "application.account"
    assert page.withdraw is None
    assert page.decided


def test_what_ended_at_the_decision_has_a_road_that_ends_there() -> None:
    town = world.found()
    case = town.file(100_00)
    town.take(Actor(person=case.contact_id), "application", "withdraw", case.pk, payloads.Withdrawal())
    page = looked_at(town, case)
    assert [(one.title, one.stands) for one in page.road] == [("Aanvraag ingediend", "done"), ("U trok dit in", "done")]
    assert page.turn == Turn("niemand", "U trok dit in", "Wij doen er niets meer mee.", None, asks=False)
    assert (page.term, page.withdraw, page.first) == (None, None, None)


def test_the_contact_is_who_handles_the_case_and_never_who_judges_it() -> None:
    town = world.found()
    case = town.file(100_00)
    first = looked_at(town, case).contact
    assert first
    assert (first.name, first.phone) == ("Subsidiebureau", "050 000 00 00")
    for duty in ("assessor", "intake_clerk"):
        given = payloads.Handing(case.pk, duty, town.people[duty])
        town.take("policy_officer", "handling", "assign", handling_id(case.pk, duty), given, stream=case.stream_id)
    handled = looked_at(town, case).contact
    assert handled
    assert handled.name == Person.objects.get(pk=town.people["intake_clerk"]).name
