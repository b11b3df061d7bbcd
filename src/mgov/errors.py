"""Every error this library raises.

All of them derive from `MgovError`, so one `except` clause catches whatever the library
has to say. Each names three things: the *field* (what was being read), the *trouble* (what
is wrong with it) and the *remedy* (what to do about it).

Example:
    >>> from mgov import Figure
    >>> from mgov.errors import MgovError
    >>> try:
    ...     Figure.parse("a great many")
    ... except MgovError as error:
    ...     print(error.field)
    figure
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "CodeCapacityError",
    "InvalidDataError",
    "InvalidRecordsError",
    "InvalidValueError",
    "LineProblem",
    "MgovError",
    "MissingExtraError",
    "Problem",
    "UnsafeLinkError",
]

NOT_SHOWN: Final = "(not shown)"
"""Stands where pydantic would repeat the input, which may be somebody's personal data."""


class Problem(NamedTuple):
    """One thing that is wrong with a record.

    Attributes:
        loc: Where it is: field names and positions, outermost first.
        trouble: What is wrong with it; never the input itself, which may be personal.
        remedy: What to do about it.
        code: A stable word for programs, such as `timezone_aware`.

    Example:
        >>> problem = Problem(("posts", 3, "published"), "has no time zone", "Add one.", "naive")
        >>> print(problem)
        posts.3.published: has no time zone. Add one.
    """

    loc: tuple[int | str, ...]
    trouble: str
    remedy: str
    code: str

    @property
    def field(self) -> str:
        """The path of the field, its parts joined by dots; empty for the record as a whole."""
        return ".".join(map(str, self.loc))

    @override
    def __str__(self) -> str:
        text = _sentence(self.trouble, self.remedy)
        return f"{self.field}: {text}" if self.loc else text


class MgovError(Exception):
    """The base of every error that this library raises.

    Args:
        trouble: What is wrong, without repeating personal data.
        field: What was being read: a field, a parameter, a column.
        remedy: What the caller can do about it.
        code: A stable word for programs, such as `figure_not_found`.

    Example:
        >>> print(MgovError("has no time zone", field="published", remedy="Add one."))
        published: has no time zone. Add one.
    """

    field: str
    trouble: str
    remedy: str
    code: str

    def __init__(
        self, trouble: str, *, field: str = "", remedy: str = "", code: str = "mgov_error"
    ) -> None:
        super().__init__(trouble)
        self.trouble = trouble
        self.field = field
        self.remedy = remedy
        self.code = code

    @override
    def __str__(self) -> str:
        text = _sentence(self.trouble, self.remedy)
        return f"{self.field}: {text}" if self.field else text

    @override
    def __reduce__(self) -> tuple[object, ...]:
        # The default would call the class with `args` alone and lose what is keyword-only.
        return (_revive, (type(self), self.args, self.__dict__))

    def as_pydantic(self) -> PydanticCustomError:
        """Give the same error in the form that a pydantic validator raises.

        Example:
            >>> MgovError("is empty", remedy="Give one.", code="empty").as_pydantic().type
            'empty'
        """
        return _custom(self.code, self.trouble, self.remedy)


class InvalidValueError(MgovError, ValueError):
    """One value cannot be what it is meant to be.

    Example:
        >>> from mgov import Period
        >>> try:
        ...     Period.parse("2017-13")
        ... except InvalidValueError as error:
        ...     print(error.field)
        period
    """


class UnsafeLinkError(InvalidValueError):
    """A link is refused by a policy about hosts; `code` is that of the policy's verdict.

    Example:
        >>> from mgov import HostPolicy
        >>> try:
        ...     HostPolicy.named("gov.cn").require("https://www.gov.cn.example.com/")
        ... except UnsafeLinkError as error:
        ...     print(error.code)
        host_imitates
    """


class CodeCapacityError(InvalidValueError):
    """A text is too long for a QR code at this level of error correction.

    Example:
        >>> from mgov import qr
        >>> try:
        ...     qr.make_text("长" * 900, correction="H")
        ... except CodeCapacityError as error:
        ...     print(error.remedy)
        Use correction='L', or shorten it by 476 characters.
    """


