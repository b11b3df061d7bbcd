"""Several catalogues as one: what they have in common once, and where they disagree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Self

from mgov.errors import InvalidValueError
from mgov.services.catalogue import ServiceCatalogue
from mgov.services.catalogue_tree import CategoryConflict, grown
from mgov.services.listing import Listing, listings_in
from mgov.services.service_groups import SourcedListing, grouped, same_names
from mgov.services.service_merge import ServiceConflict, merged
from mgov.values.model import Model
from mgov.values.text import Text

__all__ = ["CatalogueMerge"]


class CatalogueMerge(Model, frozen=True):
    """Several catalogues as one, and everything in which they disagree.

    What one catalogue says of a service goes before what a later one says, so the order in which
    they are given decides. What an earlier one does not say is taken from a later one; where they
    say different things, there is a conflict, which holds what every catalogue says.

    Services of different catalogues are one if they have a code in common. Those without are one
    if they have a name in common that is clear: no two of one catalogue have it, or no two in the
    same category, and no codes contradict. Otherwise all of them stay, as a conflict of one name.

    Attributes:
        catalogue: The merged catalogue. Its totals are the sums of what is in it.
        sources: The titles of the catalogues, in the order in which they were given.
        service_conflicts: What they say differently of services.
        category_conflicts: What they say differently of categories, and of themselves.

    Example:
        >>> from mgov import Service, ServiceCatalogue
        >>> from mgov.services import CatalogueMerge, Category
        >>> def catalogue(title, category, *services):
        ...     return ServiceCatalogue(
        ...         title=title, categories=[Category(name=category, services=services)]
        ...     )
        >>> code = [{"scheme": "nanjing", "code": "1"}]
        >>> police = catalogue("微警务", "出入境", Service(name="护照换发", codes=code, visits=1))
        >>> city = catalogue(
        ...     "我的南京",
        ...     "公安",
        ...     Service(name="护照换发", codes=code, visits=0, kind="booking"),
        ...     Service(name="违法查询"),
        ... )
        >>> merge = CatalogueMerge.of([police, city])
        >>> [(str(each.name), each.visits, each.kind) for each in merge.catalogue]
        [('护照换发', 1, <ServiceKind.BOOKING: 'booking'>), ('违法查询', None, None)]
        >>> print(*merge.service_conflicts, sep="; ")
        content: 护照换发 (visits); place: 护照换发
    """

    catalogue: ServiceCatalogue
    sources: tuple[Text, ...]
    service_conflicts: tuple[ServiceConflict, ...] = ()
    category_conflicts: tuple[CategoryConflict, ...] = ()

    @classmethod
    def of(cls, catalogues: Iterable[ServiceCatalogue], *, title: Text | str | None = None) -> Self:
        """Merge catalogues.

        Args:
            catalogues: The catalogues, that which goes before the others first.
            title: What to call the merged one; without it, as the first.

        Raises:
            mgov.errors.InvalidValueError: If there is no catalogue.
        """
        given = tuple(catalogues)
        if not given:
            trouble, remedy = "are none", "Give at least one catalogue."
            raise InvalidValueError(
                trouble, field="catalogues", remedy=remedy, code="nothing_to_merge"
            )
        listings = [
            SourcedListing(source=source, listing=listing)
            for source, catalogue in enumerate(given)
            for listing in listings_in(catalogue)
        ]
        kept: dict[int, Listing] = {}
        conflicts: list[ServiceConflict] = []
        groups = grouped(listings)
        for group in groups:
            services, found = merged([listings[position] for position in group])
            kept.update(zip(group, services, strict=False))  # the first source's are the first
            conflicts += found
        conflicts += _of_one_name(listings, groups)
        catalogue, category_conflicts = grown(given, [kept[each] for each in sorted(kept)])
        return cls(
            catalogue=catalogue if title is None else catalogue.replace(title=title),
            sources=tuple(each.title for each in given),
            service_conflicts=tuple(conflicts),
            category_conflicts=tuple(category_conflicts),
        )


def _of_one_name(
    listings: list[SourcedListing], groups: list[list[int]]
) -> Iterator[ServiceConflict]:
    for positions in same_names(listings, groups):
        yield ServiceConflict(
            kind="same_name", listings=tuple(listings[position] for position in positions)
        )
