"""Test 11 of the trust table: what is far too large or no text is refused early and cheaply."""

from __future__ import annotations

import os
import re
import socket
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from deliberate.domain.actors import Role
from tests.factories.given import Given
from tests.support.servers import AppServer
from tests.support.sessions import session_cookie, session_token

HALF_A_GIGABYTE = 500 * 1000 * 1000
PIECE = b"a" * 65_536
MOST_TAKEN = 32 * 1000 * 1000
"""What may be on its way in buffers before the answer is read; a small part of the file."""
MOST_MEMORY = 200 * 1000 * 1000
PATH = "/en/frameworks/new"


@pytest.fixture
def cookie(server: AppServer, given: Given) -> str:
    """The cookie of someone who may bring texts in."""
    official = given.person(Role.OFFICIAL, given.framework().ref)
    return "=".join(session_cookie(server.app, session_token(server.app, official)))


def _head(server: AppServer, cookie: str, length: str) -> bytes:
    lines = (
        f"POST {PATH} HTTP/1.1",
        f"Host: {urlsplit(server.url).netloc}",
        f"Cookie: {cookie}",
        "Content-Type: multipart/form-data; boundary=x",
        length,
        "",
        "",
    )
    return "\r\n".join(lines).encode()


def _send(server: AppServer, head: bytes, *, in_chunks: bool) -> tuple[bytes, int]:
    """Send a file until the server has answered or hung up; return the answer and what was sent."""
    part = b'--x\r\nContent-Disposition: form-data; name="file_ko"; filename="a.txt"\r\n\r\n'
    address = urlsplit(server.url)
    sent = 0
    with socket.create_connection((str(address.hostname), address.port or 80), 30) as wire:
        wire.sendall(head)
        for piece in [part, *[PIECE] * (HALF_A_GIGABYTE // len(PIECE))]:
            body = f"{len(piece):x}\r\n".encode() + piece + b"\r\n" if in_chunks else piece
            try:
                wire.sendall(body)
            except OSError:
                break
            sent += len(piece)
            if _has_answered(wire):
                break
        try:
            return wire.recv(65_536), sent
        except OSError:
            return b"", sent


def _has_answered(wire: socket.socket) -> bool:
    wire.setblocking(False)
    try:
        wire.recv(1, socket.MSG_PEEK)
    except BlockingIOError:
        return False
    except OSError:
        return True
    finally:
        wire.settimeout(30)
    return True


def _most_memory(server: AppServer) -> int:
    """Return the most memory that any process of the server has held, in bytes."""
    port = str(urlsplit(server.url).port)
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            called = (folder / "cmdline").read_text().split("\0")
            session = os.getsid(int(folder.name))
            status = (folder / "status").read_text()
        except OSError:
            continue
        if held := re.search(r"VmHWM:\s+(\d+) kB", status):
            found[int(folder.name)] = (session, port in called, int(held[1]) * 1024)
    (ours,) = {
        session for pid, (session, is_ours, _) in found.items() if is_ours and session == pid
    }
    held_by = [held for session, _, held in found.values() if session == ours]
    assert len(held_by) > 1, "the worker is a process of its own"
    return max(held_by)


@pytest.mark.parametrize("in_chunks", [False, True], ids=["with its length", "in chunks"])
def test_half_a_gigabyte_is_refused_before_it_is_read(
    server: AppServer, cookie: str, in_chunks: bool
) -> None:
    length = "Transfer-Encoding: chunked" if in_chunks else f"Content-Length: {HALF_A_GIGABYTE}"
    answer, sent = _send(server, _head(server, cookie, length), in_chunks=in_chunks)
    assert answer == b"" or answer.split(b" ")[1] in {b"413", b"400"}
    assert sent < MOST_TAKEN
    assert _most_memory(server) < MOST_MEMORY
