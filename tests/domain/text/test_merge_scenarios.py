"""Combining amendments: the hand-checked cases that everybody shares."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from deliberate.domain.text import Merge, WarningKind, merge

FILE = Path(__file__).parents[3].parent / "shared" / "data" / "merge-scenarios.jsonl"
KINDS = {
    "warn:same-sentence": WarningKind.SAME_SENTENCE,
    "duplicate": WarningKind.DUPLICATE,
    "clause-deleted": WarningKind.REMOVAL,
}

pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(not FILE.is_file(), reason=f"{FILE.name} is not beside the checkout"),
]


def scenarios(check: str) -> list[Any]:
    lines = FILE.read_text("utf-8").splitlines() if FILE.is_file() else []
    found = [each for each in map(json.loads, lines) if each["check"] == check]
    return [pytest.param(each, id=each["id"]) for each in found]


def outcome(merged: Merge) -> str:
    return "conflict" if merged.text is None else merged.text


@pytest.mark.parametrize("scenario", scenarios("merge"))
def test_hand_checked_cases(scenario: dict[str, Any]) -> None:
    merged = merge(scenario["base"], scenario["amendments"])
    assert outcome(merged) == scenario["expected"]
    flags = set(scenario.get("flags", ()))
    kinds = {warning.kind for warning in merged.warnings}
    for flag, kind in KINDS.items():
        assert (flag in flags) == (kind in kinds)
    idle = {
        number
        for warning in merged.warnings
        if warning.kind is WarningKind.NO_CHANGE
        for number in warning.proposals
    }
    assert {f"noop:{number}" for number in idle} == {each for each in flags if "noop" in each}


@pytest.mark.parametrize("scenario", scenarios("merge"))
def test_who_is_in_conflict_and_who_is_not(scenario: dict[str, Any]) -> None:
    merged = merge(scenario["base"], scenario["amendments"])
    for flag in scenario.get("flags", ()):
        if found := re.fullmatch(r"conflict-pair:(\d),(\d)", flag):
            wanted = tuple(map(int, found.groups()))
            assert [conflict.proposals for conflict in merged.conflicts] == [wanted]
        if found := re.fullmatch(r"clean:(\d)", flag):
            assert (int(found[1]),) in [segment.proposals for segment in merged.segments]


@pytest.mark.parametrize("scenario", scenarios("policy"))
def test_cases_that_a_policy_decides(scenario: dict[str, Any]) -> None:
    merged = merge(scenario["base"], scenario["amendments"])
    assert outcome(merged) in {scenario["expected"], *scenario["accept"]}
