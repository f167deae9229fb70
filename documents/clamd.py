"""Asking a scanner for viruses: the command INSTREAM of clamd, over the socket that an installation names."""

from __future__ import annotations

import socket
from contextlib import closing

from django.core.files import File

FOUND, SILENT = "found", "silent"
"""That there is a virus, and that the scanner does not answer; a file of which nobody knows does not come in."""

SECONDS, PIECE, LONGEST_ANSWER = 10, 64 * 1024, 4096


def scanned(file: File[bytes], address: str) -> str:
    """What the scanner at `host:port`, or at the path of a socket, finds in a file: "", `FOUND` or `SILENT`."""
    try:
        with closing(_reached(address)) as line:
            line.sendall(b"zINSTREAM\0")
            for piece in file.chunks(PIECE):
                line.sendall(len(piece).to_bytes(4) + piece)
            line.sendall((0).to_bytes(4))
            answer = _answer(line)
    except OSError:
        return SILENT
    if answer == b"stream: OK":
        return ""
    return FOUND if answer.endswith(b" FOUND") else SILENT


def _reached(address: str) -> socket.socket:
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(SECONDS)
        line.connect(address)
        return line
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), SECONDS)


def _answer(line: socket.socket) -> bytes:
    """What comes back up to the NUL that ends it, or up to the end of the line."""
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
        piece = line.recv(LONGEST_ANSWER)
        if not piece:
            break
        answer += piece
    return answer.rstrip(b"\0")
