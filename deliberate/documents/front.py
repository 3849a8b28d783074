"""The front of a document: its title, and what stands around the title."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from deliberate.documents.furniture import front_reason, label_tail
from deliberate.documents.headings import bold_line, is_sentence, looks_like_heading, run_in
from deliberate.documents.lines import Leaf, Line, Shape
from deliberate.documents.numbering import article_mark, chapter_mark, item_marks
from deliberate.documents.properties import titled
from deliberate.documents.scripts import is_foreign, take_apart
from deliberate.domain.drafts import LeftOutReason

LONGEST_TITLE = 160
CENTRED = 8
MOST_CANDIDATES = 12

_TITLE_WORDS = re.compile(
    r"선언|헌장|강령|기준|지침|조례|법률|규정|규칙|원칙$|협약|권고안|가이드라인|체계|계획|전략|다짐|약속문|결의"
    r"|declaration|manifesto|charter|framework|principles|guideline|\bact\b|ordinance|\bcode\b"
    r"|convention|strategy|policy|statement|standard|resolution|pledge|\bon\b|\bfor\b",
    re.IGNORECASE,
)
_SECTION_WORDS = re.compile(
    r"(?:(?:\d+|[IVX]+|[A-Z가-하Ⅰ-Ⅻ])[.)]\s*)?(?:목적|총칙|서문|전문|머리말|배경|추진\s?배경|비전|개요|정의"
    r"|적용\s?범위|기본\s?원칙|원칙|문제\s?진단|우리의\s?비전|핵심\s?가치|purpose|preamble|background"
    r"|introduction|scope|definitions|vision|our vision|principles|objectives?|context|foreword)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Front:
    """The title and what was taken from around it; `rest` is the text that follows."""

    title: str = ""
    foreign: str = ""
    is_certain: bool = True
    rest: list[Line] = field(default_factory=list)
    leaves: list[Leaf] = field(default_factory=list)


def take_front(lines: list[Line], locale: str) -> Front:
    """Find the title of a document and take away labels, marks, dates and notes around it."""
    front = Front()
    named, lines = _take_properties(lines, front)
    candidates: list[Line] = []
    end = gap = 0
    for line in lines:
        reason = None if line.level else front_reason(line.text)
        if reason:
            front.leaves.append(Leaf(line.text, reason))
            gap = max(gap, line.gap)
        elif len(candidates) < MOST_CANDIDATES and _may_be_title(line, first=not candidates):
            candidates.append(replace(line, gap=max(gap, line.gap)))
            gap = 0
        else:
            break
        end += 1
    body = lines[end:]
    own = _without_foreign(candidates, locale, front)
    kept = own if named and not _is_markdown(own) else _choose(own, body, front)
    _settle_name(front, named)
    _clean(front, locale)
    front.rest = _without_repeats(kept + body, front)
    return front


def _take_properties(lines: list[Line], front: Front) -> tuple[Line | None, list[Line]]:
    """Leave the properties of a Markdown file out; return the one that could be the title."""
    properties = [line for line in lines if line.shape is Shape.PROPERTY]
    named = next((line for line in properties if titled(line.text)), None)
    front.leaves += [
        Leaf(line.text, LeftOutReason.DOCUMENT_DATA) for line in properties if line is not named
    ]
    return named, [line for line in lines if line.shape is not Shape.PROPERTY]


def _is_markdown(candidates: list[Line]) -> bool:
    return bool(candidates) and candidates[0].level > 0


def _settle_name(front: Front, named: Line | None) -> None:
    """Take the title from the properties where the text has none."""
    found = titled(named.text) if named else None
    if named is None or found is None:
        return
    text, title = found
    if front.title:
        text = named.text
    front.title = front.title or title
    front.leaves.insert(0, Leaf(text, LeftOutReason.DOCUMENT_DATA))


def _may_be_title(line: Line, *, first: bool) -> bool:
    if line.level:
        return line.level == 1 and first
    if _is_marked(line) or line.shape is not Shape.TEXT or run_in(line.text):
        return False
    if first and len(line.text) <= LONGEST_TITLE and not is_sentence(line.text):
        return True
    return looks_like_heading(line.text)


def _without_foreign(candidates: list[Line], locale: str, front: Front) -> list[Line]:
    """Set lines aside that are in another language, such as the title in the other language."""
    foreign = [line for line in candidates if is_foreign(line.text, locale)]
    if len(foreign) == len(candidates):
        return candidates
    for line in foreign:
        tail = label_tail(line.text)
        reason = tail[2] if tail else LeftOutReason.OTHER_LANGUAGE
        if reason is LeftOutReason.OTHER_LANGUAGE and not front.foreign:
            front.foreign = line.text
        else:
            front.leaves.append(Leaf(line.text, reason))
    return [line for line in candidates if line not in foreign]


def _choose(candidates: list[Line], body: list[Line], front: Front) -> list[Line]:
    """Take the title off the candidates; return the lines that belong to the text."""
    candidates = _without_label_line(candidates, front)
    if not candidates or not _has_title(candidates, body, front):
        return candidates
    title, *others = candidates
    front.title = title.text
    while others and _continues(title, others[0]):
        front.title += " " + others.pop(0).text
    while others and _is_subtitle(others, body):
        front.leaves.append(Leaf(others.pop(0).text, LeftOutReason.SUBTITLE))
    return others


def _without_label_line(candidates: list[Line], front: Front) -> list[Line]:
    """Leave out "… 선언문(국문)" where the title follows without the label."""
    tail = label_tail(candidates[0].text) if candidates else None
    if tail is None or tail[0] not in {line.text for line in candidates[1:]}:
        return candidates
    front.leaves.append(Leaf(candidates[0].text, tail[2]))
    return candidates[1:]


def _has_title(candidates: list[Line], body: list[Line], front: Front) -> bool:
    title = candidates[0]
    if title.level:
        return _is_markdown_title(body)
    if len(candidates) > 1 or not body:
        return len(candidates) > 1
    if body[0].level or _is_marked(body[0]):
        return True
    if front.leaves or title.indent >= CENTRED:
        return True
    if _SECTION_WORDS.fullmatch(title.text):
        return False
    headings = [line for line in body if looks_like_heading(line.text) or line.level]
    front.is_certain = not headings or bool(_TITLE_WORDS.search(title.text))
    return True


def _is_marked(line: Line) -> bool:
    text = bold_line(line.text) or line.text
    return bool(chapter_mark(text) or article_mark(text) or item_marks(text))


def _is_markdown_title(body: list[Line]) -> bool:
    """One # heading is the title; several are sections, unless the first has no text of its own."""
    return not any(line.level == 1 for line in body) or bool(body[0].level)


