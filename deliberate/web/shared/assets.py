"""Style and script: one file each, small, kept for a year under an address naming its content."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from flask import Flask, Response, abort, current_app, url_for

from deliberate import paths
from deliberate.config import Settings
from deliberate.web.shared.access import public

DIGEST_LENGTH = 12
ONE_YEAR_SECONDS = 365 * 24 * 60 * 60


def _stylesheets() -> list[Path]:
    css = paths.STATIC / "css"
    first = [css / name for name in ("tokens.css", "base.css", "layout.css")]
    return [*first, *sorted((css / "components").glob("*.css")), css / "print.css"]


def _scripts() -> list[Path]:
    return [paths.STATIC / "vendor/htmx/htmx.min.js", paths.STATIC / "js/app.js"]


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()[:DIGEST_LENGTH]


@dataclass(frozen=True)
class Bundle:
    """Several source files in one piece."""

    mimetype: str
    content: bytes

    @property
    def digest(self) -> str:
        """Return the name of this content."""
        return _digest(self.content)


def _bundle(mimetype: str, files: list[Path]) -> Bundle:
    return Bundle(mimetype, b"\n".join(path.read_bytes() for path in files))


class Assets:
    """The bundles and the digests of the other files, read once at start."""

    def __init__(self) -> None:
        self.bundles = {
            "style.css": _bundle("text/css", _stylesheets()),
            "script.js": _bundle("text/javascript", _scripts()),
            "passkeys.js": _bundle("text/javascript", [paths.STATIC / "js/passkeys.js"]),
        }
        self.digests = {
            path.relative_to(paths.STATIC).as_posix(): _digest(path.read_bytes())
            for path in (paths.STATIC / "img").rglob("*")
            if path.is_file()
        }


def _assets() -> Assets:
    assets: Assets = current_app.extensions["assets"]
    return assets


def bundle_url(name: str) -> str:
    """Return the address of "style.css" or "script.js" as it is now."""
    return url_for("bundle", name=name, digest=_assets().bundles[name].digest)


def static_url(path: str) -> str:
    """Return the address of a picture, with its digest."""
    return f"/static/{path}?v={_assets().digests[path]}"


@public
def bundle(name: str, digest: str) -> Response:
    """Serve a bundle; an old digest gets the new content, but is not kept."""
    found = _assets().bundles.get(name)
    if found is None:
        abort(404)
    current = digest == found.digest
    response = Response(found.content, mimetype=found.mimetype)
    response.cache_control.public = True
    response.cache_control.max_age = ONE_YEAR_SECONDS if current else 0
    response.cache_control.immutable = current
    return response


def register(app: Flask, _settings: Settings) -> None:
    """Serve the bundles and give templates the addresses."""
    app.extensions["assets"] = Assets()
    app.add_url_rule("/static/<digest>/<name>", "bundle", bundle)
    app.jinja_env.globals.update(
        stylesheet_url=lambda: bundle_url("style.css"),
        script_url=lambda: bundle_url("script.js"),
        passkey_script_url=lambda: bundle_url("passkeys.js"),
        static_url=static_url,
    )
