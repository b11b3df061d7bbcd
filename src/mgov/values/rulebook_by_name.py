"""How a field holds a rulebook: a built-in one by its name, one of the user's own in full."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from pydantic import SerializerFunctionWrapHandler, ValidatorFunctionWrapHandler

from mgov.errors import InvalidValueError
from mgov.values.rulebook import Rulebook

__all__ = ["as_name", "by_name"]

_Book = TypeVar("_Book", bound=Rulebook[Any])


def by_name(kind: type[_Book]) -> Callable[[object, ValidatorFunctionWrapHandler], _Book]:
    """Make the validator of a field that takes a rulebook or the name of a built-in one.

    Args:
        kind: The rulebook's class.

    Example:
        >>> from typing import Annotated
        >>> from pydantic import TypeAdapter, WrapSerializer, WrapValidator
        >>> from mgov.petitions import Lifecycle
        >>> from mgov.values.rulebook_by_name import as_name, by_name
        >>> field = TypeAdapter(
        ...     Annotated[Lifecycle, WrapValidator(by_name(Lifecycle)), WrapSerializer(as_name)]
        ... )
        >>> book = field.validate_python("cn-2022")
        >>> book.start.id, field.dump_python(book)
        ('register', 'cn-2022')
    """

    def validate(book: object, handler: ValidatorFunctionWrapHandler) -> _Book:
        if isinstance(book, kind):
            return book  # sound since it was made; its course need not be walked through again
        if not isinstance(book, str):
            return cast("_Book", handler(book))
        try:
            return kind.built_in(book)
        except InvalidValueError as error:
            raise error.as_pydantic() from None

    return validate


def as_name(book: Rulebook[Any], whole: SerializerFunctionWrapHandler) -> str | dict[str, object]:
    """Write a built-in rulebook by its name, one of the user's own in full.

    One that only bears the name of a built-in one is written in full.

    Example:
        >>> from datetime import UTC, datetime
        >>> from mgov import Petition
        >>> Petition.register(
        ...     rulebook="cn-2022", kind="claim", title="…", at=datetime(2022, 6, 1, tzinfo=UTC)
        ... ).model_dump(include={"rulebook"})
        {'rulebook': 'cn-2022'}
    """
    if book.id in book.available() and book == book.built_in(book.id):
        return book.id
    dumped: dict[str, object] = whole(book)
    return dumped