def _continues(title: Line, line: Line) -> bool:
    both_centred = title.indent >= CENTRED and line.indent >= CENTRED
    return not line.gap and not line.level and (both_centred or line.text[0].islower())


def _is_subtitle(others: list[Line], body: list[Line]) -> bool:
    """A line right under the title with a gap after it; a heading has its text right after it."""
    following = others[1] if len(others) > 1 else (body[0] if body else None)
    return not others[0].gap and following is not None and following.gap > 0


def _clean(front: Front, locale: str) -> None:
    front.title = bold_line(front.title) or front.title
    while tail := label_tail(front.title):
        front.title = tail[0]
        front.leaves.append(Leaf(tail[1], tail[2]))
    mixed = take_apart(front.title, locale)
    if mixed and mixed.certain:
        front.title = mixed.own
        if front.foreign:
            front.leaves.append(Leaf(front.foreign, LeftOutReason.OTHER_LANGUAGE))
        front.foreign = mixed.foreign


def _without_repeats(lines: list[Line], front: Front) -> list[Line]:
    """Leave out the title where it stands alone again, as at the head of every page."""
    kept: list[Line] = []
    gap = 0
    for line in lines:
        if line.text == front.title:
            front.leaves.append(Leaf(line.text, LeftOutReason.REPEATED_TITLE))
            gap = max(gap, line.gap)
        else:
            kept.append(replace(line, gap=max(gap, line.gap)) if gap else line)
            gap = 0
    return kept
