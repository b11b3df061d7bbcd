"""A result: a figure that follows from others, with what it rests on."""

from __future__ import annotations

from mgov import Figure, Text
from mgov.values.model import Model

__all__ = ["Result"]


class Result(Model, frozen=True):
    """A figure that follows from others.

    Attributes:
        id: What the page calls it by.
        group: Under which heading it stands.
        title: What it is.
        figure: The figure, with its interval and the figures that it was computed from.
        facts: The ids of the facts that it rests on.
        note: What to make of it, in a sentence or two.
        counts: What it counts, in words.
        published: The same figure as it was published or follows in another way.
        compared: What that other figure is called.
        digits: How many significant digits it is shown with.
        warning: Whether the note is a warning.
    """

    id: str
    group: Text
    title: Text
    figure: Figure
    facts: tuple[str, ...]
    note: str
    counts: str = ""
    published: Figure | None = None
    compared: str = ""
    digits: int = 4
    warning: bool = False

    @property
    def agrees(self) -> bool | None:
        """Whether it can be the same number as the published one; None if there is none."""
        return None if self.published is None else self.figure.agrees_with(self.published)
