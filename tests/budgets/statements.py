"""Statements of a bank to test with: camt.053 as a bank writes it."""

from __future__ import annotations

from datetime import date
from typing import Any
from xml.sax.saxutils import escape

OURS = "NL78VBLD0910000009"
"""The account of the municipality of the tests."""


def entry(
    cents: int,
    day: date,
    name: str,
    *,
    incoming: bool = False,
    end_to_end: str = "",
    reason: str = "",
    text: str = "",
    who: str = "Buren",
    **more: Any,
) -> str:
    """One entry with one transaction; `name` is what the bank calls it."""
    side, status = ("Dbtr", "CRDT") if incoming else ("Cdtr", "DBIT")
    refs = f"<Refs><EndToEndId>{end_to_end}</EndToEndId></Refs>" if end_to_end else ""
    back = f"<RtrInf><Rsn><Cd>{reason}</Cd></Rsn></RtrInf>" if reason else ""
    said = f"<RmtInf><Ustrd>{escape(text)}</Ustrd></RmtInf>" if text else ""
    return (
        f'<Ntry><Amt Ccy="{more.get("currency", "EUR")}">{more.get("amount", f"{cents // 100}.{cents % 100:02}")}</Amt>'
        f"<CdtDbtInd>{status}</CdtDbtInd><Sts>{more.get('booked', 'BOOK')}</Sts><BookgDt><Dt>{day}</Dt></BookgDt>"
        f"<ValDt><Dt>{day}</Dt></ValDt><AcctSvcrRef>{name}</AcctSvcrRef>"
        f"<NtryDtls><TxDtls>{refs}<RltdPties><{side}><Nm>{escape(who)}</Nm></{side}></RltdPties>{said}{back}</TxDtls></NtryDtls></Ntry>"
    )


def statement(*entries: str, iban: str = OURS, version: str = "02") -> bytes:
    """A statement of an account with these entries."""
    space = f"urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><Document xmlns="{space}"><BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr>'
        f"<Stmt><Id>A-17</Id><Acct><Id><IBAN>{iban}</IBAN></Id></Acct>{''.join(entries)}</Stmt></BkToCstmrStmt></Document>"
    ).encode()
