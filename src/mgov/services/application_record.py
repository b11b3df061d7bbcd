"""What the parts of an application know of it: each is a class, `Application` all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mgov.services.application_event import ApplicationEvent
    from mgov.services.application_lifecycle import ApplicationLifecycle
    from mgov.values.figures import Figure

__all__ = ["ApplicationRecord"]


class ApplicationRecord:
    """The fields that the parts read. They are those of `Application`, which checks them."""

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def rulebook(self) -> ApplicationLifecycle:
            """The lifecycle."""

        @property
        def promised_time(self) -> Figure | None:
            """The time that the service promises."""

        @property
        def statutory_time(self) -> Figure | None:
            """The time that another law sets."""

        @property
        def events(self) -> tuple[ApplicationEvent, ...]:
            """What happened."""
