"""The words for errors and enum members. Whole sentences; what happened, then what to do."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from deliberate.web.shared.words import drafts, members
from deliberate.web.shared.words.refusals import EXPLANATIONS

LABELS: Mapping[type[StrEnum], Mapping[Any, Any]] = {**members.LABELS, **drafts.LABELS}

__all__ = ["EXPLANATIONS", "LABELS"]
