"""A draft with something of everything, and one case for each operation of the pairing page."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from deliberate.domain import draft_edits as edits
from deliberate.domain.draft_edits import Place
from deliberate.domain.drafts import (
    Cell,
    Draft,
    DraftClause,
    DraftSection,
    Guess,
    GuessKind,
    LeftOut,
    LeftOutReason,
)
from deliberate.persistence.database import db
from deliberate.persistence.queries.drafts import draft_page
from tests.factories.frameworks import Drafted

PAGE = "/ko/frameworks/care/draft"


def clause(number: int, **others: Cell) -> DraftClause:
    ko = Cell(f"제{number}조", f"책임 {number}", f"알린다 {number}. 답한다 {number}.")
    en = Cell(f"Article {number}", f"Duty {number}", f"Tell: {number}. Answer {number}.")
    return DraftClause({"ko": ko, "en": en, **others})


DRAFT = Draft(
    ("ko", "en"),
    {"ko": "시험용", "en": "For a test"},
    (
        DraftSection({"ko": "첫째", "en": "First"}, (clause(1), clause(2), clause(3))),
        DraftSection(
            {"ko": "둘째", "en": "Second"},
            (
                clause(4),
                DraftClause({"en": Cell(text="Alone: nothing in Korean.")}),
                clause(5),
            ),
        ),
    ),
    guesses=(Guess(GuessKind.PAIR_UNCERTAIN, 0, 1), Guess(GuessKind.CLAUSE_UNPAIRED, 1, 1, "ko")),
    left_out=(LeftOut("en", "DRAFT 0.3", LeftOutReason.DRAFT_MARK),),
)
AT, TOP = {"section": "0", "clause": "1"}, {"section": "1", "clause": "0"}
HERE, THERE = Place(0, 1), Place(1, 0)
SPLIT = edits.split_places(DRAFT.sections[0].clauses[1].cells["ko"])[0].offset

CASES: dict[str, tuple[dict[str, str], Draft]] = {
    "move_up": (AT, edits.move_clause_up(DRAFT, HERE)),
    "move_down": (AT, edits.move_clause_down(DRAFT, HERE)),
    "join_clause": (AT, edits.join_clause(DRAFT, HERE)),
    "start_section": (AT, edits.start_section(DRAFT, HERE)),
    "join_section": ({"section": "1"}, edits.join_section(DRAFT, 1)),
    "shift_up": (
        {"section": "1", "clause": "2", "locale": "ko"},
        edits.shift_up(DRAFT, Place(1, 2), "ko"),
    ),
    "shift_down": ({**AT, "locale": "en"}, edits.shift_down(DRAFT, HERE, "en")),
    "join_text": ({**AT, "locale": "ko"}, edits.join_cell(DRAFT, HERE, "ko")),
    "split": (
        {**AT, "locale": "ko", "offset": str(SPLIT)},
        edits.split_cell(DRAFT, HERE, "ko", SPLIT),
    ),
    "pair": ({**AT, "locale": "en", "with": "2"}, edits.pair_cell(DRAFT, HERE, "en", Place(0, 2))),
    "leave_out": ({**TOP, "locale": "ko"}, edits.leave_out(DRAFT, THERE, "ko")),
    "put_back": ({**TOP, "index": "0"}, edits.put_back(DRAFT, 0, THERE)),
    "lift_heading": (
        {"section": "1", "clause": "1", "locale": "en"},
        edits.lift_heading(DRAFT, Place(1, 1), "en"),
    ),
    "lower_heading": ({**AT, "locale": "ko"}, edits.lower_heading(DRAFT, HERE, "ko")),
    "rename": (
        {**AT, "locale": "ko", "heading": "새  이름", "number": "제2조의2"},
        edits.renumber_clause(
            edits.rename_clause(DRAFT, HERE, "ko", "새 이름"), HERE, "ko", "제2조의2"
        ),
    ),
    "rename_section": (
        {"section": "1", "locale": "en", "title": "Another"},
        edits.rename_section(DRAFT, 1, "en", "Another"),
    ),
    "rename_document": (
        {"locale": "ko", "title": "새 제목"},
        edits.rename_document(DRAFT, "ko", "새 제목"),
    ),
    "accept": ({"index": "1"}, edits.accept_guess(DRAFT, 1)),
}


def stored(app: Flask, made: Drafted) -> tuple[int, Draft]:
    with app.app_context():
        page = draft_page(made.slug, made.official)
        db.session.rollback()
        return page.revision, page.draft


def edit(client: FlaskClient, do: str, revision: int = 1, **fields: Any) -> TestResponse:
    return client.post(PAGE, data={"do": do, "revision": str(revision), **fields})
