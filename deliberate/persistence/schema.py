"""Bringing the database to the newest schema."""

from __future__ import annotations

import logging

from flask import Flask
from flask_migrate import Migrate, upgrade

from deliberate import paths
from deliberate.persistence.database import db

migrate = Migrate()


def register(app: Flask) -> None:
    """Let migrations find the engine and the models of this application."""
    migrate.init_app(app, db, directory=str(paths.MIGRATIONS))


def upgrade_schema() -> None:
    """Run every migration that the database has not seen; needs an application context."""
    logging.getLogger("alembic").setLevel(logging.WARNING)
    upgrade()
