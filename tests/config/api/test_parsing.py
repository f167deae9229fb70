"""JSON that could be read in two ways, or that no text of ours can hold, is refused with a code before anybody looks at it."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest
from rest_framework.exceptions import UnsupportedMediaType
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory

from config.api.parsing import DEEPEST, MOST_BYTES, NotRead, StrictJSON


def read(sent: bytes, media: str = "application/json") -> Any:
    request = Request(APIRequestFactory().post("/", sent, content_type=media))
    return StrictJSON().parse(BytesIO(sent), media, {"request": request})


def nested(depth: int) -> bytes:
    return b"[" * depth + b"]" * depth


def test_json_that_can_be_read_in_one_way_is_read() -> None:
    sent = {"naam": "Zoë – €", "getal": -(10**17), "lijst": [True, None, {"a": ""}]}
    assert read(json.dumps(sent).encode()) == sent
    assert read(json.dumps(sent, ensure_ascii=False).encode(), "application/json; charset=UTF-8") == sent
    assert read(nested(DEEPEST)) is not None


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (b"", "not-json"),
        (b"{", "not-json"),
        (b"\xef\xbb\xbf{}", "not-json"),
        ('{"a": "é"}'.encode("latin-1"), "not-json"),
        ("{}".encode("utf-16"), "not-json"),
        (b"{'a': 1}", "not-json"),
        (b'{"a": 1} {"b": 2}', "not-json"),
        (nested(100_000), "not-json"),
        (nested(DEEPEST + 2), "too-deep"),
        (b'{"a": 1, "a": 2}', "named-twice"),
        (b'[{"b": {"a": 1, "\\u0061": 2}}]', "named-twice"),
        (b'{"a": 1.5}', "number-not-whole"),
        (b'{"a": 1e2}', "number-not-whole"),
        (b'{"a": NaN}', "number-not-whole"),
        (b'{"a": -Infinity}', "number-not-whole"),
        (b'{"a": 1' + b"0" * 400 + b"}", "number-not-whole"),
        (b'{"a": 1' + b"0" * 10_000 + b"}", "number-not-whole"),
        (b'{"a": 1e400}', "number-not-whole"),
        (b'{"a": ["x\\ud800"]}', "text-not-whole"),
        (b'{"\\udfff": 1}', "text-not-whole"),
        (b'{"a": "\\u0000"}', "text-not-whole"),
    ],
    ids=lambda value: repr(value[:24]),
)
def test_what_is_no_json_of_ours_is_refused_with_its_code(sent: bytes, code: str) -> None:
    with pytest.raises(NotRead) as refused:
        read(sent)
    assert (refused.value.obstacle.code, refused.value.status_code) == (code, 400)


def test_what_is_longer_than_a_megabyte_is_not_read_to_its_end() -> None:
    stream = BytesIO(b'"' + b"a" * 10 * MOST_BYTES + b'"')
    request = Request(APIRequestFactory().post("/", b"", content_type="application/json"))
    with pytest.raises(NotRead) as refused:
        StrictJSON().parse(stream, "application/json", {"request": request})
    assert (refused.value.obstacle.code, refused.value.status_code) == ("too-long", 413)
    assert stream.tell() == MOST_BYTES + 1


@pytest.mark.parametrize("charset", ["latin-1", "utf-16", "nonsense"])
def test_another_character_set_is_refused(charset: str) -> None:
    with pytest.raises(UnsupportedMediaType):
        read(b"{}", f"application/json; charset={charset}")
