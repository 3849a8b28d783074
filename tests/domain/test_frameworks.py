"""Addresses of frameworks, and how a clause without a heading is called."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.frameworks import (
    RESERVED_SLUGS,
    SLUG_LENGTH,
    BadSlug,
    ensure_slug,
    opening_words,
)


@pytest.mark.parametrize("slug", ["a", "hanbit-ai", "2024", "a-b-c", "x" * SLUG_LENGTH])
def test_a_good_address_is_kept(slug: str) -> None:
    assert ensure_slug(f" {slug}\n") == slug


@pytest.mark.parametrize(
    "slug",
    [
        "",
        "-",
        "-a",
        "a-",
        "a--b",
        "A",
        "a b",
        "a/b",
        "..",
        "한빛",
        "é",
        "a\n-b",
        "a\x00",
        "x" * (SLUG_LENGTH + 1),
        "１",
        *RESERVED_SLUGS,
    ],
)
def test_a_bad_address_is_refused(slug: str) -> None:
    with pytest.raises(BadSlug):
        ensure_slug(slug)


def test_the_address_of_the_import_page_is_reserved() -> None:
    assert "new" in RESERVED_SLUGS


def test_a_clause_is_called_by_whole_words() -> None:
    assert opening_words("A public body explains.", 30) == "A public body explains."
    assert opening_words("A public body,  explains\nits decisions", 16) == "A public body…"
    assert opening_words("가" * 50, 40) == "가" * 40 + "…"
    assert opening_words("") == ""


@given(st.text(), st.integers(min_value=1, max_value=80))
def test_a_clauses_name_never_grows_long(body: str, length: int) -> None:
    found = opening_words(body, length)
    assert len(found) <= length + 1
    assert found.endswith("…") == (len(" ".join(body.split())) > length) or body.strip()[-1:] == "…"
