"""Requests that are wrong as HTTP, byte by byte, and what a server says to them."""

from __future__ import annotations

import re
import socket
from contextlib import suppress
from urllib.parse import urlsplit

from tests.security.malformed import Request

SECONDS = 1.5
"""How long an answer may take; whoever sends half a request is kept waiting."""
STATUS = re.compile(rb"HTTP/\d(?:\.\d)? (\d{3})")
HOST = b"Host: localhost\r\n"
FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"
GET = b"GET /ko/ HTTP/1.1\r\n"
POST = b"POST /ko/receipts HTTP/1.1\r\n" + HOST + FORM
END = b"Connection: close\r\n\r\n"

BYTES: tuple[bytes, ...] = (
    b"\r\n",
    b"\x00" * 100,
    b"\xff" * 9_000,
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"PROXY TCP4 1.2.3.4 5.6.7.8 1 2\r\n" + GET + HOST + END,
    b"GET\r\n\r\n",
    b"GET /ko/\r\n\r\n",
    b"GET  /ko/  HTTP/1.1\r\n" + HOST + END,
    b"GET /ko/ HTTP/9.9\r\n" + HOST + END,
    b"GET /ko/ HTTP/1.0\r\n\r\n",
    b"GET /ko/ HTTQ/1.1\r\n" + HOST + END,
    b"G\x00T /ko/ HTTP/1.1\r\n" + HOST + END,
    b"GET /ko/\x00 HTTP/1.1\r\n" + HOST + END,
    b"GET ko HTTP/1.1\r\n" + HOST + END,
    b"GET * HTTP/1.1\r\n" + HOST + END,
    b"OPTIONS * HTTP/1.1\r\n" + HOST + END,
    b"CONNECT example.org:443 HTTP/1.1\r\n" + HOST + END,
    b"GET http://evil.example/ko/ HTTP/1.1\r\n" + HOST + END,
    b"GET //evil.example/%2e%2e HTTP/1.1\r\n" + HOST + END,
    b"GET /ko/?\xff\xfe=\xed\xa0\x80 HTTP/1.1\r\n" + HOST + END,
    b"GET /ko/\xff\xfe HTTP/1.1\r\n" + HOST + END,
    b"GET /ko/%00%ff%zz HTTP/1.1\r\n" + HOST + END,
    b"GET /ko/#fragment HTTP/1.1\r\n" + HOST + END,
    b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\n" + HOST + END,
    b"B" * 70_000 + b" /ko/ HTTP/1.1\r\n" + HOST + END,
    GET + END,
    GET + HOST + HOST + END,
    GET + b"Host: evil.example\r\nHost: localhost\r\n" + END,
    GET + b"Host: \xff\xfe\r\n" + END,
    GET + b"Host:\r\n" + END,
    GET + HOST + b"no colon\r\n" + END,
    GET + HOST + b": no name\r\n" + END,
    GET + HOST + b"A B: c\r\n" + END,
    GET + HOST + b"A : c\r\n" + END,
    GET + HOST + b"A: b\r\n folded\r\n" + END,
    GET + HOST + b"A: \x00\r\n" + END,
    GET + HOST + b"A: b\rC: d\r\n" + END,
    GET + HOST + b"A: " + b"b" * 500_000 + b"\r\n" + END,
    GET + HOST + b"A: b\r\n" * 5_000 + END,
    GET + HOST + b"Cookie: " + b"a=b; " * 10_000 + b"\r\n" + END,
    GET + HOST + b"Cookie: deliberate=\xff\xfe\x80\r\n" + END,
    GET.replace(b"\r", b"") + HOST.replace(b"\r", b"") + b"\n",
    GET + HOST + b"Connection: upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\n\r\n",
    GET + HOST + b"Upgrade: h2c\r\nHTTP2-Settings: \xff\r\n" + END,
    GET + HOST + b"Content-Length: 10\r\n\r\nshort",
    GET + HOST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
    GET + HOST + b"Range: bytes=0-0,1-1\r\nIf-Range: \xff\r\n" + END,
    GET + HOST + b"Expect: 100-continue\r\n" + END,
    POST + b"Content-Length: 5\r\n" + END + b"code=far more than five",
    POST + b"Content-Length: 500\r\n" + END + b"code=less",
    POST + b"Content-Length: -1\r\n" + END + b"code=x",
    POST + b"Content-Length: abc\r\n" + END + b"code=x",
    POST + b"Content-Length: 1e1\r\n" + END + b"code=x",
    POST + b"Content-Length: +6\r\n" + END + b"code=x",
    POST + b"Content-Length: 99999999999999999999999\r\n" + END + b"code=x",
    POST + b"Content-Length: 6\r\nContent-Length: 7\r\n" + END + b"code=xy",
    POST + b"Content-Length: 6, 6\r\n" + END + b"code=x",
    POST + END + b"code=x",
    POST + b"Content-Length: 4000000\r\n" + END + b"c" * 4_000_000,
    POST
    + b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n"
    + END
    + b"0\r\n\r\nGET / HTTP/1.1",
    POST + b"Transfer-Encoding: chunked\r\n" + END + b"6\r\ncode=x\r\n0\r\n\r\n",
    POST + b"Transfer-Encoding: chunked\r\n" + END + b"6\r\ncode=xyz\r\n0\r\n\r\n",
    POST + b"Transfer-Encoding: chunked\r\n" + END + b"FFFFFFFFFFFFFFFFF\r\nx",
    POST + b"Transfer-Encoding: chunked\r\n" + END + b"-1\r\nx\r\n0\r\n\r\n",
    POST
    + b"Transfer-Encoding: chunked\r\n"
    + END
    + b"6;"
    + b"e" * 30_000
    + b"\r\ncode=x\r\n0\r\n\r\n",
    POST + b"Transfer-Encoding: gzip, chunked\r\n" + END + b"1\r\nx\r\n0\r\n\r\n",
    POST + b"Transfer-Encoding: chunked, identity\r\n" + END + b"1\r\nx\r\n0\r\n\r\n",
    POST + b"Transfer-Encoding:\x0bchunked\r\n" + END + b"1\r\nx\r\n0\r\n\r\n",
    POST + b"Content-Encoding: gzip\r\nContent-Length: 3\r\n" + END + b"\x1f\x8b\x08",
    POST + b"Expect: 200-maybe\r\nContent-Length: 6\r\n" + END + b"code=x",
    GET + HOST + b"\r\n" + GET + HOST + END,
    GET + HOST + b"\r\nnonsense behind the first\r\n\r\n",
)
"""Whole connections, from the first byte to the last."""


