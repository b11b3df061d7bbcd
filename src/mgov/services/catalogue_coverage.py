"""In which divisions the services of a catalogue can be used, and which are missing where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Self

from mgov.errors import InvalidValueError
from mgov.services.catalogue import ServiceCatalogue
from mgov.services.service import Service
from mgov.values.figures import Figure, Interval
from mgov.values.identifiers import DivisionCode
from mgov.values.model import Model

__all__ = ["CatalogueCoverage", "DivisionCoverage", "share_between"]


class DivisionCoverage(Model, frozen=True):
    """Which services of a catalogue can be used in one division.

    Attributes:
        division: The division.
        offered: The services that can be used in all of it.
        partly: Those that can be used in a part of it, and nobody says that in all of it.
        missing: Those that can be used elsewhere only, or nowhere on that day.
        unknown: Those of which nobody has said where.

    Example:
        >>> from mgov import Service
        >>> from mgov.services import DivisionCoverage
        >>> row = DivisionCoverage(
        ...     division="320100",
        ...     offered=[Service(name="违法查询")],
        ...     missing=[Service(name="罚款")],
        ... )
        >>> print(row.share)
        1/2
    """

    division: DivisionCode
    offered: tuple[Service, ...] = ()
    partly: tuple[Service, ...] = ()
    missing: tuple[Service, ...] = ()
    unknown: tuple[Service, ...] = ()

    @property
    def share(self) -> Figure | None:
        """Which share of the services can be used in all of it; None if there is no service.

        What is not known leaves it open: it is at least the share of those offered, at most that
        of those and the unknown ones.
        """
        everything = (self.offered, self.partly, self.missing, self.unknown)
        return share_between(len(self.offered), len(self.unknown), sum(map(len, everything)))


class CatalogueCoverage(Model, frozen=True):
    """In which divisions the services of a catalogue can be used on a day.

    A service that is on in a province can be used in its cities and counties; one that is on in
    some of its cities can be used in a part of the province.

    Attributes:
        on: The day.
        divisions: One row for each division, in the order in which they were given.

    Example:
        >>> from datetime import date
        >>> from mgov import Service, ServiceCatalogue
        >>> from mgov.services import CatalogueCoverage, Category
        >>> services = [
        ...     Service(name="违法查询", enabled_in=["320000"]),
        ...     Service(name="罚款缴纳", enabled_in=["320100"]),
        ...     Service(name="考试预约"),
        ... ]
        >>> catalogue = ServiceCatalogue(
        ...     title="交管12123", categories=[Category(name="业务", services=services)]
        ... )
        >>> coverage = CatalogueCoverage.of(catalogue, ["320100", "320500"], on=date(2017, 8, 17))
        >>> for row in coverage.divisions:
        ...     print(row.division, *(service.name for service in row.missing), row.share)
        320100 [66.66%, 100%]
        320500 罚款缴纳 [33.33%, 66.67%]
        >>> [str(each) for each in coverage.missing_in(services[1])]
        ['320500']
    """

    on: date
    divisions: tuple[DivisionCoverage, ...]

    @classmethod
    def of(cls, catalogue: ServiceCatalogue, divisions: Iterable[str], *, on: date) -> Self:
        """Look where the services of a catalogue can be used.

        Args:
            catalogue: The catalogue.
            divisions: The codes of the divisions in which they should be.
            on: The day.

        Raises:
            mgov.errors.InvalidValueError: If one is no code of a division, or stands there twice.
        """
        codes = [DivisionCode(division) for division in divisions]
        for code in codes:
            if codes.count(code) > 1:
                trouble, remedy = f"have {code} twice", "Keep one of them."
                raise InvalidValueError(
                    trouble, field="divisions", remedy=remedy, code="division_twice"
                )
        services = tuple(catalogue)
        return cls(on=on, divisions=tuple(_row(services, code, on) for code in codes))

    @property
    def share(self) -> Figure | None:
        """Which share of all services in all divisions can be used; None if there is none."""
        rows = self.divisions
        return share_between(
            sum(len(row.offered) for row in rows),
            sum(len(row.unknown) for row in rows),
            sum(len((*row.offered, *row.partly, *row.missing, *row.unknown)) for row in rows),
        )

    def missing_in(self, service: Service) -> tuple[DivisionCode, ...]:
        """List the divisions in which a service is missing, wholly or in a part.

        Args:
            service: A service of the catalogue.
        """
        return tuple(
            row.division for row in self.divisions if service in (*row.partly, *row.missing)
        )

    def table(self) -> tuple[dict[str, str | int], ...]:
        """Return one record for each service that is not offered in all of a division.

        Example:
            >>> from datetime import date
            >>> from mgov import Service, ServiceCatalogue
            >>> from mgov.services import CatalogueCoverage, Category
            >>> services = [Service(name="违法查询", enabled_in=["320100"])]
            >>> catalogue = ServiceCatalogue(
            ...     title="交管12123", categories=[Category(name="业务", services=services)]
            ... )
            >>> coverage = CatalogueCoverage.of(
            ...     catalogue, ["320000", "330000"], on=date(2017, 8, 17)
            ... )
            >>> for record in coverage.table():
            ...     print(*record.values())
            320000 违法查询  partly
            330000 违法查询  missing
        """
        return tuple(
            {
                "division": str(row.division),
                "service": str(service.name),
                "identifier": service.identifier or "",
                "status": status,
            }
            for row in self.divisions
            for status, services in (
                ("partly", row.partly),
                ("missing", row.missing),
                ("unknown", row.unknown),
            )
            for service in services
        )


def share_between(least: int, open_: int, whole: int) -> Figure | None:
    """Say which share of a whole something is, of which a number of cases is open.

    Args:
        least: How many there are for certain.
        open_: Of how many it is not known.
        whole: How many there are in all.
    """
    if not whole:
        return None
    low, high = (Figure.exact(number) / Figure.exact(whole) for number in (least, least + open_))
    return Figure.computed(
        Interval(low.low, high.high),
        unit="share",
        formula="{0} ÷ {1}",
        operands=(Figure.between(least, least + open_), Figure.exact(whole)),
    )


def _row(services: Sequence[Service], division: DivisionCode, on: date) -> DivisionCoverage:
    found: dict[str, list[Service]] = {"offered": [], "partly": [], "missing": [], "unknown": []}
    for service in services:
        enabled = service.is_enabled(division, on=on)
        if enabled is None:
            found["unknown"].append(service)
        elif enabled:
            found["offered"].append(service)
        elif service.is_valid(on=on) and _is_on_within(service, division, on):
            found["partly"].append(service)
        else:
            found["missing"].append(service)
    return DivisionCoverage.model_validate({"division": division, **found})


def _is_on_within(service: Service, division: DivisionCode, on: date) -> bool:
    return any(
        each.place.division is not None
        and division.contains(each.place.division)
        and each.holds_on(on)
        for each in service.enabled_in
    )
