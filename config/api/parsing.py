"""Reading JSON strictly: what two readers could read in two ways, or no text of ours can hold, is refused before anybody looks at it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import IO, Any, NoReturn

from rest_framework import exceptions
from rest_framework.parsers import BaseParser

from workflow.errors import Obstacle
from workflow.reading import SURROGATE

MOST_BYTES = 1_000_000
DEEPEST = 24
"""How deep lists and objects may stand in each other; the deepest payload of ours goes to six."""
LONGEST_NUMBER = 18
"""Digits: what is longer may not fit in a column."""


class NotRead(exceptions.ParseError):
    """A body that cannot be read, with the reason."""

    def __init__(self, obstacle: Obstacle, status: int = 400) -> None:
        super().__init__(obstacle.sentence)
        self.obstacle, self.status_code = obstacle, status


class StrictJSON(BaseParser):
    """JSON in UTF-8 of at most a megabyte, or what the view takes: no key twice, whole numbers only, no half characters."""

    media_type = "application/json"

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        """What was sent."""
        context = parser_context or {}
        request, most = context["request"], getattr(context.get("view"), "most_bytes", MOST_BYTES)
        if request.content_params.get("charset", "utf-8").lower() not in {"utf-8", "utf8"}:
            raise exceptions.UnsupportedMediaType(str(media_type))
        sent = stream.read(most + 1)
        if len(sent) > most:
            raise NotRead(Obstacle("too-long", f"Stuur in één keer niet meer dan {most} bytes."), 413)
        try:
            found = json.loads(
                sent.decode("utf-8"),
                object_pairs_hook=_once,
                parse_constant=_no_number,
                parse_float=_no_number,
                parse_int=_whole,
            )
        except (ValueError, RecursionError) as wrong:
            raise NotRead(Obstacle("not-json", "Dit is geen JSON in UTF-8.")) from wrong
        _sayable(found, DEEPEST)
        return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        [(twice, _)] = Counter(name for name, _ in pairs).most_common(1)
        raise NotRead(Obstacle("named-twice", f"{twice[:60]!a} staat er twee keer."))
    return found


def _no_number(said: str) -> NoReturn:
    sentence = f"Hier staat {said[:20]}. Schrijf een heel getal. Een bedrag is een tekst, zoals “1234.56”."
    raise NotRead(Obstacle("number-not-whole", sentence))


def _whole(said: str) -> int:
    if len(said.lstrip("-")) > LONGEST_NUMBER:
        _no_number(said)
    return int(said)


def _sayable(found: object, depth: int) -> None:
    """Texts have no half characters and no NUL in them, and nothing stands deeper than somebody means it."""
    if depth < 0:
        raise NotRead(Obstacle("too-deep", f"Dit staat meer dan {DEEPEST} diep in elkaar."))
    if isinstance(found, str) and (SURROGATE.search(found) or "\x00" in found):
        raise NotRead(Obstacle("text-not-whole", "Hier staan tekens die geen tekst zijn."))
    if isinstance(found, dict):
        for name, value in found.items():
            _sayable(name, depth)
            _sayable(value, depth - 1)
    if isinstance(found, list):
        for one in found:
            _sayable(one, depth - 1)
