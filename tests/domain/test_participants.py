"""Pseudonyms by default, receipt codes that can be read out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.localized import LOCALES
from deliberate.domain.participants import (
    PSEUDONYM_LENGTH,
    RECEIPT_ALPHABET,
    RECEIPT_LENGTH,
    REF_LENGTH,
    Assurance,
    BadPseudonym,
    ensure_pseudonym,
    group_receipt_code,
    new_receipt_code,
    new_ref,
    read_receipt_code,
    suggest_pseudonym,
)

AMBIGUOUS = set("0O1IL")
CODES = st.text(RECEIPT_ALPHABET, min_size=RECEIPT_LENGTH, max_size=RECEIPT_LENGTH)


def test_a_receipt_code_has_no_ambiguous_character() -> None:
    assert not AMBIGUOUS & set(RECEIPT_ALPHABET)
    codes = {new_receipt_code() for _ in range(200)}
    assert len(codes) == 200
    assert {len(code) for code in codes} == {RECEIPT_LENGTH}
    assert set("".join(codes)) <= set(RECEIPT_ALPHABET)


@given(CODES)
def test_case_spaces_and_dashes_of_a_receipt_code_do_not_matter(code: str) -> None:
    shown = group_receipt_code(code)
    typed = (shown, shown.lower(), f"  {code} ", shown.replace("-", " "), shown.replace("-", "–"))
    assert {read_receipt_code(each) for each in typed} == {code}


@given(st.text())
def test_anything_typed_as_a_receipt_code_can_be_read(typed: str) -> None:
    assert set(read_receipt_code(typed)) <= set(RECEIPT_ALPHABET)


def test_a_receipt_code_is_shown_in_groups_of_four() -> None:
    assert group_receipt_code("K7MF4QXT92HP") == "K7MF-4QXT-92HP"


@pytest.mark.parametrize("locale", LOCALES)
def test_a_suggested_pseudonym_can_be_used_as_it_is(locale: str) -> None:
    names = {suggest_pseudonym(locale) for _ in range(100)}
    assert len(names) > 50
    assert {ensure_pseudonym(name) for name in names} == names
    assert all(name.isascii() == (locale == "en") for name in names)


def test_a_pseudonym_is_shown_without_needless_blanks() -> None:
    assert ensure_pseudonym("  맑은 \t 나루\n") == "맑은 나루"
    assert ensure_pseudonym("가" * PSEUDONYM_LENGTH) == "가" * PSEUDONYM_LENGTH


@pytest.mark.parametrize(
    "text",
    ["", " \t\n", "가" * (PSEUDONYM_LENGTH + 1), "a\x00b", "\u202eadmin", "a\u200bb", "\ud800"],
    ids=["empty", "blank", "long", "nul", "right to left", "zero width", "surrogate"],
)
def test_a_pseudonym_that_cannot_be_shown_is_refused(text: str) -> None:
    with pytest.raises(BadPseudonym):
        ensure_pseudonym(text)


def test_public_names_are_random() -> None:
    refs = {new_ref() for _ in range(500)}
    assert len(refs) == 500
    assert all(len(ref) == REF_LENGTH and ref.isalnum() and ref == ref.lower() for ref in refs)


def test_assurance_goes_from_weak_to_strong() -> None:
    assert [level.value for level in Assurance] == ["guest", "assisted", "known", "enrolled"]
