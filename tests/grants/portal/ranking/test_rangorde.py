"""The ranking of a round on screen: the list of the rule itself, how firm it is, and nothing of it for who still has to judge."""

from __future__ import annotations

import dataclasses
import io
import re
import uuid
from typing import Any

import pikepdf
import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext

from grants.allocation import Formula, Need
from grants.demo.measuring import MOST_BYTES, MOST_QUERIES, NO_QUERY, weight
from grants.models import Application, Round
from grants.payloads import Findings, Interest, Withdrawal
from grants.portal.ranking import looking, meeting
from grants.portal.ranking.drawing import BARS
from grants.portal.ranking.listing import Ranking
from grants.portal.ranking.views import Ceiling
from grants.schemes.dorpshuis_onderhoud import DORPSHUIS_ONDERHOUD
from tests import world
from tests.grants.portal.office import colleague, text
from tests.grants.test_ranking import contest, filed, rank
from tests.toy import BUURTFEEST
from tests.world import World
from workflow import clock
from workflow.facts import Actor
from workflow.registers import record
from workflow.scheme import Step

pytestmark = pytest.mark.django_db

PATH = "/ronde/WS-jaar/rangorde/"


def three(ceiling_cents: int = 250_00) -> tuple[World, list[Application]]:
    """Three plans of 100 euros under a ceiling for two: the second and third are close, and the jurors differ on them."""
    town = contest(ceiling_cents=ceiling_cents)
    levels = [
        ({"samen": 5, "nieuw": 5}, {"samen": 5, "nieuw": 4}),
        ({"samen": 5, "nieuw": 3}, {"samen": 2, "nieuw": 5}),
        ({"samen": 3, "nieuw": 4}, {"samen": 4, "nieuw": 3}),
    ]
    return town, [filed(town, 100_00, *pair) for pair in levels]


def look(town: World, ceiling_cents: int | None = None) -> Ranking:
    with clock.at(town.now):
        return looking.look(Round.objects.get(pk=town.round), ceiling_cents)


def short(found: Ranking) -> list[tuple[Any, ...]]:
    return [(one.placement.rank, one.basis, one.is_above, one.sum_cents, one.remarks, one.talk) for one in found.rows]


def test_the_list_says_who_is_above_the_line_and_who_falls_without_one_assessor() -> None:
    town, _ = three()
    found = look(town)
    assert short(found) == [
        (1, "96,00", True, 100_00, (), ()),
        (2, "74,00", True, 200_00, ("laatste die past", "1 van 2 keer eronder zonder één beoordelaar"),
         ("scores lopen 20 punten uiteen", "grote verschillen bij Samen")),
        (3, "70,00", False, 300_00, ("eerste die niet past", "1 van 2 keer erboven zonder één beoordelaar"), ()),
    ]  # fmt: skip
    assert (found.firm.always, found.assessors, found.left_cents, found.widest) == (1, 2, 50_00, 20)
    assert [one.dots.words for one in found.rows] == ["92,00; 100,00", "64,00; 84,00", "68,00; 72,00"]


def test_a_list_that_was_seen_before_is_another_one_after_an_event_in_the_round() -> None:
    town, [first, *_] = three()
    assert next(row.case.pk for row in look(town).rows) == first.pk
    town.take(Actor(person=town.applicants[first.pk]), "application", "withdraw", first.pk, Withdrawal("verhuisd"))
    assert first.pk not in [row.case.pk for row in look(town).rows]
    filed(town, 100_00, {"samen": 5, "nieuw": 5})
    assert [(row.placement.rank, row.basis) for row in look(town).rows] == [(1, "100,00"), (2, "74,00"), (3, "70,00")]


def test_a_list_that_was_seen_before_says_the_name_that_an_applicant_has_by_now() -> None:
    town, [first, *_] = three()
    assert first.organisation
    for name in (first.organisation.name, "Buren van nu (voorbeeld)"):
        with clock.at(town.now):
            record(
                "partners", revised=[(first.organisation, {"name": name})], actor=world.INSTALLATION, key=world.key()
            )
        case: Any = next(row.case for row in look(town).rows)
        assert case.organisation.name == name


