"""When two descriptions speak of one service: by their codes, and else by their names."""

from __future__ import annotations

import unicodedata

from mgov.services.service import Service
from mgov.values.identifiers import NationalItemCode, ServiceItemCode

__all__ = ["codes_of", "contradict", "names_of", "plain"]


def plain(text: str) -> str:
    """Return a text as it is compared: case, width and white space make no difference."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _narrow(code: str) -> str:
    return unicodedata.normalize("NFKC", code)  # codes can differ in nothing but their case


def names_of(service: Service) -> frozenset[str]:
    """Return the names of a service in all its languages, as they are compared."""
    return frozenset(plain(name) for _, name in service.name.items())


def codes_of(service: Service) -> dict[str, str]:
    """Return the codes of a service by their schemes; width makes no difference."""
    codes = {_narrow(each.scheme): _narrow(each.code) for each in service.codes}
    if service.item_code is not None:
        codes[ServiceItemCode.standard] = str(service.item_code)
    if service.national_code is not None:
        codes[NationalItemCode.standard] = str(service.national_code)
    return codes


def contradict(one: dict[str, set[str]], other: dict[str, set[str]]) -> bool:
    """Say whether codes cannot be those of one service: in some scheme, none is the same."""
    return any(one[scheme].isdisjoint(other[scheme]) for scheme in one.keys() & other.keys())
