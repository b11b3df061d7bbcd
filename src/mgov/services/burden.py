"""What a service asks of its user: fields, materials, money, time and visits."""

from __future__ import annotations

from mgov.values.figures import Figure
from mgov.values.model import Model

__all__ = ["Burden"]


class Burden(Model, frozen=True):
    """What a service asks of its user, as far as it is known.

    What nobody has counted is None and stays unknown: it is not zero. Two burdens of the same
    service, before and after a reform, are what a change is measured on.

    Attributes:
        items: How many items have to be filled in.
        materials: How many materials have to be brought.
        fee: What it costs, in the unit of the figure.
        time: How long it takes.
        visits: How many visits in person it takes.

    Example:
        >>> from mgov.services import Burden
        >>> before = Burden(items="201项", fee="数百到数千不等")
        >>> after = Burden(items="37项", fee="0元", time="1个小时以内")
        >>> before.known, after.known
        (('items', 'fee'), ('items', 'fee', 'time'))
        >>> after.unknown
        ('materials', 'visits')
    """

    items: Figure | None = None
    materials: Figure | None = None
    fee: Figure | None = None
    time: Figure | None = None
    visits: Figure | None = None

    @property
    def known(self) -> tuple[str, ...]:
        """The names of what is known."""
        return tuple(name for name in type(self).model_fields if getattr(self, name) is not None)

    @property
    def unknown(self) -> tuple[str, ...]:
        """The names of what is not known."""
        return tuple(name for name in type(self).model_fields if name not in self.known)
