"""Passwords need length, and must not be the first that attackers try."""

from __future__ import annotations

import pytest

from deliberate.domain.passwords import (
    PASSWORD_MAX,
    PASSWORD_MIN,
    BadPassword,
    GuessablePassword,
    ensure_password,
)
from deliberate.sample.people import PASSWORD as OF_THE_DEMO
from tests.factories.people import PASSWORD as OF_TESTS


@pytest.mark.parametrize("length", [PASSWORD_MIN, PASSWORD_MAX])
def test_no_kind_of_sign_is_asked_for(length: int) -> None:
    for text in ("a calm sentence with words", "조용한 등불 일곱 개가 강가에", "7391 5824 0062"):
        word = (text * 20)[:length]
        assert ensure_password(word) == word


@pytest.mark.parametrize("length", [0, PASSWORD_MIN - 1, PASSWORD_MAX + 1])
def test_a_password_outside_the_limits_is_refused_with_the_limits(length: int) -> None:
    with pytest.raises(BadPassword) as refusal:
        ensure_password("a" * length)
    assert (refusal.value.minimum, refusal.value.maximum) == (PASSWORD_MIN, PASSWORD_MAX)
    assert not isinstance(refusal.value, GuessablePassword)


@pytest.mark.parametrize(
    "text",
    [
        *("aaaaaaaaaa", "1212121212", "          ", "1234567890", "0987654321", "qwertyuiop"),
        *("qwerty123456", "abcdefghij", "1q2w3e4r5t", "1qaz2wsx3edc", "asdfghjkl123"),
        *("password123", "Password2026!", "PASSWORD!!!!", "iloveyou1234", "admin123456"),
        *(
            "deliberate1",
            "passwordpassword",
            "비밀번호1234567",
            "사랑해사랑해사랑해요",
            "secret-admin-1",
        ),
        "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ",
    ],
)
def test_what_attackers_try_first_is_refused(text: str) -> None:
    with pytest.raises(GuessablePassword):
        ensure_password(text)


@pytest.mark.parametrize(
    "text",
    [
        *("seven quiet lanterns", "my password is a river", "correct horse", "나루터의 일곱 등불"),
        *("9f3K-vm2Q-x81L", "administrators dream", OF_THE_DEMO, OF_TESTS),
    ],
)
def test_a_sentence_of_ones_own_is_taken(text: str) -> None:
    assert ensure_password(text) == text