def test_another_ceiling_is_tried_and_changes_nothing() -> None:
    town, _ = three()
    page = text(colleague(town, "policy_officer").get(PATH, plafond="300"))
    assert "<strong>3 van 3</strong>" in page
    assert "proef; echt € 250" in page
    assert look(town).contest.ceiling_cents == Round.objects.get().ceiling_cents == 250_00


@pytest.mark.parametrize("typed", ["veel", "0", "-5", ""])
def test_a_ceiling_that_is_none_is_told_and_what_was_typed_stays(typed: str) -> None:
    town, _ = three()
    page = text(colleague(town, "policy_officer").get(PATH, plafond=typed))
    assert page.count('class="wrong"') == 1
    assert f'value="{typed}"' in page or not typed
    assert "<strong>2 van 3</strong>" in page


def test_equal_points_are_told_with_what_makes_the_difference() -> None:
    town = contest()
    for samen, nieuw in ((4, 4), (3, 5), (4, 4), (5, 2)):
        filed(town, 100_00, {"samen": samen, "nieuw": nieuw})
    drawn, told = "gelijk: de loting beslist nog", "gelijke punten: ‘Samen’ geeft de doorslag"
    assert [(row.basis, row.remarks) for row in look(town).rows] == [
        ("80,00", (drawn,)),
        ("80,00", (drawn,)),
        ("76,00", (told,)),
        ("76,00", ("laatste die past", told)),
    ]


def test_once_it_is_ranked_the_page_shows_what_was_recorded_and_says_so() -> None:
    town, _ = three()
    before = short(look(town))
    visitor = colleague(town, "policy_officer")
    assert "Voorbeeld: er is nog niets besloten" in text(visitor.get(PATH))
    assert "Maak de rangorde kan nog niet" in text(visitor.get(PATH))  # The round is open still.
    rank(town)
    assert short(look(town)) == before
    page = text(visitor.get(PATH))
    assert ("De rangorde is gemaakt" in page, "er is nog niets besloten" in page) == (True, False)


def test_the_page_leads_to_the_step_that_decides_and_the_round_leads_to_the_page() -> None:
    town, _ = three()
    town.wait(days=400)
    visitor = colleague(town, "policy_officer")
    assert 'href="/ronde/WS-jaar/stap/rank/">Maak de rangorde (2 toekennen, 1 afwijzen)</a>' in text(visitor.get(PATH))
    assert f'href="{PATH}"' in text(visitor.get("/ronde/WS-jaar/"))
    assert f'href="{PATH}"' not in text(colleague(town, "intake_clerk").get("/ronde/WS-jaar/"))


def test_who_still_has_to_judge_sees_no_score_of_anybody() -> None:
    town, _ = three()
    waiting = town.file(100_00)
    town.take("intake_clerk", "application", "intake", waiting.pk)
    juror = colleague(town, "juror")
    page = text(juror.get(PATH))
    assert "Nog 1 aanvraag in" in page
    assert ("96,00" in page, "Beoordelaars (20–100)" in page) == (False, False)
    answer = juror.get(f"{PATH}vergaderstuk.pdf")
    assert (answer.status_code, answer.url) == (302, PATH)


def test_who_locked_everything_sees_it_and_who_judges_nothing_here_does_not() -> None:
    town, _ = three()
    assert "96,00" in text(colleague(town, "juror").get(PATH))
    seen = {
        role: colleague(town, role).get(PATH).status_code
        for role in ("auditor", "mandate_holder", "inspector", "intake_clerk")
    }
    assert seen == {"auditor": 200, "mandate_holder": 200, "inspector": 404, "intake_clerk": 404}


