"""Words, sentences, redlines, sources and citations, one by one."""

from __future__ import annotations

import pytest
from jinja2 import Environment, FileSystemLoader, select_autoescape

from deliberate.domain.text import (
    Attribution,
    Change,
    ChangeKind,
    Origin,
    attribute,
    changed_passages,
    headed_numbers,
    moved_citations,
    redline,
)
from deliberate.domain.text import cited_numbers as cited
from deliberate.domain.text.sentences import sentences
from deliberate.domain.text.tokens import tokens
from deliberate.paths import TEMPLATES

SAME, INSERT, DELETE = ChangeKind.SAME, ChangeKind.INSERT, ChangeKind.DELETE


@pytest.mark.parametrize(
    "whole",
    [
        "tamper-evident", "don't", "people’s", "1,000", "3.5", "10:30", "2026-03-02", "위험을",
        "제5조의2", "한\u1112\u1161", "é", "e\u0301", "👩‍🔬", "👍🏽", "🇰🇷", "1️⃣",
        "नमस्ते", "snake_case", "\u3000 \t",
    ],
)  # fmt: skip
def test_what_is_never_split(whole: str) -> None:
    assert tokens(f"a\n{whole}\nb") == ("a", "\n", whole, "\n", "b")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("공정·투명,", "공정|·|투명|,"),
        ("(가) 다.", "(|가|)| |다|."),
        ("漢字で", "漢|字|で"),
        ("5. 'so'", "5|.| |'|so|'"),
        ("🇰🇷🇪🇺", "🇰🇷|🇪🇺"),
        ("a\n\nb", "a|\n|\n|b"),
        ("\u0301\ud800", "\u0301|\ud800"),
    ],
)
def test_what_stands_alone(text: str, parts: str) -> None:
    assert tokens(text) == tuple(parts.split("|"))


@pytest.mark.parametrize(
    "text",
    [
        "Logs are kept.|They are open!|Why? |Because.",
        "기록을 남긴다.|누구나 볼 수 있다.|알려 줘요.|네.",
        "See Art. 7 and No. 5, e.g. the annex.|It says 3.5 percent.",
        "1. 공정성을 지킨다.\n|2. 안전을 지킨다.\n|가. 사람의 안전\n|나. 자료의 안전",
        "① 운영자는 기록한다.|② 이용자는 열람한다",
        "2024. 8. 28.부터 시행한다.|끝.",
        "그는 \u201c좋다.\u201d|라고 답했다.",
        "运营者记录日志。|用户可以申诉。",
        "First line\n\n|second line",
        "It was over... and then came more.|J. Doe signed.",
    ],
)
def test_where_sentences_end(text: str) -> None:
    wanted = [part.strip() for part in text.split("|")]
    whole = text.replace("|", "" if "\n|" in text or "。|" in text else " ").replace("  ", " ")
    assert [part.strip() for part in sentences(whole).parts] == wanted


def test_a_redline_shows_words_not_letters() -> None:
    assert redline("Users may appeal.", "Users may freely appeal at once.") == (
        Change(SAME, "Users may "),
        Change(INSERT, "freely "),
        Change(SAME, "appeal"),
        Change(INSERT, " at once"),
        Change(SAME, "."),
    )


def test_a_sentence_with_little_in_common_is_replaced_as_a_whole() -> None:
    assert redline("2. The old rule binds all.", "2. Nobody keeps all logs.") == (
        Change(SAME, "2. "),
        Change(DELETE, "The old rule binds all"),
        Change(INSERT, "Nobody keeps all logs"),
        Change(SAME, "."),
    )


def test_line_ends_at_the_ends_are_part_of_a_redline() -> None:
    assert redline("\na\n", "a\n\n") == (
        Change(DELETE, "\n"),
        Change(SAME, "a"),
        Change(SAME, "\n"),
        Change(INSERT, "\n"),
    )


def test_paragraphs_in_which_nothing_happens_can_be_left_out() -> None:
    old = "① Same.\n\n② Old words.\n\n③ Stays.\n\n④ Stays too."
    new = "① Same.\n\n② New words.\n\n③ Stays.\n\n④ Stays too."
    assert changed_passages(redline(old, new)) == (
        Change(ChangeKind.LEFT_OUT, "① Same."),
        Change(ChangeKind.SAME, "\n\n"),
        Change(ChangeKind.SAME, "② "),
        Change(ChangeKind.DELETE, "Old"),
        Change(ChangeKind.INSERT, "New"),
        Change(ChangeKind.SAME, " words.\n\n"),
        Change(ChangeKind.LEFT_OUT, "③ Stays.\n\n④ Stays too."),
    )


