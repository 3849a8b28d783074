"""What can be said about a text without knowing what it means."""

from __future__ import annotations

from deliberate.domain.text.cautions import MergeWarning, WarningKind
from deliberate.domain.text.diff import DIFF_VERSION
from deliberate.domain.text.merge import (
    Conflict,
    Merge,
    Rebase,
    RebaseState,
    Segment,
    merge,
    rebase,
)
from deliberate.domain.text.normalise import normalise, without_controls
from deliberate.domain.text.provenance import Attribution, Origin, attribute
from deliberate.domain.text.redline import Change, ChangeKind, changed_passages, redline
from deliberate.domain.text.references import cited_numbers, headed_numbers, moved_citations

__all__ = [
    "DIFF_VERSION",
    "Attribution",
    "Change",
    "ChangeKind",
    "Conflict",
    "Merge",
    "MergeWarning",
    "Origin",
    "Rebase",
    "RebaseState",
    "Segment",
    "WarningKind",
    "attribute",
    "changed_passages",
    "cited_numbers",
    "headed_numbers",
    "merge",
    "moved_citations",
    "normalise",
    "rebase",
    "redline",
    "without_controls",
]
