"""What covered modules cost a code: how much of what error correction can repair is used up."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from mgov.qr.matrix import data_cells, size_of
from mgov.qr.qrcode_encoder import blocks_of
from mgov.qr.symbol import Correction

__all__ = ["Damage", "damage"]


@dataclass(frozen=True, slots=True)
class Damage:
    """How much of a code is lost where modules are covered.

    Attributes:
        area: The share of the modules that is covered.
        codewords: The share of the codewords that a covered module belongs to: one is enough to
            spoil a codeword, so this is far more than the area.
        budget: The share of the repairable codewords that is used up in the block that is hit
            worst; above 1, the code cannot be read.
        patterns: How many covered modules belong to patterns by which a reader finds the code
            and its modules; no error correction repairs these.

    Example:
        >>> from mgov.qr.damage import damage
        >>> middle = [(row, column) for row in range(9, 16) for column in range(9, 16)]
        >>> cost = damage(2, "M", middle)
        >>> round(cost.area, 3), round(cost.codewords, 3), round(cost.budget, 3), cost.patterns
        (0.078, 0.227, 1.25, 0)
    """

    area: float
    codewords: float
    budget: float
    patterns: int


def damage(version: int, correction: Correction, covered: Collection[tuple[int, int]]) -> Damage:
    """Work out what covered modules cost (ISO/IEC 18004, error correction and interleaving).

    Each touched codeword counts as wrong, though by chance some stay right. Few codes of the
    smallest versions keep a little of their budget to detect errors; that is not counted.

    Args:
        version: 1 to 40.
        correction: The level of error correction.
        covered: The rows and columns of the covered modules, without the quiet zone.

    Example:
        >>> from mgov.qr.damage import damage
        >>> damage(2, "M", []).budget
        0.0
    """
    blocks = blocks_of(version, correction)
    cells = data_cells(version)
    owners = _owners(blocks)
    numbers = {cell: bit // 8 for bit, cell in enumerate(cells[: 8 * len(owners)])}
    touched = {numbers[cell] for cell in covered if cell in numbers}
    worst = max(
        sum(owners[each] == block for each in touched) / (repair // 2)
        for block, (_, repair) in enumerate(blocks)
    )
    data = set(cells)
    return Damage(
        area=len(covered) / size_of(version) ** 2,
        codewords=len(touched) / len(owners),
        budget=worst,
        patterns=sum(cell not in data for cell in covered),
    )


def _owners(blocks: list[tuple[int, int]]) -> list[int]:
    """Say of each codeword which block it belongs to: they take turns, data first."""
    longest = max(data for data, _ in blocks)
    turns = [
        each for turn in range(longest) for each, (data, _) in enumerate(blocks) if turn < data
    ]
    return turns + [each for _ in range(blocks[0][1]) for each in range(len(blocks))]
