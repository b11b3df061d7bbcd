"""What has changed from one catalogue to another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Self

from typing_extensions import override

from mgov.services.catalogue import Category, ServiceCatalogue
from mgov.services.listing import Listing, categories_in, listings_in
from mgov.services.listing_pairs import MatchedBy, Pair, paired
from mgov.services.service import Service
from mgov.values.model import Model

__all__ = ["CatalogueDiff", "CategoryChange", "ServiceChange"]

_OWN_FIELDS: Final = ("title", "provider", "reported_total", "as_of", "address")


class ServiceChange(Model, frozen=True):
    """A service that is in both catalogues and not the same.

    Attributes:
        before: Where it was, and what was said of it.
        after: Where it is, and what is said of it.
        matched_by: By what it is known to be the same service.
        fields: The fields of the service that differ, in the order of the model.

    Example:
        >>> from mgov import Service
        >>> from mgov.services import Listing, ServiceChange
        >>> change = ServiceChange(
        ...     before=Listing(path=["出入境"], service=Service(name="护照换发")),
        ...     after=Listing(path=["证件"], service=Service(name="护照换发", visits=0)),
        ...     matched_by="name",
        ...     fields=["visits"],
        ... )
        >>> change.is_moved, change.is_renamed, str(change)
        (True, False, '出入境 > 护照换发 is now 证件 > 护照换发 (visits)')
    """

    before: Listing
    after: Listing
    matched_by: MatchedBy
    fields: tuple[str, ...]

    @property
    def is_moved(self) -> bool:
        """Whether it is in another category."""
        return self.before.path != self.after.path

    @property
    def is_renamed(self) -> bool:
        """Whether its name differs, in any language."""
        return "name" in self.fields

    @override
    def __str__(self) -> str:
        before, after = str(self.before), str(self.after)
        said = before if before == after else f"{before} is now {after}"
        return f"{said} ({', '.join(self.fields)})" if self.fields else said


class CategoryChange(Model, frozen=True):
    """A category that is in both catalogues and not described the same.

    Attributes:
        path: The names that lead to it.
        fields: What differs: its name in another language, its kind, the reported numbers.

    Example:
        >>> from mgov.services import CategoryChange
        >>> CategoryChange(path=["业务办理"], fields=["reported_services"]).fields
        ('reported_services',)
    """

    path: tuple[str, ...]
    fields: tuple[str, ...]


class CatalogueDiff(Model, frozen=True):
    """What has changed from one catalogue to another.

    Services are matched by their codes: one code in common is enough. Where there is none, they
    are matched by name, in any language, unless both have a code of one scheme and it differs:
    then they are two services, one removed and one added. Several of one name are paired first
    where they are in the same category, and then in their order. The order itself is not compared.

    Attributes:
        added: Services that are only in the later catalogue.
        removed: Services that are only in the earlier one.
        changes: Services that are in both and differ, in the order of the later one.
        categories_added: The paths of categories that are only in the later one.
        categories_removed: The paths of categories that are only in the earlier one.
        category_changes: Categories that are in both and described otherwise.
        fields: The fields of the catalogues themselves that differ, such as `as_of`.

    Example:
        >>> from mgov import Service, ServiceCatalogue
        >>> from mgov.services import CatalogueDiff, Category
        >>> def code(number):
        ...     return [{"scheme": "nanjing", "code": number}]
        >>> before = ServiceCatalogue(
        ...     title="微警务",
        ...     categories=[
        ...         Category(
        ...             name="出入境",
        ...             services=[
        ...                 Service(name="护照办理", codes=code("1")),
        ...                 Service(name="签注", codes=code("2")),
        ...                 Service(name="进度查询"),
        ...             ],
        ...         ),
        ...     ],
        ... )
        >>> after = ServiceCatalogue(
        ...     title="微警务",
        ...     categories=[
        ...         Category(
        ...             name="出入境",
        ...             services=[
        ...                 Service(name="护照换发", codes=code("1")),
        ...                 Service(name="护照补发", codes=code("3")),
        ...             ],
        ...         ),
        ...         Category(name="查询", services=[Service(name="进度查询")]),
        ...     ],
        ... )
        >>> diff = CatalogueDiff.between(before, after)
        >>> print(diff)
        1 added, 1 removed, 1 moved, 1 renamed, 0 with other changes
        >>> print(*diff.renamed, *diff.moved, sep="; ")
        出入境 > 护照办理 is now 出入境 > 护照换发 (name); 出入境 > 进度查询 is now 查询 > 进度查询
    """

    added: tuple[Listing, ...] = ()
    removed: tuple[Listing, ...] = ()
    changes: tuple[ServiceChange, ...] = ()
    categories_added: tuple[tuple[str, ...], ...] = ()
    categories_removed: tuple[tuple[str, ...], ...] = ()
    category_changes: tuple[CategoryChange, ...] = ()
    fields: tuple[str, ...] = ()

    @classmethod
    def between(cls, before: ServiceCatalogue, after: ServiceCatalogue) -> Self:
        """Compare two catalogues.

        Args:
            before: The earlier one.
            after: The later one.
        """
        old, new = list(listings_in(before)), list(listings_in(after))
        pairs = paired(old, new)
        known = {pair.before for pair in pairs}, {pair.after for pair in pairs}
        paths = _by_path(before), _by_path(after)
        return cls(
            added=tuple(each for index, each in enumerate(new) if index not in known[1]),
            removed=tuple(each for index, each in enumerate(old) if index not in known[0]),
            changes=tuple(_changes(pairs, old, new)),
            categories_added=tuple(path for path in paths[1] if path not in paths[0]),
            categories_removed=tuple(path for path in paths[0] if path not in paths[1]),
            category_changes=tuple(_category_changes(*paths)),
            fields=_differing(before, after, _OWN_FIELDS),
        )

    @property
    def moved(self) -> tuple[ServiceChange, ...]:
        """The services that are in another category."""
        return tuple(change for change in self.changes if change.is_moved)

    @property
    def renamed(self) -> tuple[ServiceChange, ...]:
        """The services whose name differs."""
        return tuple(change for change in self.changes if change.is_renamed)

    @property
    def revised(self) -> tuple[ServiceChange, ...]:
        """The services of which anything else than the name differs."""
        return tuple(each for each in self.changes if set(each.fields) - {"name"})

    @property
    def is_empty(self) -> bool:
        """Whether nothing has changed but the order."""
        return self == type(self)()

    @override
    def __str__(self) -> str:
        return (
            f"{len(self.added)} added, {len(self.removed)} removed, {len(self.moved)} moved, "
            f"{len(self.renamed)} renamed, {len(self.revised)} with other changes"
        )


def _changes(
    pairs: Iterable[Pair], old: Sequence[Listing], new: Sequence[Listing]
) -> Iterator[ServiceChange]:
    for pair in pairs:
        before, after = old[pair.before], new[pair.after]
        if before != after:
            yield ServiceChange(
                before=before,
                after=after,
                matched_by=pair.matched_by,
                fields=_differing(before.service, after.service, Service.model_fields),
            )


def _by_path(catalogue: ServiceCatalogue) -> dict[tuple[str, ...], list[Category]]:
    found: dict[tuple[str, ...], list[Category]] = defaultdict(list)
    for path, category in categories_in(catalogue):
        found[path].append(category)
    return found


def _category_changes(
    before: dict[tuple[str, ...], list[Category]], after: dict[tuple[str, ...], list[Category]]
) -> Iterator[CategoryChange]:
    own = ("name", "kind", "reported_services", "reported_categories")
    for path, categories in after.items():
        if path in before:
            fields = tuple(
                field
                for field in own
                if [getattr(each, field) for each in before[path]]
                != [getattr(each, field) for each in categories]
            )
            if fields:
                yield CategoryChange(path=path, fields=fields)


def _differing(one: Model, other: Model, fields: Iterable[str]) -> tuple[str, ...]:
    return tuple(field for field in fields if getattr(one, field) != getattr(other, field))
