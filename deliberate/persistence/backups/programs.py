"""PostgreSQL's own programs: where they are, and how they are run without showing a password."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

from psycopg.conninfo import make_conninfo
from sqlalchemy import Engine

from deliberate.persistence.backups.files import BackupRefused

NEEDED = ("pg_dump", "pg_restore", "psql")
INSTALLED = Path("/usr/lib/postgresql")
"""Where Debian keeps a folder of programs for each version."""


class Programs:
    """The programs that go best with a server of a version."""

    def __init__(self, engine: Engine, server_version: int) -> None:
        _, options = engine.dialect.create_connect_args(engine.url)
        password = options.pop("password", None)
        self._secret: Mapping[str, str] = {"PGPASSWORD": str(password)} if password else {}
        self._folder = _folder(server_version)
        self.database = f"--dbname={make_conninfo(**options)}"

    def start(self, program: str, *arguments: str, **pipes: int) -> subprocess.Popen[bytes]:
        """Start a program; what it complains of can be read from its `stderr`."""
        return subprocess.Popen(  # noqa: S603  (a program of ours to name, and no shell)
            [str(self._folder / program), *arguments],
            env={**os.environ, **self._secret, "LC_ALL": "C"},
            stderr=subprocess.PIPE,
            **{"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, **pipes},
        )

    def output(self, program: str, *arguments: str) -> bytes:
        """Return what a program prints; raises `BackupRefused` with its complaint."""
        with self.start(program, *arguments, stdout=subprocess.PIPE) as running:
            printed, complaint = running.communicate()
        if running.returncode:
            raise BackupRefused(first_complaint(complaint, program))
        return printed


def end_of(pipe: IO[bytes] | None) -> IO[bytes]:
    """Return our end of a pipe that the program was started with."""
    if pipe is None:
        raise RuntimeError("the program was started without this pipe")
    return pipe


def first_complaint(said: bytes, program: str) -> str:
    """Return the first line of what a program complained of."""
    lines = said.decode("utf-8", "replace").strip().splitlines() or [f"{program} failed"]
    return next((line for line in lines if "error" in line.lower()), lines[0]).strip()


def _folder(server_version: int) -> Path:
    """Return where the programs are: of the server's own version if installed, else the newest.

    Raises `BackupRefused` with what to install.
    """
    folders: Sequence[Path] = sorted(
        (path for path in INSTALLED.glob("[0-9]*/bin") if _has_all(path)),
        key=lambda path: int(path.parent.name),
    )
    for path in folders:
        if path.parent.name == str(server_version):
            return path
    if folders:
        return folders[-1]
    found = shutil.which(NEEDED[0])
    if found and _has_all(Path(found).parent):
        return Path(found).parent
    raise BackupRefused(
        f"{', '.join(NEEDED)} are not installed; install them with: "
        "apt-get install postgresql-client"
    )


def _has_all(folder: Path) -> bool:
    return all(os.access(folder / program, os.X_OK) for program in NEEDED)