def test_a_redline_without_a_change_is_left_whole() -> None:
    assert changed_passages(redline("One.\n\nTwo.", "One.\n\nTwo.")) == (
        Change(ChangeKind.SAME, "One.\n\nTwo."),
    )


def test_a_rendered_redline_escapes_what_people_wrote() -> None:
    pages = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=select_autoescape(["html"]))
    macros = pages.get_template("macros/redline.html").make_module(
        {"lang": lambda: "en", "pgettext": lambda _context, words: words}
    )
    changes = redline("<b>bold</b> & <i>old</i>", "<script>bold</script> & <i>new</i>")
    page = macros.redline([(each.kind, each.text) for each in changes])
    assert not any(tag in page for tag in ("<b>", "<i>", "<script"))
    assert "<ins>" in page
    assert "&lt;" in page


def test_every_word_is_credited_to_all_who_brought_it() -> None:
    base = "Scores shall not rank citizens."
    proposals = [
        "Scores shall never rank or profile citizens.",
        "Scores shall never rank people.",
    ]
    assert attribute(base, proposals, "Scores shall never rank our citizens.") == (
        Attribution("Scores shall ", Origin.BASE, (), (0, 13)),
        Attribution("never", Origin.PROPOSAL, (0, 1)),
        Attribution(" rank ", Origin.BASE, (), (16, 22)),
        Attribution("our ", Origin.OFFICIAL),
        Attribution("citizens.", Origin.BASE, (), (22, 31)),
    )


def test_words_of_the_base_around_a_deletion_are_two_stretches() -> None:
    assert attribute("one two three", ["one three"], "one three\n") == (
        Attribution("one ", Origin.BASE, (), (0, 4)),
        Attribution("three", Origin.BASE, (), (8, 13)),
        Attribution("\n", Origin.OFFICIAL),
    )


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("See Article 7.\n\nArticle 7. Logs are kept.", ["Article 7"]),
        ("Article 7. Logs are kept.", []),
        ("under Articles 3 and 4, and article 3", ["Article 3", "Article 4"]),
        ("Recommendations 1, 2 and 3; Art. 9",
         [*(f"Recommendation {n}" for n in "123"), "Article 9"]),
        ("제7조(목적) 제5조의2에 따라 제 3 조를 적용한다.", ["제5조의2", "제3조"]),
        ("원칙 2와 제1항", ["원칙 2", "제1항"]),
        ("3 articles, 12 clauses and a section", []),
        ("", []),
    ],
)  # fmt: skip
def test_cited_numbers(text: str, numbers: list[str]) -> None:
    assert cited(text) == tuple(numbers)


def test_s58_a_citation_is_flagged_where_its_number_says_something_else() -> None:
    old = "See Article 7.\n\nArticle 7. Logs are kept."
    new = "See Article 7.\n\nArticle 7. Staff are trained.\n\nArticle 8. Logs are kept."
    assert moved_citations(new, headed_numbers(old), headed_numbers(new)) == ("Article 7",)
    led = new.replace("See Article 7", "See Article 8")
    assert moved_citations(led, headed_numbers(old), headed_numbers(led)) == ()


@pytest.mark.parametrize(
    ("text", "before", "after", "moved"),
    [
        ("제 5 조에 따른다.", {"제5조": "a"}, {"제5조": "b"}, ("제5조",)),
        ("제5조의2에 따른다.", {"제5조": "a"}, {"제5조": "b"}, ()),
        ("as article 5 says", {"Article 5": "a"}, {}, ("Article 5",)),
        ("as Article 5 says", {"Article 5": "a"}, {"ARTICLE 5": "a"}, ()),
        ("as Article 5 says", {}, {"Article 5": "b"}, ()),
    ],
)
def test_numbers_are_compared_however_they_are_written(
    text: str, before: dict[str, str], after: dict[str, str], moved: tuple[str, ...]
) -> None:
    assert moved_citations(text, before, after) == moved
