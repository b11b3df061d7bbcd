"""Mobile government: typed models, trusted QR links and honest adoption figures.

The names below are all that most programs need. Each loads its room when it is first used, so
`import mgov` costs next to nothing and a program pays only for what it touches.

Example:
    >>> import mgov
    >>> mgov.Figure.parse("7.24亿").value
    724000000
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mgov import accounts, articles, charts, errors, petitions, qr, services, stats, values
    from mgov.accounts import Account, Post
    from mgov.articles import Alert, Article
    from mgov.petitions import Petition
    from mgov.services import Application, Burden, Rating, Service, ServiceCatalogue
    from mgov.values.figures import Figure
    from mgov.values.host_policy import HostPolicy
    from mgov.values.jsonl import check_jsonl, read_jsonl, write_jsonl
    from mgov.values.organization import Organization
    from mgov.values.period import Period
    from mgov.values.place import Place
    from mgov.values.rulebook import Rulebook
    from mgov.values.text import Text
    from mgov.values.web_address import WebAddress
    from mgov.values.work_calendar import WorkCalendar

__all__ = [
    "Account",
    "Alert",
    "Application",
    "Article",
    "Burden",
    "Figure",
    "HostPolicy",
    "Organization",
    "Period",
    "Petition",
    "Place",
    "Post",
    "Rating",
    "Rulebook",
    "Service",
    "ServiceCatalogue",
    "Text",
    "WebAddress",
    "WorkCalendar",
    "accounts",
    "articles",
    "charts",
    "check_jsonl",
    "errors",
    "petitions",
    "qr",
    "read_jsonl",
    "services",
    "stats",
    "values",
    "write_jsonl",
]

_ROOMS: Final = (
    "accounts",
    "articles",
    "charts",
    "errors",
    "petitions",
    "qr",
    "services",
    "stats",
    "values",
)
_HOMES: Final = {
    "Account": "accounts",
    "Alert": "articles",
    "Application": "services",
    "Article": "articles",
    "Burden": "services",
    "Figure": "values.figures",
    "HostPolicy": "values.host_policy",
    "Organization": "values.organization",
    "Period": "values.period",
    "Petition": "petitions",
    "Place": "values.place",
    "Post": "accounts",
    "Rating": "services",
    "Rulebook": "values.rulebook",
    "Service": "services",
    "ServiceCatalogue": "services",
    "Text": "values.text",
    "WebAddress": "values.web_address",
    "WorkCalendar": "values.work_calendar",
    "check_jsonl": "values.jsonl",
    "read_jsonl": "values.jsonl",
    "write_jsonl": "values.jsonl",
}


def __getattr__(name: str) -> object:
    if name in _ROOMS:
        return import_module(f"mgov.{name}")
    if name not in _HOMES:
        message = f"module 'mgov' has no attribute {name!r}"
        raise AttributeError(message, name=name, obj=sys.modules[__name__])
    value: object = getattr(import_module(f"mgov.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
