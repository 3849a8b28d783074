"""PostgreSQL's own programs: where they are, and how they are run without showing a password."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from psycopg.conninfo import make_conninfo
from sqlalchemy import Engine

from deliberate.persistence.backups.files import BackupRefused

NEEDED = ("pg_dump", "pg_restore", "psql")
INSTALLED = Path("/usr/lib/postgresql")
"""Where Debian keeps a folder of programs for each version."""
NOT_SHOWN = {"password", "context"}
"""What the driver is told and a command line is not: the second is of the driver alone."""
NUMBERS_IN_A_VERSION = 10_000
"""A server of version 17.5 says 170005."""


class Programs:
    """The programs that go best with a server, and how they reach its database."""

    def __init__(self, engine: Engine, server_version: int) -> None:
        _, asked = engine.dialect.create_connect_args(engine.url)
        options = {name: value for name, value in asked.items() if name not in NOT_SHOWN}
        password = asked.get("password")
        self._secret = {"PGPASSWORD": str(password)} if password else {}
        self._folder = _folder(server_version // NUMBERS_IN_A_VERSION)
        self.database = f"--dbname={make_conninfo(**options)}"

    def start(
        self,
        program: str,
        *arguments: str,
        stdin: int = subprocess.DEVNULL,
        stdout: int = subprocess.DEVNULL,
    ) -> subprocess.Popen[bytes]:
        """Start a program; what it complains of can be read from its `stderr`."""
        return subprocess.Popen(  # noqa: S603  (no shell reads the arguments)
            [str(self._folder / program), *arguments],
            env={**os.environ, **self._secret, "LC_ALL": "C"},
            stdin=stdin,
            stdout=stdout,
            stderr=subprocess.PIPE,
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
    if folders and int(folders[-1].parent.name) >= server_version:
        return folders[-1]
    found = shutil.which(NEEDED[0])
    if found and not folders and _has_all(Path(found).parent):
        return Path(found).parent
    wanted = f"postgresql-client-{server_version}" if folders else "postgresql-client"
    raise BackupRefused(
        f"{', '.join(NEEDED)} are needed, of the server's version {server_version} or newer; "
        f"install them with: apt-get install {wanted}"
    )


def _has_all(folder: Path) -> bool:
    return all(os.access(folder / program, os.X_OK) for program in NEEDED)
