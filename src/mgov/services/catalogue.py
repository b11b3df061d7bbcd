"""Catalogues of services: what is listed, what is only reported, and where the two disagree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import override

from mgov.errors import InvalidValueError
from mgov.services.catalogue_search import SearchHit, search_services
from mgov.services.identity import plain
from mgov.services.service import Service
from mgov.services.vocabulary import ServiceKind
from mgov.values.model import Model
from mgov.values.organization import Organization
from mgov.values.period import Period
from mgov.values.text import Text
from mgov.values.web_address import WebAddress

__all__ = ["Category", "CountDifference", "ServiceCatalogue"]

_Count = Annotated[int, Field(ge=0)]


class CountDifference(Model, frozen=True):
    """A number that was reported and is not that of what is there.

    Attributes:
        place: The names that lead to it, from the catalogue downward.
        what: What is counted.
        reported: The number that was reported.
        counted: The number of what is there.

    Example:
        >>> from mgov.services import CountDifference
        >>> print(CountDifference(place=["办事大厅"], what="services", reported=26, counted=25))
        办事大厅: 26 services reported, 25 counted (-1)
    """

    place: tuple[str, ...]
    what: Literal["services", "categories"]
    reported: int
    counted: int

    @property
    def difference(self) -> int:
        """By how many more there are than were reported."""
        return self.counted - self.reported

    @override
    def __str__(self) -> str:
        place = " > ".join(self.place)
        counts = f"{self.reported} {self.what} reported, {self.counted} counted"
        return f"{place}: {counts} ({self.difference:+})"


class Category(Model, frozen=True):
    """A part of a catalogue: services, further categories, or only the report of their number.

    A report such as "9 categories with 124 functions" names no function. It is kept as what it
    is, in `reported_categories` and `reported_services`, and counts where nothing is listed.

    Attributes:
        name: What it is called.
        kind: The kind of its services, where theirs is not said.
        services: The services in it.
        categories: The categories in it.
        reported_services: How many services it is said to have, in all its categories.
        reported_categories: How many categories it is said to have.

    Example:
        >>> from mgov.services import Category
        >>> category = Category(name="信息查询", reported_categories=9, reported_services=124)
        >>> category.total, category.listed, category.category_total
        (124, 0, 9)
    """

    name: Text
    kind: ServiceKind | None = None
    services: tuple[Service, ...] = ()
    categories: tuple[Category, ...] = ()
    reported_services: _Count | None = None
    reported_categories: _Count | None = None

    @property
    def listed(self) -> int:
        """How many services are listed, in all its categories."""
        return len(self.services) + sum(each.listed for each in self.categories)

    @property
    def total(self) -> int:
        """How many services it has: the sum of its parts, or what is reported if it has none."""
        if self.services or self.categories:
            return len(self.services) + sum(each.total for each in self.categories)
        return self.reported_services or 0

    @property
    def category_total(self) -> int:
        """How many categories it has: those listed, or what is reported if none is."""
        return len(self.categories) or self.reported_categories or 0

    def with_kinds(self) -> Iterator[tuple[Service, ServiceKind | None]]:
        """Go through the services listed, each with its kind or else its category's."""
        for service in self.services:
            yield service, service.kind or self.kind
        for category in self.categories:
            for service, kind in category.with_kinds():
                yield service, kind or self.kind

    def differences(self) -> Iterator[CountDifference]:
        """Go through the reported numbers that disagree with the parts, here and below."""
        place = (str(self.name),)
        if self.services or self.categories:
            yield from _compared(place, "services", self.reported_services, self.total)
        if self.categories:
            reported = self.reported_categories
            yield from _compared(place, "categories", reported, self.category_total)
        for category in self.categories:
            for each in category.differences():
                yield each.replace(place=(*place, *each.place))


