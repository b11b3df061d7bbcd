"""`BurdenRecord`: what a reform takes off each case of a service, as a row to be added up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, Self, TypeAlias, get_args

from pydantic import Field

from mgov.errors import InvalidValueError
from mgov.services import Burden
from mgov.stats.removal import burden_removed
from mgov.values.model import Model
from mgov.values.word import Word

__all__ = ["BurdenPart", "BurdenRecord"]

BurdenPart: TypeAlias = Literal["items", "materials", "fee", "time", "visits"]
"""A part of the burden of a service."""


class BurdenRecord(Model, frozen=True):
    """One part of the burden of a service, before and after a reform, and the cases since.

    Parts in different units do not add up: group by `part` and `unit`.

    Attributes:
        service: The identifier of the service.
        part: Which part of the burden.
        unit: In what it is counted; None if nothing was said.
        cases: How many cases there were since.
        removed_per_case: How much less one case asks for; negative if it asks for more.
        removed: The same for all the cases together.

    Example:
        >>> from mgov.services import Burden
        >>> from mgov.stats import BurdenRecord
        >>> before = Burden(items="201项", visits="3次", fee="数百到数千不等")
        >>> after = Burden(items="37项", visits="0次", fee="0元")
        >>> for record in BurdenRecord.each("s-1", before, after, cases=1000):
        ...     print(record.part, record.unit, record.removed_per_case, record.removed)
        items 项 164.0 164000.0
        visits 次 3.0 3000.0
    """

    service: Word
    part: BurdenPart
    unit: str | None = None
    cases: Annotated[int, Field(ge=0)]
    removed_per_case: float
    removed: float

    @classmethod
    def each(cls, service: str, before: Burden, after: Burden, *, cases: int) -> Iterator[Self]:
        """Give a row for each part that is known exactly before and after.

        A part that is an interval, or in units that do not compare, has none:
        `stats.burden_removed` says of two figures what can be said.

        Args:
            service: The identifier of the service.
            before: The burden before the reform.
            after: The burden after it.
            cases: How many cases there were since.
        """
        for part in get_args(BurdenPart):
            old, new = getattr(before, part), getattr(after, part)
            if old is None or new is None or not (old.is_exact and new.is_exact):
                continue
            try:
                spared = burden_removed(old, new, 1)
            except InvalidValueError:
                continue  # days do not compare with working days; the other parts still do
            per_case = float(spared.low)
            yield cls(
                service=service,
                part=part,
                unit=spared.unit,
                cases=cases,
                removed_per_case=per_case,
                removed=float(spared.low * cases),
            )
