"""Lines that date, number or place a document: "제정 2026. 3. 1.", "Act No. 12, May 2, 2026"."""

from __future__ import annotations

import re

from deliberate.domain.drafts import LeftOutReason

LONGEST_IMPRINT = 120

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_BODY_WORD = r"(?-i:[A-Z][\w’'-]*)"
_DRAFT, _NUMBER, _DATE = "draft", "number", "date"
_DATED = (
    r"(?:19|20)\d{2}\s?[.\-/년]\s?\d{1,2}(?:\s?[.\-/월](?:\s?\d{1,2}\s?[.일]?)?)?(?!\d)"
    rf"|{_DAY} {_MONTH},? (?:19|20)\d{{2}}\b|{_MONTH} (?:{_DAY},? )?(?:19|20)\d{{2}}\b"
    r"|(?:19|20)\d{2}년?(?![\w.])"
)
_NUMBERED = (
    r"[가-힣]{0,12}(?:법률|조례|규칙|훈령|예규|고시|공고|지침|결의|결정|령)\s?제\s?\d[\d-]*\s?호"
    r"|(?:Presidential |Ministerial |City |Municipal |Local )?"
    r"(?:Act|Law|Decree|Ordinance|Resolution|Regulation|Notice|Directive) No\.? ?\d[\d/-]*\b"
)
_DRAFTED = (
    r"(?:version|ver\.?|v\.?|revision|rev\.?) ?\d+(?:\.\d+)*\b|제?\s?\d+(?:\.\d+)*\s?판"
    r"|(?:의견\s?수렴|공청회|검토|협의|토론|심의|배포)용|\d+차\s?안|초안|시안|잠정안"
    r"|(?:(?:working|public|consultation|exposure|first|second|final|revised) )*draft\b"
    r"|for (?:public )?(?:consultation|comments?|discussion|review)\b"
)
_EVENT = (
    r"(?:일부|전부|최종|타법)?\s?개정|(?:폐지)?제정|시행|공포|채택|의결|발표|선포|발행|확정"
    r"|(?:(?:as |last |first |newly |partially |wholly )*(?:adopted|enacted|amended|revised|issued"
    r"|published|approved|promulgated|endorsed|signed|done)|effective|enforcement date"
    r"|(?:new |partial |whole )?(?:enactment|amendment)|(?:in|entry into) force)\b"
)
_PLACED = (
    rf"(?:by the |by |in |at )(?:{_BODY_WORD}|(?:of|and|for|the)\b)"
    rf"(?: (?:{_BODY_WORD}|(?:of|and|for|the)\b)){{0,8}}"
    r"|[가-힣]{1,12}(?:의회|총회|위원회|이사회|회의)(?=\s|에서)|[가-힣]{2,12}에서"
)
_JOINT = r"(?:on|of|as of|from|dated?)\b"
_SIGN = r"[\s,.;:·|/()\[\]<>「」（）–—-]+"
_PIECES = (
    *((_DATE, _DATED), (_NUMBER, _NUMBERED), (_DRAFT, _DRAFTED), ("event", _EVENT)),
    *(("place", _PLACED), ("joint", _JOINT), ("sign", _SIGN)),
)
_PATTERNS = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _PIECES)
_EMPHASIS = re.compile(r"([*_]{1,3})(?=\S)([^*_]+)(?<=\S)\1")


def without_line_emphasis(line: str) -> str:
    """Take the signs of emphasis off a line that is emphasised as a whole."""
    found = _EMPHASIS.fullmatch(line)
    return found[2] if found else line


def imprint_reason(line: str) -> LeftOutReason | None:
    """Say what a line is that has nothing but dates, numbers of acts, versions and their verbs.

    None for every other line, and for one with a verb but nothing that tells a date or number.
    """
    if len(line) > LONGEST_IMPRINT:
        return None
    names: set[str] = set()
    at = 0
    while at < len(line):
        name, length = _piece(line, at)
        if not length:
            return None
        names.add(name)
        at += length
    if _DRAFT in names:
        return LeftOutReason.DRAFT_MARK
    if _NUMBER in names:
        return LeftOutReason.DOCUMENT_DATA
    return LeftOutReason.DATE_MARK if _DATE in names else None


def _piece(line: str, at: int) -> tuple[str, int]:
    """Return the name and the length of what begins at `at`; length 0 for other words."""
    for name, pattern in _PATTERNS:
        if found := pattern.match(line, at):
            return name, found.end() - at
    return "", 0
