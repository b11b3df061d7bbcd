"""A service where a catalogue lists it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field
from typing_extensions import override

from mgov.services.catalogue import Category, ServiceCatalogue
from mgov.services.service import Service
from mgov.values.model import Model

__all__ = ["Listing", "categories_in", "listings_in"]


class Listing(Model, frozen=True):
    """A service in its place in a catalogue.

    Attributes:
        path: The names of the categories that lead to it, the first language of each.
        service: The service.

    Example:
        >>> from mgov import Service
        >>> from mgov.services import Listing
        >>> print(Listing(path=["出入境", "签注"], service=Service(name="港澳签注预约")))
        出入境 > 签注 > 港澳签注预约
    """

    path: Annotated[tuple[str, ...], Field(min_length=1)]
    service: Service

    @override
    def __str__(self) -> str:
        return " > ".join((*self.path, str(self.service.name)))


def listings_in(catalogue: ServiceCatalogue) -> Iterator[Listing]:
    """Go through the services of a catalogue in its order, each with its place."""
    for path, category in categories_in(catalogue):
        for service in category.services:
            yield Listing(path=path, service=service)


def categories_in(catalogue: ServiceCatalogue) -> Iterator[tuple[tuple[str, ...], Category]]:
    """Go through the categories of a catalogue from above, each with the path to it."""
    for category in catalogue.categories:
        yield from _from(category, ())


def _from(category: Category, above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Category]]:
    path = (*above, str(category.name))
    yield path, category
    for inner in category.categories:
        yield from _from(inner, path)
