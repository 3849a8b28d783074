"""The command line: `deliberate`, also `python -m deliberate`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from deliberate.commands.acting import act, confirmed, in_words, make_app, refuse
from deliberate.config import read_settings, unsafe_for_production
from deliberate.domain.actors import Role
from deliberate.domain.errors import DomainError
from deliberate.domain.frameworks import FrameworkKind
from deliberate.domain.representation import ReadingReason

PATH = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def main() -> None:
    """Participatory deliberation on AI ethics frameworks."""


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--no-serve", is_flag=True, help="Prepare everything, but do not serve.")
def demo(*, host: str, port: int, no_serve: bool) -> None:
    """Make a SQLite database with the sample and serve it."""
    from deliberate.commands import demo as sample  # noqa: PLC0415
    from deliberate.commands import serving  # noqa: PLC0415

    settings = sample.prepare(host, port)
    click.echo(sample.welcome(settings))
    if not no_serve:
        serving.start_worker()
        serving.serve(host, port, settings)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
def serve(host: str, port: int) -> None:
    """Serve in production; refuses to start when unsafe."""
    from deliberate.commands.serving import serve as run  # noqa: PLC0415
    from deliberate.persistence.queries.health import problem  # noqa: PLC0415

    settings = read_settings()
    problems = unsafe_for_production(settings)
    if not problems:
        with make_app().app_context():
            problems = [each for each in (problem(),) if each]
    if problems:
        raise click.ClickException("deliberate does not start:\n  " + "\n  ".join(problems))
    run(host, port, settings)


@main.command()
def worker() -> None:
    """Do background work: deliver the mail that is owed."""
    from deliberate.jobs.worker import run  # noqa: PLC0415

    run(make_app())


@main.group("db")
def database() -> None:
    """The database."""


@database.command("upgrade")
def upgrade() -> None:
    """Run the migrations that the database has not seen."""
    from deliberate.persistence.schema import upgrade_schema  # noqa: PLC0415

    app = make_app()
    with app.app_context():
        upgrade_schema()
    click.echo("the database is up to date")


@main.group()
def framework() -> None:
    """Frameworks: bring texts in and out."""


@framework.command("import")
@click.option("--slug", required=True, help="The framework's address on this site.")
@click.option("--ko", type=PATH, help="The Korean text.")
@click.option("--en", type=PATH, help="The English text.")
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in FrameworkKind]),
    default=FrameworkKind.FRAMEWORK.value,
    show_default=True,
    help="What the document calls itself.",
)
@click.option("--dry-run", is_flag=True, help="Read and show, save nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the structure as JSON.")
def import_framework(
    *, slug: str, ko: Path | None, en: Path | None, kind: str, dry_run: bool, as_json: bool
) -> None:
    """Read one text per language into a draft."""
    from deliberate.commands import imports  # noqa: PLC0415

    files = {
        locale: path.read_bytes() for locale, path in (("ko", ko), ("en", en)) if path is not None
    }
    try:
        draft = imports.read(slug, files)
        if not dry_run:
            with make_app().app_context():
                imports.save(slug, kind, files)
    except DomainError as error:
        refuse(in_words(error))
    click.echo(imports.as_json(draft) if as_json else imports.summary(draft))


@framework.command("export")
@click.option("--slug", required=True)
@click.option("--version", "number", type=int, help="The newest one without it.")
def export_framework(slug: str, number: int | None) -> None:
    """Print a published version as JSON."""
    from deliberate.commands.imports import exported  # noqa: PLC0415

    try:
        with make_app().app_context():
            click.echo(json.dumps(exported(slug, number), ensure_ascii=False, indent=2))
    except DomainError as error:
        refuse(in_words(error))


@main.group()
def account() -> None:
    """Accounts."""


@account.command("create")
@click.option("--email", required=True)
@click.option("--name", required=True, help="The pseudonym under which the person is shown.")
@click.option("--role", type=click.Choice([role.value for role in Role]))
@click.option("--framework", "slug", help="The framework on which the role is given.")
def create_account(email: str, name: str, role: str | None, slug: str | None) -> None:
    """Make an account, with a role if wanted, and print a link to sign in with."""
    from deliberate.commands.accounts import create  # noqa: PLC0415

    act(lambda: create(email, name, role, slug))


@account.command("grant")
@click.option("--email", required=True)
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
@click.option("--framework", "slug", help="The framework on which the role is given.")
def grant_role(email: str, role: str, slug: str | None) -> None:
    """Give an account a role; this is how a site gets its second operator."""
    from deliberate.commands.accounts import grant  # noqa: PLC0415

    act(lambda: grant(email, role, slug))


@account.command("reset-second-step")
@click.option("--email", required=True)
def reset_second_step(email: str) -> None:
    """Take away the second step of someone who has lost it, after recognising them."""
    from deliberate.commands.accounts import reset_second_step as reset  # noqa: PLC0415

    act(lambda: reset(email))


@main.group("round")
def consultation_round() -> None:
    """Consultation rounds: open, close, publish."""


AS_OFFICIAL = click.option("--as", "address", required=True, help="The official's e-mail address.")


@consultation_round.command("open")
@click.argument("ref", metavar="ROUND")
@AS_OFFICIAL
@click.option("--now", "at_once", is_flag=True, help="Begin the first phase at once.")
def open_round(*, ref: str, address: str, at_once: bool) -> None:
    """Announce a round; the clock opens it."""
    from deliberate.commands import rounds  # noqa: PLC0415

    act(lambda: rounds.open_round(ref, address, at_once=at_once))


@consultation_round.command("close")
@click.argument("ref", metavar="ROUND")
@AS_OFFICIAL
def close_round(*, ref: str, address: str) -> None:
    """Count a round whose time is over."""
    from deliberate.commands import rounds  # noqa: PLC0415

    act(lambda: rounds.close_round(ref, address))


@consultation_round.command("read-declaration")
@click.argument("ref", metavar="ROUND")
@click.option("--participant", required=True, help="The ref of the person.")
@click.option(
    "--reason",
    required=True,
    type=click.Choice([each.value for each in ReadingReason]),
    help="Why; the public journal names it.",
)
def read_declaration(*, ref: str, participant: str, reason: str) -> None:
    """Break the glass: read what one person said about themselves. The journal shows it."""
    from deliberate.commands import rounds  # noqa: PLC0415

    act(lambda: rounds.read_declaration(ref, participant, ReadingReason(reason)))


@consultation_round.command("publish")
@click.argument("ref", metavar="ROUND")
@AS_OFFICIAL
def publish_round(*, ref: str, address: str) -> None:
    """Publish the outcome of a round that is answered."""
    from deliberate.commands import rounds  # noqa: PLC0415

    act(lambda: rounds.publish(ref, address))


BACKUP_FILE = click.argument("file", type=click.Path(path_type=Path))


@main.command()
@BACKUP_FILE
@click.option("--overwrite", is_flag=True, help="Replace FILE if it is there.")
def backup(*, file: Path, overwrite: bool) -> None:
    """Write the whole database into FILE, while the service runs."""
    from deliberate.commands.backups import back_up  # noqa: PLC0415
    from deliberate.persistence.backups import BackupRefused  # noqa: PLC0415

    act(lambda: back_up(file, overwrite=overwrite), BackupRefused)


@main.command()
@BACKUP_FILE
@click.option("--yes", is_flag=True, help="Do not ask.")
def restore(*, file: Path, yes: bool) -> None:
    """Replace the whole database by the backup in FILE, while the service runs."""
    from deliberate.commands.backups import restore as put_back  # noqa: PLC0415
    from deliberate.persistence.backups import BackupRefused  # noqa: PLC0415

    def is_agreed(shown: str) -> bool:
        return yes or confirmed(f"Everything in {shown} will be replaced. Go on?")

    act(lambda: put_back(file, is_agreed), BackupRefused)


@main.command()
def check() -> None:
    """Check configuration, database, schema and catalogues: one line each."""
    from deliberate.commands.checks import findings  # noqa: PLC0415

    app = make_app()
    with app.app_context():
        found = findings(app)
    for finding in found:
        click.echo(finding)
    if any(finding.problem for finding in found):
        sys.exit(1)
