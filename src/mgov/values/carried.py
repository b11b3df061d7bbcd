"""The addresses that an address carries within, and to which a server might forward."""

from __future__ import annotations

import base64
import contextlib
import functools
import re
import tomllib
from importlib import resources
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import unquote

from mgov.values.web_address import WebAddress

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Unreadable", "carried"]

_LAYERS: Final = 4  # an honest address is encoded once for each server that hands it on
_MOST: Final = 32  # addresses and encoded values in one link

# Browsers take tabs and line ends out of an address, and a backslash for a slash (URL Standard,
# 4.4). Those between scheme and host are looked past, those in a host are left in what is found:
# whoever judges it then refuses what two readers see differently.
_GAP: Final = r"[\t\r\n]*"
_GAPS: Final = re.compile(r"[\t\r\n]+")
_BLANK: Final = re.compile(r"[\x00-\x20]*")
_SLASHES: Final = re.compile(rf"(?P<colon>:?){_GAP}(?P<slashes>[/\\](?:{_GAP}[/\\])*){_GAP}")
_SLASHES_AT_START: Final = re.compile(rf"[/\\](?:{_GAP}[/\\])+{_GAP}")
# The schemes for which a browser needs no slashes ("special", URL Standard, 4.2).
_SPECIAL: Final = ("https", "http", "wss", "ws", "ftp")
_SPECIAL_AT_START: Final = re.compile(
    rf"(?P<scheme>{'|'.join(map(_GAP.join, _SPECIAL))}){_GAP}:(?:{_GAP}[/\\])*{_GAP}"
    r"(?!%(?:25)*(?:2f|5c))",  # slashes that the next layer shows
    re.IGNORECASE,
)
_SPECIAL_AT_END: Final = re.compile(rf"(?:{'|'.join(_SPECIAL)})\Z", re.IGNORECASE)
_SCRIPT_AT_START: Final = re.compile(rf"(?P<scheme>(?:[A-Za-z]{_GAP})+):")
_SCHEME_AT_START: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_SCHEME_BEFORE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-\t\r\n]*\Z")
_LONGEST_SCHEME: Final = 64
_AUTHORITY_END: Final = re.compile(r"[/\\?#]")

_PLAIN: Final = re.compile(r"\w*")
_UNLETTERED: Final = re.compile(r"[_\-.\[\]]")
_PORT: Final = re.compile(r":[0-9]*\Z")
_NUMBER: Final = re.compile(r"[0-9]{9,10}|0[xX][0-9A-Fa-f]+|[0-9]+(?:\.[0-9]+){3}|\[.*\]")
_DOTS: Final = re.compile("[.。．｡]")
_TOP_LEVEL: Final = re.compile(r"[^\W\d_]{2,}|[xX][nN]--[A-Za-z0-9\-]+")

_BASE64: Final = re.compile(r"[A-Za-z0-9+_\-]{8,}={0,2}")
_URL_SAFE: Final = str.maketrans("-_", "+/")
_ADDRESS_LIKE: Final = re.compile(r"[\x00-\x20]*(?:[A-Za-z][A-Za-z0-9+.\-]*:|[/\\]{2})")


class Unreadable(Exception):  # noqa: N818 -- a policy turns it into a verdict, no user sees it
    """A link hides what it carries: it is encoded over and over, or there is no end to it.

    Example:
        >>> from mgov.values.carried import carried
        >>> from mgov.values.web_address import WebAddress
        >>> list(carried(WebAddress("https://www.gov.cn/?next=%252525252Fevil.example")))
        Traceback (most recent call last):
        mgov.values.carried.Unreadable
    """


class _Place(NamedTuple):
    """A part of an address that a server may take for an address."""

    name: str
    text: str
    is_path: bool = False


class _Find(NamedTuple):
    address: str  # empty for what is only a wrapping
    start: int
    within: tuple[_Place, ...]


class _Names(NamedTuple):
    names: frozenset[str]
    endings: tuple[str, ...]
    scripts: frozenset[str]
    files: frozenset[str]


def carried(address: WebAddress) -> Iterator[str]:
    r"""Yield every address within the path, the query and the fragment of another.

    Looked for is what servers, scripts and browsers forward to: absolute addresses anywhere;
    `//host` and its forms with backslashes; in parameters that are known to forward, bare hosts
    and other schemes; all of it behind up to four layers of percent-encoding, and in Base64. An
    address that is found is searched in turn.

    Args:
        address: The outer address.

    Yields:
        Scheme and authority of each, as they stand there, which may be no address at all.

    Raises:
        Unreadable: If the link is encoded more often, or carries more than 32 addresses.

    Example:
        >>> from mgov.values.carried import carried
        >>> from mgov.values.web_address import WebAddress
        >>> list(carried(WebAddress("https://www.gov.cn/go?next=%252F%252Fevil.example")))
        ['https://evil.example']
    """
    scheme = address.scheme
    waiting = [*_places(_behind_authority(address))]
    found = 0
    while waiting:
        place = waiting.pop()
        for find in _finds(place, scheme):
            found += 1
            if found > _MOST:
                raise Unreadable
            if find.address:
                yield find.address
            waiting += find.within


def _behind_authority(address: str) -> str:
    rest = address.partition("://")[2]
    return rest[_end_of_authority(rest) :]


def _end_of_authority(text: str, start: int = 0) -> int:
    found = _AUTHORITY_END.search(text, start)
    return len(text) if found is None else found.start()


