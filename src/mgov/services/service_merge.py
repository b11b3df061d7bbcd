"""What several catalogues say of one service, as one: gaps filled, contradictions named."""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final, Literal

from typing_extensions import TypeIs, override

from mgov.services.listing import Listing
from mgov.services.service import Service
from mgov.services.service_groups import SourcedListing
from mgov.values.identifiers import SchemeCode
from mgov.values.model import Model
from mgov.values.text import Text

__all__ = ["ServiceConflict", "agree", "merged"]

_UNSAID: Final = {name: field.default for name, field in Service.model_fields.items()}


class ServiceConflict(Model, frozen=True):
    """Something in which catalogues disagree about a service.

    Attributes:
        kind: `content`, if one service is described differently: the first listing holds, and
            what it does not say is taken from the others. `place`, if they do not list it in
            the same categories: the places of the first catalogue hold. `same_name`, if there
            are several services of one name, or it cannot be told whether they are one: all of
            them are kept.
        fields: The fields that contradict each other, of a `content`.
        listings: All that is said, that which holds first.

    Example:
        >>> from mgov import Service
        >>> from mgov.services import Listing, ServiceConflict, SourcedListing
        >>> conflict = ServiceConflict(
        ...     kind="content",
        ...     fields=["visits"],
        ...     listings=[
        ...         SourcedListing(
        ...             source=source,
        ...             listing=Listing(
        ...                 path=["出入境"], service=Service(name="护照", visits=source)
        ...             ),
        ...         )
        ...         for source in (0, 1)
        ...     ],
        ... )
        >>> print(conflict, [each.listing.service.visits for each in conflict.listings])
        content: 护照 (visits) [0, 1]
    """

    kind: Literal["content", "place", "same_name"]
    fields: tuple[str, ...] = ()
    listings: tuple[SourcedListing, ...]

    @override
    def __str__(self) -> str:
        name = str(self.listings[0].listing.service.name)
        fields = f" ({', '.join(self.fields)})" if self.fields else ""
        return f"{self.kind}: {name}{fields}"


def merged(group: Sequence[SourcedListing]) -> tuple[list[Listing], list[ServiceConflict]]:
    """Make one of what is said of a service.

    Args:
        group: The listings of one service, those of the first catalogue first.

    Returns:
        The listings of the first catalogue that has the service, their gaps filled by the
        others, and what contradicts what.
    """
    if len(group) == 1:
        return [group[0].listing], []
    first = [each.listing for each in group if each.source == group[0].source]
    services = [each.listing.service for each in group]
    conflicts: list[ServiceConflict] = []
    differing = [field for field in _UNSAID if _differ(services, field)]
    fields = tuple(field for field in differing if _contradict(services, field))
    if fields:
        conflicts.append(ServiceConflict(kind="content", fields=fields, listings=tuple(group)))
    places: dict[int, Counter[tuple[str, ...]]] = defaultdict(Counter)
    for each in group:
        places[each.source][each.listing.path] += 1
    if any(each != places[group[0].source] for each in places.values()):
        conflicts.append(ServiceConflict(kind="place", listings=tuple(group)))
    additions = dict(_additions(services, differing, len(first)))
    return [each.replace(service=_filled(each.service, additions)) for each in first], conflicts


def agree(one: object, other: object) -> bool:
    """Say whether two values can both be true: texts, if no language says two things."""
    if isinstance(one, Text) and isinstance(other, Text):
        texts, others = dict(one.items()), dict(other.items())
        common = texts.keys() & others.keys()
        return all(texts[language] == others[language] for language in common)
    if _is_codes(one) and _is_codes(other):
        codes, more = ({each.scheme: each.code for each in value} for value in (one, other))
        return all(codes[scheme] == more[scheme] for scheme in codes.keys() & more.keys())
    return one == other


def _additions(
    services: Sequence[Service], fields: Iterable[str], own: int
) -> Iterator[tuple[str, object]]:
    """Yield those fields of which the first catalogue says less than all, and what all say.

    What one listing of the first catalogue says, another of it need not: only what none of them
    says is taken from elsewhere.
    """
    for field in fields:
        values = [getattr(service, field) for service in services]
        said = functools.reduce(functools.partial(_with, field), values[:own])
        more = functools.reduce(functools.partial(_with, field), values[own:], said)
        if more != said:
            yield field, more


def _filled(service: Service, additions: Mapping[str, object]) -> Service:
    changes = {
        field: value
        for field, more in additions.items()
        if (value := _with(field, getattr(service, field), more)) != getattr(service, field)
    }
    return service.replace(**changes) if changes else service


def _with(field: str, value: object, more: object) -> object:
    """Return what two say of a field, the first going before the second."""
    if not _is_said(more, field):
        return value
    if not _is_said(value, field):
        return more
    if not agree(value, more):
        return value
    if isinstance(value, Text) and isinstance(more, Text):
        return value.merge(more)
    if _is_codes(value) and _is_codes(more):
        return tuple(dict.fromkeys((*value, *more)))
    return value


def _differ(services: Sequence[Service], field: str) -> bool:
    first = getattr(services[0], field)
    return any(getattr(each, field) != first for each in services[1:])


def _contradict(services: Sequence[Service], field: str) -> bool:
    said = [value for each in services if _is_said(value := getattr(each, field), field)]
    return any(not agree(one, other) for one, other in combinations(dict.fromkeys(said), 2))


def _is_said(value: object, field: str) -> bool:
    return bool(value != _UNSAID[field])


def _is_codes(value: object) -> TypeIs[tuple[SchemeCode, ...]]:
    return (
        isinstance(value, tuple)
        and bool(value)
        and all(isinstance(each, SchemeCode) for each in value)
    )