def test_who_has_an_interest_in_a_plan_sees_its_place_and_nothing_of_what_was_found() -> None:
    town = contest()
    filed(town, 100_00, {"samen": 5, "nieuw": 5}, {"samen": 5, "nieuw": 4})
    theirs = filed(town, 100_00, {"samen": 4, "nieuw": 4})
    declared = Interest(theirs.pk, "Mijn zus woont daar.")
    town.take("assessor", "assessment", "declare_interest", uuid.uuid4(), declared, stream=theirs.stream_id)
    page = text(colleague(town, "assessor").get(PATH))
    assert ("96,00" in page, "80,00" in page, "U heeft hier een belang" in page) == (True, False, True)
    assert f'href="/dossier/{theirs.stream.reference}/"' not in page
    assert "80,00" in text(colleague(town, "juror").get(PATH))


def test_a_policy_officer_who_judges_as_well_waits_like_any_other() -> None:
    town = contest()
    filed(town, 100_00, {"samen": 5, "nieuw": 5})
    both = town.hire("policy_officer", "juror")
    assert both.person
    town.people["both"] = both.person
    assert "Nog 1 aanvraag in" in text(colleague(town, "both").get(PATH))


def test_the_page_takes_as_many_queries_for_three_plans_as_for_forty_eight() -> None:
    counts = []
    town = contest()
    for more in (3, 45):
        for n in range(more):
            filed(town, 100_00, {"samen": 1 + n % 5, "nieuw": 4}, {"samen": 3, "nieuw": 1 + n % 5})
        visitor = colleague(town, "policy_officer")
        visitor.get(PATH)
        with CaptureQueriesContext(connection) as seen:
            assert visitor.get(PATH).status_code == 200
        counts.append(sum(not one["sql"].startswith(NO_QUERY) for one in seen.captured_queries))
    assert (counts[0] <= MOST_QUERIES, len(set(counts))) == (True, 1), counts


