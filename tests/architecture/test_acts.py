"""Whatever a service records is either for the public journal or kept out of it on purpose.

`tests/support/journal_acts.py` refuses unknown acts while tests run; here the source is read.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from deliberate import services
from deliberate.domain.actors import COMMAND_LINE
from deliberate.domain.acts import PublicAct, kind_of
from deliberate.persistence.database import transaction
from deliberate.persistence.journal import Thing, record
from tests.support.journal_acts import WITHHELD, WITHHELD_OF_A_THING, is_known


def literal_verbs() -> Iterator[str]:
    """Give the verb of every `record(session, actor, "verb", …)` that is written out."""
    for path in Path(services.__path__[0]).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            verb = node.args[2] if node.func.id == "record" else None
            if isinstance(verb, ast.Constant):
                yield str(verb.value)


def test_every_verb_that_is_written_out_is_public_or_withheld() -> None:
    recorded = set(literal_verbs())
    public = {act.verb for act in PublicAct}
    assert {"publish", "grant", "revoke", "announce"} <= recorded
    assert recorded <= public | WITHHELD


def test_no_act_is_both_public_and_withheld() -> None:
    assert not {act.verb for act in PublicAct} & WITHHELD
    assert not WITHHELD_OF_A_THING & set(PublicAct)


def test_every_public_act_has_a_verb_a_thing_and_a_heading() -> None:
    for act in PublicAct:
        assert f"{act.verb} {act.thing}" == act
        assert kind_of(act)
        assert is_known(act.verb, act.thing)


@pytest.mark.usefixtures("app_context")
def test_an_act_nobody_decided_about_is_refused_in_tests(now: datetime) -> None:
    with pytest.raises(AssertionError, match="say in"), transaction() as session:
        record(session, COMMAND_LINE, "publish", Thing("choice", "x"), now)


@pytest.mark.usefixtures("app_context")
@pytest.mark.parametrize("told", ["someone@example.org", "agree with changes", "한 마디", "x"])
def test_a_choice_a_text_or_an_address_in_the_journal_is_refused_in_tests(
    now: datetime, told: str
) -> None:
    with pytest.raises(AssertionError, match="more than names"), transaction() as session:
        record(session, COMMAND_LINE, "publish", Thing("framework", told), now)
