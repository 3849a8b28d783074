"""The JSON structure that other people's programs rely on."""

from __future__ import annotations

import json
from pathlib import Path

from deliberate.documents import contract_json, import_framework
from deliberate.documents.contract import SENTENCES
from deliberate.domain.drafts import Cell, Draft, DraftClause, DraftSection, GuessKind


def test_every_guess_has_a_sentence() -> None:
    assert set(SENTENCES) == set(GuessKind)
    assert all(text.endswith(".") for text in SENTENCES.values())


CLAUSES = [
    {
        "ref": None,
        "number": "제1조",
        "numbers": {"ko": "제1조", "en": "Article 1"},
        "heading": {"ko": "목적", "en": "Purpose"},
        "text": {"ko": "정한다.", "en": "It sets."},
    },
    {
        "ref": None,
        "number": "제2조",
        "numbers": {"ko": "제2조"},
        "heading": {"ko": "범위"},
        "text": {"ko": "넓다."},
    },
]


def test_keys_in_their_order() -> None:
    draft = import_framework(
        {
            "ko": "헌장(안)\n\n제1조(목적) 정한다.\n\n제2조(범위) 넓다.".encode(),
            "en": b"Charter\n\nArticle 1 (Purpose) It sets.",
        }
    )
    assert json.loads(json.dumps(contract_json(draft))) == {
        "title": {"ko": "헌장", "en": "Charter"},
        "sections": [{"ref": None, "title": {}, "clauses": CLAUSES}],
        "guesses": [
            {
                "where": "section 1, clause 2, en",
                "what": "No text was found for the clause in this language.",
                "kind": "clause_unpaired",
            }
        ],
        "unpaired": [{"locale": "ko", "text": "제2조 범위: 넓다."}],
        "left_out": [{"locale": "ko", "text": "(안)", "reason": "draft_mark"}],
    }
    assert list(contract_json(draft)) == ["title", "sections", "guesses", "unpaired", "left_out"]


def test_number_is_the_first_language_that_has_one() -> None:
    clause = DraftClause({"en": Cell("Article 1", "", "So."), "ko": Cell("", "", "이렇다.")}, "r1")
    draft = Draft(("ko", "en"), sections=(DraftSection({"en": "One"}, (clause,), "s1"),))
    section = contract_json(draft)["sections"][0]
    assert section["clauses"][0]["number"] == "Article 1"
    assert section["clauses"][0]["numbers"] == {"en": "Article 1"}
    assert (section["ref"], section["clauses"][0]["ref"]) == ("s1", "r1")


GUIDE = (Path(__file__).parents[2] / "docs" / "import.md").read_text("utf-8")


def test_the_guide_names_every_guess() -> None:
    assert {kind for kind in GuessKind if f"`{kind.value}`" not in GUIDE} == set()


def test_the_example_in_the_guide_imports_without_guesses() -> None:
    english = GUIDE.split("```markdown\n")[1].split("```")[0]
    korean = (
        "# 인공지능 헌장\n\n## 가치\n\n존엄: AI는 사람을 섬긴다."
        "\n\n공개: 쓰는 체계를 모두 공개한다."
        "\n\n## 약속\n\n1) 정하기 전에 묻는다.\n2) 한 일에 책임진다.\n"
    )
    draft = import_framework({"ko": korean.encode(), "en": english.encode()})
    assert [len(section.clauses) for section in draft.sections] == [2, 2]
    assert (draft.guesses, draft.left_out, draft.unpaired) == ((), (), ())
