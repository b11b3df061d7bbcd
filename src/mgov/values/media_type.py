"""What type of file something is."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import StringConstraints

__all__ = ["MediaType"]

_MEDIA_TYPE: Final = r"^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*$"

MediaType = Annotated[str, StringConstraints(pattern=_MEDIA_TYPE)]
"""A media type without parameters (RFC 6838, section 4.2), such as `application/pdf`."""
