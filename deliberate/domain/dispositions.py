"""Official answers to amendments."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from deliberate.domain.amendments import storable
from deliberate.domain.errors import Conflict, DomainError
from deliberate.domain.localized import LOCALES

REASON_LENGTH = 5_000


class Outcome(StrEnum):
    """What became of an amendment; always with a public reason."""

    ACCEPTED = "accepted"
    ACCEPTED_WITH_CHANGES = "accepted with changes"
    PARTLY_ACCEPTED = "partly accepted"
    NOT_ACCEPTED = "not accepted"
    OUT_OF_SCOPE = "out of scope"
    ALREADY_COVERED = "already covered"


TAKEN_UP = frozenset({Outcome.ACCEPTED, Outcome.ACCEPTED_WITH_CHANGES, Outcome.PARTLY_ACCEPTED})
"""The outcomes with which an amendment takes part in the next text."""


class OfficialWordsMissing(DomainError):
    """An official reason or answer stands in every language of the site."""


class OfficialWordsTooLong(DomainError):
    """A reason or an answer has `over` characters more than the `most` that there is room for."""

    def __init__(self, most: int, over: int) -> None:
        super().__init__()
        self.most = most
        self.over = over


class StaleDisposition(Conflict):
    """Another official has recorded what became of the amendment since the page was opened."""


class OwnProposal(DomainError):
    """Nobody decides about an amendment that they wrote themselves."""

    status = 403


def ensure_official_words(texts: Mapping[str, str]) -> dict[str, str]:
    """Return a public reason or answer by language, as it is kept.

    Raises `OfficialWordsMissing` unless every language has words, `OfficialWordsTooLong`.
    """
    kept = {locale.value: storable(texts.get(locale.value, "")).strip() for locale in LOCALES}
    if not all(kept.values()):
        raise OfficialWordsMissing
    over = max(map(len, kept.values())) - REASON_LENGTH
    if over > 0:
        raise OfficialWordsTooLong(REASON_LENGTH, over)
    return kept
