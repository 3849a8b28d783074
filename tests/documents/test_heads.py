"""Headings with a Roman numeral or letter over numbered paragraphs; headings before a dash."""

from __future__ import annotations

import pytest

from deliberate.documents import parse
from deliberate.domain.drafts import GuessKind

Outline = list[tuple[str, list[tuple[str, str]]]]


def outline(text: str, locale: str = "en") -> Outline:
    """Give every section's title with the number and heading of its clauses."""
    return [
        (section.title, [(c.cell.number, c.cell.heading) for c in section.clauses])
        for section in parse(text, locale).sections
    ]


def texts(text: str, locale: str = "en") -> list[str]:
    return [c.cell.text for s in parse(text, locale).sections for c in s.clauses]


@pytest.mark.parametrize(
    ("first", "second"), [("I.", "II."), ("A.", "B."), ("Ⅰ.", "Ⅱ."), ("Ⅰ", "Ⅱ")]
)
@pytest.mark.parametrize(("one", "two", "three"), [("1.", "2.", "3."), ("(1)", "(2)", "(1)")])
def test_headings_over_numbered_paragraphs(
    first: str, second: str, one: str, two: str, three: str
) -> None:
    text = (
        f"Our title\n\nPreamble\n\nWe begin.\n\n{first} Reach\n\n{one} We ask.\n\n{two} We do so:"
        f"\na) early;\nb) often.\n\n{second} Who decides?\n\n{three} People decide.\n"
    )
    assert outline(text) == [
        ("Preamble", [("", "")]),
        (f"{first} Reach", [(one, ""), (two, "")]),
        (f"{second} Who decides?", [(three, "")]),
    ]
    assert texts(text)[2] == "We do so:\na) early;\nb) often."


def test_korean_letters_over_numbered_paragraphs() -> None:
    text = "규약\n\n가. 범위\n\n1. 먼저 묻는다.\n\n2. 자주 묻는다.\n\n나. 목표\n\n3. 서로 돌본다.\n"
    assert outline(text, "ko") == [
        ("가. 범위", [("1.", ""), ("2.", "")]),
        ("나. 목표", [("3.", "")]),
    ]


def test_headings_in_two_steps() -> None:
    text = (
        "Our title\n\nI. Reach\n\n1. We ask.\n\nII. Values\n\nII.1 Care\n\n2. We tend.\n\n"
        "II.2 Land\n\n3. We sow.\n\nIII.7 is a number here.\n"
    )
    assert [title for title, _ in outline(text)] == [
        "I. Reach",
        "II. Values",
        "II.1 Care",
        "II.2 Land",
    ]


def test_roman_sentences_stay_clauses() -> None:
    text = (
        "Our title\n\nPoints\n\nI. We ask first.\n1. We ask early.\n\n"
        "II. We tell.\n1. We tell all.\n"
    )
    assert outline(text) == [("Points", [("I.", ""), ("II.", "")])]


def test_names_over_short_lists_stay_clauses() -> None:
    text = (
        "Our title\n\nPoints\n\nI. Asking\n1. people\n2. towns\n\n"
        "II. Telling\n1. people\n\nEnd\n\nWe stop."
    )
    assert outline(text)[0] == ("Points", [("I.", "Asking"), ("II.", "Telling")])


def test_letters_inside_a_numbered_list_stay_text() -> None:
    text = (
        "Our title\n\nPoints\n\n1) We care.\nA. Animals\n1. We feed them.\nB. Plants\n"
        "1. We water them.\n\n2) We sow."
    )
    assert outline(text) == [("Points", [("1)", ""), ("2)", "")])]


def test_letters_inside_articles_stay_text() -> None:
    text = (
        "Our title\n\nArticle 1 (Care) This:\nA. Animals\n1. We feed them.\nB. Plants\n"
        "1. We water them.\n\nArticle 2 (Land) We sow."
    )
    assert outline(text) == [("", [("Article 1", "Care"), ("Article 2", "Land")])]


@pytest.mark.parametrize("dash", ["–", "—", "-"])
def test_a_dash_after_a_heading(dash: str) -> None:
    text = (
        "Our title\n\nValues\n\nWe hold to this.\n\n"
        f"Care {dash} We tend.\n\nLand use {dash} We sow."
    )
    assert outline(text) == [("Values", [("", ""), ("", "Care"), ("", "Land use")])]
    assert texts(text) == ["We hold to this.", "We tend.", "We sow."]


def test_a_dash_after_a_korean_heading() -> None:
    text = "# 규약\n\n## 가치\n\n돌봄 – 우리는 서로 돌봅니다.\n\n땅의 쓰임 – 우리는 씨를 뿌립니다."
    assert outline(text, "ko") == [("가치", [("", "돌봄"), ("", "땅의 쓰임")])]


@pytest.mark.parametrize(
    ("first", "second", "number"),
    [("1. ", "2. ", ("1.", "2.")), ("- ", "- ", ("", "")), ("**", "**", ("", ""))],
)
def test_a_dash_in_a_list(first: str, second: str, number: tuple[str, str]) -> None:
    end = "**" if first == "**" else ""
    text = (
        f"# Code\n\n## Values\n\n{first}Care{end} – We tend.\n\n{second}Land{end} – We sow.\n\n"
        "## End\n\nWe stop."
    )
    assert outline(text)[0] == ("Values", [(number[0], "Care"), (number[1], "Land")])


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("Care – We tend.", "We sow.", "We reap."),
        ("Care – as ever – is due.", "Land – as ever – is dear."),
        ("We tend the land – it is ours.", "They are many – we are few."),
        ("Care–giving is work.", "Land-use is work."),
        ("2025 – 2027 is the first term.", "2028 – 2030 is the next term."),
        ("All the many old towns on the coast – We tend.", "All of our own old low land – We sow."),
        ("Care – We tend.", "Land – We sow.", "We eat.", "We sing.", "We sleep."),
    ],
)
def test_a_dash_in_a_sentence_makes_no_heading(paragraphs: tuple[str, ...]) -> None:
    text = "# Code\n\n## Values\n\n" + "\n\n".join(paragraphs)
    assert texts(text) == list(paragraphs)


def test_roman_headings_leave_no_guess() -> None:
    text = "Our title\n\nI. Reach\n\n1. We ask.\n\nII. Care\n\n2. We tend.\n"
    assert GuessKind.NO_HEADINGS not in parse(text, "en").guesses
