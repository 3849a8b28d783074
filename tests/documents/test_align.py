"""Pairing languages by structure: numbers, words, headings in both, more than two languages."""

from __future__ import annotations

import random
import time

import pytest

from deliberate.documents import align, import_framework, parse
from deliberate.documents.sequences import align as align_sequences
from deliberate.documents.sequences import in_partner_order, rising
from deliberate.domain.drafts import Draft, GuessKind

ENGLISH = "data people decision privacy safety impact council report training energy child test"
KOREAN = "데이터 사람 결정 프라이버시 안전 영향 의회 보고 훈련 에너지 아동 시험"
WORDS = dict(zip(ENGLISH.split(), KOREAN.split(), strict=True))


def both(ko: str, en: str) -> Draft:
    return align({"ko": parse(ko, "ko"), "en": parse(en, "en")})


def texts(draft: Draft, locale: str) -> list[str]:
    return [
        clause.cells[locale].text if locale in clause.cells else ""
        for section in draft.sections
        for clause in section.clauses
    ]


def test_articles_out_of_order_are_paired_by_number() -> None:
    ko = "조례\n\n" + "\n\n".join(f"제{n}조(가) {n} 번이다." for n in (1, 2, 3, 4, 5, 6))
    en = "Act\n\n" + "\n\n".join(f"Article {n} (A) Number {n}." for n in (1, 2, 4, 5, 3, 6))
    draft = both(ko, en)
    assert texts(draft, "en") == [f"Number {n}." for n in (1, 2, 3, 4, 5, 6)]


def test_articles_in_one_language_and_a_list_in_the_other() -> None:
    ko = "조례\n\n제1조(하나) 이것이다.\n\n제2조(둘) 저것이다.\n\n제3조(셋) 그것이다."
    en = "Ordinance\n\n1. Uno: This it is.\n\n2. Due: That it is.\n\n3. Tre: It it is."
    assert texts(both(ko, en), "en") == ["This it is.", "That it is.", "It it is."]


def test_words_outweigh_numbers_that_moved_on() -> None:
    ko = (
        "조례\n\n제1조(목적) 목적을 정한다.\n\n제2조(교육) 교육을 한다."
        "\n\n제3조(평가) 영향을 평가한다.\n\n제4조(보고) 의회에 보고한다."
    )
    en = (
        "Act\n\nArticle 1 (Purpose) It sets the purpose.\n\nArticle 2 (Assessment) Impact is"
        " assessed.\n\nArticle 3 (Reports) It reports to the council."
    )
    draft = both(ko, en)
    assert texts(draft, "en") == [
        "It sets the purpose.",
        "",
        "Impact is assessed.",
        "It reports to the council.",
    ]
    assert GuessKind.NUMBERS_DIFFER in {guess.kind for guess in draft.guesses}


def test_a_heading_in_one_language_only() -> None:
    ko = (
        "헌장\n\n가치\n\n공정: 우리는 공정하다."
        "\n\n약속\n\n교육: 우리는 교육한다.\n\n평가: 우리는 평가한다."
    )
    en = (
        "Charter\n\nValues\n\nFairness: we are fair."
        "\n\nEducation: we educate.\n\nAssessment: we assess."
    )
    draft = both(ko, en)
    assert [dict(section.titles) for section in draft.sections] == [
        {"ko": "가치", "en": "Values"},
        {"ko": "약속"},
    ]
    assert GuessKind.SECTION_TITLE_MISSING in {guess.kind for guess in draft.guesses}
    assert [(each.clause, each.missing) for each in draft.unpaired] == [(None, ("en",))]


def test_one_foreign_word_is_taken_out_where_the_other_language_has_it() -> None:
    ko = "헌장\n\n가치 Values\n\n우리는 공정하다.\n\n약속\n\n우리는 교육한다."
    en = "Charter\n\nValues\n\nWe are fair.\n\nPromises\n\nWe educate."
    draft = both(ko, en)
    assert draft.sections[0].titles == {"ko": "가치", "en": "Values"}
    assert [(each.locale, each.text) for each in draft.left_out] == [("ko", "Values")]


