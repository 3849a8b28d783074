"""Of every secret only a hash is stored, and short ones are hashed with a key."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.credentials import (
    LINK_LIFETIME,
    LinkSpent,
    keyed_hash,
    link_token,
    new_session_token,
    open_link_token,
    token_hash,
)

KEY = "a key"
REF = "abc123def4"


def test_a_session_token_is_long_random_and_stored_as_a_hash() -> None:
    tokens = {new_session_token() for _ in range(100)}
    assert len(tokens) == 100
    token = tokens.pop()
    assert len(token) >= 43
    assert token_hash(token) == hashlib.sha256(token.encode()).hexdigest()
    assert token not in token_hash(token)


def test_a_receipts_hash_needs_the_key_and_says_its_purpose() -> None:
    code = "K7MF4QXT92HP"
    stored = keyed_hash("receipt", code, KEY)
    assert stored == keyed_hash("receipt", code, KEY)
    assert stored != keyed_hash("receipt", code, "another key")
    assert stored != keyed_hash("link", code, KEY)
    assert stored not in {hashlib.sha256(f"{p}{code}".encode()).hexdigest() for p in ("", KEY)}


def test_a_link_opens_with_the_key_that_made_it() -> None:
    assert open_link_token(link_token(REF, KEY), KEY) == REF


@pytest.mark.parametrize(
    "token",
    [
        "",
        ".",
        REF,
        f"{REF}.",
        link_token(REF, "another key"),
        link_token(REF, KEY)[:-1],
        link_token(REF, KEY) + "0",
        link_token(REF, KEY).upper(),
        link_token("zzz123def4", KEY).replace("zzz", "abc"),
        f"{REF}.{keyed_hash('receipt', REF, KEY)}",
        f"{REF}.\ud55c",
    ],
)
def test_a_forged_or_damaged_link_is_spent(token: str) -> None:
    with pytest.raises(LinkSpent):
        open_link_token(token, KEY)


@given(st.text())
def test_no_text_opens_a_link_by_chance(token: str) -> None:
    with pytest.raises(LinkSpent):
        open_link_token(token, KEY)


def test_a_link_works_for_a_quarter_of_an_hour() -> None:
    assert timedelta(minutes=15) == LINK_LIFETIME