class ServiceCatalogue(Model, frozen=True):
    """The services of a platform or an authority, by categories.

    Its totals are always the sums of its parts. What was reported beside is kept apart, and
    `differences` names every number that disagrees. Iterating over it gives the services
    listed, and `len` their number.

    Attributes:
        title: What it is called.
        provider: Whose services they are.
        categories: The services by category.
        reported_total: How many services it is said to have.
        as_of: Of which day or period it is.
        address: Where it can be seen.

    Example:
        >>> from mgov import ServiceCatalogue
        >>> traffic = ServiceCatalogue(
        ...     title="交管12123",
        ...     as_of="2017-08",
        ...     categories=[
        ...         {"name": "信息查询通知", "reported_categories": 9, "reported_services": 124},
        ...         {"name": "业务办理", "reported_categories": 4, "reported_services": 23},
        ...     ],
        ... )
        >>> traffic.total, traffic.category("业务办理").total, len(traffic)
        (147, 23, 0)
        >>> stated = traffic.replace(reported_total=150)
        >>> print(*stated.differences())
        交管12123: 150 services reported, 147 counted (-3)
    """

    title: Text
    provider: Organization | None = None
    categories: tuple[Category, ...] = ()
    reported_total: _Count | None = None
    as_of: Period | None = None
    address: WebAddress | None = None

    @property
    def total(self) -> int:
        """How many services it has: the sum of its categories, or what was reported of it all.

        Example:
            >>> from mgov.services import ServiceCatalogue
            >>> ServiceCatalogue(title="微警务", reported_total=26).total
            26
        """
        if not self.categories:
            return self.reported_total or 0
        return sum(category.total for category in self.categories)

    def category(self, name: str) -> Category:
        """Return the category of a name, in any language it has.

        Raises:
            mgov.errors.InvalidValueError: If there is none; lists those there are.
        """
        for category in self.categories:
            if name in dict(category.name.items()).values():
                return category
        names = ", ".join(str(category.name) for category in self.categories) or "none"
        raise InvalidValueError(
            f"has no category {name}",
            field="catalogue",
            remedy=f"The categories are {names}.",
            code="category_unknown",
        )

    def find(self, text: str) -> tuple[Service, ...]:
        """Return the services whose name contains a text, in any language.

        Case, width and white space make no difference.

        Args:
            text: A part of a name.

        Example:
            >>> from mgov import Service, ServiceCatalogue
            >>> catalogue = ServiceCatalogue(
            ...     title="微警务",
            ...     categories=[
            ...         {
            ...             "name": "出入境",
            ...             "services": [
            ...                 Service(name={"zh": "护照换发", "en": "Passport renewal"}),
            ...             ],
            ...         },
            ...     ],
            ... )
            >>> [str(service.name) for service in catalogue.find("PASSPORT")]
            ['护照换发']
        """
        wanted = plain(text)
        return tuple(
            service
            for service in self
            if any(wanted in plain(name) for _, name in service.name.items())
        )

    def search(self, text: str) -> tuple[SearchHit, ...]:
        """Find services by name, in any language, the best matches first.

        Besides what `find` finds, words may stand in any order and language, and Chinese
        characters may be left out, as in 护照预约 for 护照换发预约. Case and width make no
        difference; traditional and simplified characters do. See `NameMatch` for the order.

        Args:
            text: What to search for.

        Example:
            >>> from mgov import Service, ServiceCatalogue
            >>> names = [
            ...     {"zh": "护照换发预约", "en": "Book a passport renewal"},
            ...     "护照",
            ...     "签注预约",
            ... ]
            >>> services = [Service(name=name) for name in names]
            >>> catalogue = ServiceCatalogue(
            ...     title="微警务", categories=[{"name": "出入境", "services": services}]
            ... )
            >>> [(str(hit.service.name), hit.match.value) for hit in catalogue.search("护照")]
            [('护照', 'whole'), ('护照换发预约', 'start')]
            >>> [hit.match.value for hit in catalogue.search("renewal PASS")]
            ['words']
            >>> [hit.match.value for hit in catalogue.search("护照预约")]
            ['abbreviation']
        """
        return tuple(search_services(self, text))

    def by_kind(self, kind: ServiceKind | str) -> tuple[Service, ...]:
        """Return the services of a kind; where a service does not say it, its category does.

        Args:
            kind: Such as `booking`.

        Raises:
            mgov.errors.InvalidValueError: If there is no such kind; lists those there are.

        Example:
            >>> from mgov import Service, ServiceCatalogue
            >>> catalogue = ServiceCatalogue(
            ...     title="微警务",
            ...     categories=[
            ...         {
            ...             "name": "预约",
            ...             "kind": "booking",
            ...             "services": [Service(name="护照办理预约")],
            ...         },
            ...     ],
            ... )
            >>> len(catalogue.by_kind("booking"))
            1
        """
        kinds = [each.value for each in ServiceKind]
        if kind not in kinds:
            trouble, remedy = "is no kind of service", f"Use one of {', '.join(kinds)}."
            raise InvalidValueError(trouble, field="kind", remedy=remedy, code="kind_unknown")
        every = (each for category in self.categories for each in category.with_kinds())
        return tuple(service for service, own in every if own == kind)

    def differences(self) -> tuple[CountDifference, ...]:
        """List every reported number that disagrees with the parts."""
        place = (str(self.title),)
        found = list(_compared(place, "services", self.reported_total, self.total))
        for category in self.categories:
            found += [each.replace(place=(*place, *each.place)) for each in category.differences()]
        return tuple(found)

    def __len__(self) -> int:
        return sum(category.listed for category in self.categories)

    @override
    def __iter__(self) -> Iterator[Service]:  # type: ignore[override]  # services, not fields
        for category in self.categories:
            for service, _ in category.with_kinds():
                yield service


def _compared(
    place: tuple[str, ...],
    what: Literal["services", "categories"],
    reported: int | None,
    counted: int,
) -> Iterator[CountDifference]:
    if reported is not None and reported != counted:
        yield CountDifference(place=place, what=what, reported=reported, counted=counted)
