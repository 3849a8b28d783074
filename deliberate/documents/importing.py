"""From files, one per language, to a draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from deliberate.documents.drafting import draft_of
from deliberate.documents.errors import DocumentProblem, DocumentUnreadable
from deliberate.documents.pairing import join_language
from deliberate.documents.parsed import ParsedText
from deliberate.documents.parsing import parse
from deliberate.documents.reading import read_text
from deliberate.documents.table import table_of
from deliberate.domain.drafts import Draft, GuessKind, in_order


def import_framework(files: Mapping[str, bytes]) -> Draft:
    """Read one file per language and align them.

    Raises `DocumentUnreadable`, naming the language, for the first file that cannot be read.
    """
    if not files:
        raise DocumentUnreadable(DocumentProblem.NO_FILES)
    return align({locale: _read(files[locale], locale) for locale in in_order(files)})


def _read(data: bytes, locale: str) -> ParsedText:
    try:
        return parse(read_text(data), locale)
    except DocumentUnreadable as unreadable:
        raise DocumentUnreadable(unreadable.problem, locale) from unreadable


def align(texts: Mapping[str, ParsedText]) -> Draft:
    """Align texts that say the same in different languages; see `join_language`.

    `texts` maps a language to its text and is not empty. Every word of every text is in the
    draft.
    """
    texts = {locale: _agreed(texts[locale], texts) for locale in in_order(texts)}
    first, *others = texts
    table = table_of(texts[first])
    for locale in others:
        table = join_language(table, texts[locale])
    return draft_of(table, texts)


def _agreed(text: ParsedText, texts: Mapping[str, ParsedText]) -> ParsedText:
    """Take a doubtful title for the heading that it is where another language has a heading."""
    if GuessKind.TITLE_UNCERTAIN not in text.guesses or text.sections[0].title:
        return text
    others = [other for other in texts.values() if other is not text]
    if not any(other.sections and other.sections[0].title for other in others):
        return text
    first = replace(text.sections[0], title=text.title)
    kinds = tuple(kind for kind in text.guesses if kind is not GuessKind.TITLE_UNCERTAIN)
    return replace(
        text,
        title="",
        sections=(first, *text.sections[1:]),
        guesses=(GuessKind.TITLE_MISSING, *kinds),
    )
