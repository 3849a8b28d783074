"""Encrypting what must be read again but must not be readable in a copy of the database."""

from __future__ import annotations

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

FERNET_KEY_BYTES = 32


def seal(text: str, purpose: str, key: str) -> str:
    """Return a text encrypted with a key of its own purpose, made from the site's key."""
    return _box(purpose, key).encrypt(text.encode()).decode()


def unseal(sealed: str, purpose: str, key: str) -> str:
    """Return the text; raises `cryptography.fernet.InvalidToken` under another key or purpose."""
    return _box(purpose, key).decrypt(sealed.encode()).decode()


def _box(purpose: str, key: str) -> Fernet:
    derive = HKDF(algorithm=SHA256(), length=FERNET_KEY_BYTES, salt=None, info=purpose.encode())
    return Fernet(urlsafe_b64encode(derive.derive(key.encode())))
