"""Backing up and restoring, while the service runs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from flask import current_app

from deliberate.config import Settings
from deliberate.persistence import backups
from deliberate.persistence.database import now
from deliberate.persistence.schema import upgrade_schema
from deliberate.services.erasure import erase_again
from deliberate.services.restoring import end_sessions_of_accounts


def back_up(file: Path, *, overwrite: bool) -> str:
    """Write everything into a file; return what to tell. Needs an application context.

    Raises `BackupRefused`.
    """
    backups.save(file, overwrite=overwrite)
    return f"{file} holds everything in {backups.database_shown()}"


def restore(file: Path, is_agreed: Callable[[str], bool]) -> str:
    """Put a backup in the place of everything; return what to tell. Needs an application context.

    Nobody stays signed in to an account. Whoever was erased after the backup was made is erased
    again.
    `is_agreed` is asked with what will be replaced. Raises `BackupRefused`.
    """
    settings: Settings = current_app.extensions["settings"]
    shown = backups.database_shown()
    backups.put_back(file, lambda: is_agreed(shown))
    upgrade_schema()
    end_sessions_of_accounts()
    erased = erase_again(settings.ledger, now())
    return f"{shown} is as it was in {file}. Erasures applied again: {erased}"
