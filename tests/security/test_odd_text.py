"""Test 12 of the trust table: odd text in every field; what is kept is composed and readable.

Marks of direction are kept in texts, since Arabic and Hebrew need them, and refused in names; see
`test_direction.py` for what a page does with them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any
from unicodedata import category, is_normalized, normalize
from urllib.parse import quote_from_bytes

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories.given import Given
from tests.services.rows import everything
from tests.support.applications import ClientAs
from tests.web.shared.form_places import Places, make_places
from tests.web.shared.forms_sent import FIELDS, MIGHTY
from tests.web.shared.test_bad_input import address

pytestmark = pytest.mark.slow

FORM = "application/x-www-form-urlencoded"
ODD: Mapping[str, bytes] = {
    "NUL": b"a\x00b",
    "a lone surrogate": b"a\xed\xa0\x80b",
    "half a pair": b"a\xed\xbf\xbfb",
    "no UTF-8": b"a\xff\xfeb",
    "right to left, not ended": "a\u202eb\u2067c\u202b".encode(),
    "ended and not begun": "a\u202c\u2069b".encode(),
    "zalgo": ("a" + "\u0301\u0316\u0334\u0489" * 40).encode(),
    "decomposed Korean": normalize("NFD", "한국말 각읽다").encode(),
    "old jamo": "\u1112\u1161\u11ab\u115f\u3164".encode(),
    "decomposed with NUL between": "\u1112\x00\u1161\x01\u11ab".encode(),
    "decomposed with a join between": "\u1112\u200b\u1161\ufeff\u11ab e\u2060\u0301".encode(),
    "separators of lines": "a\u2028b\u2029c\x85d".encode(),
    "byte order marks": b"\xef\xbb\xbfa\xef\xbb\xbfb",
    "controls": bytes(range(1, 32)) + b"a\x7f\xc2\x80\xc2\x9fb",
    "not characters": "a\ufffe\uffff\U0001fffeb".encode(),
    "above all planes": b"a\xf4\x90\x80\x80b",
    "compatibility": "ﬁ ① ｱ 가 \u212b \u2126 \u1e9b\u0323".encode(),
    "tags and joins": "🏴\U000e0067\U000e007f👩\u200d🚀\ufe0f".encode(),
}
DIRECTIONS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
KEPT = "\n\t"
"""The only controls that anything keeps."""
TEXTS = {
    "reason_ko", "reason_en", "answer_ko", "answer_en", "body_ko", "body_en", "heading_ko",
    "heading_en", "number_ko", "number_en", "pseudonym", "name", "website", "impact_ko",
    "impact_en", "title", "title_ko", "title_en", "description_ko", "description_en", "ko", "en",
    "note_ko", "note_en", "given_ko", "given_en", "body", "one_time_name", "words", "facts",
    "other", "passage", "address", "new_address", "account", "key", "credential",
}  # fmt: skip
"""Fields in which people write."""
NAMES = {
    "participants.choose_pseudonym": "pseudonym",
    "participants.create_organisation": "name",
    "comments.send": "one_time_name",
}
"""Names, which stand beside what others wrote."""
LAST = (
    "withdraw",
    "publication",
    "cancel",
    "close",
    "leave",
    "end_",
    "remove",
    "sign_out",
    "claim",
)
"""What ends something that other forms need."""


@pytest.fixture
def places(app: Flask, given: Given) -> Places:
    return make_places(app, given)


def in_order() -> list[str]:
    """Return the routes that take a form, those that end something last."""
    return sorted(FIELDS, key=lambda each: any(word in each for word in LAST))


def strings(value: Any) -> Iterator[str]:
    """Yield every string in what a column holds."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from strings(name)
            yield from strings(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from strings(each)


def is_kept_well(text: str) -> bool:
    """Whether a text is composed, and without what no reader sees and some program trips over."""
    controls = (letter for letter in text if category(letter) in {"Cc", "Cs"})
    return is_normalized("NFC", text) and all(letter in KEPT for letter in controls)


def stored(app: Flask) -> Iterator[tuple[str, str]]:
    """Yield table and text of everything that the database holds."""
    with app.app_context():
        for table, rows in everything().items():
            for text in strings(rows):
                yield table, text


def write(client: FlaskClient, url: str, fields: Mapping[str, bytes]) -> int:
    body = "&".join(f"{name}={quote_from_bytes(value)}" for name, value in fields.items())
    return client.post(url, data=body, content_type=FORM).status_code


def write_everywhere(app: Flask, client_as: ClientAs, places: Places) -> dict[str, int]:
    """Put every odd text into every field in which people write; count what was taken, by route."""
    taken: dict[str, int] = {}
    for endpoint in in_order():
        url, client = address(app, endpoint, places), client_as(MIGHTY)
        good = {name: value.encode() for name, value in places.filled(endpoint).items()}
        if not TEXTS & set(good):
            continue
        taken[endpoint] = 0
        for odd in (b" ".join(ODD.values()), *ODD.values()):
            odds = {name: value + b" " + odd for name, value in good.items() if name in TEXTS}
            status = write(client, url, {**good, **odds})
            assert status < 500, (endpoint, odd)
            taken[endpoint] += status < 400
    return taken


def test_whatever_is_typed_is_answered_and_kept_composed_without_controls(
    app: Flask, client_as: ClientAs, places: Places
) -> None:
    """Test 12: every field of every form, and then every text of every table."""
    taken = write_everywhere(app, client_as, places)
    texts = list(stored(app))
    wrong = {(table, text[:80]) for table, text in texts if not is_kept_well(text)}
    assert wrong == set()
    assert sum(number > 0 for number in taken.values()) >= 18, taken
    assert len(texts) > 1_000


@pytest.mark.parametrize("endpoint", NAMES)
def test_no_name_turns_the_direction_of_what_stands_beside_it(
    app: Flask, client_as: ClientAs, places: Places, endpoint: str
) -> None:
    """Test 12: a name with a mark of direction is refused, not quietly changed."""
    url, client = address(app, endpoint, places), client_as(MIGHTY)
    good = {name: value.encode() for name, value in places.filled(endpoint).items()}
    for mark in DIRECTIONS:
        named = {**good, NAMES[endpoint]: f"새벽{mark} 샘".encode()}
        assert write(client, url, named) == 422, ascii(mark)
    assert write(client, url, {**good, NAMES[endpoint]: "새벽 샘".encode()}) < 400


def test_an_imported_file_is_kept_composed_without_controls(
    app: Flask, client_as: ClientAs, places: Places
) -> None:
    """Test 12: the one field that takes a file."""
    url, client = address(app, "frameworks.import_texts", places), client_as(MIGHTY)
    taken = []
    for number, odd in enumerate(ODD.values()):
        parts = (
            b"# \xed\x97\x8c\xec\x9e\xa5 ",
            b"\n\n## Part 1 ",
            b"\n\n1. Aim ",
            b"\n\n",
            b"\n\n2. ",
        )
        text = b"".join(part + odd for part in parts) + b" end\n"
        sent = {"slug": f"odd-{number}", "kind": "charter", "file_ko": (BytesIO(text), "odd.txt")}
        status = client.post(url, data=sent).status_code
        assert status in {303, 422}, odd
        taken += [odd] * (status == 303)
    assert len(taken) > len(ODD) / 2
    assert {text[:80] for _, text in stored(app) if not is_kept_well(text)} == set()
    with app.app_context():
        rows = everything("framework_draft")["framework_draft"]
    bodies = [each for row in rows for each in strings(list(row)) if each.startswith("{")]
    assert len(bodies) > len(taken)
    inner = [text for body in bodies for text in strings(json.loads(body))]
    assert {text[:80] for text in inner if not is_kept_well(text)} == set()
