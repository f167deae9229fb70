"""Threads that start together, each with a connection of its own, and what became of each."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connection

from workflow.errors import Refusal

T = TypeVar("T")


def race(*runners: Callable[[], T]) -> list[T | Refusal]:
    """Let all run at the same moment; the result of each in order, or the refusal it got."""
    start = threading.Barrier(len(runners))

    def run(runner: Callable[[], T]) -> T | Refusal:
        try:
            start.wait(timeout=20)
            return runner()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(runners)) as pool:
        return list(pool.map(run, runners))


def codes(results: Sequence[object]) -> list[str]:
    """What became of each, in order of the alphabet: the code of a refusal, or "done"."""
    return sorted(result.code if isinstance(result, Refusal) else "done" for result in results)
