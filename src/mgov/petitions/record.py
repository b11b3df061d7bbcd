"""What the parts of a petition know of it: each is a class of its own, `Petition` all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Self

    from mgov.petitions.escalation import Escalation
    from mgov.petitions.event import Event
    from mgov.petitions.lifecycle import Lifecycle
    from mgov.petitions.merger import Merger

__all__ = ["Record"]


class Record:
    """The fields that the parts read. They are those of `Petition`, which checks them."""

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def rulebook(self) -> Lifecycle:
            """The lifecycle."""

        @property
        def kind(self) -> str:
            """The id of the kind."""

        @property
        def number(self) -> str | None:
            """The number of the case."""

        @property
        def events(self) -> tuple[Event, ...]:
            """What happened."""

        @property
        def mergers(self) -> tuple[Merger, ...]:
            """With which petitions it was merged."""

        @property
        def escalations(self) -> tuple[Escalation, ...]:
            """The trail of supervision."""

        def replace(self, **changes: object) -> Self:
            """Make a changed copy."""
