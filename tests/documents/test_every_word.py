"""No word of a source is lost or invented, whatever the source looks like."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deliberate.documents import align, parse
from deliberate.documents.errors import DocumentUnreadable
from deliberate.domain.drafts import Draft
from tests.documents.accounting import accounted, words

FRAGMENTS = st.sampled_from(
    ["", "\ufeff", *(Path(__file__).parent / "fragments.txt").read_text("utf-8").splitlines()]
)
LINES = st.lists(st.one_of(FRAGMENTS, FRAGMENTS, st.text(max_size=40)), max_size=30)
TEXTS = st.builds(
    lambda lines, end: end.join(lines), LINES, st.sampled_from(["\n", "\n\n", "\r\n"])
)
MANY = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def imported(sources: dict[str, str]) -> Draft:
    return align({locale: parse(text, locale) for locale, text in sources.items()})


@MANY
@given(TEXTS, TEXTS)
def test_two_languages(ko: str, en: str) -> None:
    draft = imported({"ko": ko, "en": en})
    assert accounted(draft, "ko") == words(ko)
    assert accounted(draft, "en") == words(en)


@MANY
@given(st.dictionaries(st.sampled_from(["ko", "en", "fr", "ja"]), TEXTS, min_size=1))
def test_any_number_of_languages(sources: dict[str, str]) -> None:
    draft = imported(sources)
    for locale, text in sources.items():
        assert not words(text) - accounted(draft, locale)


@MANY
@given(TEXTS)
def test_a_text_aligned_with_itself_is_whole(text: str) -> None:
    draft = imported({"ko": text, "en": text})
    assert accounted(draft, "en") == words(text)


@MANY
@given(TEXTS, TEXTS)
def test_drafts_survive_being_stored(ko: str, en: str) -> None:
    draft = imported({"ko": ko, "en": en})
    assert Draft.from_json(draft.to_json()) == draft


@MANY
@given(st.text())
def test_any_string_is_read_or_refused_by_name(text: str) -> None:
    try:
        draft = imported({"en": text})
    except DocumentUnreadable:
        return
    assert accounted(draft, "en") == words(text)
