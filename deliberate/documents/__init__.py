"""Reading and writing the texts of frameworks: bytes in, plain structures out."""

from __future__ import annotations

from deliberate.documents.contract import contract_json
from deliberate.documents.errors import DocumentProblem, DocumentUnreadable
from deliberate.documents.importing import align, import_framework
from deliberate.documents.parsed import ParsedText
from deliberate.documents.parsing import parse
from deliberate.documents.reading import read_text

__all__ = [
    "DocumentProblem",
    "DocumentUnreadable",
    "ParsedText",
    "align",
    "contract_json",
    "import_framework",
    "parse",
    "read_text",
]
