"""What an import guessed, left out or could not read, in words."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _

from deliberate.documents import DocumentProblem
from deliberate.domain.drafts import GuessKind, LeftOutReason

LABELS: Mapping[type[StrEnum], Mapping[Any, Any]] = {
    GuessKind: {
        GuessKind.ONE_LANGUAGE: _(
            "There was a file for one language only. Add the other one before publishing."
        ),
        GuessKind.TITLE_MISSING: _("No title was found in this language."),
        GuessKind.TITLE_UNCERTAIN: _(
            "The first line was taken as the title. Is it the heading of a section?"
        ),
        GuessKind.NO_HEADINGS: _("This language's file has no headings, so it gave no sections."),
        GuessKind.LINES_JOINED: _(
            "Lines broken at a fixed width were joined into paragraphs again."
        ),
        GuessKind.STRUCTURE_DIFFERS: _(
            "Less than half of the clauses found a partner. Are these files the same text?"
        ),
        GuessKind.SECTION_TITLE_MISSING: _(
            "This section has no heading in this language. Write one."
        ),
        GuessKind.SECTION_TITLE_TAKEN_OVER: _(
            "The heading was missing here; its words were found in the other language's heading."
        ),
        GuessKind.SECTION_TITLE_MIXED: _(
            "The heading held two languages; the words of the other one were taken away."
        ),
        GuessKind.SECTION_ORDER_DIFFERS: _(
            "This section stands elsewhere in this language's file."
        ),
        GuessKind.SECTION_ONLY_IN_ONE_LANGUAGE: _(
            "Nothing in this language belongs to this section."
        ),
        GuessKind.SECTION_BOUNDARY_DIFFERS: _(
            "This language has the clause under the heading before or after."
        ),
        GuessKind.CLAUSE_UNPAIRED: _("No text of this language was found for this clause."),
        GuessKind.CLAUSE_SPLIT: _(
            "Two clauses were run together in this language; we split them here."
        ),
        GuessKind.CLAUSE_JOINED: _(
            "This language's file divides the text here; we joined it, as the other one has it."
        ),
        GuessKind.CLAUSE_ORDER_DIFFERS: _("This clause stands elsewhere in this language's file."),
        GuessKind.PAIR_UNCERTAIN: _("Do these texts say the same? Only their place suggests it."),
        GuessKind.NUMBERS_DIFFER: _("The languages number this clause differently."),
        GuessKind.CLAUSE_HEADING_MISSING: _("This clause has a heading in one language only."),
    },
    LeftOutReason: {
        LeftOutReason.FILE_LABEL: _("says which file this is"),
        LeftOutReason.DRAFT_MARK: _("says which draft this is"),
        LeftOutReason.DATE_MARK: _("a date before the text"),
        LeftOutReason.DOCUMENT_DATA: _("facts about the document before the text"),
        LeftOutReason.NOTE_IN_BRACKETS: _("a note in brackets before the text"),
        LeftOutReason.SUBTITLE: _("a line under the title"),
        LeftOutReason.REPEATED_TITLE: _("the title once more"),
        LeftOutReason.PAGE_NUMBER: _("a page number"),
        LeftOutReason.SEPARATOR: _("a dividing line"),
        LeftOutReason.CONTENTS_LIST: _("a table of contents"),
        LeftOutReason.OTHER_LANGUAGE: _("words of the other language in a heading"),
        LeftOutReason.TAKEN_OVER: _("words that became the other language's heading"),
        LeftOutReason.BY_OFFICIAL: _("left out by an official"),
        LeftOutReason.REPLACED: _("replaced by an official"),
    },
    DocumentProblem: {
        DocumentProblem.EMPTY: _("This file has no words. Choose the file with the text."),
        DocumentProblem.TOO_LARGE: _(
            "This file is larger than 2 MB. Save the text alone, without pictures."
        ),
        DocumentProblem.BINARY: _(
            "This is not a text file. Save the document as plain text (.txt), then choose it again."
        ),
        DocumentProblem.UNKNOWN_ENCODING: _(
            "The letters of this file cannot be read. Save it as UTF-8, then choose it again."
        ),
        DocumentProblem.TOO_MANY_PARTS: _(
            "This text has more parts than a framework can have. Divide it into several."
        ),
        DocumentProblem.NO_FILES: _("Choose at least one file."),
    },
}
