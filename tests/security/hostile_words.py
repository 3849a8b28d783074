"""Texts made of payloads for each field that takes text, and what each of them was given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from tests.security.payloads import payloads

LONG = 20_000
LOCALES = ("ko", "en")


class Words:
    """Fills fields one after the other; each field goes through all payloads that fit into it."""

    def __init__(self) -> None:
        self.marks: dict[str, str] = {}
        """What can be found on a page that shows a field."""
        self.given: dict[str, set[int]] = defaultdict(set)
        """The numbers of the payloads that each field was given."""
        self._next: dict[str, int] = {}

    def of(self, field: str, most: int = 2_000) -> str:
        """Return a text of at most so many characters, with the field's mark in it."""
        return self._packed(field, most, payloads())

    def line(self, field: str, most: int = 300) -> str:
        """Return a text that can be a title or a name."""
        fitting = [" ".join(each.split()) for each in payloads()]
        return self._packed(field, most, [each if each.isprintable() else "" for each in fitting])

    def both(self, field: str, most: int = 2_000) -> dict[str, str]:
        """Return a text in each language."""
        return {code: self.of(field, most) for code in LOCALES}

    def all_of(self, field: str, most: int) -> Iterator[str]:
        """Yield texts until the field was given every payload."""
        while len(self.given[field]) < len(payloads()):
            yield self.of(field, most)

    def address(self, field: str) -> str:
        """Return an e-mail address: the few signs that it may hold, put to the worst use."""
        number = len(self.marks)
        found = f"pwned{number}'onload='{{{{7*7}}}}%s&lt`{number}@example.org"
        self.marks[field] = found
        return found

    def website(self, field: str) -> str:
        """Return the address of a website that is markup from its second character on."""
        self.marks[field] = "https://pwned.example/¶"
        return self.marks[field] + "\"onfocus='pwned(0)'autofocus><svg/onload=pwned(0)>"

    def _packed(self, field: str, most: int, chosen: Sequence[str]) -> str:
        mark = self.marks.setdefault(field, f"¶{len(self.marks)}¶")
        at = self._next.get(field, 37 * len(self.marks)) % len(chosen)
        parts, room = [mark], most - len(mark)
        for step in range(len(chosen)):
            number = (at + step) % len(chosen)
            text = chosen[number]
            if text and len(text) < room:
                parts.append(text)
                room -= len(text) + 1
                self.given[field].add(number)
            elif len(parts) > 1 and len(text) < most - len(mark):
                self._next[field] = number
                break
        else:
            self._next[field] = at
        return " ".join(parts)
