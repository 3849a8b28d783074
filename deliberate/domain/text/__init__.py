"""What can be said about a text without knowing what it means."""

from __future__ import annotations

from deliberate.domain.text.normalise import normalise

__all__ = ["normalise"]
