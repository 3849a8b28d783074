"""Forms of headings, numbers and paragraphs, one language at a time."""

from __future__ import annotations

import pytest

from deliberate.documents import ParsedText, parse
from deliberate.domain.drafts import Cell, GuessKind, LeftOutReason


def cells(text: str, locale: str = "en") -> list[tuple[str, str, str]]:
    found = parse(text, locale)
    return [(c.cell.number, c.cell.heading, c.cell.text) for s in found.sections for c in s.clauses]


def shape(found: ParsedText) -> list[tuple[str, int]]:
    return [(section.title, len(section.clauses)) for section in found.sections]


@pytest.mark.parametrize(
    ("line", "number", "heading", "text"),
    [
        ("제1조(목적) 이 조례는 목적을 정한다.", "제1조", "목적", "이 조례는 목적을 정한다."),
        ("제 1 조 (목적) 정한다.", "제 1 조", "목적", "정한다."),
        ("제5조의2(특례) 둔다.", "제5조의2", "특례", "둔다."),
        ("제6조【특례】 둔다.", "제6조", "특례", "둔다."),
        ("제2조(정의(용어)) 뜻은 같다.", "제2조", "정의(용어)", "뜻은 같다."),
        ("제3조 삭제", "제3조", "", "삭제"),
        ("제3조 (삭제) <2020. 1. 1.>", "제3조", "", "(삭제) <2020. 1. 1.>"),
        ("제4조 위원회의 설치 ① 위원회를 둔다.", "제4조", "위원회의 설치", "① 위원회를 둔다."),
        ("제7조 ① 첫째를 정한다.", "제7조", "", "① 첫째를 정한다."),
        ("Article 1 (Purpose) It is this.", "Article 1", "Purpose", "It is this."),
        ("Article 5-2 (Records) It keeps.", "Article 5-2", "Records", "It keeps."),
        ("ARTICLE IV. It is so.", "ARTICLE IV", "", "It is so."),
        ("Art. 7: Openness: We publish.", "Art. 7", "Openness", "We publish."),
        ("Article 8 (1) It is listed.", "Article 8", "", "(1) It is listed."),
        ("Article 9 Deleted", "Article 9", "", "Deleted"),
        (
            "Section 2. Definitions. In this act we define.",
            "Section 2",
            "Definitions",
            "In this act we define.",
        ),
        ("Principle 3: Be fair to all.", "Principle 3", "", "Be fair to all."),
        ("원칙 3. 누구도 차별하지 않는다.", "원칙 3", "", "누구도 차별하지 않는다."),
        ("제2원칙: 누구도 차별하지 않는다.", "제2원칙", "", "누구도 차별하지 않는다."),
    ],
)
def test_articles(line: str, number: str, heading: str, text: str) -> None:
    assert (number, heading, text) in cells(f"Title\n\n{line}\n\nArticle 99 (End) It ends.")


@pytest.mark.parametrize(
    "line",
    [
        "제5조에 따라 정한다.",
        "제5조 제2항에 따른 절차를 밟는다.",
        "제5조 및 제6조를 따른다.",
        "Article 5 of this Act applies.",
        "Article 5 shall apply from 2027.",
        "Articles 7 to 9 follow.",
        "Section 2 of the Act says so.",
    ],
)
def test_references_are_no_headings(line: str) -> None:
    text = f"Title\n\nArticle 1 (Purpose) This.\n\n{line}\n\nArticle 2 (Scope) That."
    assert cells(text)[0] == ("Article 1", "Purpose", f"This.\n\n{line}")


@pytest.mark.parametrize(
    "text",
    [
        "Article 1\nPurpose\nIt is this.",
        "Article 1\n\nPurpose\n\nIt is this.",
        "Article 1\n(Purpose)\nIt is this.",
        "Article 1. Purpose\nIt is this.",
        "Article 1 - Purpose\nIt is this.",
        "# T\n\n### Article 1 (Purpose)\n\nIt is this.",
        "**Article 1 (Purpose)**\nIt is this.",
    ],
)
def test_titles_of_articles(text: str) -> None:
    assert cells(f"{text}\n\nArticle 2\nScope\nIt is that.")[0] == (
        "Article 1",
        "Purpose",
        "It is this.",
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1)", "2)"),
        ("1.", "2."),
        ("(1)", "(2)"),
        ("①", "②"),
        ("가.", "나."),
        ("가)", "나)"),
        ("a)", "b)"),
        ("(a)", "(b)"),
        ("i)", "ii)"),
        ("I.", "II."),
        ("Ⅰ.", "Ⅱ."),
        ("A.", "B."),
        ("1.1", "1.2"),
    ],
)
def test_numbered_items(first: str, second: str) -> None:
    text = f"Our title\n\nPoints\n\n{first} We say one thing.\n{second} We say another.\n"
    assert cells(text) == [(first, "", "We say one thing."), (second, "", "We say another.")]


