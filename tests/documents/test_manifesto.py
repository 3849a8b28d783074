"""The real text: the manifesto for advancing trustworthy AI, as the two files have it."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from deliberate.documents import contract_json, import_framework
from deliberate.domain.drafts import Draft, GuessKind, LeftOutReason
from tests.documents.accounting import accounted, words

FOLDER = Path(__file__).parents[2].parent / "shared" / "data" / "manifesto"
SIZES = [1, 1, 3, 5, 6, 1, 1]

pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(
        not FOLDER.is_dir(), reason=f"the manifesto is not at {FOLDER.parent.name}/{FOLDER.name}"
    ),
]


def sources() -> dict[str, str]:
    return {
        locale: (FOLDER / f"manifesto.{locale}.txt").read_text("utf-8") for locale in ("ko", "en")
    }


def imported(ko: str | None = None, en: str | None = None) -> Draft:
    texts = sources() | {key: text for key, text in {"ko": ko, "en": en}.items() if text}
    return import_framework({locale: text.encode() for locale, text in texts.items()})


def sizes(draft: Draft) -> list[int]:
    return [len(section.clauses) for section in draft.sections]


def kinds(draft: Draft) -> set[GuessKind]:
    usual = {GuessKind.SECTION_TITLE_MIXED, GuessKind.SECTION_TITLE_TAKEN_OVER}
    return {guess.kind for guess in draft.guesses} - usual


def test_seven_sections_eighteen_paired_clauses() -> None:
    draft = imported()
    assert sizes(draft) == SIZES
    assert draft.unpaired == ()
    assert draft.titles == {
        "ko": "신뢰할 수 있는 AI 발전을 위한 선언문",
        "en": "A manifesto for advancing trustworthy AI",
    }
    assert [section.titles for section in draft.sections] == [
        {"ko": "문제 진단", "en": "Diagnosis of the challenges and opportunities"},
        {"ko": "우리의 비전", "en": "Our vision"},
        {"ko": "핵심 가치", "en": "Core values"},
        {"ko": "주요 약속", "en": "Key commitments"},
        {"ko": "권고사항", "en": "Recommendations"},
        {"ko": "행동 촉구", "en": "Call to Action"},
        {"ko": "서명인", "en": "Signatories"},
    ]


def test_headings_and_numbers_are_paired() -> None:
    clauses = [clause for section in imported().sections for clause in section.clauses]
    assert [
        tuple(cell.heading for cell in clause.cells.values())
        for clause in clauses
        if clause.cells["ko"].heading
    ] == [
        ("인간의 존엄성", "Human dignity"),
        ("민주주의", "Democracy"),
        ("법치주의", "Rule of law"),
        ("윤리적 개발", "Ethical development"),
        ("투명한 거버넌스", "Transparent governance"),
        ("포용적 혁신", "Inclusive innovation"),
        ("책임과 의무", "Accountability and responsibility"),
        ("지속 가능한 개발", "Sustainable development"),
    ]
    assert [clause.number for clause in clauses if clause.number] == ["1)", "2)", "3)", "4)", "5)"]
    assert clauses[10].cells["en"].text.startswith("By fostering an environment")
    assert clauses[10].cells["ko"].text.startswith("앞서 언급한 핵심 가치와")
    assert clauses[15].cells["en"].text.startswith("To develop educational programs")
    assert clauses[17].cells["en"].text.startswith("We, the undersigned")


def test_what_is_left_out() -> None:
    left = {(each.locale, each.reason, each.text) for each in imported().left_out}
    assert {
        ("ko", LeftOutReason.FILE_LABEL, "신뢰할 수 있는 AI 발전을 위한 선언문(국문)"),
        ("ko", LeftOutReason.DRAFT_MARK, "수정본 2024828"),
        ("ko", LeftOutReason.NOTE_IN_BRACKETS, "(경기도 의견 전부 반영)"),
        ("ko", LeftOutReason.OTHER_LANGUAGE, "Diagnosis of the issue"),
        ("ko", LeftOutReason.TAKEN_OVER, "Recommendations"),
        ("en", LeftOutReason.FILE_LABEL, "신뢰할 수 있는 AI 발전을 위한 선언문(영문)"),
        ("en", LeftOutReason.DRAFT_MARK, "Draft 28/08/2024"),
    } <= left


def test_what_is_guessed() -> None:
    guesses = {(each["where"], each["kind"]) for each in contract_json(imported())["guesses"]}
    assert guesses >= {
        ("section 4, clause 5, en", "clause_split"),
        ("section 5, en", "section_title_taken_over"),
        ("section 7, en", "section_title_taken_over"),
        *((f"section {n}, ko", "section_title_mixed") for n in range(1, 8)),
    }


def test_every_word_in_both_directions() -> None:
    draft = imported()
    for locale, text in sources().items():
        assert accounted(draft, locale) == words(text)


def without(text: str, start: str) -> str:
    return "\n".join(line for line in text.split("\n") if not line.strip().startswith(start))


def test_english_without_any_heading() -> None:
    en = sources()["en"]
    for heading in ("Our vision", "Core values", "Key commitments", "Call to Action", "Diagnosis"):
        en = without(en, heading)
    draft = imported(en=en)
    assert sizes(draft) == SIZES
    assert draft.unpaired == ()
    assert draft.sections[0].titles["en"] == "Diagnosis of the issue"


def test_a_clause_missing_in_one_language_stays_in_its_place() -> None:
    draft = imported(en=without(sources()["en"], "Democracy:"))
    assert sizes(draft) == SIZES
    assert [(each.section, each.clause, each.missing) for each in draft.unpaired] == [
        (2, 1, ("en",))
    ]
    draft = imported(ko=without(sources()["ko"], "3)"))
    assert [(each.section, each.clause, each.missing) for each in draft.unpaired] == [
        (4, 3, ("ko",))
    ]


def test_sections_in_another_order() -> None:
    en = sources()["en"]
    values, commitments, rest = (en.index(s) for s in ("Core values\n", "Key commi", "By foster"))
    swapped = (
        en[:values]
        + en[commitments:rest].rstrip()
        + "\n\n"
        + en[values:commitments]
        + "\n"
        + en[rest:]
    )
    draft = imported(en=swapped)
    assert sizes(draft) == SIZES
    assert draft.unpaired == ()
    assert GuessKind.SECTION_ORDER_DIFFERS in kinds(draft)


def test_clauses_in_another_order() -> None:
    lines = sources()["en"].split("\n")
    first, third = (
        next(i for i, line in enumerate(lines) if line.startswith(start))
        for start in ("Ethical development:", "Inclusive innovation:")
    )
    lines[first], lines[third] = lines[third], lines[first]
    draft = imported(en="\n".join(lines))
    assert draft.unpaired == ()
    assert draft.sections[3].clauses[2].cells["en"].heading == "Inclusive innovation"
    assert GuessKind.CLAUSE_ORDER_DIFFERS in kinds(draft)


@pytest.mark.parametrize("locale", ["ko", "en"])
def test_broken_at_a_fixed_width(locale: str) -> None:
    text = "\n".join(
        textwrap.fill(line.strip(), 76 if locale == "en" else 38)
        if len(line) > 100 and not line.startswith("  ")
        else line
        for line in sources()[locale].split("\n")
    )
    draft = imported(**{locale: text})
    assert sizes(draft) == SIZES
    assert draft.unpaired == ()
    assert GuessKind.LINES_JOINED in kinds(draft)


def test_without_blank_lines() -> None:
    bare = {
        locale: "\n".join(line for line in text.split("\n") if line.strip())
        for locale, text in sources().items()
    }
    draft = imported(**bare)
    assert sizes(draft) == SIZES
    assert draft.unpaired == ()


@pytest.mark.parametrize(
    ("locale", "apart", "together"),
    [
        ("en", "\n\n2) To implement", " 2) To implement"),
        ("ko", "\n\n민주주의: ", " 민주주의: "),
        ("ko", " 이를 위해서는 AI 기술을 개발", "\n\n이를 위해서는 AI 기술을 개발"),
    ],
)
def test_run_together_or_parted_in_one_language(locale: str, apart: str, together: str) -> None:
    text = sources()[locale]
    assert apart in text
    draft = imported(**{locale: text.replace(apart, together)})
    assert sizes(draft) == SIZES
    assert draft.unpaired == ()
    assert kinds(draft) <= {GuessKind.CLAUSE_SPLIT, GuessKind.CLAUSE_JOINED}


def test_with_another_text_everything_is_marked() -> None:
    draft = imported(en="# Cooking\n\n## Soup\n\nCut the onions.\n\n## Bread\n\nKnead the dough.\n")
    assert GuessKind.STRUCTURE_DIFFERS in kinds(draft)
    assert GuessKind.CLAUSE_UNPAIRED in kinds(draft)
    assert accounted(draft, "ko") == words(sources()["ko"])
