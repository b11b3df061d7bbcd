"""`UseColumns`: what a team's own table calls the columns of a use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Annotated, Self

from pydantic import Field, model_validator

from mgov.errors import InvalidValueError
from mgov.services import ChannelKind
from mgov.stats.uses.service_use import ServiceUse, UseOutcome
from mgov.values.model import Model

__all__ = ["UseColumns"]

_Name = Annotated[str, Field(min_length=1)]


class UseColumns(Model, frozen=True):
    """The names that a team's own table has for the columns of a `ServiceUse`.

    What is not given is called as in `ServiceUse`. It is data: a team keeps it as JSON beside
    its tables.

    Attributes:
        user: The column with the pseudonym of who used the service.
        service: The column with the service.
        channel: The column with the channel.
        region: The column with the region.
        started_at: The column with the moment at which a use was started.
        ended_at: The column with the moment at which it ended.
        outcome: The column with how it ended.
        assisted: The column that says whether somebody helped.
        stars: The column with the satisfaction from 1 to 5.
        cost: The column with the cost.
        on_time: The column that says whether it was decided in time.
        channels: What the team's words for channels mean; a word that is missing here has to be
            one of `ChannelKind`. For `read` alone.
        outcomes: The same for how a use ended.

    Raises:
        mgov.errors.InvalidDataError: Among other troubles, if two columns have one name.

    Example:
        >>> from mgov.stats import UseColumns
        >>> columns = UseColumns(user="uid", started_at="ts", channels={"小程序": "mini_program"})
        >>> columns.renamed
        {'user': 'uid', 'started_at': 'ts'}
        >>> use = columns.read(
        ...     {"uid": 7, "ts": "2017-08-17T09:00:00+08:00", "service": "s-1", "channel": "小程序"}
        ... )
        >>> use.user, use.channel.value
        ('7', 'mini_program')
    """

    user: _Name = "user"
    service: _Name = "service"
    channel: _Name = "channel"
    region: _Name = "region"
    started_at: _Name = "started_at"
    ended_at: _Name = "ended_at"
    outcome: _Name = "outcome"
    assisted: _Name = "assisted"
    stars: _Name = "stars"
    cost: _Name = "cost"
    on_time: _Name = "on_time"
    channels: Annotated[dict[str, ChannelKind], Field(default_factory=dict)]
    outcomes: Annotated[dict[str, UseOutcome], Field(default_factory=dict)]

    @property
    def names(self) -> dict[str, str]:
        """The team's name of every column, by the name that it has in `ServiceUse`."""
        return {name: str(getattr(self, name)) for name in ServiceUse.model_fields}

    @property
    def renamed(self) -> dict[str, str]:
        """The names that differ from those of `ServiceUse`."""
        return {own: name for own, name in self.names.items() if own != name}

    def missing(self, columns: Iterable[str]) -> tuple[str, ...]:
        """List the columns that a table does not have, by the team's names.

        Args:
            columns: The names of the columns of the table.

        Example:
            >>> from mgov.stats import UseColumns
            >>> columns = UseColumns(user="uid")
            >>> columns.missing(["service", "channel", "started_at", "outcome"])[:2]
            ('uid', 'region')
        """
        known = frozenset(columns)
        return tuple(name for name in self.names.values() if name not in known)

    def read(self, row: Mapping[str, object]) -> ServiceUse:
        """Make a use of a row of the team's table.

        Columns that no use has are passed over. A number for a user, a service or a region is
        read as text.

        Args:
            row: The row, by the team's names of columns.

        Raises:
            mgov.errors.InvalidDataError: If something is missing or does not fit; names the
                field of `ServiceUse`.
        """
        found = {own: row[name] for own, name in self.names.items() if name in row}
        for own in ("user", "service", "region"):
            if isinstance(found.get(own), int):
                found[own] = str(found[own])
        for own, meanings in (("channel", self.channels), ("outcome", self.outcomes)):
            word = found.get(own)
            if isinstance(word, str):
                found[own] = meanings.get(word, word)
        return ServiceUse.model_validate(found)

    @model_validator(mode="after")
    def _calls_no_two_columns_the_same(self) -> Self:
        [(name, times), *_] = Counter(self.names.values()).most_common(1)
        if times > 1:
            trouble, remedy = f"calls two columns {name!r}", "Give each column its own name."
            raise InvalidValueError(trouble, remedy=remedy, code="use_columns").as_pydantic()
        return self
