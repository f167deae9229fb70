"""The first look is there only where the demo was played."""

from __future__ import annotations

import pytest

from tests import world
from tests.grants.portal.office import colleague

pytestmark = pytest.mark.django_db


def test_where_no_demo_was_played_there_is_no_first_look() -> None:
    clerk = colleague(world.found(), "intake_clerk")
    assert [clerk.get("/vijf-minuten/").status_code, clerk.post("/vijf-minuten/").status_code] == [404, 404]
