"""Rule: a declaration is one fixed-size ciphertext; its key is outside and can be destroyed."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.groups import GROUPS_AT_MOST
from deliberate.persistence.declarations import (
    DESTROYED,
    KeyDestroyed,
    NotTheirs,
    destroy_key,
    open_declaration,
    round_key,
    seal_declaration,
)

KEY, OTHER_KEY = b"k" * 32, b"o" * 32
HERE = ("round00001", "person0001")


@given(st.sets(st.integers(0, GROUPS_AT_MOST - 1)))
def test_whatever_someone_declares_has_one_length_and_is_read_back(places: set[int]) -> None:
    sealed = seal_declaration(places, KEY, *HERE)
    assert len(sealed) == len(seal_declaration([], KEY, *HERE))
    assert open_declaration(sealed, KEY, *HERE) == places


def test_the_same_declaration_never_looks_the_same() -> None:
    sealed = {seal_declaration([3], KEY, *HERE) for _each in range(50)}
    assert len(sealed) == 50


@pytest.mark.parametrize(
    ("key", "round_ref", "person_ref"),
    [
        (OTHER_KEY, "round00001", "person0001"),
        (KEY, "round00002", "person0001"),
        (KEY, "round00001", "person0002"),
    ],
)
def test_a_declaration_opens_for_its_own_round_and_person_only(
    key: bytes, round_ref: str, person_ref: str
) -> None:
    sealed = seal_declaration([3], KEY, *HERE)
    with pytest.raises(NotTheirs):
        open_declaration(sealed, key, round_ref, person_ref)


@pytest.mark.parametrize("place", [0, 12, 20, -1])
def test_a_declaration_that_was_changed_does_not_open(place: int) -> None:
    sealed = bytearray(seal_declaration([3], KEY, *HERE))
    sealed[place] ^= 1
    with pytest.raises(NotTheirs):
        open_declaration(bytes(sealed), KEY, *HERE)


@pytest.mark.parametrize("sealed", [b"", b"short", b"x" * 12])
def test_what_is_no_declaration_does_not_open(sealed: bytes) -> None:
    with pytest.raises(NotTheirs):
        open_declaration(sealed, KEY, *HERE)


def test_a_round_has_one_key_that_only_its_owner_reads(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    key = round_key(folder, "aaaa")
    assert (len(key), round_key(folder, "aaaa")) == (32, key)
    assert round_key(folder, "bbbb") != key
    (path, other) = sorted(folder.iterdir())
    for each in (path, other):
        assert stat.S_IMODE(each.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_whoever_makes_the_key_at_once_gets_the_same(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(lambda _each: round_key(tmp_path, "aaaa"), range(200)))
    assert len(keys) == 1
    assert len(list(tmp_path.iterdir())) == 1, "nothing half-made is left"


def test_a_destroyed_key_is_gone_and_never_made_again(tmp_path: Path) -> None:
    key = round_key(tmp_path, "aaaa")
    for _twice in range(2):
        destroy_key(tmp_path, "aaaa")
        with pytest.raises(KeyDestroyed):
            round_key(tmp_path, "aaaa")
    (left,) = tmp_path.iterdir()
    assert left.read_bytes() == DESTROYED
    assert key not in left.read_bytes()


def test_the_key_of_a_round_that_nobody_declared_in_is_destroyed_too(tmp_path: Path) -> None:
    destroy_key(tmp_path, "aaaa")
    with pytest.raises(KeyDestroyed):
        round_key(tmp_path, "aaaa")


@pytest.mark.parametrize("ref", ["", "../a", "a/b", "a b"])
def test_only_refs_name_keys(tmp_path: Path, ref: str) -> None:
    with pytest.raises(ValueError, match="ref"):
        round_key(tmp_path, ref)
