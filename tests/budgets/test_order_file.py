"""The file for the bank: the schema of the standard takes it, another implementation says the same, and it is the same every time."""

from __future__ import annotations

import re
import uuid
from datetime import date
from pathlib import Path

import pytest
import sepaxml
import xmlschema
from defusedxml import ElementTree
from hypothesis import given
from hypothesis import strategies as st

from budgets.models import Payment, PaymentOrder
from budgets.order_file import NAMESPACE, control, order_file
from budgets.sepa_text import sepa_text
from partners.models import BankAccount
from workflow.models import Stream

SCHEMA = Path(sepaxml.__file__).parent / "schemas" / "pain.001.001.09.xsd"
MADE_ON = date(2026, 1, 12)


@pytest.fixture(scope="module")
def schema() -> xmlschema.XMLSchema:
    """The schema of ISO 20022, as another project carries it."""
    return xmlschema.XMLSchema(SCHEMA)


def payment(number: int, cents: int, holder: str, planned_on: date = MADE_ON) -> Payment:
    account = BankAccount(iban="NL73VBLD0910000002", holder=holder)
    return Payment(
        id=uuid.UUID(int=number), reference=f"BF-2026-{number:04}", amount_cents=cents, kind="advance", book="line:4.1.1:2026",
        bank_account=account, planned_on=planned_on,
    )  # fmt: skip


def order_over(*payments: Payment) -> PaymentOrder:
    return PaymentOrder(
        stream=Stream(reference="BO-2026-0001"), payer_iban="NL78VBLD0910000009", payer_name="Gemeente Groningen",
        made_on=MADE_ON, **control(payments),
    )  # fmt: skip


FIRST = payment(1, 800_05, "Stichting Café “De Brug” & Zn.")
SECOND = payment(2, 1_000_000_00, "Bewonersvereniging d'Olle Stad")
LATER = payment(3, 12_34, "Buren", date(2026, 6, 1))


def said(content: bytes, path: str) -> list[str | None]:
    spaced = "/".join(f"{{{NAMESPACE}}}{name}" for name in path.split("/"))
    return [one.text for one in ElementTree.fromstring(content).iterfind(f".//{spaced}")]


def test_the_schema_of_the_standard_takes_the_file(schema: xmlschema.XMLSchema) -> None:
    payments = (FIRST, SECOND, LATER)
    schema.validate(order_file(order_over(*payments), payments).decode())


def test_the_file_says_who_pays_whom_how_much_when_and_under_which_name_the_bank_hands_it_back() -> None:
    payments = (LATER, SECOND, FIRST)
    content = order_file(order_over(*payments), payments)
    assert {path: said(content, path) for path in (
        "GrpHdr/MsgId", "GrpHdr/NbOfTxs", "GrpHdr/CtrlSum", "PmtInf/PmtInfId", "PmtInf/CtrlSum", "ReqdExctnDt/Dt",
        "DbtrAcct/Id/IBAN", "PmtId/EndToEndId", "Amt/InstdAmt", "Cdtr/Nm", "RmtInf/Ustrd",
    )} == {
        "GrpHdr/MsgId": ["BO-2026-0001"],
        "GrpHdr/NbOfTxs": ["3"],
        "GrpHdr/CtrlSum": ["1000812.39"],
        "PmtInf/PmtInfId": ["BO-2026-0001-1", "BO-2026-0001-2"],
        "PmtInf/CtrlSum": ["1000800.05", "12.34"],
        "ReqdExctnDt/Dt": ["2026-01-12", "2026-06-01"],
        "DbtrAcct/Id/IBAN": ["NL78VBLD0910000009"] * 2,
        "PmtId/EndToEndId": [one.pk.hex for one in (FIRST, SECOND, LATER)],
        "Amt/InstdAmt": ["800.05", "1000000.00", "12.34"],
        "Cdtr/Nm": ["Stichting Cafe De Brug + Zn.", "Bewonersvereniging d'Olle Stad", "Buren"],
        "RmtInf/Ustrd": ["BF-2026-0001", "BF-2026-0002", "BF-2026-0003"],
    }  # fmt: skip


def test_the_same_rows_give_the_same_bytes_in_whatever_order_they_come() -> None:
    order = order_over(FIRST, SECOND, LATER)
    assert order_file(order, (FIRST, SECOND, LATER)) == order_file(order, (LATER, FIRST, SECOND))


def test_another_implementation_of_the_standard_says_the_same_of_every_payment() -> None:
    ours = order_file(order_over(FIRST, SECOND), (FIRST, SECOND))
    payer = {"name": "Gemeente Groningen", "IBAN": "NL78VBLD0910000009", "batch": True, "currency": "EUR"}
    oracle = sepaxml.SepaTransfer(payer, schema="pain.001.001.09", clean=False)
    for one in (FIRST, SECOND):
        oracle.add_payment({
            "name": sepa_text(one.bank_account.holder, 70), "IBAN": one.bank_account.iban, "amount": one.amount_cents,
            "description": one.reference, "execution_date": MADE_ON, "endtoend_id": one.pk.hex,
        })  # fmt: skip
    theirs = oracle.export(validate=False)
    for path in (
        "GrpHdr/NbOfTxs", "GrpHdr/CtrlSum", "GrpHdr/InitgPty/Nm", "PmtInf/PmtMtd", "PmtTpInf/SvcLvl/Cd", "ReqdExctnDt/Dt",
        "Dbtr/Nm", "DbtrAcct/Id/IBAN", "ChrgBr", "PmtId/EndToEndId", "Amt/InstdAmt", "Cdtr/Nm", "CdtrAcct/Id/IBAN", "RmtInf/Ustrd",
    ):  # fmt: skip
        assert said(ours, path) == said(theirs, path) != []


@given(st.text(max_size=200), st.integers(1, 140))
def test_whatever_a_name_is_written_in_a_bank_can_carry_it(name: str, longest: int) -> None:
    text = sepa_text(name, max(longest, len("NOTPROVIDED")))
    assert re.fullmatch(r"(?!/)[A-Za-z0-9/\-?:().,'+ ]+(?<!/)", text)
    assert (len(text) <= max(longest, 11), "//" in text) == (True, False)
