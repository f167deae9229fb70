import pytest

from tests.invariants import tables, tale
from workflow import replay
from workflow.verify import verify

pytestmark = pytest.mark.django_db


def test_the_tale_leaves_a_row_in_every_table_that_the_events_rebuild() -> None:
    tale.tell()
    assert [model._meta.db_table for model in replay.covered() if not model._default_manager.exists()] == []
    assert verify().differences == []
    assert len(tables.our_models()) >= len(replay.covered()) + len(replay.OUTSIDE)
