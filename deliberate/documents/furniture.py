"""What surrounds a text without being part of it: labels, draft marks, dates, page numbers."""

from __future__ import annotations

import re
from itertools import pairwise

from deliberate.documents.imprint import imprint_reason, without_line_emphasis
from deliberate.domain.drafts import LeftOutReason

LONGEST_MARK = 80

_DIGIT = r"[\d.\-/·:~,]"
_MONTH = (
    r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?|"
    r"January|February|March|April|August|September|October|November|December"
)
_DATE = re.compile(
    rf"[(\[]?(?:as of |dated? )?(?:\d{{4}}\s?[.\-/년]\s?\d{{1,2}}\s?[.\-/월]\s?\d{{1,2}}\s?[.일]?"
    rf"|\d{{1,2}}[./\-]\d{{1,2}}[./\-]\d{{2,4}}|\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTH}),? \d{{4}}"
    rf"|(?:{_MONTH}) \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|(?:{_MONTH}) \d{{4}}"
    rf"|\d{{4}}\s?년\s?\d{{1,2}}\s?월|\d{{4}}\.\s?\d{{1,2}}\.?)"
    rf"(?:\s?\(?(?:[월화수목금토일]|[A-Z][a-z]+day)\)?)?[)\].]?",
    re.IGNORECASE,
)
_DRAFT_WORD = (
    r"(?:working |first |second |third |final |revised |zero |consultation |clean |updated )*"
    r"(?:draft|revision|revised version|final version|version|rev\.?|ver\.?)"
    r"|제?\s?\d*\s?차?\s?(?:수정본|수정안|초안|최종본|최종안|개정안|시안|잠정안|검토안|배포본|작성본|초고)"
)
_DRAFT = re.compile(
    rf"[(\[<【]? ?(?:{_DRAFT_WORD})(?: ?(?:{_DRAFT_WORD}|of|no\.?|as of|{_MONTH}|for comments?"
    rf"|for discussion|for consultation|only|text|[(\[)\]년월일자기준본v]|{_DIGIT}))*[>】]?",
    re.IGNORECASE,
)
_DRAFT_TAIL = re.compile(r"\s*[(\[（](?:안|초안|시안|draft|가안)[)\]）]$", re.IGNORECASE)
_LABEL_TAIL = re.compile(
    r"\s*[(\[（]\s*(?:국문|영문|한글|한국어|영어|국문본|영문본|한글본|영문 번역|번역본|원문"
    r"|(?:in )?english|(?:in )?korean|(?:english|korean) (?:version|text|translation)|kor|eng|ko|en"
    r")\s*[)\]）]$",
    re.IGNORECASE,
)
_LABEL_LINE = re.compile(
    r"[(\[]?(?:국문|영문|한글|국문본|영문본|(?:english|korean) (?:version|text|translation))[)\]]?",
    re.IGNORECASE,
)
_DATA = re.compile(
    r"(?:date|version|status|authors?|prepared by|contact|last updated|reference|document no\.?"
    r"|작성일|작성자|작성|버전|판|문서번호|발행일|시행일|담당|담당부서|연락처|상태)"
    r"\s*[:：].{1,80}",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"[(（\[【<〔※].*[)）\]】>〕]|※.*")
_PAGE = re.compile(
    r"[-–—]\s?\d{1,4}\s?[-–—]|page \d{1,4}(?: (?:of|/) \d{1,4})?|\d{1,4}\s?/\s?\d{1,4}"
    r"|p\.\s?\d{1,4}|\d{1,4}\s?쪽",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"\d{1,4}")
_CONTENTS = re.compile(r"목\s?차|차\s?례|(?:table of )?contents", re.IGNORECASE)
_LEADERS = re.compile(r"[\s.·…_\-]*\d{0,4}$")
_WORD_SIGN = re.compile(r"[^\W_]")
_FEWEST_PAGES = 3
_NOTE = LeftOutReason.NOTE_IN_BRACKETS


def is_separator(line: str) -> bool:
    """Whether the line has no letter and no digit."""
    return not _WORD_SIGN.search(line)


def is_page_number(line: str) -> bool:
    """Whether the line is "- 3 -", "Page 3 of 9", "3쪽"; a bare "3" is not certain enough."""
    return len(line) <= LONGEST_MARK and _PAGE.fullmatch(line) is not None


def bare_page_numbers(lines: list[str]) -> set[int]:
    """Return the indices of bare numbers that count pages: at least three, each one more."""
    bare = [i for i, line in enumerate(lines) if _BARE_NUMBER.fullmatch(line)]
    values = [int(lines[i]) for i in bare]
    counted = all(b - a == 1 for a, b in pairwise(values))
    return set(bare) if len(bare) >= _FEWEST_PAGES and counted else set()


def contents_list(lines: list[str]) -> set[int]:
    """Return the indices of a table of contents: its heading, and lines that come again later."""
    start = next((i for i, line in enumerate(lines[:60]) if _CONTENTS.fullmatch(line)), None)
    if start is None:
        return set()
    entries = {start}
    places: dict[str, list[int]] = {}
    for i, line in enumerate(lines):
        places.setdefault(_plain(line), []).append(i)
    for i in range(start + 1, len(lines)):
        if places[_plain(lines[i])][-1] == i and not _comes_again(lines, i, places):
            break
        entries.add(i)
    return entries if len(entries) > 1 else set()


def _comes_again(lines: list[str], index: int, places: dict[str, list[int]]) -> bool:
    entry = _plain(_LEADERS.sub("", lines[index]))
    return bool(entry) and places.get(entry, [-1])[-1] > index


def _plain(line: str) -> str:
    return " ".join(line.lstrip("#-*• ").casefold().split())


def front_reason(line: str) -> LeftOutReason | None:
    """Say why a line before the text is not part of it, or None where it may be the title."""
    line = without_line_emphasis(" ".join(line.split()))
    reason = imprint_reason(line)
    if len(line) > LONGEST_MARK:
        return reason
    for pattern, own in ((_DRAFT, LeftOutReason.DRAFT_MARK), (_DATE, LeftOutReason.DATE_MARK)):
        if pattern.fullmatch(line):
            return own
    for pattern, own in ((_LABEL_LINE, LeftOutReason.FILE_LABEL), (_BRACKETS, _NOTE)):
        if pattern.fullmatch(line):
            return reason or own
    if _DATA.fullmatch(line):
        return LeftOutReason.DOCUMENT_DATA
    return reason


def label_tail(title: str) -> tuple[str, str, LeftOutReason] | None:
    """Take a label off a title: "… 선언문(국문)", "… 윤리기준(안)"; None where there is none."""
    for pattern, reason in (
        (_LABEL_TAIL, LeftOutReason.FILE_LABEL),
        (_DRAFT_TAIL, LeftOutReason.DRAFT_MARK),
    ):
        if (found := pattern.search(title)) and found.start():
            return title[: found.start()], found[0].strip(), reason
    return None
