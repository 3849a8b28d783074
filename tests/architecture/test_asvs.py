"""The list of the ASVS names places that are there, and says a state for each section."""

from __future__ import annotations

import re

from tests.architecture.checkout import ROOT
from tests.architecture.test_documents import rows

PAGE = ROOT / "docs" / "asvs.md"
STATES = {"met", "partly", "open", "none", "host"}
PLACE = re.compile(r"`([\w./-]+/[\w./-]+|[A-Z]+\.md|requirements\.lock)`")


def test_every_section_has_a_state_and_every_place_is_there() -> None:
    listed = [row for row in rows(PAGE) if row[0].startswith("V")]
    assert {row[1] for row in listed} <= STATES
    chapters = {int(number) for row in listed for number in re.findall(r"V(\d+)", row[0])}
    assert chapters == set(range(1, 18))
    for section, state, told in listed:
        places = PLACE.findall(told)
        assert places or state != "met" or "none" in told, section
        assert [each for each in places if not (ROOT / each).exists()] == [], section