def _places(tail: str) -> Iterator[_Place]:
    """Yield what may carry an address in what follows a host."""
    front, _, fragment = tail.partition("#")
    path, _, query = front.partition("?")
    yield from _path_places(path)
    yield from _query_places(query)
    # The pages of an app stand behind the number sign: `#/login?next=...`, `#next=...`.
    path, _, query = fragment.partition("?")
    yield from _path_places(path)
    yield from _query_places(path)
    yield from _query_places(query)


def _path_places(path: str) -> Iterator[_Place]:
    if path.strip("/"):
        yield _Place("", path, is_path=True)
        segments = path.split("/")
        for number, name in enumerate(segments[:-1], 1):
            if _forwards(name):
                yield _Place(name, "/".join(segments[number:]))
                return  # whatever forwards within is found there


def _query_places(query: str) -> Iterator[_Place]:
    for item in filter(None, query.split("&")):
        name, equals_sign, value = item.partition("=")
        if not (equals_sign and _PLAIN.fullmatch(name)):
            yield _Place("", name)
        if equals_sign:
            yield _Place(name, value)


def _finds(place: _Place, outer_scheme: str) -> Iterator[_Find]:
    """Yield what a place carries, layer by layer of its encoding."""
    text = place.text if place.is_path else place.text.replace("+", " ")
    for _ in range(_LAYERS + 1):
        find = _first_address(place, text, outer_scheme)
        if find is not None:
            yield find
            text = text[: find.start]
        for hidden in _decoded_base64(text):
            yield _Find("", 0, (_Place(place.name, hidden),))
        decoded = unquote(text)
        if decoded == text:
            return
        text = decoded
    raise Unreadable


def _first_address(place: _Place, text: str, outer_scheme: str) -> _Find | None:
    return _address_at_start(place, text, outer_scheme) or _address_within(text, outer_scheme)


def _address_at_start(place: _Place, text: str, outer_scheme: str) -> _Find | None:
    blank = _BLANK.match(text)
    start = 0 if blank is None else blank.end()
    if found := _SCRIPT_AT_START.match(text, start):
        scheme = _ungapped(found["scheme"])
        if scheme.lower() in _names().scripts:
            return _Find(f"{scheme}:", 0, ())
    if found := _SPECIAL_AT_START.match(text, start):
        return _find(_ungapped(found["scheme"]), text, 0, found.end())
    if place.is_path:
        return None
    if found := _SLASHES_AT_START.match(text, start):
        return _find(outer_scheme, text, 0, found.end())
    if not _forwards(place.name):
        return None
    # A server may write it behind its own name or behind `https://`.
    begin = start + text.startswith(("@", "."), start)
    if _is_host_like(text[begin : _end_of_authority(text, begin)]):
        return _find(outer_scheme, text, 0, begin)
    found = _SCHEME_AT_START.match(text, start)
    return None if found is None or found[0][:-1].lower() in _SPECIAL else _Find(found[0], 0, ())


def _address_within(text: str, outer_scheme: str) -> _Find | None:
    for found in _SLASHES.finditer(text):
        begin = found.end()
        double = len(_ungapped(found["slashes"])) > 1
        before = text[max(0, found.start() - _LONGEST_SCHEME) : found.start()]
        scheme = _SCHEME_BEFORE.search(before) if found["colon"] else None
        if scheme is not None:
            name = _ungapped(scheme[0])
            special = _SPECIAL_AT_END.search(name)
            if double or special is not None:
                name = name if special is None else special[0]
                find = _find(name, text, found.start() - len(scheme[0]), begin)
                if find is not None:
                    return find
        elif double and _is_host_like(text[begin : _end_of_authority(text, begin)]):
            return _find(outer_scheme, text, found.start(), begin)
    return None


def _find(scheme: str, text: str, start: int, begin: int) -> _Find | None:
    end = _end_of_authority(text, begin)
    if begin == end:
        return None
    return _Find(f"{scheme}://{text[begin:end]}", start, tuple(_places(text[end:])))


def _decoded_base64(text: str) -> Iterator[str]:
    for part in text.replace(" ", "+").split("/"):
        if _BASE64.fullmatch(part):
            code = part.rstrip("=").translate(_URL_SAFE)
            with contextlib.suppress(ValueError):  # it is none, or no text
                hidden = base64.b64decode(code + "=" * (-len(code) % 4)).decode()
                if _ADDRESS_LIKE.match(hidden):
                    yield hidden


@functools.lru_cache(maxsize=1024)  # the names of one server come back
def _forwards(name: str) -> bool:
    bare = _UNLETTERED.sub("", unquote(name)).lower()
    names = _names()
    return bare in names.names or bare.endswith(names.endings)


def _is_host_like(authority: str) -> bool:
    """Tell a host from the name of a file or a directory, where either may stand."""
    if unquote(authority) != authority:
        return False  # the next layer tells
    host = _PORT.sub("", authority.rpartition("@")[2])
    if _NUMBER.fullmatch(host):
        return True
    labels = _DOTS.split(host.rstrip("."))
    last = labels[-1]
    return (
        len(labels) > 1
        and _TOP_LEVEL.fullmatch(last) is not None
        and last.lower() not in _names().files
    )


def _ungapped(text: str) -> str:
    return _GAPS.sub("", text)


@functools.cache
def _names() -> _Names:
    text = resources.files("mgov.values").joinpath("redirects.toml").read_text("utf-8")
    tables = tomllib.loads(text)
    return _Names(
        frozenset(tables["names"].split()),
        tuple(tables["endings"]),
        frozenset(tables["scripts"]),
        frozenset(tables["files"].split()),
    )
