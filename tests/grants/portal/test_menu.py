"""The main menu: one line for everyone, what does not fit behind one word, and where somebody is marked."""

from __future__ import annotations

import pytest

from grants.desk import OFFICE, Desk
from grants.portal.access import IN_SIGHT, MENU, menu_of
from tests import world
from tests.grants.portal.office import colleague, text
from workflow.facts import Actor


def desk(*roles: str) -> Desk:
    return Desk(Actor(system="proef"), "", roles)


@pytest.mark.parametrize("roles", [*((role,) for role in sorted(OFFICE)), tuple(sorted(OFFICE)), ()])
def test_everything_in_the_menu_of_somebody_is_in_sight_or_in_one_group(roles: tuple[str, ...]) -> None:
    menu = menu_of(desk(*roles))
    shown = [*menu.first, *(one for group in menu.more.values() for one in group)]
    expected = [one for one in MENU if not one.roles or one.roles & set(roles)]
    assert sorted(one.view for one in shown) == sorted(one.view for one in expected)
    assert len(menu.first) + bool(menu.more) <= IN_SIGHT


def test_a_visitor_has_no_menu() -> None:
    assert menu_of(None).first == []


@pytest.mark.django_db
def test_the_word_behind_which_a_page_lies_is_marked_on_that_page() -> None:
    town = world.found()
    officer = colleague(town, "policy_officer")
    assert 'class="menu-here"' in text(officer.get("/regelingen/"))
    assert 'class="menu-here"' not in text(officer.get("/werk/"))
