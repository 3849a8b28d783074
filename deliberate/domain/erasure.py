"""Erasing a person: what goes, and what stays without a name."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Fate(StrEnum):
    """What erasing its author does to an amendment."""

    GOES = "goes"
    """All its words go; its place says that its author withdrew it."""
    WORDING_STAYS = "wording stays"
    """It was taken up: the proposed words stay without a name, reason and impact go."""
    STAYS = "stays"
    """It was written with others, or for an organisation: only the name goes."""


NAMES: Mapping[str, str] = {"ko": "떠난 참여자", "en": "Someone who has left"}
"""Under which everyone who was erased stands from then on, by language."""


def fate_of(*, is_shared: bool, is_taken_up: bool) -> Fate:
    """Return what becomes of an amendment whose author is erased.

    `is_shared`: it has another author, or speaks for an organisation. `is_taken_up`: officials
    have accepted all or a part of it.
    """
    if is_shared:
        return Fate.STAYS
    return Fate.WORDING_STAYS if is_taken_up else Fate.GOES


def name_of_the_erased(locale: str) -> str:
    """Return the name that everyone shares who was erased."""
    return NAMES.get(locale, NAMES["en"])
