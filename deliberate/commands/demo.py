"""The demo: a SQLite database with the sample, ready in seconds, safe for nobody's real data."""

from __future__ import annotations

from deliberate.app import create_app
from deliberate.commands.serving import hand_down
from deliberate.config import Settings, read_settings
from deliberate.domain.localized import LOCALES
from deliberate.persistence.database import now
from deliberate.persistence.schema import upgrade_schema
from deliberate.sample.loading import load_sample
from deliberate.sample.people import PASSWORD, PEOPLE
from deliberate.sample.rounds import WRITTEN, load_rounds

DEMO_SETTINGS = {
    "demo": "1",
    "workers": "1",
    "site_name_ko": "한빛도 AI 윤리기준 함께 쓰기",
    "site_name_en": "Writing Hanbit’s AI ethics together",
    "operator_ko": "한빛도 디지털정책과(가상)",
    "operator_en": "Hanbit Province, Digital Policy Division (fictional)",
    "phone": "031-000-0120",
    "hours_ko": "평일 오전 9시부터 저녁 6시까지",
    "hours_en": "weekdays, 9 am to 6 pm",
    "contact_email": "help@hanbit.example",
}


def prepare(host: str, port: int) -> Settings:
    """Make the database and load the sample; what is there already stays."""
    shown = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104
    hand_down({**DEMO_SETTINGS, "public_url": f"http://{shown}:{port}"})
    app = create_app()
    with app.app_context():
        upgrade_schema()
        began = now()
        load_sample(began - WRITTEN)
        load_rounds(began, str(app.secret_key))
    return read_settings()


def welcome(settings: Settings) -> str:
    """Return what the newcomer needs to know, with the address last, where the eye rests."""
    people = "\n".join(
        f"  {person.address:<30} {person.role.value if person.role else 'participant'}"
        for person in PEOPLE
    )
    addresses = "\n".join(f"  {settings.public_url}/{locale}/" for locale in LOCALES)
    return (
        "\ndeliberate: the demo is ready.\n\n"
        f"People (password for all of them: {PASSWORD})\n{people}\n\n"
        f"Mail goes into files under {settings.instance / 'mail'}\n\n"
        f"Open\n{addresses}\n\nStop with Ctrl+C.\n"
    )
