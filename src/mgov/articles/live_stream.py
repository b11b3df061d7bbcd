"""`LiveStream`: an event shown while it happens; its status follows from moments on record."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Final, Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from mgov.articles.wording import Line
from mgov.errors import InvalidValueError
from mgov.values.model import Model
from mgov.values.moment import in_utc
from mgov.values.text import Text
from mgov.values.web_address import WebAddress

__all__ = ["REPLAY", "LiveStream", "LiveStreamStatus"]

REPLAY: Final = Text(en="Replay", zh="回放")
_ALL_TIME: Final = date.max - date.min  # so that moments and delays can be added up
_LIVE: Final = Text(en="live", zh="直播")
_CANCELED: Final = Text(en="live stream canceled", zh="直播已取消")


class LiveStreamStatus(StrEnum):
    """How a live stream stands at a moment.

    Attributes:
        SCHEDULED: It has not begun.
        LIVE: It is on.
        ENDED: It is over, and cannot be seen again yet.
        REPLAY: It is over and can be seen again.
        CANCELED: It was called off before it began.

    Example:
        >>> from mgov.articles import LiveStreamStatus
        >>> LiveStreamStatus("replay") is LiveStreamStatus.REPLAY
        True
    """

    SCHEDULED = "scheduled"
    LIVE = "live"
    ENDED = "ended"
    REPLAY = "replay"
    CANCELED = "canceled"


class LiveStream(Model, frozen=True):
    """A live stream of an event (schema.org `BroadcastEvent`).

    Only moments are stored. What nobody has recorded has not happened: a stream with a schedule
    and no start is still to come, however late it is.

    Attributes:
        kind: Always `live_stream`.
        title: What it is called (`name`).
        address: The page on which it is shown (`url`).
        scheduled_start: When it was announced to begin. This or `started` has to be known.
        started: When it began (`startDate`).
        ended: When it was over (`endDate`).
        canceled: When it was called off, which is before it began.
        replay: Where it can be seen again.
        replay_published: When it first could be seen again.
        event_started: When the event that it shows began.
        delay: How far what viewers see lies behind what happens.

    Raises:
        mgov.errors.InvalidDataError: If the moments cannot have come in this order.

    Example:
        >>> from datetime import UTC, datetime
        >>> from mgov.articles import LiveStream
        >>> stream = LiveStream(
        ...     title="政府工作报告直播",
        ...     address="https://www.example.gov.cn/live",
        ...     scheduled_start="2017-03-05T09:00:00+08:00",
        ...     started="2017-03-05T08:58:00+08:00",
        ...     ended="2017-03-05T10:50:00+08:00",
        ...     replay="https://www.example.gov.cn/replay",
        ...     replay_published="2017-03-05T12:00:00+08:00",
        ... )
        >>> [stream.status_at(datetime(2017, 3, 5, hour, tzinfo=UTC)).value for hour in range(5)]
        ['scheduled', 'live', 'live', 'ended', 'replay']
    """

    kind: Literal["live_stream"] = "live_stream"
    title: Line
    address: WebAddress
    scheduled_start: AwareDatetime | None = None
    started: AwareDatetime | None = None
    ended: AwareDatetime | None = None
    canceled: AwareDatetime | None = None
    replay: WebAddress | None = None
    replay_published: AwareDatetime | None = None
    event_started: AwareDatetime | None = None
    delay: Annotated[timedelta, Field(ge=timedelta(0), le=_ALL_TIME)] | None = None

    def status_at(self, at: datetime) -> LiveStreamStatus:
        """Say how it stands at a moment.

        At the very moment on record the new status holds.

        Args:
            at: The moment, in any time zone.

        Raises:
            mgov.errors.InvalidValueError: If it has no time zone.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.articles import LiveStream
            >>> stream = LiveStream(
            ...     title="新闻发布会",
            ...     address="https://www.example.gov.cn/live",
            ...     scheduled_start="2017-08-17T10:00:00+08:00",
            ...     canceled="2017-08-16T18:00:00+08:00",
            ... )
            >>> stream.status_at(datetime(2017, 8, 17, tzinfo=UTC)).value
            'canceled'
        """
        moment = in_utc(at)
        steps = (
            (self.replay_published, LiveStreamStatus.REPLAY),
            (self.ended, LiveStreamStatus.ENDED),
            (self.started, LiveStreamStatus.LIVE),
            (self.canceled, LiveStreamStatus.CANCELED),
        )
        for since, status in steps:
            if since is not None and in_utc(since) <= moment:
                return status
        return LiveStreamStatus.SCHEDULED

    def address_at(self, at: datetime) -> WebAddress:
        """Return where to send a viewer at a moment: to the replay once there is one.

        Args:
            at: The moment, in any time zone.

        Raises:
            mgov.errors.InvalidValueError: If it has no time zone.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.articles import LiveStream
            >>> stream = LiveStream(
            ...     title="新闻发布会",
            ...     address="https://www.example.gov.cn/live",
            ...     started="2017-08-17T10:00:00+08:00",
            ... )
            >>> stream.address_at(datetime(2017, 8, 17, tzinfo=UTC)).path
            '/live'
        """
        shows_replay = self.status_at(at) is LiveStreamStatus.REPLAY
        return self.replay if shows_replay and self.replay is not None else self.address

    @property
    def lateness(self) -> timedelta | None:
        """How long after its schedule it began, less than zero if before; None if unknown.

        Example:
            >>> from mgov.articles import LiveStream
            >>> stream = LiveStream(
            ...     title="新闻发布会",
            ...     address="https://www.example.gov.cn/live",
            ...     scheduled_start="2017-08-17T10:00:00+08:00",
            ...     started="2017-08-17T10:04:00+08:00",
            ... )
            >>> str(stream.lateness)
            '0:04:00'
        """
        return _passed(self.scheduled_start, self.started)

    @property
    def start_latency(self) -> timedelta | None:
        """How long after the event the stream began; None if unknown.

        It is less than zero if the stream was on before, so that nothing was missed.

        Example:
            >>> from mgov.articles import LiveStream
            >>> stream = LiveStream(
            ...     title="防汛救灾现场",
            ...     address="https://www.example.gov.cn/live",
            ...     event_started="2017-07-02T03:00:00+08:00",
            ...     started="2017-07-02T03:20:00+08:00",
            ...     delay="PT30S",
            ... )
            >>> str(stream.start_latency), str(stream.latency)
            ('0:20:00', '0:20:30')
        """
        return _passed(self.event_started, self.started)

    @property
    def latency(self) -> timedelta | None:
        """How long after the event began a viewer could first see anything of it.

        To the time that passed before the stream was on comes the delay of its pictures.

        Returns:
            The time, never less than the delay; None if a moment or the delay is unknown.
        """
        start_latency = self.start_latency
        if start_latency is None or self.delay is None:
            return None
        return max(start_latency, timedelta(0)) + self.delay

    def label_in(self, lang: str) -> str:
        """Return the title with when it began or will begin, or that it was called off.

        Args:
            lang: A BCP 47 tag: Chinese, or else English.

        Example:
            >>> from mgov.articles import LiveStream
            >>> LiveStream(
            ...     title="新闻发布会",
            ...     address="https://www.example.gov.cn/live",
            ...     scheduled_start="2017-08-17T10:00:00+08:00",
            ... ).label_in("zh-CN")
            '新闻发布会 (直播 2017-08-17 10:00+08:00)'
        """
        if self.canceled is not None:
            return f"{self.title} ({_CANCELED.in_language(lang, 'en')})"
        # One of the two is known, as was checked.
        moments = (each for each in (self.started, self.scheduled_start) if each is not None)
        shown = next(moments).isoformat(sep=" ", timespec="minutes")
        return f"{self.title} ({_LIVE.in_language(lang, 'en')} {shown})"

    @model_validator(mode="after")
    def _came_in_order(self) -> Self:
        for is_impossible, trouble, remedy in self._troubles():
            if is_impossible:
                error = InvalidValueError(trouble, remedy=remedy, code="live_stream_order")
                raise error.as_pydantic()
        return self

    def _troubles(self) -> tuple[tuple[bool, str, str], ...]:
        no_start = self.started is None
        return (
            (
                no_start and self.scheduled_start is None,
                "has neither a schedule nor a start",
                "Give scheduled_start or started.",
            ),
            (
                no_start and self.ended is not None,
                "ended and never started",
                "Give started.",
            ),
            (
                self.canceled is not None and not no_start,
                "was canceled and started",
                "Leave canceled out; a stream that began is ended.",
            ),
            (
                (self.replay is None) != (self.replay_published is None),
                "has a replay without its moment, or the moment without the replay",
                "Give replay and replay_published together.",
            ),
            (
                self.replay is not None and self.ended is None,
                "can be seen again and has not ended",
                "Give ended.",
            ),
            (
                _precedes(self.ended, self.started),
                "ended before it started",
                "Correct started or ended.",
            ),
            (
                _precedes(self.ended, self.event_started),
                "ended before the event that it shows began",
                "Correct event_started or ended.",
            ),
            (
                _precedes(self.replay_published, self.ended),
                "could be seen again before it ended",
                "Correct ended or replay_published.",
            ),
        )


def _passed(first: datetime | None, second: datetime | None) -> timedelta | None:
    if first is None or second is None:
        return None
    return in_utc(second) - in_utc(first)


def _precedes(first: datetime | None, second: datetime | None) -> bool:
    passed = _passed(first, second)
    return passed is not None and passed > timedelta(0)
