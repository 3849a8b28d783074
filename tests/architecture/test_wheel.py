"""The wheel is whole: it starts from an environment that has nothing else of ours."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path
from urllib.request import urlopen
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement

from tests.architecture.checkout import ROOT
from tests.support.ports import HERE, free_port
from tests.support.servers import Served, environment, running

pytestmark = pytest.mark.slow

SOURCES = (
    "deliberate", "templates", "static", "translations", "migrations", "scripts",
    "pyproject.toml", "README.md", "LICENSE", ".gitignore",
)  # fmt: skip
MADE = shutil.ignore_patterns("*.mo", "__pycache__")
BUNDLED = ("templates", "static", "translations", "migrations")
FILES = {
    r'href="(/static/[^"]+\.css)': "text/css",
    r'src="(/static/[^"]+\.js)': "text/javascript",
    r'href="(/static/[^"]+\.svg)': "image/svg+xml",
}
LEFT_OUT = {".mo", ".pyc"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from the sources alone, without what an earlier build has left behind."""
    folder = tmp_path_factory.mktemp("wheel")
    copy = folder / "checkout"
    copy.mkdir()
    for each in SOURCES:
        source, target = ROOT / each, copy / each
        if source.is_dir():
            shutil.copytree(source, target, ignore=MADE)
        else:
            shutil.copyfile(source, target)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--wheel-dir", folder, copy], check=True, stdin=subprocess.DEVNULL)
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_every_file_that_is_needed(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    for folder in BUNDLED:
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and path.suffix not in LEFT_OUT:
                assert f"deliberate/_bundled/{path.relative_to(ROOT).as_posix()}" in inside
    assert "deliberate/_bundled/translations/ko/LC_MESSAGES/messages.mo" in inside
    assert not [each for each in inside if each.startswith(("tests/", "scripts/", "docs/"))]
    assert any(each.endswith("licenses/LICENSE") for each in inside)


def needed(name: str, extras: frozenset[str], seen: set[tuple[str, frozenset[str]]]) -> None:
    """Collect what a distribution needs to run here, by the markers of its own metadata."""
    if (name, extras) in seen:
        return
    seen.add((name, extras))
    for line in distribution(name).requires or []:
        wanted = Requirement(line)
        asked = wanted.marker is None or any(
            wanted.marker.evaluate({"extra": extra}) for extra in extras | {""}
        )
        if asked:
            needed(wanted.name, frozenset(wanted.extras), seen)


def copy_into(found: Distribution, target: Path) -> None:
    """Copy the importable files of an installed distribution."""
    for file in found.files or []:
        if ".." in file.parts or "__pycache__" in file.parts:
            continue
        place = target / file
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(str(file.locate()), place)


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`deliberate` in an environment with the wheel and what it says it needs, and no more."""
    folder = tmp_path_factory.mktemp("clean")
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    asked = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    site = Path(subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip())
    seen: set[tuple[str, frozenset[str]]] = set()
    needed("deliberate", frozenset(), seen)
    for name in {name for name, _extras in seen} - {"deliberate"}:
        copy_into(distribution(name), site)
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    install = [*pip, "--no-index", "--no-deps", str(wheel)]
    subprocess.run(install, check=True, stdin=subprocess.DEVNULL)
    return folder / "bin" / "deliberate"


def test_the_demo_can_be_prepared_in_an_empty_folder(program: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [program, "demo", "--no-serve"],
        cwd=tmp_path,
        env=environment({}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "/ko/" in done.stdout
    assert {path.name for path in tmp_path.iterdir()} == {"instance"}


@pytest.fixture
def served(program: Path, tmp_path: Path) -> Iterator[Served]:
    """`deliberate serve` from the wheel, configured as for the public."""
    port = free_port()
    settings = {
        "instance": str(tmp_path / "instance"),
        "secret_key": "k" * 40,
        "public_url": f"https://{HERE}",
        "trusted_hosts": HERE,
        "mail_url": f"smtp://{HERE}:{free_port()}",
        "workers": "1",
    }
    subprocess.run([program, "db", "upgrade"], cwd=tmp_path, env=environment(settings), check=True)
    served = Served(f"http://{HERE}:{port}", tmp_path / "server.log")
    with running([str(program), "serve", "--port", str(port)], served, settings, tmp_path):
        yield served


def test_the_server_speaks_korean_and_gives_its_files(served: Served) -> None:
    with urlopen(f"{served.url}/ko/") as answer:
        page = answer.read().decode()
    assert '<html lang="ko">' in page
    assert re.search(r'<a class="skip"[^>]*>[가-힣 ]+<', page), "the catalogue is not active"
    for pattern, kind in FILES.items():
        address = re.search(pattern, page)
        assert address, pattern
        with urlopen(served.url + address[1]) as answer:
            assert answer.headers.get_content_type() == kind
            assert answer.read()


def test_the_server_refuses_to_start_when_unsafe(program: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [program, "serve"],
        cwd=tmp_path,
        env=environment({}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    for setting in ("SECRET_KEY", "TRUSTED_HOSTS", "PUBLIC_URL", "MAIL_URL"):
        assert f"DELIBERATE_{setting}" in done.stderr
    assert "Traceback" not in done.stderr
