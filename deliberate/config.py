"""Every setting, its default, and what makes a start unsafe.

`docs/configuration.md` lists the same settings; a test keeps the two in step.
"""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

PREFIX = "DELIBERATE_"
SECRET_KEY_BYTES = 32
OPEN_TO_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class UnsafeConfiguration(RuntimeError):
    """The service must not start like this; the message says what to set."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """One field for each `DELIBERATE_…` variable, with the same name in lower case."""

    instance: Path = Path("instance")
    database_url: str = ""
    secret_key: str = field(default="", repr=False)
    erasure_ledger: str = ""
    round_keys: str = ""
    public_url: str = "http://127.0.0.1:8000"
    trusted_hosts: tuple[str, ...] = ()
    trusted_proxies: int = 0
    limits: bool = True
    people_per_address: int = 200
    workers: int = 2
    page_seconds: int = 2
    mail_url: str = field(default="", repr=False)
    mail_from: str = "deliberate <no-reply@localhost>"
    time_zone: str = "Asia/Seoul"
    site_name_ko: str = "deliberate"
    site_name_en: str = "deliberate"
    operator_ko: str = ""
    operator_en: str = ""
    phone: str = ""
    hours_ko: str = ""
    hours_en: str = ""
    contact_email: str = ""
    exit_url: str = "https://www.weather.go.kr/"
    demo: bool = False

    @property
    def database(self) -> str:
        """The SQLAlchemy address: the one that was set, else a file in the instance folder."""
        if self.database_url:
            return self.database_url.replace("postgresql://", "postgresql+psycopg://", 1)
        return f"sqlite:///{self.instance.resolve() / 'deliberate.sqlite'}"

    @property
    def mail(self) -> str:
        """Where mail goes: the address that was set, else files in the instance folder."""
        return self.mail_url or f"file://{self.instance.resolve() / 'mail'}"

    @property
    def ledger(self) -> Path:
        """Where it is noted who was erased: the file that was set, else one in the instance."""
        return Path(self.erasure_ledger or self.instance.resolve() / "erasures.txt")

    @property
    def keys(self) -> Path:
        """The folder with the keys of what people say about themselves, one for each round."""
        return Path(self.round_keys or self.instance.resolve() / "keys")

    @property
    def asks_second_step(self) -> bool:
        """Whether staff need a second step: the demonstration's accounts are public anyway."""
        return not self.demo

    @property
    def https(self) -> bool:
        """Whether visitors reach the site over HTTPS."""
        return self.public_url.startswith("https://")


def _from_text(name: str, text: str) -> Any:
    match next(each.type for each in fields(Settings) if each.name == name):
        case "Path":
            return Path(text)
        case "int":
            return int(text)
        case "bool":
            return text.lower() in {"1", "true", "yes", "on"}
        case "tuple[str, ...]":
            return tuple(part.strip() for part in text.split(",") if part.strip())
    return text


def read_settings(overrides: Mapping[str, Any] | None = None) -> Settings:
    """Read the environment; `overrides` (field names, any case) win over it.

    Raises `UnsafeConfiguration` for a value that cannot be read.
    """
    names = {each.name for each in fields(Settings)}
    values: dict[str, Any] = {}
    for name in names:
        text = os.environ.get(PREFIX + name.upper(), "")
        if text:
            try:
                values[name] = _from_text(name, text)
            except ValueError as error:
                message = f"{PREFIX}{name.upper()} is not a number: {text!r}"
                raise UnsafeConfiguration(message) from error
    for key, value in (overrides or {}).items():
        if key.lower() in names:
            name = key.lower()
            values[name] = _from_text(name, value) if isinstance(value, str) else value
    return Settings(**values)


def stored_secret_key(instance: Path) -> str:
    """Return the instance folder's own key, made on first use and readable by its owner alone."""
    path = instance / "secret.key"
    instance.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        if path.stat().st_mode & OPEN_TO_OTHERS:
            message = f"{path} can be read by others; run: chmod 600 {path}"
            raise UnsafeConfiguration(message) from None
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(SECRET_KEY_BYTES))
    return path.read_text(encoding="ascii")


def unsafe_for_production(settings: Settings) -> list[str]:
    """Say, one sentence each, what must be set before the public may be let in."""
    problems = []
    if len(settings.secret_key) < SECRET_KEY_BYTES:
        problems.append(
            "DELIBERATE_SECRET_KEY is missing or shorter than 32 characters. Make one with: "
            "python3 -c 'import secrets; print(secrets.token_hex(32))'"
        )
    if not settings.trusted_hosts:
        problems.append(
            "DELIBERATE_TRUSTED_HOSTS is missing. Name the hosts that visitors use, "
            "separated by commas, for example: deliberate.example.org"
        )
    if not settings.https:
        problems.append(
            "DELIBERATE_PUBLIC_URL must be the https:// address that visitors use; "
            "links in mail are made from it."
        )
    if not settings.mail_url:
        problems.append(
            "DELIBERATE_MAIL_URL is missing. For example: smtp://user:password@mail.example.org:587"
        )
    if settings.demo:
        problems.append("DELIBERATE_DEMO is set. Its accounts are public; unset it.")
    return problems
