"""Where a text cites clauses by their numbers, which can shift."""

from __future__ import annotations

import re
from collections.abc import Mapping

_NOUNS = "article|section|clause|paragraph|principle|recommendation|commitment|rule|chapter|part"
_NUMBER = r"\d+(?:\.\d+)*[a-z]?\b"
_ENGLISH = re.compile(
    rf"\b(?P<noun>{_NOUNS})s? (?P<numbers>{_NUMBER}(?:(?:, (?:and |or )?| (?:and|or|to) |[–-])"
    rf"{_NUMBER})*)|\b[Aa]rts?\. ?(?P<short>{_NUMBER})",
    re.IGNORECASE,
)
_KOREAN = re.compile(
    r"제 ?(\d+) ?(조|장|절|항|호|원칙|권고)(?:의 ?(\d+))?|(?:원칙|권고|조항) ?(\d+)(?!\d)"
)
_HEADING = re.compile(r"[.:)(]| ?\(|$", re.MULTILINE)


def cited_numbers(text: str) -> tuple[str, ...]:
    """Return the clauses that a text cites by number, each once, in the order of the text.

    "Articles 3 and 4" gives "Article 3" and "Article 4"; "제5조의2" stays whole. A number that
    opens a line as its heading ("Article 7. Logs are kept.") is not a citation.
    """
    found: list[tuple[int, str]] = []
    for match in _ENGLISH.finditer(text):
        if not _is_heading(text, match):
            noun = (match["noun"] or "article").capitalize()
            numbers = re.findall(_NUMBER, match["numbers"] or match["short"], re.IGNORECASE)
            found += [(match.start(), f"{noun} {number}") for number in numbers]
    found += [
        (match.start(), re.sub(r"(?<=제) | (?=[조장절항호의])|(?<=의) ", "", match[0]))
        for match in _KOREAN.finditer(text)
        if not _is_heading(text, match)
    ]
    found.sort(key=lambda each: each[0])
    return tuple(dict.fromkeys(citation for _, citation in found))


def headed_numbers(text: str) -> dict[str, str]:
    """Return by its number what each numbered line of a text says ("Article 7. Logs are kept.")."""
    found = {}
    for line in text.splitlines():
        words = line.strip(" #*")
        match = _ENGLISH.match(words) or _KOREAN.match(words)
        if match and _HEADING.match(words, match.end()):
            found[_spelled(match[0])] = words[match.end() :]
    return found


def moved_citations(
    text: str, before: Mapping[str, str], after: Mapping[str, str]
) -> tuple[str, ...]:
    """Return what a text cites by a number that means something else, or nothing, afterwards.

    `before` and `after` say by number what stands there, in any form that can be compared.
    """
    was = {_spelled(number): what for number, what in before.items()}
    now = {_spelled(number): what for number, what in after.items()}
    return tuple(
        number for number in cited_numbers(text) if number in was and now.get(number) != was[number]
    )


def _spelled(number: str) -> str:
    """Return a number as `cited_numbers` writes it."""
    words = number.strip()
    if words[:1].isascii():
        return " ".join(words.split()).capitalize()
    return re.sub(r"(?<=제) | (?=[조장절항호의])|(?<=의) ", "", words)


def _is_heading(text: str, match: re.Match[str]) -> bool:
    opens_line = not text[: match.start()].rpartition("\n")[2].strip(" #*")
    return opens_line and bool(_HEADING.match(text, match.end()))
