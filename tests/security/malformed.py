"""Malformed requests by number: the same number is the same request in every run.

A request begins as one that would be taken, and then one to three of its parts are broken.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from urllib.parse import quote_from_bytes

from flask import Flask
from werkzeug.routing import Rule

from tests.security import oddities
from tests.web.shared.form_places import Places
from tests.web.shared.forms_sent import FIELDS

SEED = "hostile"
ENDS_ITS_SENDER = {"participants.erase"}
"""Whoever sends this whole has nothing to send afterwards."""
WHO = ("signed out", "participant", "mighty")
FORM = b"application/x-www-form-urlencoded"
TOO_MUCH = 3_000_001
"""Bytes: one more than a form may have."""
PLACE = re.compile(r"<(?:[^:<>]+:)?(\w+)>")


@dataclass
class Request:
    """A request as it goes over the wire, in parts that can be broken."""

    number: int
    turn: int
    """How often all rules have had a request before."""
    who: str
    method: str
    rule: str
    values: dict[str, bytes]
    """What fills the places of the rule, percent-encoded."""
    fields: list[tuple[bytes, bytes]]
    """Quoted names and values of the form."""
    tail: bytes = b""
    """What stands behind the path."""
    query: bytes = b""
    headers: dict[str, bytes] = field(default_factory=dict)
    type: bytes = FORM
    sent: bytes | None = None
    """The body, where it is not the form."""
    length: bytes | None = None
    """What the request says of its body, where that is not the truth."""

    @property
    def path(self) -> bytes:
        """The path, percent-encoded."""
        parts = PLACE.split(self.rule)
        filled = [
            self.values[part] if index % 2 else part.encode() for index, part in enumerate(parts)
        ]
        return b"".join(filled) + self.tail

    @property
    def body(self) -> bytes:
        """What follows the headers."""
        if self.sent is not None:
            return self.sent
        return b"&".join(name + b"=" + value for name, value in self.fields)

    def __str__(self) -> str:
        """Say all of it, each part cut where it is long."""
        parts = (self.path, self.query, self.type, self.length, self.body)
        words = " ".join(repr(part)[:300] for part in parts)
        headers = {name: value[:200] for name, value in self.headers.items()}
        return (
            f"request {self.number} of seed {SEED!r}, {self.who}: {self.method} {words} {headers}"
        )


Break = Callable[[Request, Random], None]


def quoted(value: bytes) -> bytes:
    """Return bytes as they stand in a form."""
    return quote_from_bytes(value).encode()


def break_segment(made: Request, by: Random) -> None:
    if not made.values:
        return break_path(made, by)
    made.values[by.choice(sorted(made.values))] = by.choice(oddities.SEGMENTS)
    return None


def break_path(made: Request, by: Random) -> None:
    made.tail += by.choice(
        (b"/", b"//", b"/.", b"/..", b"%00", b"/" + by.choice(oddities.SEGMENTS))
    )


def break_query(made: Request, by: Random) -> None:
    made.query = by.choice(oddities.STRINGS)


def break_value(made: Request, by: Random) -> None:
    """Put something odd into a field, or a secret's, a number's or a date's odd kin."""
    if made.fields:
        at = by.randrange(len(made.fields))
        made.fields[at] = (made.fields[at][0], quoted(by.choice(oddities.VALUES)))


def break_name(made: Request, by: Random) -> None:
    made.fields.append((by.choice(oddities.NAMES), quoted(by.choice(oddities.VALUES))))


def break_number(made: Request, by: Random) -> None:
    """Leave a field out, send one twice, change the values of two, or send thousands."""
    way = by.randrange(4)
    if way == 3:
        made.fields += [(b"f%d" % number, b"x") for number in range(5_001)]
    elif made.fields and way == 0:
        made.fields.pop(by.randrange(len(made.fields)))
    elif made.fields and way == 1:
        made.fields.append((by.choice(made.fields)[0], b"second"))
    elif made.fields:
        values = [value for _, value in made.fields]
        by.shuffle(values)
        made.fields = [(name, value) for (name, _), value in zip(made.fields, values, strict=True)]


def break_quoting(made: Request, by: Random) -> None:
    """Cut a form anywhere, or spoil a few of its bytes."""
    body = bytearray(made.body)
    for _ in range(by.randint(1, 8)):
        if body:
            body[by.randrange(len(body))] = by.choice(b"%&=\x00\xff;+")
    made.sent = bytes(body[: by.randint(0, len(body))])