def test_acronyms_belong_to_their_heading() -> None:
    draft = both("헌장\n\nAI 윤리\n\n우리는 말한다.", "Charter\n\nAI ethics\n\nWe say.")
    assert draft.sections[0].titles == {"ko": "AI 윤리", "en": "AI ethics"}


def test_a_doubtful_title_is_a_heading_where_another_language_says_so() -> None:
    ko = "헌장\n\n어디에 서 있나\n\n우리는 여기에 있다.\n\n어디로 가나\n\n우리는 저기로 간다."
    en = "Where we stand\n\nWe are here.\n\nWhere we go\n\nWe go there."
    draft = both(ko, en)
    assert draft.sections[0].titles == {"ko": "어디에 서 있나", "en": "Where we stand"}
    assert draft.titles == {"ko": "헌장"}


def test_three_languages() -> None:
    files = {
        "ko": "# 헌장\n\n## 가치\n\n1) 우리는 공정하다.\n2) 우리는 배운다.\n",
        "en": "# Charter\n\n## Values\n\n1) We are fair.\n2) We learn.\n",
        "fr": "# Charte\n\n## Valeurs\n\n1) Nous sommes justes.\n2) Nous apprenons.\n",
    }
    draft = import_framework({locale: text.encode() for locale, text in files.items()})
    assert draft.locales == ("ko", "en", "fr")
    assert draft.unpaired == ()
    assert draft.clause_count == 2


def test_one_language() -> None:
    draft = import_framework({"en": b"# Charter\n\n## Values\n\nWe are fair.\n"})
    assert [guess.kind for guess in draft.guesses] == [GuessKind.ONE_LANGUAGE]
    assert draft.unpaired == ()


def long_text(count: int, style: str, without: range) -> dict[str, bytes]:
    choose = random.Random(count)
    lines: dict[str, list[str]] = {"ko": ["긴 조례", ""], "en": ["Long act", ""]}
    for n in range(1, count + 1):
        picked = [choose.choice(list(WORDS)) for _ in range(20)]
        number = {"article": (f"제{n}조 ", f"Article {n} "), "flat": ("", "")}[style]
        lines["ko"] += [f"{number[0]}{' '.join(WORDS[word] for word in picked)} {n} 번이다.", ""]
        if n not in without:
            lines["en"] += [f"{number[1]}{' '.join(picked).capitalize()} is {n}.", ""]
    return {locale: "\n".join(each).encode() for locale, each in lines.items()}


@pytest.mark.slow
@pytest.mark.parametrize("style", ["article", "flat"])
@pytest.mark.parametrize("without", [range(0), range(200, 500), range(0, 3000, 7)], ids=str)
def test_three_thousand_clauses_in_seconds(style: str, without: range) -> None:
    files = long_text(3000, style, without)
    start = time.process_time()
    draft = import_framework(files)
    assert time.process_time() - start < 5
    assert draft.clause_count == 3000
    pairs = zip(texts(draft, "ko"), texts(draft, "en"), strict=True)
    wrong = [(ko, en) for ko, en in pairs if en and ko.split()[-2] != en.split()[-1][:-1]]
    assert len(wrong) <= 3


def test_sequences_keep_their_order() -> None:
    def score(a: int, b: int) -> float:
        return 1.0 if "abcde"[a] == "abxde"[b] else -3.0

    pairs = align_sequences(5, 5, score, -0.5)
    assert [pair for pair in pairs if None not in pair] == [(0, 0), (1, 1), (3, 3), (4, 4)]
    assert [a for a, _ in pairs if a is not None] == list(range(5))
    assert [b for _, b in pairs if b is not None] == list(range(5))


def test_rising() -> None:
    assert rising([]) == []
    assert rising([(0, 3), (1, 0), (2, 1), (3, 4), (4, 2)]) == [(1, 0), (2, 1), (4, 2)]


def test_partner_order() -> None:
    assert in_partner_order(5, 5, {0: 0, 1: 2, 2: 3, 3: 1}.items()) == ([0, 2, 3, 1, 4], {1})
    order, _ = in_partner_order(3, 6, {2: 0, 0: 5}.items())
    assert sorted(order) == list(range(6))
