"""Processes that want the same money at the same moment: `python -m tests.invariants.contenders JOB`, with the database in DATABASE_URL.

The job is a file of JSON: drafts to make, each by a process of its own, and whether the engine has lost its protections. Django is set up
once; the processes fork from it before any of them has a connection, open their own, wait for each other and start together. What became of
each is printed as a JSON list, in the order of the drafts.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
import time
import uuid
from collections.abc import Sequence
from datetime import datetime
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

PATIENCE = 60
DAWDLE = 0.05
"""Seconds between reading a balance and writing it, in the engine without protections: long enough for another to read the same."""


def main(job: dict[str, Any]) -> list[str]:
    """Let all contend; what became of each: "done", the code of a refusal, or what else it was."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    if job["unprotected"]:
        unprotect()
    fork = multiprocessing.get_context("fork")
    start, results = fork.Barrier(len(job["drafts"])), fork.Queue()
    args = [(number, draft, job, start, results) for number, draft in enumerate(job["drafts"])]
    processes = [fork.Process(target=contend, args=one) for one in args]
    for process in processes:
        process.start()
    found = dict(results.get(timeout=PATIENCE) for _ in processes)
    for process in processes:
        process.join(timeout=PATIENCE)
    return [found[number] for number in range(len(processes))]


def contend(number: int, draft: dict[str, Any], job: dict[str, Any], start: Barrier, results: Any) -> None:
    """One process: connect, wait for the others, draft one award."""
    from django.db import connection

    try:
        connection.ensure_connection()
        start.wait(timeout=PATIENCE)
        found = attempt(draft, job)
    except BaseException as fault:  # noqa: BLE001 - whatever it was, it is told.
        found = repr(fault)
    results.put((number, found))
    results.close()
    results.join_thread()
    connection.close()


def attempt(draft: dict[str, Any], job: dict[str, Any]) -> str:
    """Draft an award through the door, or change the ceiling of a round where that is what is asked."""
    from grants.models.decision import Part
    from grants.payloads import CeilingChange, Draft
    from workflow import clock, door
    from workflow.errors import Refusal
    from workflow.facts import Actor

    actor = Actor(person=uuid.UUID(job["person"]))
    if "ceiling_cents" in draft:
        change, round_ = CeilingChange(draft["ceiling_cents"], "De raad koos anders."), uuid.UUID(draft["round"])
        try:
            with clock.at(datetime.fromisoformat(job["now"])):
                door.perform("round", "change_ceiling", round_, change, actor=actor, key="ceiling")
        except Refusal as refusal:
            return refusal.code
        return "lowered"
    parts = tuple(Part(job["book"], kind, None, cents) for kind, cents in job["parts"])
    payload = Draft(uuid.UUID(draft["case"]), "award", sum(part.amount_cents for part in parts), parts)
    where = {"stream": uuid.UUID(draft["stream"])}
    try:
        with clock.at(datetime.fromisoformat(job["now"])):
            door.perform("decision", "draft_decision", uuid.uuid4(), payload, actor=actor, key=draft["case"], **where)
    except Refusal as refusal:
        return refusal.code
    return "done"


def unprotect() -> None:
    """Take the lock on the accounts and the condition of the update away: read, decide, and write back, as people do it by hand."""
    from budgets import ledger
    from budgets.models import LedgerAccount, Transfer
    from workflow import registry

    read: dict[uuid.UUID, int] = {}

    def check(rows: Sequence[Transfer], _: object) -> Any:
        touched = {account for row in rows for account in (row.debit_id, row.credit_id)}
        read.update(LedgerAccount.objects.filter(pk__in=touched).values_list("pk", "balance_cents"))
        time.sleep(DAWDLE)
        short = next((row for row in rows if read[row.debit_id] < row.amount_cents), None)
        return ledger._overdrawn(short, read[short.debit_id]) if short else None

    def apply(rows: Sequence[Transfer]) -> None:
        for row in rows:
            for account, cents in ((row.debit_id, -row.amount_cents), (row.credit_id, row.amount_cents)):
                read[account] += cents
                LedgerAccount.objects.filter(pk=account).update(balance_cents=read[account])

    registry.HOOKS[Transfer] = registry.RowHook(check, apply)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))))
