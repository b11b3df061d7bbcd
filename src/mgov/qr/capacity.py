"""What to do about a text that is too long for a code."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterator
from typing import Final

from mgov.errors import CodeCapacityError
from mgov.qr.matrix import size_of
from mgov.qr.symbol import LARGEST, LEVELS, Bounds, Correction

__all__ = ["Fits", "too_long"]

Fits = Callable[[bytes, Correction, Bounds], bool]
"""Whether a code of one of these versions holds some bytes."""

_MOST_CHARACTERS: Final = 7089  # no code holds more, of digits at level L


def too_long(
    content: str | bytes, correction: Correction, versions: Bounds, fits: Fits
) -> CodeCapacityError:
    """Make the error that tells by how much a text is too long, and the nearest ways out.

    Args:
        content: The text, counted in characters; or bytes.
        correction: The level of error correction.
        versions: Which versions are allowed.
        fits: What the encoder can do.

    Example:
        >>> from mgov.qr.capacity import too_long
        >>> from mgov.qr.qrcode_encoder import fits
        >>> print(too_long("https://www.gov.cn/", "M", (1, 1), fits))
        text: has 19 characters, of which a code of version 1 at level M holds 14. Allow version 2
        (25 modules), or shorten it by 5 characters, for example with a short link.
    """
    count = len(content)
    lengths = range(1, min(count, _MOST_CHARACTERS) + 1)
    limit = bisect.bisect(
        lengths, 0, key=lambda n: not fits(_data(content[:n]), correction, versions)
    )
    _, largest = versions
    code = "the largest code" if largest == LARGEST else f"a code of version {largest}"
    unit = "byte" if isinstance(content, bytes) else "character"
    ways = list(_ways_out(_data(content), correction, versions, fits))
    ways.append(f"shorten it by {_counted(count - limit, unit)}")
    remedy = ways[0] if len(ways) == 1 else f"{', '.join(ways[:-1])}, or {ways[-1]}"
    if isinstance(content, str) and content.lower().startswith(("http://", "https://")):
        remedy += ", for example with a short link"
    return CodeCapacityError(
        f"has {_said(content, unit)}, of which {code} at level {correction} holds {limit}",
        field="text" if isinstance(content, str) else "data",
        remedy=f"{remedy[0].upper()}{remedy[1:]}.",
        code="code_capacity",
    )


def _ways_out(data: bytes, correction: Correction, versions: Bounds, fits: Fits) -> Iterator[str]:
    _, largest = versions
    larger = (each for each in range(largest + 1, LARGEST + 1))
    version = next((each for each in larger if fits(data, correction, (each, each))), None)
    if version is not None:
        yield f"allow version {version} ({size_of(version)} modules)"
    weaker = list(LEVELS)[: list(LEVELS).index(correction)]
    level = next((each for each in weaker[::-1] if fits(data, each, versions)), None)
    if level is not None:
        yield f"use correction={level!r}"


def _said(content: str | bytes, unit: str) -> str:
    count = _counted(len(content), unit)
    size = len(_data(content))
    return count if size == len(content) else f"{count} ({size} bytes)"


def _counted(count: int, unit: str) -> str:
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"


def _data(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode()
