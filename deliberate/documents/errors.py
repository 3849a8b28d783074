"""Why a file cannot be read."""

from __future__ import annotations

from enum import StrEnum

from deliberate.domain.errors import DomainError


class DocumentProblem(StrEnum):
    """What is wrong with a file."""

    EMPTY = "empty"
    """It has no letter and no digit."""
    TOO_LARGE = "too_large"
    """It is larger than 2 MB."""
    BINARY = "binary"
    """It is no plain text: an office file, a PDF, a picture, an archive."""
    UNKNOWN_ENCODING = "unknown_encoding"
    """It is neither UTF-8 nor CP949."""
    TOO_MANY_PARTS = "too_many_parts"
    """It has more lines or clauses than a framework can have."""
    NO_FILES = "no_files"
    """There is no file at all."""


class DocumentUnreadable(DomainError):
    """A file cannot be imported; `problem` says why, `locale` which of the files it is."""

    def __init__(self, problem: DocumentProblem, locale: str | None = None) -> None:
        super().__init__()
        self.problem = problem
        self.locale = locale
