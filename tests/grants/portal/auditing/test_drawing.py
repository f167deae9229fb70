"""Draws: the same for the same seed in whatever order things are handed in, and fair by euro to the last cent."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from grants.portal.auditing.drawing import Item, at_random, by_euro

items = st.lists(
    st.builds(Item, st.text(max_size=8), st.integers(0, 10**9)), max_size=30, unique_by=lambda item: item.key
)
seeds = st.text(max_size=8)
counts = st.integers(1, 20)


@given(items, seeds, counts)
def test_a_draw_does_not_depend_on_the_order_in_which_things_are_handed_in(
    population: list[Item], seed: str, count: int
) -> None:
    for draw in (at_random, by_euro):
        assert draw(population, seed, count) == draw(population[::-1], seed, count)


@given(items, seeds, counts)
def test_a_random_draw_has_as_many_as_were_asked_none_twice_and_a_longer_one_begins_with_a_shorter(
    population: list[Item], seed: str, count: int
) -> None:
    drawn = at_random(population, seed, count)
    assert len({one.item.key for one in drawn}) == len(drawn) == min(count, len(population))
    assert [one.place for one in drawn] == list(range(1, len(drawn) + 1))
    assert at_random(population, seed, count + 1)[: len(drawn)] == drawn


@given(items, seeds, counts)
def test_a_draw_by_euro_hits_each_thing_as_often_as_its_share_of_all_euros_rounded_down_or_up(
    population: list[Item], seed: str, count: int
) -> None:
    hits = {one.item.key: one.hits for one in by_euro(population, seed, count)}
    total = sum(item.amount_cents for item in population)
    assert sum(hits.values()) == (count if total else 0)
    for item in population:
        least, rest = divmod(count * item.amount_cents, total) if total else (0, 0)
        assert least <= hits.get(item.key, 0) <= least + bool(rest)
        assert item.amount_cents or item.key not in hits


def test_what_is_larger_than_the_distance_between_two_hits_is_always_in() -> None:
    population = [Item("groot", 5_000_00), *(Item(f"klein {number}", 100_00) for number in range(50))]
    for seed in range(200):
        drawn = {one.item.key: one.hits for one in by_euro(population, str(seed), 4)}
        assert drawn["groot"] == 2
        assert sum(drawn.values()) == 4


def test_over_many_seeds_every_euro_has_the_same_chance() -> None:
    population = [Item("a", 100), Item("b", 300), Item("c", 600)]
    hits = dict.fromkeys("abc", 0)
    for seed in range(2_000):
        for one in by_euro(population, str(seed), 1):
            hits[one.item.key] += one.hits
    assert {key: round(count / 2_000, 1) for key, count in hits.items()} == {"a": 0.1, "b": 0.3, "c": 0.6}


def test_this_draw_stays_as_it_is_because_somebody_wrote_its_address_down() -> None:
    population = [Item(key, cents) for key, cents in (("OC-1", 4_900_00), ("OC-2", 3_600_00), ("OC-3", 20_000_00))]
    assert [(one.item.key, one.place) for one in at_random(population, "raadhuis", 2)] == [("OC-3", 1), ("OC-1", 2)]
    assert [(one.item.key, one.hits) for one in by_euro(population, "raadhuis", 3)] == [("OC-3", 2), ("OC-1", 1)]
