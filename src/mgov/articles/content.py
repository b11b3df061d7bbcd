"""What a record says, in one form only, so that two copies of it can be compared by a digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from datetime import datetime
from typing import Annotated, Final, Literal, TypeAlias, get_origin

from pydantic import StringConstraints

from mgov.values.model import Model
from mgov.values.moment import in_utc

__all__ = ["Digest", "content_of", "digest_of"]

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"

_ALGORITHM: Final = "sha256"

Digest = Annotated[str, StringConstraints(pattern=rf"^{_ALGORITHM}:[0-9a-f]{{64}}$")]
"""A digest of a content: the name of the algorithm, a colon, and the digest in hexadecimals."""


def content_of(model: Model, *, without: Collection[str] = ()) -> dict[str, Json]:
    """Return what a record says: its fields that say more than their default does.

    A field that a later version of the library adds is not said by an older record, so the
    content of that record stays what it was. Moments are put into UTC: a store that changes
    their zone changes nothing.

    Args:
        model: The record.
        without: Fields to leave out.
    """
    return _said(model, model.model_dump(mode="json"), without)


def digest_of(content: dict[str, Json]) -> str:
    """Return the digest of a content: SHA-256 of its JSON, in UTF-8.

    The JSON has its keys sorted, no white space between tokens, and no escapes but the
    necessary ones.

    Args:
        content: As `content_of` returns it.
    """
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{_ALGORITHM}:{hashlib.sha256(text.encode()).hexdigest()}"


def _said(model: Model, dumped: dict[str, Json], without: Collection[str]) -> dict[str, Json]:
    said: dict[str, Json] = {}
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        # The word that tells one kind of block from another is its default, and says a lot.
        if name not in without and (
            get_origin(field.annotation) is Literal or value != field.default
        ):
            said[name] = _canonical(value, dumped[name])
    return said


def _canonical(value: object, dumped: Json) -> Json:
    if isinstance(value, Model) and isinstance(dumped, dict):
        return _said(value, dumped, ())
    if isinstance(value, tuple) and isinstance(dumped, list):
        return [_canonical(one, each) for one, each in zip(value, dumped, strict=True)]
    if isinstance(value, datetime):
        return in_utc(value).isoformat()
    return dumped
