"""Passwords are hashed quickly here."""

from __future__ import annotations

from tests.services.hashing import quick_hasher

__all__ = ["quick_hasher"]