def break_type(made: Request, by: Random) -> None:
    made.type = by.choice(oddities.TYPES)


def break_body(made: Request, by: Random) -> None:
    made.sent = by.choice(oddities.BODIES)
    made.type = by.choice((b"multipart/form-data; boundary=x", made.type))


def send_as_parts(made: Request, by: Random) -> None:
    """Send the form in parts, each perhaps as a file, with a boundary that may be missing."""
    parts = []
    for name, value in made.fields:
        file = by.choice((b"", b'; filename="a\xe2\x80\xae.txt"', b'; filename=""'))
        head = b'Content-Disposition: form-data; name="' + name + b'"' + file
        parts.append(b"--x\r\n" + head + b"\r\n\r\n" + value + b"\r\n")
    made.sent = b"".join(parts) + by.choice((b"--x--\r\n", b"--x", b"--y--\r\n", b""))
    made.type = b"multipart/form-data; boundary=" + by.choice((b"x", b'"x"', b"y"))


def send_too_much(made: Request, by: Random) -> None:
    """Send more than anyone may; rarely, since it takes its time."""
    made.sent = b"body=" + b"x" * (TOO_MUCH if by.random() < 0.1 else 90_000)


def break_length(made: Request, by: Random) -> None:
    made.length = by.choice((*oddities.LENGTHS, b"%d" % (len(made.body) + 10)))


def break_cookie(made: Request, by: Random) -> None:
    """Carry a cookie that we never gave, or one of ours with a letter changed."""
    own = made.headers.get("Cookie", b"")
    if len(own) < 20 or by.random() < 0.7:
        made.headers["Cookie"] = by.choice(oddities.COOKIES)
        return
    at = by.randrange(len(b"deliberate="), len(own))
    other = by.choice([each for each in b"aZ09-_.=" if each != own[at]])
    made.headers["Cookie"] = own[:at] + bytes((other,)) + own[at + 1 :]


def break_header(made: Request, by: Random) -> None:
    made.headers.update([by.choice(oddities.HEADERS)])


def break_method(made: Request, by: Random) -> None:
    made.method = by.choice(("GET", "POST", *oddities.METHODS))


IN_ANY: Sequence[Break] = (
    break_segment,
    break_segment,
    break_path,
    break_query,
    break_cookie,
    break_header,
    break_header,
    break_method,
    break_length,
    break_body,
)
IN_FORMS: Sequence[Break] = (
    break_value,
    break_value,
    break_value,
    break_name,
    break_number,
    break_quoting,
    break_type,
    break_body,
    send_as_parts,
    send_too_much,
    break_length,
    break_cookie,
    break_header,
    break_segment,
)


class Maker:
    """Makes the malformed requests of one site; rule follows rule, kind of person follows kind."""

    def __init__(self, app: Flask, places: Places) -> None:
        self._rules = sorted(app.url_map.iter_rules(), key=lambda each: (each.rule, each.endpoint))
        self._places = places

    def __len__(self) -> int:
        """Return how many addresses are asked in turn."""
        return len(self._rules)

    def make(self, number: int, cookies: Mapping[str, bytes]) -> Request:
        """Return the request of a number; `cookies` are those of each kind of person."""
        by = Random(f"{SEED} {number}")
        rule = self._rules[number % len(self._rules)]
        made = self._sound(rule, number)
        if made.who in cookies:
            made.headers["Cookie"] = cookies[made.who]
        breaks = IN_FORMS if made.method == "POST" else IN_ANY
        for each in by.choices(breaks, k=by.randint(1, 3)):
            each(made, by)
        return made

    def _sound(self, rule: Rule, number: int) -> Request:
        values = self._places.values(rule.endpoint, set(rule.arguments))
        takes_form = rule.endpoint in FIELDS and "POST" in (rule.methods or ())
        is_sent_whole = takes_form and rule.endpoint not in ENDS_ITS_SENDER
        fields = self._places.filled(rule.endpoint) if is_sent_whole else {}
        turn = number // len(self)
        return Request(
            number,
            turn,
            WHO[turn % len(WHO)],
            "POST" if takes_form else "GET",
            rule.rule,
            {name: quoted(value.encode()) for name, value in values.items()},
            [(name.encode(), quoted(value.encode())) for name, value in fields.items()],
        )
