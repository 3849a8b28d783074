"""Quick hashing: what Argon2id costs is looked at once, not paid by every test."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from deliberate.services import accounts

SHIPPED = accounts._hasher
"""The hasher that the service uses outside of tests."""


@pytest.fixture(autouse=True)
def quick_hasher(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the service hash with the least that Argon2id can do; import it into a conftest."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(accounts, "_hasher", quick)
    accounts._hash_of_nobody.cache_clear()
