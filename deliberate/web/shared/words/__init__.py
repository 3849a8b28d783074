"""The words for errors and enum members. Whole sentences; what happened, then what to do."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from deliberate.domain.errors import DomainError
from deliberate.web.shared.words import (
    accounts,
    acts,
    amendments,
    closing,
    drafts,
    members,
    own_data,
    refusals,
    representation,
    retention,
)

LABELS: Mapping[type[StrEnum], Mapping[Any, Any]] = {
    **members.LABELS,
    **drafts.LABELS,
    **closing.LABELS,
    **amendments.LABELS,
    **acts.LABELS,
    **own_data.LABELS,
    **retention.LABELS,
    **representation.LABELS,
}
EXPLANATIONS: Mapping[type[DomainError], Any] = {
    **refusals.EXPLANATIONS,
    **closing.EXPLANATIONS,
    **amendments.EXPLANATIONS,
    **accounts.EXPLANATIONS,
    **retention.EXPLANATIONS,
    **representation.EXPLANATIONS,
}

__all__ = ["EXPLANATIONS", "LABELS"]
