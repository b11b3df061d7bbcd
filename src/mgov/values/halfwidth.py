"""Codes and numbers as people type them, brought to plain ASCII."""

from __future__ import annotations

from typing import Final

__all__ = ["halfwidth"]

# Full width forms are the ASCII characters, moved; the dashes are those that word processors put.
_HALF_WIDTH: Final[dict[int, int | str]] = {
    **{0xFF01 + offset: 0x21 + offset for offset in range(0x5E)},
    **dict.fromkeys([*range(0x2010, 0x2016), 0x2212], "-"),
}


def halfwidth(text: str, *, drop: str = "") -> str:
    """Write full width characters and typographic dashes in ASCII, and drop white space.

    Args:
        text: What was written.
        drop: Further characters to leave out.

    Example:
        >>> from mgov.values.halfwidth import halfwidth
        >>> halfwidth("５１１６ ０２")
        '511602'
    """
    ascii_text = "".join(text.split()).translate(_HALF_WIDTH)
    return ascii_text.translate({ord(character): None for character in drop})
