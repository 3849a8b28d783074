"""What can be reported and moderated, whatever its kind: a comment or an amendment."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from deliberate.domain.contributions import ContributionKind
from deliberate.domain.errors import NotFound
from deliberate.domain.visibility import EVERYBODY, Viewer, Visibility
from deliberate.persistence.database import db
from deliberate.persistence.models.contributions import Contribution
from deliberate.persistence.queries.amendment_rows import AmendmentView, all_amendments
from deliberate.persistence.queries.amendment_rows import views_of as amendment_views
from deliberate.persistence.queries.comment_pages import comment_view
from deliberate.persistence.queries.comment_rows import CommentView


@dataclass(frozen=True)
class Given:
    """Something that people gave, as one reader may see it: exactly one of the two is there."""

    comment: CommentView | None = None
    amendment: AmendmentView | None = None

    @property
    def _view(self) -> CommentView | AmendmentView:
        found = self.comment or self.amendment
        if found is None:
            raise NotFound
        return found

    @property
    def kind(self) -> ContributionKind:
        """Whether it is a comment or an amendment."""
        return ContributionKind.COMMENT if self.comment else ContributionKind.AMENDMENT

    @property
    def ref(self) -> str:
        """Of the contribution."""
        return self._view.ref

    @property
    def visibility(self) -> Visibility:
        """What the public sees of it."""
        return self._view.visibility

    @property
    def is_readable(self) -> bool:
        """Whether this reader may read any of it."""
        return self._view.is_readable


def kind_of(ref: str) -> ContributionKind | None:
    """Return what a contribution is, None for an unknown one."""
    return db.session.scalar(select(Contribution.kind).where(Contribution.ref == ref))


def given_view(ref: str) -> Given:
    """Return a published contribution as everybody sees it; raises `NotFound`."""
    if kind_of(ref) is ContributionKind.AMENDMENT:
        return Given(amendment=amendment_view(ref))
    return Given(comment=comment_view(ref))


def amendment_view(ref: str, viewer: Viewer = EVERYBODY) -> AmendmentView:
    """Return a handed-in amendment as a viewer may see it; raises `NotFound`."""
    wanted = all_amendments().where(Contribution.ref == ref, Contribution.submitted_at.is_not(None))
    row = db.session.execute(wanted).first()
    if row is None:
        raise NotFound
    return amendment_views([row], viewer)[0]
