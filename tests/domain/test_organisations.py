"""Names and websites of organisations are refused where they could mislead."""

from __future__ import annotations

import pytest

from deliberate.domain.organisations import (
    NAME_LENGTH,
    WEBSITE_LENGTH,
    BadOrganisationName,
    BadWebsite,
    ensure_name,
    ensure_website,
)

SITE = "https://"


def test_a_name_is_kept_on_one_line() -> None:
    assert ensure_name(" 시민과 \n 기술 ") == "시민과 기술"
    assert ensure_name("a" * NAME_LENGTH) == "a" * NAME_LENGTH


@pytest.mark.parametrize(
    "name", ["", "   ", "a" * (NAME_LENGTH + 1), "a\x00", "\u202eabc", "\x1b["]
)
def test_a_name_that_cannot_be_shown_is_refused(name: str) -> None:
    with pytest.raises(BadOrganisationName):
        ensure_name(name)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", None),
        ("  ", None),
        (" https://example.org/a?b=c ", "https://example.org/a?b=c"),
        ("http://한빛.example", "http://한빛.example"),
        (SITE + "a" * (WEBSITE_LENGTH - len(SITE)), SITE + "a" * (WEBSITE_LENGTH - len(SITE))),
    ],
)
def test_a_website_is_optional(typed: str, kept: str | None) -> None:
    assert ensure_website(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "example.org",
        "javascript:alert(1)",
        "ftp://example.org",
        "//example.org",
        "HTTPS//example.org",
        "https://exa mple.org",
        "https://example.org/\u202e",
        "https://example.org/\r\nX: y",
        SITE + "a" * WEBSITE_LENGTH,
    ],
)
def test_a_website_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(BadWebsite):
        ensure_website(typed)
