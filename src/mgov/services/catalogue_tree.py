"""The categories of several catalogues as one tree, with the services that are kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from typing_extensions import override

from mgov.services.catalogue import Category, ServiceCatalogue
from mgov.services.listing import Listing, categories_in
from mgov.services.service_merge import agree
from mgov.values.model import Model
from mgov.values.text import Text

__all__ = ["CategoryConflict", "grown"]

_Path = tuple[str, ...]
_REPORTED: Final = ("reported_services", "reported_categories")


class CategoryConflict(Model, frozen=True):
    """Something in which catalogues disagree about a category, or about themselves.

    Of contradictory names, kinds, providers and so on, the first holds. A reported number speaks
    of one catalogue: where not all that have the category report the same, the merged one
    reports none, unless nothing is listed there and the number is all there is.

    Attributes:
        path: The names that lead to the category; empty for the catalogue itself.
        field: What they disagree about, such as `kind`.
        values: What each of them says, by the position of the catalogue, in words.

    Example:
        >>> from mgov.services import CategoryConflict
        >>> values = [(0, "124"), (1, None)]
        >>> print(CategoryConflict(path=["信息查询"], field="reported_services", values=values))
        信息查询 (reported_services): 124 | nothing
    """

    path: tuple[str, ...]
    field: str
    values: tuple[tuple[int, str | None], ...]

    @override
    def __str__(self) -> str:
        said = " | ".join("nothing" if value is None else value for _, value in self.values)
        return f"{' > '.join(self.path) or 'catalogue'} ({self.field}): {said}"


def grown(
    catalogues: Sequence[ServiceCatalogue], listings: Iterable[Listing]
) -> tuple[ServiceCatalogue, list[CategoryConflict]]:
    """Make one catalogue of the categories of several and of the listings that are kept."""
    tree = _Tree(catalogues, listings)
    return tree.catalogue(), tree.conflicts


class _Tree:
    """The categories by their paths. Those of one path, in one catalogue or several, are one."""

    def __init__(self, catalogues: Sequence[ServiceCatalogue], listings: Iterable[Listing]) -> None:
        self.conflicts: list[CategoryConflict] = []
        self._catalogues = catalogues
        self._known: dict[_Path, list[tuple[int, Category]]] = defaultdict(list)
        self._below: dict[_Path, dict[_Path, None]] = defaultdict(dict)
        self._listings: dict[_Path, list[Listing]] = defaultdict(list)
        for source, catalogue in enumerate(catalogues):
            for path, category in categories_in(catalogue):
                self._known[path].append((source, category))
                self._below[path[:-1]][path] = None
        for listing in listings:
            self._listings[listing.path].append(listing)

    def catalogue(self) -> ServiceCatalogue:
        given = list(enumerate(self._catalogues))
        categories = tuple(self._category(path) for path in self._below[()])
        own = {field: self._first((), given, field) for field in ("provider", "as_of", "address")}
        return ServiceCatalogue.model_validate(
            {
                "title": self._catalogues[0].title,
                "categories": categories,
                "reported_total": self._reported((), given, "reported_total", listed=categories),
                **own,
            }
        )

    def _category(self, path: _Path) -> Category:
        known = self._known[path]
        services = tuple(listing.service for listing in self._listings[path])
        categories = tuple(self._category(inner) for inner in self._below[path])
        listed = services or categories
        return Category.model_validate(
            {
                "name": self._name(path, known),
                "kind": self._first(path, known, "kind"),
                "services": services,
                "categories": categories,
                "reported_services": self._reported(path, known, _REPORTED[0], listed=listed),
                "reported_categories": self._reported(path, known, _REPORTED[1], listed=categories),
            }
        )

    def _name(self, path: _Path, known: Sequence[tuple[int, Category]]) -> Text:
        name = known[0][1].name
        for _, category in known:
            if not agree(name, category.name):
                said = [(source, dict(each.name.items())) for source, each in known]
                self._disagree(path, "name", said)
                return name
            name = name.merge(category.name)
        return name

    def _first(self, path: _Path, known: Sequence[tuple[int, Model]], field: str) -> object:
        """Return what is said first; that somebody says nothing is no contradiction."""
        said = [
            (source, value) for source, each in known if (value := getattr(each, field)) is not None
        ]
        if any(value != said[0][1] for _, value in said):
            self._disagree(path, field, said)
        return said[0][1] if said else None

    def _reported(
        self, path: _Path, known: Sequence[tuple[int, Model]], field: str, *, listed: object
    ) -> object:
        numbers = [(source, getattr(each, field)) for source, each in known]
        if all(number == numbers[0][1] for _, number in numbers):
            return numbers[0][1]
        self._disagree(path, field, numbers)
        return None if listed else next(each for _, each in numbers if each is not None)

    def _disagree(self, path: _Path, field: str, said: Sequence[tuple[int, object]]) -> None:
        values = tuple((source, None if value is None else str(value)) for source, value in said)
        self.conflicts.append(CategoryConflict(path=path, field=field, values=values))
