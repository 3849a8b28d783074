"""PostgreSQL: taken by `pg_dump` in one snapshot, put back in one transaction."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import IO

from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

from deliberate.persistence.backups.files import BackupRefused
from deliberate.persistence.backups.programs import Programs, end_of, first_complaint
from deliberate.persistence.database import Base
from deliberate.persistence.limits import COUNTS

ATTEMPTS = 20
OTHERS_HELD_ON = (b"40P01", b"55P03")
"""What the server says of a deadlock and of a lock that did not come free in time."""
LOCK_SECONDS = 30
UNKNOWN_TO_OLDER_SERVERS = b"SET transaction_timeout = 0;\n"
BEGINNING_BYTES = 4_096
VERSION_TABLE = "alembic_version"
TAKE_ALL = """
\\set ON_ERROR_STOP on
\\set VERBOSITY verbose
SET synchronous_commit = on;
SET client_min_messages = warning;
BEGIN;
SET LOCAL lock_timeout = '{seconds}s';
DO $$
DECLARE found record;
BEGIN
    FOR found IN SELECT oid::regclass AS named FROM pg_class
        WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'
        AND relname = ANY (ARRAY[{tables}]) ORDER BY relname
    LOOP EXECUTE format('LOCK TABLE %s IN ACCESS EXCLUSIVE MODE', found.named); END LOOP;
    FOR found IN SELECT oid::regclass AS named FROM pg_class
        WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'
        AND relname = ANY (ARRAY[{tables}])
    LOOP EXECUTE format('DROP TABLE %s CASCADE', found.named); END LOOP;
    FOR found IN SELECT oid::regprocedure AS named FROM pg_proc
        WHERE pronamespace = current_schema()::regnamespace AND proname LIKE '%\\_stays'
    LOOP EXECUTE format('DROP FUNCTION %s', found.named); END LOOP;
END $$;
"""
"""Takes away our tables, those that a backup of an older version does not know included."""


class PostgresqlKeeper:
    """Backups of a PostgreSQL database: its schema with our tables, but for the limits' counts."""

    def __init__(self, engine: Engine) -> None:
        try:
            with engine.connect() as connection:
                self._schema = str(connection.scalar(text("SELECT current_schema()")))
                version = connection.scalar(text("SHOW server_version_num"))
        except SQLAlchemyError as error:
            raise BackupRefused("the database does not answer") from error
        self._programs = Programs(engine, int(version))

    def ensure_elsewhere(self, file: Path) -> None:
        """Allow any file: none is the database."""

    def save(self, file: Path) -> None:
        """Dump one snapshot; writers go on, and what they write meanwhile is not in it."""
        self._programs.output(
            "pg_dump",
            "--format=custom",
            "--no-owner",
            "--no-privileges",
            f'--schema="{self._schema}"',
            f'--exclude-table="{self._schema}"."{COUNTS.name}"',
            f"--file={file}",
            self._programs.database,
        )

    def revision_in(self, file: Path) -> str:
        """Read everything; return the revision."""
        try:
            listed = self._programs.output("pg_restore", "--list", str(file)).decode()
            self._programs.output("pg_restore", "--file=/dev/null", str(file))
            rows = self._programs.output(
                "pg_restore", "--data-only", f"--table={VERSION_TABLE}", "--file=-", str(file)
            )
        except BackupRefused as error:
            raise BackupRefused(f"{file} is no whole backup of deliberate: {error}") from error
        if VERSION_TABLE not in _tables(listed, self._schema):
            raise BackupRefused(f"{file} is no backup of deliberate: its tables are not in it")
        _, _, after = rows.decode().partition(" FROM stdin;\n")
        return after.partition("\n")[0]

    def put_back(self, file: Path) -> None:
        """Replace our tables in one transaction, for which requests wait.

        It begins anew where a request and it wait for each other.
        """
        for _ in range(ATTEMPTS):
            complaint = self._put_back_once(file)
            if complaint is None:
                return
            if not any(each in complaint for each in OTHERS_HELD_ON):
                raise BackupRefused(f"nothing was changed: {first_complaint(complaint, 'psql')}")
        raise BackupRefused("nothing was changed: too much is going on; stop the service first")

    def _put_back_once(self, file: Path) -> bytes | None:
        """Return what went wrong, None for nothing; without the COMMIT nothing has happened."""
        arguments = ("--no-psqlrc", "--quiet", self._programs.database)
        complaint = b""
        with self._programs.start("psql", *arguments, stdin=subprocess.PIPE) as psql:
            with suppress(BrokenPipeError), end_of(psql.stdin) as script:  # psql says why
                script.write(_take_all())
                complaint = self._unpack(file, script)
                if not complaint:
                    script.write(b"\nCOMMIT;\nANALYZE;\n")
            said = end_of(psql.stderr).read()
        return (complaint or said) if complaint or psql.returncode else None

    def _unpack(self, file: Path, script: IO[bytes]) -> bytes:
        """Write the statements of a backup; return what went wrong, nothing if it is whole."""
        arguments = (
            *("--clean", "--if-exists", "--no-owner", "--no-privileges"),
            *(f"--schema={self._schema}", "--file=-", str(file)),
        )
        with self._programs.start("pg_restore", *arguments, stdout=subprocess.PIPE) as unpacking:
            statements = end_of(unpacking.stdout)
            begins = statements.read(BEGINNING_BYTES)
            script.write(begins.replace(UNKNOWN_TO_OLDER_SERVERS, b""))
            shutil.copyfileobj(statements, script)
            said = end_of(unpacking.stderr).read()
        return (said or b"pg_restore failed") if unpacking.returncode else b""


def _tables(listed: str, schema: str) -> set[str]:
    """Return the tables in a list of contents, whose lines are `12; 1259 16 TABLE public x me`."""
    lines = (line.split() for line in listed.splitlines())
    return {words[5] for words in lines if words[3:5] == ["TABLE", schema] and len(words) > 5}


def _take_all() -> bytes:
    names = sorted({*Base.metadata.tables, VERSION_TABLE})
    tables = ", ".join(f"'{name}'" for name in names)
    return TAKE_ALL.format(tables=tables, seconds=LOCK_SECONDS).encode()
