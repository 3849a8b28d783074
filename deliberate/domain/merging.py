"""What can be saved as the next text of a clause."""

from __future__ import annotations

from deliberate.domain.amendments import TEXT_LENGTH, storable
from deliberate.domain.errors import Conflict, DomainError
from deliberate.domain.frameworks import NUMBER_LENGTH
from deliberate.domain.moderation import words_mark


class StaleText(Conflict):
    """Another official has saved this text since the page was opened."""


class StaleGround(Conflict):
    """An amendment was accepted, taken back or changed since the page was opened."""


class StaleParity(Conflict):
    """The texts have changed since someone read them to confirm that they say the same."""


class TextTooLong(DomainError):
    """A text has `over` characters more than the `most` that there is room for."""

    def __init__(self, most: int, over: int) -> None:
        super().__init__()
        self.most = most
        self.over = over


text_mark = words_mark
"""A short mark of what the machine had merged, for the form that is made from it."""


def ensure_text(body: str) -> str:
    """Return a text as it is kept, perhaps empty; raises `TextTooLong`."""
    return _fitting(storable(body), TEXT_LENGTH)


def ensure_number(words: str, most: int = NUMBER_LENGTH) -> str:
    """Return a number or a heading as it is kept, on one line; raises `TextTooLong`."""
    return _fitting(" ".join(storable(words).split()), most)


def _fitting(text: str, most: int) -> str:
    over = len(text) - most
    if over > 0:
        raise TextTooLong(most, over)
    return text