def rows_of(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="/dossier/([^/]+)/"', page)


def test_many_plans_stand_around_the_line_and_the_others_one_link_away_also_under_another_ceiling() -> None:
    town = contest(ceiling_cents=15 * 100_00)
    for _ in range(29):
        filed(town, 100_00, {"samen": 4, "nieuw": 4})
    found = look(town)
    order = [row.case.stream.reference for row in found.rows]
    assert [len(one) for one in (found.above, found.near_above, found.near_below, found.below)] == [15, 6, 6, 14]
    visitor = colleague(town, "policy_officer")
    page = text(visitor.get(PATH))
    assert rows_of(page) == order[9:21]
    assert re.findall(r'href="(\?[^"]*deel=[^"]*)">([^<]+)', page) == [
        ("?deel=boven#lijst", "Bekijk alle 15 boven de streep"), ("?deel=onder#lijst", "Bekijk alle 14 onder de streep"),
    ]  # fmt: skip
    assert rows_of(text(visitor.get(PATH, deel="boven"))) == order[:15]
    assert rows_of(text(visitor.get(PATH, deel="onder"))) == order[15:]
    assert rows_of(text(visitor.get(PATH, deel="buiten"))) == order[9:21]
    tried = text(visitor.get(PATH, plafond="1400"))
    assert 'href="?plafond=1400&amp;deel=boven#lijst">Bekijk alle 14 boven de streep' in tried
    assert rows_of(text(visitor.get(PATH, plafond="1400", deel="boven"))) == order[:14]


def test_thousands_of_plans_are_a_light_page_and_pages_of_thirty() -> None:
    town, _ = three()
    found = look(town)
    many = dataclasses.replace(found, rows=[one for one in found.rows for _ in range(1_000)])
    first, last, none = many.part("boven", "1"), many.part("boven", "99999"), many.part("buiten", "1")
    assert first
    assert last
    assert (first.start_index(), first.end_index(), last.end_index(), none) == (1, 30, 2_000, None)
    assert [len(one) for one in (many.near_above, many.near_below, many.near_out)] == [6, 6, 0]
    assert len(many.chart.bars) == BARS
    for part in (None, first):
        shown = {"ranking": many, "part": part, "form": Ceiling(), "asks": "deel=boven&"}
        page = render_to_string("portal/ranking/ranking.html", shown)
        assert (len(rows_of(page)), weight(page.encode(), Client()) <= MOST_BYTES) == (30 if part else 12, True)


def test_a_round_that_decides_as_things_come_in_goes_by_the_day_and_shows_what_was_decided() -> None:
    town = world.found()
    town.decide(town.assessed(300_00))
    town.wait(days=1)
    town.assessed(200_00)
    town.wait(days=1)
    waiting = town.file(100_00)
    town.wait(days=1)
    found = look(town)
    assert [(one.placement.rank, one.basis, one.decided, one.is_above) for one in found.rows] == [
        (1, "al besloten", True, True),
        (2, "6 januari 2026", False, True),
    ]
    assert [one.pk for one in found.waiting] == [waiting.pk]
    assert found.left_cents == world.CEILING_CENTS - 500_00
    assert "Compleet op" in text(colleague(town, "policy_officer").get("/ronde/BF-jaar/rangorde/"))


def hall(rule: type[Any]) -> World:
    """A town with the form of the toy and one of the rules of the village halls."""
    rules = tuple(one for one in DORPSHUIS_ONDERHOUD.rounds if isinstance(one.allocation, rule))
    scheme = dataclasses.replace(BUURTFEEST, prefix="WS", rounds=rules, criteria=DORPSHUIS_ONDERHOUD.criteria)
    return world.found(dataclasses.replace(scheme, steps={**BUURTFEEST.steps, "intake": Step()}))


def test_a_round_that_goes_by_need_shows_points_and_condition() -> None:
    town = hall(Need)
    case = town.assessed(100_00)
    seen = Findings(case.pk, clock.day_of(town.now), 5, 1, 2, 1, 30)
    town.take("inspector", "inspection", "inspect", uuid.uuid4(), seen, stream=case.stream_id)
    (row,) = look(town).rows
    assert (row.note, row.is_above, row.dots.places) == ("conditie 5", True, [])


def test_a_round_with_a_formula_shows_an_empty_list_while_nobody_can_be_computed() -> None:
    town = hall(Formula)
    town.assessed(100_00)
    code = Round.objects.get().code
    page = text(colleague(town, "policy_officer").get(f"/ronde/{code}/rangorde/"))
    assert "Er is nog niets om op volgorde te zetten." in page


def test_the_paper_for_the_meeting_is_accessible_and_a_concept_until_the_round_is_ranked() -> None:
    town, cases = three()
    answer = colleague(town, "juror").get(f"{PATH}vergaderstuk.pdf")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    pdf = pikepdf.open(io.BytesIO(answer.content))
    assert (str(pdf.Root.Lang), bool(pdf.Root.MarkInfo.Marked)) == ("nl", True)
    assert re.search(rb"pdfuaid:part>?=?\"?1", bytes(pdf.Root.Metadata.read_bytes()))
    with clock.at(town.now):
        paper = meeting.paper_of(look(town))
    assert paper.is_concept
    assert [(one.rank, one.reference, one.is_first_below) for one in paper.lines] == [
        ("1", cases[0].stream.reference, False),
        ("2", cases[1].stream.reference, False),
        ("3", cases[2].stream.reference, True),
    ]
    assert [(one.criterion, one.mean_hundredths, one.reason) for one in paper.lines[1].reasons] == [
        ("Samen", 350, "veel"),
        ("Nieuw", 400, "veel"),
    ]
    assert paper.firm == "Valt één van de 2 beoordelaars weg, dan blijven 1 van de 2 plannen altijd boven de streep."
    rank(town)
    with clock.at(town.now):
        assert not meeting.paper_of(look(town)).is_concept
