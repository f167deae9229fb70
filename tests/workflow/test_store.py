"""How an act is stored: parents before children, events before what they say."""

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import world
from workflow import store
from workflow.models import Event, Outbox, Stream

pytestmark = pytest.mark.django_db


def test_every_model_comes_after_those_that_its_foreign_keys_point_to() -> None:
    order = store._in_order_of_reference()
    assert set(order) == set(apps.get_models())
    for model in order:
        for part in model._meta.concrete_fields:
            target = part.related_model if part.remote_field else None
            if isinstance(target, type) and target is not model:
                assert order.index(target) < order.index(model), (model, target)


def tables_written(town: world.World) -> list[str]:
    decision = town.draft(town.assessed())
    town.take("mandate_holder", "decision", "sign", decision)
    with CaptureQueriesContext(connection) as seen:
        town.take("policy_officer", "decision", "announce", decision)
    statements = (query["sql"].split() for query in seen.captured_queries)
    writes = (words for words in statements if words[0] in ("INSERT", "UPDATE"))
    return [words[2 if words[0] == "INSERT" else 1].strip('"') for words in writes]


def test_an_act_writes_its_key_first_then_heads_and_events_then_what_they_say_and_last_what_leaves() -> None:
    written = tables_written(world.found())
    assert written[:3] == ["workflow_command", Stream._meta.db_table, Event._meta.db_table]
    assert written[-1] == Outbox._meta.db_table
    assert len(written) == len(set(written))


def test_each_table_is_written_in_one_statement() -> None:
    written = tables_written(world.found())
    assert {table: written.count(table) for table in written} == dict.fromkeys(written, 1)
