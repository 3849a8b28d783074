"""Reading one language's text into title, sections and clauses."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from deliberate.documents.blocks import Block, Role, has_articles
from deliberate.documents.clauses import read_clauses
from deliberate.documents.context import read_blocks
from deliberate.documents.errors import DocumentProblem, DocumentUnreadable
from deliberate.documents.front import Front, take_front
from deliberate.documents.lines import join_wrapped, read_lines, without_furniture
from deliberate.documents.outline import Region, regions
from deliberate.documents.parsed import ClauseKind, ParsedSection, ParsedText
from deliberate.documents.scripts import take_apart
from deliberate.domain.drafts import GuessKind

MOST_CLAUSES = 5_000


def parse(text: str, locale: str) -> ParsedText:
    """Read a plain text or Markdown document in one language.

    Every word of the text is in the result: title, section titles, numbers, headings, texts, what
    is left out, or words of another language taken out of a heading (`foreign`).
    Raises `DocumentUnreadable` for more than `MOST_CLAUSES` clauses. The rules are described in
    `docs/import.md`.
    """
    lines, leaves = without_furniture(read_lines(text))
    lines, joined = join_wrapped(lines)
    front = take_front(lines, locale)
    blocks = read_blocks(front.rest)
    as_paragraphs = _lines_are_paragraphs(blocks)
    sections = tuple(
        _section(region, lines_are_paragraphs=as_paragraphs) for region in regions(blocks)
    )
    if sum(len(section.clauses) for section in sections) > MOST_CLAUSES:
        raise DocumentUnreadable(DocumentProblem.TOO_MANY_PARTS, locale)
    sections = _one_language(sections, locale)
    return ParsedText(
        locale=locale,
        title=front.title,
        sections=sections,
        left_out=(*front.leaves, *leaves),
        foreign_title=front.foreign,
        guesses=_guesses(front, sections, joined=joined),
    )


def _lines_are_paragraphs(blocks: list[Block]) -> bool:
    """Whether paragraphs follow each other without empty lines in this text."""
    gaps = [b.line.gap for a, b in pairwise(blocks) if a.role is b.role is Role.PLAIN]
    is_markdown = any(block.level for block in blocks) and not has_articles(blocks)
    return not is_markdown and 2 * sum(gap > 0 for gap in gaps) < len(gaps)


def _section(region: Region, *, lines_are_paragraphs: bool) -> ParsedSection:
    clauses = read_clauses(region.blocks, lines_are_paragraphs=lines_are_paragraphs)
    heading = region.heading
    if heading is None:
        return ParsedSection(clauses=clauses)
    style, value = (heading.mark.style, heading.mark.value) if heading.mark else ("", ())
    title = heading.text.rstrip(":：")
    return ParsedSection(title or heading.text, clauses, style=style, value=value)


def _one_language(sections: tuple[ParsedSection, ...], locale: str) -> tuple[ParsedSection, ...]:
    """Take words of another language out of the headings.

    One lone foreign word may be part of the heading; it is taken out only where at least half of
    the headings are in two languages, one of them for certain.
    """
    mixed = [take_apart(section.title, locale) for section in sections]
    found = [each for each in mixed if each]
    titled = sum(bool(section.title) for section in sections)
    all_are = any(each.certain for each in found) and 2 * len(found) >= titled
    return tuple(
        replace(section, title=each.own, foreign=each.foreign)
        if each and (each.certain or all_are)
        else section
        for section, each in zip(sections, mixed, strict=True)
    )


def _guesses(
    front: Front, sections: tuple[ParsedSection, ...], *, joined: bool
) -> tuple[GuessKind, ...]:
    clauses = [clause for section in sections for clause in section.clauses]
    has_headings = any(section.title for section in sections)
    named = any(clause.kind is ClauseKind.ARTICLE for clause in clauses)
    guesses = {
        GuessKind.TITLE_MISSING: not front.title,
        GuessKind.TITLE_UNCERTAIN: bool(front.title) and not front.is_certain,
        GuessKind.NO_HEADINGS: not has_headings and not named and len(clauses) > 1,
        GuessKind.LINES_JOINED: joined,
    }
    return tuple(kind for kind, holds in guesses.items() if holds)
