"""No word of a source is lost or invented, whatever the source looks like."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deliberate.documents import align, parse
from deliberate.documents.errors import DocumentUnreadable
from deliberate.domain.drafts import Draft
from tests.documents.accounting import accounted, words

FRAGMENTS = st.sampled_from(
    [
        "# 인공지능 윤리헌장", "# Charter on AI", "## 제1장 총칙", "## Chapter 1 General", "### 1.1 Scope",
        "제1장", "총칙", "제1조(목적) 이 조례는 목적을 정한다.", "제2조", "제 3 조 삭제", "제5조의2(특례) 따로 정한다.",
        "제5조에 따라 정한다.", "Article 1 (Purpose) This is about AI.", "Article 2", "Article 3. Scope",
        "Article 5 of this Act applies.", "Principle 1: Fairness", "원칙 2. 투명성", "부칙", "전문", "Annex A",
        "1. Purpose", "1) first item", "2) second item", "3. third", "(1) one", "① 하나", "② 둘", "가. 가나",
        "나. 다라", "a) alpha", "i) roman", "1.1 decimal text", "1.2 more", "IV. Fourth", "Ⅲ. 셋째",
        "Human dignity: AI must respect people.", "인간의 존엄성: AI는 사람을 존중해야 합니다.",
        "We do this, e.g.: that and this.", "**Bold heading**", "**Fairness.** AI is fair.",
        "- bullet one", "- **Openness:** we publish", "* 둘째", "> quoted words", "| a | b |", "|---|---|",
        "Our vision 우리의 비전", "권고사항 Recommendations", "Signatories 서명인", "핵심 가치 (Core values)",
        "Core values", "핵심 가치", "문제 진단", "Call to action:", "This is one sentence of the text.",
        "이것은 한 문장입니다.", "Rights matter. Sustainable growth: We commit to it. Trust: We earn it.",
        "Draft 28/08/2024", "수정본 2024828", "(note in brackets)", "헌장(국문)", "Charter (English version)",
        "2024. 8. 28.", "28 August 2024", "- 3 -", "Page 2 of 9", "3", "4", "5", "---", "=====", "***",
        "목차", "Contents", "Version: 2.1", "※ 참고", "\ufeff", "", "", "", "   indented words here",
        "                         Centred title", "the line goes on without a capital letter and",
    ]
)  # fmt: skip
LINES = st.lists(st.one_of(FRAGMENTS, FRAGMENTS, st.text(max_size=40)), max_size=30)
TEXTS = st.builds(lambda lines, end: end.join(lines), LINES, st.sampled_from(["\n", "\n\n", "\r\n"]))
MANY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def imported(sources: dict[str, str]) -> Draft:
    return align({locale: parse(text, locale) for locale, text in sources.items()})


@MANY
@given(TEXTS, TEXTS)
def test_two_languages(ko: str, en: str) -> None:
    draft = imported({"ko": ko, "en": en})
    assert accounted(draft, "ko") == words(ko)
    assert accounted(draft, "en") == words(en)


@MANY
@given(st.dictionaries(st.sampled_from(["ko", "en", "fr", "ja"]), TEXTS, min_size=1, max_size=4))
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
