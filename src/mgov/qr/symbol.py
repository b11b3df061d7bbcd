"""What an encoder makes: the modules of a code, with how it was made."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple, TypeAlias

__all__ = ["LARGEST", "LEVELS", "Bounds", "Correction", "Encoder", "Symbol"]

Correction: TypeAlias = Literal["L", "M", "Q", "H"]
"""How much of a code may be damaged: about 7, 15, 25 or 30 percent of its codewords."""

Encoder: TypeAlias = Literal["qrcode", "zxing"]
"""Which package makes the codewords: `qrcode`, or zxing-cpp."""

Bounds: TypeAlias = tuple[int, int]
"""The smallest and the largest version that a code may have."""

LARGEST: Final = 40
"""The largest version."""

LEVELS: Final[dict[Correction, int]] = {"L": 1, "M": 0, "Q": 3, "H": 2}
"""The two bits that stand for a level (ISO/IEC 18004, table 12), the weakest level first."""


class Symbol(NamedTuple):
    """The modules of a code.

    Attributes:
        version: 1 to 40; each is four modules wider than the one before.
        correction: The level of error correction.
        mask: Which of the eight mask patterns lies on the data.
        rows: One integer a row, its highest bit on the left; 1 is dark.
        encoder: Which package made its codewords.

    Example:
        >>> from mgov.qr.encoder import encode
        >>> f"{encode('https://www.gov.cn/', 'M').rows[0]:b}"
        '1111111011111010001111111'
    """

    version: int
    correction: Correction
    mask: int
    rows: tuple[int, ...]
    encoder: Encoder
