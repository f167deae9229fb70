"""The reader of statements: what a bank writes is read as it was said, and nothing that is hostile gets any further."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgets.bank_statement import LARGEST_STATEMENT, MOST_LINES, UNSAID, Movement, Statement, read
from tests.budgets.statements import OURS, entry, statement
from workflow.errors import Refusal

DAY = date(2026, 1, 12)
NAME = "0" * 31 + "1"


def refused(content: bytes) -> tuple[str, str]:
    with pytest.raises(Refusal) as refusal:
        read(content)
    return refusal.value.code, refusal.value.sentence


@pytest.mark.parametrize("version", ["02", "08"])
def test_a_statement_is_read_in_whatever_version_a_bank_writes(version: str) -> None:
    paid = entry(800_05, DAY, "B1", end_to_end=NAME, text="BF-2026-0001")
    back = entry(880_00, DAY, "B2", incoming=True, end_to_end=NAME, reason="AC04", who="Kees & Co")
    assert read(statement(paid, back, version=version)) == Statement(OURS, (
        Movement("B1", DAY, 800_05, incoming=False, end_to_end=NAME, reason="", name="Buren", text="BF-2026-0001"),
        Movement("B2", DAY, 880_00, incoming=True, end_to_end=NAME, reason="AC04", name="Kees & Co", text=""),
    ))  # fmt: skip


def test_payments_that_the_bank_booked_together_are_read_apart_with_their_own_amounts() -> None:
    details = "".join(
        f"<TxDtls><Refs><EndToEndId>{number}</EndToEndId></Refs><AmtDtls><TxAmt><Amt Ccy='EUR'>{number}.5</Amt></TxAmt></AmtDtls></TxDtls>"
        for number in (1, 2)
    )
    together = entry(4_00, DAY, "B1").partition("<TxDtls>")[0] + details + "</NtryDtls></Ntry>"
    found = [(one.id, one.end_to_end, one.amount_cents) for one in read(statement(together)).movements]
    assert found == [("B1/1", "1", 1_50), ("B1/2", "2", 2_50)]


def test_what_is_not_booked_yet_waits_and_a_return_without_a_reason_has_the_code_for_that() -> None:
    later = entry(1_00, DAY, "B1", booked="PDNG")
    unsaid = entry(1_00, DAY, "B2", incoming=True, reason="X").replace("<Rsn><Cd>X</Cd></Rsn>", "")
    assert [one.reason for one in read(statement(later, unsaid)).movements] == [UNSAID]


BOMB = """<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><Document>&b;</Document>"""
OUTSIDE = """<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><Document>&a;</Document>"""
ELSEWHERE = """<?xml version="1.0"?><!DOCTYPE a SYSTEM "http://example.invalid/a.dtd"><Document/>"""


@pytest.mark.parametrize(
    "content",
    [
        BOMB.encode(),
        OUTSIDE.encode(),
        ELSEWHERE.encode(),
        b"",
        b"geen XML",
        b"<Document/>",
        b"\xff\xfe\x00",
        b'<?xml version="1.0" encoding="weet-ik-niet"?><Document/>',
        statement() * 2,
        statement(iban=""),
        statement(entry(1, DAY, "B", amount="1.001")),
        statement(entry(1, DAY, "B", amount="-1.00")),
        statement(entry(1, DAY, "B", amount="1e3")),
        statement(entry(1, DAY, "B", currency="USD")),
        statement(entry(1, DAY, "B")).replace(b"2026-01-12", b"gisteren"),
        b"a" * (LARGEST_STATEMENT + 1),
        b"<a>" * 100_000,
    ],
    ids=lambda one: repr(one[:20]) + str(len(one)),
)
def test_anything_else_is_refused_in_words(content: bytes) -> None:
    code, sentence = refused(content)
    assert code == "statement-malformed"
    assert sentence.startswith("Dit afschrift kunnen wij niet lezen: ")


def test_a_statement_with_more_lines_than_fit_is_asked_by_day() -> None:
    line = entry(1, DAY, "B")
    assert refused(statement(*[line] * (MOST_LINES + 1)))[0] == "statement-too-long"
    assert len(read(statement(*[line] * MOST_LINES)).movements) == MOST_LINES


@given(st.binary(max_size=300))
def test_whatever_the_bytes_the_answer_is_a_statement_or_a_refusal(content: bytes) -> None:
    assert refused(content)[0] == "statement-malformed"
