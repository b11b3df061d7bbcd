"""The one form of a campaign tag, so that visits through one poster are counted as one."""

from __future__ import annotations

import re
from typing import Annotated, Final

from pydantic import AfterValidator

from mgov.errors import InvalidValueError

__all__ = ["Tag", "require_tag"]

_FORM: Final = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*")
_LONGEST: Final = 40
_TROUBLE: Final = "is not in the form that keeps tags countable"
_REMEDY: Final = (
    f"Use small letters, digits and single - _ . between them, at most {_LONGEST} characters, "
    "as in work-report-2017."
)


def require_tag(tag: str, *, field: str) -> str:
    """Return a tag if it is in the form that every tag has.

    Analytics count `Poster`, `poster` and `poster ` as three sources. So there is one form:
    small letters and digits, with single `-`, `_` or `.` between them.

    Args:
        tag: Such as `work-report-2017`.
        field: What to call it in an error.

    Raises:
        mgov.errors.InvalidValueError: If it has another form, or is longer than 40 characters.

    Example:
        >>> from mgov.qr.campaign.tag import require_tag
        >>> require_tag("work-report-2017", field="campaign")
        'work-report-2017'
    """
    if len(tag) > _LONGEST or not _FORM.fullmatch(tag):
        raise InvalidValueError(_TROUBLE, field=field, remedy=_REMEDY, code="link_tag")
    return tag


def _tag(tag: str) -> str:
    try:
        return require_tag(tag, field="tag")
    except InvalidValueError as error:
        raise error.as_pydantic() from None


Tag = Annotated[str, AfterValidator(_tag)]
"""A campaign tag as a field of a model."""