def on_the_wire(made: Request) -> bytes:
    """Return a malformed request as a client writes it; what no line can hold is left as it is."""
    target = made.path + (b"?" + made.query if made.query else b"")
    length = b"%d" % len(made.body) if made.length is None else made.length
    headers = {"Host": b"localhost", **made.headers, "Content-Type": made.type}
    headers |= {"Content-Length": length, "Connection": b"close"}
    lines = [name.encode() + b": " + value for name, value in headers.items()]
    first = made.method.encode() + b" " + target + b" HTTP/1.1"
    return b"\r\n".join([first, *lines, b"", made.body])


def answers(url: str, sent: bytes) -> list[int]:
    """Send bytes and then nothing more; return the statuses of all answers, none for a refusal.

    The server takes the end of what is sent as a leaving, so that it is not told before its time.
    """
    address = urlsplit(url)
    with socket.create_connection((address.hostname, address.port), SECONDS) as connection:
        received = _talk(connection, sent)
    return [int(each) for each in STATUS.findall(received)]


def _talk(connection: socket.socket, sent: bytes) -> bytes:
    received = b""
    with suppress(OSError):  # refused before all of it was sent: the answer is read all the same
        connection.sendall(sent)
    with suppress(OSError):  # closed, or kept waiting for what was left unfinished
        while piece := connection.recv(65_536):
            received += piece
    return received
