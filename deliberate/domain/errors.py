"""Everything that can be refused, by name.

An error carries facts, never a sentence: `web/shared/labels.py` puts each into words in the
person's language. `status` is what the refusal means over HTTP, kept here so that one table
cannot drift from another.
"""

from __future__ import annotations


class DomainError(Exception):
    """A refusal that a person can understand and act on."""

    status = 422


class NotFound(DomainError):
    """Nothing is kept under this address."""

    status = 404


class NotPermitted(DomainError):
    """The actor may not do this here."""

    status = 403


class SignInNeeded(DomainError):
    """The actor would have to be known first."""

    status = 401


class Conflict(DomainError):
    """Someone else was there first, or the same thing was sent twice."""

    status = 409


class StaleDraft(Conflict):
    """The draft has moved on since the page was opened."""
