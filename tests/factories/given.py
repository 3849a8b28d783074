"""What a test begins with, in a few words: `given.framework()`, `given.person(Role.OFFICIAL)`."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app

from deliberate.domain.actors import Actor, Role
from deliberate.domain.drafts import Draft
from tests.factories import frameworks, people, rounds
from tests.factories.frameworks import Drafted, Published
from tests.factories.rounds import Round


@dataclass(frozen=True)
class Given:
    """Makes things as of `now`, in the running application context or one of its own."""

    context: Callable[[], AbstractContextManager[Any]]
    now: datetime

    def person(
        self,
        role: Role | None = None,
        framework_ref: str | None = None,
        *,
        address: str = "",
        pseudonym: str = "",
        with_password: bool = False,
    ) -> Actor:
        """Return the owner of a new account, in a role if wanted; see `people.PASSWORD`."""
        with self.context():
            address = people.new_account(self.now, address, pseudonym, with_password=with_password)
            if role is not None:
                people.grant(address, role, framework_ref, self.now)
            return people.actor_at(address)

    def guest(self) -> tuple[Actor, str]:
        """Return a new guest and their receipt code."""
        with self.context():
            return people.new_guest(self.now, str(current_app.secret_key))

    def organisation(self, delegate: Actor | None = None, name: str = "") -> str:
        """Return the ref of a new organisation; without a delegate, one is made."""
        with self.context():
            return people.new_organisation(delegate or self.person(), self.now, name)

    def draft(self, draft: Draft | None = None, slug: str = "") -> Drafted:
        """Return a stored draft; see `frameworks.sample_draft` for other sizes."""
        with self.context():
            return frameworks.new_draft(self.now, draft, slug)

    def framework(self, sections: int = 2, clauses: int = 3, slug: str = "") -> Published:
        """Return a published framework of `sections` × `clauses` clauses."""
        with self.context():
            draft = frameworks.sample_draft(sections, clauses)
            return frameworks.new_framework(self.now, draft, slug)

    def round(self, framework: Published | None = None, **options: Any) -> Round:
        """Return an announced round, open from now on; see `rounds.announced` for others."""
        with self.context():
            return rounds.announced(framework or self.framework(), self.now, **options)

    def round_in_setup(self, framework: Published | None = None, **options: Any) -> Round:
        """Return a round that only has to be announced."""
        with self.context():
            return rounds.set_up(framework or self.framework(), self.now, **options)
