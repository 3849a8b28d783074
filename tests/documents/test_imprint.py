"""Lines before the text that date, number or place the document, and properties in Markdown."""

from __future__ import annotations

import pytest

from deliberate.documents import parse
from deliberate.domain.drafts import LeftOutReason

DATE, DATA, DRAFT = (
    LeftOutReason.DATE_MARK,
    LeftOutReason.DOCUMENT_DATA,
    LeftOutReason.DRAFT_MARK,
)


def clauses(text: str, locale: str = "en") -> list[str]:
    return [c.cell.text for s in parse(text, locale).sections for c in s.clauses]


def left_out(text: str, locale: str = "en") -> list[tuple[str, LeftOutReason]]:
    return [(leaf.text, leaf.reason) for leaf in parse(text, locale).left_out]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("제정 2027. 4. 2.", DATE),
        ("일부개정 2027.4.2", DATE),
        ("2027년 4월 2일 군의회 의결", DATE),
        ("[시행 2027. 5. 1.] [조례 제77호, 2027. 4. 2., 제정]", DATA),
        ("고시 제2027-12호", DATA),
        ("*0.3판, 공청회용*", DRAFT),
        ("의견 수렴용 시안", DRAFT),
        ("Adopted on 2 April 2027", DATE),
        ("Adopted by the Council of Elders on 2 April 2027.", DATE),
        ("Signed in Port Arran, 2 April 2027", DATE),
        ("[Enforcement Date: Apr. 2, 2027]", DATE),
        (
            "[Enforcement Date: Apr. 2, 2027] [Ordinance No. 77, Mar. 30, 2027, Whole Amendment]",
            DATA,
        ),
        ("Act No. 77, Mar. 30, 2027", DATA),
        ("*Version 0.3, for discussion*", DRAFT),
        ("**Public draft for comments, May 2027**", DRAFT),
    ],
)
def test_an_imprint_is_left_out(line: str, reason: LeftOutReason) -> None:
    text = f"Arran Harbour Code\n\n{line}\n\nArticle 1 (A) We do.\n\nArticle 2 (B) They do."
    assert left_out(text) == [(line, reason)]
    assert clauses(text) == ["We do.", "They do."]


@pytest.mark.parametrize(
    "line",
    [
        "Adopted in haste, the code of 2 April 2027 was soon forgotten.",
        "제정 이유를 밝힌다.",
        "*We mean what we say here.*",
        "Version 3 of the pump is not covered by this code.",
        "시행은 2027. 4. 2.부터 한다.",
    ],
)
def test_a_sentence_about_a_date_is_text(line: str) -> None:
    text = f"# Arran Harbour Code\n\n{line}\n\n## Work\n\nWe do."
    assert clauses(text) == [line, "We do."]


@pytest.mark.parametrize("title", ["Arran Declaration, 2 April 2027", "시행 계획", "Enforcement"])
def test_a_title_with_more_than_data_stays_the_title(title: str) -> None:
    found = parse(f"{title}\n\nArticle 1 (A) We do.\n\nArticle 2 (B) They do.", "en")
    assert (found.title, found.left_out) == (title, ())


def test_an_imprint_after_the_text_began_is_text() -> None:
    text = "# Code\n\n## Work\n\nWe do.\n\nAdopted on 2 April 2027."
    assert clauses(text) == ["We do.", "Adopted on 2 April 2027."]


def test_the_title_may_stand_in_the_properties() -> None:
    text = "---\ntitle: 'Arran Code'\ndate: 2027-04-02\n---\n\n## Work\n\nWe do.\n"
    found = parse(text, "en")
    assert (found.title, [section.title for section in found.sections]) == ("Arran Code", ["Work"])
    assert left_out(text) == [("title:", DATA), ("date: 2027-04-02", DATA)]


def test_a_first_line_is_no_title_where_the_properties_have_one() -> None:
    found = parse("---\n제목: 아란 규약\n---\n목적\n\n우리는 정한다.\n\n범위\n\n모두 따른다.", "ko")
    assert (found.title, len(found.sections)) == ("아란 규약", 2)


def test_a_heading_goes_before_the_title_in_the_properties() -> None:
    text = "---\ntitle: arran-code\n---\n# Arran Harbour Code\n\n## Work\n\nWe do."
    assert parse(text, "en").title == "Arran Harbour Code"
    assert left_out(text) == [("title: arran-code", DATA)]


@pytest.mark.parametrize(
    "text",
    [
        "---\nDignity: All count.\nCare: We tend.\n---\n\n## Work\n\nWe do.",
        "---\ntitle: Code\nWe wrote this together.\n---\n\nWe do.",
        "---\ntitle: Code\n\nWe do.",
        "Our code\n\n---\ntags: reading\n---\n\nWe do.",
    ],
)
def test_other_lines_between_signs_are_no_properties(text: str) -> None:
    assert DATA not in {reason for _, reason in left_out(text)}


@pytest.mark.parametrize("value", [">-\n  A long\n  title", "[Code]", "''", "..."])
def test_a_title_that_is_no_plain_words_is_data(value: str) -> None:
    text = f"---\ntitle: {value}\n---\n# Code\n\nWe do."
    assert parse(text, "en").title == "Code"
    assert {reason for _, reason in left_out(text)} == {DATA}
