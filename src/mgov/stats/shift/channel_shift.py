"""`channel_shift`: how much the share of each channel has changed from period to period."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Annotated, Final, TypeAlias, TypedDict, cast
from zoneinfo import ZoneInfo

from pydantic import Field

from mgov.errors import InvalidValueError
from mgov.stats.catalogues.catalogue import MeasureCatalogue
from mgov.stats.frames.records import records_of
from mgov.stats.measures.aggregate import Count, PeriodLength
from mgov.stats.measures.definition import Measure
from mgov.stats.measures.measured import measure
from mgov.stats.measures.periods import following
from mgov.stats.measures.value import ConditionValue, kind_of
from mgov.stats.proportion import critical_value, wilson_ends
from mgov.values.model import Model

__all__ = ["ChannelShift", "ChannelShiftRecord", "channel_shift"]

_Z: Final = critical_value(0.95)
_CHANNEL: Final = "channel"

_Count = Annotated[int, Field(ge=0)]
_Size = Annotated[int, Field(ge=1)]
Key: TypeAlias = ConditionValue | None


class ChannelShiftRecord(TypedDict):
    """A shift as a row, in which the columns of the groups come first.

    Example:
        >>> from mgov.stats import ChannelShiftRecord
        >>> list(ChannelShiftRecord.__annotations__)[:4]
        ['period', 'channel', 'share', 'share_before']
    """

    period: date
    channel: str
    share: float
    share_before: float
    points: float
    points_low: float
    points_high: float
    n: int
    n_before: int


class ChannelShift(Model, frozen=True):
    """How the share of one channel has changed from one period to the next.

    Attributes:
        group: The values of the columns that were grouped by.
        period: The first day of the period.
        channel: The channel.
        uses: How many uses of the period came by it.
        n: How many uses the period has.
        uses_before: How many of the period before came by it.
        n_before: How many uses the period before has.

    Example:
        >>> from mgov.stats import ChannelShift
        >>> shift = ChannelShift(
        ...     period="2017-09-01", channel="app", uses=56, n=70, uses_before=48, n_before=80
        ... )
        >>> round(shift.points, 2), round(shift.low, 4), round(shift.high, 4)
        (0.2, 0.0524, 0.3339)
    """

    group: dict[str, Key] = Field(default_factory=dict)
    period: date
    channel: str
    uses: _Count
    n: _Size
    uses_before: _Count
    n_before: _Size

    @property
    def share(self) -> float:
        """Its share in the period."""
        return self.uses / self.n

    @property
    def share_before(self) -> float:
        """Its share in the period before."""
        return self.uses_before / self.n_before

    @property
    def points(self) -> float:
        """The difference of both: 0.02 is two percentage points."""
        return self.share - self.share_before

    @property
    def low(self) -> float:
        """The lower end of the interval of the difference, 95 %.

        By the hybrid score method, from the intervals of Wilson of both shares: number 10 of
        Newcombe (Statistics in Medicine 17, 1998, pages 873 to 890).
        """
        now, before = self._ends
        down = math.hypot(self.share - now[0], before[1] - self.share_before)
        return self.points - down

    @property
    def high(self) -> float:
        """The upper end."""
        now, before = self._ends
        up = math.hypot(now[1] - self.share, self.share_before - before[0])
        return self.points + up

    @property
    def _ends(self) -> tuple[tuple[float, float], tuple[float, float]]:
        return (
            wilson_ends(self.uses, self.n, _Z),
            wilson_ends(self.uses_before, self.n_before, _Z),
        )

    def to_record(self) -> Mapping[str, object]:
        """Give it as a flat row, with the keys of a `ChannelShiftRecord` behind the group."""
        record = ChannelShiftRecord(
            period=self.period,
            channel=self.channel,
            share=self.share,
            share_before=self.share_before,
            points=self.points,
            points_low=self.low,
            points_high=self.high,
            n=self.n,
            n_before=self.n_before,
        )
        return {**self.group, **record}


def channel_shift(
    data: object,
    *,
    period: str,
    time_zone: str | ZoneInfo,
    by: str | Iterable[str] = (),
    counted: Measure | None = None,
    columns: Mapping[str, str] | None = None,
    minimum_n: int | None = None,
) -> tuple[ChannelShift, ...]:
    """Say how much the share of each channel has changed from each period to the next.

    The shares of a period add up to one, so that the points of all channels add up to nothing:
    what one has lost, others have won. How many uses there are in all plays no part.

    Args:
        data: Uses, as `measure` takes them: models or a table.
        period: How long the periods are.
        time_zone: The zone on whose calendar they are, such as Asia/Shanghai.
        by: Columns to tell groups apart by, such as `region`.
        counted: What is counted: `kpi.uses`, all that were started, unless another count of rows
            is given, such as `kpi.uses.restricted(column("outcome") == "completed")`.
        columns: The data's names of columns, as for `measure`.
        minimum_n: How many uses both periods need to have; 1 if nothing is said.

    Returns:
        A shift for each group, period and channel, in this order, where both periods have so many
        uses.

    Raises:
        mgov.errors.InvalidValueError: If `counted` is no count of rows, or as for `measure`.

    Example:
        >>> from mgov.stats import ServiceUse, channel_shift
        >>> def use(channel, day):
        ...     return ServiceUse(service="s", channel=channel, started_at=f"{day}T09:00:00+08:00")
        >>> uses = [
        ...     use("counter", "2017-08-01"),
        ...     use("app", "2017-08-02"),
        ...     use("app", "2017-09-01"),
        ...     use("app", "2017-09-02"),
        ...     use("app", "2017-09-02"),
        ...     use("counter", "2017-09-03"),
        ... ]
        >>> for shift in channel_shift(uses, period="month", time_zone="Asia/Shanghai"):
        ...     print(shift.period, shift.channel, f"{shift.points:+.0%}")
        2017-09-01 app +25%
        2017-09-01 counter -25%
    """
    groups = (by,) if isinstance(by, str) else tuple(by)
    what = MeasureCatalogue.built_in("uses").measure("uses") if counted is None else counted
    if not isinstance(what.numerator, Count) or what.denominator is not None:
        trouble, remedy = "is no count of rows", "Give kpi.uses, or a restriction of it."
        raise InvalidValueError(trouble, field="counted", remedy=remedy, code="shift_counted")
    found = measure(
        data,
        what,
        by=[*groups, _CHANNEL],
        period=period,
        time_zone=time_zone,
        columns=columns,
        minimum_n=minimum_n,
    )
    counts: defaultdict[tuple[Key, ...], dict[date, Counter[str]]] = defaultdict(dict)
    for record in records_of(found):
        start, channel = cast("date | None", record["period"]), record[_CHANNEL]
        if start is not None and channel is not None:
            group = tuple(cast("Key", record[name]) for name in groups)
            uses = counts[group].setdefault(start, Counter())
            uses[str(channel)] += cast("int", record[what.id])
    length, least = PeriodLength(period), minimum_n or 1
    return tuple(
        shift
        for group in sorted(counts, key=_place)
        for shift in _shifts(dict(zip(groups, group, strict=True)), counts[group], length)
        if min(shift.n, shift.n_before) >= least
    )


def _place(group: tuple[Key, ...]) -> list[tuple[bool, str, object]]:
    """Missing values last; those of one kind, as a column has them, in their order."""
    return [(value is None, "" if value is None else kind_of(value), value) for value in group]


def _shifts(
    group: dict[str, Key], counts: Mapping[date, Counter[str]], length: PeriodLength
) -> Iterator[ChannelShift]:
    channels = sorted(set().union(*counts.values()))
    for before, period in pairwise(sorted(counts)):
        now, then = counts[period], counts[before]
        if following(before, length) != period or not now.total() or not then.total():
            continue
        for channel in channels:
            yield ChannelShift(
                group=group,
                period=period,
                channel=channel,
                uses=now[channel],
                n=now.total(),
                uses_before=then[channel],
                n_before=then.total(),
            )
