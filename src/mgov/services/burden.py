"""What a service asks of its user: fields, materials, money, time and visits."""

from __future__ import annotations

from mgov.services.quantities import Count, LengthOfTime, Money, VisitCount
from mgov.values.model import Model

__all__ = ["Burden"]


class Burden(Model, frozen=True):
    """What a service asks of its user, as far as it is known.

    What nobody has counted is None and stays unknown: it is not zero. Two burdens of the same
    service, before and after a reform, are what a change is measured on. Each part is a figure
    in a unit that fits it; what counts people, or how something changed, is refused.

    Attributes:
        items: How many items have to be filled in.
        materials: How many materials have to be brought.
        fee: What it costs, in the unit of the figure.
        time: How long it takes.
        visits: How many visits in person it takes.

    Raises:
        mgov.errors.InvalidDataError: If a figure counts something else, or is less than zero.

    Example:
        >>> from mgov.services import Burden
        >>> before = Burden(items="201项", fee="数百到数千不等")
        >>> after = Burden(items="37项", fee="0元", time="1个小时以内")
        >>> before.known, after.known
        (('items', 'fee'), ('items', 'fee', 'time'))
        >>> after.unknown
        ('materials', 'visits')
        >>> Burden(fee="5人")
        Traceback (most recent call last):
        mgov.errors.InvalidDataError: Burden: 1 problem
          fee: counts something that is no money. Give an amount, such as 10元 or 25 EUR; its unit
          may be left out.
    """

    items: Count | None = None
    materials: Count | None = None
    fee: Money | None = None
    time: LengthOfTime | None = None
    visits: VisitCount | None = None

    @property
    def known(self) -> tuple[str, ...]:
        """The names of what is known."""
        return tuple(name for name in type(self).model_fields if getattr(self, name) is not None)

    @property
    def unknown(self) -> tuple[str, ...]:
        """The names of what is not known."""
        return tuple(name for name in type(self).model_fields if name not in self.known)