class InvalidDataError(MgovError, ValidationError):
    """A record does not fit its model: all that is wrong with it, at once.

    It is a `pydantic.ValidationError` too, so a program that catches that one goes on
    working. The input is shown nowhere, neither in the text nor in `errors()` nor in
    `json()`, because it may be personal data.

    Attributes:
        problems: Every problem, in the order of the model's fields.

    Example:
        >>> from mgov import Organization
        >>> try:
        ...     Organization(name="国务院办公厅", nickname="国办")
        ... except InvalidDataError as error:
        ...     print(error.problems[0].field, error.problems[0].code)
        nickname extra_forbidden
    """

    problems: tuple[Problem, ...]
    model: str

    def __init__(self, title: str, *_taken_by_new: object) -> None:
        # `ValidationError.from_exception_data` calls this with all that it gave to `__new__`.
        super().__init__("does not fit its model", code="invalid_data")
        self.model = title
        self.problems = ()

    @classmethod
    def from_problems(cls, model: str, problems: Iterable[Problem]) -> InvalidDataError:
        """Make the error from its problems.

        Args:
            model: The name of the model that the record does not fit.
            problems: What is wrong, at least one.

        Example:
            >>> problem = Problem(("name",), "is missing", "Give a name.", "missing")
            >>> print(InvalidDataError.from_problems("Organization", [problem]))
            Organization: 1 problem
              name: is missing. Give a name.
        """
        found = tuple(problems)
        lines = [
            InitErrorDetails(
                type=_custom(each.code, each.trouble, each.remedy), loc=each.loc, input=NOT_SHOWN
            )
            for each in found
        ]
        error = cls.from_exception_data(model, lines, hide_input=True)
        error.problems = found
        error.field, error.trouble = found[0].field, found[0].trouble
        error.remedy = found[0].remedy
        return error

    @override
    def __str__(self) -> str:
        count = len(self.problems)
        head = f"{self.model}: {count} problem" + ("" if count == 1 else "s")
        return "\n".join([head, *(f"  {problem}" for problem in self.problems)])

    @override
    def __repr__(self) -> str:
        return str(self)

    @override
    def __reduce__(self) -> tuple[object, ...]:
        return (type(self).from_problems, (self.model, self.problems))


class LineProblem(NamedTuple):
    """One thing that is wrong with a line of a file.

    Attributes:
        line: The number of the line, the first one being 1.
        problem: What is wrong with it.

    Example:
        >>> missing = Problem(("title",), "is missing", "Give a value for it.", "missing")
        >>> print(LineProblem(3, missing))
        line 3: title: is missing. Give a value for it.
    """

    line: int
    problem: Problem

    @override
    def __str__(self) -> str:
        return f"line {self.line}: {self.problem}"


class InvalidRecordsError(MgovError, ValueError):
    """Lines of a file are no good records: all that is wrong with them, at once.

    Args:
        name: The name of the file, or `records`.
        problems: What is wrong, in the order of the lines; the first ones, if there are many.
        total: How many problems there are in all.

    Example:
        >>> missing = Problem(("title",), "is missing", "Give a value for it.", "missing")
        >>> print(InvalidRecordsError("articles.jsonl", (LineProblem(3, missing),), 8))
        articles.jsonl: 8 problems
          line 3: title: is missing. Give a value for it.
          and 7 more
    """

    problems: tuple[LineProblem, ...]
    total: int

    def __init__(self, name: str, problems: tuple[LineProblem, ...], total: int) -> None:
        super().__init__(
            "has lines that are no good records",
            field=name,
            remedy="Correct the lines and read the file again.",
            code="invalid_records",
        )
        self.problems = problems
        self.total = total

    @override
    def __str__(self) -> str:
        head = f"{self.field}: {self.total:,} problem" + ("" if self.total == 1 else "s")
        more = self.total - len(self.problems)
        tail = [f"  and {more:,} more"] if more else []
        return "\n".join([head, *(f"  {problem}" for problem in self.problems), *tail])


class MissingExtraError(MgovError, ImportError):
    """A function needs an optional package that is not installed.

    Args:
        package: The package's name on the package index.
        extra: The extra of `mgov` that installs it.
        purpose: What it is needed for.

    Example:
        >>> print(MissingExtraError("zxing-cpp", extra="scan", purpose="reading QR codes"))
        zxing-cpp: is needed for reading QR codes and is not installed.
        Run: pip install "mgov[scan]"
    """

    def __init__(self, package: str, *, extra: str, purpose: str) -> None:
        super().__init__(
            f"is needed for {purpose} and is not installed",
            field=package,
            remedy=f'Run: pip install "mgov[{extra}]"',
            code="missing_extra",
        )


def _sentence(trouble: str, remedy: str) -> str:
    stop = "" if trouble.endswith((".", "!", "?", "。")) else "."
    return f"{trouble}{stop} {remedy}".rstrip()


def _custom(code: str, trouble: str, remedy: str) -> PydanticCustomError:
    # The sentence is a value of the context, so a brace in it is never a placeholder.
    context = {"text": _sentence(trouble, remedy), "trouble": trouble, "remedy": remedy}
    return PydanticCustomError(code, "{text}", context)


def _revive(kind: type[MgovError], args: tuple[object, ...], state: dict[str, object]) -> MgovError:
    error = kind.__new__(kind)
    error.args = args
    error.__dict__.update(state)
    return error
