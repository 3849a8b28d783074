"""Who votes: someone whom we know already, or a stranger who becomes a guest by voting."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from deliberate.domain.actors import Actor
from deliberate.domain.credentials import Newcomer
from deliberate.domain.participants import Assurance
from deliberate.domain.rounds import Activity
from deliberate.persistence.guests import Welcome, admit
from deliberate.persistence.models.participants import Participant
from deliberate.persistence.people import assurance_of, participant_held, participant_of
from deliberate.persistence.rounds import round_for_writing


def voter_in(
    session: Session,
    actor: Actor,
    place: tuple[str, Activity],
    received_at: datetime,
    newcomer: Newcomer | None,
) -> tuple[Participant, Welcome | None]:
    """Return who takes part in an activity of a round (`place`: its ref, the activity).

    The round is held shared for them; a stranger's way back is returned beside them. Raises
    `SignInNeeded`, `NotFound`, `RoundClosed`, `RoundNotOpen`, `AssuranceTooLow`.
    """
    is_new = actor.participant_ref is None and newcomer is not None
    assurance = (
        Assurance.GUEST if is_new else assurance_of(session, participant_of(session, actor).id)
    )
    round_ref, activity = place
    round_for_writing(session, round_ref, activity, assurance, received_at)
    if newcomer is not None and is_new:
        welcome = admit(session, newcomer, received_at)
        return welcome.participant, welcome
    return participant_held(session, actor), None
