"""What people say about themselves, encrypted under a key of its round that is not in the database.

A copy of the database tells nothing without the folder of keys, and nothing any more once the key
is destroyed. A sealed declaration has one length, and opens for its round and person only.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from collections.abc import Callable, Collection
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from deliberate.domain.groups import packed, unpacked
from deliberate.persistence.disk import sync, write

KEY_BITS = 256
NONCE_BYTES = 12
FOLDER_MODE = 0o700
DESTROYED = b"destroyed\n"
"""Stands in place of a destroyed key, so that nobody makes another one by mistake."""


class KeyDestroyed(LookupError):
    """The key of a round is gone for good, and with it what people said about themselves."""


class NotTheirs(ValueError):
    """Sealed for another round or person, under another key, or changed since."""


def seal_declaration(places: Collection[int], key: bytes, round_ref: str, person_ref: str) -> bytes:
    """Return the places of someone's groups in the list of a round, encrypted; one length always.

    AES-256-GCM under a random nonce, bound to the round and the person.
    """
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, packed(places), _bound(round_ref, person_ref))


def open_declaration(sealed: bytes, key: bytes, round_ref: str, person_ref: str) -> frozenset[int]:
    """Return the places that were sealed; raises `NotTheirs`."""
    nonce, body = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
    try:
        return unpacked(AESGCM(key).decrypt(nonce, body, _bound(round_ref, person_ref)))
    except (InvalidTag, ValueError) as error:
        raise NotTheirs from error


def seal_marks(marks: Collection[str], key: bytes, round_ref: str) -> bytes:
    """Return marks of people, encrypted for their round; see `mark_of`."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    text = "\n".join(sorted(marks)).encode("ascii")
    return nonce + AESGCM(key).encrypt(nonce, text, f"marks {round_ref}".encode())


def open_marks(sealed: bytes, key: bytes, round_ref: str) -> frozenset[str]:
    """Return the marks that were sealed; raises `NotTheirs`."""
    nonce, body = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
    try:
        text = AESGCM(key).decrypt(nonce, body, f"marks {round_ref}".encode())
    except (InvalidTag, ValueError) as error:
        raise NotTheirs from error
    return frozenset(text.decode("ascii").split())


def mark_of(person: int, places: Collection[int], key: bytes) -> str:
    """Return what stands for a person and what they said; only the round's key can make it."""
    said = b"%d " % person + packed(places)
    return hmac.new(key, said, hashlib.sha256).hexdigest()


def _bound(round_ref: str, person_ref: str) -> bytes:
    return f"declaration {round_ref} {person_ref}".encode()


def round_key(folder: Path, round_ref: str) -> bytes:
    """Return the key of a round, made on first use; processes that make it at once get the same.

    Raises `KeyDestroyed`, and `OSError` where the folder cannot be written.
    """
    path = _path(folder, round_ref)
    try:
        found = path.read_bytes()
    except FileNotFoundError:
        _make(path)
        found = path.read_bytes()
    if found == DESTROYED:
        raise KeyDestroyed(round_ref)
    return found


def destroy_key(folder: Path, round_ref: str) -> None:
    """Destroy the key of a round for good; on the disk when this returns, harmless to repeat."""
    path = _path(folder, round_ref)
    if path.exists() and not is_destroyed(folder, round_ref):
        write(path, 0, secrets.token_bytes(path.stat().st_size))
    _put(path, DESTROYED, os.replace)


def problem(folder: Path) -> str | None:
    """Say why no key could be made, None where the folder can be written."""
    probe = folder / f"probe-{secrets.token_hex(8)}"
    try:
        folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        write(probe, os.O_CREAT | os.O_EXCL, b"")
        probe.unlink()
    except OSError as error:
        return f"{folder} cannot be written: {error.strerror}"
    return None


def is_destroyed(folder: Path, round_ref: str) -> bool:
    """Whether the key of a round was destroyed."""
    path = _path(folder, round_ref)
    return path.exists() and path.read_bytes() == DESTROYED


def _path(folder: Path, round_ref: str) -> Path:
    if not round_ref.isalnum():
        raise ValueError("not the ref of a round")
    return folder / f"round-{round_ref}.key"


def _make(path: Path) -> None:
    try:
        _put(path, AESGCM.generate_key(KEY_BITS), os.link)
    except FileExistsError:
        return  # another process was faster


def _put(path: Path, content: bytes, place: Callable[[Path, Path], None]) -> None:
    """Write a file whole and only then give it its name: by `os.link` if none has it yet."""
    path.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    whole = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    try:
        write(whole, os.O_CREAT | os.O_EXCL, content)
        place(whole, path)
    finally:
        whole.unlink(missing_ok=True)
    sync(path.parent)
