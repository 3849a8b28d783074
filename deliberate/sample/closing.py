"""How the officials of the sample answer a round and publish the next version."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from deliberate.domain.actors import WORKER, Role
from deliberate.domain.dispositions import Outcome
from deliberate.domain.merging import text_mark
from deliberate.domain.next_version import NextClause
from deliberate.persistence.queries.closing import workbench
from deliberate.persistence.queries.representation import missed_page
from deliberate.sample.amending import changed
from deliberate.sample.hall import Hall
from deliberate.sample.people import someone
from deliberate.services import (
    answers,
    dispositions,
    merging,
    next_versions,
    parity,
    quorum,
    snapshots,
    summaries,
)
from deliberate.services.merging import Written

COUNTED = timedelta(minutes=1)
"""How long after the closing the worker has counted a round."""
EXPLAINED, ANSWERED, WRITTEN = timedelta(days=3), timedelta(days=20), timedelta(days=40)


def close(hall: Hall, about: Mapping[str, Any], published_at: datetime) -> None:
    """Count a round, answer everything, write the next version and publish it."""
    snapshots.take_snapshot(hall.round_ref, hall.ends + COUNTED, WORKER, hall.keys)
    _explain_missing(hall, about["missing"], hall.ends + EXPLAINED)
    _answer(hall, about, hall.ends + ANSWERED)
    _write(hall, about["edits"], hall.ends + WRITTEN)
    next_versions.publish_outcome(someone(Role.OFFICIAL), hall.round_ref, published_at)


def _explain_missing(hall: Hall, reasons: Mapping[str, str], at: datetime) -> None:
    """Say of every group that was missed why the round closed without it."""
    official = someone(Role.OFFICIAL)
    for each in missed_page(hall.round_ref, official, at).missed:
        words = {locale: text.format(name=each.names[locale]) for locale, text in reasons.items()}
        quorum.justify_missing(official, hall.round_ref, each.group, words, at)


def _answer(hall: Hall, about: Mapping[str, Any], at: datetime) -> None:
    official = someone(Role.OFFICIAL)
    for name, said in about["dispositions"].items():
        dispositions.record_disposition(
            official, hall.refs[name], Outcome(said["outcome"]), said["reasons"], 0, at
        )
    for said in about["answers"]:
        refs = [hall.refs[name] for name in said["comments"]]
        answers.answer_comments(official, hall.round_ref, refs, said["texts"], at)


def _write(hall: Hall, edits: Mapping[str, Any], at: datetime) -> None:
    """Save every text that changes, as it is proposed or edited, and confirm both languages."""
    by_ref = {hall.clause(number).ref: changes for number, changes in edits.items()}
    for clause in _changing(hall):
        texts = {
            locale: Written(
                changed(text.body, by_ref.get(clause.ref, {}).get(locale, ())),
                text.revision,
                text_mark(text.merged.partial),
            )
            for locale, text in clause.texts.items()
        }
        merging.save_text(someone(Role.OFFICIAL), hall.round_ref, clause.ref, texts, at)
    for clause in _changing(hall):
        parity.confirm_parity(
            someone(Role.TRANSLATOR), hall.round_ref, clause.ref, clause.digest, at
        )


def _changing(hall: Hall) -> list[NextClause]:
    bench = workbench(hall.round_ref, someone(Role.OFFICIAL))
    found = [each.next for each in bench.clauses]
    return [each for each in found if each.is_changed or not each.is_settled]


def explain_changes(hall: Hall, plain: Mapping[str, Any], at: datetime) -> None:
    """Say in plain words what the changed clauses say now."""
    for number, words in plain.items():
        clause = hall.clause(number)
        summaries.summarise_clause(
            someone(Role.OFFICIAL), hall.framework_ref, clause.ref, words, at
        )
