"""`Bundle`: petitions that say the same, handled together and answered each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Self

from pydantic import model_validator

from mgov.errors import InvalidValueError
from mgov.petitions.petition import Petition
from mgov.petitions.petitioner import Petitioner
from mgov.values.model import Model
from mgov.values.organization import Organization

__all__ = ["Bundle"]


class Bundle(Model, frozen=True):
    """A main petition and its duplicates.

    The status of the duplicates follows that of the main one in the only way in which nobody
    loses what the law owes: every step is taken on each of them. So each petitioner finds it
    under the own lookup code, each case keeps its own clocks, and each is answered. Where a
    rulebook lets a duplicate be closed as one, as `open311` does with `mark_duplicate`, that is
    a step on the duplicate alone; from then on it stays as it is.

    Attributes:
        main: The petition that the others say the same as.
        duplicates: The others; each is merged into the main one.

    Raises:
        mgov.errors.InvalidDataError: If one of the others is not merged into the main one.

    Example:
        >>> from datetime import UTC, datetime
        >>> from mgov.petitions import Bundle, Petition
        >>> at = datetime(2022, 6, 1, tzinfo=UTC)
        >>> first, second = (
        ...     Petition.register(
        ...         rulebook="cn-2022", kind="claim", title="路灯不亮", number=number, at=at
        ...     )
        ...     for number in ("XF-17", "XF-18")
        ... )
        >>> bundle = Bundle.gather(first, [second], at=at)
        >>> bundle = bundle.step("accept", at=at).step("answer", at=at, outcome="supported")
        >>> [(each.number, each.status, each.duplicate_of) for each in bundle.petitions]
        [('XF-17', 'answered', None), ('XF-18', 'answered', 'XF-17')]
    """

    main: Petition
    duplicates: tuple[Petition, ...] = ()

    @classmethod
    def gather(
        cls,
        main: Petition,
        duplicates: Iterable[Petition],
        *,
        at: datetime,
        by: Organization | None = None,
    ) -> Self:
        """Merge petitions into a main one.

        Args:
            main: The petition that the others say the same as, such as the first of them.
            duplicates: The others.
            at: When that was decided.
            by: The organization that decided it.

        Raises:
            mgov.errors.InvalidValueError: If they cannot be handled together; says why.
        """
        merged = tuple(each.merge_into(main, at=at, by=by) for each in duplicates)
        return cls(main=main, duplicates=merged)

    @property
    def petitions(self) -> tuple[Petition, ...]:
        """All of them, the main one first."""
        return (self.main, *self.duplicates)

    def step(
        self, name: str, *, at: datetime, only: Iterable[str] | None = None, **details: object
    ) -> Self:
        """Take a step on all of them, or on none if one of them cannot take it.

        Duplicates that were closed while the main petition is open are left out: they have got
        their decision.

        Args:
            name: The id of the step.
            at: When it was taken.
            only: The numbers of those to take it on: one that came later has to catch up with
                the main one first, and a petitioner's own step is taken on the own petition.
            **details: As for `Petition.step`.

        Raises:
            mgov.errors.InvalidValueError: If the rulebook does not allow it on one of them;
                names that one.
            mgov.errors.InvalidDataError: If a detail does not fit.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.petitions import Bundle, Petition
            >>> at = datetime(2022, 6, 1, tzinfo=UTC)
            >>> first, second = (
            ...     Petition.register(
            ...         rulebook="cn-2022", kind="claim", title="路灯不亮", number=number, at=at
            ...     )
            ...     for number in ("XF-17", "XF-18")
            ... )
            >>> bundle = Bundle.gather(first.accept(at=at), [second], at=at)
            >>> bundle.step("answer", at=at, outcome="supported")
            Traceback (most recent call last):
            mgov.errors.InvalidValueError: XF-18: answer cannot be taken while the petition
            (claim) is registered. The steps that can are transfer, assign, accept, refuse, refer.
            >>> bundle = bundle.step("accept", at=at, only=["XF-18"])
            >>> bundle.step("answer", at=at, outcome="supported").main.status
            'answered'
        """
        numbers = [each.number for each in self.petitions]
        going_on = [
            each.number for each in self.petitions if self.main.is_closed or not each.is_closed
        ]
        wanted = going_on if only is None else list(only)
        if strange := [each for each in wanted if each not in numbers]:
            trouble = f"names {strange[0]}, which is none of them"
            raise _refusal(trouble, f"Use some of {', '.join(map(str, numbers))}.", field="only")
        main, *duplicates = (
            _stepped(each, name, at, details) if each.number in wanted else each
            for each in self.petitions
        )
        return self.replace(main=main, duplicates=tuple(duplicates))

    def to_inform(self) -> tuple[tuple[str, Petitioner], ...]:
        """List whom to tell what happens: everybody who brings one of them, each person once.

        Returns:
            Pairs of the number under which the person knows the case, and the person.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.petitions import Bundle, Petition
            >>> petition = Petition.register(
            ...     rulebook="cn-2022",
            ...     kind="claim",
            ...     title="路灯不亮",
            ...     number="XF-17",
            ...     petitioners=[{"name": "张三", "phone": "13800138000"}],
            ...     at=datetime(2022, 6, 1, tzinfo=UTC),
            ... )
            >>> [(number, str(person.name)) for number, person in Bundle(main=petition).to_inform()]
            [('XF-17', '张*')]
        """
        found: dict[Petitioner, str] = {}
        for petition in self.petitions:
            for person in petition.petitioners:
                found.setdefault(person, str(petition.number))
        return tuple((number, person) for person, number in found.items())

    @model_validator(mode="after")
    def _belongs_together(self) -> Self:
        numbers = [each.number for each in self.petitions]
        if None in numbers or len(set(numbers)) < len(numbers):
            trouble, remedy = "has two petitions of one number, or one without", "Number each."
            raise _refusal(trouble, remedy).as_pydantic()
        for each in self.duplicates:
            if each.duplicate_of != self.main.number:
                trouble = f"has {each.number}, which is not merged into {self.main.number}"
                remedy = "Merge it first: Bundle.gather(main, duplicates, at=...)."
                raise _refusal(trouble, remedy).as_pydantic()
        if self.main.duplicate_of is not None:
            trouble = f"has a main petition that is merged into {self.main.duplicate_of}"
            raise _refusal(trouble, "Take that one as the main one.").as_pydantic()
        return self


def _stepped(petition: Petition, name: str, at: datetime, details: dict[str, object]) -> Petition:
    try:
        return petition.step(name, at=at, **details)
    except InvalidValueError as error:
        trouble, remedy = f"{error.field} {error.trouble}", error.remedy
        raise _refusal(trouble, remedy, field=str(petition.number), code=error.code) from None


def _refusal(
    trouble: str, remedy: str, *, field: str = "bundle", code: str = "petition_bundle"
) -> InvalidValueError:
    return InvalidValueError(trouble, field=field, remedy=remedy, code=code)
