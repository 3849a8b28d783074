"""Whatever is recorded, in any test, is for the public journal or kept out of it on purpose.

Verbs may be put together while the program runs, so reading the source is not enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import event

from deliberate.domain.acts import PublicAct
from deliberate.domain.moderation import ConductRule
from deliberate.domain.participants import REF_ALPHABET, REF_LENGTH
from deliberate.domain.representation import ReadingReason
from deliberate.domain.retention import KeptRecord
from deliberate.domain.round_news import RoundNews
from deliberate.domain.schedule_changes import NEEDS_APPROVAL
from deliberate.persistence.models.journal import JournalEntry

WITHHELD = {
    # what people do as participants
    *("vote", "mark unclear", "unmark unclear", "vote on comment", "vote on amendment"),
    *("sign", "withdraw signature", "appeal", "report", "claim receipt", "comment", "correct"),
    *("withdraw", "draft amendment", "revise amendment", "submit amendment"),
    *("translate", "ask for translation", "name delegate", "end delegate"),
    # what concerns one account
    *("choose password", "change address", "refuse address", "end session", "end sessions"),
    *("stop session", "add", "remove", "renew", "use", "reset", "reopen", "accept", "decline"),
    *("propose", "refuse", "erase"),
    # work in preparation, whose result is told when it is published
    *(
        "create",
        "import",
        "name",
        "set times",
        "set targets",
        "set visibility",
        "say changeability",
    ),
    *("summarise", "dispose", "save text", "order", "confirm parity"),
    *("answer", "change answer", "take answer back"),
    *(f"ask to {kind}" for kind in NEEDS_APPROVAL),
    *(f"tell {news}" for news in RoundNews),
}
"""Verbs that the public journal never shows, whatever they were done to."""
WITHHELD_OF_A_THING = {"close account"}
"""Acts whose verb is public where it is done to another kind of thing."""


NAME = re.compile("[a-z ]+")
REF = re.compile(f"[{REF_ALPHABET}]{{{REF_LENGTH}}}")
NAMES = {None, *KeptRecord}
"""What stands in place of a ref."""


def is_known(verb: str, kind: str) -> bool:
    """Whether somebody decided if everybody reads of this act."""
    act = f"{verb} {kind}"
    return verb in WITHHELD or act in WITHHELD_OF_A_THING or act in set(PublicAct)


def is_harmless(entry: JournalEntry) -> bool:
    """Whether an entry holds nothing but names from the code, random refs and a time.

    So no choice, text, address or group can be in it, whatever use case wrote it.
    """
    told = {entry.role, entry.object_kind, entry.verb}
    return (
        all(NAME.fullmatch(word) for word in told)
        and all(
            REF.fullmatch(ref) for ref in (entry.object_ref, entry.actor_ref) if ref not in NAMES
        )
        and entry.reason in {None, *ConductRule, *ReadingReason}
        and entry.digest is None
    )


def _check(_mapper: object, _connection: object, entry: JournalEntry) -> None:
    if not is_known(entry.verb, entry.object_kind):
        raise AssertionError(
            f"say in domain/acts.py or in {__name__} who reads of: {entry.verb} {entry.object_kind}"
        )
    if not is_harmless(entry):
        raise AssertionError(f"more than names and refs in: {entry.verb} {entry.object_kind}")


@pytest.fixture(autouse=True, scope="session")
def _every_recorded_act_is_known() -> Iterator[None]:
    event.listen(JournalEntry, "before_insert", _check)
    yield
    event.remove(JournalEntry, "before_insert", _check)
