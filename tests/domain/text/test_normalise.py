"""The one form in which texts are kept."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.text import normalise, without_controls

BLANKS = ["\r\n", "\r", "\n", " ", "\t", "\u00a0", "\u3000", "\u2003", "\u2000", "\u202f"]
SIGNS = ["\ufeff", "\u200b", "\u2060", "\u200d", "\u2028", "\x85", "\ud800", "A", "."]
LETTERS = ["가", "\u1100", "\u1161", "\u11a8", "e", "\u0301", "\U0001f469"]
PIECES = st.sampled_from(BLANKS + SIGNS + LETTERS)
TEXTS = st.one_of(st.text(), st.lists(PIECES).map("".join))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\r\nb\rc\n", "a\nb\nc\n"),
        ("a  \nb\t\nc\u00a0\nd\u3000", "a\nb\nc\nd"),
        ("a \ufeff\nb", "a\nb"),
        ("\ufeff제\u200b1\u2060조", "제1조"),
        ("\u1112\u1161\u11ab", "한"),
        ("e\u200b\u0301", "é"),
        ("a\u00a0b", "a b"),
        ("\U0001f469\u200d\U0001f52c", "\U0001f469\u200d\U0001f52c"),
        ("  in  side\t\there", "  in  side\t\there"),
        ("Case, “quotes” — and…", "Case, “quotes” — and…"),
        ("a\u2028b\u2029c\x85d", "a\u2028b\u2029c\x85d"),
        ("\ud800x", "\ud800x"),
        ("", ""),
    ],
)
def test_what_changes_and_what_stays(text: str, kept: str) -> None:
    assert normalise(text) == kept


@given(TEXTS)
def test_twice_is_once(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(TEXTS)
def test_nothing_is_left_that_should_not_be(text: str) -> None:
    found = normalise(text)
    assert not set(found) & set("\r\u00a0\ufeff\u200b\u2060")
    assert unicodedata.is_normalized("NFC", found)
    assert not re.search(r"[ \t\u3000]$", found, re.MULTILINE)


@given(TEXTS)
def test_nothing_else_goes(text: str) -> None:
    visible = unicodedata.normalize("NFC", re.sub("[\ufeff\u200b\u2060]", "", text))
    assert re.sub(r"\s", "", normalise(text)) == re.sub(r"\s", "", visible)


def test_many_blanks_take_no_time() -> None:
    assert normalise(" " * 1_000_000 + "x") == " " * 1_000_000 + "x"


def test_controls_and_lone_surrogates_go_and_marks_of_direction_stay() -> None:
    text = "a\x00\x01\x0b\x1b\x7f\x85\x9f\ud800b\t\r\n\u200d\u202e\u2028c"
    assert without_controls(text) == "ab\t\r\n\u200d\u202e\u2028c"


def test_what_stood_beside_a_control_composes() -> None:
    assert normalise(without_controls("\u1112\x00\u1161\x01\u11ab")) == "한"
