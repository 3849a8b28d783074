"""Settings come from the environment; what cannot be read or is unsafe stops the start."""

from __future__ import annotations

import stat
from dataclasses import fields
from pathlib import Path

import pytest

from deliberate.config import (
    Settings,
    UnsafeConfiguration,
    read_settings,
    stored_secret_key,
    unsafe_for_production,
)


def test_without_anything_set_the_defaults_stand() -> None:
    assert read_settings() == Settings()


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("instance", "/srv/deliberate", Path("/srv/deliberate")),
        ("workers", "4", 4),
        ("trusted_proxies", "1", 1),
        ("trusted_hosts", " a.example, ,b.example ", ("a.example", "b.example")),
        ("demo", "1", True),
        ("demo", "TRUE", True),
        ("demo", "on", True),
        ("demo", "0", False),
        ("demo", "no", False),
        ("site_name_ko", "우리 마당", "우리 마당"),
        ("secret_key", "k" * 40, "k" * 40),
    ],
)
def test_each_kind_of_setting_is_read(
    monkeypatch: pytest.MonkeyPatch, name: str, text: str, value: object
) -> None:
    monkeypatch.setenv(f"DELIBERATE_{name.upper()}", text)
    assert getattr(read_settings(), name) == value


def test_every_setting_can_be_set_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    for each in fields(Settings):
        monkeypatch.setenv(f"DELIBERATE_{each.name.upper()}", "7")
    found = read_settings()
    assert {
        each.name for each in fields(Settings) if getattr(found, each.name) == each.default
    } == {"demo"}


def test_an_empty_variable_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DELIBERATE_WORKERS", "")
    assert read_settings().workers == Settings().workers


@pytest.mark.parametrize("name", ["workers", "trusted_proxies"])
def test_what_is_no_number_is_named(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(f"DELIBERATE_{name.upper()}", "many")
    with pytest.raises(UnsafeConfiguration, match=f"DELIBERATE_{name.upper()}.*many"):
        read_settings()


def test_what_is_passed_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DELIBERATE_WORKERS", "4")
    assert read_settings({"WORKERS": 9, "TESTING": True}).workers == 9


def test_the_addresses_of_database_and_mail_follow_from_the_folder(tmp_path: Path) -> None:
    settings = Settings(instance=tmp_path)
    assert settings.database == f"sqlite:///{tmp_path}/deliberate.sqlite"
    assert settings.mail == f"file://{tmp_path}/mail"
    other = Settings(database_url="postgresql://u@/db?host=/run", mail_url="smtp://m")
    assert other.database == "postgresql+psycopg://u@/db?host=/run"
    assert other.mail == "smtp://m"


def test_secrets_are_not_shown_by_accident() -> None:
    shown = repr(Settings(secret_key="very secret", mail_url="smtp://u:very-secret@m"))
    assert "very" not in shown


def test_the_folders_own_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "instance"
    key = stored_secret_key(folder)
    assert len(key) == 64
    assert stored_secret_key(folder) == key
    assert stat.S_IMODE((folder / "secret.key").stat().st_mode) == 0o600
    assert stored_secret_key(tmp_path / "other") != key


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o777])
def test_a_key_that_others_can_read_stops_the_start(tmp_path: Path, mode: int) -> None:
    stored_secret_key(tmp_path)
    (tmp_path / "secret.key").chmod(mode)
    with pytest.raises(UnsafeConfiguration, match="chmod 600"):
        stored_secret_key(tmp_path)


def test_a_safe_installation_has_no_problem() -> None:
    safe = Settings(
        secret_key="k" * 32,
        trusted_hosts=("deliberate.example",),
        public_url="https://deliberate.example",
        mail_url="smtp://localhost",
    )
    assert unsafe_for_production(safe) == []
    assert len(unsafe_for_production(Settings(demo=True))) == 5
