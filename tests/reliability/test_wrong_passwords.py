"""1,000 wrong passwords from 50 addresses: as many are looked at as one process would look at."""

from __future__ import annotations

from collections import Counter
from multiprocessing import get_context

import pytest

from deliberate.config import Settings
from deliberate.domain.limits import RULES, Counted, Limit
from tests.factories.given import Given
from tests.reliability.trying import PATIENCE_SECONDS, try_passwords
from tests.support.applications import SECRET_KEY

PROCESSES = 4
ADDRESSES = 50
TRIES = 1_000
KNOWN, UNKNOWN = "known@example.org", "nobody@example.org"
(LET_THROUGH,) = [r.amount for r in RULES[Limit.SIGN_IN] if r.counted is Counted.MAILBOX]

Answer = tuple[str, int, str, str | None]


def all_at_once(settings: Settings) -> list[Answer]:
    """Let the processes share the tries, half of them for each mailbox."""
    config = {
        "instance": settings.instance,
        "database_url": settings.database,
        "secret_key": SECRET_KEY,
        "TESTING": True,
        "WTF_CSRF_ENABLED": False,
    }
    tries = [
        ((KNOWN, UNKNOWN)[number % 2], f"203.0.{number // 2 % ADDRESSES}.7")
        for number in range(TRIES)
    ]
    spawn = get_context("spawn")
    ready, answers = spawn.Barrier(PROCESSES), spawn.Queue()
    share = TRIES // PROCESSES
    workers = [
        spawn.Process(
            target=try_passwords,
            args=(config, tries[number * share : (number + 1) * share], ready, answers),
        )
        for number in range(PROCESSES)
    ]
    for worker in workers:
        worker.start()
    found = [each for _ in workers for each in answers.get(timeout=PATIENCE_SECONDS)]
    for worker in workers:
        worker.join(PATIENCE_SECONDS)
    return found


@pytest.mark.slow
def test_1000_wrong_passwords_are_limited_across_processes_alike_for_known_and_unknown(
    given: Given, settings: Settings
) -> None:
    given.person(address=KNOWN, with_password=True)
    answers = all_at_once(settings)
    assert len(answers) == TRIES
    for mailbox in (KNOWN, UNKNOWN):
        statuses = Counter(status for whose, status, _, _ in answers if whose == mailbox)
        assert statuses == {422: LET_THROUGH, 429: TRIES // 2 - LET_THROUGH}
    for status in (422, 429):
        known, unknown = (
            {page for who, found, page, _ in answers if (who, found) == (mailbox, status)}
            for mailbox in (KNOWN, UNKNOWN)
        )
        assert known == unknown
        assert len(known) == 1
    waits = [int(wait or 0) for _, status, _, wait in answers if status == 429]
    assert all(0 < wait <= 60 * 60 for wait in waits)
