"""`AlertBoard`: the messages together, so that it can be told which of them still hold."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from typing import Annotated, Final, TypeAlias

from pydantic import Field, field_validator

from mgov.articles.alert import Alert, AlertReference
from mgov.articles.alert_area import Coverage
from mgov.articles.alert_info import AlertInfo
from mgov.articles.alert_vocabulary import AlertSeverity
from mgov.errors import InvalidValueError
from mgov.values.model import Model
from mgov.values.moment import in_utc
from mgov.values.place import Place

__all__ = ["AlertBoard", "AlertInForce"]

_Key: TypeAlias = tuple[datetime, str, str]

_SHOWN: Final = 10  # messages of a circle
_WORST_FIRST: Final = {severity: rank for rank, severity in enumerate(AlertSeverity)}


class AlertInForce(Model, frozen=True):
    """Something that is in force.

    Attributes:
        alert: The message.
        info: What it says that is in force; a message may say more than one thing.
        coverage: How much it covers of the place that was asked for; None if none was.

    Example:
        >>> from datetime import UTC, datetime
        >>> from mgov.articles import AlertBoard
        >>> AlertBoard().in_force(at=datetime(2017, 8, 17, 4, tzinfo=UTC))
        ()
    """

    alert: Alert
    info: AlertInfo
    coverage: Coverage | None = None


class AlertBoard(Model, frozen=True):
    """Messages together, in any order: the same messages make the same board.

    *What ends a message.* One that another message updates or cancels is no longer in force from
    the moment at which that one is sent, even if the later one takes effect only afterward.
    What a cancellation ends does not bring back what it had ended before. Acknowledgments and
    errors end nothing. Only messages of the same status and the same scope speak to each other,
    so an exercise ends no real warning. Whether a sender may end the message of another one, as
    a national center does, is for whoever lets messages in.

    *What is missing.* `unknown_references` lists what the messages refer to and the board does not
    have. Messages that refer to each other in a circle are refused, and so are two different
    ones of the same name.

    Attributes:
        alerts: The messages, by the time at which they were sent; one that is given twice
            stands there once.
        lasts: How long an info is in force that does not say when it expires. CAP leaves that
            to whoever receives it; None: until a later message ends it.

    Example:
        >>> from datetime import UTC, datetime
        >>> from mgov.articles import Alert, AlertBoard
        >>> storm = {
        ...     "event": "storm",
        ...     "categories": ["met"],
        ...     "urgency": "expected",
        ...     "severity": "moderate",
        ...     "certainty": "likely",
        ... }
        >>> first = Alert(
        ...     identifier="W1",
        ...     sender="weather@example.gov",
        ...     sent="2017-08-17T08:00:00Z",
        ...     status="actual",
        ...     kind="alert",
        ...     scope="public",
        ...     infos=[storm],
        ... )
        >>> second = first.replace(
        ...     identifier="W2",
        ...     sent="2017-08-17T10:00:00Z",
        ...     kind="update",
        ...     references=[first.reference],
        ...     infos=[storm | {"severity": "severe"}],
        ... )
        >>> board = AlertBoard(alerts=[second, first])
        >>> [
        ...     each.alert.identifier
        ...     for each in board.in_force(at=datetime(2017, 8, 17, 9, tzinfo=UTC))
        ... ]
        ['W1']
        >>> [
        ...     each.alert.identifier
        ...     for each in board.in_force(at=datetime(2017, 8, 17, 10, tzinfo=UTC))
        ... ]
        ['W2']
    """

    alerts: tuple[Alert, ...] = ()
    lasts: Annotated[timedelta, Field(gt=timedelta(0))] | None = None

    @property
    def unknown_references(self) -> tuple[AlertReference, ...]:
        """What the messages refer to that is not on the board, the oldest first."""
        missing = {
            reference.key: reference
            for alert in self.alerts
            for reference in alert.references
            if reference.key not in self._by_key
        }
        return tuple(missing[key] for key in sorted(missing))

    def ended_by(self, alert: Alert) -> tuple[Alert, ...]:
        """Return the messages that update or cancel a message, the earliest first.

        Raises:
            mgov.errors.InvalidValueError: If the message is not on the board.
        """
        return self._endings.get(self._own(alert), ())

    def is_in_force(self, alert: Alert, *, at: datetime, where: Place | None = None) -> bool | None:
        """Tell whether a message is in force at a moment, by all that is known then.

        Args:
            alert: A message of the board.
            at: The moment, in any time zone.
            where: A place; without one, any place counts. It is in force in a province if it is
                in a part of it.

        Returns:
            None if it is in force somewhere, and it cannot be told whether in this place.

        Raises:
            mgov.errors.InvalidValueError: If the message is not on the board or the moment has no
                time zone.
        """
        moment = in_utc(at)
        if any(in_utc(later.sent) <= moment for later in self.ended_by(alert)):
            return False
        return alert.is_in_force(at=moment, where=where, lasts=self.lasts)

    def in_force(self, *, at: datetime, where: Place | None = None) -> tuple[AlertInForce, ...]:
        """List what is in force at a moment, the most severe first.

        Args:
            at: The moment, in any time zone.
            where: A place. What is certainly not in force there is left out; what may be is
                listed, and its coverage is `unknown`.

        Raises:
            mgov.errors.InvalidValueError: If the moment has no time zone.
        """
        found = [
            AlertInForce(alert=alert, info=info, coverage=where and info.covers(where))
            for alert in self.alerts
            if self.is_in_force(alert, at=at) is not False
            for info in alert.infos_in_force(at=at, lasts=self.lasts)
        ]
        there = [each for each in found if each.coverage is not Coverage.NONE]
        return tuple(sorted(there, key=lambda each: _WORST_FIRST[each.info.severity]))

    def history(self, alert: Alert) -> tuple[Alert, ...]:
        """Return a message with all that it has ended, directly or through others, oldest first.

        Raises:
            mgov.errors.InvalidValueError: If the message is not on the board.
        """
        return tuple(self._by_key[key] for key in sorted(self._past(alert)) if key in self._by_key)

    def first_sent(self, alert: Alert) -> datetime:
        """Return when the public was first told of what a message is about, as far as is known.

        It is the earliest moment in the message's history. A reference tells when a message was
        sent, even if the board does not have that one.

        Returns:
            The moment, in UTC.

        Raises:
            mgov.errors.InvalidValueError: If the message is not on the board.
        """
        return min(self._past(alert))[0]

    def latency(self, alert: Alert, *, event: datetime | None = None) -> timedelta | None:
        """Return how long after the event the first message about it was sent.

        Less than zero if it was sent before: the time by which a forecast was ahead.

        Args:
            alert: A message of the board; the first one of its history counts.
            event: When the event happened. Without it, the earliest `onset` that this message
                tells counts, which of a forecast is what was expected.

        Returns:
            None if nobody says when the event happened.

        Raises:
            mgov.errors.InvalidValueError: If the message is not on the board or the event's moment
                has no time zone.
        """
        first = self.first_sent(alert)
        onsets = [info.onset for info in alert.infos if info.onset is not None]
        moments = [in_utc(each, field="event") for each in (onsets if event is None else [event])]
        return first - min(moments) if moments else None

    def _own(self, alert: Alert) -> _Key:
        key = alert.reference.key
        if self._by_key.get(key) != alert:
            trouble = "is not on the board"
            remedy = "Make a board of all messages, this one too."
            raise InvalidValueError(trouble, field="alert", remedy=remedy, code="alert_unknown")
        return key

    def _past(self, alert: Alert) -> set[_Key]:
        """Find the message and all that it has ended, those that the board lacks too."""
        found: set[_Key] = set()
        ahead = [self._own(alert)]
        while ahead:
            key = ahead.pop()
            if key in found:
                continue
            found.add(key)
            known = self._by_key.get(key)
            if known is not None:
                ahead.extend(self._ends(known))
        return found

    def _ends(self, later: Alert) -> list[_Key]:
        """List what a message ends, leaving out what it does not speak to."""
        if not later.kind.ends_earlier:
            return []
        keys = [reference.key for reference in later.references]
        return [key for key in keys if _speak(later, self._by_key.get(key))]

    @cached_property
    def _by_key(self) -> dict[_Key, Alert]:
        return {alert.reference.key: alert for alert in self.alerts}

    @cached_property
    def _endings(self) -> dict[_Key, tuple[Alert, ...]]:
        endings: dict[_Key, tuple[Alert, ...]] = {}
        for later in self.alerts:
            for key in set(self._ends(later)):
                endings[key] = (*endings.get(key, ()), later)
        return endings

    @field_validator("alerts")
    @classmethod
    def _in_order(cls, alerts: tuple[Alert, ...]) -> tuple[Alert, ...]:
        by_key: dict[_Key, Alert] = {}
        for alert in alerts:
            if by_key.setdefault(alert.reference.key, alert) != alert:
                trouble = f"have two different messages {alert.reference}"
                remedy = "Keep the right one; another message needs an identifier of its own."
                raise InvalidValueError(trouble, remedy=remedy, code="alert_twice").as_pydantic()
        graph = {key: [each.key for each in by_key[key].references] for key in by_key}
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            circle = [identifier for _, _, identifier in error.args[1]]
            shown = " to ".join(circle[:_SHOWN]) + (" and on" if len(circle) > _SHOWN else "")
            trouble = f"refer to each other in a circle, from {shown}"
            remedy = "Take the wrong reference out; a message refers to earlier ones."
            raise InvalidValueError(
                trouble, remedy=remedy, code="alert_circle"
            ).as_pydantic() from None
        return tuple(by_key[key] for key in sorted(by_key))


def _speak(later: Alert, earlier: Alert | None) -> bool:
    return earlier is None or (later.status, later.scope) == (earlier.status, earlier.scope)
