"""The reader of status files: what fits is read as it was said, anything else is refused in words, whatever the bytes."""

from __future__ import annotations

import json
import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgets import payment_status
from budgets.models import Payment, PaymentOrder
from budgets.payment_status import Line, Plan, Status
from workflow.canonical import LARGEST
from workflow.errors import Refusal
from workflow.models import Stream

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
CENTS = st.integers(1, LARGEST)
SETTLED = st.builds(Line, st.uuids(), CENTS, DAYS, st.just("settled"))
RETURNED = st.builds(Line, st.uuids(), CENTS, DAYS, st.just("returned"), st.sampled_from(["AC01", "AC04", "MD06"]))
STATUSES = st.builds(
    Status, st.text(max_size=30), st.text(max_size=70), st.lists(SETTLED | RETURNED, max_size=6, unique=True).map(tuple)
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=5),
    max_leaves=12,
)


def written(status: Status) -> dict[str, Any]:
    """A status as the bank writes it."""
    lines = [
        {
            "payment": str(one.payment),
            "amount_cents": one.amount_cents,
            "day": one.day.isoformat(),
            "outcome": one.outcome,
        }
        | ({"reason": one.reason} if one.reason else {})
        for one in status.lines
    ]
    return {"order": status.order, "sha256": status.sha256, "lines": lines}


def code_of(content: bytes) -> str:
    """What becomes of a file: the code of the refusal, or "read"."""
    try:
        payment_status.read(content)
    except Refusal as refusal:
        return refusal.code
    return "read"


@given(STATUSES)
def test_what_is_written_is_read_as_it_was_and_a_line_that_is_repeated_counts_once(status: Status) -> None:
    told = written(status)
    assert payment_status.read(json.dumps(told).encode()) == status
    assert payment_status.read(json.dumps(told | {"lines": told["lines"] * 3}).encode()) == status


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    assert code_of(content) in ("read", "status-file-malformed")


@given(JSON)
def test_any_json_is_read_or_refused(told: Any) -> None:
    assert code_of(json.dumps(told).encode()) in ("read", "status-file-malformed")


@given(SETTLED | RETURNED, st.sampled_from(["payment", "amount_cents", "day", "outcome", "reason"]), JSON)
def test_one_field_of_a_line_put_out_of_shape_never_gives_another_line(line: Line, name: str, value: Any) -> None:
    told = written(Status("BO-2026-0001", "0" * 64, (line,)))
    told["lines"][0][name] = value
    content = json.dumps(told).encode()
    if code_of(content) == "read":
        (found,) = payment_status.read(content).lines
        assert written(Status("BO-2026-0001", "0" * 64, (found,))) == json.loads(content) or name in (
            "payment",
            "day",
            "reason",
        )


ENDLESS = "1" + "0" * 5_000


@pytest.mark.parametrize(
    "amount",
    [
        "0",
        "-1",
        "-10000",
        "100.5",
        "100.0",
        "1e2",
        "true",
        "null",
        '"10000"',
        str(LARGEST + 1),
        "Infinity",
        "NaN",
        ENDLESS,
    ],
    ids=lambda amount: amount[:12],
)
def test_half_negative_and_endless_amounts_are_no_amounts(amount: str) -> None:
    line = {"payment": str(uuid.UUID(int=1)), "amount_cents": 1, "day": "2026-01-08", "outcome": "settled"}
    told = json.dumps({"order": "BO", "sha256": "", "lines": [line]})
    assert code_of(told.encode()) == "read"
    assert code_of(told.replace('"amount_cents": 1', f'"amount_cents": {amount}').encode()) == "status-file-malformed"


def test_a_file_that_is_too_large_or_nested_without_end_is_refused() -> None:
    assert code_of(b" " * (payment_status.LARGEST_FILE + 1)) == "status-file-malformed"
    assert code_of(b"[" * 100_000) == "status-file-malformed"


# --- Laid beside the records ----------------------------------------------------------------------------------------

ORDER = PaymentOrder(stream=Stream(reference="BO-2026-0001"), sha256="ab")
TODAY = date(2026, 1, 8)


def payment(state: str, **days: date) -> Payment:
    made = Payment(amount_cents=100_00, reference="BF-2026-0001", **days)
    made.__dict__["state"] = state  # The column is protected: only a step moves it.
    return made


def planned(row: Payment, *lines: Line) -> Plan:
    return payment_status.plan(Status("BO-2026-0001", "ab", lines), ORDER, {row.pk: row})


def line(row: Payment, outcome: str = "settled", day: date = TODAY) -> Line:
    return Line(row.pk, 100_00, day, outcome, "AC04" if outcome == "returned" else "")


def test_every_line_lands_in_one_place_by_the_state_of_its_payment() -> None:
    ordered, settled = payment("ordered"), payment("settled", settled_on=TODAY)
    returned = payment("returned", settled_on=TODAY, returned_on=TODAY)
    places = [
        [
            next(name for name in ("settle", "bring_back", "done") if getattr(planned(row, line(row, outcome)), name))
            for row in (ordered, settled, returned)
        ]
        for outcome in ("settled", "returned")
    ]
    assert places == [["settle", "done", "done"], ["bring_back", "bring_back", "done"]]


@given(st.permutations(["settled", "returned"]))
def test_in_whatever_order_the_lines_stand_the_return_counts(order: list[str]) -> None:
    row = payment("ordered")
    found = planned(row, *(line(row, outcome) for outcome in order))
    assert (found.settle, found.bring_back, found.done) == ((), (line(row, "returned"),), (line(row),))


def test_a_day_that_is_not_the_one_on_record_is_contradiction_and_not_silence() -> None:
    row = payment("settled", settled_on=TODAY)
    with pytest.raises(Refusal) as refusal:
        planned(row, line(row, day=TODAY + timedelta(days=1)))
    assert refusal.value.code == "status-contradicts"
