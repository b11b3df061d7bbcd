"""Joint petitions: who brings one, how many stand behind it, and how many may speak for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mgov.errors import InvalidValueError

if TYPE_CHECKING:
    from mgov.petitions.petitioner import PetitionChannel
    from mgov.petitions.rules import RepresentativeLimit

__all__ = ["check_representatives"]


def check_representatives(
    limit: RepresentativeLimit | None,
    *,
    channel: PetitionChannel | None,
    representatives: int,
    supporters: int,
) -> None:
    """Refuse a joint petition that too many bring, or that nobody brings.

    Args:
        limit: What the rulebook says about it, if it does.
        channel: By which way the petition arrived.
        representatives: How many people bring it.
        supporters: How many stand behind it besides.

    Raises:
        mgov.errors.InvalidValueError: If they do not fit the limit.
    """
    if limit is None or channel not in limit.channels:
        return
    if representatives > limit.at_most:
        trouble = f"are {representatives} people in one petition by {channel}"
        remedy = f"Name at most {limit.at_most} representatives ({limit.article}) and count the"
        remedy += " others as supporters."
    elif supporters and not representatives:
        trouble = f"are none, though {supporters} people stand behind the petition by {channel}"
        remedy = f"Name 1 to {limit.at_most} representatives ({limit.article})."
    else:
        return
    raise InvalidValueError(
        trouble, field="petitioners", remedy=remedy, code="petition_representatives"
    )
