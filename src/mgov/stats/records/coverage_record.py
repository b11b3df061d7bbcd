"""`CoverageRecord`: whether a service can be used in a division, as a row that coverage counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final, Literal, Self, TypeAlias

from mgov.services import CatalogueCoverage
from mgov.values.model import Model
from mgov.values.word import Word

__all__ = ["CoverageRecord", "CoverageStanding"]

CoverageStanding: TypeAlias = Literal["offered", "partly", "missing", "unknown"]
"""Whether a service can be used in all of a division, in a part, nowhere, or nobody says."""

_STANDINGS: Final[tuple[CoverageStanding, ...]] = ("offered", "partly", "missing", "unknown")


class CoverageRecord(Model, frozen=True):
    """A service of a catalogue in one division.

    Attributes:
        division: The code of the division.
        service: The identifier of the service, or its name if it has none.
        on: The day.
        standing: Whether it can be used there.

    Example:
        >>> from datetime import date
        >>> from mgov import Service, ServiceCatalogue
        >>> from mgov.services import CatalogueCoverage, Category
        >>> from mgov.stats import CoverageRecord
        >>> services = [Service(name="违法查询", enabled_in=["320100"]), Service(name="罚款缴纳")]
        >>> catalogue = ServiceCatalogue(
        ...     title="交管12123", categories=[Category(name="业务", services=services)]
        ... )
        >>> coverage = CatalogueCoverage.of(catalogue, ["320100"], on=date(2017, 8, 17))
        >>> for record in CoverageRecord.each(coverage):
        ...     print(record.division, record.service, record.standing)
        320100 违法查询 offered
        320100 罚款缴纳 unknown
    """

    division: str
    service: Word
    on: date
    standing: CoverageStanding

    @classmethod
    def each(cls, coverage: CatalogueCoverage) -> Iterator[Self]:
        """Give a row for each service in each division.

        Args:
            coverage: What a catalogue covers on a day.
        """
        for row in coverage.divisions:
            for standing in _STANDINGS:
                for service in getattr(row, standing):
                    yield cls(
                        division=str(row.division),
                        service=service.identifier or str(service.name),
                        on=coverage.on,
                        standing=standing,
                    )
