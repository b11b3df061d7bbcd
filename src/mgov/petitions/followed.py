"""Where a petition stands: all of it follows from its events by its rulebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mgov.petitions.course import Course, next_steps, replay
from mgov.petitions.record import Record

if TYPE_CHECKING:
    from mgov.petitions.event import Satisfaction
    from mgov.petitions.rules import State
    from mgov.values.organization import Organization

__all__ = ["Followed"]


class Followed(Record):
    """The part of a petition that reads its course. Nothing of it is stored."""

    __slots__ = ()

    @property
    def status(self) -> str:
        """The id of the state that it is in."""
        return self._course.state

    @property
    def state(self) -> State:
        """The state that it is in, with its title."""
        return self.rulebook.state(self.status)

    @property
    def is_closed(self) -> bool:
        """Whether nothing is left for the authority to do, unless the petitioner acts."""
        return self.state.closed

    @property
    def holder(self) -> Organization | None:
        """The organization that was given it last; None if no event names one."""
        return self._course.holder

    @property
    def next_steps(self) -> tuple[str, ...]:
        """The ids of the steps that can be taken now.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.petitions import Petition
            >>> Petition.register(
            ...     rulebook="cn-2005",
            ...     kind="suggestion",
            ...     title="延长公园开放时间",
            ...     at=datetime(2017, 8, 17, tzinfo=UTC),
            ... ).next_steps
            ('transfer', 'assign', 'accept', 'refuse')
        """
        return tuple(step.id for step in next_steps(self.rulebook, self.kind, self._course))

    @property
    def signatures(self) -> int | None:
        """The last count of signatures; None if no event says one.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.petitions import Petition
            >>> created = datetime(2019, 2, 14, 12, tzinfo=UTC)
            >>> petition = Petition.register(
            ...     rulebook="uk-parliament", kind="e_petition", title="…", at=created
            ... )
            >>> petition.step("confirm", at=created, signatures=1).signatures
            1
        """
        return self._course.signatures

    def track(self, track_id: str) -> str:
        """Return how it stands on a track of the rulebook, which is beside its status.

        Args:
            track_id: The id of the track.

        Raises:
            mgov.errors.InvalidValueError: If the rulebook has no such track; lists those it has.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.petitions import Petition
            >>> petition = Petition.register(
            ...     rulebook="uk-parliament",
            ...     kind="e_petition",
            ...     title="…",
            ...     at=datetime(2019, 2, 14, 12, tzinfo=UTC),
            ... )
            >>> petition.track("response_state")
            'pending'
        """
        return self._course.tracks[self.rulebook.track(track_id).id]

    @property
    def rating(self) -> Satisfaction | None:
        """How the petitioner rated it last."""
        given = [each.satisfaction for each in self.events if each.satisfaction is not None]
        return given[-1] if given else None

    @property
    def is_confidential(self) -> bool:
        """Whether its content must not become known to whom it is about."""
        return self.rulebook.kind(self.kind).confidential

    @property
    def _course(self) -> Course:
        return replay(self.rulebook, self.kind, self.events)
