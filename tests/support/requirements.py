"""What a test needs from the machine, and what happens where it is missing."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest

MAY_BE_ABSENT = "shared_data"
"""The marker of tests over a folder beside the checkout that only some machines have."""


def all_must_run() -> bool:
    """Whether a test that cannot run here counts as failed."""
    return any(os.environ.get(name) for name in ("CI", "DELIBERATE_TESTS_REQUIRE_ALL"))


def absent(what: str) -> NoReturn:
    """Skip the test for want of something, or fail it where everything must run."""
    if all_must_run():
        pytest.fail(f"{what} is needed here", pytrace=False)
    pytest.skip(f"{what} is not installed")


def forbid_skipping(item: pytest.Item, report: pytest.TestReport) -> pytest.TestReport:
    """Turn a skip into a failure where everything must run, however the test asked for it."""
    excused = item.get_closest_marker(MAY_BE_ABSENT) is not None or hasattr(report, "wasxfail")
    if report.skipped and all_must_run() and not excused:
        report.outcome = "failed"
        report.longrepr = f"may not be skipped here: {report.longrepr}"
    return report
