import time
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import world
from workflow.verify import verify
from workflow import door
from workflow.facts import Actor, Change
def test_speed(committed):
    t=time.time(); town = world.found(); print("found", time.time()-t)
    t=time.time(); case = town.assessed(1000_00); print("assessed", time.time()-t)
    t=time.time(); d=town.draft(case); print("draft", time.time()-t)
    with CaptureQueriesContext(connection) as q:
        town.take("mandate_holder","decision","sign",d)
    for x in q.captured_queries: print(x["sql"][:150])
    print("SIGN",len(q))
    with CaptureQueriesContext(connection) as q:
        town.take("policy_officer","decision","announce",d)
    for x in q.captured_queries: print(x["sql"][:150])
    print("ANN",len(q))
    t=time.time(); print(verify()); print("verify", time.time()-t)
    try:
        print([ (o.declared.action,o.role,[x.code for x in o.obstacles]) for o in door.explain("decision", d, actor=town.actor("policy_officer"))])
    except Exception as e: print("EXPLAIN", repr(e))