@pytest.mark.parametrize(
    "line",
    [
        "1.5 million people live here.",
        "2024. 8. 28. it was made.",
        "A. Smith signed it.",
        "i.e. this is it.",
        "12) is a number.",
    ],
)
def test_numbers_by_chance_are_no_items(line: str) -> None:
    assert cells(f"Our title\n\nWe say this.\n\n{line}")[1] == ("", "", line)


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("Human dignity: AI systems must respect it.", "Human dignity"),
        ("인간의 존엄성: AI 시스템은 이를 존중한다.", "인간의 존엄성"),
        ("투명성:우리는 모두 공개한다.", "투명성"),
        ("Openness, fairness and trust: we work for them.", "Openness, fairness and trust"),
        ("**Human dignity.** AI serves people.", "Human dignity"),
        ("**Human dignity**: AI serves people.", "Human dignity"),
        ("We do this: we publish.", ""),
        ("e.g.: this and that.", ""),
        ("Note: this is a note.", ""),
        ("예: 이런 것이다.", ""),
        ("우리는 다음을 약속한다: 하나, 둘.", ""),
        ("The committee decides on the following points in public session: one.", ""),
        ("At 10:30 we meet.", ""),
        ("See http://example.org for more.", ""),
        ("**The rule of law** matters to us.", ""),
    ],
)
def test_run_in_headings(line: str, heading: str) -> None:
    (clause,) = cells(f"Our title\n\nWhat we value\n\n{line}")
    assert clause[1] == heading
    if not heading:
        assert clause[2] == line


def test_headings_of_sections() -> None:
    ko = (
        "제1편 총칙\n\n제1장\n통칙\n\n제1조(목적) 정한다."
        "\n\n제2절 위원회\n\n제2조(구성) 둔다.\n\n부칙\n\n제1조(시행) 한다."
    )
    assert shape(parse(ko, "ko")) == [
        ("제1편 총칙", 0),
        ("제1장 통칙", 1),
        ("제2절 위원회", 1),
        ("부칙", 1),
    ]
    en = (
        "Part II\nPowers\n\nChapter 1: General\n\nArticle 1 (A) We do."
        "\n\nAnnex A\n\nA list is here."
    )
    assert shape(parse(en, "en")) == [
        ("Part II Powers", 0),
        ("Chapter 1: General", 1),
        ("Annex A", 1),
    ]


def test_markdown() -> None:
    text = (
        "Charter\n=======\n\nValues\n------\n\n### Openness\n\nWe publish.\n\nWe explain."
        "\n\n### Trust\n\nWe earn it.\n"
    )
    found = parse(text, "en")
    assert found.title == "Charter"
    assert cells(text) == [
        ("", "Openness", "We publish.\n\nWe explain."),
        ("", "Trust", "We earn it."),
    ]


def test_headings_of_reports() -> None:
    text = "계획(안)\n\n□ 추진배경\n ○ 빠르게 퍼지고 있음\n\n□ 추진방향\n ○ 사람 중심으로 추진함\n"
    found = parse(text, "ko")
    assert (found.title, shape(found)) == ("계획", [("추진배경", 1), ("추진방향", 1)])


def test_paragraphs_and_lists_belong_to_the_item_before() -> None:
    text = (
        "Our title\n\nRules\n\n1. We do this:\n\n   - one\n   - two\n\n   (a) three\n\n   And more."
        "\n\n> quoted\n\n| a | b |\n|---|---|\n\n2. We do that.\n\nIn closing we stop."
    )
    found = cells(text)
    assert [number for number, _, _ in found] == ["1.", "2."]
    assert found[0][2].endswith("And more.\n\n> quoted\n\n| a | b |\n|---|---|")


def test_a_paragraph_after_the_last_item_stands_for_itself() -> None:
    text = "Our title\n\nRules\n\n1. We do this.\n\n2. We do that.\n\nIn closing we stop."
    assert [text for _, _, text in cells(text)] == [
        "We do this.",
        "We do that.",
        "In closing we stop.",
    ]


def test_lists_beneath_run_in_headings_are_text() -> None:
    text = (
        "Our title\n\nValues\n\nTrust: we do this.\n1) we listen\n2) we answer\n\nCare: we help.\n"
    )
    assert cells(text) == [
        ("", "Trust", "we do this.\n1) we listen\n2) we answer"),
        ("", "Care", "we help."),
    ]


def test_long_lines_are_not_joined() -> None:
    text = "Our title\n\n" + "\n".join(
        f"This is paragraph {n} of the text, and {n} more words." for n in range(9)
    )
    assert len(cells(text)) == 9
    assert GuessKind.LINES_JOINED not in parse(text, "en").guesses


def test_titles() -> None:
    assert (
        parse("Act on AI (draft)\n\nArticle 1 (A) We do.\n\nArticle 2 (B) We do.", "en").title
        == "Act on AI"
    )
    assert parse("We say this.\n\nAnd that.", "en").title == ""
    assert parse("**Charter on AI**\n\nWe say this.", "en").title == "Charter on AI"
    found = parse("인공지능 헌장\nAI Charter\n\n우리는 말한다.", "ko")
    assert (found.title, found.foreign_title) == ("인공지능 헌장", "AI Charter")


def test_a_line_under_the_title_is_left_out() -> None:
    found = parse(
        "Charter on AI\nThe City of Nuri\n\nOpenness\nWe publish.\n\nCare\nWe help.", "en"
    )
    assert (found.left_out[0].text, found.left_out[0].reason) == (
        "The City of Nuri",
        LeftOutReason.SUBTITLE,
    )


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "***", "#", "1)", "제1조", "①", "\ud800", "\x00"]
)
def test_nothing_much(text: str) -> None:
    found = parse(text, "ko")
    assert found.title == ""
    assert all(
        isinstance(clause.cell, Cell) for section in found.sections for clause in section.clauses
    )
