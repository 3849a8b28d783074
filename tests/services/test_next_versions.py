"""From accepted amendments to the next version: what is merged, saved, confirmed and published."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import select

from deliberate.domain.actors import Role
from deliberate.domain.amendments import AmendmentKind
from deliberate.domain.closing import PublicationBlocker
from deliberate.domain.dispositions import Outcome
from deliberate.domain.errors import NotPermitted
from deliberate.domain.frameworks import AlreadyPublished
from deliberate.domain.merging import StaleGround, StaleParity, StaleText, text_mark
from deliberate.domain.next_version import TextStanding
from deliberate.domain.provenance import WordOrigin
from deliberate.domain.rounds import RoundStillOpen
from deliberate.persistence.database import db
from deliberate.persistence.models.frameworks import Clause, ClauseWording, VersionClause
from deliberate.persistence.models.rounds import ConsultationRound
from deliberate.persistence.provenance import stretches_of
from deliberate.persistence.queries import clauses, frameworks
from deliberate.services import merging, next_versions, parity, rounds
from deliberate.services.merging import Written
from tests.factories.given import Given
from tests.services.at_once import at_once
from tests.services.desk import Desk


@pytest.fixture
def desk(given: Given, now: datetime, app_context: Flask) -> Desk:
    return Desk(given.round(), given.person(), now)


def test_a_round_without_amendments_is_published_without_a_new_version(desk: Desk) -> None:
    desk.close()
    desk.publish()
    assert frameworks.framework_view(desk.held.framework.slug).version.number == 1


def test_nothing_is_published_before_the_round_is_counted(desk: Desk) -> None:
    assert desk.blockers() == {PublicationBlocker.NOT_COUNTED: 1}
    with pytest.raises(RoundStillOpen):
        desk.save()


def test_publication_is_refused_with_a_list_of_everything_that_is_open(desk: Desk) -> None:
    words = desk.words()
    accepted = desk.propose({"ko": words["ko"] + " 그리고 기다린다."})
    desk.propose({"en": "Nothing more."}, place=1)
    desk.close()
    desk.decide(accepted)
    assert desk.blockers() == {
        PublicationBlocker.AMENDMENTS_UNANSWERED: 1,
        PublicationBlocker.TEXTS_UNDECIDED: 1,
    }
    desk.save()
    assert PublicationBlocker.LANGUAGES_DIFFER in desk.blockers()


def test_unchanged_wordings_are_shared_and_changed_ones_are_new(desk: Desk) -> None:
    words = desk.words()
    ref = desk.propose({locale: f"{text} Together." for locale, text in words.items()})
    desk.close()
    desk.decide(ref)
    desk.save()
    desk.confirm()
    before = wordings(desk)
    desk.publish()
    after = wordings(desk)
    changed, *unchanged = desk.held.framework.clause_refs
    assert after[changed] != before[changed]
    assert {after[each] for each in unchanged} == {before[each] for each in unchanged}
    view = frameworks.framework_view(desk.held.framework.slug)
    assert view.version.number == 2
    assert view.sections[0].clauses[0].bodies == {
        locale: f"{text} Together." for locale, text in words.items()
    }
    desk.publish()
    assert frameworks.framework_view(desk.held.framework.slug).version.number == 2
    with pytest.raises(AlreadyPublished):
        desk.save()


def wordings(desk: Desk) -> dict[str, str]:
    """Return the wording of each clause in the newest version."""
    view = frameworks.framework_view(desk.held.framework.slug)
    return {each.ref: each.wording_ref for part in view.sections for each in part.clauses}


def test_every_merged_word_keeps_its_source_and_keeps_it_in_later_versions(desk: Desk) -> None:
    words = desk.words()
    first = desk.propose({"en": f"Always {words['en']}"})
    second = desk.propose({"en": f"{words['en']} Every year."})
    desk.close()
    desk.decide(first)
    desk.decide(second)
    text = desk.clause().texts["en"].body
    desk.save(en=f"{text} By hand.")
    desk.confirm()
    desk.publish()
    body, stretches = newest_stretches(desk)
    assert body == f"Always {words['en']} Every year. By hand."
    assert "".join(body[each.start : each.end] for each in stretches) == body
    named = [(body[each.start : each.end].strip(), each.origin) for each in stretches]
    assert named == [
        ("Always", WordOrigin.AMENDMENT),
        (words["en"], WordOrigin.ORIGINAL),
        ("Every year.", WordOrigin.AMENDMENT),
        ("By hand.", WordOrigin.OFFICIAL),
    ]
    assert [len(each.revision_ids) for each in stretches] == [1, 0, 1, 0]


def newest_stretches(desk: Desk):  # type: ignore[no-untyped-def]
    db.session.rollback()
    wording_id = db.session.scalars(
        select(VersionClause.wording_id)
        .join(Clause, Clause.id == VersionClause.clause_id)
        .where(Clause.ref == desk.held.framework.clause_refs[0])
        .order_by(VersionClause.version_id.desc())
    ).first()
    found = stretches_of(db.session(), [wording_id or 0])
    return desk.words()["en"], found[wording_id or 0, "en"]


def test_conflicting_amendments_are_decided_by_officials(desk: Desk) -> None:
    words = desk.words()
    refs = [desk.propose({"en": f"{word} {words['en']}"}) for word in ("Freely", "Promptly")]
    desk.close()
    for ref in refs:
        desk.decide(ref)
    text = desk.clause().texts["en"]
    assert text.merged.text is None
    assert text.standing is TextStanding.UNDECIDED
    desk.save(en=f"Freely and promptly {words['en']}")
    assert desk.clause().is_settled
    assert not desk.clause().languages_agree


def test_hand_edits_survive_when_an_amendment_comes_or_goes(desk: Desk) -> None:
    words = desk.words()
    first = desk.propose({"en": f"Clearly {words['en']}"})
    second = desk.propose({"en": f"{words['en']} At once."})
    desk.close()
    desk.decide(first)
    desk.save(en=f"Clearly {words['en']} Signed by hand.")
    desk.decide(second)
    text = desk.clause().texts["en"]
    assert not desk.clause().is_settled
    assert "Clearly" in text.body
    assert "Signed by hand." in text.body or text.standing is TextStanding.REOPENED


def test_two_officials_cannot_overwrite_each_other(desk: Desk) -> None:
    words = desk.words()
    ref = desk.propose({"en": f"Clearly {words['en']}"})
    desk.close()
    desk.decide(ref)
    clause = desk.clause()
    mine = {
        "en": Written("My text.", 0, text_mark(clause.texts["en"].merged.partial)),
    }
    merging.save_text(desk.official, desk.held.ref, clause.ref, mine, desk.later)
    with pytest.raises(StaleText):
        merging.save_text(
            desk.held.staff.second_official, desk.held.ref, clause.ref, mine, desk.later
        )
    moved = {"en": replace(mine["en"], seen=1, ground="another")}
    with pytest.raises(StaleGround):
        merging.save_text(desk.official, desk.held.ref, clause.ref, moved, desk.later)


def test_languages_that_drift_apart_block_publication(desk: Desk, given: Given) -> None:
    words = desk.words()
    ref = desk.propose({"ko": f"{words['ko']} 해마다 살핀다."})
    desk.close()
    desk.decide(ref)
    desk.save()
    assert desk.blockers() == {PublicationBlocker.LANGUAGES_DIFFER: 1}
    read = desk.clause().digest
    translator = given.person(Role.TRANSLATOR, desk.held.framework.ref)
    text = desk.clause().texts["en"]
    written = Written(
        f"{words['en']} Looked at each year.", text.revision, text_mark(text.merged.partial)
    )
    merging.translate_text(
        translator, desk.held.ref, desk.clause().ref, {"en": written}, desk.later
    )
    with pytest.raises(StaleParity):
        parity.confirm_parity(translator, desk.held.ref, desk.clause().ref, read, desk.later)
    desk.confirm()
    desk.publish()
    assert desk.words()["en"] == f"{words['en']} Looked at each year."


def test_a_removed_clause_leaves_a_page_with_its_last_words(desk: Desk) -> None:
    words = desk.words()
    ref = desk.propose({"ko": "", "en": ""}, kind=AmendmentKind.REMOVE)
    desk.close()
    desk.decide(ref)
    desk.save()
    desk.publish()
    removed = desk.held.framework.clause_refs[0]
    page = clauses.clause_page(desk.held.framework.slug, removed)
    assert page.is_removed
    assert page.clause.bodies == words
    view = frameworks.framework_view(desk.held.framework.slug)
    assert removed not in {each.ref for part in view.sections for each in part.clauses}


def test_an_amendment_that_is_not_accepted_takes_no_part(desk: Desk) -> None:
    words = desk.words()
    ref = desk.propose({"en": f"Clearly {words['en']}"})
    desk.close()
    desk.decide(ref, Outcome.NOT_ACCEPTED)
    assert desk.clause().texts["en"].standing is TextStanding.UNTOUCHED
    desk.publish()
    assert desk.words() == words


def test_only_officials_of_the_framework_merge_and_publish(desk: Desk, given: Given) -> None:
    desk.close()
    for other in (given.person(), desk.held.staff.moderators[0]):
        with pytest.raises(NotPermitted):
            next_versions.publish_outcome(other, desk.held.ref, desk.later)
        with pytest.raises(NotPermitted):
            desk.save(actor=other)


def test_publishing_at_once_makes_one_version(desk: Desk, app: Flask) -> None:
    words = desk.words()
    ref = desk.propose({locale: f"{text} Together." for locale, text in words.items()})
    desk.close()
    desk.decide(ref)
    desk.save()
    desk.confirm()
    assert at_once(app, *[desk.publish] * 4) == [None] * 4
    view = frameworks.framework_view(desk.held.framework.slug)
    assert [each.number for each in view.versions] == [2, 1]


def test_the_next_round_is_on_the_new_version(desk: Desk) -> None:
    words = desk.words()
    ref = desk.propose({locale: f"{text} Together." for locale, text in words.items()})
    desk.close()
    desk.decide(ref)
    desk.save()
    desk.confirm()
    desk.publish()
    made = rounds.create_round(desk.official, desk.held.framework.ref, desk.later)
    newest = db.session.scalars(
        select(ClauseWording.ref)
        .join(VersionClause, VersionClause.wording_id == ClauseWording.id)
        .join(ConsultationRound, ConsultationRound.version_id == VersionClause.version_id)
        .where(ConsultationRound.ref == made)
    ).all()
    assert set(newest) == set(wordings(desk).values())
