"""The reader who reports an error in an article."""

from __future__ import annotations

from mgov.values.model import Model
from mgov.values.personal import EmailAddress, PersonName, PhoneNumber

__all__ = ["Reader"]


class Reader(Model, frozen=True):
    """Whoever reports an error: personal data, masked wherever it could be seen.

    Attributes:
        name: The person's name.
        phone: Where to call back.
        email: Where to write to.

    Example:
        >>> from mgov.articles import Reader
        >>> Reader(name="张三", phone="138 0013 8000")
        Reader(name=PersonName('张*'), phone=PhoneNumber('***00'), email=None)
    """

    name: PersonName | None = None
    phone: PhoneNumber | None = None
    email: EmailAddress | None = None
