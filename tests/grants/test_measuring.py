"""What the pages are measured with: many cases that came about as any other, and what is said of a page that is too heavy."""

from __future__ import annotations

from collections import Counter

import pytest

from grants.demo import many, measuring, municipality, today, tour
from grants.demo.measuring import Cost, Line
from grants.demo.stage import Stage
from grants.demo.tour import Stop
from grants.management.commands.measure import table
from grants.models import Application
from workflow import clock
from workflow.verify import verify

PAGE = Stop("queue", "intake_clerk", "/werk/")


def test_a_page_is_too_heavy_by_what_it_asks_costs_or_weighs() -> None:
    light, heavy = Cost(15, 240, 99, 75 * 1024, 240), Cost(16, 80, 100, 75 * 1024 + 1, 80)
    assert list(Line(PAGE, [light, light]).faults) == []
    assert list(Line(PAGE, [light, heavy]).faults) == [
        "vraagt meer als er meer is", "meer dan 15 vragen", "10 lussen of meer", "meer dan 75 KB",
    ]  # fmt: skip


def test_the_table_says_how_fast_the_machine_is_and_of_every_page_what_it_costs_at_every_size() -> None:
    costs = [Cost(7, 12, 5, 10_240, 235), Cost(9, 15, 6, 20_480, 241)]
    speed, head, line = table([Line(PAGE, costs)], [3, 300])
    assert speed == (
        "Een lus van 200.000 optellingen kost hier 23,5 ms; gewoon is 10 ms. De grens van 100 ms is 10 lussen."
    )
    assert head.split() == [
        "bladzijde", "rol", "vragen", "bij", "3", "300", "ms", "bij", "3", "300", "lussen", "bij", "3", "300", "KB",
    ]  # fmt: skip
    assert line.split(maxsplit=9) == [
        "queue", "intake_clerk", "7", "9", "12", "15", "0,5", "0,6", "20", "vraagt meer als er meer is",
    ]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.timeout(300)
def test_many_cases_wait_at_every_desk_and_the_trail_proves_them() -> None:
    stage = Stage()
    municipality.found()
    today.run(stage)
    many.prepare(stage)
    many.add(stage, 0, 3)
    with clock.at(tour.NOW):
        tour.set_out()
        few = dict(measuring.measured(tour.stops(["queue", "rounds"])))
    many.add(stage, 3, 30)
    with clock.at(tour.NOW):
        more = dict(measuring.measured(tour.stops(["queue", "rounds"])))
    assert {stop: cost.queries for stop, cost in few.items()} == {stop: cost.queries for stop, cost in more.items()}
    states = Application.objects.filter(round__code__in=[many.ATELIER, many.CONTEST])
    assert Counter(states.values_list("round__code", "state")) == {
        (many.ATELIER, "submitted"): 3, (many.ATELIER, "assessed"): 3, (many.ATELIER, "awarded"): 4, (many.CONTEST, "submitted"): 20,
    }  # fmt: skip
    assert verify().differences == []
