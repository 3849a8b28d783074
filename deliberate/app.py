"""Wires the layers together; decides nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from deliberate import paths
from deliberate.config import Settings, read_settings, stored_secret_key
from deliberate.persistence import schema
from deliberate.persistence.database import db, prepare_engine
from deliberate.sample.people import PASSWORD, PEOPLE
from deliberate.web import register_web

ONE_YEAR_SECONDS = 365 * 24 * 60 * 60
FORM_BYTES = 3_000_000
FORM_PARTS = 5_000


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """Build the application from the environment; entries of `config` win over it.

    `config` takes the names of `Settings` (any case); any other key goes to Flask as it is.
    Raises `UnsafeConfiguration` for settings that cannot be read.
    """
    settings = read_settings(config)
    app = Flask("deliberate", template_folder=str(paths.TEMPLATES), static_folder=None)
    app.config.update(_flask_config(settings))
    app.config.update({k: v for k, v in (config or {}).items() if k.lower() not in vars(settings)})
    app.extensions["settings"] = settings
    _register_persistence(app)
    register_web(app, settings)
    if settings.demo:
        app.context_processor(lambda: {"demo_people": PEOPLE, "demo_password": PASSWORD})
    _wrap(app, settings)
    return app


def _flask_config(settings: Settings) -> dict[str, Any]:
    return {
        "SECRET_KEY": settings.secret_key or stored_secret_key(settings.instance),
        "SQLALCHEMY_DATABASE_URI": settings.database,
        "MAX_CONTENT_LENGTH": FORM_BYTES,
        "MAX_FORM_MEMORY_SIZE": FORM_BYTES,
        "MAX_FORM_PARTS": FORM_PARTS,
        "TRUSTED_HOSTS": list(settings.trusted_hosts) or None,
        "SESSION_COOKIE_NAME": "__Host-deliberate" if settings.https else "deliberate",
        "SESSION_COOKIE_SECURE": settings.https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PREFERRED_URL_SCHEME": "https" if settings.https else "http",
    }


def _register_persistence(app: Flask) -> None:
    import deliberate.persistence.models  # noqa: F401, PLC0415  (tables announce themselves)

    settings: Settings = app.extensions["settings"]
    settings.instance.mkdir(parents=True, exist_ok=True)
    db.init_app(app)
    schema.register(app)
    with app.app_context():
        prepare_engine(db.engine)


def _wrap(app: Flask, settings: Settings) -> None:
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app, root=paths.STATIC, prefix="static/", max_age=ONE_YEAR_SECONDS
    )
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
