"""Where an article was published first, and by which way it came here."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple, Self

from pydantic import ValidationInfo, model_validator

from mgov.errors import InvalidValueError
from mgov.values.model import Model
from mgov.values.organization import Organization
from mgov.values.text import Text
from mgov.values.web_address import WebAddress

__all__ = ["ReprintStation", "Reprintable", "pass_no_station_twice"]


class ReprintStation(Model, frozen=True):
    """One publication of an article on its way from page to page.

    Attributes:
        name: Who published it, in the words of the page, such as `新华社`.
        address: Where it stands there.

    Example:
        >>> from mgov.articles import ReprintStation
        >>> print(ReprintStation(name="新华社").name)
        新华社
    """

    name: Text | None = None
    address: WebAddress | None = None

    @model_validator(mode="after")
    def _is_known(self) -> Self:
        if self.name is None and self.address is None:
            trouble, remedy = "has neither a name nor an address", "Give one of them."
            raise InvalidValueError(trouble, remedy=remedy, code="station_empty").as_pydantic()
        return self


def pass_no_station_twice(
    via: tuple[ReprintStation, ...], article: ValidationInfo
) -> tuple[ReprintStation, ...]:
    """Check that a reprint came from its source to this page without a circle."""
    given = article.data
    if not via or not {"publisher", "source", "source_address", "address"} <= given.keys():
        return via  # what is no good is said where it stands
    if given["source"] is None and given["source_address"] is None:
        trouble = "is given without a source"
        remedy = "Give the source or its address; it is the first one of these if they begin it."
        raise _refusal(trouble, remedy, "reprint_source")
    chain = [
        _Known("the source", _names(given["source"]), given["source_address"]),
        *(
            _Known(f"station {number}", _names(each.name), each.address)
            for number, each in enumerate(via, start=1)
        ),
        _Known("this page", _own_names(given["publisher"]), given["address"]),
    ]
    for earlier, later in combinations(chain, 2):
        if earlier.is_same_as(later):
            trouble = f"runs in a circle: {later.what} is {earlier.what} again"
            remedy = "List each publication once, the earliest first."
            raise _refusal(trouble, remedy, "reprint_loop")
    return via


class Reprintable(Model, frozen=True):
    """What follows from where an article was published before. `Article` has the fields."""

    if TYPE_CHECKING:
        publisher: Organization
        source: Text | None
        source_address: WebAddress | None
        via: tuple[ReprintStation, ...]
        address: WebAddress | None

    @property
    def is_reprint(self) -> bool:
        """Whether somebody else published it first.

        The source's name decides: a reprint has one that is none of the publisher's names, in
        any language. Without a name, another address does. What came by other pages is one.

        Example:
            >>> from mgov.articles import Article
            >>> notice = Article(
            ...     identifier="1",
            ...     title="关于调整办事大厅开放时间的通知",
            ...     kind="notice",
            ...     published="2017-08-17T09:00:00+08:00",
            ...     publisher={"name": "某市人民政府办公室", "alternative_names": ["市政府办"]},
            ...     source="市政府办",
            ... )
            >>> notice.is_reprint, notice.replace(source="新华社").is_reprint
            (False, True)
        """
        if self.via:
            return True
        if self.source is not None:
            return _own_names(self.publisher).isdisjoint(_names(self.source))
        return self.source_address not in {None, self.address}

    @property
    def reprint_chain(self) -> tuple[ReprintStation, ...]:
        """Every publication that is known: the first one, the stations between, this one last.

        Of an article that is no reprint, it is this publication alone.

        Example:
            >>> from mgov.articles import Article
            >>> article = Article(
            ...     identifier="1",
            ...     title="转载",
            ...     kind="news",
            ...     published="2017-08-17T09:00:00+08:00",
            ...     publisher={"name": "某县人民政府"},
            ...     source="新华社",
            ...     via=[{"name": "某市人民政府", "address": "https://city.example.gov.cn/5.htm"}],
            ... )
            >>> print(" → ".join(str(station.name) for station in article.reprint_chain))
            新华社 → 某市人民政府 → 某县人民政府
        """
        here = ReprintStation(name=self.publisher.name, address=self.address)
        if not self.is_reprint:
            return (here,)
        return (ReprintStation(name=self.source, address=self.source_address), *self.via, here)

    @property
    def canonical_address(self) -> WebAddress | None:
        """The address to cite: that of the first publication, else the earliest one known.

        Example:
            >>> from mgov.articles import Article
            >>> article = Article(
            ...     identifier="1",
            ...     title="转载",
            ...     kind="news",
            ...     published="2017-08-17T09:00:00+08:00",
            ...     publisher={"name": "某县人民政府"},
            ...     source_address="https://www.example.gov.cn/1.htm",
            ...     address="https://county.example.gov.cn/9.htm",
            ... )
            >>> article.canonical_address.host
            'www.example.gov.cn'
        """
        known = (self.source_address, *(each.address for each in self.via), self.address)
        return next((address for address in known if address is not None), None)


def _names(name: Text | None) -> frozenset[str]:
    return frozenset() if name is None else frozenset(text for _, text in name.items())


def _own_names(publisher: Organization) -> frozenset[str]:
    return _names(publisher.name).union(*map(_names, publisher.alternative_names))


class _Known(NamedTuple):
    """What is known of one publication in the chain."""

    what: str
    names: frozenset[str]
    address: WebAddress | None

    def is_same_as(self, other: _Known) -> bool:
        # One publisher may have two pages; where a page is not known, the name tells.
        if self.address is not None and other.address is not None:
            return self.address == other.address
        return not self.names.isdisjoint(other.names)


def _refusal(trouble: str, remedy: str, code: str) -> Exception:
    return InvalidValueError(trouble, remedy=remedy, code=code).as_pydantic()
