"""How clauses, items and chapters are numbered, in Korean and in European texts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

HANGUL_LETTERS = "가나다라마바사아자차카타파하"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
BRACKETED = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
ROMAN_SIGNS = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


class MarkKind(StrEnum):
    """What a number at the start of a line numbers."""

    CHAPTER = "chapter"
    """A heading over clauses: 제1장, Chapter 1, Annex A, 부칙."""
    ARTICLE = "article"
    """A clause by its name: 제5조의2, Article 5, Principle 3, 원칙 3."""
    ITEM = "item"
    """A member of a list: "1)", "①", "가.", "(a)", "1.1"."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A number at the start of a line.

    `number` is what the source writes, `rest` what follows it, `style` a name that all numbers of
    one list share, `value` the counted number: (5, 2) for 제5조의2 and for "5.2".
    """

    kind: MarkKind
    style: str
    value: tuple[int, ...]
    number: str
    rest: str


_CHAPTER_KO = re.compile(r"제\s*(\d{1,3})\s*([편장절관])(?:의\s*(\d{1,2}))?(?=[\s.:(]|$)")
_CHAPTER_EN = re.compile(
    r"(?i:(Part|Chapter|Section|Title|Annex|Appendix|Schedule))\s+(\d{1,3}|[IVXLC]+|[A-Z])"
    r"(?=$|\s*[.:(–—-]|\s+[A-Z\d\"“‘'(])"
)
_CHAPTER_WORD = re.compile(
    r"(?:[\[<【]?(?:부\s*칙|별\s*표|별\s*첨|부\s*록|전\s*문|서\s*문)(?:\s*제?(\d{1,2})호?)?[\]>】]?"
    r"|(?i:preamble|addend(?:a|um)|supplementary provisions?|annex|appendix))"
    r"(?=$|\s*[:(]|\s*[<(]\S)"
)
_ARTICLE_KO = re.compile(r"제\s*(\d{1,4})\s*조(?:\s*의\s*(\d{1,2}))?(?=\s|[(:.【\[]|$)")
_ARTICLE_EN = re.compile(
    r"(?:Article|ARTICLE|Art\.|Section|SECTION|Sec\.|§)\s*(\d{1,4}|[IVXLC]+)(?:[-‐](\d{1,2})|\s?(bis))?"
    r"(?=$|\s*[.:(–—-]|\s+[A-Z\"“‘'(])"
)
_REFERENCE_KO = re.compile(r"\s*(?:제\s*\d+\s*(?:조|항|호)|및|또는|내지|부터|까지|각\s*호)")
_REFERENCE_EN = re.compile(r"\s*\(\d+\)\s+[a-z]")
_NAMED = re.compile(
    r"(?:(?i:Principle|Recommendation|Commitment|Guideline|Requirement|Rule|Clause|Paragraph"
    r"|Action|Goal|Value|Pledge)\s+(\d{1,3})"
    r"|(?:원칙|기본원칙|권고|권고사항|약속|과제|목표|기준|조항|가치|핵심가치)\s*(\d{1,3})"
    r"|제\s?(\d{1,3})\s?(?:원칙|권고|약속|과제|목표|기준))(?=$|\s*[.:)–—-]|\s*\(|\s+[A-Z])"
)
_CHAPTER_STARTS = frozenset("제부별전서[<【PpCcSsTtAa")
_ARTICLE_STARTS = frozenset("제원기권약과목조가핵APRCGVSprcgva§")
_ITEMS = (
    ("decimal", re.compile(r"(\d{1,3}(?:\.\d{1,3})+)[.)]?(?=\s)")),
    ("(1)", re.compile(r"\((\d{1,3})\)")),
    ("1)", re.compile(r"(\d{1,3})\)")),
    ("1.", re.compile(r"(\d{1,3})\.(?=\s|$|[^\W\d_a-z])")),
    ("①", re.compile(rf"([{CIRCLED}])")),
    ("⑴", re.compile(rf"([{BRACKETED}])")),
    ("가.", re.compile(rf"([{HANGUL_LETTERS}])\.(?=\s|$|[가-힣])")),
    ("가)", re.compile(rf"([{HANGUL_LETTERS}])\)")),
    ("(가)", re.compile(rf"\(([{HANGUL_LETTERS}])\)")),
    ("Ⅰ", re.compile(rf"([{ROMAN_SIGNS}])(?:[.)]|(?=\s))")),
    ("i)", re.compile(r"([ivxlc]{1,6})\)")),
    ("(i)", re.compile(r"\(([ivxlc]{1,6})\)")),
    ("i.", re.compile(r"([ivxlc]{1,6})\.(?=\s|$)")),
    ("I.", re.compile(r"([IVXLC]{1,6})[.)](?=\s|$)")),
    ("a)", re.compile(r"([a-z])\)")),
    ("(a)", re.compile(r"\(([a-z])\)")),
    ("a.", re.compile(r"([a-z])\.(?=\s|$)")),
    ("A.", re.compile(r"([A-Z])[.)](?=\s|$)")),
)
_MAY_BE_ITEM = re.compile(
    rf"[(\d{CIRCLED}{BRACKETED}{ROMAN_SIGNS}]|[{HANGUL_LETTERS}][.)]|[A-Za-z]{{1,6}}[.)]"
)
_ROMAN_STYLES = frozenset({"i)", "(i)", "i.", "I."})
_WEAK_STYLES = frozenset({"A.", "a.", "I.", "i.", "가.", "i)", "Ⅰ"})
"""Styles that one lone line does not make a list: an initial, an abbreviation."""
_STEP = 5


def roman(text: str) -> int:
    """Return the value of a Roman numeral below 400, or 0 where it is none."""
    values = [ROMAN_VALUES.get(letter, 0) for letter in text.lower()]
    total = 0
    for value, following in zip(values, [*values[1:], 0], strict=True):
        total += -value if value < following else value
    return total if all(values) and _to_roman(total) == text.lower() else 0


def _to_roman(value: int) -> str:
    steps = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"))
    written = ""
    for size, letters in (*steps, (4, "iv"), (1, "i")):
        while value >= size:
            written, value = written + letters, value - size
    return written


def chapter_mark(line: str) -> Mark | None:
    """Read "제1장 총칙", "Chapter 2: Rights", "부칙", "Annex A"; `rest` is the whole line."""
    if line[:1] not in _CHAPTER_STARTS:
        return None
    if found := _CHAPTER_KO.match(line):
        value = tuple(int(part) for part in (found[1], found[3]) if part)
        return Mark(MarkKind.CHAPTER, found[2], value, found[0], line)
    if found := _CHAPTER_EN.match(line):
        style = found[1].lower()
        return Mark(MarkKind.CHAPTER, style, (_counted(found[2]),), found[0], line)
    if found := _CHAPTER_WORD.match(line):
        style = re.sub(r"\W|\d", "", found[0]).lower()
        value = (int(found[1]),) if found[1] else ()
        return Mark(MarkKind.CHAPTER, style, value, found[0], line)
    return None


def article_mark(line: str) -> Mark | None:
    """Read "제5조의2(목적)", "Article 5. Title", "Principle 3: Title"; references are none."""
    if line[:1] not in _ARTICLE_STARTS:
        return None
    if (found := _ARTICLE_KO.match(line)) and not _REFERENCE_KO.match(line, found.end()):
        value = tuple(int(part) for part in (found[1], found[2]) if part)
        return Mark(MarkKind.ARTICLE, "article", value, found[0], line[found.end() :])
    if (found := _ARTICLE_EN.match(line)) and not _REFERENCE_EN.match(line, found.end()):
        second = int(found[2]) if found[2] else 2 * bool(found[3])
        value = (_counted(found[1]), second) if second else (_counted(found[1]),)
        return Mark(MarkKind.ARTICLE, "article", value, found[0], line[found.end() :])
    if found := _NAMED.match(line):
        value = (int(found[1] or found[2] or found[3]),)
        return Mark(MarkKind.ARTICLE, "named", value, found[0], line[found.end() :])
    return None


def _counted(text: str) -> int:
    if text.isdecimal():
        return int(text)
    return roman(text) or ord(text[0].upper()) - ord("A") + 1


def item_marks(line: str) -> list[Mark]:
    """Return every reading of the number that a line begins with: "i)" is 1 or the ninth letter.

    `Numbering.accept` chooses among them.
    """
    if not _MAY_BE_ITEM.match(line):
        return []
    found = ((style, pattern.match(line)) for style, pattern in _ITEMS)
    marks = [_item(style, match, line) for style, match in found if match]
    return [mark for mark in marks if 0 not in mark.value or mark.style == "decimal"]


def _item(style: str, found: re.Match[str], line: str) -> Mark:
    value = _item_value(style, found[1])
    return Mark(MarkKind.ITEM, style, value, found[0], line[found.end() :].strip())


def _item_value(style: str, text: str) -> tuple[int, ...]:
    if style in _ROMAN_STYLES:
        return (roman(text),)
    if text[0].isdecimal():
        return tuple(int(part) for part in text.split("."))
    for signs in (HANGUL_LETTERS, CIRCLED, BRACKETED, ROMAN_SIGNS):
        if text in signs:
            return (signs.index(text) + 1,)
    return (ord(text.lower()) - ord("a") + 1,)


class Numbering:
    """Chooses the readings of numbers that make a sequence, and refuses numbers by chance.

    Built from the candidates of every line of a document in their order; `accept` is then called
    for the same lines in the same order.
    """

    def __init__(self, candidates: Iterable[list[Mark]]) -> None:
        self._values: dict[str, set[tuple[int, ...]]] = {}
        self._last: dict[str, tuple[int, ...]] = {}
        for marks in candidates:
            for mark in marks:
                self._values.setdefault(mark.style, set()).add(mark.value)

    def accept(self, marks: list[Mark]) -> Mark | None:
        """Return the reading that continues a list, else one that begins a list, else None."""
        chosen = next((m for m in marks if self._continues(m)), None)
        chosen = chosen or next((m for m in marks if self._begins(m)), None)
        if chosen:
            self._last[chosen.style] = chosen.value
        return chosen

    def _continues(self, mark: Mark) -> bool:
        last = self._last.get(mark.style)
        if last is None:
            return False
        if mark.style == "decimal":
            return last < mark.value
        return last[0] < mark.value[0] <= last[0] + _STEP

    def _begins(self, mark: Mark) -> bool:
        following = (*mark.value[:-1], mark.value[-1] + 1)
        has_next = following in self._values[mark.style]
        if mark.value[-1] <= 1:
            return has_next or mark.style not in _WEAK_STYLES
        return has_next
