"""Official answers to comments, one by one or several at once."""

from __future__ import annotations

from deliberate.domain.errors import Conflict, DomainError


class NothingToAnswer(DomainError):
    """No comment was chosen."""


class AlreadyAnswered(Conflict):
    """Another official has answered some of these comments; `refs` says which."""

    def __init__(self, refs: tuple[str, ...]) -> None:
        super().__init__()
        self.refs = refs


class StaleAnswer(Conflict):
    """Another official has changed the answer since the page was opened."""
