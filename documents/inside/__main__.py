"""The process that looks inside a file: it gets the file, says what it is or what is wrong with it, and ends.

Usage: `python -m documents.inside < file`; one line comes out, `kind` or `!code`. With `words KIND` behind it the words come out instead,
page by page: of a file that takes too much the words that were read by then.
"""

from __future__ import annotations

import resource
import sys

from documents.inside import MEGABYTE, SWELLS, Wrong

MOST_MEMORY, MOST_SECONDS = 256 * MEGABYTE, 4


def limit() -> None:
    """Take at most this much memory and time, and write no file."""
    for what, most in (
        (resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_CPU, MOST_SECONDS), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0),
    ):  # fmt: skip
        resource.setrlimit(what, (most, most))


def main() -> str:
    """What the file is, or what is wrong with it after an exclamation mark."""
    from documents.inside.look import look  # noqa: PLC0415 - the limits stand before anything is loaded that reads files.

    try:
        return look(sys.stdin.buffer.read())
    except Wrong as wrong:
        return f"!{wrong.why}"
    except MemoryError:
        return f"!{SWELLS}"


def words(kind: str) -> None:
    """Write the words of a file that came in before; what cannot be read has none."""
    from documents.inside.words import words as read  # noqa: PLC0415 - the same.

    try:
        for piece in read(sys.stdin.buffer.read(), kind):
            sys.stdout.buffer.write(piece.encode("utf-8", "replace") + b"\n")
            sys.stdout.flush()
    except Exception:  # noqa: BLE001, S110 - whatever goes wrong in a file, the words that were read before stand.
        pass


if __name__ == "__main__":
    limit()
    if sys.argv[1:2] == ["words"]:
        words(sys.argv[2])
    else:
        sys.stdout.write(main())
