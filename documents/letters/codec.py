"""Letters as canonical JSON: sorted keys, no spaces, whole numbers, dates in ISO 8601, no floats."""

import json
from dataclasses import fields
from datetime import UTC, date, datetime
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, NoReturn, Union, get_args, get_origin

from documents.letters import award, correction, intake, objecting, paying, recovery, rejection, settlement, terms
from documents.letters.letter import Letter
from documents.letters.part import LetterIncomplete, Part, article_of, bare, hints, is_mandatory

KINDS: dict[str, type[Letter]] = {
    letter.kind: letter
    for letter in (
        intake.Acknowledgement,
        intake.IdeaReceived,
        intake.Invitation,
        intake.IdeaAdvice,
        intake.CompletionRequest,
        intake.SetAside,
        intake.WithdrawalConfirmed,
        terms.SuspensionNotice,
        terms.ResumptionNotice,
        terms.Extension,
        terms.DelayNotice,
        terms.ReceiptCorrected,
        terms.Merged,
        award.Award,
        award.DirectDetermination,
        award.Prize,
        rejection.Rejection,
        objecting.ObjectionReceipt,
        objecting.ObjectionDecision,
        settlement.AccountReceipt,
        settlement.DeviationReceipt,
        settlement.Reminder,
        settlement.HearingIntention,
        settlement.Determination,
        settlement.LowerDetermination,
        recovery.Recovery,
        correction.Amendment,
        correction.Revocation,
        correction.Rectification,
        correction.PartyChange,
        paying.AdvancePaid,
        paying.PaymentReturned,
        paying.AccountChange,
        paying.SuspicionNotice,
        paying.PaymentsResumed,
    )
}


def to_json(letter: Letter) -> str:
    """Write a letter as canonical JSON. Raises `TypeError` for a value that has no exact form, such as a float."""
    return json.dumps(_encode(letter), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def from_json(kind: str, text: str) -> Letter:
    """Read a letter back.

    Raises `KeyError` for an unknown kind, `LetterIncomplete` for a letter that is not whole, and `ValueError` for
    what no letter has: a float, an unknown field, a value of another type.
    """
    read = json.loads(text, parse_float=_refuse_float, parse_constant=_refuse_float)
    letter = _decode_part(KINDS[kind], read)
    assert isinstance(letter, Letter)
    return letter


def _encode(value: object) -> object:
    if isinstance(value, Part):
        encoded = {field.name: _encode(getattr(value, field.name)) for field in fields(value)}
        return encoded | ({"tag": value.tag} if hasattr(value, "tag") else {})
    if isinstance(value, tuple):
        return [_encode(each) for each in value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, (str, bool, int)):
        return value
    message = f"a letter holds no {type(value).__name__}"
    raise TypeError(message)


def _refuse_float(found: str) -> NoReturn:
    message = f"a letter holds no floats: {found}"
    raise ValueError(message)


def _is_blank(read: object) -> bool:
    return read is None or (isinstance(read, (str, list)) and not "".join(map(str, read)).strip())


def _decode_part(part: type[Part], read: object) -> Part:
    if not isinstance(read, dict):
        message = f"{part.__name__} is no object"
        raise ValueError(message)  # noqa: TRY004 - the file is wrong, not the code
    known = {field.name for field in fields(part)}
    if unknown := set(read) - known - {"tag"}:
        message = f"{part.__name__} has no {sorted(unknown)}"
        raise ValueError(message)
    for field in fields(part):
        if is_mandatory(field) and _is_blank(read.get(field.name)):
            raise LetterIncomplete(f"{part.__name__}.{field.name}", article_of(part, field.name))
    return part(**{name: _decode(bare(hints(part)[name]), read[name]) for name in known & set(read)})


def _decode(hint: object, read: Any) -> object:
    if get_origin(hint) in (Union, UnionType):
        return _decode_union(get_args(hint), read)
    if get_origin(hint) is tuple:
        return tuple(_decode(get_args(hint)[0], each) for each in _of(list, read))
    if hint is datetime:
        return datetime.fromisoformat(_of(str, read))
    if hint is date:
        return date.fromisoformat(_of(str, read))
    assert isinstance(hint, type)
    if issubclass(hint, Part):
        return _decode_part(hint, read)
    return hint(_of(str, read)) if issubclass(hint, StrEnum) else _of(hint, read)


def _decode_union(members: tuple[Any, ...], read: Any) -> object:
    if read is None and NoneType in members:
        return None
    tagged = {member.tag: member for member in members if hasattr(member, "tag")}
    if tagged:
        return _decode_part(tagged[_of(dict, read)["tag"]], read)
    (only,) = (member for member in members if member is not NoneType)
    return _decode(only, read)


def _of(kind: type, read: Any) -> Any:
    if type(read) is not kind:
        message = f"{read!r} is no {kind.__name__}"
        raise ValueError(message)
    return read
