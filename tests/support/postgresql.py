"""A PostgreSQL server of our own: a private folder, a private socket, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

ACCOUNT = "postgres"
START_SECONDS = 120
SETTINGS = {
    "listen_addresses": "''",
    "fsync": "off",  # the folder is thrown away; what a commit promises is not
    "full_page_writes": "off",
    "synchronous_commit": "on",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "timezone": "'UTC'",
}

END_OTHER_CONNECTIONS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
TABLES = """
    SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'
"""
RESTART_SEQUENCES = "SELECT setval(oid, 1, false) FROM pg_class WHERE relkind = 'S'"
SHAPE = """
    SELECT 'version', version_num FROM alembic_version
    UNION ALL
    SELECT 'column', md5(string_agg(concat_ws(' ', attrelid::regclass, attname, atttypid,
        atttypmod, attnotnull, attisdropped), ',' ORDER BY attrelid::regclass::text, attnum))
    FROM pg_attribute WHERE attrelid IN
        (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)
    UNION ALL
    SELECT 'constraint', md5(string_agg(concat_ws(' ', conname, pg_get_constraintdef(oid)), ','
        ORDER BY conname)) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL
    SELECT 'trigger', md5(string_agg(concat_ws(' ', tgname, tgenabled, tgtype), ','
        ORDER BY tgname, tgrelid)) FROM pg_trigger WHERE NOT tgisinternal
"""


def programs() -> Path | None:
    """Return the folder with the newest server's programs, None where there is no server."""
    installed = [
        path.parent
        for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")
        if path.parts[-3].isdigit()
    ]
    if installed:
        return max(installed, key=lambda folder: int(folder.parent.name))
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


class Cluster:
    """One running server."""

    def __init__(self, programs: Path, folder: Path, settings: Mapping[str, str]) -> None:
        self.programs = programs
        self.folder = folder
        self.settings = settings

    def run(self, program: str, *arguments: str) -> None:
        """Run one of the server's programs, as a user that the server accepts."""
        command = [str(self.programs / program), *arguments]
        if os.geteuid() == 0:  # the server refuses to run as root
            command = ["runuser", "-u", ACCOUNT, "--", *command]
        log = self.folder / "programs.log"
        with log.open("ab") as output:
            done = subprocess.run(
                command,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                timeout=START_SECONDS,
                check=False,
            )
        if done.returncode:
            raise RuntimeError(f"{program} failed:\n{log.read_text(errors='replace')}")

    def start(self) -> None:
        """Make the cluster and wait until it answers."""
        data = str(self.folder / "data")
        self.run(
            "initdb",
            f"--pgdata={data}",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--auth=trust",
            f"--username={ACCOUNT}",
            "--no-sync",
        )
        settings = {**self.settings, "unix_socket_directories": f"'{self.folder}'"}
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        log = str(self.folder / "server.log")
        self.run("pg_ctl", "start", "-w", "-D", data, "-l", log, "-o", options)

    def stop(self) -> None:
        """Stop at once; nothing in it is needed any more."""
        self.run("pg_ctl", "stop", "-m", "immediate", "-D", str(self.folder / "data"))

    def url(self, database: str) -> str:
        """Return the address of a database as `DELIBERATE_DATABASE_URL` takes it."""
        return f"postgresql://{ACCOUNT}@/{database}?host={self.folder}"

    def create(self, database: str, template: str = "template0") -> str:
        """Create a database as a copy of another and return its address."""
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        self._execute(statement.format(sql.Identifier(database), sql.Identifier(template)))
        return self.url(database)

    def drop(self, database: str) -> None:
        """Drop a database, whoever is still connected."""
        self._execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(database)))

    def empty(self, database: str) -> None:
        """End every connection to a database and take every row out of it."""
        with self._connect(database) as connection:
            connection.execute(END_OTHER_CONNECTIONS)
            connection.execute("SET session_replication_role = replica")  # no trigger, no order
            tables = [name for (name,) in connection.execute(TABLES)]
            deletions = [sql.SQL("DELETE FROM {}").format(sql.Identifier(name)) for name in tables]
            connection.execute(sql.SQL("; ").join(deletions))
            connection.execute(RESTART_SEQUENCES)

    def shape(self, database: str) -> tuple[Any, ...]:
        """Return what differs once somebody has changed the tables of a database."""
        with self._connect(database) as connection:
            return tuple(connection.execute(SHAPE).fetchall())

    def _execute(self, statement: sql.Composed) -> None:
        with self._connect(ACCOUNT) as connection:
            connection.execute(statement)

    def _connect(self, database: str) -> psycopg.Connection[Any]:
        return psycopg.connect(self.url(database), autocommit=True)


def _private_folder() -> Path:
    """Make a folder with a path short enough for a socket, owned by whoever runs the server."""
    folder = Path(tempfile.mkdtemp(prefix="dlb-pg-", dir="/tmp"))
    if os.geteuid() == 0:
        account = pwd.getpwnam(ACCOUNT)
        os.chown(folder, account.pw_uid, account.pw_gid)
    return folder


@contextmanager
def running(programs: Path, settings: Mapping[str, str] | None = None) -> Iterator[Cluster]:
    """Start a server and stop it at the end, leaving nothing behind.

    `settings` win over `SETTINGS`.
    """
    folder = _private_folder()
    cluster = Cluster(programs, folder, {**SETTINGS, **(settings or {})})
    try:
        cluster.start()
        try:
            yield cluster
        finally:
            cluster.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
