"""What makes a picture of a code more than black and white: its colors, and a logo over it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

__all__ = ["PLAIN", "Look"]

_CLEAR: Final = 1  # modules kept free around a logo


class Look(NamedTuple):
    """The colors of a picture, and what stands in the middle of it.

    Attributes:
        dark: The color of the dark modules and of the words, as SVG writes it.
        light: The color of the ground.
        logo: A square picture as PNG, drawn over the code.
        logo_modules: How many modules wide the logo is; an odd number, as the code has.

    Example:
        >>> from mgov.qr.look import PLAIN
        >>> PLAIN
        Look(dark='#000', light='#fff', logo=None, logo_modules=0)
    """

    dark: str
    light: str
    logo: bytes | None = None
    logo_modules: int = 0

    def covered(self, size: int) -> set[tuple[int, int]]:
        """Give the modules that are left out for the logo, by row and column.

        Args:
            size: How many modules the code has on each side.

        Example:
            >>> from mgov.qr.look import Look
            >>> len(Look("#000", "#fff", b"", logo_modules=3).covered(21))
            25
        """
        if not self.logo_modules:
            return set()
        start = self.place(size) - _CLEAR
        inside = range(max(0, start), min(size, start + self.logo_modules + 2 * _CLEAR))
        return {(row, column) for row in inside for column in inside}

    def cleared(self, rows: Sequence[int]) -> tuple[int, ...]:
        """Take the modules out that are left out for the logo.

        Args:
            rows: An integer a row, its highest bit on the left; 1 is dark.

        Example:
            >>> from mgov.qr.look import PLAIN
            >>> PLAIN.cleared([0b11, 0b10])
            (3, 2)
        """
        if not self.logo_modules:
            return tuple(rows)
        size = len(rows)
        left = list(rows)
        for row, column in self.covered(size):
            left[row] &= ~(1 << (size - 1 - column))
        return tuple(left)

    def place(self, size: int) -> int:
        """Say in which row and column the logo begins.

        Args:
            size: How many modules the code has on each side.

        Example:
            >>> from mgov.qr.look import Look
            >>> Look("#000", "#fff", b"", logo_modules=3).place(21)
            9
        """
        return (size - self.logo_modules) // 2


PLAIN: Final = Look("#000", "#fff")
"""Black on white, and nothing over it."""
